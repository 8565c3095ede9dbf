//! Aggregators against second implementations, and what they must recover or refuse.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::aggregation::{Decision, Settings, aggregate_sets};
use crosscheck_stats::{Rng, Rows, Table, aggregator};
use support::close;
use support::crowds::{Row, aggregate, crowd, numbered, votes};

/// Label aggregators that weigh annotators beat the majority where annotators differ.
#[test]
fn learned_weights_beat_the_majority() {
    let (rows, truth) = crowd(1500, 11);
    let votes = numbered(&rows, |label| label.to_string());
    let right = |id: &str| {
        let found = aggregate(id, &votes, &Settings::default());
        (0..truth.len()).filter(|&unit| found.decision(unit) == Decision::Label(truth[unit])).count()
    };
    let majority = right("majority");
    for id in ["wawa", "zbs", "dawid_skene", "one_coin", "glad", "mace", "kos", "mmsr"] {
        assert!(right(id) >= majority + 20, "{id}: {} against {majority}", right(id));
    }
}

/// How often 95 % intervals hold the true accuracy of 0.8 with 150 units in a crowd that the model does not describe: an
/// annotator who always says the same is no coin. `examples/coverage.rs` has crowds of coins.
#[test]
fn intervals_of_accuracy_cover() {
    let mut covered = [0usize; 2];
    let mut asked = 0u32;
    for seed in 0..60 {
        let (rows, _) = crowd(150, 100 + seed);
        let votes = numbered(&rows, |label| label.to_string());
        let plain = aggregate("one_coin", &votes, &Settings::default());
        let resampled =
            aggregate("one_coin", &votes, &Settings { bootstrap: 200, tolerance: 1e-9, ..Settings::default() });
        for who in 3..8 {
            asked += 1;
            for (covered, found) in covered.iter_mut().zip([&plain, &resampled]) {
                let quality = found.annotators[who];
                *covered += usize::from(quality.low.unwrap() <= 0.8 && 0.8 <= quality.high.unwrap());
            }
        }
    }
    let shares = covered.map(|covered| covered as f64 / f64::from(asked));
    assert!((0.86..=0.99).contains(&shares[0]) && (0.91..=0.98).contains(&shares[1]), "{shares:?}");
}

#[test]
fn what_cannot_be_aggregated_is_refused() {
    let three = votes([("u", "a", "x"), ("u", "b", "y"), ("v", "a", "z")]);
    let why = aggregator("kos").unwrap().aggregate(&three, &Settings::default(), &mut Rng::seeded(1)).unwrap_err();
    assert!(why.contains("two labels") && why.contains('3'), "{why}");
    let why = aggregator("gold_majority").unwrap().aggregate(&three, &Settings::default(), &mut Rng::seeded(1));
    assert!(why.unwrap_err().contains("known label"));
    let none = votes([]);
    assert!(aggregator("majority").unwrap().aggregate(&none, &Settings::default(), &mut Rng::seeded(1)).is_err());
    let one = votes([("u", "a", "x"), ("u", "b", "x")]);
    assert_eq!(aggregate("dawid_skene", &one, &Settings::default()).decision(0), Decision::Label(0));
    let mut twice = Rows::nominal::<&str>(&[]);
    twice.know("u", "x").unwrap();
    twice.know("u", "y").unwrap();
    assert!(twice.votes().unwrap_err().to_string().contains("\"u\""));
}

#[test]
fn sets_are_decided_label_by_label() {
    let mut rows = Rows::sets();
    for (who, set) in [("a", "cat|dog"), ("b", "cat"), ("c", "cat|dog|owl")] {
        rows.push("photo 1", who, set).unwrap();
    }
    for (who, set) in [("a", "owl"), ("b", "")] {
        rows.push("photo 2", who, set).unwrap();
    }
    let votes = rows.votes().unwrap();
    let majority = aggregator("majority").unwrap();
    let found = aggregate_sets(majority, &votes, &Settings::default(), &mut Rng::seeded(1)).unwrap();
    assert_eq!(found.labels, ["cat", "dog", "owl"]);
    assert_eq!(found.decision(0), (vec![0, 1], vec![]));
    assert_eq!(found.decision(1), (vec![], vec![2]));
    close(found.confidence(0), 4.0 / 9.0, 1e-12);
}

fn scale(ratings: &[(&str, &str, &str)]) -> Table {
    let mut rows = Rows::interval();
    ratings.iter().for_each(|(unit, who, value)| rows.push(unit, who, value).unwrap());
    rows.finish().unwrap()
}

