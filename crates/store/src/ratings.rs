//! Streams of facts by sequence number: ratings for the statistics, and changes for whoever follows along.

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ProjectId, Rating, TruthId};

use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError,
    sql::{Cells, FOREVER, ROWS_PER_STATEMENT, composed, sql},
    together::Together,
    writer::Tx,
};

/// One rating of one current or superseded annotation: the input of all statistics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow {
    pub seq: i64,
    /// The fact that superseded the annotation; none while current.
    pub until_seq: Option<i64>,
    pub annotation: AnnotationId,
    pub supersedes: Option<AnnotationId>,
    pub item: ItemId,
    /// The first revision of the item that shows what was judged: ratings of another one are about something else.
    pub shown: u32,
    pub annotator: AnnotatorId,
    pub design_version: u32,
    pub late: bool,
    pub surplus: bool,
    /// Made after seeing what others said, or a suggestion.
    pub informed: bool,
    pub active_ms: u64,
    pub submitted_at: i64,
    pub field: String,
    pub unit: String,
    pub value: String,
}

/// What is counted of an annotation beside its ratings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub seq: i64,
    /// The fact that superseded the annotation; none while current.
    pub until_seq: Option<i64>,
    pub annotator: AnnotatorId,
    /// `complete`, `unusable` or `declined`.
    pub outcome: String,
    pub surplus: bool,
    pub informed: bool,
    pub active_ms: u64,
}

/// An annotation with its ratings: what everything that is counted of a project is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub made: Made,
    pub annotation: AnnotationId,
    pub supersedes: Option<AnnotationId>,
    pub item: ItemId,
    pub shown: u32,
    pub design_version: u32,
    pub late: bool,
    pub submitted_at: i64,
    /// In no order.
    pub ratings: Vec<Rating>,
}

impl Told {
    /// One row a rating.
    pub fn rows(&self) -> impl Iterator<Item = RatingRow> + '_ {
        let row = |rating: &Rating| RatingRow {
            seq: self.made.seq,
            until_seq: self.made.until_seq,
            annotation: self.annotation.clone(),
            supersedes: self.supersedes.clone(),
            item: self.item.clone(),
            shown: self.shown,
            annotator: self.made.annotator.clone(),
            design_version: self.design_version,
            late: self.late,
            surplus: self.made.surplus,
            informed: self.made.informed,
            active_ms: self.made.active_ms,
            submitted_at: self.submitted_at,
            field: rating.field.clone(),
            unit: rating.unit.clone(),
            value: rating.value.clone(),
        };
        self.ratings.iter().map(row)
    }
}

/// An annotation that is no longer current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Superseded {
    pub annotation: AnnotationId,
    pub item: ItemId,
    /// The fact that superseded it.
    pub until_seq: i64,
    pub made: Made,
}

/// One fact, as the change feed tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub seq: i64,
    /// `annotation`, `item`, `design`, `truth`, `appeal`, or what was done to the item: `exclude`, `include`, `requeue`, `priority`,
    /// `gold`, `reject_gold`, `retire_gold`, `ask`, `unsure`, `sure`, `round`, `round_end` or `reopen`.
    pub kind: String,
    pub id: String,
    pub item: Option<ItemId>,
    pub at: i64,
}

