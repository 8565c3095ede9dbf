//! The queue: who gets what next. Claiming locks and re-checks the standing row of the item.

use crosscheck_domain::{AnnotatorId, AssignmentId, ProjectId};

use crate::{Assignment, Result, Store};

/// The answer of the queue.
#[derive(Clone, Debug)]
pub enum Next {
    Lease(Box<Assignment>),
    /// Nothing that this annotator could do now.
    Nothing,
}

impl Store {
    /// A lease for this annotator: one that is held already (the oldest, or with `after` the other one), else a
    /// direct assignment, else the next item by the policy's order. At most two leases are held.
    pub async fn next(
        &self,
        _project: &ProjectId,
        _annotator: &AnnotatorId,
        _after: Option<&AssignmentId>,
        _now: i64,
    ) -> Result<Next> {
        todo!()
    }

    /// Frees the places of leases that ran out; says how many. Their holders may still submit, late.
    pub async fn expire_leases(&self, _now: i64) -> Result<u64> {
        todo!()
    }
}
