//! What people get right of gold, and how far they agree with themselves: a cache beside the facts.

use std::collections::BTreeSet;

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ProjectId, Tally, TruthId};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, gold,
    lock::lock_project,
    sql::{Cells, FOREVER, sql},
    store::key,
    writer::Tx,
};

/// An annotation of a gold item whose score is not there, or is by a truth that holds no more.
#[derive(Clone, Debug)]
pub struct Unscored {
    pub annotation: AnnotationId,
    pub project: ProjectId,
    pub annotator: AnnotatorId,
    pub item: ItemId,
    pub item_revision: u32,
    pub design_version: u32,
    pub body: String,
    pub submitted_at: i64,
    pub truth: TruthId,
    /// `domain::GroundTruth` as JSON.
    pub truth_body: String,
}

/// What an annotation gets right.
#[derive(Clone, Debug)]
pub struct NewScore {
    pub of: Unscored,
    pub tally: Tally,
    /// A list of `domain::Decision` as JSON.
    pub decisions: String,
}

/// A score with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldScore {
    pub annotation: AnnotationId,
    pub annotator: AnnotatorId,
    pub item: ItemId,
    pub truth: TruthId,
    pub tally: Tally,
    pub decisions: String,
    pub submitted_at: i64,
}

/// One thing that a person answered twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    pub annotator: AnnotatorId,
    pub item: ItemId,
    pub field: String,
    pub unit: String,
    pub first: String,
    pub again: String,
}

impl Store {
    /// Annotations that wait to be scored, of all projects.
    pub async fn unscored(&self, limit: u32) -> Result<Vec<Unscored>> {
        let rows = sql("select n.id, n.project, n.annotator, n.item, n.item_revision, n.design_version, n.body,
                 n.submitted_at, t.id, t.body
             from assignments a
             join annotations n on n.project = a.project and n.item = a.item and n.annotator = a.annotator
                 and n.assignment = a.id and n.until_seq = $1
             join truths t on t.item = n.item and t.until_seq = $1 and t.kind = 'gold'
             join item_revisions v on v.item = n.item and v.revision = n.item_revision
             join item_revisions w on w.item = t.item and w.revision = t.item_revision and w.shown = v.shown
             left join gold_scores g on g.annotation = n.id
             where a.drawn = 'gold' and a.drawn <> '' and (g.truth is null or g.truth <> t.id)
             order by n.id limit $2")
        .bind(FOREVER)
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_unscored).collect()
    }

    /// Keeps scores of one project, and counts anew what their annotators' answers come to: nobody else is touched. What
    /// was scored by a truth that was superseded meanwhile waits for the next time.
    pub async fn keep_scores(&self, project: &ProjectId, scores: Vec<NewScore>) -> Result<()> {
        self.write(key::project(project), (project.clone(), scores), |tx, (project, scores)| {
            Box::pin(keep(tx, project, scores))
        })
        .await
    }

