//! The commands as people run them: the built binary, its output and its exit codes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod aggregate;
mod explained;
mod fields;
mod offline;
mod place;
mod rank;
mod served;
mod timed;
mod transfers;
