//! The kappa family a second time, straight from the definitions, with every published weight, on random small tables.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, Options, Table, Weighting};
use proptest::prelude::*;
use support::*;

/// Rows are units, columns annotators, values from one to five.
type Cells = Vec<Vec<Option<usize>>>;

const WEIGHTINGS: [Weighting; 8] = [
    Weighting::Identity,
    Weighting::Linear,
    Weighting::Quadratic,
    Weighting::Ordinal,
    Weighting::Radical,
    Weighting::Ratio,
    Weighting::Circular,
    Weighting::Bipolar,
];

/// The agreement of two of the values from one to five, as Gwet (2014, section 3.5) writes it.
fn weight(weighting: Weighting, a: usize, b: usize) -> f64 {
    let distance = |a: usize, b: usize| {
        let (x, y) = (a as f64, b as f64);
        let apart = (x - y).abs();
        match weighting {
            Weighting::Identity => f64::from(u8::from(a != b)),
            Weighting::Linear => apart,
            Weighting::Quadratic => apart * apart,
            Weighting::Ordinal => (apart + 1.0) * apart / 2.0,
            Weighting::Radical => apart.sqrt(),
            Weighting::Ratio => (apart / (x + y)).powi(2),
            Weighting::Circular => (std::f64::consts::PI * apart / 5.0).sin().powi(2),
            Weighting::Bipolar if a == b => 0.0,
            Weighting::Bipolar => apart * apart / ((x + y - 2.0) * (10.0 - x - y)),
        }
    };
    let mut most = 0.0f64;
    for a in 1..=5 {
        (1..=5).for_each(|b| most = most.max(distance(a, b)));
    }
    1.0 - distance(a, b) / most
}

fn cells(n_annotators: usize) -> impl Strategy<Value = Cells> {
    let unit = prop::collection::vec(prop::option::weighted(0.8, 1usize..=5), n_annotators);
    prop::collection::vec(unit, 3..12).prop_filter("there are pairs that differ, and everybody rated", move |cells| {
        let pairable = || cells.iter().map(|row| given(row)).filter(|values| values.len() >= 2);
        let first = pairable().next().map_or(0, |values| values[0]);
        let all_rated = (0..n_annotators).all(|who| cells.iter().any(|row| row[who].is_some()));
        all_rated && pairable().flatten().any(|value| value != first)
    })
}

fn table(level: Level, cells: &Cells) -> Table {
    let mut rows = rows(level);
    for (unit, row) in cells.iter().enumerate() {
        for (annotator, value) in row.iter().enumerate() {
            if let Some(value) = value {
                rows.push(&unit.to_string(), &annotator.to_string(), &value.to_string()).unwrap();
            }
        }
    }
    rows.finish().unwrap()
}

fn given(row: &[Option<usize>]) -> Vec<usize> {
    row.iter().flatten().copied().collect()
}

/// Mean over units of the mean credit of their pairs.
fn observed(cells: &Cells, weighting: Weighting) -> f64 {
    let mut of_units = Vec::new();
    for values in cells.iter().map(|row| given(row)).filter(|values| values.len() >= 2) {
        let (mut credit, mut n_pairs) = (0.0, 0.0);
        for i in 0..values.len() {
            for j in (0..values.len()).filter(|&j| j != i) {
                credit += weight(weighting, values[i], values[j]);
                n_pairs += 1.0;
            }
        }
        of_units.push(credit / n_pairs);
    }
    of_units.iter().sum::<f64>() / of_units.len() as f64
}

/// The mean over rated units of the share of a value.
fn share(cells: &Cells, value: usize) -> f64 {
    let rated: Vec<Vec<usize>> = cells.iter().map(|row| given(row)).filter(|values| !values.is_empty()).collect();
    let of_unit = |values: &Vec<usize>| values.iter().filter(|v| **v == value).count() as f64 / values.len() as f64;
    rated.iter().map(of_unit).sum::<f64>() / rated.len() as f64
}

/// The credit of two ratings drawn with these chances.
fn chance(weighting: Weighting, one: impl Fn(usize) -> f64, two: impl Fn(usize) -> f64) -> f64 {
    let mut credit = 0.0;
    for a in 1..=5 {
        (1..=5).for_each(|b| credit += weight(weighting, a, b) * one(a) * two(b));
    }
    credit
}

