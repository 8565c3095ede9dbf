//! Drafts: work that is not submitted yet. A stale one is refused, and kept beside the one that stands.

use crosscheck_domain::{AssignmentId, ProjectId};

use crate::{
    AssignmentState, Result, Store, StoreError, assignment_row,
    lock::hold_project,
    sql::{Cells, big, composed, new_id, sql},
    store::key,
    writer::Tx,
};

/// What stands as an assignment's draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Counts up with every save; 0 is never stored.
    pub revision: u64,
    pub body: String,
    /// The tab that wrote it.
    pub client: String,
    pub saved_at: i64,
}

/// What came of saving a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSaved {
    /// It stands, under this revision.
    Saved(u64),
    /// It was based on an older revision: this one stands, and the refused body is kept in the history.
    Stale(Draft),
}

/// How to treat a draft that is based on an older revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftMode {
    /// Refuse it.
    Checked,
    /// Let it stand; the one that it overwrites goes to the history.
    Forced,
}

/// A draft to be saved.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// The revision that it was made from; 0 when there was none.
    pub base_revision: u64,
    pub body: String,
    pub client: String,
    pub mode: DraftMode,
}

impl Store {
    /// Saves a draft. `Gone` when the assignment has its annotation already.
    pub async fn put_draft(&self, assignment: &AssignmentId, draft: NewDraft, now: i64) -> Result<DraftSaved> {
        let project = self.project_of_assignment(assignment).await?;
        let input = (project, assignment.clone(), draft, now);
        self.write(key::project(&input.0), input, |tx, (project, assignment, draft, now)| {
            Box::pin(put(tx, project, assignment, draft, *now))
        })
        .await
    }

    /// Bodies that were refused or overwritten, newest first.
    pub async fn draft_history(&self, assignment: &AssignmentId) -> Result<Vec<Draft>> {
        let rows =
            sql("select revision, body, client, saved_at from draft_history where assignment = $1 order by id desc")
                .bind(assignment.as_str())
                .fetch_all(&self.readers)
                .await?;
        let read = |row: &sqlx::any::AnyRow| -> Result<Draft> {
            Ok(Draft { revision: row.count(0)?, body: row.text(1)?, client: row.text(2)?, saved_at: row.int(3)? })
        };
        rows.iter().map(read).collect()
    }
}

/// Locks the project, then compares the revision and writes: of two tabs with the same base one is refused.
async fn put(tx: &mut Tx, project: &ProjectId, id: &AssignmentId, new: &NewDraft, now: i64) -> Result<DraftSaved> {
    hold_project(tx, project).await?;
    let select = composed(format!("select {} from assignments a where a.id = $1", assignment_row::COLUMNS));
    let assignment = assignment_row::read(&select.bind(id.as_str()).fetch_one(&mut tx.conn).await?)?;
    if assignment.state == AssignmentState::Done {
        return Err(StoreError::Gone);
    }
    let revision = assignment.draft.as_ref().map_or(0, |draft| draft.revision);
    if let Some(stored) = assignment.draft.filter(|_| revision != new.base_revision) {
        if new.mode == DraftMode::Checked {
            let refused = Draft {
                revision: new.base_revision,
                body: new.body.clone(),
                client: new.client.clone(),
                saved_at: now,
            };
            remember(tx, id, &refused, now).await?;
            return Ok(DraftSaved::Stale(stored));
        }
        remember(tx, id, &stored, now).await?;
    }
    sql("update assignments set draft_revision = $2, draft_body = $3, draft_client = $4, draft_saved_at = $5 where id = $1")
        .bind(id.as_str())
        .bind(big(revision + 1))
        .bind(&new.body)
        .bind(&new.client)
        .bind(now)
        .execute(&mut tx.conn)
        .await?;
    Ok(DraftSaved::Saved(revision + 1))
}

async fn remember(tx: &mut Tx, assignment: &AssignmentId, draft: &Draft, now: i64) -> Result<()> {
    sql("insert into draft_history (id, assignment, revision, body, client, saved_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(new_id(now))
        .bind(assignment.as_str())
        .bind(big(draft.revision))
        .bind(&draft.body)
        .bind(&draft.client)
        .bind(draft.saved_at)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
