//! Agreement, aggregation and ranking on plain tables; knows no project.

#![doc = include_str!("../README.md")]

pub mod aggregation;
pub mod agreement;
pub mod breakdown;
pub mod fusion;
pub mod geometry;
mod interner;
mod linear;
pub mod matching;
pub mod monitoring;
pub mod ranking;
mod sampling;
pub mod shares;
mod table;

pub use aggregation::{AGGREGATORS, Aggregator, Votes, aggregator};
pub use agreement::{
    BENCHMARKS, Benchmark, Distances, METRICS, Membership, Metric, Options, Scale, SetDistance, Weighting, alpha_with,
    benchmark, metric, recommended,
};
pub use fusion::{FUSERS, Fuser, fuser};
pub use ranking::{RANKERS, Ranker, ranker};
pub use sampling::{Estimate, Interval, IntervalMethod, Method, Rng, difference};
pub use table::{Columns, Level, Names, RowError, Rows, Running, Table, TableError, Values};
