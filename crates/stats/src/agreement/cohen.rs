//! Cohen's kappa: agreement of two particular annotators beyond chance.

use super::weights::Weights;
use super::{Metric, NO_PAIRS, ONE_VALUE, Options, Scale, check_variation};
use crate::sampling::{Coefficient, Estimate, Influence, Reference, Rng, Sample};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "cohen_kappa",
    title: "Cohen's kappa",
    summary: "Agreement beyond chance of exactly two annotators, each with their own habits.",
    levels: &[Level::Nominal, Level::Ordinal],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
Compares the agreement of two annotators with what their own frequencies of labels would give by chance. Units that only
one of them rated are left out. Weights give partial credit for near misses.
## When to use it
For exactly two annotators who rated the same units; as a matrix over all pairs to find the one who differs.
## When not
For three or more annotators: an average of pairwise kappas is not a kappa. When one label is very common the value is
low in spite of high agreement; show Gwet's AC1 beside it.
## Example
Two annotators put 200 units into three labels, [[88, 14, 18], [10, 40, 10], [2, 6, 12]]: observed 0.70, expected 0.41,
kappa 0.492.
## Reference
J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 1960, 37-46.
Interval: J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72, 1969, 323-327.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    let n = table.n_annotators();
    if n != 2 {
        let why = format!(
            "cohen's kappa compares exactly two annotators, and here are {n}; use krippendorff_alpha, \
                           or look at the pairs one by one"
        );
        return Estimate::undefined(table, why);
    }
    let weights = match check_variation(table).map_err(str::to_owned).and(Weights::of(options.weights, table)) {
        Ok(weights) => weights,
        Err(why) => return Estimate::undefined(table, why),
    };
    let sample = Sample::of_complete(table);
    Estimate::of(table, &sample, &Kappa { sample: &sample, weights: &weights }, options.wanted(), rng)
}

/// Kappa of a sample whose patterns are (value of one annotator, value of the other).
pub(crate) struct Kappa<'a> {
    pub sample: &'a Sample,
    pub weights: &'a Weights,
}

struct Parts {
    n: f64,
    observed: f64,
    chance: f64,
    /// For each value of one annotator, the mean credit it earns from the other by chance.
    credit_of_left: Vec<f64>,
    credit_of_right: Vec<f64>,
}

impl Kappa<'_> {
    fn pair(&self, pattern: usize) -> (usize, usize) {
        let pair = self.sample.pattern(pattern);
        (pair[0] as usize, pair[1] as usize)
    }

    fn parts(&self, units: &[f64]) -> Parts {
        let mut left = vec![0.0; self.weights.n_values()];
        let mut right = left.clone();
        let n: f64 = units.iter().sum();
        let mut observed = 0.0;
        for (p, units) in units.iter().enumerate() {
            let (a, b) = self.pair(p);
            left[a] += units / n;
            right[b] += units / n;
            observed += units / n * self.weights.get(a, b);
        }
        let credit_of_left = self.weights.times(&right);
        let credit_of_right = self.weights.times(&left);
        let chance = left.iter().zip(&credit_of_left).map(|(share, credit)| share * credit).sum();
        Parts { n, observed, chance, credit_of_left, credit_of_right }
    }
}

impl Coefficient for Kappa<'_> {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        let parts = self.parts(units);
        if parts.n == 0.0 {
            return Err(NO_PAIRS.to_owned());
        }
        if 1.0 - parts.chance < 1e-12 {
            return Err(ONE_VALUE.to_owned());
        }
        Ok((parts.observed - parts.chance) / (1.0 - parts.chance))
    }

    /// Fleiss, Cohen and Everitt (1969), equation for the variance of kappa under agreement.
    fn influence(&self, units: &[f64]) -> Option<Influence> {
        let parts = self.parts(units);
        let room = 1.0 - parts.chance;
        let of_pattern = (0..units.len()).map(|p| {
            let (a, b) = self.pair(p);
            let agreed = self.weights.get(a, b) - parts.observed;
            let expected = parts.credit_of_left[a] + parts.credit_of_right[b] - 2.0 * parts.chance;
            (agreed * room - (1.0 - parts.observed) * expected) / (room * room * parts.n)
        });
        Some(Influence { of_pattern: of_pattern.collect(), reference: Reference::Normal })
    }
}
