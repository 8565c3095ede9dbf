//! ICC(2,k): the intraclass correlation of the mean of a unit's ratings.

use super::icc::{self, Form};
use super::{Metric, Options, Scale};
use crate::sampling::{Estimate, Rng};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "icc_2_k",
    title: "ICC(2,k)",
    summary: "How well the mean of a unit's ratings tells units apart; strictness counts as error.",
    levels: &[Level::Interval, Level::Ratio],
    weighted: false,
    scale: Scale::BeyondChance,
    doc: "## What it does
What icc_2_1 says of one rating, for the mean of all ratings of a unit: the error of annotators shrinks with their number.
With gaps that number is the harmonic mean of ratings a unit.
## When to use it
When the mean of several annotators is what is used, and the question is whether it is good enough.
## When not
To say how well annotators agree: more annotators raise it without anybody agreeing better.
## Example
Six units rated by all of four judges: 0.62 for their mean, 0.29 for one judge.
## Reference
P. E. Shrout and J. L. Fleiss, Intraclass correlations: uses in assessing rater reliability, Psychological Bulletin 86,
1979, 420-428. Interval: K. O. McGraw and S. P. Wong, Psychological Methods 1, 1996, 30-46; that of the
mean by Spearman and Brown; with gaps or groups, resampled.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    icc::estimate(Form::TwoMean, table, options, rng)
}
