//! Kendall's W: how alike annotators rank the same units.

use super::{Metric, NO_PAIRS, Options, Scale, affordable, check_variation};
use crate::sampling::{Coefficient, Estimate, Influence, Rng, Sample, ratings_in};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "kendall_w",
    title: "Kendall's W",
    summary: "How alike annotators rank the units; only the order within each annotator counts.",
    levels: &[Level::Ordinal, Level::Interval, Level::Ratio],
    weighted: false,
    scale: Scale::Plain,
    doc: "## What it does
Ranks the units for each annotator, ties sharing their mean rank, and compares the spread of the sums of ranks with the
widest that is possible. One is the same order for all. The mean rank correlation of pairs of annotators is
(m W - 1) / (m - 1) for m annotators, so unrelated orders give W near 1/m and not zero.
## When to use it
When every annotator ranks or scores every unit and only the order matters: some are strict, some are not.
## When not
With gaps (W asks for every rating; see kendall_tau_b or ordinal alpha), or when absolute values matter.
## Example
Three annotators rank four units alike: 1. Two rank them in opposite order: 0.
## Reference
M. G. Kendall and B. Babington Smith, The problem of m rankings, Annals of Mathematical Statistics 10, 1939, 275-287. Ties:
S. Siegel and N. J. Castellan, Nonparametric Statistics for the Behavioral Sciences, 1988. The interval is resampled.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    if let Err(why) = check_variation(table) {
        return Estimate::undefined(table, why);
    }
    let sample = Sample::of_ratings(table, 1);
    let units = || sample.patterns().zip(&sample.units).map(|(pattern, n)| (pattern.len() / 2, *n as usize));
    let n_gaps: usize = units().filter(|(size, _)| *size < table.n_annotators()).map(|(_, n)| n).sum();
    if n_gaps > 0 {
        let why = format!(
            "kendall's W needs every annotator's rating of every unit, and {n_gaps} of {} units have gaps; use \
             kendall_tau_b or krippendorff_alpha",
            units().map(|(_, n)| n).sum::<usize>()
        );
        return Estimate::undefined(table, why);
    }
    let w = Concordance { sample: &sample, n_annotators: table.n_annotators(), n_values: table.values.len() };
    let work = table.n_annotators() * (table.values.len() + sample.n_patterns());
    Estimate::of(table, &sample, &w, (affordable(options.interval, work), options.confidence), rng)
}

struct Concordance<'a> {
    sample: &'a Sample,
    n_annotators: usize,
    n_values: usize,
}

impl Coefficient for Concordance<'_> {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        let n: f64 = units.iter().sum();
        let m = self.n_annotators as f64;
        if n == 0.0 || m < 2.0 {
            return Err(NO_PAIRS.to_owned());
        }
        let mut ranks = vec![0.0; self.n_annotators * self.n_values];
        for (p, n) in units.iter().enumerate() {
            for (annotator, value) in ratings_in(self.sample.pattern(p)) {
                ranks[annotator * self.n_values + value] += n;
            }
        }
        // Counts become mean ranks, from one half below to one half above those before.
        let mut ties = 0.0;
        for row in ranks.chunks_exact_mut(self.n_values) {
            let mut below = 0.0;
            for rank in row {
                let count = *rank;
                ties += count * count * count - count;
                *rank = below + 0.5 * (count + 1.0);
                below += count;
            }
        }
        let mean = 0.5 * m * (n + 1.0);
        let spread: f64 = units
            .iter()
            .enumerate()
            .filter(|(_, n)| **n > 0.0)
            .map(|(p, n)| {
                let sum: f64 = ratings_in(self.sample.pattern(p)).map(|(a, v)| ranks[a * self.n_values + v]).sum();
                n * (sum - mean).powi(2)
            })
            .sum();
        let widest = m * m * (n * n * n - n) - m * ties;
        if widest < 1e-9 {
            return Err("every annotator gives all units the same rank, so there is no order to compare".to_owned());
        }
        Ok(12.0 * spread / widest)
    }

    fn influence(&self, _units: &[f64]) -> Option<Influence> {
        None
    }
}
