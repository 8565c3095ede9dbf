//! How much each annotator agrees with the others.

use serde::Serialize;

use super::similarity::Similarity;
use crate::table::Table;

/// One annotator against all others on the units they share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AnnotatorAgreement {
    pub annotator: usize,
    /// The units that somebody else rated too.
    pub n_units: usize,
    /// The mean over these units of the mean similarity to each other rating; `None` without such units.
    pub agreement: Option<f64>,
}

/// Every annotator of the table, by number.
pub fn annotators(table: &Table) -> Vec<AnnotatorAgreement> {
    let told = |(annotator, (n_units, total)): (usize, (usize, f64))| AnnotatorAgreement {
        annotator,
        n_units,
        agreement: (n_units > 0).then(|| total / n_units as f64),
    };
    if let Some(counted) = table.counted() {
        let totals = counted.of_annotator.iter().map(|&(n, total)| (n as usize, total));
        return totals.enumerate().map(told).collect();
    }
    let similarity = Similarity::of(table);
    let mut totals = vec![(0usize, 0.0f64); table.n_annotators()];
    let mut sorted = Vec::new();
    for unit in (0..table.n_units()).filter(|&unit| table.values_of(unit).len() >= 2) {
        sorted.clear();
        sorted.extend_from_slice(table.values_of(unit));
        sorted.sort_unstable();
        for (annotator, value) in table.ratings(unit) {
            let total = &mut totals[annotator as usize];
            total.0 += 1;
            total.1 += similarity.to_others(value, &sorted);
        }
    }
    totals.into_iter().enumerate().map(told).collect()
}
