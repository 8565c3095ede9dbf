//! Checks that bytes are text that every database can hold.

use std::io::{self, BufRead};

use crosscheck_domain::Problem;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The bytes as UTF-8, or where they stop being it.
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("byte {} of the row is not UTF-8; save the file as UTF-8", error.valid_up_to() + 1);
        Problem::new("not_utf8", message)
    })
}

/// Refuses U+0000 and texts above the limit.
pub fn check(text: &str, max_text: usize) -> Result<(), Problem> {
    if text.len() > max_text {
        let message = format!("the text has {} bytes, the limit is {max_text}; shorten it", text.len());
        return Err(Problem::new("text_too_long", message));
    }
    if text.contains('\0') {
        return Err(Problem::new("text_with_nul", "the text contains U+0000, which cannot be stored; remove it"));
    }
    Ok(())
}

/// Steps over a byte order mark, and refuses the marks of UTF-16.
pub fn skip_bom(reader: &mut impl BufRead) -> Result<(), Problem> {
    let start = reader.fill_buf().map_err(|error| unreadable(&error))?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Err(Problem::new("not_utf8", "the file is UTF-16; save it as UTF-8"));
    }
    let mark = if start.starts_with(BOM) { BOM.len() } else { 0 };
    reader.consume(mark);
    Ok(())
}

pub fn unreadable(error: &io::Error) -> Problem {
    Problem::new("read_failed", format!("the file cannot be read further: {error}"))
}
