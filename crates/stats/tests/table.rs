//! What becomes of rows: numbering, order, repetition, contradiction and groups.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use crosscheck_stats::{Columns, Level, RowError, Rows, Table, TableError, Values};

#[test]
fn values_stand_in_their_own_order() {
    let mut rows = Rows::nominal(&["yes"]);
    for (unit, value) in ["zebra", "apple", "yes"].iter().enumerate() {
        rows.push(&unit.to_string(), "ann", value).unwrap();
    }
    assert_eq!(rows.finish().unwrap().values, Values::Labels(["yes", "apple", "zebra"].map(String::from).to_vec()));
    let mut rows = Rows::interval();
    for (unit, value) in ["10", "2", " -3.50", "2.0", "-0", "0"].iter().enumerate() {
        rows.push(&unit.to_string(), "ann", value).unwrap();
    }
    assert_eq!(rows.finish().unwrap().values, Values::Numbers(vec![-3.5, 0.0, 2.0, 10.0]));
    let mut rows = Rows::sets();
    for (unit, value) in ["b| a", "a|b", "", "c"].iter().enumerate() {
        rows.push(&unit.to_string(), "ann", value).unwrap();
    }
    let table = rows.finish().unwrap();
    assert_eq!((0..3).map(|set| table.values.name(set)).collect::<Vec<_>>(), ["", "a|b", "c"]);
}

#[test]
fn a_row_that_cannot_be_used_is_refused_and_leaves_no_rating() {
    let mut rows = Rows::ordinal(&["low", "high"]);
    for _ in 0..2 {
        let error = rows.push("u", "a", "middle").unwrap_err();
        assert!(error.to_string().contains("low, high"), "{error}");
    }
    rows.push("u", "a", "low").unwrap();
    assert_eq!(rows.finish().unwrap().values.len(), 2);
    let mut rows = Rows::ratio();
    assert!(matches!(rows.push("u", "a", "tall"), Err(RowError::NotANumber { .. })));
    assert!(matches!(rows.push("u", "a", "NaN"), Err(RowError::NotANumber { .. })));
    assert!(matches!(rows.push("u", "a", "-1"), Err(RowError::Negative { .. })));
    assert!(rows.is_empty());
}

#[test]
fn saying_it_twice_counts_once_and_changing_ones_mind_is_an_error() {
    let mut rows = Rows::nominal::<&str>(&[]);
    for (unit, annotator, value) in
        [("u", "ann", "x"), ("v", "ann", "x"), ("u", "ben", "y"), ("u", "ann", "x"), ("v", "ben", "x")]
    {
        rows.push(unit, annotator, value).unwrap();
    }
    let table = rows.finish().unwrap();
    assert_eq!((table.n_units(), table.n_annotators(), table.n_ratings()), (2, 2, 4));
    assert_eq!(table.ratings(0).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    assert_eq!(table.ratings(1).collect::<Vec<_>>(), [(0, 0), (1, 0)]);

    let mut rows = Rows::nominal::<&str>(&[]);
    rows.push("u", "ann", "x").unwrap();
    rows.push("u", "ann", "y").unwrap();
    assert_eq!(
        rows.finish().unwrap_err(),
        TableError::Contradiction { unit: "u".to_owned(), annotator: "ann".to_owned() }
    );
}

#[test]
fn a_unit_has_one_group() {
    let mut rows = Rows::nominal::<&str>(&[]);
    rows.push_grouped("u", "ann", "x", "g").unwrap();
    rows.push("v", "ann", "x").unwrap();
    let error = rows.push_grouped("u", "ben", "x", "h").unwrap_err();
    assert_eq!(error.to_string(), r#"unit "u" is in group "h" here and in group "g" above; give it one group"#);
    assert_eq!(rows.len(), 2);
}

#[test]
fn columns_must_fit_together() {
    let columns = Columns {
        level: Level::Nominal,
        values: Values::Labels(vec!["x".to_owned(), "y".to_owned()]),
        unit: vec![1, 0, 1],
        annotator: vec![1, 0, 0],
        value: vec![1, 0, 0],
        group_of_unit: None,
    };
    let table = Table::new(columns.clone()).unwrap();
    assert_eq!(table.ratings(1).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    assert_eq!(table.units.get(1), "1");
    let short = Columns { annotator: vec![1], ..columns.clone() };
    assert_eq!(Table::new(short).unwrap_err(), TableError::Uneven);
    let unknown = Columns { value: vec![0, 2, 0], ..columns };
    assert_eq!(Table::new(unknown).unwrap_err(), TableError::UnknownValue { value: 2, n_values: 2 });
}
