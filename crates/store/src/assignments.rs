//! Assignments: permission and duty to annotate one item until a deadline.

use crosscheck_domain::{AnnotationId, AnnotatorId, AssignmentId, ItemId, ProjectId};

use crate::{Draft, Result, Store};

/// Where an assignment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignmentState {
    /// Given by a manager, not begun.
    Offered,
    /// A lease.
    Held,
    /// Has its annotation.
    Done,
    /// Given back, or taken away with the membership.
    Released,
    /// The deadline passed. A submission is still kept, as late.
    Expired,
}

#[derive(Clone, Debug)]
pub struct Assignment {
    pub id: AssignmentId,
    pub project: ProjectId,
    pub item: ItemId,
    pub item_revision: u32,
    pub annotator: AnnotatorId,
    /// `annotate`; later `review` and `adjudicate`.
    pub role: String,
    pub state: AssignmentState,
    pub design_version: u32,
    pub deadline: i64,
    pub created_at: i64,
    /// The annotation that this one will correct.
    pub supersedes: Option<AnnotationId>,
    /// The answers that opened further slots, as JSON.
    pub revealed: Option<String>,
    pub draft: Option<Draft>,
}

impl Store {
    pub async fn assignment(&self, _id: &AssignmentId) -> Result<Assignment> {
        todo!()
    }

    /// Moves the deadline of a lease to one full lease from now, and returns it. `Gone` when it is no lease any more.
    pub async fn extend(&self, _id: &AssignmentId, _now: i64) -> Result<i64> {
        todo!()
    }

    /// Gives the place back. The draft is kept.
    pub async fn release(&self, _id: &AssignmentId, _now: i64) -> Result<()> {
        todo!()
    }

    /// Records the answers after which further slots are shown. The first ones stand.
    pub async fn reveal(&self, _id: &AssignmentId, _answers_json: &str) -> Result<Assignment> {
        todo!()
    }

    /// Gives the item to one person, ahead of the queue; a full item gets one more place. A person who has already
    /// annotated it is a conflict.
    pub async fn assign(
        &self,
        _project: &ProjectId,
        _item: &ItemId,
        _annotator: &AnnotatorId,
        _now: i64,
    ) -> Result<Assignment> {
        todo!()
    }

    /// An assignment whose annotation will supersede this one. Repeating it returns the same assignment.
    pub async fn reopen(&self, _annotation: &AnnotationId, _now: i64) -> Result<Assignment> {
        todo!()
    }
}
