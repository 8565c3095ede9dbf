//! Every coefficient with every weighting against nine digits and intervals of another package.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, Options, Rows, Table, Weighting};
use support::*;

/// Value and standard error.
type Expected = (f64, f64);

#[track_caller]
fn check(id: &str, table: &Table, weights: Weighting, (value, error): Expected, quantile: f64, within: f64) {
    let found = estimate(id, table, &Options { weights, ..ANALYTIC });
    let interval = found.interval.unwrap();
    close(found.value.unwrap(), value, within);
    close(interval.low, value - quantile * error, 4.0 * within);
    close(interval.high, (value + quantile * error).min(1.0), 4.0 * within);
}

/// Four raters, twelve units and five categories of K. L. Gwet, Handbook of Inter-Rater Reliability (2014), with values
/// and standard errors of the Python package irrCAC 0.4.4. Alpha leaves out the unit with one rating, so its t quantile
/// has ten degrees of freedom, that of the others eleven.
#[test]
fn four_raters_of_gwet_2014() {
    use Weighting::{Bipolar, Circular, Identity, Linear, Ordinal, Quadratic, Radical, Ratio};
    const T10: f64 = 2.228138852;
    const T11: f64 = 2.200985160;
    let names = ["krippendorff_alpha", "gwet_ac", "fleiss_kappa", "conger_kappa", "brennan_prediger"];
    let cases: [(Weighting, [Expected; 5]); 8] = [
        (
            Identity,
            [
                (0.743421053, 0.145573887),
                (0.775444068, 0.142949951),
                (0.761169275, 0.153019203),
                (0.762817441, 0.149168152),
                (0.772727273, 0.14471662),
            ],
        ),
        (
            Linear,
            [
                (0.800383877, 0.135477744),
                (0.858739136, 0.117329022),
                (0.817944767, 0.148504355),
                (0.81377632, 0.145085402),
                (0.848484848, 0.123356124),
            ],
        ),
        (
            Quadratic,
            [
                (0.849107143, 0.129129966),
                (0.914000724, 0.103962245),
                (0.864935065, 0.146033611),
                (0.857710656, 0.143670664),
                (0.901515152, 0.110894375),
            ],
        ),
        (
            Ordinal,
            [
                (0.833638026, 0.13107343),
                (0.89893977, 0.106903524),
                (0.850206189, 0.147035694),
                (0.843659525, 0.144099959),
                (0.886363636, 0.113905904),
            ],
        ),
        (
            Radical,
            [
                (0.771981312, 0.139612098),
                (0.819811702, 0.128355525),
                (0.789924095, 0.150036458),
                (0.788340008, 0.146365208),
                (0.81262708, 0.132779375),
            ],
        ),
        (
            Ratio,
            [
                (0.797402775, 0.140481054),
                (0.857367558, 0.12207133),
                (0.821338344, 0.152386041),
                (0.811965176, 0.148600702),
                (0.840236693, 0.132208832),
            ],
        ),
        (
            Circular,
            [
                (0.789980268, 0.141012363),
                (0.830195139, 0.132651377),
                (0.80719977, 0.14894406),
                (0.805348881, 0.147478317),
                (0.823546999, 0.136955641),
            ],
        ),
        (
            Bipolar,
            [
                (0.83499052, 0.128133719),
                (0.900373015, 0.105815706),
                (0.85307255, 0.144632188),
                (0.844871752, 0.142138835),
                (0.888149168, 0.112456166),
            ],
        ),
    ];
    let nominal = by_unit(rows(Level::Nominal), &GWET_4);
    let ordinal = by_unit(rows(Level::Ordinal), &GWET_4);
    for (weights, expected) in cases {
        for (id, expected) in names.into_iter().zip(expected) {
            // Without weights, alpha of ordinal values is another coefficient.
            let table = if weights == Identity { &nominal } else { &ordinal };
            check(id, table, weights, expected, if id == "krippendorff_alpha" { T10 } else { T11 }, 1e-9);
        }
    }
}

/// Two raters: Cohen (1960), page 45, and the abstractors of Gwet; values and standard errors of irrCAC 0.4.4, which
/// divides by n for tables of two raters and by n - 1 for more. Its standard error of Cohen's kappa is another than that
/// of Fleiss, Cohen and Everitt (1969), which is used here.
#[test]
fn two_raters_of_cohen_and_gwet() {
    let cohen = by_pair(rows(Level::Nominal), &[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]]);
    let abstractors = by_pair(rows(Level::Nominal), &[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]);
    const T199: f64 = 1.971956544;
    const T99: f64 = 1.984216952;
    let cases: [(&str, Expected, Expected); 5] = [
        ("gwet_ac", (0.575971731, 0.048000125), (0.849330548, 0.043217468)),
        ("scott_pi", (0.487179487, 0.05228283), (0.796239696, 0.059054733)),
        ("krippendorff_alpha", (0.488461538, 0.05228283), (0.797258498, 0.059054733)),
        ("brennan_prediger", (0.55, 0.048605555), (0.835, 0.046933464)),
        ("percent_agreement", (0.7, 0.032403703), (0.89, 0.031288976)),
    ];
    for (id, first, second) in cases {
        let by_less = |n: f64| (n / (n - 1.0)).sqrt();
        check(id, &cohen, Weighting::Identity, first, T199 * by_less(200.0), 1e-8);
        check(id, &abstractors, Weighting::Identity, second, T99 * by_less(100.0), 1e-8);
    }
}

/// Artstein and Poesio (2008), example 1: three ways to see chance in one table.
#[test]
fn three_coefficients_of_artstein_and_poesio() {
    let table = by_pair(rows(Level::Nominal), &[&[20, 10], &[20, 50]]);
    for (id, expected) in [("brennan_prediger", 0.4), ("scott_pi", 0.341), ("cohen_kappa", 0.348)] {
        close(value(id, &table, &POINT), expected, 1e-3);
    }
}

/// Free-marginal kappa of Randolph's online calculator, as asserted in the tests of statsmodels, and Fleiss' patients.
#[test]
fn free_marginal_kappa_of_randolph() {
    let cases: [(&[&[usize]], f64); 3] =
        [(&[&[7, 1], &[3, 5]], 0.214286), (&[&[7, 0], &[0, 7]], 1.0), (&[&[6, 1, 0], &[0, 7, 0]], 0.785714)];
    for (counts, expected) in cases {
        let labels: Vec<String> = (1..=counts[0].len()).map(|label| label.to_string()).collect();
        close(value("brennan_prediger", &by_count(Rows::nominal(&labels), counts), &POINT), expected, 6e-6);
    }
    let patients = by_count(rows(Level::Nominal), &FLEISS_1971);
    close(value("brennan_prediger", &patients, &POINT), 0.4444444444444443, 1e-12);
}
