//! Agreement between annotators: the registry of metrics, one file each.

mod chance;
mod cohen;
mod difference;
mod fleiss;
mod gwet;
mod krippendorff;
mod percent;
mod weights;

use crate::sampling::{Estimate, IntervalMethod, Rng};
use crate::table::{Level, Table};

pub(crate) use cohen::Kappa;
pub use difference::SetDistance;
pub(crate) use difference::set_distance;
pub use weights::Weighting;
pub(crate) use weights::Weights;

/// A measure of agreement: what it is called, where it applies, how it is computed.
pub struct Metric {
    /// The name in commands, files and addresses; it never changes.
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence for a list.
    pub summary: &'static str,
    pub levels: &'static [Level],
    /// Whether [`Options::weights`] changes it.
    pub weighted: bool,
    /// What it does, when to use it, when not, an example and the reference, in Markdown.
    pub doc: &'static str,
    /// Trusts that the level fits; callers use [`Metric::estimate`].
    compute: fn(&Table, &Options, &mut Rng) -> Estimate,
}

/// Every metric; a new one is a file and a line.
pub const METRICS: &[Metric] = &[krippendorff::METRIC, gwet::METRIC, fleiss::METRIC, cohen::METRIC, percent::METRIC];

/// What a metric may be asked for beyond its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    pub interval: IntervalMethod,
    /// The confidence level of the interval.
    pub confidence: f64,
    /// Partial credit for near misses, for metrics that take weights.
    pub weights: Weighting,
    /// How far apart two sets are, for values that are sets.
    pub set_distance: SetDistance,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            interval: IntervalMethod::Bootstrap { resamples: 1000 },
            confidence: 0.95,
            weights: Weighting::Identity,
            set_distance: SetDistance::Masi,
        }
    }
}

impl Options {
    pub(crate) fn wanted(&self) -> (IntervalMethod, f64) {
        (self.interval, self.confidence)
    }
}

impl Metric {
    /// The value of this metric for `table`, or why it has none.
    pub fn estimate(&self, table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
        if !self.levels.contains(&table.level) {
            let level = format!("{:?}", table.level).to_lowercase();
            let why = format!("{} is not made for {level} values; use {}", self.id, recommended(table.level));
            return Estimate::undefined(table, why);
        }
        (self.compute)(table, options, rng)
    }
}

/// The metric of this id.
pub fn metric(id: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| metric.id == id)
}

/// The id of the metric to show first: alpha takes any number of annotators, missing ratings, and every level.
pub fn recommended(level: Level) -> &'static str {
    match level {
        Level::Nominal | Level::Ordinal | Level::Interval | Level::Ratio | Level::Set => krippendorff::METRIC.id,
    }
}

const NO_PAIRS: &str = "no unit has ratings of two annotators; collect a second rating for some units";
const ONE_VALUE: &str = "every rating has the same value, so chance agreement cannot be told from real agreement; \
                         see percent_agreement";

/// Whether the table has anything to compare, and more than one value to be wrong about.
fn check_variation(table: &Table) -> Result<(), &'static str> {
    let mut units = (0..table.n_units()).map(|unit| table.values_of(unit)).filter(|values| values.len() >= 2);
    let first = units.next().ok_or(NO_PAIRS)?;
    let is_first = |value: &u32| *value == first[0];
    if first.iter().all(is_first) && units.all(|values| values.iter().all(is_first)) {
        return Err(ONE_VALUE);
    }
    Ok(())
}
