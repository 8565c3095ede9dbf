//! Krippendorff's alpha: agreement for any number of annotators, missing ratings and every level of measurement.

use std::borrow::Cow;

use super::difference::{Difference, Pairs};
use super::weights::{Weighting, Weights};
use super::{Metric, NO_PAIRS, ONE_VALUE, Options, Scale, check_variation};
use crate::sampling::{Coefficient, Estimate, Influence, IntervalMethod, Reference, Rng, Sample, runs};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "krippendorff_alpha",
    title: "Krippendorff's alpha",
    summary: "Agreement beyond chance for any number of annotators, missing ratings, and every kind of value.",
    levels: &[Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio, Level::Set],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
One minus the disagreement within units over the disagreement between any two ratings of the whole data. How much two
values disagree follows from their level: equal or not, ranks apart, squared difference, relative difference, or the
distance of two sets. With weights the difference is one minus the weight.
## When to use it
By default. Units with one rating are left out, everything else counts.
## When not
When nearly all ratings carry one label: a single disagreement can bring alpha to zero or below, which is correct (there
is no evidence that the rare label is recognised) but surprising. Show percent agreement and AC1 beside it.
## Example
Four annotators, twelve units with gaps, five categories: nominal 0.743, ordinal 0.815, interval 0.849, ratio 0.797.
## Reference
K. Krippendorff, Computing Krippendorff's alpha-reliability, University of Pennsylvania, 2011. Sets: R. Passonneau,
Measuring agreement on set-valued items (MASI), LREC 2006. Interval: K. L. Gwet, Handbook of Inter-Rater Reliability,
4th edition, 2014; the ordinal level has no published one and is resampled, or derived where
ratings come and go.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    if let Err(why) = check_variation(table) {
        return Estimate::undefined(table, why);
    }
    let difference = match Weights::of(options.weights, table) {
        Ok(_) if options.weights == Weighting::Identity => Difference::of(table, options.set_distance),
        Ok(weights) => Difference::of_weights(weights),
        Err(why) => return Estimate::undefined(table, why),
    };
    estimate(table, difference, options, rng)
}

/// Alpha with any difference.
pub(super) fn estimate(table: &Table, difference: Difference, options: &Options, rng: &mut Rng) -> Estimate {
    let sample = Sample::of_values(table, 2);
    let alpha = Alpha::new(&sample, difference, table.values.len());
    let method = match options.interval {
        IntervalMethod::Bootstrap { .. } if alpha.difference.is_slow() => IntervalMethod::Analytic,
        method => method,
    };
    Estimate::of(table, &sample, &alpha, (method, options.confidence), rng)
}

struct Alpha<'a> {
    sample: &'a Sample,
    difference: Difference<'a>,
    n_values: usize,
    /// The disagreement within a unit of each pattern, where it does not depend on the other units.
    within: Option<Vec<f64>>,
}

struct Parts<'a> {
    n_ratings: f64,
    /// The share of each value.
    shares: Vec<f64>,
    /// The disagreement within a unit of each pattern: all ordered pairs over one less than the number of ratings.
    within: Cow<'a, [f64]>,
    /// Mean disagreement within units.
    observed: f64,
    /// For each value, its mean difference from all ratings.
    spread: Vec<f64>,
    /// Mean difference between all ratings.
    expected: f64,
}

impl<'a> Alpha<'a> {
    fn new(sample: &'a Sample, difference: Difference<'a>, n_values: usize) -> Self {
        let within = match difference {
            Difference::Ranks => None,
            _ => Some(sample.patterns().map(|pattern| within(pattern, &difference, &[])).collect()),
        };
        Self { sample, difference, n_values, within }
    }

