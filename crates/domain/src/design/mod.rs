//! The versioned task design: what is shown, what is asked, and by which rules.

mod claims;
mod ontology;
mod parse;
mod questions;
mod reference;
mod schema;
mod validate;
mod write;
mod yaml;

pub use claims::*;
pub use ontology::*;
pub use questions::*;
pub use reference::design_reference;
pub use schema::design_schema;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{MediaKind, SelectorKind};

/// A task design. A published version is immutable; options have ids, their text is only a label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// What the task is called.
    pub title: String,
    /// One sentence for the project list.
    #[serde(default)]
    pub description: String,
    /// Markdown for annotators.
    #[serde(default)]
    pub guideline: String,
    /// What is shown: named places for media.
    pub slots: Vec<Slot>,
    /// Labels for regions.
    #[serde(default)]
    pub ontology: Ontology,
    /// Absent where the task has no claims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<ClaimRules>,
    /// How things can be joined.
    #[serde(default)]
    pub links: Vec<LinkType>,
    /// What is asked, in this order.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Reasons that an annotator can give for an item that cannot be worked on.
    #[serde(default = "default_unusable_reasons")]
    pub unusable_reasons: Vec<Choice>,
}

/// A named place for media.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Names the slot in import files and everywhere else.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// What the slot holds.
    pub kind: MediaKind,
    /// What the slot is for.
    pub role: Role,
    /// An import row without it is refused.
    #[serde(default = "yes")]
    pub required: bool,
    /// Several parts are allowed.
    #[serde(default)]
    pub many: bool,
    /// A text with times: WebVTT, SubRip or TTML. Its cues stand on the timeline.
    #[serde(default)]
    pub timed: bool,
    /// Questions on the item that must be answered before the server shows this slot.
    #[serde(default)]
    pub reveal_after: Vec<String>,
}

/// What a slot is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Context,
    ClaimSource,
    Candidate,
    Reference,
    Sensor,
}

/// An option with a stable id and a title that may be reworded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stays the same for ever; answers are stored as it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// What it means, shown on demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// One key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotkey: Option<String>,
}

impl Choice {
    pub fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), help: None, hotkey: None }
    }
}

/// A typed, directed relation and what it may join.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkType {
    /// Links are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// Any of these; everything when empty.
    #[serde(default)]
    pub from: Vec<LinkEnd>,
    /// Any of these; everything when empty.
    #[serde(default)]
    pub to: Vec<LinkEnd>,
    /// What the times of the two ends must show, where both are regions in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<TimeOrder>,
}

/// How one stretch of time lies to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeOrder {
    /// Begins earlier.
    Before,
    /// Begins later.
    After,
    /// Lies within.
    During,
}

/// What may stand at one end of a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "on", rename_all = "snake_case", deny_unknown_fields)]
pub enum LinkEnd {
    Item,
    /// A region in one of these slots with one of these labels; any when empty.
    Region {
        #[serde(default)]
        slots: Vec<String>,
        #[serde(default)]
        labels: Vec<String>,
    },
    Claim,
    Omission,
    Candidate,
}

pub(crate) fn yes() -> bool {
    true
}

fn default_unusable_reasons() -> Vec<Choice> {
    vec![
        Choice::new("broken_media", "Media is broken or missing"),
        Choice::new("wrong_language", "Not in a language of this project"),
        Choice::new("inappropriate", "Should not be shown to annotators"),
        Choice::new("other", "Another reason"),
    ]
}

impl Design {
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    pub fn label(&self, id: &str) -> Option<&Label> {
        self.ontology.labels.iter().find(|label| label.id == id)
    }

    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    pub fn link_type(&self, id: &str) -> Option<&LinkType> {
        self.links.iter().find(|link| link.id == id)
    }

    /// The selectors that evidence and plain regions may use on a medium of this kind.
    pub fn selectors_for(kind: MediaKind) -> &'static [SelectorKind] {
        match kind {
            MediaKind::Text => &[SelectorKind::Text, SelectorKind::Whole],
            MediaKind::Image => &[
                SelectorKind::Box,
                SelectorKind::Polygon,
                SelectorKind::Polyline,
                SelectorKind::Points,
                SelectorKind::Ellipse,
                SelectorKind::Mask,
                SelectorKind::Whole,
            ],
            MediaKind::Audio => &[SelectorKind::Interval, SelectorKind::Whole],
            MediaKind::Video => &[SelectorKind::Interval, SelectorKind::Track, SelectorKind::Whole],
        }
    }
}
