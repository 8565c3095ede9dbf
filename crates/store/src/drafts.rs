//! Drafts: work that is not submitted yet. A stale one is refused, and kept beside the one that stands.

use crosscheck_domain::AssignmentId;

use crate::{Result, Store};

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
    pub async fn put_draft(&self, _assignment: &AssignmentId, _draft: NewDraft, _now: i64) -> Result<DraftSaved> {
        todo!()
    }

    /// Bodies that were refused or overwritten, newest first.
    pub async fn draft_history(&self, _assignment: &AssignmentId) -> Result<Vec<Draft>> {
        todo!()
    }
}
