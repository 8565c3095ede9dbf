//! Every format on the cases in `tests/data/<format>/<case>/`, and hostile input that is made here.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod archives;
mod cases;
mod hostile_rows;
mod reading;
mod tables;
mod writing;
