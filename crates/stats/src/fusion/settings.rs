//! What a fusion may be asked for.

use super::TextDistance;
use crate::geometry::COCO_PERSON_SIGMAS;
use crate::matching::{Closeness, Normaliser, Sheets};

/// How marks are brought together, what is kept, and how long is searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// What each annotator's vote counts, by number; empty where all count the same. Who has 0 is left out altogether.
    pub weights: Vec<f64>,
    /// Marks that overlap less do not mean the same thing.
    pub overlap: f64,
    pub closeness: Closeness,
    /// What fewer than this share of an item's annotators marked is left out, and listed as such.
    pub support: f64,
    /// The share of marked pixels that STAPLE assumes.
    pub prior: Prior,
    pub normaliser: Normaliser,
    /// Whose transcripts are brought together first.
    pub order: Order,
    /// What frequency counts against confidence in ROVER: 1 is frequency alone, 0 is confidence alone.
    pub alpha: f64,
    pub confidence_of_word: Confidence,
    /// The confidence of there being no word.
    pub confidence_of_none: f64,
    pub text_distance: TextDistance,
    /// How many imagined answers of average distance each real one comes with, which keeps the weight of an annotator
    /// who happens to be in the centre finite; zero is the published method.
    pub caution: f64,
    pub max_iterations: usize,
    /// Converged is an iteration that moves the objective by no more than this share of its size.
    pub tolerance: f64,
    /// The confidence level of intervals.
    pub confidence: f64,
}

/// Where the share of marked pixels comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prior {
    /// The mean share of all annotators, as Warfield, Zou and Wells propose.
    Votes,
    /// Known from elsewhere, above 0 and below 1.
    Given(f64),
    /// Learned with the annotators' rates.
    Estimated,
}

/// The order in which transcripts join the network, which matters for the result.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// The transcript nearest to all others first, then by distance; it depends on what was written, never on who.
    Central,
    /// Annotators by number; those who are not named follow by number.
    Given(Vec<u32>),
}

/// What the confidence of a word is when several annotators wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    Mean,
    Highest,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            weights: Vec::new(),
            overlap: 0.5,
            closeness: Closeness { sigmas: COCO_PERSON_SIGMAS.to_vec(), tolerance: 2.0 },
            support: 0.5,
            prior: Prior::Votes,
            normaliser: Normaliser::LettersAndDigits,
            order: Order::Central,
            alpha: 1.0,
            confidence_of_word: Confidence::Mean,
            confidence_of_none: 0.0,
            text_distance: TextDistance::CharacterGrams,
            caution: 0.25,
            max_iterations: 500,
            tolerance: 1e-12,
            confidence: 0.95,
        }
    }
}

impl Settings {
    pub(super) fn weight(&self, annotator: u32) -> f64 {
        if self.weights.is_empty() { 1.0 } else { self.weights[annotator as usize] }
    }

    /// The same search in the words of [`crate::aggregation`].
    pub(super) fn search(&self) -> crate::aggregation::Settings {
        let (max_iterations, tolerance) = (self.max_iterations, self.tolerance);
        crate::aggregation::Settings { max_iterations, tolerance, ..Default::default() }
    }

    pub(super) fn check(&self, sheets: &Sheets) -> Result<(), String> {
        let n = sheets.sheets().iter().map(|sheet| sheet.annotator as usize + 1).max().unwrap_or(0);
        if !self.weights.is_empty() && self.weights.len() < n {
            return Err(format!("there are {} weights for {n} annotators; give each one", self.weights.len()));
        }
        if self.weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err("a weight is negative or no number; weights are 0 or more".to_owned());
        }
        let shares = [("overlap", self.overlap), ("support", self.support), ("alpha", self.alpha)];
        let more = [("confidence_of_none", self.confidence_of_none), ("confidence", self.confidence)];
        if let Some((name, value)) = shares.iter().chain(&more).find(|(_, value)| !(0.0..=1.0).contains(value)) {
            return Err(format!("{name} is {value}; it is a share from 0 to 1"));
        }
        let caution = self.caution.is_finite() && self.caution >= 0.0;
        if caution { Ok(()) } else { Err(format!("caution is {}; it is 0 or more", self.caution)) }
    }
}
