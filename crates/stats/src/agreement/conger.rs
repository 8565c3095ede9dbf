//! Conger's kappa: Cohen's idea for any number of annotators, each with their own habits.

use std::cell::OnceCell;

use super::chance::observed;
use super::weights::Weights;
use super::{Metric, NO_PAIRS, ONE_VALUE, Options, Scale, check_variation, quick};
use crate::sampling::{Coefficient, Estimate, Influence, Reference, Rng, Sample, ratings_in};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "conger_kappa",
    title: "Conger's kappa",
    summary: "Cohen's kappa for any number of annotators: chance follows from the habits of each of them.",
    levels: &[Level::Nominal, Level::Ordinal],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
Takes for chance the mean, over all pairs of annotators, of the agreement that their own frequencies of labels would
give. With two annotators and no gaps it is Cohen's kappa.
## When to use it
When the same few annotators rate everything and how often each of them uses a label is part of the question.
## When not
When annotators rate a handful of units each, as in crowd work: their frequencies are then noise, and Fleiss' kappa or
Krippendorff's alpha is the honest choice.
## Example
Four annotators, twelve units with gaps, five categories: 0.763, with quadratic weights 0.858.
## Reference
A. J. Conger, Integration and generalization of kappas for multiple raters, Psychological Bulletin 88, 1980, 322-328.
Weights, missing ratings and interval: K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    let weights = match check_variation(table).map_err(str::to_owned).and(Weights::of(options.weights, table)) {
        Ok(weights) => weights,
        Err(why) => return Estimate::undefined(table, why),
    };
    let sample = Sample::of_ratings(table, 1);
    let kappa = Kappa::new(&sample, &weights, table.n_annotators());
    let interval = quick(options.interval, kappa.work());
    Estimate::of(table, &sample, &kappa, (interval, options.confidence), rng)
}

struct Kappa<'a> {
    sample: &'a Sample,
    weights: &'a Weights,
    n_annotators: usize,
    /// Observed agreement of each pattern, zero for single ratings.
    observed: Vec<f64>,
    /// The parts of the sample as it is, which both the value and its interval ask for.
    of_all: OnceCell<Parts>,
}

struct Parts {
    n_units: f64,
    n_pairable: f64,
    observed: f64,
    chance: f64,
    /// The number of ratings of each annotator.
    n_of: Vec<f64>,
    /// The annotators who have ratings.
    n_annotators: f64,
    /// The share of each value for each annotator, row by row.
    shares: Vec<f64>,
    /// The sum of all rows of `shares`.
    total: Vec<f64>,
}

impl<'a> Kappa<'a> {
    fn new(sample: &'a Sample, weights: &'a Weights, n_annotators: usize) -> Self {
        let mut values = Vec::new();
        let of_pattern = |pattern| {
            values.clear();
            values.extend(ratings_in(pattern).map(|(_, value)| value as u32));
            values.sort_unstable();
            observed(&values, weights)
        };
        let observed = sample.patterns().map(of_pattern).collect();
        Self { sample, weights, n_annotators, observed, of_all: OnceCell::new() }
    }

    /// The additions of one evaluation.
    fn work(&self) -> usize {
        let n_ratings: usize = self.sample.patterns().map(|pattern| pattern.len() / 2).sum();
        n_ratings + self.n_annotators * self.weights.n_values()
    }

    fn with_parts<T>(&self, units: &[f64], then: impl FnOnce(&Parts) -> T) -> T {
        if std::ptr::eq(units, self.sample.units.as_slice()) {
            then(self.of_all.get_or_init(|| self.parts(units)))
        } else {
            then(&self.parts(units))
        }
    }

    fn parts(&self, units: &[f64]) -> Parts {
        let n_values = self.weights.n_values();
        let mut shares = vec![0.0; self.n_annotators * n_values];
        let (mut n_units, mut n_pairable, mut observed) = (0.0, 0.0, 0.0);
        for (p, &n) in units.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let pattern = self.sample.pattern(p);
            n_units += n;
            if pattern.len() >= 4 {
                n_pairable += n;
                observed += n * self.observed[p];
            }
            ratings_in(pattern).for_each(|(annotator, value)| shares[annotator * n_values + value] += n);
        }
        let n_of: Vec<f64> = shares.chunks_exact(n_values).map(|row| row.iter().sum()).collect();
        let n_annotators = n_of.iter().filter(|n| **n > 0.0).count() as f64;
        let mut total = vec![0.0; n_values];
        let mut with_oneself = 0.0;
        for (row, n) in shares.chunks_exact_mut(n_values).zip(&n_of).filter(|(_, n)| **n > 0.0) {
            row.iter_mut().for_each(|share| *share /= n);
            with_oneself += dot(row, &self.weights.times(row));
            row.iter().zip(&mut total).for_each(|(share, total)| *total += share);
        }
        let n_pairs = n_annotators * (n_annotators - 1.0);
        let chance = (dot(&total, &self.weights.times(&total)) - with_oneself) / n_pairs;
        Parts { n_units, n_pairable, observed: observed / n_pairable, chance, n_of, n_annotators, shares, total }
    }

    /// For each annotator and value, what one more such rating adds to chance agreement, but for a constant factor.
    fn pull(&self, parts: &Parts) -> Vec<f64> {
        let n_values = self.weights.n_values();
        let mut pull = Vec::with_capacity(parts.shares.len());
        for (row, &n) in parts.shares.chunks_exact(n_values).zip(&parts.n_of) {
            let others: Vec<f64> = parts.total.iter().zip(row).map(|(total, own)| total - own).collect();
            let credit = self.weights.times(&others);
            let mean = dot(row, &credit);
            pull.extend(credit.iter().map(|credit| if n > 0.0 { (credit - mean) / n } else { 0.0 }));
        }
        pull
    }
}

impl Parts {
    fn value(&self) -> Result<f64, String> {
        if self.n_pairable == 0.0 || self.n_annotators < 2.0 {
            return Err(NO_PAIRS.to_owned());
        }
        if 1.0 - self.chance < 1e-12 {
            return Err(ONE_VALUE.to_owned());
        }
        Ok((self.observed - self.chance) / (1.0 - self.chance))
    }
}

impl Kappa<'_> {
    fn influence_of(&self, parts: &Parts, units: &[f64]) -> Influence {
        let pull = self.pull(parts);
        let room = 1.0 - parts.chance;
        let kappa = (parts.observed - parts.chance) / room;
        let n_values = self.weights.n_values();
        let factor = 2.0 / (parts.n_annotators * (parts.n_annotators - 1.0));
        let of_pattern = (0..units.len()).map(|p| {
            let pattern = self.sample.pattern(p);
            let expected: f64 = ratings_in(pattern).map(|(annotator, value)| pull[annotator * n_values + value]).sum();
            let several = if pattern.len() >= 4 { 1.0 } else { 0.0 };
            let agreed = several * (self.observed[p] - parts.chance) / (parts.n_pairable * room);
            agreed - kappa / parts.n_units - (1.0 - kappa) * factor * expected / room
        });
        Influence { of_pattern: of_pattern.collect(), reference: Reference::Student }
    }
}

impl Coefficient for Kappa<'_> {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        self.with_parts(units, Parts::value)
    }

    /// The linearisation behind Gwet's variance (Handbook of Inter-Rater Reliability, 4th edition, 2014).
    fn influence(&self, units: &[f64]) -> Option<Influence> {
        self.with_parts(units, |parts| Some(self.influence_of(parts, units)))
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
