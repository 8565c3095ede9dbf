//! What an aggregation of numbers gives.

use serde::Serialize;

/// One number for each unit, and what is learned of each annotator.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// `None` for units without ratings.
    pub units: Vec<Option<ScaleValue>>,
    pub annotators: Vec<Bias>,
    /// What a reader should know about this result.
    pub notes: Vec<String>,
}

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ScaleValue {
    pub value: f64,
    /// The interval at the wanted confidence; `None` where the data cannot carry one.
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// How far an annotator lies above or below the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bias {
    pub n_ratings: usize,
    /// The mean distance of this annotator's ratings from the units' values.
    pub bias: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The standard deviation around the bias.
    pub spread: Option<f64>,
}
