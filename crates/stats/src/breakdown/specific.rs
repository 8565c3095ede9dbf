//! How far people agree about each label, and about a whole criterion, with intervals: what a guideline leaves unclear.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{categories, units};
use crate::shares::{Part, Share, share};
use crate::table::{Table, Values};

/// One label among units with two ratings or more. For sets a rating has it or has not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelAgreement {
    pub label: String,
    /// Units where somebody gave it.
    pub n_units: usize,
    /// Those of them where somebody else did not.
    pub n_split: usize,
    pub n_ratings: usize,
    /// If one annotator gave it, how likely another one of the unit did: the conditional probability of agreement of
    /// Fleiss (1971), which for two annotators is the specific agreement of Dice (1945). Its interval is Wilson's,
    /// clustered by the groups of the table, or by units where there are none.
    pub specific: Option<Share>,
    /// Krippendorff's nominal alpha of having it or not.
    pub alpha: Option<f64>,
}

#[derive(Clone, Default)]
struct Tally {
    n_units: usize,
    n_split: usize,
    clusters: BTreeMap<u32, Part>,
}

/// All labels in the order of the table's values.
pub fn labels(table: &Table, confidence: f64) -> Vec<LabelAgreement> {
    let found = categories(table);
    let mut tallies = vec![Tally::default(); found.len()];
    let mut chosen: Vec<u32> = Vec::new();
    for unit in 0..table.n_units() {
        let values = table.values_of(unit);
        if values.len() < 2 {
            continue;
        }
        chosen.clear();
        match &table.values {
            Values::Sets { sets, .. } => chosen.extend(values.iter().flat_map(|&value| &sets[value as usize])),
            Values::Labels(_) | Values::Numbers(_) => chosen.extend_from_slice(values),
        }
        chosen.sort_unstable();
        for run in chosen.chunk_by(|a, b| a == b) {
            let (n, of) = (run.len() as f64, values.len() as f64);
            let tally = &mut tallies[run[0] as usize];
            tally.n_units += 1;
            tally.n_split += usize::from(run.len() < values.len());
            let part = tally.clusters.entry(cluster(table, unit)).or_insert(Part { hits: 0.0, of: 0.0 });
            part.hits += n * (n - 1.0) / (of - 1.0);
            part.of += n;
        }
    }
    let label = |(found, tally): (super::CategoryAgreement, Tally)| LabelAgreement {
        label: found.category,
        n_units: tally.n_units,
        n_split: tally.n_split,
        n_ratings: found.n_ratings,
        specific: share(&tally.clusters.into_values().collect::<Vec<_>>(), confidence),
        alpha: found.alpha,
    };
    found.into_iter().zip(tallies).map(label).collect()
}

/// How far people agree about everything in a table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CriterionAgreement {
    /// Units with two ratings or more, and those of them that are not unanimous.
    pub n_units: usize,
    pub n_split: usize,
    /// The mean similarity of two ratings of a unit, with its interval.
    pub agreement: Option<Share>,
}

/// The mean agreement of units, where a near miss on a scale is a smaller dispute than a far one.
pub fn criterion(table: &Table, confidence: f64) -> CriterionAgreement {
    let (mut n_units, mut n_split) = (0, 0);
    let mut clusters: BTreeMap<u32, Part> = BTreeMap::new();
    for unit in units(table) {
        n_units += 1;
        n_split += usize::from(unit.agreement < 1.0);
        let part = clusters.entry(cluster(table, unit.unit)).or_insert(Part { hits: 0.0, of: 0.0 });
        part.hits += unit.agreement;
        part.of += 1.0;
    }
    let agreement = share(&clusters.into_values().collect::<Vec<_>>(), confidence);
    CriterionAgreement { n_units, n_split, agreement }
}

fn cluster(table: &Table, unit: usize) -> u32 {
    table.group_of_unit().map_or(unit as u32, |groups| groups[unit])
}
