//! The rules of the domain as a user meets them: one module per rule, one `check` helper each.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod annotations;
mod claims;
mod cost;
mod details;
mod differing;
mod fixtures;
mod gold;
mod hostile;
mod items;
mod known_error;
mod mismatch;
mod overlap;
mod parse;
mod ratings;
mod reports;
mod roundtrip;
mod selectors;
mod standings;
mod time;
mod validate;
mod views;
