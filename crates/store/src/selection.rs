//! What a manager does to selected items: each is a fact with a reason, or an offer to somebody.

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Checkpoint, Result, Store, StoreError, assignments, jobs,
    lock::lock_project,
    sql::{Cells, FOREVER, new_id, sql},
    standings,
    store::key,
    writer::Tx,
};

/// What a manager does to items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intervention {
    /// Asks for so many more annotations. What was said of an item's being unusable before counts no more.
    Requeue(u32),
    Priority(i64),
    /// Takes them out, for this reason. Those that are out already are not counted.
    Exclude(String),
    /// Takes them back in.
    Include,
    /// Offers them to one person, ahead of the queue. Those that this person has answered already are not counted.
    Assign(AnnotatorId),
    /// Withdraws the offers that nobody has begun.
    Unassign,
    /// Hands them out to check people from now on: their known answers are there.
    Gold,
    /// Checks nobody by them any more, for this reason.
    RetireGold(String),
    /// The model of annotators asks for so many more annotations.
    Ask(u32),
}

/// Makes the checkpoint of a job from how many items were changed.
pub type Reached = Box<dyn Fn(u64) -> Checkpoint + Send + Sync>;

impl Store {
    /// Does it to up to a few hundred items, together with the checkpoint of the job that does it, all or nothing: so a
    /// job that goes on does nothing twice. Says how many were changed.
    pub async fn intervene(
        &self,
        project: &ProjectId,
        items: &[ItemId],
        what: Intervention,
        by: &AnnotatorId,
        reached: Option<Reached>,
        now: i64,
    ) -> Result<u64> {
        let input = (project.clone(), items.to_vec(), what, by.clone(), reached, now);
        self.write(key::project(project), input, |tx, (project, items, what, by, reached, now)| {
            Box::pin(async move {
                let changed = intervene(tx, project, items, what, by, *now).await?;
                if let Some(reached) = reached {
                    jobs::move_checkpoint(tx, &reached(changed)).await?;
                }
                Ok(changed)
            })
        })
        .await
    }
}

async fn intervene(
    tx: &mut Tx,
    project: &ProjectId,
    items: &[ItemId],
    what: &Intervention,
    by: &AnnotatorId,
    now: i64,
) -> Result<u64> {
    match what {
        Intervention::Assign(annotator) => assign_all(tx, project, items, annotator, by, now).await,
        Intervention::Unassign => withdraw_all(tx, project, items).await,
        Intervention::Requeue(_)
        | Intervention::Priority(_)
        | Intervention::Exclude(_)
        | Intervention::Include
        | Intervention::Gold
        | Intervention::RetireGold(_)
        | Intervention::Ask(_) => append_all(tx, project, items, what, by, now).await,
    }
}

