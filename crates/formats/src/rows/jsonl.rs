//! JSON lines: one object an item.

use std::io::BufRead;

use crosscheck_domain::Problem;
use serde_json::Value;

use super::{Line, Lines, text, values};
use crate::{Format, ReadContext, ReadLimits, Reader, Record, Records, Rejected};

/// What it does: reads one item a line: `{"id","slots":{"image":"a.jpg","caption":"…"},"claims":[…],"metadata":{…}}`.
/// When to use it: items with claims, several parts or structured metadata; files of any length.
/// When not: spreadsheets, which are easier as CSV.
/// Example: `{"id":"7","slots":{"image":"7.jpg","caption":"two dogs"},"claims":[{"text":"two dogs","start":0,"end":8}]}`
/// Reference: <https://jsonlines.org>
pub const FORMAT: Format = Format {
    id: "items_jsonl",
    title: "Items as JSON lines",
    description: "One item a line, with slots, claims, metadata, group, split and priority",
    extensions: &["jsonl", "ndjson"],
    mime: "application/x-ndjson",
    read: Some(Reader::Rows(read)),
    write: None,
};

fn read<'a>(reader: Box<dyn BufRead + Send + 'a>, context: &ReadContext<'a>) -> Result<Records<'a>, Problem> {
    Ok(Box::new(read_jsonl(reader, context.limits.clone(), context.resume_from_line)))
}

/// The rows behind line `resume_from_line` (0 reads all). Never holds more than one row, nor a row above the limit.
pub fn read_jsonl(
    reader: impl BufRead,
    limits: ReadLimits,
    resume_from_line: u64,
) -> impl Iterator<Item = Result<Record, Rejected>> {
    JsonLines { lines: Lines::new(reader, limits.max_row), limits, resume_from_line, ended: false }
}

struct JsonLines<R> {
    lines: Lines<R>,
    limits: ReadLimits,
    resume_from_line: u64,
    ended: bool,
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Record, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let (line, content) = match self.lines.next() {
                Ok(Some(next)) => next,
                Ok(None) => break,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Rejected::new(text::unreadable(&error), b"")));
                }
            };
            if line <= self.resume_from_line {
                continue;
            }
            match content {
                Line::TooLong { start, bytes } => {
                    let problem = too_long(bytes, self.limits.max_row);
                    return Some(Err(Rejected::new(problem.on_line(line), start)));
                }
                Line::Whole(raw) => {
                    let raw = if line == 1 { raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw) } else { raw };
                    if raw.trim_ascii().is_empty() {
                        continue;
                    }
                    let record = record(line, raw, &self.limits);
                    return Some(record.map_err(|problem| Rejected::new(problem.on_line(line), raw)));
                }
            }
        }
        None
    }
}

fn record(line: u64, raw: &[u8], limits: &ReadLimits) -> Result<Record, Problem> {
    match serde_json::from_str(text::utf8(raw)?) {
        Ok(Value::Object(object)) => Ok(Record { bytes: raw.len(), ..values::record(line, object, limits)? }),
        Ok(_) => Err(Problem::new("not_an_object", "the line is not a JSON object; write one item as `{…}` a line")),
        Err(error) => {
            let message = format!("the line is not JSON: {}; check column {}", reason(&error), error.column());
            Err(Problem::new("invalid_json", message))
        }
    }
}

/// The parser's words without its position: it knows the column, but counts every line as the first.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

pub(super) fn too_long(bytes: u64, max: usize) -> Problem {
    let message = format!("the row has {bytes} bytes, the limit is {max}; shorten it or split the item");
    Problem::new("row_too_long", message)
}
