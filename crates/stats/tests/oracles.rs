//! Values that were published, or that other packages compute on published data.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, Options, Rows, SetDistance, Weighting, breakdown};
use support::*;

/// Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C; further digits from the Python package
/// krippendorff 0.9.0.
#[test]
fn alpha_of_krippendorff_2011() {
    let cases = [
        (Level::Nominal, 904.0 / 1216.0),
        (Level::Ordinal, 0.8153875037548814),
        (Level::Interval, 0.8491071428571428),
        (Level::Ratio, 0.7974027747116121),
    ];
    for (level, expected) in cases {
        let table = by_unit(rows(level), &KRIPPENDORFF_2011);
        let found = estimate("krippendorff_alpha", &table, &POINT);
        close(found.value.unwrap(), expected, 1e-12);
        assert_eq!((found.n_units, found.n_annotators, found.n_ratings), (11, 4, 40));
    }
}

/// Small cases with results worked out by hand in the tests of evalica; the last is Wikipedia's example of alpha.
#[test]
fn alpha_of_small_cases() {
    let steps = ["1 2", "2 3", "3 4"];
    close(value("krippendorff_alpha", &by_unit(rows(Level::Nominal), &steps), &POINT), -0.1538462, 5e-8);
    close(value("krippendorff_alpha", &by_unit(rows(Level::Interval), &steps), &POINT), 0.5454545, 5e-8);
    close(value("krippendorff_alpha", &by_unit(rows(Level::Ratio), &["1 2", "2 4"]), &POINT), 0.1712707, 5e-8);
    let tags = ["NN . NN NN", "NN VBP VBP NN", "VBP VBP VBP NN", "VBP NN NN VBP"];
    close(value("krippendorff_alpha", &by_unit(rows(Level::Nominal), &tags), &POINT), 0.0833333, 5e-8);
    let wikipedia = [
        ". 1 .", ". . .", ". 2 2", ". 1 1", ". 3 3", "3 3 4", "4 4 4", "1 3 .", "2 . 2", "1 . 1", "1 . 1", "3 . 3",
        "3 . 3", ". . .", "3 . 4",
    ];
    close(value("krippendorff_alpha", &by_unit(rows(Level::Nominal), &wikipedia), &POINT), 0.691358, 5e-7);
    close(value("krippendorff_alpha", &by_unit(rows(Level::Interval), &wikipedia), &POINT), 0.810845, 5e-7);
}

/// Set-valued items of the DKPro Agreement tests. Its MASI multiplies the distances of Jaccard and of the steps.
#[test]
fn alpha_of_sets() {
    let items = [
        ("", ""),
        ("A", ""),
        ("A", "A"),
        ("A", "B"),
        ("A|B", "A"),
        ("A|B", "A|C"),
        ("A|B|C", "C|A|B"),
        ("C", "A|C"),
        ("C", "A|C"),
    ];
    let mut rows = Rows::sets();
    for (unit, (left, right)) in items.iter().enumerate() {
        rows.push(&unit.to_string(), "left", left).unwrap();
        rows.push(&unit.to_string(), "right", right).unwrap();
    }
    let table = rows.finish().unwrap();
    let alpha = |set_distance| value("krippendorff_alpha", &table, &Options { set_distance, ..POINT });
    close(alpha(SetDistance::Steps), 0.186, 1e-3);
    close(alpha(SetDistance::MasiProduct), 0.252, 1e-3);
    close(value("percent_agreement", &table, &POINT), 0.333, 1e-3);
}

/// Fleiss (1971), Psychological Bulletin 76, 378-382: kappa, and kappa of each category.
#[test]
fn kappa_of_fleiss_1971() {
    let table = by_count(rows(Level::Ordinal), &FLEISS_1971);
    close(value("fleiss_kappa", &table, &POINT), 0.43024452006014074, 1e-12);
    close(value("percent_agreement", &table, &POINT), 0.5556, 1e-3);
    for (category, expected) in breakdown::categories(&table).iter().zip([0.248, 0.248, 0.517, 0.47, 0.565]) {
        close(category.kappa.unwrap(), expected, 5e-3);
    }
}

