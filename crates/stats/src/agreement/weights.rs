//! Partial credit: how much two different values agree, from 0 to 1.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use crate::table::{Table, Values};

/// A published rule of partial credit. All but the first need an order; labels then count as 1, 2, 3, ….
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weighting {
    /// No partial credit.
    Identity,
    /// Falls with the distance.
    Linear,
    /// Falls with the squared distance: forgives near misses, punishes far ones.
    Quadratic,
    /// Falls with the number of pairs of categories between, both ends included.
    Ordinal,
    /// Falls with the root of the distance: near misses cost much already.
    Radical,
    /// Falls with the squared distance relative to the sum.
    Ratio,
    /// The last category is next to the first.
    Circular,
    /// Disagreement near the middle of the scale counts less than near its ends.
    Bipolar,
}

/// The most categories for which a table of weights is made.
const MOST_CATEGORIES: usize = 2000;

/// The agreement of each pair of values.
pub(crate) struct Weights {
    n_values: usize,
    /// Row by row; `None` is the identity.
    table: Option<Vec<f64>>,
}

impl Weights {
    pub(crate) fn identity(n_values: usize) -> Self {
        Self { n_values, table: None }
    }

    /// The weights for a table's values, or why there are none. After Gwet (2014), Handbook of Inter-Rater
    /// Reliability, 4th edition, section 3.5.
    pub(crate) fn of(weighting: Weighting, table: &Table) -> Result<Self, String> {
        let n_values = table.values.len();
        if weighting == Weighting::Identity {
            return Ok(Self::identity(n_values));
        }
        if n_values > MOST_CATEGORIES {
            return Err(format!("{n_values} distinct values are too many for weights; use krippendorff_alpha"));
        }
        let scores = scores(table)?;
        Ok(Self { n_values, table: Some(weights(weighting, &scores)) })
    }

    pub(crate) fn n_values(&self) -> usize {
        self.n_values
    }

    pub(crate) fn get(&self, a: usize, b: usize) -> f64 {
        match &self.table {
            None => f64::from(u8::from(a == b)),
            Some(table) => table[a * self.n_values + b],
        }
    }

    /// The weights times a vector over values: for each value, the agreement with what the vector describes.
    pub(crate) fn times(&self, vector: &[f64]) -> Vec<f64> {
        match &self.table {
            None => vector.to_vec(),
            Some(table) => table
                .chunks_exact(self.n_values)
                .map(|row| row.iter().zip(vector).map(|(weight, share)| weight * share).sum())
                .collect(),
        }
    }

    /// The sum of all weights.
    pub(crate) fn total(&self) -> f64 {
        self.table.as_ref().map_or(self.n_values as f64, |table| table.iter().sum())
    }
}

fn scores(table: &Table) -> Result<Vec<f64>, String> {
    if let Some(scores) = table.scores() {
        return Ok(scores.to_vec());
    }
    match (&table.values, table.level) {
        (Values::Numbers(numbers), _) => Ok(numbers.clone()),
        (Values::Labels(labels), crate::Level::Ordinal) => Ok((1..=labels.len()).map(|rank| rank as f64).collect()),
        _ => Err("weights need values in an order; use the ordinal level or identity weights".to_owned()),
    }
}

/// One minus the distance of each pair over the greatest distance.
fn weights(weighting: Weighting, scores: &[f64]) -> Vec<f64> {
    let low = scores.first().copied().unwrap_or(0.0);
    let high = scores.last().copied().unwrap_or(0.0);
    let distance = |i: usize, j: usize| {
        let (a, b) = (scores[i], scores[j]);
        let apart = (a - b).abs();
        let steps = i.abs_diff(j) as f64 + 1.0;
        match weighting {
            _ if i == j => 0.0,
            Weighting::Identity => 1.0,
            Weighting::Linear => apart,
            Weighting::Quadratic => apart * apart,
            Weighting::Ordinal => steps * (steps - 1.0) / 2.0,
            Weighting::Radical => apart.sqrt(),
            Weighting::Ratio => (apart / (a + b)).powi(2),
            Weighting::Circular => (PI * apart / (high - low + 1.0)).sin().powi(2),
            Weighting::Bipolar => apart * apart / ((a + b - 2.0 * low) * (2.0 * high - a - b)),
        }
    };
    let n = scores.len();
    let mut table: Vec<f64> = (0..n * n).map(|at| distance(at / n, at % n)).collect();
    let greatest = table.iter().copied().fold(0.0, f64::max);
    for weight in &mut table {
        *weight = if greatest > 0.0 { 1.0 - *weight / greatest } else { 1.0 };
    }
    table
}