    /// Counts anew what the answers of everybody come to who has answered this item: its truth was taken back.
    pub async fn recount_gold(&self, project: &ProjectId, item: &ItemId) -> Result<()> {
        self.write(key::project(project), (project.clone(), item.clone()), |tx, (project, item)| {
            Box::pin(async move {
                lock_project(tx, project).await?;
                let rows = sql("select distinct annotator from gold_scores where item = $1")
                    .bind(item.as_str())
                    .fetch_all(&mut tx.conn)
                    .await?;
                for row in rows {
                    recount(tx, project, &AnnotatorId(row.text(0)?)).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Scores of current annotations by the truths that hold now, oldest first.
    pub async fn gold_scores(&self, project: &ProjectId, item: Option<&ItemId>) -> Result<Vec<GoldScore>> {
        let rows = sql("select g.annotation, g.annotator, g.item, g.truth, g.right_count, g.n_decisions, g.body,
                 g.submitted_at
             from gold_scores g
             join annotations n on n.id = g.annotation and n.until_seq = $2
             join truths t on t.id = g.truth and t.until_seq = $2
             where g.project = $1 and ($3 = '' or g.item = $3) order by g.submitted_at, g.annotation")
        .bind(project.as_str())
        .bind(FOREVER)
        .bind(item.map_or("", ItemId::as_str))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_score).collect()
    }

    /// What everybody's answers to gold come to.
    pub async fn gold_tallies(&self, project: &ProjectId) -> Result<Vec<(AnnotatorId, Tally)>> {
        let rows = sql("select annotator, gold_right, gold_decisions from progress
             where project = $1 and gold_decisions > 0 order by annotator")
        .bind(project.as_str())
        .fetch_all(&self.readers)
        .await?;
        let tally = |row: &AnyRow| -> Result<Tally> { Ok(Tally { right: row.count(1)?, decisions: row.count(2)? }) };
        rows.iter().map(|row| Ok((AnnotatorId(row.text(0)?), tally(row)?))).collect()
    }

    /// What people answered twice, the first answer beside the one to the repeat.
    pub async fn repeated(&self, project: &ProjectId) -> Result<Vec<Repeated>> {
        let rows = sql("select n.annotator, n.item, r.field, r.unit, o.value, r.value
             from assignments a
             join annotations n on n.project = a.project and n.item = a.item and n.annotator = a.annotator
                 and n.assignment = a.id and n.until_seq = $2
             join annotations f on f.project = n.project and f.item = n.item and f.annotator = n.annotator
                 and f.until_seq = $2 and f.item_revision = n.item_revision and f.id <> n.id
             join assignments b on b.id = f.assignment and b.drawn = ''
             join ratings r on r.annotation = n.id
             join ratings o on o.annotation = f.id and o.field = r.field and o.unit = r.unit
             where a.project = $1 and a.drawn = 'repeat' and a.drawn <> ''
             order by n.annotator, n.item, r.field, r.unit")
        .bind(project.as_str())
        .bind(FOREVER)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(read_repeated).collect()
    }

    /// Current annotations that are no independent answers: their annotators had seen what others said.
    pub async fn count_informed(&self, project: &ProjectId) -> Result<u64> {
        sql("select count(*) from annotations where project = $1 and until_seq = $2 and informed > 0 and surplus = 0")
            .bind(project.as_str())
            .bind(FOREVER)
            .fetch_one(&self.readers)
            .await?
            .count(0)
    }
}

fn read_unscored(row: &AnyRow) -> Result<Unscored> {
    Ok(Unscored {
        annotation: AnnotationId(row.text(0)?),
        project: ProjectId(row.text(1)?),
        annotator: AnnotatorId(row.text(2)?),
        item: ItemId(row.text(3)?),
        item_revision: row.small(4)?,
        design_version: row.small(5)?,
        body: row.text(6)?,
        submitted_at: row.int(7)?,
        truth: TruthId(row.text(8)?),
        truth_body: row.text(9)?,
    })
}

fn read_score(row: &AnyRow) -> Result<GoldScore> {
    Ok(GoldScore {
        annotation: AnnotationId(row.text(0)?),
        annotator: AnnotatorId(row.text(1)?),
        item: ItemId(row.text(2)?),
        truth: TruthId(row.text(3)?),
        tally: Tally { right: row.count(4)?, decisions: row.count(5)? },
        decisions: row.text(6)?,
        submitted_at: row.int(7)?,
    })
}

fn read_repeated(row: &AnyRow) -> Result<Repeated> {
    Ok(Repeated {
        annotator: AnnotatorId(row.text(0)?),
        item: ItemId(row.text(1)?),
        field: row.text(2)?,
        unit: row.text(3)?,
        first: row.text(4)?,
        again: row.text(5)?,
    })
}

async fn keep(tx: &mut Tx, project: &ProjectId, scores: &[NewScore]) -> Result<()> {
    lock_project(tx, project).await?;
    let mut concerned: BTreeSet<&AnnotatorId> = BTreeSet::new();
    for score in scores {
        if gold::current(tx, &score.of.item).await?.as_ref() != Some(&score.of.truth) {
            continue;
        }
        sql("insert into gold_scores (annotation, project, annotator, item, truth, right_count, n_decisions, body,
                 submitted_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (annotation) do update set truth = excluded.truth, right_count = excluded.right_count,
                 n_decisions = excluded.n_decisions, body = excluded.body")
        .bind(score.of.annotation.as_str())
        .bind(project.as_str())
        .bind(score.of.annotator.as_str())
        .bind(score.of.item.as_str())
        .bind(score.of.truth.as_str())
        .bind(crate::sql::big(score.tally.right))
        .bind(crate::sql::big(score.tally.decisions))
        .bind(&score.decisions)
        .bind(score.of.submitted_at)
        .execute(&mut tx.conn)
        .await?;
        concerned.insert(&score.of.annotator);
    }
    for annotator in concerned {
        recount(tx, project, annotator).await?;
    }
    Ok(())
}

/// The caller holds the project's lock.
async fn recount(tx: &mut Tx, project: &ProjectId, annotator: &AnnotatorId) -> Result<()> {
    let row =
        sql("select cast(coalesce(sum(g.right_count), 0) as bigint), cast(coalesce(sum(g.n_decisions), 0) as bigint)
         from gold_scores g
         join annotations n on n.id = g.annotation and n.until_seq = $3
         join truths t on t.id = g.truth and t.until_seq = $3
         where g.project = $1 and g.annotator = $2")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .bind(FOREVER)
        .fetch_one(&mut tx.conn)
        .await?;
    sql("update progress set gold_right = $3, gold_decisions = $4 where project = $1 and annotator = $2")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .bind(row.int(0)?)
        .bind(row.int(1)?)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
