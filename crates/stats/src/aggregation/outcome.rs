//! What an aggregation gives: probabilities, decisions, and how good each annotator is.

use serde::Serialize;

use super::{Convergence, Votes};

/// Labels of units from several annotators.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregation {
    pub n_labels: usize,
    /// One row of `n_labels` a unit that adds up to 1: probabilities where the method has a model, else shares of the
    /// weighted votes. Zeros where nothing was said of the unit.
    pub posterior: Vec<f64>,
    /// The share of each label, where the method learns it.
    pub prior: Option<Vec<f64>>,
    pub annotators: Vec<Quality>,
    /// Probabilities by annotator, true label and given label.
    pub confusion: Option<Vec<f64>>,
    /// What the method says of each annotator in its own terms: its name, and a number for each.
    pub parameter: Option<(&'static str, Vec<f64>)>,
    /// For methods that iterate.
    pub convergence: Option<Convergence>,
    /// What a reader should know about this result.
    pub notes: Vec<String>,
}

/// How good an annotator is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quality {
    pub n_ratings: usize,
    /// The expected share of right ratings; `None` without ratings.
    pub accuracy: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// What is decided for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Decision {
    Label(usize),
    /// These labels are equally likely.
    Tie(Vec<usize>),
    /// Nothing was said of the unit.
    Undecided,
}

/// Probabilities that differ by less count as equal.
const EQUAL: f64 = 1e-9;

impl Aggregation {
    pub(super) fn of(votes: &Votes, posterior: Vec<f64>) -> Self {
        Self {
            n_labels: votes.n_labels(),
            posterior,
            prior: None,
            annotators: Vec::new(),
            confusion: None,
            parameter: None,
            convergence: None,
            notes: Vec::new(),
        }
    }

    pub fn n_units(&self) -> usize {
        self.posterior.len() / self.n_labels.max(1)
    }

    /// The probability of each label of a unit.
    pub fn of_unit(&self, unit: usize) -> &[f64] {
        &self.posterior[unit * self.n_labels..(unit + 1) * self.n_labels]
    }

    /// The most likely label; ties are shown, never settled.
    pub fn decision(&self, unit: usize) -> Decision {
        decide(self.of_unit(unit))
    }

    /// The probability of the most likely label.
    pub fn confidence(&self, unit: usize) -> f64 {
        self.of_unit(unit).iter().copied().fold(0.0, f64::max)
    }
}

/// The label with most weight.
pub(super) fn decide(weights: &[f64]) -> Decision {
    let most = weights.iter().copied().fold(0.0, f64::max);
    if most == 0.0 {
        return Decision::Undecided;
    }
    let mut best = (0..weights.len()).filter(|&label| most - weights[label] < EQUAL);
    let first = best.next().unwrap_or(0);
    let others: Vec<usize> = best.collect();
    if others.is_empty() { Decision::Label(first) } else { Decision::Tie([vec![first], others].concat()) }
}
