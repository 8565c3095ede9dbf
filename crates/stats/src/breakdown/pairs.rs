//! Every pair of annotators: what they share, how often they agree, and their kappa.

use serde::Serialize;

use crate::agreement::{Kappa, Weights};
use crate::sampling::{Coefficient, Sample};
use crate::table::{Level, Table};

/// Two annotators on the units that both rated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairAgreement {
    pub left: usize,
    pub right: usize,
    pub n_units: usize,
    /// The share of these units with equal values.
    pub percent: f64,
    /// Cohen's kappa, for labels and where it exists.
    pub kappa: Option<f64>,
}

/// All pairs that share a unit, by ascending annotator.
pub fn pairs(table: &Table) -> Vec<PairAgreement> {
    let by_annotator = units_of_annotators(table);
    let weights = Weights::identity(table.values.len());
    let mut found = Vec::new();
    let mut shared: Vec<(u32, [u32; 2])> = Vec::new();
    for (left, units) in by_annotator.iter().enumerate() {
        shared.clear();
        for &(unit, value) in units {
            let others = table.ratings(unit as usize).filter(|&(annotator, _)| annotator as usize > left);
            shared.extend(others.map(|(annotator, other)| (annotator, [value, other])));
        }
        shared.sort_unstable();
        for pair in shared.chunk_by(|a, b| a.0 == b.0) {
            found.push(agreement(table, left, pair, &weights));
        }
    }
    found
}

fn agreement(table: &Table, left: usize, shared: &[(u32, [u32; 2])], weights: &Weights) -> PairAgreement {
    let n_equal = shared.iter().filter(|(_, [a, b])| a == b).count();
    let kappa = matches!(table.level, Level::Nominal | Level::Ordinal).then(|| {
        let counts = shared.chunk_by(|a, b| a.1 == b.1).map(|run| (run[0].1, run.len() as u64));
        let sample = Sample::of_counts(counts);
        Kappa { sample: &sample, weights }.value(&sample.units).ok()
    });
    PairAgreement {
        left,
        right: shared[0].0 as usize,
        n_units: shared.len(),
        percent: n_equal as f64 / shared.len() as f64,
        kappa: kappa.flatten(),
    }
}

/// The (unit, value) pairs of each annotator.
fn units_of_annotators(table: &Table) -> Vec<Vec<(u32, u32)>> {
    let mut units = vec![Vec::new(); table.n_annotators()];
    for unit in 0..table.n_units() {
        for (annotator, value) in table.ratings(unit) {
            units[annotator as usize].push((unit as u32, value));
        }
    }
    units
}
