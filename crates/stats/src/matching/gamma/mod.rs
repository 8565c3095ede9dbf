//! Gamma: agreement on where units begin and end and what they are called, in one number, against chance.

mod alignment;
mod packing;
mod shuffle;

pub use alignment::{Dissimilarity, Unit, disorder};

use super::finding::{Finding, Part};
use super::measure::{Compute, bootstrap, no_pairs};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet, Sheets};
use crate::sampling::Rng;

pub(super) const MATCHER: Matcher = Matcher {
    id: "gamma",
    title: "Gamma",
    summary: "Agreement beyond chance on the places and labels of spans or intervals together, by the best alignment.",
    kinds: &[Kind::Spans, Kind::Intervals],
    perfect: 1.0,
    chance_corrected: true,
    doc: "## What it does
Aligns the units of all annotators so that total disorder is least: ends that differ (squared, relative to the lengths)
and labels that differ cost, and so does a unit without partner. Gamma is one minus that disorder over the disorder of
the same units after each annotator's were shifted round by a random amount of their own. Two annotators are aligned by optimal
assignment, more of them by exact search; should that grow too large, `exact` is 0. Chance is sampled: 30 shifts for each
item and, with one item, as many as keep the sampling error of gamma below 0.02. A discontinuous span counts from its first
to its last end.
## When to use it
For units whose ends are a matter of judgement: discourse, events in sound and video, where F1 depends on its limit.
## When not
For long sequences with very many annotators, and where everybody marks everything: little is left to chance then.
## Example
Two annotators with three units each, the second a quarter of a unit late, same labels: observed disorder 0.0625.
## Reference
Y. Mathet, A. Widlöcher & J.-P. Métivier, The unified and holistic method gamma for inter-annotator agreement measure and
alignment, Computational Linguistics 41, 2015.",
    compute: Compute::Whole(compute),
};

/// What gamma weighs, and how long it samples chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    pub dissimilarity: Dissimilarity,
    /// Shifted continua for each item.
    pub samples: u32,
    /// With one item, sampling goes on until 95 % of the sampling error is below this share of the expected disorder.
    pub precision: f64,
}

impl Default for Gamma {
    fn default() -> Self {
        Self { dissimilarity: Dissimilarity { place: 1.0, label: 1.0, empty: 1.0 }, samples: 30, precision: 0.02 }
    }
}

const MOST_SAMPLES: u32 = 1000;

struct Item {
    /// Disorder times the mean number of units.
    observed: f64,
    expected: f64,
    mean_units: f64,
    /// The standard error of `expected`.
    error: f64,
    n_samples: u32,
    exact: bool,
}

fn compute(sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
    let items: Vec<&[Sheet]> = sheets.items().filter(|item| item.len() >= 2).collect();
    if items.is_empty() {
        return Finding::new(sheets, Err(no_pairs(options)), Vec::new());
    }
    let items: Vec<Item> = items.iter().filter_map(|item| of_item(item, options, items.len(), rng)).collect();
    let sum = |of: fn(&Item) -> f64| items.iter().map(of).sum::<f64>();
    let (observed, expected) = (sum(|item| item.observed), sum(|item| item.expected));
    let value = match (items.is_empty(), expected > 0.0) {
        (true, _) => Err(NOTHING_MARKED.to_owned()),
        (false, false) => Err("every shift of the units looks the same, so chance has no disorder".to_owned()),
        (false, true) => Ok(1.0 - observed / expected),
    };
    let error = items.iter().map(|item| item.error * item.error).sum::<f64>().sqrt();
    let parts = vec![
        Part::share("observed_disorder", observed, sum(|item| item.mean_units)),
        Part::share("expected_disorder", expected, sum(|item| item.mean_units)),
        Part::share("sampling_error", 1.96 * error * observed, expected * expected),
        Part::new("n_samples", sum(|item| f64::from(item.n_samples))),
        Part::new("exact", f64::from(items.iter().all(|item| item.exact))),
    ];
    let interval = value.is_ok().then(|| {
        let resample = |draw: &mut dyn FnMut() -> usize| {
            let drawn = (0..items.len()).map(|_| &items[draw()]);
            let (observed, expected) = drawn.fold((0.0, 0.0), |(o, e), item| (o + item.observed, e + item.expected));
            (expected > 0.0).then(|| 1.0 - observed / expected)
        };
        bootstrap(items.len(), resample, options, rng)
    });
    Finding { interval: interval.flatten(), ..Finding::new(sheets, value, parts) }
}

/// `None` for an item that nobody marked anything in.
fn of_item(item: &[Sheet], options: &Options, n_items: usize, rng: &mut Rng) -> Option<Item> {
    let units: Vec<Vec<Unit>> = item.iter().map(units).collect();
    let mean_units = units.iter().map(Vec::len).sum::<usize>() as f64 / units.len() as f64;
    let extent = Sheets::extent(&item.iter().collect::<Vec<_>>())?;
    if mean_units == 0.0 {
        return None;
    }
    let gamma = &options.gamma;
    let (observed, mut exact) = disorder(&units, &gamma.dissimilarity);
    let (mut n, mut sum, mut squares) = (0, 0.0, 0.0);
    let mut wanted = gamma.samples.max(2);
    while n < wanted {
        let (sample, is_exact) = disorder(&shuffle::shifted(&units, extent, rng), &gamma.dissimilarity);
        exact &= is_exact;
        n += 1;
        sum += sample;
        squares += sample * sample;
        if n == wanted && n_items == 1 {
            let (mean, variance) = moments(f64::from(n), sum, squares);
            let enough = (1.96 * variance.sqrt() / (mean * gamma.precision)).powi(2).ceil();
            wanted = wanted.max(enough.min(f64::from(MOST_SAMPLES)) as u32);
        }
    }
    let (mean, variance) = moments(f64::from(n), sum, squares);
    let error = (variance / f64::from(n)).sqrt() * mean_units;
    Some(Item { observed: observed * mean_units, expected: mean * mean_units, mean_units, error, n_samples: n, exact })
}

fn moments(n: f64, sum: f64, squares: f64) -> (f64, f64) {
    let mean = sum / n;
    (mean, ((squares - n * mean * mean) / (n - 1.0)).max(0.0))
}

/// The units of a sheet by start, so that their order leaves no trace.
fn units(sheet: &Sheet) -> Vec<Unit> {
    let unit = |mark: &super::Mark| {
        let stretches = mark.stretches();
        let (first, last) = (stretches.first()?, stretches.last()?);
        Some(Unit { start: first.start, end: last.end, label: mark.label })
    };
    let mut units: Vec<Unit> = sheet.marks.iter().filter_map(unit).collect();
    units.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end)).then(a.label.cmp(&b.label)));
    units
}
