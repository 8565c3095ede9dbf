//! Ratings that come and go say the same as a table of those that are left.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::collections::BTreeMap;

use crosscheck_stats::breakdown::{self, Confusion};
use crosscheck_stats::{Estimate, IntervalMethod, Level, METRICS, Options, Rng, Rows, Running, Table};
use proptest::prelude::*;

const LABELS: [&str; 4] = ["yes", "no", "partly", "unclear"];

#[derive(Clone, Copy, Debug)]
enum Kind {
    Nominal,
    Ordinal,
    Interval,
    Set,
}

impl Kind {
    fn rows(self) -> Rows {
        match self {
            Self::Nominal => Rows::nominal(&LABELS),
            Self::Ordinal => Rows::ordinal(&LABELS),
            Self::Interval => Rows::interval(),
            Self::Set => Rows::sets(),
        }
    }

    fn value(self, of: u8) -> String {
        match self {
            Self::Nominal if of == 7 => "something else".to_owned(),
            Self::Nominal | Self::Ordinal => LABELS[usize::from(of) % 4].to_owned(),
            Self::Interval => (f64::from(of) * 1.5 - 4.0).to_string(),
            Self::Set => (0..3).filter(|bit| of >> bit & 1 == 1).map(|bit| LABELS[bit]).collect::<Vec<_>>().join("|"),
        }
    }
}

/// One thing that happens: somebody says something of a unit, or takes it back.
type Step = (u8, u8, u8);

/// Unit and annotator, with the value.
type Left = BTreeMap<(u8, u8), u8>;

fn group(unit: u8, per_group: u8) -> u32 {
    u32::from(unit / per_group)
}

/// Each step takes back what the annotator said of the unit; an even value says something new.
fn run(kind: Kind, per_group: u8, steps: &[Step], look: usize) -> (Running, Left) {
    let (mut running, mut left) = (Running::new(kind.rows()), Left::new());
    for (at, &(unit, annotator, value)) in steps.iter().enumerate() {
        let (name, who) = (format!("u{unit}"), format!("a{annotator}"));
        if let Some(old) = left.remove(&(unit, annotator)) {
            assert!(running.remove(&name, &who, &kind.value(old)));
        }
        assert!(!running.remove(&name, &who, &kind.value(value)));
        if value % 8 != 5 {
            running.add(&name, &who, &kind.value(value), group(unit, per_group)).unwrap();
            left.insert((unit, annotator), value);
        }
        if at % look == 0 {
            running.settle();
        }
    }
    (running, left)
}

