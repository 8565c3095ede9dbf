//! ICC(1,1): the intraclass correlation of single ratings by changing annotators.

use super::icc::{self, Form};
use super::{Metric, Options, Scale};
use crate::sampling::{Estimate, Rng};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "icc_1_1",
    title: "ICC(1,1)",
    summary: "How well one rating tells units apart when each unit may have other annotators.",
    levels: &[Level::Interval, Level::Ratio],
    weighted: false,
    scale: Scale::BeyondChance,
    doc: "## What it does
The share of the variance of ratings that is between units, where everything within a unit counts as error, also that
one annotator is always stricter. Units may have different numbers of ratings (the usual analysis of variance).
## When to use it
For numbers on a scale, when units have different annotators, as in crowd work.
## When not
When the same annotators rate all units: icc_2_1 says more. On units that hardly differ: it is then near zero however well
annotators agree, so look at mean_absolute_difference too.
## Example
Six units rated by four judges each: 0.17, where icc_2_1 is 0.29, because the judges differ in strictness.
## Reference
P. E. Shrout and J. L. Fleiss, Intraclass correlations: uses in assessing rater reliability, Psychological Bulletin 86,
1979, 420-428. Interval: K. O. McGraw and S. P. Wong, Psychological Methods 1, 1996, 30-46; with gaps or
groups, resampled.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    icc::estimate(Form::OneOne, table, options, rng)
}
