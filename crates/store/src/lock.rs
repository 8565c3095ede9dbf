//! The lock of a project: whoever takes a sequence number or changes a standing or a lease holds it until commit.

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
}

/// Waits for the project's row in `counters` and locks it until the transaction ends.
pub(crate) async fn lock_project(tx: &mut Tx, project: &ProjectId) -> Result<Locked> {
    let statement = tx.dialect.locking(
        "select c.seq, c.design_version, c.last_sequence, c.queue_version, c.priority_version
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
    })
}

/// Says that an item may have become claimable.
pub(crate) async fn bump_queue(tx: &mut Tx, project: &ProjectId) -> Result<()> {
    sql("update counters set queue_version = queue_version + 1 where project = $1")
        .bind(project.as_str())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
