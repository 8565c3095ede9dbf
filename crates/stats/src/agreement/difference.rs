//! How different two values are: the δ² of Krippendorff's alpha for each level of measurement.

use serde::{Deserialize, Serialize};

use super::weights::Weights;
use crate::table::{Level, Table, Values};

/// How far apart two sets of labels are, from 0 for equal to 1 for nothing in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetDistance {
    /// One minus Jaccard's index times 2/3 for a subset, 1/3 for a mere overlap (Passonneau 2006).
    Masi,
    /// Jaccard's distance times the steps below; the reading of MASI in some libraries, nearer to zero.
    MasiProduct,
    /// One minus what both share over what either has.
    Jaccard,
    /// 1/3 for a subset, 2/3 for an overlap, 1 for nothing in common (Passonneau 2004).
    Steps,
}

/// The differences between the values of a table, kept in the cheapest form.
pub(super) enum Difference<'a> {
    /// Equal or not.
    Nominal,
    /// Squared difference of fixed scores.
    Scores(Vec<f64>),
    /// Squared difference of mean ranks, which follow from how often each value occurs.
    Ranks,
    /// Any other difference, computed or looked up.
    Pairs(Pairs<'a>),
}

pub(super) struct Pairs<'a> {
    n_values: usize,
    known: Option<Vec<f64>>,
    between: Box<dyn Fn(usize, usize) -> f64 + 'a>,
}

/// Up to this many values (32 MB) the differences are kept.
const MOST_KEPT: usize = 2000;

impl<'a> Difference<'a> {
    /// The difference that belongs to the table's level.
    pub(super) fn of(table: &'a Table, set_distance_kind: SetDistance) -> Self {
        match (&table.values, table.level) {
            (Values::Labels(_), Level::Ordinal) => Self::Ranks,
            (Values::Labels(_), _) => Self::Nominal,
            (Values::Numbers(numbers), Level::Ratio) => {
                Self::Pairs(Pairs::new(numbers.len(), Box::new(|a, b| ratio(numbers[a], numbers[b]))))
            }
            (Values::Numbers(numbers), _) => Self::Scores(numbers.clone()),
            (Values::Sets { sets, .. }, _) => Self::Pairs(Pairs::new(
                sets.len(),
                Box::new(move |a, b| set_distance(set_distance_kind, &sets[a], &sets[b])),
            )),
        }
    }

    /// One minus the weight of each pair of values.
    pub(super) fn of_weights(weights: Weights) -> Self {
        Self::Pairs(Pairs::new(weights.n_values(), Box::new(move |a, b| 1.0 - weights.get(a, b))))
    }

    /// Any distances, row by row.
    pub(super) fn of_distances(between: Vec<f64>, n_values: usize) -> Self {
        Self::Pairs(Pairs::new(n_values, Box::new(move |a, b| between[a * n_values + b])))
    }

    /// Whether a thousand evaluations would take long.
    pub(super) fn is_slow(&self) -> bool {
        matches!(self, Self::Pairs(pairs) if pairs.known.is_none())
    }
}

impl<'a> Pairs<'a> {
    fn new(n_values: usize, between: Box<dyn Fn(usize, usize) -> f64 + 'a>) -> Self {
        let known =
            (n_values <= MOST_KEPT).then(|| (0..n_values * n_values).map(|at| between(at / n_values, at % n_values)));
        let known = known.map(Iterator::collect);
        Self { n_values, known, between }
    }

    pub(super) fn get(&self, a: usize, b: usize) -> f64 {
        match &self.known {
            Some(known) => known[a * self.n_values + b],
            None => (self.between)(a, b),
        }
    }
}

fn ratio(a: f64, b: f64) -> f64 {
    if a == b { 0.0 } else { ((a - b) / (a + b)).powi(2) }
}

/// The distance of two ascending lists of label numbers. Two empty sets are equal.
pub(crate) fn set_distance(kind: SetDistance, a: &[u32], b: &[u32]) -> f64 {
    if a == b {
        return 0.0;
    }
    let shared = a.iter().filter(|label| b.binary_search(label).is_ok()).count();
    let either = a.len() + b.len() - shared;
    let jaccard = shared as f64 / either as f64;
    let steps = if shared == a.len() || shared == b.len() {
        1.0 / 3.0
    } else if shared > 0 {
        2.0 / 3.0
    } else {
        1.0
    };
    match kind {
        SetDistance::Masi => 1.0 - jaccard * (1.0 - steps),
        SetDistance::MasiProduct => (1.0 - jaccard) * steps,
        SetDistance::Jaccard => 1.0 - jaccard,
        SetDistance::Steps => steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: SetDistance, a: &[u32], b: &[u32], expected: f64) {
        for found in [set_distance(kind, a, b), set_distance(kind, b, a)] {
            assert!((found - expected).abs() < 1e-12, "{kind:?} {a:?} {b:?}: {found}, not {expected}");
        }
    }

    #[test]
    fn sets_are_as_far_apart_as_their_definitions_say() {
        use SetDistance::{Jaccard, Masi, MasiProduct, Steps};
        for kind in [Jaccard, Masi, MasiProduct, Steps] {
            check(kind, &[1, 2], &[1, 2], 0.0);
            check(kind, &[], &[], 0.0);
            check(kind, &[1], &[2], 1.0);
        }
        check(Jaccard, &[1, 2], &[1], 0.5);
        check(Jaccard, &[1], &[], 1.0);
        check(Masi, &[1, 2], &[1], 1.0 - 0.5 * 2.0 / 3.0);
        check(Masi, &[1, 2], &[1, 3], 1.0 - 1.0 / 9.0);
        check(Masi, &[1], &[], 1.0);
        check(MasiProduct, &[1, 2], &[1, 3], 4.0 / 9.0);
        check(Steps, &[1, 2], &[1, 3], 2.0 / 3.0);
    }
}
