//! The audit log: who did what to whom, appended and never changed.

use crosscheck_domain::{AnnotatorId, ProjectId};

use crate::{Page, Result, Store};

/// Something to be remembered.
#[derive(Clone, Debug)]
pub struct Entry {
    pub project: Option<ProjectId>,
    /// None where nobody was signed in.
    pub actor: Option<AnnotatorId>,
    /// `project.create`, `member.remove` and the like.
    pub action: String,
    pub subject: String,
    /// JSON or plain text.
    pub detail: String,
}

/// An entry as stored.
#[derive(Clone, Debug)]
pub struct AuditRow {
    pub id: String,
    pub at: i64,
    pub entry: Entry,
}

impl Store {
    pub async fn audit(&self, _entry: Entry, _now: i64) -> Result<()> {
        todo!()
    }

    /// The project's entries, newest first.
    pub async fn audit_page(&self, _project: &ProjectId, _after: Option<&str>, _limit: u32) -> Result<Page<AuditRow>> {
        todo!()
    }
}
