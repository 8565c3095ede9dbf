//! Measures that are computed from sums over pairs of sheets, which makes resampling items cheap.

use super::finding::{Finding, Part};
use super::sheets::{Sheet, Sheets};
use super::{Kind, Options};
use crate::sampling::{Interval, IntervalMethod, Method, Rng, percentile};

/// A measure whose value follows from sums: each item is looked at once, and a resample only adds sums again.
pub(super) trait Measure {
    fn n_sums(&self) -> usize;

    /// Adds what two annotators' sheets of one item contribute.
    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]);

    /// The value, or why there is none.
    fn value(&self, sums: &[f64]) -> Result<f64, String>;

    fn parts(&self, sums: &[f64]) -> Vec<Part>;

    /// Whether the first sheet is the reference. Each annotator of a pair then takes that part once, so that nobody's
    /// order matters, unless a reference is named.
    fn directed(&self) -> bool {
        false
    }
}

/// How a measure comes to its value.
#[derive(Clone, Copy)]
pub(super) enum Compute {
    /// From sums over pairs of sheets; for the sheets' kind.
    Sums(for<'a> fn(&'a Options, Kind) -> Box<dyn Measure + 'a>),
    /// As the median of numbers that pairs of sheets give, in either order; and why there may be none.
    Median(fn(&Sheet, &Sheet, &Options) -> Vec<f64>),
    /// From all sheets together.
    Whole(fn(&Sheets, &Options, &mut Rng) -> Finding),
}

/// The percentile interval over resampled items; `None` with fewer than two items, without spread, or when more than one
/// resample in twenty has no value.
pub(super) fn bootstrap(
    n_items: usize,
    mut value: impl FnMut(&mut dyn FnMut() -> usize) -> Option<f64>,
    options: &Options,
    rng: &mut Rng,
) -> Option<Interval> {
    let resamples = match options.interval {
        IntervalMethod::None => return None,
        IntervalMethod::Bootstrap { resamples } => resamples,
        IntervalMethod::Analytic => 1000,
    };
    if n_items < 2 {
        return None;
    }
    let mut draw = || rng.below(n_items as u64) as usize;
    let mut values: Vec<f64> = (0..resamples).filter_map(|_| value(&mut draw)).collect();
    if values.is_empty() || (values.len() as f64) < 0.95 * f64::from(resamples) {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let tail = 0.5 - 0.5 * options.confidence;
    let (low, high) = (percentile(&values, tail), percentile(&values, 1.0 - tail));
    (high - low > 1e-12).then_some(Interval { level: options.confidence, low, high, method: Method::Bootstrap })
}

/// The pairs of an item's sheets that are compared.
pub(super) fn pairs<'a>(sheets: &'a [Sheet], options: &Options) -> impl Iterator<Item = (&'a Sheet, &'a Sheet)> {
    let reference = options.reference;
    let all =
        sheets.iter().enumerate().flat_map(move |(index, one)| sheets[index + 1..].iter().map(move |two| (one, two)));
    all.filter_map(move |(one, two)| match reference {
        None => Some((one, two)),
        Some(named) if one.annotator == named => Some((one, two)),
        Some(named) if two.annotator == named => Some((two, one)),
        Some(_) => None,
    })
}

pub(super) fn no_pairs(options: &Options) -> String {
    match options.reference {
        None => "no item was answered by two annotators; collect a second answer for some items".to_owned(),
        Some(named) => format!("no item was answered by annotator {named} and another; name another reference"),
    }
}