impl Store {
    /// The ratings of the next `limit` annotations after a sequence number, whole annotations at a time. The last row's
    /// `seq` continues; an empty answer is the end.
    pub async fn ratings_since(&self, project: &ProjectId, after_seq: i64, limit: u32) -> Result<Vec<RatingRow>> {
        let rows = composed(format!(
            "select {RATING} from (select {RATED} from annotations a where a.project = $1 and a.seq > $2
                 and exists (select 1 from ratings x where x.annotation = a.id) order by a.seq limit $3) n
             join item_revisions v on v.item = n.item and v.revision = n.item_revision
             join ratings r on r.annotation = n.id
             order by n.seq, r.field, r.unit"
        ))
        .bind(project.as_str())
        .bind(after_seq)
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_rating).collect()
    }

    /// The ratings of one annotation.
    pub async fn ratings_of(&self, annotation: &AnnotationId) -> Result<Vec<RatingRow>> {
        let rows = composed(format!(
            "select {RATING} from (select {RATED} from annotations a where a.id = $1) n
             join item_revisions v on v.item = n.item and v.revision = n.item_revision
             join ratings r on r.annotation = n.id
             order by r.field, r.unit"
        ))
        .bind(annotation.as_str())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_rating).collect()
    }

    /// The next `limit` annotations after a sequence number, in that order, whether they have ratings or not. All ratings of
    /// one come in one text: a row for each would take the driver three times as long.
    pub async fn told_since(&self, project: &ProjectId, after_seq: i64, limit: u32) -> Result<Vec<Told>> {
        let packed = ["r.field", "r.unit", "r.value"].map(|column| format!("length({column}) || ':' || {column}"));
        let ratings = self.dialect.joined(&packed.join(" || "));
        let rows = composed(format!(
            "select {MADE}, n.id, n.supersedes, n.item, v.shown, n.design_version, n.late, n.submitted_at,
                 (select {ratings} from ratings r where r.annotation = n.id)
             from (select {RATED}, a.outcome from annotations a where a.project = $1 and a.seq > $2 order by a.seq limit $3) n
             join item_revisions v on v.item = n.item and v.revision = n.item_revision
             order by n.seq"
        ))
        .bind(project.as_str())
        .bind(after_seq)
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_told).collect()
    }

    /// Annotations superseded after a sequence number, in that order.
    pub async fn superseded_since(&self, project: &ProjectId, after_seq: i64, limit: u32) -> Result<Vec<Superseded>> {
        // The second bound is in words of the partial index, which only holds what was superseded.
        let rows = composed(format!(
            "select n.id, n.item, {MADE} from annotations n
             where n.project = $1 and n.until_seq > $2 and n.until_seq < 9223372036854775807 order by n.until_seq limit $3"
        ))
        .bind(project.as_str())
        .bind(after_seq)
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        let read = |row: &AnyRow| -> Result<Superseded> {
            let made = read_made(row, 2)?;
            Ok(Superseded {
                annotation: AnnotationId(row.text(0)?),
                item: ItemId(row.text(1)?),
                until_seq: made.until_seq.unwrap_or(FOREVER),
                made,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The facts after a sequence number, none missing, in order.
    pub async fn changes(&self, project: &ProjectId, after_seq: i64, limit: u32) -> Result<Vec<Change>> {
        // Each kind of fact gives its own first rows, so that a page costs as much as it holds.
        let rows = sql("select seq, kind, id, item, at from (
                 select * from (select seq, 'annotation' as kind, id, item, submitted_at as at
                     from annotations where project = $1 and seq > $2 order by seq limit $3) a
                 union all
                 select * from (select seq, 'item' as kind, item as id, item, created_at as at
                     from item_revisions where project = $1 and seq > $2 order by seq limit $3) b
                 union all
                 select * from (select seq, kind, id, item, created_at as at
                     from interventions where project = $1 and seq > $2 order by seq limit $3) c
                 union all
                 select * from (select seq, 'truth' as kind, id, item, created_at as at
                     from truths where project = $1 and seq > $2 order by seq limit $3) e
                 union all
                 select * from (select seq, 'appeal' as kind, id, item, created_at as at
                     from appeals where project = $1 and seq > $2 order by seq limit $3) f
                 union all
                 select * from (select seq, kind, id, item, created_at as at
                     from comments where project = $1 and seq > $2 order by seq limit $3) g
                 union all
                 select * from (select seq, 'design' as kind, cast(version as text) as id, null as item, created_at as at
                     from designs where project = $1 and seq > $2 order by seq limit $3) d
             ) facts order by seq limit $3")
        .bind(project.as_str())
        .bind(after_seq)
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_change).collect()
    }
}

/// The columns of an annotation that its ratings are read with, and those of a rating.
const RATED: &str =
    "a.id, a.seq, a.until_seq, a.supersedes, a.item, a.item_revision, a.annotator, a.design_version, a.late,
    a.surplus, a.informed, a.active_ms, a.submitted_at";
pub(crate) const RATING: &str =
    "n.seq, n.until_seq, n.id, n.supersedes, n.item, n.annotator, n.design_version, n.late, n.surplus,
    r.field, r.unit, r.value, v.shown, n.informed, n.active_ms, n.submitted_at";
const MADE: &str = "n.seq, n.until_seq, n.annotator, n.outcome, n.surplus, n.informed, n.active_ms";

fn read_told(row: &AnyRow) -> Result<Told> {
    let packed = row.maybe_text(14)?.unwrap_or_default();
    Ok(Told {
        made: read_made(row, 0)?,
        annotation: AnnotationId(row.text(7)?),
        supersedes: row.maybe_text(8)?.map(AnnotationId),
        item: ItemId(row.text(9)?),
        shown: row.small(10)?,
        design_version: row.small(11)?,
        late: row.int(12)? != 0,
        submitted_at: row.int(13)?,
        ratings: unpacked(&packed).ok_or_else(|| StoreError::corrupt("ratings of an annotation"))?,
    })
}

/// Field, unit and value of each rating, each with its length in characters in front.
fn unpacked(packed: &str) -> Option<Vec<Rating>> {
    let (mut left, mut found) = (packed, Vec::new());
    let mut next = || {
        let (length, rest) = left.split_once(':')?;
        let end = rest.char_indices().nth(length.parse().ok()?).map_or(rest.len(), |(at, _)| at);
        left = &rest[end..];
        Some(rest[..end].to_owned())
    };
    while let Some(field) = next() {
        found.push(Rating { field, unit: next()?, value: next()? });
    }
    Some(found)
}

/// The columns of `MADE`, from the one numbered `first`.
fn read_made(row: &AnyRow, first: usize) -> Result<Made> {
    let until_seq = row.int(first + 1)?;
    Ok(Made {
        seq: row.int(first)?,
        until_seq: (until_seq != FOREVER).then_some(until_seq),
        annotator: AnnotatorId(row.text(first + 2)?),
        outcome: row.text(first + 3)?,
        surplus: row.int(first + 4)? != 0,
        informed: row.int(first + 5)? != 0,
        active_ms: row.count(first + 6)?,
    })
}

pub(crate) fn read_rating(row: &AnyRow) -> Result<RatingRow> {
    let until_seq = row.int(1)?;
    Ok(RatingRow {
        seq: row.int(0)?,
        until_seq: (until_seq != FOREVER).then_some(until_seq),
        annotation: AnnotationId(row.text(2)?),
        supersedes: row.maybe_text(3)?.map(AnnotationId),
        item: ItemId(row.text(4)?),
        annotator: AnnotatorId(row.text(5)?),
        design_version: row.small(6)?,
        late: row.int(7)? != 0,
        surplus: row.int(8)? != 0,
        field: row.text(9)?,
        unit: row.text(10)?,
        value: row.text(11)?,
        shown: row.small(12)?,
        informed: row.int(13)? != 0,
        active_ms: row.count(14)?,
        submitted_at: row.int(15)?,
    })
}

fn read_change(row: &AnyRow) -> Result<Change> {
    Ok(Change {
        seq: row.int(0)?,
        kind: row.text(1)?,
        id: row.text(2)?,
        item: row.maybe_text(3)?.map(ItemId),
        at: row.int(4)?,
    })
}

/// Writes everything, the ratings last: as many with the rest as one statement may insert, then the others.
pub(crate) async fn store_with(
    tx: &mut Tx,
    writes: Together,
    annotation: &AnnotationId,
    ratings: &[Rating],
) -> Result<()> {
    store_into(tx, writes, ("ratings", "annotation", annotation.as_str()), ratings).await
}

pub(crate) async fn store_of_truth(tx: &mut Tx, truth: &TruthId, ratings: &[Rating]) -> Result<()> {
    store_into(tx, Together::default(), ("truth_ratings", "truth", truth.as_str()), ratings).await
}

async fn store_into(
    tx: &mut Tx,
    writes: Together,
    (table, column, id): (&str, &str, &str),
    ratings: &[Rating],
) -> Result<()> {
    let mut writes = writes;
    let mut chunks = ratings.chunks(ROWS_PER_STATEMENT);
    loop {
        let chunk = chunks.next().unwrap_or_default();
        if !chunk.is_empty() {
            writes.add(format!(
                "insert into {table} ({column}, field, unit, value) values (?, ?, ?, ?){}",
                ", (?, ?, ?, ?)".repeat(chunk.len() - 1)
            ));
        }
        for Rating { field, unit, value } in chunk {
            writes.bind(id).bind(field.as_str()).bind(unit.as_str()).bind(value.as_str());
        }
        writes.execute(tx).await?;
        if chunks.len() == 0 {
            return Ok(());
        }
        writes = Together::default();
    }
}
