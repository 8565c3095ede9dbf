//! Projects, designs, templates.

use crosscheck_domain::{Design, Item, MediaKind, Policy, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Role;

/// How far the items are. For annotators, how far they are themselves: what they have submitted counts as done and the
/// rest as open, so that nobody can watch which kind of item an answer was to.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Counts {
    pub items: u64,
    pub open: u64,
    pub done: u64,
    pub unusable: u64,
    pub excluded: u64,
    pub gold: u64,
    pub disputed: u64,
    pub review: u64,
    pub settled: u64,
    pub annotations: u64,
    pub annotators: u64,
}

#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Mine {
    pub submitted: u64,
    pub today: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Project {
    pub slug: String,
    pub title: String,
    pub description: String,
    /// The caller's own role.
    pub role: Role,
    pub archived: bool,
    pub created_at: i64,
    pub counts: Counts,
    pub mine: Mine,
    /// URL of a thumbnail.
    pub cover: Option<String>,
    pub kinds: Vec<MediaKind>,
    /// Holds sample annotations of sample people.
    pub sample: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectDetail {
    #[serde(flatten)]
    pub project: Project,
    pub design_version: u32,
    pub design: Design,
    /// Without `gold` and `repeats` for annotators.
    #[schema(value_type = Policy)]
    pub policy: serde_json::Value,
    /// The newest sequence number: every number shown is a function of the facts up to one.
    pub seq: i64,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewProject {
    pub title: String,
    /// Made from the title where absent.
    pub slug: Option<String>,
    /// A template's id, or a design of one's own.
    pub template: Option<String>,
    pub design: Option<Design>,
    pub policy: Option<Policy>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ProjectPatch {
    pub title: Option<String>,
    pub policy: Option<Policy>,
    pub archived: Option<bool>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Template {
    pub id: String,
    pub title: String,
    pub description: String,
    pub design: Design,
    /// The design file with its comments.
    pub text: String,
    pub policy: Policy,
    pub kinds: Vec<MediaKind>,
    /// What the first item looks like.
    pub sample: Item,
}

/// A design file being edited.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DesignText {
    /// YAML or JSON.
    pub text: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignCheck {
    /// Absent while the text cannot be read at all.
    pub design: Option<Design>,
    pub problems: Vec<Problem>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewDesign {
    /// The version that was edited; another newest version gives 409.
    pub base_version: u32,
    /// YAML or JSON.
    pub text: String,
    /// Only tell what it would mean for the answers that are there.
    #[serde(default)]
    pub preview: bool,
}

/// A new version, or the one that there would be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublishedDesign {
    pub version: u32,
    /// Fields that begin anew because their options, level or scale changed.
    pub opened_fields: Vec<String>,
    /// Fields whose answers go on counting together.
    pub kept_fields: Vec<String>,
    /// Fields of the version before that this one has not.
    pub dropped_fields: Vec<String>,
    /// How many annotations there are so far.
    pub n_annotations: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignVersion {
    pub version: u32,
    pub created_at: i64,
    pub created_by: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignDetail {
    #[serde(flatten)]
    pub version: DesignVersion,
    pub design: Design,
    /// As it was written, comments included.
    pub text: String,
}