#[test]
fn medians_shrug_at_a_wild_rating() {
    let table = scale(&[
        ("u", "a", "3"),
        ("u", "b", "4"),
        ("u", "c", "4"),
        ("u", "d", "5"),
        ("u", "e", "90"),
        ("v", "a", "1"),
        ("v", "b", "2"),
    ]);
    let found = aggregator("median").unwrap().aggregate_scale(&table, &Settings::default()).unwrap();
    let values: Vec<f64> = found.units.iter().map(|unit| unit.unwrap().value).collect();
    assert_eq!(values, [4.0, 1.5]);
    assert_eq!(found.units[0].unwrap().low, None, "five ratings cannot carry a 95 % interval");
    let six: Vec<(String, String)> = (0..6).map(|i| (format!("a{i}"), i.to_string())).collect();
    let six: Vec<Row> = six.iter().map(|(who, value)| ("u", who.as_str(), value.as_str())).collect();
    let found = aggregator("median").unwrap().aggregate_scale(&scale(&six), &Settings::default()).unwrap();
    assert_eq!((found.units[0].unwrap().low, found.units[0].unwrap().high), (Some(0.0), Some(5.0)));
}

/// Ann gives one point less than Ben, exactly; what only one of them rated is moved half way to the other.
#[test]
fn biases_are_taken_off() {
    let table = scale(&[
        ("u", "ann", "2"),
        ("u", "ben", "3"),
        ("v", "ann", "5"),
        ("v", "ben", "6"),
        ("w", "ann", "4"),
        ("x", "ben", "4"),
    ]);
    let found = aggregator("bias_corrected_mean").unwrap().aggregate_scale(&table, &Settings::default()).unwrap();
    let expected = [2.5, 5.5, 4.5, 3.5];
    found.units.iter().zip(expected).for_each(|(unit, expected)| close(unit.unwrap().value, expected, 1e-9));
    close(found.annotators[0].bias.unwrap(), -0.5, 1e-9);
    assert!(found.notes.is_empty());
    let apart = scale(&[("u", "ann", "2"), ("v", "ben", "3")]);
    let found = aggregator("bias_corrected_mean").unwrap().aggregate_scale(&apart, &Settings::default()).unwrap();
    assert!(found.notes[0].contains("2 groups"), "{:?}", found.notes);
}

/// Expectation and maximisation straight from the formulas, multiplying probabilities, units in any order.
fn naive_dawid_skene(
    rows: &[(usize, usize, usize)],
    (units, who, k): (usize, usize, usize),
    rounds: usize,
) -> Vec<Vec<f64>> {
    let mut posterior = vec![vec![0.0; k]; units];
    rows.iter().for_each(|&(unit, _, label)| posterior[unit][label] += 1.0);
    posterior.iter_mut().for_each(|row| {
        let total: f64 = row.iter().sum();
        row.iter_mut().for_each(|share| *share /= total);
    });
    for _ in 0..rounds {
        let prior: Vec<f64> = (0..k).map(|t| posterior.iter().map(|row| row[t]).sum::<f64>() / units as f64).collect();
        let mut given = vec![vec![vec![0.0; k]; k]; who];
        for &(unit, who, label) in rows {
            (0..k).for_each(|t| given[who][t][label] += posterior[unit][t]);
        }
        for matrix in &mut given {
            for row in matrix {
                let total: f64 = row.iter().sum();
                row.iter_mut().for_each(|cell| *cell = if total > 0.0 { *cell / total } else { 1.0 / k as f64 });
            }
        }
        for (unit, row) in posterior.iter_mut().enumerate() {
            row.copy_from_slice(&prior);
            for &(_, who, label) in rows.iter().filter(|row| row.0 == unit) {
                (0..k).for_each(|t| row[t] *= given[who][t][label]);
            }
            let total: f64 = row.iter().sum();
            row.iter_mut().for_each(|share| *share /= total);
        }
    }
    posterior
}

#[test]
fn dawid_skene_equals_its_definition() {
    let mut rng = Rng::seeded(5);
    for round in 0..60 {
        let (units, who, k) = (10, 4, 2 + round % 3);
        let mut rows = Vec::new();
        for unit in 0..units {
            for who in 0..who {
                if who < 2 || rng.fraction() < 0.7 {
                    rows.push((unit, who, if rng.fraction() < 0.6 { unit % k } else { rng.below(k as u64) as usize }));
                }
            }
        }
        let found = numbered(&rows, |label| label.to_string());
        let settings = Settings { max_iterations: 12, tolerance: -1.0, ..Settings::default() };
        let found = aggregate("dawid_skene", &found, &settings);
        let naive = naive_dawid_skene(&rows, (units, who, k), 13);
        for (unit, row) in naive.iter().enumerate() {
            found.of_unit(unit).iter().zip(row).for_each(|(found, naive)| close(*found, *naive, 1e-9));
        }
    }
}
