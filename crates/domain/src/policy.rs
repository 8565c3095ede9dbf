//! Who gets what next, and when an item is done.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Design, Problem};

/// The assignment policy of a project. May change at any time; standings are recomputed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    pub overlap: Overlap,
    pub order: Order,
    /// How many annotations one person may make in this project.
    pub max_per_annotator: Option<u32>,
    /// How long an assignment is held without a sign of life.
    pub lease_minutes: u32,
    /// This many `unusable` outcomes close an item and tell the manager.
    pub unusable_limit: u32,
    /// Whether a late submission counts towards the overlap while there is room.
    pub count_late: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            overlap: Overlap::Fixed { n: 3 },
            order: Order::Sequence,
            max_per_annotator: None,
            lease_minutes: 60,
            unusable_limit: 2,
            count_late: true,
        }
    }
}

/// How many independent people judge an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Overlap {
    Fixed {
        n: u32,
    },
    /// Begin with `start`; ask one more while the named fields differ, up to `max`.
    Adaptive {
        start: u32,
        max: u32,
        /// Fields that must be equal: `verdict`, `severity`, `question/{id}`, `label/{slot}`, `link/{type}`.
        fields: Vec<String>,
    },
}

/// The order in which items are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As imported.
    Sequence,
    /// By a stored random key, the same for everybody.
    Random,
    /// Highest priority first, then as imported.
    Priority,
}

/// The state of an item. Part of its standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// More annotations are wanted.
    Open,
    /// Enough people have answered.
    Done,
    /// Enough people called it unusable.
    Unusable,
    /// A manager took it out.
    Excluded,
}

impl ItemState {
    pub const ALL: [ItemState; 4] = [Self::Open, Self::Done, Self::Unusable, Self::Excluded];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Unusable => "unusable",
            Self::Excluded => "excluded",
        }
    }
}

impl Policy {
    /// What is wrong with the policy for this design.
    pub fn problems(&self, design: &Design) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut refuse = |place: &str, message: String| problems.push(Problem::new("policy", message).within(place));
        match &self.overlap {
            Overlap::Fixed { n } if !(1..=MAX_OVERLAP).contains(n) => {
                refuse("overlap", format!("ask between 1 and {MAX_OVERLAP} people"));
            }
            Overlap::Adaptive { start, max, .. } if *start < 2 || max < start || *max > MAX_OVERLAP => {
                refuse("overlap", format!("begin with at least 2 people and end with at most {MAX_OVERLAP}"));
            }
            Overlap::Adaptive { fields, .. } => {
                let known: Vec<String> = crate::fields(design).into_iter().map(|field| field.id).collect();
                if fields.is_empty() {
                    refuse("overlap", format!("name the fields that must be equal: {}", known.join(", ")));
                }
                for field in fields.iter().filter(|field| !known.contains(field)) {
                    refuse("overlap", format!("the design has no field {field}; it has: {}", known.join(", ")));
                }
            }
            Overlap::Fixed { .. } => {}
        }
        if self.max_per_annotator == Some(0) {
            refuse("max_per_annotator", "let each person make at least one annotation, or set no limit".to_owned());
        }
        if !(1..=MAX_LEASE_MINUTES).contains(&self.lease_minutes) {
            refuse("lease_minutes", format!("hold an assignment for 1 to {MAX_LEASE_MINUTES} minutes"));
        }
        if self.unusable_limit == 0 {
            refuse("unusable_limit", "at least one person must call an item unusable".to_owned());
        }
        problems
    }
}

const MAX_OVERLAP: u32 = 100;
/// Four weeks.
const MAX_LEASE_MINUTES: u32 = 40_320;
