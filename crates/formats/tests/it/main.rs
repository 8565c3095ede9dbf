//! Every format on the cases in `tests/data/<format>/<case>/`, and hostile input that is made here.

mod archives;
mod cases;
mod hostile_rows;
mod reading;
mod tables;
mod writing;
