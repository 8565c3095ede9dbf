//! Sets of labels: each label is decided for itself, as present or absent.

use super::{Aggregation, Aggregator, Decision, Settings, Votes};
use crate::sampling::Rng;
use crate::table::Values;

/// For each label, whether it belongs to each unit's set: label 1 of the aggregation is *present*.
#[derive(Debug, Clone)]
pub struct SetAggregation {
    pub labels: Vec<String>,
    pub of_label: Vec<Aggregation>,
}

/// Aggregates votes whose values are sets, label by label.
pub fn aggregate_sets(
    aggregator: &Aggregator,
    votes: &Votes,
    settings: &Settings,
    rng: &mut Rng,
) -> Result<SetAggregation, String> {
    let Values::Sets { labels, sets } = &votes.labels else {
        return Err("the values are not sets of labels; choose the set level".to_owned());
    };
    let mut of_label = Vec::with_capacity(labels.len());
    for label in 0..labels.len() as u32 {
        let present: Vec<u16> = sets.iter().map(|set| u16::from(set.contains(&label))).collect();
        of_label.push(aggregator.aggregate(&votes.with_labels(2, &present), settings, rng)?);
    }
    Ok(SetAggregation { labels: labels.clone(), of_label })
}

impl SetAggregation {
    /// The labels that belong to a unit, and those that are tied.
    pub fn decision(&self, unit: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut present, mut tied) = (Vec::new(), Vec::new());
        for (label, found) in self.of_label.iter().enumerate() {
            match found.decision(unit) {
                Decision::Label(1) => present.push(label),
                Decision::Tie(_) => tied.push(label),
                Decision::Label(_) | Decision::Undecided => {}
            }
        }
        (present, tied)
    }

    /// The probability of the decided set if its labels were independent: the product over labels.
    pub fn confidence(&self, unit: usize) -> f64 {
        self.of_label.iter().map(|found| found.confidence(unit)).product()
    }
}
