//! What every metric of the registry must hold, on random incomplete tables.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{IntervalMethod, Level, METRICS, Metric, Options, Rng, Scale, Table};
use proptest::prelude::*;
use support::*;

/// (unit, annotator, value from one to five).
type Rating = (usize, usize, usize);

fn ratings(n_annotators: usize) -> impl Strategy<Value = Vec<Rating>> {
    let unit = prop::collection::vec(prop::option::weighted(0.8, 1usize..=5), n_annotators);
    prop::collection::vec(unit, 2..14).prop_map(|units| {
        let cells = units.iter().enumerate().flat_map(|(unit, row)| {
            row.iter().enumerate().filter_map(move |(annotator, value)| value.map(|value| (unit, annotator, value)))
        });
        cells.collect()
    })
}

fn table(level: Level, ratings: &[Rating], name: impl Fn(usize) -> String) -> Table {
    let mut rows = rows(level);
    for &(unit, annotator, value) in ratings {
        rows.push(&unit.to_string(), &annotator.to_string(), &name(value)).unwrap();
    }
    rows.finish().unwrap()
}

/// The text of a value at a level; for sets one to five stand for sets that overlap.
fn text(level: Level, value: usize) -> String {
    match level {
        Level::Set => ["", "a", "a|b", "b|c", "d"][value - 1].to_owned(),
        _ => value.to_string(),
    }
}

/// Every metric with every level that it is made for.
fn each(mut check: impl FnMut(&Metric, Level)) {
    for metric in METRICS {
        metric.levels.iter().for_each(|&level| check(metric, level));
    }
}

