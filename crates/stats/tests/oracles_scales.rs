//! Published values of the measures for numbers and orders.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{
    Distances, IntervalMethod, Level, Method, Options, Rng, Rows, Scale, Table, alpha_with, metric,
};
use support::*;

/// Shrout and Fleiss (1979), table 2: six targets, four judges.
const JUDGES: [&str; 6] = ["9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"];

/// Correlations of table 4 of Shrout and Fleiss (1979); intervals as the R package psych gives them for the same data.
#[test]
fn correlations_of_shrout_and_fleiss_1979() {
    let table = by_unit(rows(Level::Interval), &JUDGES);
    let cases = [("icc_1_1", 0.17, -0.133, 0.72), ("icc_2_1", 0.29, 0.019, 0.76), ("icc_2_k", 0.62, 0.071, 0.93)];
    for (id, expected, low, high) in cases {
        // The interval is the published one, also where resampling was asked for.
        for options in [Options::default(), ANALYTIC] {
            let found = estimate(id, &table, &options);
            close(found.value.unwrap(), expected, 5e-3);
            let interval = found.interval.unwrap();
            assert_eq!(interval.method, Method::Analytic);
            close(interval.low, low, 5e-4);
            close(interval.high, high, 5e-3);
        }
    }
}

/// Four people rank the strawberries of eight farms (influentialpoints.com, "Coefficient of concordance"): 500 / 672.
/// Four judges rank ten projects: a sum of squares of 1048, so 12 × 1048 / (16 × 990).
#[test]
fn concordance_of_ranks() {
    let farms = ["8 7 8 8", "4 3 2 3", "2 1 5 4", "3 4 6 2", "5 5 7 5", "1 2 1 1", "6 6 4 6", "7 8 3 7"];
    close(value("kendall_w", &by_unit(rows(Level::Interval), &farms), &POINT), 500.0 / 672.0, 1e-12);
    let projects = [
        "1 2 3 4",
        "3 1 2 2",
        "4 4 1 3",
        "5 5 5 1",
        "2 6 7 6",
        "8 3 4 7",
        "6 8 6 5",
        "7 7 8 9",
        "10 10 9 8",
        "9 9 10 10",
    ];
    close(value("kendall_w", &by_unit(rows(Level::Interval), &projects), &POINT), 12.0 * 1048.0 / 15840.0, 1e-12);
    let opposite = by_unit(rows(Level::Ordinal), &["1 3", "2 2", "3 1"]);
    close(value("kendall_w", &opposite, &POINT), 0.0, 1e-12);
}

/// The example with ties in the documentation of scipy.stats.kendalltau.
#[test]
fn tau_b_of_scipy() {
    let table = by_unit(rows(Level::Interval), &["12 1", "2 4", "1 7", "12 1", "2 0"]);
    close(value("kendall_tau_b", &table, &POINT), -0.47140452079103173, 1e-12);
    let table = by_unit(rows(Level::Ordinal), &["1 1", "2 3", "3 2", "4 4"]);
    close(value("kendall_tau_b", &table, &POINT), 4.0 / 6.0, 1e-12);
}

#[test]
fn differences_are_in_the_unit_of_the_scale() {
    let table = by_unit(rows(Level::Interval), &["3 5", "4 4"]);
    close(value("mean_absolute_difference", &table, &POINT), 1.0, 1e-12);
    let table = by_unit(rows(Level::Interval), &["1 2 4", "4 4 4", "9 . ."]);
    let found = estimate("mean_absolute_difference", &table, &ANALYTIC);
    close(found.value.unwrap(), 1.0, 1e-12);
    assert_eq!(found.interval.unwrap().low, 0.0);
    assert_eq!(metric("mean_absolute_difference").unwrap().scale, Scale::Difference);
}

#[test]
fn gaps_leave_the_correlations_near_where_they_were() {
    let gaps = ["9 2 . 8", "6 . 3 2", "8 4 6 8", ". 1 2 6", "10 5 6 9", "6 2 4 ."];
    let found = estimate("icc_2_1", &by_unit(rows(Level::Interval), &gaps), &ANALYTIC);
    close(found.value.unwrap(), 0.29, 0.1);
    assert_eq!(found.interval.unwrap().method, Method::Analytic);
    let resampled = Options { interval: IntervalMethod::Bootstrap { resamples: 200 }, ..POINT };
    let found = estimate("icc_2_1", &by_unit(rows(Level::Interval), &gaps), &resampled);
    assert_eq!(found.interval.unwrap().method, Method::Bootstrap);
}

