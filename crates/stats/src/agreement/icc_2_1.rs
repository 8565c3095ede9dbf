//! ICC(2,1): the intraclass correlation of single ratings by annotators drawn from many.

use super::icc::{self, Form};
use super::{Metric, Options, Scale};
use crate::sampling::{Estimate, Rng};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "icc_2_1",
    title: "ICC(2,1)",
    summary: "How well one rating tells units apart, annotators being a sample of many; strictness counts as error.",
    levels: &[Level::Interval, Level::Ratio],
    weighted: false,
    scale: Scale::BeyondChance,
    doc: "## What it does
The share of the variance of ratings that is between units, beside that between annotators and the rest. Asks for
absolute agreement: an annotator who is always one point higher lowers it. With gaps the components come from least
squares (Henderson's third method), which is the textbook's analysis where there are none.
## When to use it
For numbers on a scale, when the same annotators rate all units, or overlap enough to compare their levels.
## When not
When annotators share hardly any units: the components cannot be told apart, and icc_1_1 is the honest choice. On units
that hardly differ: see icc_1_1.
## Example
Six units rated by all of four judges: 0.29, with a 95 % interval from 0.02 to 0.76.
## Reference
P. E. Shrout and J. L. Fleiss, Intraclass correlations: uses in assessing rater reliability, Psychological Bulletin 86,
1979, 420-428. Interval: K. O. McGraw and S. P. Wong, Psychological Methods 1, 1996, 30-46; with gaps or
groups, resampled.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    icc::estimate(Form::TwoOne, table, options, rng)
}
