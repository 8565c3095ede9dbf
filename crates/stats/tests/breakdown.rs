//! Where agreement comes from, on tables small enough to check by eye.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod support;

use crosscheck_stats::{Level, Rows, breakdown};
use support::*;

#[test]
fn confusion_counts_each_pair_of_annotators_in_both_orders() {
    let table = by_unit(Rows::nominal(&["yes", "no", "unsure"]), &["yes yes no", "no no .", "yes . ."]);
    let found = breakdown::confusion(&table).unwrap();
    assert_eq!(found.values, ["yes", "no", "unsure"]);
    assert_eq!(found.counts, [[2, 2, 0], [2, 2, 0], [0, 0, 0]]);
    let sets = by_unit(rows(Level::Set), &["a b"]);
    assert!(breakdown::confusion(&sets).unwrap_err().contains("each label"));
}

#[test]
fn the_most_disputed_units_come_first() {
    let table = by_unit(rows(Level::Nominal), &["a a a", "a b c", "a a b", "a b .", "c . ."]);
    let found: Vec<(usize, usize)> =
        breakdown::disputed(&table, 10).iter().map(|unit| (unit.unit, unit.n_ratings)).collect();
    assert_eq!(found, [(1, 3), (3, 2), (2, 3)]);
    assert_eq!(breakdown::disputed(&table, 1).len(), 1);
    close(breakdown::disputed(&table, 3)[2].agreement, 1.0 / 3.0, 1e-12);
}

#[test]
fn near_misses_are_smaller_disputes() {
    let agreement = |level, line| breakdown::units(&by_unit(rows(level), &[line, "1 5"])).next().unwrap().agreement;
    close(agreement(Level::Ordinal, "1 2"), 0.75, 1e-12);
    close(agreement(Level::Interval, "2 4"), 0.5, 1e-12);
    close(agreement(Level::Nominal, "1 2"), 0.0, 1e-12);
    close(agreement(Level::Set, "a|b a"), 0.5, 1e-12);
}

#[test]
fn the_annotator_who_differs_stands_out() {
    let table = by_unit(rows(Level::Nominal), &["a a b", "b b a", "c c c", "a . ."]);
    let found = breakdown::annotators(&table);
    assert_eq!(found.iter().map(|annotator| annotator.n_units).collect::<Vec<_>>(), [3, 3, 3]);
    close(found[0].agreement.unwrap(), (0.5 + 0.5 + 1.0) / 3.0, 1e-12);
    close(found[2].agreement.unwrap(), 1.0 / 3.0, 1e-12);
    let alone = by_unit(rows(Level::Nominal), &["a", "b"]);
    assert_eq!(breakdown::annotators(&alone)[0].agreement, None);
}

#[test]
fn categories_differ_in_how_well_they_are_agreed_on() {
    let table = by_unit(Rows::nominal(&["a", "b", "unused"]), &["a a", "a a", "a b", "b a"]);
    let found = breakdown::categories(&table);
    close(found[0].specific.unwrap(), 4.0 / 6.0, 1e-12);
    close(found[1].specific.unwrap(), 0.0, 1e-12);
    assert_eq!((found[2].n_ratings, found[2].specific, found[2].alpha), (0, None, None));
    // With two categories in use, each says what the whole says.
    close(found[0].alpha.unwrap(), value("krippendorff_alpha", &table, &POINT), 1e-12);
}

#[test]
fn sets_are_broken_down_by_label() {
    let table = by_unit(rows(Level::Set), &["dog|red dog", "dog dog|cat", "red red"]);
    let found = breakdown::categories(&table);
    let by_name: Vec<(&str, usize)> = found.iter().map(|label| (label.category.as_str(), label.n_ratings)).collect();
    assert_eq!(by_name, [("cat", 1), ("dog", 4), ("red", 3)]);
    assert_eq!(found[1].alpha, Some(1.0));
    close(found[2].specific.unwrap(), 2.0 / 3.0, 1e-12);
}
