//! What one person looks at at once: named slots with parts, and the claims that came with them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Asset, Clock, Cue, MediaKind, TimeScope};

/// One thing to annotate. Immutable; a re-import with other content makes a new revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Item {
    /// The importer's own key, unique in the project.
    pub external_id: String,
    /// Slot id → its parts, in order.
    #[schema(value_type = BTreeMap<String, Vec<Part>>)]
    pub slots: BTreeMap<String, Vec<Part>>,
    /// Shared decompositions. Imported, rule and model sets are immutable; their claim ids are units.
    #[serde(default)]
    pub claim_sets: Vec<ClaimSet>,
    /// Items of one group never end up on two sides of a split, and a bootstrap resamples groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// Higher comes first where the policy orders by priority.
    #[serde(default)]
    pub priority: i64,
    /// Whatever the importer wants to keep; shown to managers, exported, never interpreted.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub metadata: serde_json::Map<String, serde_json::Value>,
}

/// One medium in a slot. A place is always slot + part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Part {
    /// Stable within the item and slot: `0`, `1`, …
    pub id: String,
    /// How its time lies on the master clock of the item; it begins at zero and keeps the clock's pace where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    #[serde(flatten)]
    pub content: Content,
}

impl Part {
    pub fn new(id: impl Into<String>, content: Content) -> Self {
        Self { id: id.into(), clock: None, content }
    }
}

/// What a part holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "content", rename_all = "snake_case")]
pub enum Content {
    /// Text kept byte for byte: no trimming, no normalisation.
    Text {
        text: String,
        /// Where the text has times, as subtitles and logs do: its pieces in the order of the text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cues: Vec<Cue>,
    },
    /// Bytes in the blob store.
    Asset { asset: Asset },
}

impl Content {
    /// A text without times.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), cues: Vec::new() }
    }

    pub fn kind(&self) -> MediaKind {
        match self {
            Content::Text { .. } => MediaKind::Text,
            Content::Asset { asset } => asset.info.kind,
        }
    }
}

impl Item {
    pub fn part(&self, slot: &str, part: &str) -> Option<&Part> {
        self.slots.get(slot)?.iter().find(|candidate| candidate.id == part)
    }

    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claim_sets.iter().flat_map(|set| &set.claims).find(|claim| claim.id == id)
    }
}

/// One decomposition of a slot's text into claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ClaimSet {
    pub id: String,
    pub slot: String,
    pub part: String,
    pub origin: ClaimOrigin,
    pub claims: Vec<Claim>,
}

/// Who split the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimOrigin {
    Imported,
    Rule,
    Model,
    Annotator,
}

/// One atomic statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    pub id: String,
    pub text: String,
    /// Where it stands in the claim source; none for an omission, several when discontinuous.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// An id of the design's claim kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default)]
    pub polarity: Polarity,
    #[serde(default)]
    pub certainty: Certainty,
    /// Attribute id → value, declared by the claim kind.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Value>)]
    pub attributes: BTreeMap<String, serde_json::Value>,
    /// Claims that must hold for this one to be applicable.
    #[serde(default)]
    pub parents: Vec<String>,
    /// Shared or own claims that this one was split, merged or reworded from.
    #[serde(default)]
    pub from: Vec<String>,
    /// When it is said, or when it is said to hold: that of its cue, where it comes from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeScope>,
    /// Who says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// Half-open range of Unicode code points in a text part, with the text it covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    /// The covered text, so that drift is detected.
    pub quote: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    #[default]
    Affirmed,
    Negated,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    #[default]
    Certain,
    Uncertain,
}