fn full(kind: Kind, per_group: u8, left: &Left) -> Table {
    let mut rows = kind.rows();
    for (&(unit, annotator), &value) in left {
        let group = format!("g{}", group(unit, per_group));
        rows.push_grouped(&format!("u{unit}"), &format!("a{annotator}"), &kind.value(value), &group).unwrap();
    }
    rows.finish().unwrap()
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9 * (1.0 + a.abs()),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn same_estimate(metric: &str, counted: &Estimate, full: &Estimate) {
    assert!(close(counted.value, full.value), "{metric}: {counted:?} {full:?}");
    assert_eq!(counted.undefined, full.undefined, "{metric}");
    let sizes = |found: &Estimate| (found.n_units, found.n_annotators, found.n_ratings);
    assert_eq!(sizes(counted), sizes(full), "{metric}");
}

fn same(counted: &Table, full: &Table) {
    for metric in METRICS.iter().filter(|metric| metric.levels.contains(&full.level)) {
        for interval in [IntervalMethod::None, IntervalMethod::Analytic] {
            let options = Options { interval, ..Options::default() };
            let (one, other) = (
                metric.estimate(counted, &options, &mut Rng::seeded(1)),
                metric.estimate(full, &options, &mut Rng::seeded(1)),
            );
            same_estimate(metric.id, &one, &other);
            // Some are resampled in a table that stands still, and those of variance are derived by small steps.
            let resampled =
                metric.id.starts_with("kendall") || (metric.id.starts_with("kripp") && full.level == Level::Ordinal);
            let stepped = metric.id.starts_with("icc");
            if interval == IntervalMethod::Analytic && !resampled && !stepped {
                assert!(close(one.standard_error, other.standard_error), "{}: {one:?} {other:?}", metric.id);
                assert_eq!(one.interval.is_some(), other.interval.is_some(), "{}", metric.id);
            }
        }
    }
    same_breakdown(counted, full);
}

fn same_breakdown(counted: &Table, full: &Table) {
    let confusion = |table| breakdown::confusion(table).ok();
    assert_eq!(confusion(counted), confusion(full) as Option<Confusion>);
    let annotators = |table: &Table| -> BTreeMap<String, (usize, Option<f64>)> {
        let told = breakdown::annotators(table).into_iter();
        told.map(|one| (table.annotators.get(one.annotator).into_owned(), (one.n_units, one.agreement))).collect()
    };
    let (one, other) = (annotators(counted), annotators(full));
    assert_eq!(one.len(), other.len());
    for ((name, a), (same_name, b)) in one.iter().zip(&other) {
        assert!(name == same_name && a.0 == b.0 && close(a.1, b.1), "{name}: {a:?} {b:?}");
    }
    let disputed = |table: &Table, limit| -> Vec<(String, usize, f64)> {
        let told = breakdown::disputed(table, limit).into_iter();
        told.map(|one| (table.units.get(one.unit).into_owned(), one.n_ratings, one.agreement)).collect()
    };
    let in_order = |mut units: Vec<(String, usize, f64)>| {
        units.sort_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)).then(a.0.cmp(&b.0)));
        units
    };
    assert_eq!(in_order(disputed(counted, 1_000)), in_order(disputed(full, 1_000)));
    let agreement = |units: Vec<(String, usize, f64)>| units.into_iter().map(|one| (one.1, one.2)).collect::<Vec<_>>();
    assert_eq!(agreement(disputed(counted, 5)), agreement(disputed(full, 5)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_counted_equals_a_full_computation(
        kind in prop_oneof![Just(Kind::Nominal), Just(Kind::Ordinal), Just(Kind::Interval), Just(Kind::Set)],
        per_group in 1u8..4,
        people in 2u8..6,
        steps in prop::collection::vec((0u8..30, 0u8..60, 0u8..8), 1..400),
        look in 1usize..60,
    ) {
        let steps: Vec<Step> = steps.into_iter().map(|(unit, who, value)| (unit, who % people, value)).collect();
        let (mut running, left) = run(kind, per_group, &steps, look);
        let full = full(kind, per_group, &left);
        prop_assert_eq!(running.n_ratings(), left.len());
        same(running.settle(), &full);
    }
}

/// Two current answers of one person, as they are seen for a moment while one takes the place of the other.
#[test]
fn a_second_answer_waits_until_the_first_is_taken_back() {
    let mut running = Running::new(Kind::Nominal.rows());
    running.add("u", "a", "yes", 0).unwrap();
    running.add("u", "b", "no", 0).unwrap();
    running.settle();
    running.add("u", "a", "no", 0).unwrap();
    assert!(running.is_contradictory());
    assert!(running.remove("u", "a", "yes"));
    assert!(!running.is_contradictory());
    assert_eq!(breakdown::disputed(running.settle(), 9).len(), 0);
    running.add("u", "a", "no", 0).unwrap();
    assert!(!running.is_contradictory());
    assert!(running.remove("u", "a", "no"));
    assert_eq!(running.n_ratings(), 2);
    assert!(running.add("u", "a", "perhaps", 0).is_ok());
    assert!(running.is_contradictory());
}

/// The derivative of ordinal alpha gives about the error that resampling gives.
#[test]
fn the_interval_of_ordinal_alpha_is_that_of_resampling() {
    let mut rng = Rng::seeded(5);
    for per_group in [1, 4] {
        let (mut rows, mut running) = (Kind::Ordinal.rows(), Running::new(Kind::Ordinal.rows()));
        for unit in 0..1_200_u32 {
            let truth = rng.below(4);
            for annotator in 0..2 + rng.below(3) {
                let said = if rng.fraction() < 0.7 { truth } else { (truth + rng.below(2)).min(3) };
                let (name, group, value) = (format!("u{unit}"), unit / per_group, LABELS[said as usize]);
                rows.push_grouped(&name, &format!("a{annotator}"), value, &format!("g{group}")).unwrap();
                running.add(&name, &format!("a{annotator}"), value, group).unwrap();
            }
        }
        let error = |table: &Table, interval| {
            let options = Options { interval, ..Options::default() };
            let alpha = crosscheck_stats::metric("krippendorff_alpha").unwrap();
            alpha.estimate(table, &options, &mut Rng::seeded(9)).standard_error.unwrap()
        };
        let derived = error(running.settle(), IntervalMethod::Analytic);
        let resampled = error(&rows.finish().unwrap(), IntervalMethod::Bootstrap { resamples: 2_000 });
        assert!((derived / resampled - 1.0).abs() < 0.08, "{derived} {resampled}");
    }
}
