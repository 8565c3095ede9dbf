//! The annotator's side: tasks, drafts, submissions.

use crosscheck_domain::{Annotation, Answer, Design, Item, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MediaUrls, PartUrls};

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct NextQuery {
    /// Prefetch: give another lease than this one.
    pub after: Option<String>,
    /// The design version that the client holds already; the reply leaves an equal design out.
    pub design_version: Option<u32>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentView {
    pub id: String,
    pub deadline: i64,
    pub design_version: u32,
    /// The submission that is being corrected.
    pub supersedes: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Draft {
    pub revision: u64,
    /// The editor's own document; the server never looks inside.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
    pub saved_at: i64,
    /// The tab that saved it.
    pub client: String,
}

/// Everything that the workbench needs for one item, in one read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Task {
    pub assignment: AssignmentView,
    /// Without what could tell where it comes from; slots that are not yet revealed are absent.
    pub item: Item,
    pub hidden_slots: Vec<String>,
    #[schema(value_type = BTreeMap<String, PartUrls>)]
    pub media: MediaUrls,
    pub draft: Option<Draft>,
    /// The submission that is being corrected.
    pub previous: Option<Annotation>,
    /// Answers given before slots were revealed; they cannot be changed.
    pub first_impression: Vec<Answer>,
    pub progress: Progress,
    pub design: Option<Design>,
    /// What has changed in the guideline since the annotator read it.
    pub guideline: Option<GuidelineChange>,
}

/// The guideline has to be read again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GuidelineChange {
    /// The version of the design that was read.
    pub since: u32,
    /// The guideline as it was then.
    pub before: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct GuidelineRead {
    pub version: u32,
}

#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Progress {
    pub submitted: u64,
    pub today: u64,
    pub total: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Deadline {
    pub deadline: i64,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Reveal {
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DraftUpdate {
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
    /// One id per tab.
    pub client: String,
    /// Take over although another tab has saved since; what it saved is kept beside.
    #[serde(default)]
    pub force: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftSaved {
    pub revision: u64,
    pub saved_at: i64,
}

/// 409: somebody saved since. Both are kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftConflict {
    pub error: super::ErrorDetail,
    pub draft: Draft,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Submission {
    pub assignment: String,
    pub annotation: Annotation,
    /// The reply carries the next task.
    #[serde(default)]
    pub next: bool,
    /// The client holds another lease already: `next` must not return this one.
    pub after: Option<String>,
    pub design_version: Option<u32>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Receipt {
    pub id: String,
    pub seq: i64,
    pub late: bool,
    pub surplus: bool,
    /// The same annotation had arrived before.
    pub duplicate: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Submitted {
    pub annotation: Receipt,
    pub next: Option<Task>,
    pub progress: Progress,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MyWork {
    pub annotation: String,
    pub assignment: String,
    pub submitted_at: i64,
    pub excerpt: String,
    pub thumbnail: Option<String>,
    pub outcome: Outcome,
    pub can_reopen: bool,
    /// A reviewer gave it back with comments, and no correction was made yet.
    pub sent_back: bool,
}