#[test]
fn correlations_say_what_data_they_cannot_speak_about() {
    let why =
        |id: &str, units: &[&str]| estimate(id, &by_unit(rows(Level::Interval), units), &POINT).undefined.unwrap();
    assert!(why("icc_2_1", &["1 2 . .", "3 4 . .", ". . 1 2", ". . 5 4"]).contains("share no unit"));
    assert!(why("icc_2_1", &["1 2"]).contains("rate more units"));
    assert!(why("icc_2_1", &["1 2 .", "3 . 4"]).contains("too few ratings"));
    assert!(why("kendall_w", &["1 2", "3 .", "4 5"]).contains("1 of 3 units have gaps"));
    assert!(value("icc_1_1", &by_unit(rows(Level::Interval), &["1 2 . .", "3 4 . .", ". . 9 9"]), &POINT) > 0.9);
}

fn fruit() -> Table {
    by_unit(Rows::nominal(&["apple", "pear", "car"]), &["apple pear", "pear pear", "car car", "apple apple"])
}

#[test]
fn alpha_takes_distances_of_ones_own() {
    let labels = || ["car", "pear", "apple"].map(str::to_owned).to_vec();
    let alpha = |rows: &[Vec<f64>]| {
        let distances = Distances::new(labels(), rows).unwrap();
        alpha_with(&distances, &fruit(), &POINT, &mut Rng::seeded(1))
    };
    let plain = [vec![0.0, 1.0, 1.0], vec![1.0, 0.0, 1.0], vec![1.0, 1.0, 0.0]];
    close(alpha(&plain).value.unwrap(), value("krippendorff_alpha", &fruit(), &POINT), 1e-12);
    let kind = [vec![0.0, 1.0, 1.0], vec![1.0, 0.0, 0.2], vec![1.0, 0.2, 0.0]];
    assert!(alpha(&kind).value.unwrap() > alpha(&plain).value.unwrap());
    let nothing = alpha(&[vec![0.0; 3], vec![0.0; 3], vec![0.0; 3]]);
    assert!(nothing.undefined.unwrap().contains("no distance"));
    let refused = |rows: &[Vec<f64>]| Distances::new(labels(), rows).unwrap_err();
    assert!(refused(&[vec![0.0, -1.0, 1.0], vec![-1.0, 0.0, 1.0], vec![1.0, 1.0, 0.0]]).contains("not negative"));
    assert!(refused(&[vec![0.0, 1.0, 1.0], vec![2.0, 0.0, 1.0], vec![1.0, 1.0, 0.0]]).contains("2 the other way"));
    assert!(refused(&[vec![1.0, 1.0, 1.0], vec![1.0, 0.0, 1.0], vec![1.0, 1.0, 0.0]]).contains("from itself"));
    assert!(refused(&plain[..2]).contains("\"apple\" needs 3 distances"));
    let few = Distances::new(vec!["car".to_owned()], &[vec![0.0]]).unwrap();
    let found = alpha_with(&few, &fruit(), &POINT, &mut Rng::seeded(1));
    assert!(found.undefined.unwrap().contains("\"apple\" has no row"));
}

/// Labels that stand for 0, 1 and 5 weigh by these numbers, not by their place.
#[test]
fn declared_values_decide_the_weights() {
    let units = ["none mild", "severe severe", "mild severe", "none none"];
    let scored = || Rows::scored(&[("severe", 5.0), ("none", 0.0), ("mild", 1.0)]);
    let table = by_unit(scored(), &units);
    assert_eq!(table.scores(), Some(&[0.0, 1.0, 5.0][..]));
    let linear = Options { weights: crosscheck_stats::Weighting::Linear, ..POINT };
    // Observed (0.8 + 1 + 0.2 + 1) / 4; chance from the shares (2, 1, 1) / 4 and (1, 1, 2) / 4.
    let chance: f64 = [(2.0, [1.0, 0.8, 0.0]), (1.0, [0.8, 1.0, 0.2]), (1.0, [0.0, 0.2, 1.0])]
        .iter()
        .map(|(left, row): &(f64, [f64; 3])| left * (row[0] + row[1] + 2.0 * row[2]) / 16.0)
        .sum();
    close(value("cohen_kappa", &table, &linear), (0.75 - chance) / (1.0 - chance), 1e-12);
    let ranked = by_unit(Rows::ordinal(&["none", "mild", "severe"]), &units);
    let quadratic = Options { weights: crosscheck_stats::Weighting::Quadratic, ..POINT };
    assert!((value("cohen_kappa", &ranked, &quadratic) - value("cohen_kappa", &table, &quadratic)).abs() > 0.01);
}
