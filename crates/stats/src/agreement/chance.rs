//! Coefficients of the form (observed - chance) / (1 - chance) whose chance follows from how common each value is.

use super::weights::Weights;
use super::{NO_PAIRS, ONE_VALUE};
use crate::sampling::{Coefficient, Influence, Reference, Sample, runs};

/// What a coefficient takes for agreement by chance.
pub(super) struct Chance {
    pub agreement: f64,
    /// For each value, what a rating of it contributes; its mean over ratings is `agreement`, of which it is half the
    /// derivative up to a constant.
    pub of_value: Vec<f64>,
}

/// A chance-corrected coefficient for any number of annotators with missing ratings, in Gwet's form: observed
/// agreement is averaged over units with two ratings or more, the share of each value over all units.
pub(super) struct ChanceCorrected<'a> {
    sample: &'a Sample,
    weights: &'a Weights,
    chance: fn(&[f64], &Weights) -> Chance,
    /// Observed agreement of each pattern, zero for single ratings.
    observed: Vec<f64>,
}

struct Parts {
    n_units: f64,
    n_pairable: f64,
    observed: f64,
    chance: Chance,
}

impl<'a> ChanceCorrected<'a> {
    /// `chance` is given the share of each value. The sample must contain the units with a single rating too.
    pub(super) fn new(sample: &'a Sample, weights: &'a Weights, chance: fn(&[f64], &Weights) -> Chance) -> Self {
        let observed = sample.patterns().map(|pattern| observed(pattern, weights)).collect();
        Self { sample, weights, chance, observed }
    }

    fn parts(&self, units: &[f64]) -> Parts {
        let mut shares = vec![0.0; self.weights.n_values()];
        let (mut n_units, mut n_pairable, mut observed) = (0.0, 0.0, 0.0);
        for (p, &n) in units.iter().enumerate().filter(|(_, n)| **n > 0.0) {
            let pattern = self.sample.pattern(p);
            n_units += n;
            if pattern.len() >= 2 {
                n_pairable += n;
                observed += n * self.observed[p];
            }
            for (value, times) in runs(pattern) {
                shares[value] += n * times / pattern.len() as f64;
            }
        }
        shares.iter_mut().for_each(|share| *share /= n_units);
        Parts { n_units, n_pairable, observed: observed / n_pairable, chance: (self.chance)(&shares, self.weights) }
    }
}

impl Parts {
    fn value(&self) -> f64 {
        (self.observed - self.chance.agreement) / (1.0 - self.chance.agreement)
    }
}

impl Coefficient for ChanceCorrected<'_> {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        let parts = self.parts(units);
        if parts.n_pairable == 0.0 {
            return Err(NO_PAIRS.to_owned());
        }
        if 1.0 - parts.chance.agreement < 1e-12 {
            return Err(ONE_VALUE.to_owned());
        }
        Ok(parts.value())
    }

    /// The linearisation behind Gwet's variances (Handbook of Inter-Rater Reliability, 4th edition, 2014, chapter 5).
    fn influence(&self, units: &[f64]) -> Option<Influence> {
        let parts = self.parts(units);
        let value = parts.value();
        let (chance, room) = (parts.chance.agreement, 1.0 - parts.chance.agreement);
        let of_pattern = (0..units.len()).map(|p| {
            let pattern = self.sample.pattern(p);
            let m = pattern.len() as f64;
            let expected: f64 =
                runs(pattern).map(|(value, times)| times * parts.chance.of_value[value]).sum::<f64>() / m;
            let agreed =
                if m >= 2.0 { parts.n_units / parts.n_pairable * (self.observed[p] - chance) / room } else { 0.0 };
            (agreed - 2.0 * (1.0 - value) * (expected - chance) / room - value) / parts.n_units
        });
        Some(Influence { of_pattern: of_pattern.collect(), reference: Reference::Student })
    }
}

/// The weighted share of a pattern's ordered pairs that agree.
pub(super) fn observed(pattern: &[u32], weights: &Weights) -> f64 {
    let m = pattern.len() as f64;
    if m < 2.0 {
        return 0.0;
    }
    let credit = |a: usize| runs(pattern).map(|(b, times)| times * weights.get(a, b)).sum::<f64>();
    runs(pattern).map(|(value, times)| times * (credit(value) - 1.0)).sum::<f64>() / (m * (m - 1.0))
}
