//! Scott's pi: agreement of two annotators beyond chance, with one distribution of labels for both.

use super::chance::ChanceCorrected;
use super::weights::Weights;
use super::{Metric, Options, Scale, check_variation, fleiss};
use crate::sampling::{Estimate, Rng, Sample};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "scott_pi",
    title: "Scott's pi",
    summary: "Agreement beyond chance of exactly two annotators who are taken to use the labels alike.",
    levels: &[Level::Nominal, Level::Ordinal],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
Compares the agreement of two annotators with what drawing both labels from their pooled frequencies would give. Units
that only one of them rated are left out.
## When to use it
For exactly two annotators who may stand in for each other, mostly to compare with published values.
## When not
For three or more annotators (Fleiss' kappa is the same idea), or to forgive two annotators that they use the labels
differently often (Cohen's kappa does).
## Example
The table [[20, 10], [20, 50]] of two annotators: observed 0.70, pi 0.341.
## Reference
W. A. Scott, Reliability of content analysis: the case of nominal scale coding, Public Opinion Quarterly 19, 1955,
321-325. Interval: K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    let n = table.n_annotators();
    if n != 2 {
        let why = format!("scott's pi compares exactly two annotators, and here are {n}; use fleiss_kappa");
        return Estimate::undefined(table, why);
    }
    let weights = match check_variation(table).map_err(str::to_owned).and(Weights::of(options.weights, table)) {
        Ok(weights) => weights,
        Err(why) => return Estimate::undefined(table, why),
    };
    let sample = Sample::of_values(table, 2);
    Estimate::of(table, &sample, &ChanceCorrected::new(&sample, &weights, fleiss::chance), options.wanted(), rng)
}