async fn assign_all(
    tx: &mut Tx,
    project: &ProjectId,
    items: &[ItemId],
    annotator: &AnnotatorId,
    by: &AnnotatorId,
    now: i64,
) -> Result<u64> {
    let mut assigned = 0;
    for item in items {
        match assignments::assign(tx, project, item, annotator, by, now).await {
            Ok(_) => assigned += 1,
            // Has done it already, or it is out: nothing to assign.
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(assigned)
}

async fn withdraw_all(tx: &mut Tx, project: &ProjectId, items: &[ItemId]) -> Result<u64> {
    lock_project(tx, project).await?;
    let mut withdrawn = 0;
    for item in items {
        let ended = sql("update assignments set state = 'released'
             where item = $1 and project = $2 and state = 'offered' returning item, supersedes, role")
        .bind(item.as_str())
        .bind(project.as_str())
        .fetch_all(&mut tx.conn)
        .await?;
        assignments::free_places(tx, project, &ended).await?;
        withdrawn += u64::from(!ended.is_empty());
    }
    Ok(withdrawn)
}

/// Locks the project, then appends a fact for each item that is changed.
pub(crate) async fn append_all(
    tx: &mut Tx,
    project: &ProjectId,
    items: &[ItemId],
    what: &Intervention,
    by: &AnnotatorId,
    now: i64,
) -> Result<u64> {
    let mut seq = lock_project(tx, project).await?.seq;
    let first = seq;
    for item in items {
        let row = sql("select excluded_seq, descending, gold from standings where item = $1 and project = $2")
            .bind(item.as_str())
            .bind(project.as_str())
            .fetch_optional(&mut tx.conn)
            .await?;
        let Some(row) = row else { continue };
        if apply(tx, project, item, what, &row, by, seq + 1, now).await? {
            seq += 1;
            standings::recompute(tx, project, item, now).await?;
        }
    }
    let reordered = i64::from(matches!(what, Intervention::Priority(_)) && seq > first);
    sql("update counters set seq = $2, priority_version = priority_version + $3 where project = $1")
        .bind(project.as_str())
        .bind(seq)
        .bind(reordered)
        .execute(&mut tx.conn)
        .await?;
    Ok((seq - first).unsigned_abs())
}

/// Appends the fact and updates what of it the standing keeps. False when the item is so already.
#[expect(clippy::too_many_arguments, reason = "a fact has as many parts")]
async fn apply(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    what: &Intervention,
    row: &AnyRow,
    by: &AnnotatorId,
    seq: i64,
    now: i64,
) -> Result<bool> {
    let excluded = row.maybe_int(0)?;
    let statement = match what {
        Intervention::Requeue(extra) => {
            append(tx, project, item, ("requeue", i64::from(*extra), ""), by, seq, now).await?;
            sql("update standings set extra = extra + $2 where item = $1").bind(item.as_str()).bind(i64::from(*extra))
        }
        Intervention::Priority(priority) if row.int(1)? != priority.saturating_neg() => {
            append(tx, project, item, ("priority", *priority, ""), by, seq, now).await?;
            sql("update standings set descending = $2 where item = $1")
                .bind(item.as_str())
                .bind(priority.saturating_neg())
        }
        Intervention::Exclude(reason) if excluded.is_none() => {
            append(tx, project, item, ("exclude", 0, reason), by, seq, now).await?;
            sql("update standings set excluded_seq = $2 where item = $1").bind(item.as_str()).bind(seq)
        }
        Intervention::Include if excluded.is_some() => {
            append(tx, project, item, ("include", 0, ""), by, seq, now).await?;
            end(tx, item, "exclude", seq).await?;
            sql("update standings set excluded_seq = null where item = $1").bind(item.as_str())
        }
        Intervention::Gold if row.int(2)? == 0 => {
            append(tx, project, item, ("gold", 0, ""), by, seq, now).await?;
            sql("update standings set gold = 1 where item = $1").bind(item.as_str())
        }
        Intervention::RetireGold(reason) if row.int(2)? != 0 => {
            append(tx, project, item, ("retire_gold", 0, reason), by, seq, now).await?;
            end(tx, item, "gold", seq).await?;
            sql("update standings set gold = 0 where item = $1").bind(item.as_str())
        }
        Intervention::Ask(more) => {
            append(tx, project, item, ("ask", i64::from(*more), ""), by, seq, now).await?;
            sql("update standings set asked = asked + $2 where item = $1").bind(item.as_str()).bind(i64::from(*more))
        }
        Intervention::Priority(_)
        | Intervention::Exclude(_)
        | Intervention::Include
        | Intervention::Gold
        | Intervention::RetireGold(_)
        | Intervention::Assign(_)
        | Intervention::Unassign => return Ok(false),
    };
    statement.execute(&mut tx.conn).await?;
    Ok(true)
}

/// Facts of this kind hold no longer.
async fn end(tx: &mut Tx, item: &ItemId, kind: &str, seq: i64) -> Result<()> {
    sql("update interventions set until_seq = $2 where item = $1 and kind = $3 and until_seq = $4")
        .bind(item.as_str())
        .bind(seq)
        .bind(kind)
        .bind(FOREVER)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// Appends one fact. The caller holds the project's lock, counts the sequence number and recomputes the standing.
pub(crate) async fn append(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    (kind, amount, reason): (&str, i64, &str),
    by: &AnnotatorId,
    seq: i64,
    now: i64,
) -> Result<()> {
    sql("insert into interventions (id, project, item, kind, amount, reason, made_by, seq, until_seq, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(new_id(now))
    .bind(project.as_str())
    .bind(item.as_str())
    .bind(kind)
    .bind(amount)
    .bind(reason)
    .bind(by.as_str())
    .bind(seq)
    .bind(FOREVER)
    .bind(now)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
