//! What every aggregator of labels must hold, on random incomplete tables.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::aggregation::{Aggregation, Decision, Settings};
use crosscheck_stats::{AGGREGATORS, Aggregator, Level, Rng, Votes};
use proptest::prelude::*;
use support::crowds::{aggregate, crowd, numbered, shuffled};

fn rows() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    let unit = prop::collection::vec(prop::option::weighted(0.8, 0usize..2), 4);
    prop::collection::vec(unit, 3..14).prop_map(|units| {
        let cells = units.iter().enumerate().flat_map(|(unit, row)| {
            row.iter().enumerate().filter_map(move |(who, label)| label.map(|label| (unit, who, label)))
        });
        cells.collect()
    })
}

/// All that need no known labels; the others are in `aggregation_known.rs`.
fn each_label_aggregator() -> impl Iterator<Item = &'static Aggregator> {
    AGGREGATORS.iter().filter(|found| found.levels.contains(&Level::Nominal) && found.id != "gold_majority")
}

fn outcome(aggregator: &Aggregator, votes: &Votes) -> Result<Aggregation, String> {
    after(aggregator, votes, 30)
}

fn after(aggregator: &Aggregator, votes: &Votes, max_iterations: usize) -> Result<Aggregation, String> {
    aggregator.aggregate(votes, &Settings { max_iterations, ..Settings::default() }, &mut Rng::seeded(3))
}

/// Whether more rounds change nothing. A table that is its own mirror image begins on a ridge between two answers: which way
/// it leaves, and when, is decided by rounding, and so by the order of additions.
fn is_settled(aggregator: &Aggregator, votes: &Votes, found: &Aggregation) -> bool {
    let same = |more: &Aggregation, unit| {
        found.of_unit(unit).iter().zip(more.of_unit(unit)).all(|(one, two)| (one - two).abs() < 0.01)
    };
    after(aggregator, votes, 90).is_ok_and(|more| (0..votes.n_units()).all(|unit| same(&more, unit)))
}

