//! One-time links: the first administrator's setup, and invitations to a project.

use crosscheck_domain::{AnnotatorId, ProjectId};

use crate::{MemberRole, Result, Store};

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Setup,
    Invitation,
}

/// A link to be made; its secret never reaches the store.
#[derive(Clone, Debug)]
pub struct Link {
    pub hash: String,
    pub kind: LinkKind,
    pub project: Option<ProjectId>,
    pub role: Option<MemberRole>,
    pub email: Option<String>,
    pub expires_at: i64,
    pub created_by: Option<AnnotatorId>,
}

/// A link as stored.
#[derive(Clone, Debug)]
pub struct StoredLink {
    pub id: String,
    pub link: Link,
    pub created_at: i64,
}

impl Store {
    /// Stores the link and returns its id, by which managers name it.
    pub async fn create_link(&self, _link: Link, _now: i64) -> Result<String> {
        todo!()
    }

    /// The link, while it can still be used.
    pub async fn link(&self, _hash: &str, _now: i64) -> Result<Option<StoredLink>> {
        todo!()
    }

    /// Uses the link up. `Gone` for everybody but the first.
    pub async fn consume_link(&self, _hash: &str, _now: i64) -> Result<StoredLink> {
        todo!()
    }

    /// The project's invitations that can still be used, newest first.
    pub async fn links(&self, _project: &ProjectId, _now: i64) -> Result<Vec<StoredLink>> {
        todo!()
    }

    pub async fn delete_link(&self, _project: &ProjectId, _id: &str) -> Result<()> {
        todo!()
    }
}
