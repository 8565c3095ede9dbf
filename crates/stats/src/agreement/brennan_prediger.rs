//! Brennan and Prediger's coefficient: agreement beyond blind choice among the categories.

use super::chance::{Chance, ChanceCorrected};
use super::weights::Weights;
use super::{Metric, Options, Scale, check_variation};
use crate::sampling::{Estimate, Rng, Sample};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "brennan_prediger",
    title: "Brennan-Prediger coefficient",
    summary: "Agreement beyond choosing blindly among the categories; also Randolph's free-marginal kappa.",
    levels: &[Level::Nominal, Level::Ordinal],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
Takes for chance what annotators would agree on if they chose blindly: one over the number of categories. With two
annotators it is Bennett's S, with many Randolph's free-marginal kappa, and with weights chance is their mean.
## When to use it
When nobody expects the labels to be equally common and annotators were not told how many of each there are; as a check
that a low kappa comes from prevalence and not from disagreement.
## When not
With many categories that nobody uses: each of them pushes the value up, so declare the categories with care.
## Example
Fleiss' thirty patients with six diagnoses each: 0.444, where Fleiss' kappa is 0.430.
## Reference
R. L. Brennan and D. J. Prediger, Coefficient kappa: some uses, misuses, and alternatives, Educational and Psychological
Measurement 41, 1981, 687-699. J. J. Randolph, Free-marginal multirater kappa, 2005. Weights, missing ratings and
interval: K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014.",
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

/// The mean weight, whatever was chosen.
fn chance(_shares: &[f64], weights: &Weights) -> Chance {
    let n_values = weights.n_values() as f64;
    let agreement = weights.total() / (n_values * n_values);
    Chance { agreement, of_value: vec![agreement; weights.n_values()] }
}
