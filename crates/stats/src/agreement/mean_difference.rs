//! Mean absolute difference: how far apart two ratings of a unit are, in the unit of the scale.

use super::{Metric, NO_PAIRS, Options, Scale};
use crate::sampling::{Coefficient, Estimate, Influence, Reference, Rng, Sample};
use crate::table::{Level, Table, Values};

pub(super) const METRIC: Metric = Metric {
    id: "mean_absolute_difference",
    title: "Mean absolute difference",
    summary: "How far apart two ratings of the same unit are on average, in the unit of the scale; zero is perfect.",
    levels: &[Level::Interval, Level::Ratio],
    weighted: false,
    scale: Scale::Difference,
    doc: "## What it does
The mean absolute difference of all pairs of ratings of a unit, averaged over units with two ratings or more.
## When to use it
Beside alpha or an intraclass correlation of numbers: it says what a disagreement is worth on the scale itself, and does
not depend on how much the units differ.
## When not
To compare scales of different length, or as proof of quality alone: a scale of which only the middle is used has small
differences.
## Example
Two annotators give 3 and 5 to one unit, 4 and 4 to another: 1.
## Reference
C. Gini, Variabilità e mutabilità, 1912: the mean difference, here within units.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    let Values::Numbers(scores) = &table.values else {
        return Estimate::undefined(table, "differences need numbers; use the interval level");
    };
    let sample = Sample::of_values(table, 2);
    let difference = Difference { of_pattern: sample.patterns().map(|pattern| mean(pattern, scores)).collect() };
    Estimate::of(table, &sample, &difference, options.wanted(), rng)
}

struct Difference {
    of_pattern: Vec<f64>,
}

impl Coefficient for Difference {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        let n: f64 = units.iter().sum();
        if n == 0.0 {
            return Err(NO_PAIRS.to_owned());
        }
        Ok(units.iter().zip(&self.of_pattern).map(|(n, difference)| n * difference).sum::<f64>() / n)
    }

    fn influence(&self, units: &[f64]) -> Option<Influence> {
        let n: f64 = units.iter().sum();
        let value = self.value(units).ok()?;
        let of_pattern = self.of_pattern.iter().map(|difference| (difference - value) / n).collect();
        Some(Influence { of_pattern, reference: Reference::Student })
    }

    fn bounds(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
}

/// Over ascending values, value number i is the greater one in i pairs and the smaller one in all others.
fn mean(pattern: &[u32], scores: &[f64]) -> f64 {
    let m = pattern.len() as f64;
    let sum: f64 =
        pattern.iter().enumerate().map(|(i, &value)| (2.0 * i as f64 + 1.0 - m) * scores[value as usize]).sum();
    2.0 * sum / (m * (m - 1.0))
}
