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

/// Fleiss (1971), table 1: the same numbers as the kappas of each category there, and by hand for the second label of the
/// third patient's kind of row: n (n - 1) / (m - 1) over n.
#[test]
fn labels_have_an_interval_and_tell_how_often_they_split() {
    let table = by_count(rows(Level::Nominal), &FLEISS_1971);
    let (labels, categories) = (breakdown::labels(&table, 0.95), breakdown::categories(&table));
    for (label, category) in labels.iter().zip(&categories) {
        let found = label.specific.unwrap();
        close(found.value, category.specific.unwrap(), 1e-12);
        assert!(found.low < found.value && found.value < found.high && label.n_split <= label.n_units, "{label:?}");
        assert_eq!((label.alpha, label.n_ratings), (category.alpha, category.n_ratings));
    }
    // Depression: 26 ratings in 13 patients, never unanimous.
    assert_eq!((labels[0].n_ratings, labels[0].n_units, labels[0].n_split), (26, 13, 13));

    let small = by_unit(Rows::nominal(&["a", "b"]), &["a a", "a a", "a b", "b a"]);
    let labels = breakdown::labels(&small, 0.95);
    // Dice: two times the pairs that agree over all who gave it, 2 · 2 / (4 + 2).
    close(labels[0].specific.unwrap().value, 4.0 / 6.0, 1e-12);
    assert_eq!((labels[0].n_units, labels[0].n_split, labels[1].n_units, labels[1].n_split), (4, 2, 2, 2));
}

#[test]
fn a_criterion_counts_near_misses_less() {
    let table = by_unit(rows(Level::Ordinal), &["1 1", "1 2", "1 5", "3 4"]);
    let found = breakdown::criterion(&table, 0.95);
    // Similarities on a scale of five labels: 1, 3/4, 0, 3/4.
    close(found.agreement.unwrap().value, 2.5 / 4.0, 1e-12);
    assert_eq!((found.n_units, found.n_split), (4, 3));
}
