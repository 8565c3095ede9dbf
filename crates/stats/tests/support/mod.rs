//! Builds tables from the shapes in which papers print their data.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "only tests build tables with these")]

pub mod crowds;

use crosscheck_stats::{Estimate, IntervalMethod, Level, Options, Rng, Rows, Table, metric};

/// One row for each unit, one column for each annotator; `.` is missing.
pub fn by_unit(mut rows: Rows, units: &[&str]) -> Table {
    for (unit, line) in units.iter().enumerate() {
        for (annotator, value) in line.split_whitespace().enumerate().filter(|(_, value)| *value != ".") {
            rows.push(&format!("u{unit}"), &format!("a{annotator}"), value).unwrap();
        }
    }
    rows.finish().unwrap()
}

/// One row for each unit, one column for each category, with the number of ratings.
pub fn by_count(mut rows: Rows, counts: &[&[usize]]) -> Table {
    for (unit, counts) in counts.iter().enumerate() {
        let values = counts.iter().enumerate().flat_map(|(value, &n)| std::iter::repeat_n(value, n));
        for (annotator, value) in values.enumerate() {
            rows.push(&format!("u{unit}"), &format!("a{annotator}"), &(value + 1).to_string()).unwrap();
        }
    }
    rows.finish().unwrap()
}

/// Rows are the values of one annotator, columns those of the other.
pub fn by_pair(mut rows: Rows, counts: &[&[usize]]) -> Table {
    let mut unit = 0;
    for (a, row) in counts.iter().enumerate() {
        for (b, &n) in row.iter().enumerate() {
            for _ in 0..n {
                rows.push(&format!("u{unit}"), "left", &(a + 1).to_string()).unwrap();
                rows.push(&format!("u{unit}"), "right", &(b + 1).to_string()).unwrap();
                unit += 1;
            }
        }
    }
    rows.finish().unwrap()
}

/// Rows of a level for whole numbers from one to five.
pub fn rows(level: Level) -> Rows {
    match level {
        Level::Nominal => Rows::nominal::<&str>(&[]),
        Level::Ordinal => Rows::ordinal(&["1", "2", "3", "4", "5"]),
        Level::Interval => Rows::interval(),
        Level::Ratio => Rows::ratio(),
        Level::Set => Rows::sets(),
    }
}

pub const POINT: Options = Options {
    interval: IntervalMethod::None,
    confidence: 0.95,
    weights: crosscheck_stats::Weighting::Identity,
    set_distance: crosscheck_stats::SetDistance::Masi,
};

pub const ANALYTIC: Options = Options { interval: IntervalMethod::Analytic, ..POINT };

pub fn estimate(id: &str, table: &Table, options: &Options) -> Estimate {
    metric(id).unwrap().estimate(table, options, &mut Rng::seeded(1))
}

pub fn value(id: &str, table: &Table, options: &Options) -> f64 {
    let found = estimate(id, table, options);
    found.value.unwrap_or_else(|| panic!("{id}: {:?}", found.undefined))
}

#[track_caller]
pub fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found}, not {expected} within {within}");
}

/// Krippendorff (2011), example C: four observers, twelve units. The last unit has one rating.
pub const KRIPPENDORFF_2011: [&str; 12] = [
    "1 1 . 1", "2 2 3 2", "3 3 3 3", "3 3 3 3", "2 2 2 2", "1 2 3 4", "4 4 4 4", "1 1 2 1", "2 2 2 2", ". 5 5 5",
    ". . 1 1", ". 3 . .",
];

/// Gwet (2014), four raters and twelve units; the same data but for the rater of the last unit.
pub const GWET_4: [&str; 12] = [
    "1 1 . 1", "2 2 3 2", "3 3 3 3", "3 3 3 3", "2 2 2 2", "1 2 3 4", "4 4 4 4", "1 1 2 1", "2 2 2 2", ". 5 5 5",
    ". . 1 1", ". . 3 .",
];

/// Fleiss (1971), table 1: thirty patients, six ratings each, five diagnoses.
pub const FLEISS_1971: [&[usize]; 30] = [
    &[0, 0, 0, 6, 0],
    &[0, 3, 0, 0, 3],
    &[0, 1, 4, 0, 1],
    &[0, 0, 0, 0, 6],
    &[0, 3, 0, 3, 0],
    &[2, 0, 4, 0, 0],
    &[0, 0, 4, 0, 2],
    &[2, 0, 3, 1, 0],
    &[2, 0, 0, 4, 0],
    &[0, 0, 0, 0, 6],
    &[1, 0, 0, 5, 0],
    &[1, 1, 0, 4, 0],
    &[0, 3, 3, 0, 0],
    &[1, 0, 0, 5, 0],
    &[0, 2, 0, 3, 1],
    &[0, 0, 5, 0, 1],
    &[3, 0, 0, 1, 2],
    &[5, 1, 0, 0, 0],
    &[0, 2, 0, 4, 0],
    &[1, 0, 2, 0, 3],
    &[0, 0, 0, 0, 6],
    &[0, 1, 0, 5, 0],
    &[0, 2, 0, 1, 3],
    &[2, 0, 0, 4, 0],
    &[1, 0, 0, 4, 1],
    &[0, 5, 0, 1, 0],
    &[4, 0, 0, 0, 2],
    &[0, 2, 0, 4, 0],
    &[1, 0, 5, 0, 0],
    &[0, 0, 0, 0, 6],
];
