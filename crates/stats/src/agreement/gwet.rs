//! Gwet's AC1 and AC2: agreement beyond chance that keeps its meaning when one label is very common.

use super::chance::{Chance, ChanceCorrected};
use super::weights::Weights;
use super::{Metric, Options, Scale, check_variation};
use crate::sampling::{Estimate, Rng, Sample};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "gwet_ac",
    title: "Gwet's AC1",
    summary: "Agreement beyond chance that stays stable when one label is very common.",
    levels: &[Level::Nominal, Level::Ordinal],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
Takes chance agreement from how undecidable the labels are, so that a common label does not push the value towards zero.
With weights it is called AC2. The number of categories counts, also of declared ones that nobody used.
## When to use it
Beside alpha or kappa, whenever most ratings carry one label.
## When not
As proof of quality on its own: with a very common label it is high for annotators who never look.
## Example
The table [[80, 7], [8, 5]] of two annotators has percent agreement 0.85, Cohen's kappa 0.314 and AC1 0.808.
## Reference
K. L. Gwet, Computing inter-rater reliability and its variance in the presence of high agreement, British Journal of
Mathematical and Statistical Psychology 61, 2008, 29-48; weights and missing ratings: Handbook of Inter-Rater
Reliability, 4th edition, 2014.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    let weights = match check_variation(table).map_err(str::to_owned).and(Weights::of(options.weights, table)) {
        Ok(weights) => weights,
        Err(why) => return Estimate::undefined(table, why),
    };
    let sample = Sample::of_values(table, 1);
    Estimate::of(table, &sample, &ChanceCorrected::new(&sample, &weights, chance), options.wanted(), rng)
}

/// The chance that a rating is a guess times the chance that a guess agrees.
fn chance(shares: &[f64], weights: &Weights) -> Chance {
    let q = weights.n_values() as f64;
    let scale = weights.total() / (q * (q - 1.0));
    let of_value: Vec<f64> = shares.iter().map(|share| scale * (1.0 - share)).collect();
    Chance { agreement: of_value.iter().zip(shares).map(|(guess, share)| guess * share).sum(), of_value }
}