/// Wikipedia's example of Fleiss' kappa, with the agreement of each unit.
#[test]
fn kappa_of_wikipedia() {
    let counts: [&[usize]; 10] = [
        &[0, 0, 0, 0, 14],
        &[0, 2, 6, 4, 2],
        &[0, 0, 3, 5, 6],
        &[0, 3, 9, 2, 0],
        &[2, 2, 8, 1, 1],
        &[7, 7, 0, 0, 0],
        &[3, 2, 6, 3, 0],
        &[2, 5, 3, 2, 2],
        &[6, 5, 2, 1, 0],
        &[0, 2, 2, 3, 7],
    ];
    let table = by_count(rows(Level::Nominal), &counts);
    close(value("fleiss_kappa", &table, &POINT), 0.20993070442195522, 1e-12);
    let published = [1.0, 0.253, 0.308, 0.44, 0.33, 0.462, 0.242, 0.176, 0.286, 0.286];
    for (unit, expected) in breakdown::units(&table).zip(published) {
        close(unit.agreement, expected, 5e-4);
    }
}

/// Randolph's online calculator, as asserted in the tests of statsmodels.
#[test]
fn kappa_of_randolph() {
    let cases: [(&[&[usize]], f64); 3] =
        [(&[&[7, 1], &[3, 5]], 0.161905), (&[&[7, 0], &[0, 7]], 1.0), (&[&[6, 1, 0], &[0, 7, 0]], 0.708333)];
    for (counts, expected) in cases {
        close(value("fleiss_kappa", &by_count(rows(Level::Nominal), counts), &POINT), expected, 1e-6);
    }
}

/// Cohen (1960), p. 37 and p. 45; Artstein and Poesio (2008), example 1; Gwet's skewed table; SAS.
#[test]
fn kappa_of_two_annotators() {
    let cases: [(&[&[usize]], f64, f64); 5] = [
        (&[&[25, 12, 3], &[13, 2, 15], &[12, 16, 2]], -0.0923076923076924, 1e-12),
        (&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]], 0.491525424, 1e-9),
        (&[&[20, 10], &[20, 50]], 0.348, 5e-4),
        (&[&[80, 7], &[8, 5]], 0.3144424131627059, 1e-12),
        (&[&[0, 4, 1], &[0, 8, 0], &[0, 1, 5]], 0.4842, 5e-5),
    ];
    for (counts, expected, within) in cases {
        close(value("cohen_kappa", &by_pair(rows(Level::Nominal), counts), &POINT), expected, within);
    }
    let sas = by_pair(Rows::ordinal(&["1", "2", "3"]), &[&[0, 4, 1], &[0, 8, 0], &[0, 1, 5]]);
    close(value("cohen_kappa", &sas, &Options { weights: Weighting::Linear, ..POINT }), 0.4701, 5e-5);
}

/// AC1 of the same tables (Gwet; the R package irrCAC 1.4 by way of the DKPro tests).
#[test]
fn ac1_of_two_annotators() {
    let cases: [(&[&[usize]], f64, f64); 4] = [
        (&[&[25, 12, 3], &[13, 2, 15], &[12, 16, 2]], -0.04797, 5e-6),
        (&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]], 0.575971731, 1e-9),
        (&[&[80, 7], &[8, 5]], 0.808, 5e-5),
        (&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]], 0.849330548, 1e-9),
    ];
    for (counts, expected, within) in cases {
        close(value("gwet_ac", &by_pair(rows(Level::Nominal), counts), &POINT), expected, within);
    }
    let quadratic = Options { weights: Weighting::Quadratic, ..POINT };
    let cohen = by_pair(Rows::ordinal(&["1", "2", "3"]), &[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]]);
    close(value("gwet_ac", &cohen, &quadratic), 0.63855, 5e-6);
}

/// Four raters of Gwet's Handbook (2014), every weighting; nine digits from the Python package irrCAC 0.4.4.
#[test]
fn weighted_coefficients_of_gwet_2014() {
    use Weighting::{Bipolar, Circular, Identity, Linear, Ordinal, Quadratic, Radical, Ratio};
    let cases = [
        (Identity, 0.775444068, 0.761169275),
        (Linear, 0.858739136, 0.817944767),
        (Quadratic, 0.914000724, 0.864935065),
        (Ordinal, 0.89893977, 0.850206189),
        (Radical, 0.819811702, 0.789924095),
        (Ratio, 0.857367558, 0.821338344),
        (Circular, 0.830195139, 0.80719977),
        (Bipolar, 0.900373015, 0.85307255),
    ];
    let table = by_unit(rows(Level::Ordinal), &GWET_4);
    for (weights, ac, fleiss) in cases {
        let options = Options { weights, ..POINT };
        close(value("gwet_ac", &table, &options), ac, 1e-9);
        close(value("fleiss_kappa", &table, &options), fleiss, 1e-9);
    }
}
