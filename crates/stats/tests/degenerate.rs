//! Data that a measure cannot speak about: it says why, and percent agreement stays.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, METRICS, Options, Rows, metric};
use support::*;

#[test]
fn one_value_everywhere_leaves_only_percent_agreement() {
    let table = by_unit(rows(Level::Nominal), &["x x", "x x", "x x"]);
    for metric in METRICS.iter().filter(|metric| metric.levels.contains(&Level::Nominal)) {
        let found = estimate(metric.id, &table, &Options::default());
        if metric.id == "percent_agreement" {
            assert_eq!(found.value, Some(1.0));
        } else {
            assert_eq!(found.value, None, "{}", metric.id);
            assert!(found.undefined.unwrap().contains("same value"), "{}", metric.id);
        }
    }
}

#[test]
fn one_number_everywhere_leaves_only_what_needs_no_spread() {
    let table = by_unit(rows(Level::Interval), &["4 4", "4 4", "4 4"]);
    for metric in METRICS.iter().filter(|metric| metric.levels.contains(&Level::Interval)) {
        let found = estimate(metric.id, &table, &Options::default());
        match metric.id {
            "percent_agreement" => assert_eq!(found.value, Some(1.0)),
            "mean_absolute_difference" => assert_eq!(found.value, Some(0.0)),
            id => assert!(found.undefined.unwrap().contains("percent_agreement"), "{id}"),
        }
    }
}

#[test]
fn a_declared_category_that_nobody_used_does_not_make_one_value_two() {
    let table = by_unit(Rows::nominal(&["x", "y"]), &["x x", "x x"]);
    assert_eq!(estimate("gwet_ac", &table, &POINT).value, None);
}

#[test]
fn nothing_to_compare() {
    for table in [by_unit(rows(Level::Nominal), &[]), by_unit(rows(Level::Nominal), &["x .", ". y"])] {
        for metric in METRICS.iter().filter(|metric| metric.levels.contains(&Level::Nominal)) {
            let why = estimate(metric.id, &table, &Options::default()).undefined.unwrap();
            assert!(why.contains("second rating") || why.contains("exactly two annotators"), "{}: {why}", metric.id);
        }
    }
}

#[test]
fn cohen_is_for_two_and_says_what_to_use_instead() {
    let found = estimate("cohen_kappa", &by_unit(rows(Level::Nominal), &KRIPPENDORFF_2011), &POINT);
    let why = found.undefined.unwrap();
    assert!(why.contains("here are 4") && why.contains("krippendorff_alpha"), "{why}");
}

#[test]
fn a_metric_refuses_a_level_that_it_is_not_made_for() {
    let found = estimate("fleiss_kappa", &by_unit(rows(Level::Set), &["a|b a", "c c"]), &POINT);
    assert_eq!(found.undefined.unwrap(), "fleiss_kappa is not made for set values; use krippendorff_alpha");
    assert!(metric("nonsense").is_none());
}

#[test]
fn weights_need_an_order() {
    let table = by_unit(rows(Level::Nominal), &["x y", "y y"]);
    let linear = Options { weights: crosscheck_stats::Weighting::Linear, ..POINT };
    assert!(estimate("gwet_ac", &table, &linear).undefined.unwrap().contains("order"));
}

#[test]
fn an_estimate_is_written_with_its_gaps() {
    let table = by_unit(rows(Level::Nominal), &["x x", "x x"]);
    let json = serde_json::to_value(estimate("krippendorff_alpha", &table, &POINT)).unwrap();
    assert!(json["value"].is_null() && json["interval"].is_null() && json["undefined"].is_string());
    assert_eq!((json["n_units"].as_u64(), json["n_ratings"].as_u64()), (Some(2), Some(4)));
    let table = by_unit(rows(Level::Nominal), &GWET_4);
    let json = serde_json::to_value(estimate("gwet_ac", &table, &ANALYTIC)).unwrap();
    assert_eq!(json["interval"]["method"], "analytic");
    assert_eq!(json["interval"]["level"], 0.95);
}

#[test]
fn an_intraclass_correlation_whose_variances_cancel_is_undefined() {
    for units in [["1 4", "1 3", "3 1", "3 2", "3 3"], ["5 2", "5 3", "3 5", "3 4", "3 3"]] {
        let table = by_unit(rows(Level::Interval), &units);
        assert_eq!(estimate("icc_2_k", &table, &POINT).value, None);
    }
}
