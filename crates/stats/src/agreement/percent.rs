//! Percent agreement: how often two annotators of a unit say the same.

use super::{Metric, NO_PAIRS, Options, Scale};
use crate::sampling::{Coefficient, Estimate, Influence, Reference, Rng, Sample, runs};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "percent_agreement",
    title: "Percent agreement",
    summary: "The share of pairs of ratings of the same unit that are equal.",
    levels: &[Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio, Level::Set],
    weighted: false,
    scale: Scale::Plain,
    doc: "## What it does
The share of equal pairs among all pairs of ratings of a unit, averaged over units with two ratings or more.
## When to use it
Beside every chance-corrected measure: everybody understands it, and it is defined when the others are not.
## When not
Alone. When one label is common, annotators agree often by luck.
## Example
Two annotators give 100 units the same label in 85 cases: 0.85, also when 80 of these are the same common label.
## Reference
K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapter 2.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    let sample = Sample::of_values(table, 2);
    let percent = Percent { of_pattern: sample.patterns().map(equal_pairs).collect() };
    Estimate::of(table, &sample, &percent, options.wanted(), rng)
}

struct Percent {
    of_pattern: Vec<f64>,
}

impl Coefficient for Percent {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        let n: f64 = units.iter().sum();
        if n == 0.0 {
            return Err(NO_PAIRS.to_owned());
        }
        Ok(units.iter().zip(&self.of_pattern).map(|(units, share)| units * share).sum::<f64>() / n)
    }

    fn influence(&self, units: &[f64]) -> Option<Influence> {
        let n: f64 = units.iter().sum();
        let value = self.value(units).ok()?;
        let of_pattern = self.of_pattern.iter().map(|share| (share - value) / n).collect();
        Some(Influence { of_pattern, reference: Reference::Student })
    }
}

/// The share of a pattern's ordered pairs that are equal.
fn equal_pairs(pattern: &[u32]) -> f64 {
    let m = pattern.len() as f64;
    runs(pattern).map(|(_, n)| n * (n - 1.0)).sum::<f64>() / (m * (m - 1.0))
}
