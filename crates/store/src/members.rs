//! Who may do what in a project.

use crosscheck_domain::{AnnotatorId, ProjectId};
use serde::{Deserialize, Serialize};

use crate::{Result, Store, User};

/// What a member may do. (An administrator of the server may do everything.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    Manager,
    Reviewer,
    Annotator,
}

impl MemberRole {
    pub const ALL: [MemberRole; 3] = [Self::Manager, Self::Reviewer, Self::Annotator];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Reviewer => "reviewer",
            Self::Annotator => "annotator",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A person in a project.
#[derive(Clone, Debug)]
pub struct Member {
    pub user: User,
    pub role: MemberRole,
    pub joined_at: i64,
    pub submitted: u64,
    pub open_leases: u64,
    pub last_seen: Option<i64>,
}

impl Store {
    pub async fn role(&self, _project: &ProjectId, _user: &AnnotatorId) -> Result<Option<MemberRole>> {
        todo!()
    }

    /// Makes somebody a member, or changes a member's role.
    pub async fn set_role(
        &self,
        _project: &ProjectId,
        _user: &AnnotatorId,
        _role: MemberRole,
        _now: i64,
    ) -> Result<()> {
        todo!()
    }

    /// Managers first, then by name.
    pub async fn members(&self, _project: &ProjectId) -> Result<Vec<Member>> {
        todo!()
    }

    /// Ends the membership and frees the leases; says how many. Annotations stay.
    pub async fn remove_member(&self, _project: &ProjectId, _user: &AnnotatorId, _now: i64) -> Result<u64> {
        todo!()
    }
}
