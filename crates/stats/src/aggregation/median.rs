//! The median of each unit's numbers.

use super::{Aggregator, Bias, Fit, NUMBERS, Scale, ScaleValue, Settings};
use crate::sampling::normal;
use crate::table::{Table, Values};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "median",
    title: "Median",
    summary: "The middle of each unit's numbers, which single wild ratings cannot move.",
    levels: NUMBERS,
    doc: "## What it does
Takes the middle rating of each unit, or the mean of the two in the middle. Its interval runs between two ratings of the
unit such that it covers the true median with the wanted confidence whatever the distribution is; with five ratings or
fewer no two ratings reach 95 percent, and there is none.
## When to use it
When single ratings can be far off: slips of a slider, misread units of measurement.
## When not
When annotators use the scale differently, or with few ratings a unit: use `bias_corrected_mean`.
## Example
The ratings 3, 4, 4, 5, 90 give 4.
## Reference
The interval between order statistics: W. R. Thompson, Annals of Mathematical Statistics 7, 1936.",
    fit: Fit::Scale(|table, settings| Ok(fit(table, settings))),
};

fn fit(table: &Table, settings: &Settings) -> Scale {
    let Values::Numbers(numbers) = &table.values else {
        return Scale { units: vec![], annotators: vec![], notes: vec![] };
    };
    let mut units = Vec::with_capacity(table.n_units());
    let mut apart: Vec<Vec<f64>> = vec![Vec::new(); table.n_annotators()];
    let mut sorted: Vec<f64> = Vec::new();
    for unit in 0..table.n_units() {
        sorted.clear();
        sorted.extend(table.values_of(unit).iter().map(|&value| numbers[value as usize]));
        sorted.sort_unstable_by(f64::total_cmp);
        let found = middle(&sorted, settings.confidence);
        if let Some(found) = found {
            table
                .ratings(unit)
                .for_each(|(who, value)| apart[who as usize].push(numbers[value as usize] - found.value));
        }
        units.push(found);
    }
    let annotators = apart.iter().map(|apart| bias(apart, settings.confidence)).collect();
    Scale { units, annotators, notes: Vec::new() }
}

fn middle(sorted: &[f64], confidence: f64) -> Option<ScaleValue> {
    let n = sorted.len();
    if n == 0 {
        return None;
    }
    let value = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    // The k smallest lie all above the median with the probability of at most k heads in n throws.
    let mut outside = 0.5f64.powi(n as i32);
    let mut term = outside;
    let mut cut = None;
    for k in 0..n / 2 {
        if outside > 0.5 * (1.0 - confidence) {
            break;
        }
        cut = Some(k);
        term *= (n - k) as f64 / (k + 1) as f64;
        outside += term;
    }
    Some(ScaleValue { value, low: cut.map(|k| sorted[k]), high: cut.map(|k| sorted[n - 1 - k]) })
}

/// Mean and spread of distances, with a normal interval.
pub(super) fn bias(apart: &[f64], confidence: f64) -> Bias {
    let n = apart.len() as f64;
    if apart.is_empty() {
        return Bias { n_ratings: 0, bias: None, low: None, high: None, spread: None };
    }
    let mean = apart.iter().sum::<f64>() / n;
    let spread = (n > 1.0).then(|| (apart.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt());
    let half = spread.map(|spread| normal(0.5 + 0.5 * confidence) * spread / n.sqrt());
    Bias {
        n_ratings: apart.len(),
        bias: Some(mean),
        low: half.map(|half| mean - half),
        high: half.map(|half| mean + half),
        spread,
    }
}
