//! Annotations: submitting one, and reading them back.

use crosscheck_domain::{
    AnnotationId, AnnotatorId, AssignmentId, ItemId, ItemState, Outcome, Policy, ProjectId, Rating,
};

use crate::{Next, Page, Result, Store};

/// A checked submission.
#[derive(Clone, Debug)]
pub struct Submission {
    pub assignment: AssignmentId,
    pub annotation_id: AnnotationId,
    /// `domain::Annotation` as JSON.
    pub body: String,
    pub body_hash: String,
    pub outcome: Outcome,
    pub ratings: Vec<Rating>,
    pub active_ms: u64,
    pub supersedes: Option<AnnotationId>,
}

/// Whether the reply should carry the next lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantNext {
    Yes,
    No,
}

/// The reply to a submission; a repetition gets the same.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub seq: i64,
    pub late: bool,
    pub surplus: bool,
    pub duplicate: bool,
    pub submitted_at: i64,
    pub next: Next,
}

/// An annotation as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAnnotation {
    pub id: AnnotationId,
    pub project: ProjectId,
    pub item: ItemId,
    pub item_revision: u32,
    pub assignment: AssignmentId,
    pub annotator: AnnotatorId,
    pub design_version: u32,
    pub seq: i64,
    /// The fact that superseded it; none while current.
    pub until_seq: Option<i64>,
    pub outcome: String,
    pub late: bool,
    pub surplus: bool,
    pub supersedes: Option<AnnotationId>,
    pub active_ms: u64,
    pub submitted_at: i64,
    pub body: String,
}

/// One line of somebody's own work.
#[derive(Clone, Debug)]
pub struct WorkRow {
    pub annotation: AnnotationId,
    pub assignment: AssignmentId,
    pub submitted_at: i64,
    pub excerpt: String,
    pub thumbnail_sha: Option<String>,
    pub outcome: String,
    pub state: ItemState,
}

/// What one person has submitted in a project, ever and since midnight UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnnotatorCounts {
    pub submitted: u64,
    pub today: u64,
}

/// The numbers behind one annotator's line on the quality page.
#[derive(Clone, Debug)]
pub struct AnnotatorTotals {
    pub annotator: AnnotatorId,
    pub complete: u64,
    pub unusable: u64,
    pub declined: u64,
    pub median_active_ms: Option<u64>,
}

impl Store {
    /// Appends the annotation and its ratings, closes the lease, recomputes the item's standing and hands out the next
    /// lease, in one transaction. The same id with the same body gets the stored reply; with another body a conflict.
    pub async fn submit(
        &self,
        _submission: Submission,
        _want_next: WantNext,
        _policy: &Policy,
        _now: i64,
    ) -> Result<Submitted> {
        todo!()
    }

    pub async fn annotation(&self, _id: &AnnotationId) -> Result<StoredAnnotation> {
        todo!()
    }

    /// All of an item, superseded ones too, in the order of their sequence numbers.
    pub async fn annotations_of(&self, _project: &ProjectId, _item: &ItemId) -> Result<Vec<StoredAnnotation>> {
        todo!()
    }

    /// Somebody's own current annotations, newest first.
    pub async fn my_work(
        &self,
        _project: &ProjectId,
        _annotator: &AnnotatorId,
        _after: Option<&str>,
        _limit: u32,
    ) -> Result<Page<WorkRow>> {
        todo!()
    }

    pub async fn counts_for(
        &self,
        _project: &ProjectId,
        _annotator: &AnnotatorId,
        _now: i64,
    ) -> Result<AnnotatorCounts> {
        todo!()
    }

    /// Outcomes and active time of everybody who has annotated, as of now.
    pub async fn annotator_totals(&self, _project: &ProjectId) -> Result<Vec<AnnotatorTotals>> {
        todo!()
    }
}
