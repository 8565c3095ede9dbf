//! Agreement of each unit, and the most disputed units.

use std::cmp::Reverse;

use serde::Serialize;

use super::similarity::Similarity;
use crate::sampling::Sample;
use crate::table::Table;

/// How much the annotators of one unit agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct UnitAgreement {
    pub unit: usize,
    pub n_ratings: usize,
    /// The mean similarity of its pairs of ratings, from 0 to 1.
    pub agreement: f64,
}

/// The agreement of each unit with two ratings or more.
pub fn units(table: &Table) -> impl Iterator<Item = UnitAgreement> + '_ {
    let similarity = Similarity::of(table);
    let mut sorted = Vec::new();
    (0..table.n_units()).filter(|&unit| table.values_of(unit).len() >= 2).map(move |unit| {
        sorted.clear();
        sorted.extend_from_slice(table.values_of(unit));
        sorted.sort_unstable();
        UnitAgreement { unit, n_ratings: sorted.len(), agreement: similarity.within(&sorted) }
    })
}

/// How many groups of units can be compared: they have a unit with two ratings or more.
pub fn n_compared(table: &Table) -> usize {
    Sample::of_values(table, 2).n_clusters() as usize
}

/// At most `limit` units that are not unanimous: least agreement first, then most ratings, then by number.
pub fn disputed(table: &Table, limit: usize) -> Vec<UnitAgreement> {
    if let Some(counted) = table.counted() {
        let told = |&(bits, Reverse(n_ratings), unit): &(u64, Reverse<u32>, u32)| UnitAgreement {
            unit: unit as usize,
            n_ratings: n_ratings as usize,
            agreement: f64::from_bits(bits),
        };
        return counted.disputed.iter().take(limit).map(told).collect();
    }
    let mut found: Vec<UnitAgreement> = units(table).filter(|unit| unit.agreement < 1.0).collect();
    found.sort_unstable_by(|a, b| {
        a.agreement.total_cmp(&b.agreement).then(b.n_ratings.cmp(&a.n_ratings)).then(a.unit.cmp(&b.unit))
    });
    found.truncate(limit);
    found
}