/// What is said of each unit, by its name.
fn by_name(votes: &Votes, found: &Aggregation) -> Vec<(String, Vec<u64>)> {
    let of =
        |unit: usize| (votes.units.get(unit).into_owned(), found.of_unit(unit).iter().map(|p| p.to_bits()).collect());
    let mut all: Vec<(String, Vec<u64>)> = (0..votes.n_units()).map(of).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Not a bit may change.
    #[test]
    fn the_order_of_rows_leaves_no_trace(rows in rows(), seed: u64) {
        prop_assume!(rows.iter().any(|row| row.2 == 0) && rows.iter().any(|row| row.2 == 1));
        let shuffled = shuffled(&rows, seed);
        let [straight, other] = [rows, shuffled].map(|rows| numbered(&rows, |label| label.to_string()));
        for aggregator in each_label_aggregator() {
            match (outcome(aggregator, &straight), outcome(aggregator, &other)) {
                (Ok(left), Ok(right)) => {
                    prop_assert_eq!(by_name(&straight, &left), by_name(&other, &right), "{}", aggregator.id);
                    prop_assert_eq!(left.annotators, right.annotators);
                }
                (left, right) => prop_assert_eq!(left.unwrap_err(), right.unwrap_err()),
            }
        }
    }

    /// Labels, annotators and units mean nothing by their names.
    #[test]
    fn names_mean_nothing(rows in rows()) {
        prop_assume!(rows.iter().any(|row| row.2 == 0) && rows.iter().any(|row| row.2 == 1));
        let renamed: Vec<_> = rows.iter().map(|&(unit, who, label)| (90 - unit, 9 - who, label)).collect();
        let straight = numbered(&rows, |label| label.to_string());
        let other = numbered(&renamed, |label| ["z", "a"][label].to_owned());
        for aggregator in each_label_aggregator() {
            let (Ok(left), Ok(right)) = (outcome(aggregator, &straight), outcome(aggregator, &other)) else { continue };
            if !is_settled(aggregator, &straight, &left) {
                continue;
            }
            for unit in 0..straight.n_units() {
                let (one, two) = (left.of_unit(unit), right.of_unit(unit));
                prop_assert!((one[0] - two[1]).abs() < 1e-6, "{}: {one:?} {two:?}", aggregator.id);
            }
        }
    }

    #[test]
    fn the_objective_never_falls(rows in rows(), seed: u64) {
        prop_assume!(rows.iter().any(|row| row.2 == 0) && rows.iter().any(|row| row.2 == 1));
        let votes = numbered(&rows, |label| label.to_string());
        for aggregator in each_label_aggregator() {
            for smoothing in [0.0, 0.5] {
                let settings = Settings { smoothing, restarts: 1, tolerance: 0.0, max_iterations: 60, ..Settings::default() };
                let Ok(found) = aggregator.aggregate(&votes, &settings, &mut Rng::seeded(seed)) else { continue };
                let path = found.convergence.map_or(Vec::new(), |found| found.objective);
                for pair in path.windows(2) {
                    prop_assert!(pair[1] >= pair[0] - 1e-9 * pair[0].abs(), "{}: {path:?}", aggregator.id);
                }
            }
        }
    }

    #[test]
    fn probabilities_are_probabilities(rows in rows()) {
        prop_assume!(!rows.is_empty());
        let votes = numbered(&rows, |label| label.to_string());
        for aggregator in each_label_aggregator() {
            let Ok(found) = outcome(aggregator, &votes) else { continue };
            for unit in 0..votes.n_units() {
                let row = found.of_unit(unit);
                let total: f64 = row.iter().sum();
                prop_assert!(row.iter().all(|p| (0.0..=1.0 + 1e-12).contains(p)) && (total - 1.0).abs() < 1e-9 || total == 0.0, "{} {row:?}", aggregator.id);
            }
            for quality in &found.annotators {
                let (low, high) = (quality.low.unwrap(), quality.high.unwrap());
                let accuracy = quality.accuracy.unwrap();
                prop_assert!(low <= accuracy && accuracy <= high && low >= 0.0 && high <= 1.0, "{quality:?}");
            }
        }
    }

    #[test]
    fn unanimous_units_keep_their_label(labels in prop::collection::vec(0usize..2, 4..12)) {
        prop_assume!(labels.contains(&0) && labels.contains(&1));
        let rows: Vec<_> = labels.iter().enumerate().flat_map(|(unit, &label)| (0..3).map(move |who| (unit, who, label))).collect();
        let votes = numbered(&rows, |label| label.to_string());
        for aggregator in each_label_aggregator() {
            let found = outcome(aggregator, &votes).unwrap();
            for (unit, &label) in labels.iter().enumerate() {
                prop_assert_eq!(found.decision(unit), Decision::Label(label), "{}", aggregator.id);
            }
        }
    }
}

/// Enough ratings for several chunks: one thread and three give the same bits.
#[test]
fn the_number_of_threads_changes_nothing() {
    let (rows, _) = crowd(12_000, 3);
    let votes = numbered(&rows, |label| label.to_string());
    for id in ["dawid_skene", "one_coin", "glad", "mace"] {
        let settings = Settings { max_iterations: 3, ..Settings::default() };
        let one = aggregate(id, &votes, &settings);
        let three = aggregate(id, &votes, &Settings { threads: 3, ..settings });
        assert_eq!(one, three, "{id}");
    }
}

#[test]
fn every_aggregator_explains_itself() {
    for aggregator in AGGREGATORS {
        for heading in ["What it does", "When to use it", "When not", "Example", "Reference"] {
            assert!(aggregator.doc.contains(&format!("## {heading}\n")), "{} lacks {heading:?}", aggregator.id);
        }
        assert!(aggregator.summary.ends_with('.') && !aggregator.levels.is_empty());
        assert_eq!(AGGREGATORS.iter().filter(|other| other.id == aggregator.id).count(), 1);
    }
}

#[test]
fn a_table_that_is_its_own_mirror_image_is_not_settled_at_once() {
    let table = ["0000", "0101", "1010"];
    let rows: Vec<_> = (0..3)
        .flat_map(|unit| {
            table[unit].bytes().enumerate().map(move |(who, label)| (unit, who, usize::from(label - b'0')))
        })
        .collect();
    let votes = numbered(&rows, |label| label.to_string());
    let coins = AGGREGATORS.iter().find(|one| one.id == "dawid_skene").unwrap();
    assert!(!is_settled(coins, &votes, &outcome(coins, &votes).unwrap()));
    let majority = AGGREGATORS.iter().find(|one| one.id == "majority").unwrap();
    assert!(is_settled(majority, &votes, &outcome(majority, &votes).unwrap()));
}