    fn parts(&self, units: &[f64]) -> Parts<'_> {
        let mut shares = vec![0.0; self.n_values];
        for (p, &n) in units.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            for &value in self.sample.pattern(p) {
                shares[value as usize] += n;
            }
        }
        let n_ratings: f64 = shares.iter().sum();
        let ranks = if matches!(self.difference, Difference::Ranks) { mean_ranks(&shares) } else { Vec::new() };
        shares.iter_mut().for_each(|share| *share /= n_ratings);
        let within: Cow<[f64]> = match &self.within {
            Some(within) => Cow::Borrowed(within),
            None => self.sample.patterns().map(|pattern| within(pattern, &self.difference, &ranks)).collect(),
        };
        let observed = units.iter().zip(within.iter()).map(|(n, within)| n * within).sum::<f64>() / n_ratings;
        let spread = spread(&self.difference, &shares, &ranks);
        let expected = spread.iter().zip(&shares).map(|(spread, share)| spread * share).sum();
        Parts { n_ratings, shares, within, observed, spread, expected }
    }
}

impl Coefficient for Alpha<'_> {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        let parts = self.parts(units);
        if parts.n_ratings == 0.0 {
            return Err(NO_PAIRS.to_owned());
        }
        if parts.shares.iter().filter(|share| **share > 0.0).count() < 2 {
            return Err(ONE_VALUE.to_owned());
        }
        if parts.expected <= 0.0 {
            return Err("all values that occur have no distance from each other; see percent_agreement".to_owned());
        }
        let small_sample = (parts.n_ratings - 1.0) / parts.n_ratings;
        Ok(1.0 - small_sample * parts.observed / parts.expected)
    }

    /// The linearisation behind Gwet's variance of alpha (Handbook of Inter-Rater Reliability, 4th edition, 2014).
    fn influence(&self, units: &[f64]) -> Option<Influence> {
        if matches!(self.difference, Difference::Ranks) {
            return None;
        }
        let parts = self.parts(units);
        let ratio = parts.observed / parts.expected;
        // Gwet weighs a unit by its size with the disagreement that alpha corrects for small samples.
        let corrected = parts.observed * (1.0 - 1.0 / parts.n_ratings);
        let mean_size = parts.n_ratings / units.iter().sum::<f64>();
        let of_pattern = (0..units.len()).map(|p| {
            let pattern = self.sample.pattern(p);
            let m = pattern.len() as f64;
            let apart: f64 = pattern.iter().map(|&value| parts.spread[value as usize]).sum();
            let observed = parts.within[p] - corrected * m - (parts.observed - corrected) * mean_size;
            let expected = 2.0 * (apart - parts.expected * m);
            (ratio * expected - observed) / (parts.expected * parts.n_ratings)
        });
        Some(Influence { of_pattern: of_pattern.collect(), reference: Reference::Student })
    }

    fn derived(&self, units: &[f64]) -> Option<Influence> {
        if matches!(self.difference, Difference::Ranks) {
            return Some(self.influence_of_ranks(units, &self.parts(units)));
        }
        self.influence(units)
    }
}

impl Alpha<'_> {
    /// The derivative by the weight of each unit. A rating also moves the ranks of all values above its own, by one, and that
    /// of its own by one half.
    fn influence_of_ranks(&self, units: &[f64], parts: &Parts) -> Influence {
        let n = parts.n_ratings;
        let counts: Vec<f64> = parts.shares.iter().map(|share| share * n).collect();
        let ranks = mean_ranks(&counts);
        let mean: f64 = ranks.iter().zip(&parts.shares).map(|(rank, share)| rank * share).sum();
        let mut by_rank = vec![0.0; ranks.len()];
        for (p, &units) in units.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let pattern = self.sample.pattern(p);
            let m = pattern.len() as f64;
            let middle = pattern.iter().map(|&value| ranks[value as usize]).sum::<f64>() / m;
            for &value in pattern {
                by_rank[value as usize] += units * 4.0 * m / (m - 1.0) * (ranks[value as usize] - middle);
            }
        }
        let moved_within = moved_by(&by_rank);
        let by_rank: Vec<f64> =
            ranks.iter().zip(&parts.shares).map(|(rank, share)| 4.0 * share * (rank - mean)).collect();
        let moved_spread = moved_by(&by_rank);
        let of_pattern = (0..units.len()).map(|p| {
            let pattern = self.sample.pattern(p);
            let m = pattern.len() as f64;
            let sum = |of: &dyn Fn(usize) -> f64| pattern.iter().map(|&value| of(value as usize)).sum::<f64>();
            let observed = (parts.within[p] - m * parts.observed + sum(&|value| moved_within[value])) / n;
            let apart = 2.0 * sum(&|value| (ranks[value] - mean).powi(2)) - m * parts.expected;
            let expected = apart / n + sum(&|value| moved_spread[value]);
            (parts.observed * expected / parts.expected - observed) / parts.expected * (n - 1.0) / n
        });
        Influence { of_pattern: of_pattern.collect(), reference: Reference::Student }
    }
}

