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
    pub gold: GoldRule,
    pub repeats: RepeatRule,
    pub review: ReviewRule,
    pub adjudication: AdjudicationRule,
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
            gold: GoldRule::default(),
            repeats: RepeatRule::default(),
            review: ReviewRule::default(),
            adjudication: AdjudicationRule::default(),
        }
    }
}

/// How often items with known answers are mixed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GoldRule {
    /// The share of a newcomer's items, 0 to 1; nothing is mixed in at 0.
    pub share: f64,
    /// The share that it comes down to for those who are trusted.
    pub trusted_share: f64,
    /// The share of right answers by which somebody is trusted: the lower end of its 95 % interval has to pass it.
    pub trusted_at: f64,
}

impl Default for GoldRule {
    fn default() -> Self {
        Self { share: 0.0, trusted_share: 0.05, trusted_at: 0.7 }
    }
}

/// How often people get an item of theirs again, to see whether they agree with themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RepeatRule {
    /// The share of a person's items, 0 to 1.
    pub share: f64,
    /// Not before so many days.
    pub after_days: u32,
}

impl Default for RepeatRule {
    fn default() -> Self {
        Self { share: 0.0, after_days: 7 }
    }
}

/// Which finished items a reviewer looks at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewRule {
    /// The share of items, 0 to 1; always the same items for the same share.
    pub share: f64,
}

/// Which items a senior expert settles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AdjudicationRule {
    pub when: Adjudicate,
    /// The fields that have to be settled; all of them where empty.
    pub fields: Vec<String>,
    /// How many annotators must give the same value for it to stand.
    pub agree: u32,
}

impl Default for AdjudicationRule {
    fn default() -> Self {
        Self { when: Adjudicate::Never, fields: Vec::new(), agree: 2 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Adjudicate {
    Never,
    /// Items in which a value has too few annotators behind it.
    Disputed,
    Always,
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
    /// Begin with `start`; the model of annotators asks for one more while it is less sure than `threshold` of a value
    /// in one of the fields, up to `max`.
    Confident {
        start: u32,
        max: u32,
        /// Probability, 0.5 to 1.
        threshold: f64,
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
    /// It has known answers and is handed out to check people.
    Gold,
    /// Enough people have answered, and not alike: a senior expert settles it.
    Disputed,
    /// Enough people have answered: a reviewer looks at it.
    Review,
    /// Somebody signed what is true of it.
    Settled,
}

impl ItemState {
    pub const ALL: [ItemState; 8] = [
        Self::Open,
        Self::Done,
        Self::Unusable,
        Self::Excluded,
        Self::Gold,
        Self::Disputed,
        Self::Review,
        Self::Settled,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Unusable => "unusable",
            Self::Excluded => "excluded",
            Self::Gold => "gold",
            Self::Disputed => "disputed",
            Self::Review => "review",
            Self::Settled => "settled",
        }
    }
}

impl Policy {
    /// What is wrong with the policy for this design.
    pub fn problems(&self, design: &Design) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut refuse = |place: &str, message: String| problems.push(Problem::new("policy", message).within(place));
        let known: Vec<String> = crate::fields(design).into_iter().map(|field| field.id).collect();
        match &self.overlap {
            Overlap::Fixed { n } if !(1..=MAX_OVERLAP).contains(n) => {
                refuse("overlap", format!("ask between 1 and {MAX_OVERLAP} people"));
            }
            Overlap::Adaptive { start, max, .. } if *start < 2 || max < start || *max > MAX_OVERLAP => {
                refuse("overlap", format!("begin with at least 2 people and end with at most {MAX_OVERLAP}"));
            }
            Overlap::Confident { start, max, .. } if *start < 1 || max < start || *max > MAX_OVERLAP => {
                refuse("overlap", format!("begin with at least one person and end with at most {MAX_OVERLAP}"));
            }
            Overlap::Confident { threshold, .. } if !(0.5..1.0).contains(threshold) => {
                refuse("overlap", "ask until the model is sure by 0.5 to less than 1".to_owned());
            }
            Overlap::Adaptive { fields, .. } | Overlap::Confident { fields, .. } => {
                if fields.is_empty() {
                    refuse("overlap", format!("name the fields that it depends on: {}", known.join(", ")));
                }
                for field in fields.iter().filter(|field| !known.contains(field)) {
                    refuse("overlap", format!("the design has no field {field}; it has: {}", known.join(", ")));
                }
            }
            Overlap::Fixed { .. } => {}
        }
        for field in self.adjudication.fields.iter().filter(|field| !known.contains(field)) {
            refuse("adjudication", format!("the design has no field {field}; it has: {}", known.join(", ")));
        }
        if !(1..=MAX_OVERLAP).contains(&self.adjudication.agree) {
            refuse("adjudication", format!("between 1 and {MAX_OVERLAP} people must agree"));
        }
        let shares = [
            ("gold", self.gold.share),
            ("gold", self.gold.trusted_share),
            ("gold", self.gold.trusted_at),
            ("repeats", self.repeats.share),
            ("review", self.review.share),
        ];
        for (place, _) in shares.into_iter().filter(|(_, share)| !(0.0..=1.0).contains(share)) {
            refuse(place, "give shares from 0 to 1".to_owned());
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
