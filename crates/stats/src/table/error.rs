//! What can be wrong with one row, or with all rows together.

use thiserror::Error;

/// One row cannot be used; the caller knows its line, reports it and goes on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowError {
    #[error("label {label:?} is not in the declared order ({order}); add it there or correct the row")]
    UndeclaredLabel { label: String, order: String },
    #[error("{text:?} is not a finite number; correct the row or choose another level")]
    NotANumber { text: String },
    #[error("{text:?} is negative, and the ratio level needs a true zero; use the interval level")]
    Negative { text: String },
    #[error("unit {unit:?} is in group {now:?} here and in group {was:?} above; give it one group")]
    GroupChanged { unit: String, was: String, now: String },
}

/// The rows do not make a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    #[error("annotator {annotator:?} gives unit {unit:?} two different values; keep one of them")]
    Contradiction { unit: String, annotator: String },
    #[error("the columns have different lengths; give each rating a unit, an annotator and a value, each unit a group")]
    Uneven,
    #[error("value number {value} is used, but only {n_values} values are named; name them all")]
    UnknownValue { value: u32, n_values: usize },
    #[error("{n_labels} different labels are too many to aggregate; group them, or treat numbers as a scale")]
    TooManyLabels { n_labels: usize },
    #[error("unit {unit:?} has two different known answers; keep one of them")]
    KnownTwice { unit: String },
}
