//! The lock of a project: whoever takes a sequence number or changes a standing or a lease holds it until commit.
//!
//! Operations of one transaction that work on the same project, as submissions do, share one lock and one update of its
//! counters: the first one holds the project, the changes add up in memory, and the transaction settles them before it
//! commits. Whatever writes the counters itself asks for the plain lock, which settles first.

use crosscheck_domain::ProjectId;

use crate::{
    Result,
    sql::{Cells, sql},
    writer::Tx,
};

/// What the locked row says. Read it before anything that the decision rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Locked {
    /// The newest sequence number that was taken.
    pub seq: i64,
    pub design_version: i64,
    /// Where the newest item stands in the order of import.
    pub last_sequence: i64,
    /// Counts up whenever an item may have become claimable.
    pub queue_version: i64,
    /// Counts up whenever the order by priority changed.
    pub priority_version: i64,
    pub items: i64,
}

/// By how much counters change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// Sequence numbers that were taken.
    pub facts: i64,
    pub annotations: i64,
    pub open: i64,
    pub done: i64,
    pub unusable: i64,
    pub excluded: i64,
    pub gold: i64,
    pub disputed: i64,
    pub review: i64,
    pub settled: i64,
    /// Items that may have become claimable.
    pub opened: i64,
}

impl Change {
    fn add(&mut self, other: &Self) {
        self.facts += other.facts;
        self.annotations += other.annotations;
        self.open += other.open;
        self.done += other.done;
        self.unusable += other.unusable;
        self.excluded += other.excluded;
        self.gold += other.gold;
        self.disputed += other.disputed;
        self.review += other.review;
        self.settled += other.settled;
        self.opened += other.opened;
    }
}

/// The project whose counters this transaction keeps in memory.
#[derive(Debug)]
pub(crate) struct Held {
    project: ProjectId,
    locked: Locked,
    pending: Change,
}

/// Waits for the project's row in `counters` and locks it until the transaction ends.
pub(crate) async fn lock_project(tx: &mut Tx, project: &ProjectId) -> Result<Locked> {
    settle(tx).await?;
    let statement = tx.dialect.locking(
        "select c.seq, c.design_version, c.last_sequence, c.queue_version, c.priority_version, c.items
         from counters c where c.project = $1",
        "c",
    );
    let row = sql(statement).bind(project.as_str()).fetch_one(&mut tx.conn).await?;
    Ok(Locked {
        seq: row.int(0)?,
        design_version: row.int(1)?,
        last_sequence: row.int(2)?,
        queue_version: row.int(3)?,
        priority_version: row.int(4)?,
        items: row.int(5)?,
    })
}

/// Like `lock_project`, for operations that change the counters by `count` alone: only the first one in a transaction
/// asks the database.
pub(crate) async fn hold_project(tx: &mut Tx, project: &ProjectId) -> Result<Locked> {
    if let Some(held) = tx.held.as_ref().filter(|held| held.project == *project) {
        return Ok(held.locked);
    }
    let locked = lock_project(tx, project).await?;
    tx.held = Some(Held { project: project.clone(), locked, pending: Change::default() });
    Ok(locked)
}

/// Writes what has added up for the held project, and holds none.
pub(crate) async fn settle(tx: &mut Tx) -> Result<()> {
    match tx.held.take() {
        Some(held) if held.pending != Change::default() => write(tx, &held.project, &held.pending).await,
        _ => Ok(()),
    }
}

/// Changes the counters: at once, or with those of the transaction's other operations while the project is held.
pub(crate) async fn count(tx: &mut Tx, project: &ProjectId, change: Change) -> Result<()> {
    match tx.held.as_mut().filter(|held| held.project == *project) {
        Some(held) => {
            held.pending.add(&change);
            held.locked.seq += change.facts;
            held.locked.queue_version += change.opened;
            Ok(())
        }
        None => write(tx, project, &change).await,
    }
}

/// Says that an item may have become claimable.
pub(crate) async fn bump_queue(tx: &mut Tx, project: &ProjectId) -> Result<()> {
    count(tx, project, Change { opened: 1, ..Change::default() }).await
}

async fn write(tx: &mut Tx, project: &ProjectId, change: &Change) -> Result<()> {
    sql("update counters set seq = seq + $2, annotations = annotations + $3, open = open + $4, done = done + $5,
             unusable = unusable + $6, excluded = excluded + $7, queue_version = queue_version + $8,
             gold = gold + $9, disputed = disputed + $10, review = review + $11, settled = settled + $12
         where project = $1")
    .bind(project.as_str())
    .bind(change.facts)
    .bind(change.annotations)
    .bind(change.open)
    .bind(change.done)
    .bind(change.unusable)
    .bind(change.excluded)
    .bind(change.opened)
    .bind(change.gold)
    .bind(change.disputed)
    .bind(change.review)
    .bind(change.settled)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