/// What one more rating of each value changes, given the derivative by the rank of each value.
fn moved_by(by_rank: &[f64]) -> Vec<f64> {
    let mut above = 0.0;
    let mut moved: Vec<f64> = by_rank
        .iter()
        .rev()
        .map(|own| {
            above += own;
            above - 0.5 * own
        })
        .collect();
    moved.reverse();
    moved
}

/// All ordered pairs of a unit's ratings, over one less than their number.
fn within(pattern: &[u32], difference: &Difference, ranks: &[f64]) -> f64 {
    let m = pattern.len() as f64;
    let total = match difference {
        Difference::Nominal => m * m - runs(pattern).map(|(_, n)| n * n).sum::<f64>(),
        Difference::Scores(scores) => squares(pattern, scores),
        Difference::Ranks => squares(pattern, ranks),
        Difference::Pairs(pairs) => pairs_within(pattern, pairs),
    };
    total / (m - 1.0)
}

/// The sum of squared differences over ordered pairs, by way of the mean.
fn squares(pattern: &[u32], scores: &[f64]) -> f64 {
    let m = pattern.len() as f64;
    let mean = pattern.iter().map(|&value| scores[value as usize]).sum::<f64>() / m;
    2.0 * m * pattern.iter().map(|&value| (scores[value as usize] - mean).powi(2)).sum::<f64>()
}

fn pairs_within(pattern: &[u32], pairs: &Pairs) -> f64 {
    runs(pattern).map(|(a, n)| n * runs(pattern).map(|(b, m)| m * pairs.get(a, b)).sum::<f64>()).sum()
}

/// For each value, its mean difference from a rating drawn by `shares`.
fn spread(difference: &Difference, shares: &[f64], ranks: &[f64]) -> Vec<f64> {
    match difference {
        Difference::Nominal => shares.iter().map(|share| 1.0 - share).collect(),
        Difference::Scores(scores) => spread_of_scores(scores, shares),
        Difference::Ranks => spread_of_scores(ranks, shares),
        Difference::Pairs(pairs) => {
            let used: Vec<usize> = (0..shares.len()).filter(|&value| shares[value] > 0.0).collect();
            let mean = |a: usize| used.iter().map(|&b| shares[b] * pairs.get(a, b)).sum();
            (0..shares.len()).map(|a| if shares[a] > 0.0 { mean(a) } else { 0.0 }).collect()
        }
    }
}

fn spread_of_scores(scores: &[f64], shares: &[f64]) -> Vec<f64> {
    let mean: f64 = scores.iter().zip(shares).map(|(score, share)| score * share).sum();
    let variance: f64 = scores.iter().zip(shares).map(|(score, share)| share * (score - mean).powi(2)).sum();
    scores.iter().map(|score| (score - mean).powi(2) + variance).collect()
}

/// Krippendorff's ordinal difference counts the ratings from one value to the other, half of each end: that is the
/// difference of their mean ranks.
fn mean_ranks(counts: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    counts
        .iter()
        .map(|count| {
            below += count;
            below - 0.5 * count
        })
        .collect()
}
