//! Labels for regions, with their attributes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{QuestionKind, SelectorKind};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ontology {
    /// What a region can be called.
    #[serde(default)]
    pub labels: Vec<Label>,
}

/// A label that a region can carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Regions are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// `#rrggbb`; chosen from a palette that colour-blind people tell apart where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// One key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotkey: Option<String>,
    /// Allowed ways to draw it; every way that fits the medium when empty.
    #[serde(default)]
    pub selectors: Vec<SelectorKind>,
    /// Allowed slots; every slot when empty.
    #[serde(default)]
    pub slots: Vec<String>,
    /// What is said about each region with this label.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// A broader label, for an anatomy tree and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// A typed property of a region or a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Attribute {
    /// Values are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Submission is refused without it.
    #[serde(default)]
    pub required: bool,
}
