//! Tables as CSV (RFC 4180), safe to open in a spreadsheet.

use std::fmt::Write;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use crosscheck_formats::protect;

/// The rows as a file of this name.
pub fn file(name: &str, rows: &[Vec<String>]) -> Response {
    let mut text = String::new();
    for row in rows {
        for (n, cell) in row.iter().enumerate() {
            let cell = protect(cell);
            let quoted = cell.contains([',', '"', '\n', '\r']);
            let comma = if n > 0 { "," } else { "" };
            let written = if quoted {
                write!(text, "{comma}\"{}\"", cell.replace('"', "\"\""))
            } else {
                write!(text, "{comma}{cell}")
            };
            written.expect("a text takes everything that is written to it");
        }
        text.push_str("\r\n");
    }
    let named = format!("attachment; filename=\"{name}.csv\"");
    ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, named)], text).into_response()
}
