//! What a manager does to selected items: each is a fact with a reason, in chunks of one transaction.

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Result, Store,
    lock::lock_project,
    sql::{Cells, FOREVER, new_id, sql},
    standings,
    store::key,
    writer::Tx,
};

/// How many items one transaction changes.
const CHUNK: usize = 200;

/// What a manager does to an item.
#[derive(Clone, Debug)]
enum Action {
    Requeue(u32),
    Priority(i64),
    Exclude(String),
    Include,
}

impl Store {
    /// Asks for `extra` more annotations of each item.
    pub async fn requeue(
        &self,
        project: &ProjectId,
        items: &[ItemId],
        extra: u32,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<u64> {
        self.apply(project, items, Action::Requeue(extra), by, now).await
    }

    pub async fn set_priority(
        &self,
        project: &ProjectId,
        items: &[ItemId],
        priority: i64,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<u64> {
        self.apply(project, items, Action::Priority(priority), by, now).await
    }

    /// Takes the items out. Those that are out already are not counted.
    pub async fn exclude(
        &self,
        project: &ProjectId,
        items: &[ItemId],
        reason: &str,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<u64> {
        self.apply(project, items, Action::Exclude(reason.to_owned()), by, now).await
    }

    /// Takes the items back in.
    pub async fn include(&self, project: &ProjectId, items: &[ItemId], by: &AnnotatorId, now: i64) -> Result<u64> {
        self.apply(project, items, Action::Include, by, now).await
    }
}

impl Store {
    async fn apply(
        &self,
        project: &ProjectId,
        items: &[ItemId],
        action: Action,
        by: &AnnotatorId,
        now: i64,
    ) -> Result<u64> {
        let mut changed = 0;
        for chunk in items.chunks(CHUNK) {
            let input = (project.clone(), chunk.to_vec(), action.clone(), by.clone(), now);
            changed += self
                .write(key::project(project), input, |tx, (project, items, action, by, now)| {
                    Box::pin(apply_all(tx, project, items, action, by, *now))
                })
                .await?;
        }
        Ok(changed)
    }
}

/// Locks the project, then appends a fact for each item that the action changes.
async fn apply_all(
    tx: &mut Tx,
    project: &ProjectId,
    items: &[ItemId],
    action: &Action,
    by: &AnnotatorId,
    now: i64,
) -> Result<u64> {
    let mut seq = lock_project(tx, project).await?.seq;
    let first = seq;
    for item in items {
        let row = sql("select excluded_seq, descending from standings where item = $1 and project = $2")
            .bind(item.as_str())
            .bind(project.as_str())
            .fetch_optional(&mut tx.conn)
            .await?;
        let Some(row) = row else { continue };
        if apply(tx, project, item, action, &row, by, seq + 1, now).await? {
            seq += 1;
            standings::recompute(tx, project, item, now).await?;
        }
    }
    let reordered = i64::from(matches!(action, Action::Priority(_)) && seq > first);
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
    action: &Action,
    row: &AnyRow,
    by: &AnnotatorId,
    seq: i64,
    now: i64,
) -> Result<bool> {
    let excluded = row.maybe_int(0)?;
    let statement = match action {
        Action::Requeue(extra) => {
            append(tx, project, item, ("requeue", i64::from(*extra), ""), by, seq, now).await?;
            sql("update standings set extra = extra + $2 where item = $1").bind(item.as_str()).bind(i64::from(*extra))
        }
        Action::Priority(priority) if row.int(1)? != -priority => {
            append(tx, project, item, ("priority", *priority, ""), by, seq, now).await?;
            sql("update standings set descending = $2 where item = $1").bind(item.as_str()).bind(-priority)
        }
        Action::Exclude(reason) if excluded.is_none() => {
            append(tx, project, item, ("exclude", 0, reason), by, seq, now).await?;
            sql("update standings set excluded_seq = $2 where item = $1").bind(item.as_str()).bind(seq)
        }
        Action::Include if excluded.is_some() => {
            append(tx, project, item, ("include", 0, ""), by, seq, now).await?;
            end_exclusions(tx, item, seq).await?;
            sql("update standings set excluded_seq = null where item = $1").bind(item.as_str())
        }
        Action::Priority(_) | Action::Exclude(_) | Action::Include => return Ok(false),
    };
    statement.execute(&mut tx.conn).await?;
    Ok(true)
}

async fn end_exclusions(tx: &mut Tx, item: &ItemId, seq: i64) -> Result<()> {
    sql("update interventions set until_seq = $2 where item = $1 and kind = 'exclude' and until_seq = $3")
        .bind(item.as_str())
        .bind(seq)
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
