//! The server as people and programs meet it: over HTTP, with a real database, a fixed clock and every role.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod app;
mod audit;
mod bucket;
mod consensus;
mod deciding;
mod designs;
mod discuss;
#[path = "../../../store/tests/shared/engine.rs"]
#[allow(dead_code, reason = "only its PostgreSQL is used here")]
mod engine;
mod exports;
mod gold;
mod guidelines;
mod hostile;
mod jobs;
mod live;
mod mismatch;
mod moved;
mod places;
mod quality;
mod reasons;
mod revised;
mod rounds;
mod routes;
mod stage;
mod story;
mod timed;
mod truths_out;
mod work;
