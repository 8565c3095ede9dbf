//! A second implementation of each coefficient, straight from its definition and slow, must give the same numbers.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, Method, Options, Rng, Table, breakdown};
use support::*;

/// A table as a list of units, each a list of (annotator, value from one to five).
type Units = Vec<Vec<(usize, f64)>>;

/// Twelve units of five values, of which about a fifth are missing.
fn random(rng: &mut Rng, n_annotators: usize) -> Units {
    let one = |rng: &mut Rng| {
        let truth = rng.below(5);
        let mut unit = Vec::new();
        for annotator in 0..n_annotators {
            let value = if rng.fraction() < 0.5 { truth } else { rng.below(5) };
            if rng.fraction() < 0.8 {
                unit.push((annotator, value as f64 + 1.0));
            }
        }
        unit
    };
    (0..12).map(|_| one(rng)).collect()
}

fn table(level: Level, units: &Units) -> Table {
    let mut rows = rows(level);
    for (unit, ratings) in units.iter().enumerate() {
        for (annotator, value) in ratings {
            rows.push(&unit.to_string(), &annotator.to_string(), &value.to_string()).unwrap();
        }
    }
    rows.finish().unwrap()
}

/// Krippendorff's definition over all pairs of pairable ratings, without counts or closed forms.
fn alpha(level: Level, units: &Units) -> f64 {
    let pairable: Vec<Vec<f64>> =
        units.iter().filter(|unit| unit.len() >= 2).map(|unit| unit.iter().map(|rating| rating.1).collect()).collect();
    let all: Vec<f64> = pairable.concat();
    let n = all.len() as f64;
    let delta = |a: f64, b: f64| match level {
        Level::Interval => (a - b).powi(2),
        Level::Ratio => ((a - b) / (a + b)).powi(2),
        Level::Ordinal => {
            let count = |value: f64| all.iter().filter(|other| **other == value).count() as f64;
            let (low, high) = (a.min(b), a.max(b));
            let between = all.iter().filter(|other| (low..=high).contains(*other)).count() as f64;
            if a == b { 0.0 } else { (between - (count(a) + count(b)) / 2.0).powi(2) }
        }
        Level::Nominal | Level::Set => f64::from(u8::from(a != b)),
    };
    let sum = |values: &[f64]| -> f64 {
        let pairs = values
            .iter()
            .enumerate()
            .flat_map(|(i, a)| values.iter().enumerate().filter(move |(j, _)| i != *j).map(move |(_, b)| (*a, *b)));
        pairs.map(|(a, b)| delta(a, b)).sum()
    };
    let observed: f64 = pairable.iter().map(|unit| sum(unit) / (unit.len() as f64 - 1.0)).sum::<f64>() / n;
    1.0 - observed / (sum(&all) / (n * (n - 1.0)))
}

fn fleiss(units: &Units) -> f64 {
    let mut shares = [0.0; 5];
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        unit.iter().for_each(|rating| shares[rating.1 as usize - 1] += 1.0 / unit.len() as f64);
    }
    let n_units = units.iter().filter(|unit| !unit.is_empty()).count() as f64;
    let chance: f64 = shares.iter().map(|share| (share / n_units).powi(2)).sum();
    let observed = mean_agreement(units);
    (observed - chance) / (1.0 - chance)
}

/// The mean over units of the share of equal pairs.
fn mean_agreement(units: &Units) -> f64 {
    let shares: Vec<f64> = units
        .iter()
        .filter(|unit| unit.len() >= 2)
        .map(|unit| {
            let pairs = (0..unit.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
            let equal: Vec<f64> = pairs.map(|(i, j)| f64::from(u8::from(unit[i].1 == unit[j].1))).collect();
            equal.iter().sum::<f64>() / equal.len() as f64
        })
        .collect();
    shares.iter().sum::<f64>() / shares.len() as f64
}

fn cohen(units: &Units) -> f64 {
    let both: Vec<(f64, f64)> =
        units.iter().filter(|unit| unit.len() == 2).map(|unit| (unit[0].1, unit[1].1)).collect();
    let n = both.len() as f64;
    let observed = both.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let chance = both.iter().map(|(a, _)| both.iter().filter(|(_, b)| a == b).count() as f64).sum::<f64>() / (n * n);
    (observed - chance) / (1.0 - chance)
}

#[test]
fn coefficients_equal_their_definitions() {
    let mut rng = Rng::seeded(2024);
    for round in 0..150 {
        let many = random(&mut rng, 2 + round % 5);
        for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
            close(value("krippendorff_alpha", &table(level, &many), &POINT), alpha(level, &many), 1e-9);
        }
        let nominal = table(Level::Nominal, &many);
        close(value("fleiss_kappa", &nominal, &POINT), fleiss(&many), 1e-9);
        close(value("percent_agreement", &nominal, &POINT), mean_agreement(&many), 1e-9);
        let two = random(&mut rng, 2);
        close(value("cohen_kappa", &table(Level::Nominal, &two), &POINT), cohen(&two), 1e-9);
    }
}

#[test]
fn kappa_of_every_pair_is_the_kappa_of_a_table_with_these_two() {
    let mut rng = Rng::seeded(7);
    let units = random(&mut rng, 4);
    let pairs = breakdown::pairs(&table(Level::Nominal, &units));
    assert_eq!(pairs.len(), 6);
    for pair in pairs {
        let of_pair = |unit: &Vec<(usize, f64)>| {
            unit.iter().copied().filter(|rating| [pair.left, pair.right].contains(&rating.0)).collect()
        };
        let both: Units = units.iter().map(of_pair).filter(|unit: &Vec<_>| unit.len() == 2).collect();
        assert_eq!(pair.n_units, both.len());
        close(pair.percent, mean_agreement(&both), 1e-12);
        close(pair.kappa.unwrap(), cohen(&both), 1e-12);
    }
}

/// Beyond two thousand distinct values differences are not kept, and the interval is analytic instead of resampled.
#[test]
fn many_distinct_values_change_the_method_but_not_the_value() {
    let mut rng = Rng::seeded(3);
    let unit = |rng: &mut Rng| {
        let truth = rng.below(100_000) as f64;
        (0..3).map(|annotator| (annotator, truth + rng.below(20_000) as f64 / 4.0)).collect()
    };
    let units: Units = (0..800).map(|_| unit(&mut rng)).collect();
    let table = table(Level::Ratio, &units);
    assert!(table.values.len() > 2000);
    let found = estimate("krippendorff_alpha", &table, &Options::default());
    close(found.value.unwrap(), alpha(Level::Ratio, &units), 1e-9);
    assert_eq!(found.interval.unwrap().method, Method::Analytic);
}
