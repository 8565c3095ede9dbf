//! What aggregators must hold with several labels of which some are known, and what those of numbers must hold.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use std::collections::BTreeMap;

use crosscheck_stats::aggregation::{Aggregation, Bias, Decision, Settings};
use crosscheck_stats::{AGGREGATORS, Aggregator, Level, Rng, Rows, Votes};
use proptest::prelude::*;
use support::crowds::shuffled;

/// Unit, annotator and a label or number from zero to two.
type Row = (usize, usize, usize);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let unit = prop::collection::vec(prop::option::weighted(0.8, 0usize..3), 4);
    let rows = prop::collection::vec(unit, 4..12).prop_map(|units| {
        let cells = units.iter().enumerate().flat_map(|(unit, row)| {
            row.iter().enumerate().filter_map(move |(who, label)| label.map(|label| (unit, who, label)))
        });
        cells.collect::<Vec<Row>>()
    });
    rows.prop_filter("all labels are used, and known units rated", |rows| {
        (0..3).all(|label| rows.iter().any(|row| row.2 == label))
            && KNOWN.iter().all(|known| rows.iter().any(|row| row.0 == known.0))
    })
}

/// Units of which the label is known.
const KNOWN: [(usize, usize); 2] = [(0, 1), (3, 2)];

fn votes(rows: &[Row], unit: impl Fn(usize) -> usize, label: impl Fn(usize) -> String) -> Votes {
    let mut collected = Rows::nominal::<&str>(&[]);
    rows.iter().for_each(|row| {
        collected.push(&unit(row.0).to_string(), &row.1.to_string(), &label(row.2)).unwrap();
    });
    KNOWN.iter().for_each(|known| collected.know(&unit(known.0).to_string(), &label(known.1)).unwrap());
    collected.votes().unwrap()
}

/// All but the one that is made for two labels.
fn each_of_labels() -> impl Iterator<Item = &'static Aggregator> {
    AGGREGATORS.iter().filter(|found| found.levels.contains(&Level::Nominal) && found.id != "kos")
}

fn outcome(aggregator: &Aggregator, votes: &Votes) -> Aggregation {
    let settings = Settings { max_iterations: 30, ..Settings::default() };
    let found = aggregator.aggregate(votes, &settings, &mut Rng::seeded(3));
    found.unwrap_or_else(|why| panic!("{}: {why}", aggregator.id))
}

/// The probabilities of a unit by its name.
fn of_unit<'a>(votes: &Votes, found: &'a Aggregation, name: usize) -> Option<&'a [f64]> {
    let at = (0..votes.n_units()).find(|&unit| *votes.units.get(unit) == name.to_string())?;
    Some(found.of_unit(at))
}

/// The number of each unit, and the biases of annotators.
fn scale(
    aggregator: &Aggregator,
    rows: &[Row],
    unit: impl Fn(usize) -> usize,
    value: impl Fn(&Row) -> f64,
) -> (BTreeMap<usize, f64>, Vec<Bias>) {
    let mut collected = Rows::interval();
    for row in rows {
        collected.push(&unit(row.0).to_string(), &row.1.to_string(), &value(row).to_string()).unwrap();
    }
    let table = collected.finish().unwrap();
    let found = aggregator.aggregate_scale(&table, &Settings::default()).unwrap();
    let name = |at: usize| table.units.get(at).parse::<usize>().unwrap();
    let values = found.units.iter().enumerate().map(|(at, unit)| (name(at), unit.unwrap().value));
    (values.collect(), found.annotators)
}

fn each_of_numbers() -> impl Iterator<Item = &'static Aggregator> {
    AGGREGATORS.iter().filter(|found| found.levels.contains(&Level::Interval))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// The order of rows changes no bit; names of units and labels change rounding at most.
    #[test]
    fn order_and_names_mean_nothing(rows in rows(), seed: u64) {
        let straight = votes(&rows, |unit| unit, |label| label.to_string());
        let again = votes(&shuffled(&rows, seed), |unit| unit, |label| label.to_string());
        let renamed = votes(&rows, |unit| 90 - unit, |label| ["y", "z", "x"][label].to_owned());
        for aggregator in each_of_labels() {
            let [one, two, three] = [&straight, &again, &renamed].map(|votes| outcome(aggregator, votes));
            for &(unit, _, _) in &rows {
                let row = of_unit(&straight, &one, unit).unwrap();
                prop_assert_eq!(row, of_unit(&again, &two, unit).unwrap(), "{}", aggregator.id);
                let other = of_unit(&renamed, &three, 90 - unit).unwrap();
                let other = [other[1], other[2], other[0]];
                let apart = row.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                prop_assert!(apart < 1e-6, "{}: {row:?} {other:?}", aggregator.id);
            }
        }
    }

    #[test]
    fn known_labels_stay_and_the_objective_never_falls(rows in rows()) {
        let votes = votes(&rows, |unit| unit, |label| label.to_string());
        for aggregator in each_of_labels() {
            let found = outcome(aggregator, &votes);
            for (unit, label) in KNOWN {
                let at = (0..votes.n_units()).find(|&at| *votes.units.get(at) == unit.to_string()).unwrap();
                prop_assert_eq!(found.decision(at), Decision::Label(label), "{}", aggregator.id);
            }
            let path = found.convergence.map_or(Vec::new(), |found| found.objective);
            for pair in path.windows(2) {
                prop_assert!(pair[1] >= pair[0] - 1e-9 * pair[0].abs(), "{}: {path:?}", aggregator.id);
            }
        }
    }

    /// The order of rows changes rounding at most; other names, or a point more for everything, do what they say.
    #[test]
    fn numbers_follow_what_is_done_to_them(rows in rows(), seed: u64) {
        for aggregator in each_of_numbers() {
            let plain = |row: &Row| row.2 as f64;
            let straight = scale(aggregator, &rows, |unit| unit, plain);
            let again = scale(aggregator, &shuffled(&rows, seed), |unit| unit, plain);
            for (unit, value) in &straight.0 {
                prop_assert!((value - again.0[unit]).abs() < 1e-12, "{}: {straight:?} {again:?}", aggregator.id);
            }
            for (one, two) in straight.1.iter().zip(&again.1) {
                let apart = one.bias.zip(two.bias).map_or(0.0, |(one, two)| (one - two).abs());
                prop_assert!(apart < 1e-12 && one.n_ratings == two.n_ratings, "{one:?} {two:?}");
            }
            let renamed = scale(aggregator, &rows, |unit| 90 - unit, plain).0;
            let higher = scale(aggregator, &rows, |unit| unit, |row| plain(row) + 1.0).0;
            for (unit, value) in straight.0 {
                let (renamed, higher) = (renamed[&(90 - unit)], higher[&unit]);
                prop_assert!((value - renamed).abs() < 1e-9, "{}: {value} {renamed}", aggregator.id);
                prop_assert!((value + 1.0 - higher).abs() < 1e-9, "{}: {value} {higher}", aggregator.id);
            }
        }
    }

    /// Where all annotators say the same number of a unit, that is its number, and nobody has a bias.
    #[test]
    fn agreement_on_numbers_stays(rows in rows()) {
        for aggregator in each_of_numbers() {
            let (values, annotators) = scale(aggregator, &rows, |unit| unit, |row| (row.0 * row.0) as f64);
            for (unit, value) in values {
                prop_assert!((value - (unit * unit) as f64).abs() < 1e-9, "{}: {unit} {value}", aggregator.id);
            }
            for bias in annotators.iter().filter_map(|who| who.bias) {
                prop_assert!(bias.abs() < 1e-9, "{}: {bias}", aggregator.id);
            }
        }
    }
}
