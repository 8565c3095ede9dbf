//! How reviewers find the reasons that annotators wrote.

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ProjectId};

use crate::{
    Result, Store, StoreError,
    sql::{Cells, new_id, sql},
    store::key,
};

/// How good a reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonRating {
    /// It says what can be seen, and why that decides.
    Good,
    /// It says too little to check.
    Thin,
    /// It says something else than the media show.
    Wrong,
}

impl ReasonRating {
    pub const ALL: [Self; 3] = [Self::Good, Self::Thin, Self::Wrong];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Thin => "thin",
            Self::Wrong => "wrong",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
        found.ok_or_else(|| StoreError::corrupt("rating of a reason"))
    }
}

/// What somebody thinks of the reason for one verdict or omission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedReason {
    pub annotation: AnnotationId,
    /// Who wrote it, and about which item.
    pub annotator: AnnotatorId,
    pub item: ItemId,
    /// `claim:{id}/{aspect}` or `omission:{id}`.
    pub unit: String,
    pub rating: ReasonRating,
    pub rated_by: AnnotatorId,
    pub rated_at: i64,
}

impl Store {
    /// Appends how a reason was found. A later word of the same person takes its place.
    pub async fn rate_reason(
        &self,
        project: &ProjectId,
        (annotation, unit): (&AnnotationId, &str),
        rating: ReasonRating,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<()> {
        let input = (project.clone(), annotation.clone(), unit.to_owned(), rating, by.clone(), now);
        self.write(key::project(project), input, |tx, (project, annotation, unit, rating, by, now)| {
            Box::pin(async move {
                let before = sql("select coalesce(max(rated_at), 0) from reason_ratings
                     where annotation = $1 and unit = $2 and rated_by = $3")
                .bind(annotation.as_str())
                .bind(unit.as_str())
                .bind(by.as_str())
                .fetch_one(&mut tx.conn)
                .await?;
                // Two words in one millisecond, or a clock that was set back: the one that was said last counts.
                let now = (*now).max(before.int(0)? + 1);
                sql("insert into reason_ratings (id, project, annotation, unit, rating, rated_by, rated_at)
                     values ($1, $2, $3, $4, $5, $6, $7)")
                .bind(new_id(now))
                .bind(project.as_str())
                .bind(annotation.as_str())
                .bind(unit.as_str())
                .bind(rating.as_str())
                .bind(by.as_str())
                .bind(now)
                .execute(&mut tx.conn)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// The newest word of each person on each reason of one item or of all, in the order of writers and items.
    pub async fn rated_reasons(&self, project: &ProjectId, item: Option<&ItemId>) -> Result<Vec<RatedReason>> {
        let rows = sql("select r.annotation, n.annotator, n.item, r.unit, r.rating, r.rated_by, r.rated_at
             from reason_ratings r join annotations n on n.id = r.annotation
             where r.project = $1 and ($2 = '' or n.item = $2) and not exists (select 1 from reason_ratings later
                 where later.annotation = r.annotation and later.unit = r.unit and later.rated_by = r.rated_by
                     and later.id > r.id)
             order by n.annotator, n.item, r.unit, r.rated_by")
        .bind(project.as_str())
        .bind(item.map_or("", ItemId::as_str))
        .fetch_all(&self.readers)
        .await?;
        let read = |row: &sqlx::any::AnyRow| -> Result<RatedReason> {
            Ok(RatedReason {
                annotation: AnnotationId(row.text(0)?),
                annotator: AnnotatorId(row.text(1)?),
                item: ItemId(row.text(2)?),
                unit: row.text(3)?,
                rating: ReasonRating::parse(&row.text(4)?)?,
                rated_by: AnnotatorId(row.text(5)?),
                rated_at: row.int(6)?,
            })
        };
        rows.iter().map(read).collect()
    }
}
