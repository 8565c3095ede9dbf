//! Agreement, aggregation and ranking on plain tables; knows no project.
//!
//! Fill [`Rows`] with (unit, annotator, value) triples, finish them into a [`Table`], and ask any [`Metric`] of
//! [`METRICS`] for an [`Estimate`]. Everything is a pure function: the random generator is an argument.

pub mod agreement;
pub mod breakdown;
mod interner;
mod sampling;
mod table;

pub use agreement::{METRICS, Metric, Options, SetDistance, Weighting, metric, recommended};
pub use sampling::{Estimate, Interval, IntervalMethod, Method, Rng};
pub use table::{Columns, Level, Names, RowError, Rows, Table, TableError, Values};