/// The share of a value among all ratings of an annotator.
fn habit(cells: &Cells, annotator: usize, value: usize) -> f64 {
    let values: Vec<usize> = cells.iter().filter_map(|row| row[annotator]).collect();
    values.iter().filter(|v| **v == value).count() as f64 / values.len() as f64
}

/// The mean chance agreement of all pairs of annotators.
fn conger(cells: &Cells, weighting: Weighting) -> f64 {
    let (mut sum, mut n_pairs) = (0.0, 0.0);
    for g in 0..cells[0].len() {
        for h in (0..cells[0].len()).filter(|&h| h != g) {
            sum += chance(weighting, |value| habit(cells, g, value), |value| habit(cells, h, value));
            n_pairs += 1.0;
        }
    }
    sum / n_pairs
}

/// The chance that a rating is a guess (half of what the labels leave open) times the chance that guesses agree.
fn gwet(cells: &Cells, weighting: Weighting) -> f64 {
    let total = 25.0 * chance(weighting, |_| 0.2, |_| 0.2);
    total / 20.0 * (1..=5).map(|value| share(cells, value) * (1.0 - share(cells, value))).sum::<f64>()
}

/// Krippendorff's alpha with the difference 1 - weight, over all pairs of pairable ratings.
fn alpha(cells: &Cells, weighting: Weighting) -> f64 {
    let units: Vec<Vec<usize>> = cells.iter().map(|row| given(row)).filter(|values| values.len() >= 2).collect();
    let apart = |values: &[usize]| {
        let mut sum = 0.0;
        for i in 0..values.len() {
            (0..values.len()).filter(|&j| j != i).for_each(|j| sum += 1.0 - weight(weighting, values[i], values[j]));
        }
        sum
    };
    let all = units.concat();
    let n = all.len() as f64;
    let within: f64 = units.iter().map(|unit| apart(unit) / (unit.len() as f64 - 1.0)).sum();
    1.0 - within / n / (apart(&all) / (n * (n - 1.0)))
}

/// The product's value against the definition; where nothing is left beyond chance both must say so.
fn check(id: &str, table: &Table, weights: Weighting, observed: f64, chance: f64) -> Result<(), TestCaseError> {
    let found = estimate(id, table, &Options { weights, ..POINT });
    if 1.0 - chance < 1e-9 {
        return Ok(());
    }
    let expected = (observed - chance) / (1.0 - chance);
    let value = found.value.unwrap_or_else(|| panic!("{id} {weights:?}: {:?}", found.undefined));
    prop_assert!(
        (value - expected).abs() < 1e-9 * expected.abs().max(1.0),
        "{id} {weights:?}: {value}, not {expected}"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kappas_of_many_equal_their_definitions(cells in (2usize..6).prop_flat_map(cells)) {
        let table = table(Level::Ordinal, &cells);
        for weighting in WEIGHTINGS {
            let observed = observed(&cells, weighting);
            let pooled = chance(weighting, |value| share(&cells, value), |value| share(&cells, value));
            check("fleiss_kappa", &table, weighting, observed, pooled)?;
            check("conger_kappa", &table, weighting, observed, conger(&cells, weighting))?;
            check("brennan_prediger", &table, weighting, observed, chance(weighting, |_| 0.2, |_| 0.2))?;
            check("gwet_ac", &table, weighting, observed, gwet(&cells, weighting))?;
            if weighting != Weighting::Identity {
                let value = value("krippendorff_alpha", &table, &Options { weights: weighting, ..POINT });
                let expected = alpha(&cells, weighting);
                prop_assert!((value - expected).abs() < 1e-9, "{weighting:?}: {value}, not {expected}");
            }
        }
    }

    /// Cohen and Scott look at units of both annotators only.
    #[test]
    fn kappas_of_two_equal_their_definitions(cells in cells(2)) {
        let both: Cells = cells.iter().filter(|row| given(row).len() == 2).cloned().collect();
        let table = table(Level::Ordinal, &cells);
        for weighting in WEIGHTINGS {
            let observed = observed(&both, weighting);
            let of_each = chance(weighting, |value| habit(&both, 0, value), |value| habit(&both, 1, value));
            check("cohen_kappa", &table, weighting, observed, of_each)?;
            let pooled = chance(weighting, |value| share(&both, value), |value| share(&both, value));
            check("scott_pi", &table, weighting, observed, pooled)?;
        }
    }
}
