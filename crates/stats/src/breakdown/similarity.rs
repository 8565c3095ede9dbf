//! How much two values of a table agree, from 0 to 1, so that a near miss is a smaller dispute than a far one.

use crate::agreement::{SetDistance, set_distance};
use crate::table::{Level, Table, Values};

/// Labels: equal or not. Ordered labels and numbers: one minus the distance over the length of the scale. Sets: what
/// both share over what either has.
pub(crate) struct Similarity<'a> {
    values: &'a Values,
    ordered: bool,
    /// The length of the scale.
    range: f64,
}

impl<'a> Similarity<'a> {
    pub(crate) fn of(table: &'a Table) -> Self {
        let range = match &table.values {
            Values::Labels(labels) => labels.len() as f64 - 1.0,
            Values::Numbers(numbers) => match (numbers.first(), numbers.last()) {
                (Some(low), Some(high)) => high - low,
                _ => 0.0,
            },
            Values::Sets { .. } => 1.0,
        };
        Self { values: &table.values, ordered: table.level == Level::Ordinal, range }
    }

    pub(crate) fn get(&self, a: u32, b: u32) -> f64 {
        if a == b {
            return 1.0;
        }
        match self.values {
            Values::Labels(_) if self.ordered => 1.0 - f64::from(a.abs_diff(b)) / self.range,
            Values::Labels(_) => 0.0,
            Values::Numbers(numbers) => 1.0 - (numbers[a as usize] - numbers[b as usize]).abs() / self.range,
            Values::Sets { sets, .. } => 1.0 - set_distance(SetDistance::Jaccard, &sets[a as usize], &sets[b as usize]),
        }
    }

    /// The mean similarity of one value to each rating of a unit but its own.
    pub(crate) fn to_others(&self, value: u32, sorted: &[u32]) -> f64 {
        let runs = sorted.chunk_by(|a, b| a == b);
        let total: f64 = runs.map(|run| run.len() as f64 * self.get(value, run[0])).sum();
        (total - 1.0) / (sorted.len() as f64 - 1.0)
    }

    /// The mean similarity of all pairs of ratings of a unit.
    pub(crate) fn within(&self, sorted: &[u32]) -> f64 {
        let runs = sorted.chunk_by(|a, b| a == b);
        let total: f64 = runs.map(|run| run.len() as f64 * self.to_others(run[0], sorted)).sum();
        total / sorted.len() as f64
    }
}
