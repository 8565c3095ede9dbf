//! What the crate promises, on files that are made here or broken here.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod fuzzed;
mod hostile;
mod make;
mod probing;
mod pyramid;
mod timed;
mod views;
