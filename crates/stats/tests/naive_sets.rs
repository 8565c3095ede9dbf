//! Krippendorff's alpha of sets and of distances of one's own a second time, over all pairs and straight from the definitions.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use std::collections::BTreeSet;

use crosscheck_stats::{Distances, Options, Rng, Rows, SetDistance, alpha_with};
use proptest::prelude::*;
use support::*;

type Labels = BTreeSet<&'static str>;

/// Units, each with the sets that annotators gave.
fn units() -> impl Strategy<Value = Vec<Vec<Option<Labels>>>> {
    let label = prop::sample::select(vec!["ant", "bee", "cat", "dog"]);
    let set = prop::collection::btree_set(label, 0..4);
    let unit = prop::collection::vec(prop::option::weighted(0.8, set), 2..5);
    prop::collection::vec(unit, 2..9)
}

/// Passonneau (2004, 2006), as sets.
fn distance(kind: SetDistance, a: &Labels, b: &Labels) -> f64 {
    let shared = a.intersection(b).count() as f64;
    let either = a.union(b).count() as f64;
    let jaccard = if either == 0.0 { 1.0 } else { shared / either };
    let monotonicity = match () {
        () if a == b => 1.0,
        () if a.is_subset(b) || b.is_subset(a) => 2.0 / 3.0,
        () if shared > 0.0 => 1.0 / 3.0,
        () => 0.0,
    };
    match kind {
        SetDistance::Masi => 1.0 - jaccard * monotonicity,
        SetDistance::MasiProduct => (1.0 - jaccard) * (1.0 - monotonicity),
        SetDistance::Jaccard => 1.0 - jaccard,
        SetDistance::Steps => 1.0 - monotonicity,
    }
}

/// One minus observed over expected disagreement, over all ordered pairs; `None` where nothing differs.
fn alpha<T>(units: &[Vec<T>], apart: impl Fn(&T, &T) -> f64) -> Option<f64> {
    let pairable = || units.iter().filter(|unit| unit.len() >= 2);
    let sum = |values: &[&T]| {
        let mut total = 0.0;
        for i in 0..values.len() {
            (0..values.len()).filter(|&j| j != i).for_each(|j| total += apart(values[i], values[j]));
        }
        total
    };
    let all: Vec<&T> = pairable().flatten().collect();
    let n = all.len() as f64;
    let within: f64 = pairable().map(|unit| sum(&unit.iter().collect::<Vec<_>>()) / (unit.len() as f64 - 1.0)).sum();
    let expected = sum(&all) / (n * (n - 1.0));
    (expected > 0.0).then(|| 1.0 - within / n / expected)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn alpha_of_sets_equals_its_definition(units in units()) {
        let mut rows = Rows::sets();
        for (unit, sets) in units.iter().enumerate() {
            for (who, set) in sets.iter().enumerate().filter_map(|(who, set)| Some((who, set.as_ref()?))) {
                let text: Vec<&str> = set.iter().rev().copied().collect();
                rows.push(&unit.to_string(), &who.to_string(), &text.join("|")).unwrap();
            }
        }
        let table = rows.finish().unwrap();
        let given: Vec<Vec<&Labels>> = units.iter().map(|sets| sets.iter().flatten().collect()).collect();
        for kind in [SetDistance::Masi, SetDistance::MasiProduct, SetDistance::Jaccard, SetDistance::Steps] {
            let found = estimate("krippendorff_alpha", &table, &Options { set_distance: kind, ..POINT });
            match (found.value, alpha(&given, |a, b| distance(kind, a, b))) {
                (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-9, "{kind:?} {found} {expected}"),
                (found, expected) => prop_assert_eq!(found, expected, "{:?}", kind),
            }
        }
    }

    #[test]
    fn alpha_with_distances_equals_its_definition(
        units in prop::collection::vec(prop::collection::vec(0usize..4, 1..5), 2..9),
        apart in prop::collection::vec(0u32..9, 6),
    ) {
        let place = |a: usize, b: usize| [[0, 0, 1, 2], [0, 0, 3, 4], [1, 3, 0, 5], [2, 4, 5, 0]][a][b];
        let between = |a: usize, b: usize| if a == b { 0.0 } else { f64::from(apart[place(a, b)]) };
        let square: Vec<Vec<f64>> = (0..4).map(|a| (0..4).map(|b| between(a, b)).collect()).collect();
        let names = ["a", "b", "c", "d"];
        let mut rows = Rows::nominal::<&str>(&[]);
        for (unit, values) in units.iter().enumerate() {
            for (who, value) in values.iter().enumerate() {
                rows.push(&unit.to_string(), &who.to_string(), names[*value]).unwrap();
            }
        }
        let distances = Distances::new(names.map(str::to_owned).to_vec(), &square).unwrap();
        let found = alpha_with(&distances, &rows.finish().unwrap(), &POINT, &mut Rng::seeded(1));
        match (found.value, alpha(&units, |a, b| between(*a, *b))) {
            (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-9, "{found} {expected}"),
            (found, expected) => prop_assert_eq!(found, expected),
        }
    }
}
