//! Ground truths: signed, superseded, retracted; nothing is ever overwritten.

use crosscheck_domain::{AnnotatorId, AssignmentId, ItemId, ProjectId, Rating, TruthId, TruthKind};
use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError, decisions,
    lock::{self, Change, lock_project},
    ratings,
    selection::append,
    sql::{Cells, FOREVER, composed, sql},
    standings,
    store::key,
    together::Together,
    writer::Tx,
};

/// A checked ground truth to be signed.
#[derive(Clone, Debug)]
pub struct NewTruth {
    pub id: TruthId,
    pub item: ItemId,
    pub item_revision: u32,
    pub kind: TruthKind,
    pub design_version: u32,
    pub signer: AnnotatorId,
    /// The review or adjudication that it ends.
    pub assignment: Option<AssignmentId>,
    /// `domain::GroundTruth` as JSON.
    pub body: String,
    pub body_hash: String,
    pub ratings: Vec<Rating>,
    /// When it was signed, in epoch milliseconds, where that was elsewhere.
    pub signed_at: Option<i64>,
}

/// That what was signed of an item was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// The ground truths that end with this number were taken back by it.
    pub seq: i64,
    pub reason: String,
    pub by: AnnotatorId,
    pub at: i64,
}

/// A ground truth as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredTruth {
    pub id: TruthId,
    pub project: ProjectId,
    pub item: ItemId,
    pub item_revision: u32,
    pub kind: TruthKind,
    pub design_version: u32,
    pub seq: i64,
    /// The fact that superseded or retracted it; none while current.
    pub until_seq: Option<i64>,
    pub signer: AnnotatorId,
    pub assignment: Option<AssignmentId>,
    pub supersedes: Option<TruthId>,
    pub body: String,
    pub created_at: i64,
}

impl Store {
    /// Appends the ground truth in place of the item's current one, ends the assignment that it came by, and recomputes
    /// the item's standing. The same id with the same body is signed once; with another body it is a conflict.
    pub async fn sign(&self, project: &ProjectId, truth: NewTruth, now: i64) -> Result<StoredTruth> {
        let input = (project.clone(), truth, now);
        let id = self
            .write(key::project(project), input, |tx, (project, truth, now)| {
                Box::pin(async move { sign(tx, project, truth, *now).await.map(|()| truth.id.clone()) })
            })
            .await?;
        self.truth(&id).await
    }

