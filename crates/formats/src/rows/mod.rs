//! Rows of text files: JSON lines and CSV, streamed in flat memory.

mod csv;
mod csv_columns;
mod csv_scanner;
mod jsonl;
mod lines;
mod text;
mod values;

pub use csv::{FORMAT as CSV, read_csv};
pub use csv_columns::guess_columns;
pub use jsonl::{FORMAT as JSONL, read_jsonl};
pub(crate) use lines::{Line, Lines};
