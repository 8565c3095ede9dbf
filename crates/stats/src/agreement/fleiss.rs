//! Fleiss' kappa: agreement of many interchangeable annotators beyond chance.

use super::chance::{Chance, ChanceCorrected};
use super::weights::Weights;
use super::{Metric, Options, Scale, check_variation};
use crate::sampling::{Estimate, Rng, Sample};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "fleiss_kappa",
    title: "Fleiss' kappa",
    summary: "Agreement beyond chance of any number of interchangeable annotators.",
    levels: &[Level::Nominal, Level::Ordinal],
    weighted: true,
    scale: Scale::BeyondChance,
    doc: "## What it does
Compares the share of agreeing pairs with the share expected if every rating were drawn from the pooled distribution of
labels. With two annotators it is Scott's pi. Units may have different numbers of ratings: observed agreement is then
averaged over units with two or more, the distribution of labels over all units (Gwet's extension).
## When to use it
To compare with published values, when any annotator may rate any unit.
## When not
With strong prevalence of one label (see Gwet's AC1), or as the headline for incomplete data (see Krippendorff's alpha).
## Example
Six psychiatrists diagnose each of 30 patients with one of five labels: 0.430.
## Reference
J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76, 1971, 378-382.
Interval: K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014.",
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

/// Two draws from the pooled distribution.
pub(super) fn chance(shares: &[f64], weights: &Weights) -> Chance {
    let of_value = weights.times(shares);
    Chance { agreement: of_value.iter().zip(shares).map(|(credit, share)| credit * share).sum(), of_value }
}