#[track_caller]
fn same(metric: &Metric, left: &Table, right: &Table) {
    let [left, right] = [left, right].map(|table| estimate(metric.id, table, &POINT));
    match (left.value, right.value) {
        (Some(left), Some(right)) => close(left, right, 1e-9),
        (left, right) => assert_eq!(left, right, "{}", metric.id),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Not a bit may change, interval included.
    #[test]
    fn the_order_of_rows_leaves_no_trace(two in ratings(2), many in ratings(4), seed: u64) {
        for ratings in [two, many] {
            let mut shuffled = ratings.clone();
            let mut rng = Rng::seeded(seed);
            (1..shuffled.len()).for_each(|i| shuffled.swap(i, rng.below(i as u64 + 1) as usize));
            let options = Options { interval: IntervalMethod::Bootstrap { resamples: 40 }, ..POINT };
            each(|metric, level| {
                let straight = table(level, &ratings, |value| text(level, value));
                let other = table(level, &shuffled, |value| text(level, value));
                assert_eq!(estimate(metric.id, &straight, &options), estimate(metric.id, &other, &options));
            });
        }
    }

    #[test]
    fn annotators_and_units_may_be_renamed(two in ratings(2), many in ratings(4)) {
        for ratings in [two, many] {
            each(|metric, level| {
                let straight = table(level, &ratings, |value| text(level, value));
                let renamed = |&(unit, who, value): &Rating| (99 - unit, 9 - who, value);
                let renamed: Vec<Rating> = ratings.iter().map(renamed).collect();
                same(metric, &straight, &table(level, &renamed, |value| text(level, value)));
            });
        }
    }

    /// Nominal labels and labels of sets mean nothing by themselves; scales may be turned round.
    #[test]
    fn labels_may_be_renamed(two in ratings(2), many in ratings(4)) {
        for ratings in [two, many] {
            for metric in METRICS {
                let straight = table(Level::Nominal, &ratings, |value| value.to_string());
                let renamed = |value: usize| ["e", "c", "d", "a", "b"][value - 1].to_owned();
                same(metric, &straight, &table(Level::Nominal, &ratings, renamed));
                if metric.levels.contains(&Level::Set) {
                    let sets = table(Level::Set, &ratings, |value| text(Level::Set, value));
                    let renamed = table(Level::Set, &ratings, |value| text(Level::Set, value).replace('a', "z"));
                    same(metric, &sets, &renamed);
                }
            }
            for level in [Level::Ordinal, Level::Interval] {
                for metric in METRICS.iter().filter(|metric| metric.levels.contains(&level)) {
                    let straight = table(level, &ratings, |value| value.to_string());
                    same(metric, &straight, &table(level, &ratings, |value| (6 - value).to_string()));
                }
            }
        }
    }

    #[test]
    fn perfect_agreement_is_one(values in prop::collection::vec(1usize..=5, 2..12), n_annotators in 2usize..5) {
        prop_assume!(values.iter().any(|value| *value != values[0]));
        let cells = values.iter().enumerate();
        let ratings: Vec<Rating> =
            cells.flat_map(|(unit, &value)| (0..n_annotators).map(move |who| (unit, who, value))).collect();
        each(|metric, level| {
            let found = estimate(metric.id, &table(level, &ratings, |value| text(level, value)), &POINT);
            match found.value {
                Some(value) => close(value, metric.scale.perfect(), 1e-12),
                None => assert!(is_for_two(metric) && n_annotators > 2, "{}: {:?}", metric.id, found.undefined),
            }
        });
    }

    #[test]
    fn values_and_intervals_stay_within_bounds(ratings in ratings(3), two in ratings(2)) {
        for (ratings, options) in [(&ratings, ANALYTIC), (&two, ANALYTIC), (&two, Options::default())] {
            each(|metric, level| {
                let found = estimate(metric.id, &table(level, ratings, |value| text(level, value)), &options);
                assert_ne!(found.value.is_some(), found.undefined.is_some());
                let most = if metric.scale == Scale::Difference { f64::INFINITY } else { 1.0 + 1e-9 };
                assert!(found.value.is_none_or(|value| value.is_finite() && value <= most), "{found:?}");
                if let Some(interval) = found.interval {
                    assert!(interval.low < interval.high && interval.high <= most, "{} {found:?}", metric.id);
                }
            });
        }
    }
}

fn is_for_two(metric: &Metric) -> bool {
    ["cohen_kappa", "scott_pi"].contains(&metric.id)
}

/// Each annotator's ratings are dealt to the units anew, so that nothing but chance is left.
#[test]
fn shuffled_annotators_agree_by_chance_only() {
    let options = Options { interval: IntervalMethod::Bootstrap { resamples: 200 }, ..POINT };
    for metric in METRICS.iter().filter(|metric| metric.scale == Scale::BeyondChance) {
        for &level in metric.levels {
            let mut rng = Rng::seeded(31);
            let n_annotators = if is_for_two(metric) { 2 } else { 4 };
            let n_rounds = 24;
            let covered = (0..n_rounds).filter(|_| {
                // More of the low values than of the high ones, so that chance is not the same for all coefficients; all
                // equally often for those that expect this.
                let even = ["brennan_prediger", "gwet_ac"].contains(&metric.id);
                let draw =
                    |rng: &mut Rng| (if even { rng.below(5) } else { rng.below(5).min(rng.below(5)) }) as usize + 1;
                let cells = (0..60).flat_map(|unit| (0..n_annotators).map(move |who| (unit, who)));
                let ratings: Vec<Rating> = cells.map(|(unit, who)| (unit, who, draw(&mut rng))).collect();
                let table = table(level, &ratings, |value| text(level, value));
                let found = metric.estimate(&table, &options, &mut rng);
                let interval = found.interval.unwrap();
                interval.low <= 0.0 && interval.high >= 0.0
            });
            let covered = covered.count();
            assert!(covered >= n_rounds - 5, "{} {level:?}: {covered} of {n_rounds}", metric.id);
        }
    }
}

#[test]
fn every_metric_explains_itself() {
    for metric in METRICS {
        for heading in ["What it does", "When to use it", "When not", "Example", "Reference"] {
            assert!(metric.doc.contains(&format!("## {heading}\n")), "{} lacks {heading:?}", metric.id);
        }
        assert!(metric.summary.ends_with('.') && !metric.levels.is_empty());
        assert_eq!(METRICS.iter().filter(|other| other.id == metric.id).count(), 1);
    }
}
