//! Calibration rounds and what they show.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnnotatorRef, Disputed, IntervalView};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Rounds {
    pub seq: i64,
    /// The first one first.
    pub rounds: Vec<RoundView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoundView {
    pub id: String,
    /// Counted from 1 within the project.
    pub number: u32,
    pub title: String,
    /// The version of the guideline that held when it was opened.
    pub guideline_version: u32,
    /// The guideline reads otherwise than when the round before was opened.
    pub guideline_changed: bool,
    pub opened_by: String,
    /// Milliseconds since 1970.
    pub opened_at: i64,
    pub closed_at: Option<i64>,
    pub n_items: u32,
    pub people: Vec<RoundPerson>,
    /// Agreement on each field by the coefficient that is recommended for it.
    pub fields: Vec<RoundField>,
    /// Where its people differ most: what to talk about.
    pub disputed: Vec<Disputed>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoundPerson {
    pub annotator: AnnotatorRef,
    /// How many of the items they have answered.
    pub done: u32,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoundField {
    pub field: String,
    pub title: String,
    /// Id of the coefficient.
    pub metric: String,
    pub value: Option<f64>,
    /// Why there is no value.
    pub undefined: Option<String>,
    pub interval: Option<IntervalView>,
    pub n_units: u64,
    pub n_ratings: u64,
    /// Against the round before.
    pub change: Option<RoundChange>,
}

/// How far a coefficient is above that of the round before, with the interval that follows from both.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoundChange {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct OpenRound {
    /// What the round is about; may be empty.
    #[serde(default)]
    pub title: String,
    /// How many items, drawn by chance among those that nobody has had: 2 to 100, mostly 20 to 30.
    pub items: u32,
    /// Ids of members who take part; all annotators where none is named.
    #[serde(default)]
    pub people: Vec<String>,
}
