//! Measures that are computed from sums over pairs of sheets, which makes resampling items cheap.

use super::Options;
use super::finding::{Finding, Part};
use super::sheets::{Sheet, Sheets};
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

/// The measure on all pairs of annotators, with an interval over items.
pub(super) fn estimate(sheets: &Sheets, measure: &impl Measure, options: &Options, rng: &mut Rng) -> Finding {
    let of_items = sums_of_items(sheets, measure, options);
    let mut total = vec![0.0; measure.n_sums()];
    of_items.iter().flatten().for_each(|&(at, sum)| total[at as usize] += sum);
    let value = if of_items.is_empty() { Err(no_pairs(options)) } else { measure.value(&total) };
    let parts = if value.is_ok() { measure.parts(&total) } else { Vec::new() };
    let mut finding = Finding::new(sheets, value, parts);
    if finding.value.is_some() {
        let value_of = |drawn: &mut dyn FnMut() -> usize| {
            total.fill(0.0);
            (0..of_items.len()).for_each(|_| of_items[drawn()].iter().for_each(|&(at, sum)| total[at as usize] += sum));
            measure.value(&total).ok()
        };
        finding.interval = bootstrap(of_items.len(), value_of, options, rng);
    }
    finding
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

/// The sums of each item with a pair, without those that are zero.
fn sums_of_items(sheets: &Sheets, measure: &impl Measure, options: &Options) -> Vec<Vec<(u32, f64)>> {
    let both_ways = measure.directed() && options.reference.is_none();
    let mut sums = vec![0.0; measure.n_sums()];
    let mut of_items = Vec::new();
    for item in sheets.items() {
        sums.fill(0.0);
        let mut any = false;
        for (one, two) in pairs(item, options) {
            any = true;
            measure.add(one, two, &mut sums);
            if both_ways {
                measure.add(two, one, &mut sums);
            }
        }
        let found = (0u32..).zip(&sums).filter(|(_, sum)| **sum != 0.0).map(|(at, &sum)| (at, sum));
        of_items.extend(any.then(|| found.collect()));
    }
    of_items
}