    /// Takes back what was signed of an item, for a reason: it is open, done or disputed again as its votes have it.
    /// False where nothing is signed.
    pub async fn reopen_truth(
        &self,
        project: &ProjectId,
        item: &ItemId,
        reason: &str,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<bool> {
        let input = (project.clone(), item.clone(), reason.to_owned(), by.clone(), now);
        self.write(key::project(project), input, |tx, (project, item, reason, by, now)| {
            Box::pin(reopen(tx, project, item, reason, by, *now))
        })
        .await
    }

    pub async fn truth(&self, id: &TruthId) -> Result<StoredTruth> {
        let statement = composed(format!("select {COLUMNS} from truths t where t.id = $1"));
        read(&statement.bind(id.as_str()).fetch_one(&self.readers).await?)
    }

    /// Everything that was ever signed of an item, newest first.
    pub async fn truths_of(&self, project: &ProjectId, item: &ItemId) -> Result<Vec<StoredTruth>> {
        let statement = composed(format!(
            "select {COLUMNS} from truths t where t.project = $1 and t.item = $2 order by t.seq desc"
        ));
        let rows = statement.bind(project.as_str()).bind(item.as_str()).fetch_all(&self.readers).await?;
        rows.iter().map(read).collect()
    }

    /// Why and by whom what was signed of an item was taken back, oldest first.
    pub async fn reopenings(&self, project: &ProjectId, item: &ItemId) -> Result<Vec<Reopening>> {
        let rows = sql("select seq, reason, made_by, created_at from interventions
             where project = $1 and item = $2 and kind = 'reopen' order by seq")
        .bind(project.as_str())
        .bind(item.as_str())
        .fetch_all(&self.readers)
        .await?;
        let read = |row: &AnyRow| -> Result<Reopening> {
            Ok(Reopening { seq: row.int(0)?, reason: row.text(1)?, by: AnnotatorId(row.text(2)?), at: row.int(3)? })
        };
        rows.iter().map(read).collect()
    }

    /// What holds of the item now, if something was signed.
    pub async fn current_truth(&self, project: &ProjectId, item: &ItemId) -> Result<Option<StoredTruth>> {
        Ok(self.truths_of(project, item).await?.into_iter().find(|truth| truth.until_seq.is_none()))
    }

    /// Current ground truths in the order of their items, after one.
    pub async fn truths_page(
        &self,
        project: &ProjectId,
        after: Option<&ItemId>,
        limit: u32,
    ) -> Result<Vec<StoredTruth>> {
        let statement = composed(format!(
            "select {COLUMNS} from truths t where t.project = $1 and t.item > $2 and t.until_seq = $3
             order by t.item limit $4"
        ));
        let rows = statement
            .bind(project.as_str())
            .bind(after.map_or("", ItemId::as_str))
            .bind(FOREVER)
            .bind(i64::from(limit))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(read).collect()
    }

    /// What was signed of a range of items up to a sequence number, as it stood then, oldest first.
    pub(crate) async fn truths_between(
        &self,
        project: &ProjectId,
        seq: i64,
        (first, last): &(ItemId, ItemId),
    ) -> Result<Vec<StoredTruth>> {
        let statement = composed(format!(
            "select {COLUMNS} from truths t where t.project = $1 and t.item >= $2 and t.item <= $3 and t.seq <= $4
             order by t.seq"
        ));
        let bound = statement.bind(project.as_str()).bind(first.as_str()).bind(last.as_str()).bind(seq);
        let rows = bound.fetch_all(&self.readers).await?;
        let as_then = |row| {
            read(row).map(|truth| StoredTruth { until_seq: truth.until_seq.filter(|until| *until <= seq), ..truth })
        };
        rows.iter().map(as_then).collect()
    }

    /// The ratings of a ground truth.
    pub async fn truth_ratings(&self, id: &TruthId) -> Result<Vec<Rating>> {
        let rows = sql("select field, unit, value from truth_ratings where truth = $1 order by field, unit")
            .bind(id.as_str())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|row| Ok(Rating { field: row.text(0)?, unit: row.text(1)?, value: row.text(2)? })).collect()
    }
}

const COLUMNS: &str =
    "t.id, t.project, t.item, t.item_revision, t.kind, t.design_version, t.seq, t.until_seq, t.signer,
    t.assignment, t.supersedes, t.body, t.created_at";

fn read(row: &AnyRow) -> Result<StoredTruth> {
    let until_seq = row.int(7)?;
    Ok(StoredTruth {
        id: TruthId(row.text(0)?),
        project: row.text(1)?.into(),
        item: ItemId(row.text(2)?),
        item_revision: row.small(3)?,
        kind: TruthKind::parse(&row.text(4)?).ok_or_else(|| StoreError::corrupt("kind of a ground truth"))?,
        design_version: row.small(5)?,
        seq: row.int(6)?,
        until_seq: (until_seq != FOREVER).then_some(until_seq),
        signer: AnnotatorId(row.text(8)?),
        assignment: row.maybe_text(9)?.map(AssignmentId),
        supersedes: row.maybe_text(10)?.map(TruthId),
        body: row.text(11)?,
        created_at: row.int(12)?,
    })
}

/// Also used where signatures are imported. Signing what is signed already changes nothing.
pub(crate) async fn sign(tx: &mut Tx, project: &ProjectId, truth: &NewTruth, now: i64) -> Result<()> {
    let seq = lock_project(tx, project).await?.seq + 1;
    let same = sql("select body_hash, item from truths where id = $1")
        .bind(truth.id.as_str())
        .fetch_optional(&mut tx.conn)
        .await?;
    if let Some(same) = same {
        return if same.text(0)? == truth.body_hash && same.text(1)? == truth.item.as_str() {
            Ok(())
        } else {
            Err(StoreError::conflict("another ground truth has this id already; make a new id for a new one"))
        };
    }
    if let Some(assignment) = &truth.assignment {
        decisions::check_signer(tx, assignment, &truth.item, &truth.signer).await?;
    }
    let superseded = end_current(tx, &truth.item, seq).await?;
    if let Some(assignment) = &truth.assignment {
        sql("update assignments set state = 'done', draft_body = null, draft_client = null,
                 draft_saved_at = null where id = $1 and project = $2")
        .bind(assignment.as_str())
        .bind(project.as_str())
        .execute(&mut tx.conn)
        .await?;
    }
    sql("insert into truths (id, project, item, item_revision, kind, design_version, seq, until_seq, signer, assignment,
             supersedes, body, body_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(truth.id.as_str())
    .bind(project.as_str())
    .bind(truth.item.as_str())
    .bind(i64::from(truth.item_revision))
    .bind(truth.kind.as_str())
    .bind(i64::from(truth.design_version))
    .bind(seq)
    .bind(FOREVER)
    .bind(truth.signer.as_str())
    .bind(truth.assignment.as_ref().map(|id| id.0.clone()))
    .bind(superseded)
    .bind(&truth.body)
    .bind(&truth.body_hash)
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    ratings::store_of_truth(tx, &truth.id, &truth.ratings).await?;
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await?;
    standings::recompute(tx, project, &truth.item, now).await?;
    Ok(())
}

/// Ends the current ground truth of the item, if there is one, and names it.
async fn end_current(tx: &mut Tx, item: &ItemId, seq: i64) -> Result<Option<String>> {
    let ended = sql("update truths set until_seq = $2 where item = $1 and until_seq = $3 returning id")
        .bind(item.as_str())
        .bind(seq)
        .bind(FOREVER)
        .fetch_optional(&mut tx.conn)
        .await?;
    ended.map(|row| row.text(0)).transpose()
}

/// Also used where signatures are imported.
pub(crate) async fn reopen(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    reason: &str,
    by: &AnnotatorId,
    now: i64,
) -> Result<bool> {
    let seq = lock_project(tx, project).await?.seq + 1;
    if end_current(tx, item, seq).await?.is_none() {
        return Ok(false);
    }
    append(tx, project, item, ("reopen", 0, reason), by, seq, now).await?;
    let mut writes = Together::default();
    writes.add("update standings set changed_at = ? where item = ?").bind(now).bind(item.as_str());
    writes.execute(tx).await?;
    lock::count(tx, project, Change { facts: 1, ..Change::default() }).await?;
    standings::recompute(tx, project, item, now).await?;
    Ok(true)
}
