//! Intervals against published standard errors, and that they cover the truth as often as they say.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Estimate, IntervalMethod, Level, Method, Options, Rng, Rows, Table, Weighting, metric};
use support::*;

#[track_caller]
fn check(found: &Estimate, low: f64, high: f64, within: f64) {
    let interval = found.interval.unwrap();
    close(interval.low, low, within);
    close(interval.high, high, within);
}

/// SAS on its own example: standard error by Fleiss, Cohen and Everitt (1969).
#[test]
fn analytic_interval_of_cohen() {
    let table = by_pair(Rows::ordinal(&["1", "2", "3"]), &[&[0, 4, 1], &[0, 8, 0], &[0, 1, 5]]);
    check(&estimate("cohen_kappa", &table, &ANALYTIC), 0.2137, 0.7547, 5e-5);
    let linear = Options { weights: Weighting::Linear, ..ANALYTIC };
    check(&estimate("cohen_kappa", &table, &linear), 0.1845, 0.7558, 5e-5);
}

/// Four raters of Gwet (2014); the standard errors to nine digits from irrCAC 0.4.4, t quantiles with ten (alpha) and
/// eleven degrees of freedom.
#[test]
fn analytic_intervals_of_gwet_2014() {
    let t11 = 2.200985160;
    let nominal = by_unit(rows(Level::Nominal), &GWET_4);
    let cases = [
        ("krippendorff_alpha", &nominal, 0.743421053, 0.145573887 * 2.228138852),
        ("gwet_ac", &nominal, 0.775444068, 0.142949951 * t11),
        ("fleiss_kappa", &nominal, 0.761169275, 0.153019203 * t11),
    ];
    for (id, table, value, half) in cases {
        check(&estimate(id, table, &ANALYTIC), value - half, 1.0, 2e-8);
    }
    let interval = by_unit(rows(Level::Interval), &GWET_4);
    check(&estimate("krippendorff_alpha", &interval, &ANALYTIC), 0.561387649, 1.0, 2e-8);
    let ratio = by_unit(rows(Level::Ratio), &GWET_4);
    check(&estimate("krippendorff_alpha", &ratio, &ANALYTIC), 0.484391481, 1.0, 2e-8);
    let ordinal = by_unit(rows(Level::Ordinal), &GWET_4);
    let quadratic = Options { weights: Weighting::Quadratic, ..ANALYTIC };
    check(&estimate("gwet_ac", &ordinal, &quadratic), 0.685181366, 1.0, 2e-8);
    check(&estimate("fleiss_kappa", &ordinal, &quadratic), 0.543517255, 1.0, 2e-8);
}

#[test]
fn ordinal_alpha_has_no_published_interval_and_is_resampled() {
    let table = by_unit(rows(Level::Ordinal), &GWET_4);
    assert_eq!(estimate("krippendorff_alpha", &table, &ANALYTIC).interval.unwrap().method, Method::Bootstrap);
}

#[test]
fn the_same_seed_gives_the_same_interval_and_another_seed_a_near_one() {
    let table = by_count(rows(Level::Nominal), &FLEISS_1971);
    let found = |seed| {
        let estimate = metric("fleiss_kappa").unwrap().estimate(&table, &Options::default(), &mut Rng::seeded(seed));
        estimate.interval.unwrap()
    };
    assert_eq!(found(1), found(1));
    assert_ne!(found(1), found(2));
    close(found(1).low, found(2).low, 0.03);
}

/// Units whose annotators copy the truth with probability `skill` and else guess; each group of units is one unit
/// repeated, so that only groups are independent.
fn simulated(rng: &mut Rng, n_groups: usize, n_repeats: usize, grouped: bool) -> Table {
    let mut rows = Rows::nominal::<&str>(&[]);
    for group in 0..n_groups {
        let truth = rng.below(3);
        let values: Vec<u64> = (0..4).map(|_| if rng.fraction() < 0.7 { truth } else { rng.below(3) }).collect();
        for repeat in 0..n_repeats {
            for (annotator, value) in values.iter().enumerate() {
                let (unit, annotator, value) = (format!("{group}/{repeat}"), annotator.to_string(), value.to_string());
                if grouped {
                    rows.push_grouped(&unit, &annotator, &value, &group.to_string()).unwrap();
                } else {
                    rows.push(&unit, &annotator, &value).unwrap();
                }
            }
        }
    }
    rows.finish().unwrap()
}

/// How often the interval contains the coefficient of the model, which is 0.7² for nominal alpha.
fn coverage(interval: IntervalMethod, n_repeats: usize, grouped: bool) -> f64 {
    let mut rng = Rng::seeded(11);
    let n_tables = 400;
    let options = Options { interval, ..POINT };
    let covered = (0..n_tables).filter(|_| {
        let table = simulated(&mut rng, 120, n_repeats, grouped);
        let found = metric("krippendorff_alpha").unwrap().estimate(&table, &options, &mut rng);
        let interval = found.interval.unwrap();
        (interval.low..interval.high).contains(&0.49)
    });
    covered.count() as f64 / f64::from(n_tables)
}

#[test]
fn intervals_cover_the_truth_as_often_as_they_say() {
    close(coverage(IntervalMethod::Bootstrap { resamples: 400 }, 1, false), 0.95, 0.03);
    close(coverage(IntervalMethod::Analytic, 1, false), 0.95, 0.03);
}

#[test]
fn groups_widen_intervals_that_would_be_too_narrow() {
    close(coverage(IntervalMethod::Bootstrap { resamples: 400 }, 4, true), 0.95, 0.03);
    close(coverage(IntervalMethod::Analytic, 4, true), 0.95, 0.03);
    assert!(coverage(IntervalMethod::Analytic, 4, false) < 0.8);
}

#[test]
fn methods_say_whether_groups_were_used() {
    let mut rng = Rng::seeded(5);
    let grouped = simulated(&mut rng, 30, 2, true);
    let found = |interval| estimate("gwet_ac", &grouped, &Options { interval, ..POINT }).interval.unwrap().method;
    assert_eq!(found(IntervalMethod::Analytic), Method::AnalyticGroups);
    assert_eq!(found(IntervalMethod::Bootstrap { resamples: 100 }), Method::BootstrapGroups);
}

#[test]
fn unanimous_or_single_units_carry_no_interval() {
    for options in [Options::default(), ANALYTIC] {
        let unanimous = by_unit(rows(Level::Nominal), &["x x", "y y", "x x"]);
        let found = estimate("krippendorff_alpha", &unanimous, &options);
        assert_eq!((found.value, found.interval), (Some(1.0), None));
        let single = by_unit(rows(Level::Nominal), &["x y x"]);
        assert_eq!(estimate("percent_agreement", &single, &options).interval, None);
    }
}
