//! Agreement between annotators: the registry of metrics, one file each.

mod benchmark;
mod brennan_prediger;
mod chance;
mod cohen;
mod conger;
mod difference;
mod distances;
mod fleiss;
mod gwet;
mod icc;
mod icc_1_1;
mod icc_2_1;
mod icc_2_k;
mod kendall_tau;
mod kendall_w;
mod krippendorff;
mod mean_difference;
mod percent;
mod scott;
mod variance;
mod weights;

use crate::sampling::{Estimate, IntervalMethod, Rng};
use crate::table::{Level, Table};

pub use benchmark::{BENCHMARKS, Benchmark, Membership, benchmark};
pub(crate) use cohen::Kappa;
pub use difference::SetDistance;
pub(crate) use difference::set_distance;
pub use distances::{Distances, alpha_with};
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
    pub scale: Scale,
    /// What it does, when to use it, when not, an example and the reference, in Markdown.
    pub doc: &'static str,
    /// Trusts that the level fits; callers use [`Metric::estimate`].
    compute: fn(&Table, &Options, &mut Rng) -> Estimate,
}

/// Every metric; a new one is a file and a line.
pub const METRICS: &[Metric] = &[
    krippendorff::METRIC,
    gwet::METRIC,
    fleiss::METRIC,
    conger::METRIC,
    brennan_prediger::METRIC,
    cohen::METRIC,
    scott::METRIC,
    icc_1_1::METRIC,
    icc_2_1::METRIC,
    icc_2_k::METRIC,
    kendall_w::METRIC,
    kendall_tau::METRIC,
    mean_difference::METRIC,
    percent::METRIC,
];

/// What the numbers of a metric mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// One is perfect agreement, zero is what chance gives.
    BeyondChance,
    /// One is perfect agreement, and chance alone gives something above zero.
    Plain,
    /// Zero is perfect agreement; the unit is that of the values.
    Difference,
}

impl Scale {
    /// The value of perfect agreement.
    pub fn perfect(self) -> f64 {
        match self {
            Self::BeyondChance | Self::Plain => 1.0,
            Self::Difference => 0.0,
        }
    }
}

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

/// More additions than this (some seconds) are not spent on an interval.
const MOST_WORK: usize = 500_000_000;

/// The wanted interval, or none where a measure without a published one would have to be resampled for too long. `work` is
/// the additions of one evaluation.
fn affordable(interval: IntervalMethod, work: usize) -> IntervalMethod {
    let resamples = match interval {
        IntervalMethod::None => 0,
        IntervalMethod::Analytic => 1000,
        IntervalMethod::Bootstrap { resamples } => resamples as usize,
    };
    if work.saturating_mul(resamples) > MOST_WORK { IntervalMethod::None } else { interval }
}

/// The wanted interval, or the published one where resampling would take too long.
fn quick(interval: IntervalMethod, work: usize) -> IntervalMethod {
    match affordable(interval, work) {
        IntervalMethod::None if interval != IntervalMethod::None => IntervalMethod::Analytic,
        interval => interval,
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
