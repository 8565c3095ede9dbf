//! CSV: one item a row, one slot, field or metadata value a column.

use std::collections::BTreeMap;
use std::io::BufRead;

use crosscheck_domain::limits::MAX_CLAIMS;
use crosscheck_domain::{Design, Problem};
use serde_json::{Map, Value};

use super::csv_columns::{Column, columns};
use super::csv_scanner::{Cells, Row, Scanner};
use super::{jsonl, text, values};
use crate::item::too_many_claims;
use crate::{ClaimInput, Format, ReadContext, ReadLimits, Reader, Record, Records, Rejected};

/// What it does: reads one item a row. Headers are slot ids (`image`, `caption`; `image.0`, `image.1` for several parts),
/// `id`, `group`, `split`, `priority`, `license`, `creator`, `source`, `claims` (a JSON list, or one claim a line) and
/// `metadata.x`; every other column becomes metadata. Comma, semicolon and tab are told apart.
/// When to use it: items out of a spreadsheet.
/// When not: claims with spans and attributes, which are easier as JSON lines.
/// Example: `id,image,caption` and `7,7.jpg,two dogs`
/// Reference: RFC 4180
pub const FORMAT: Format = Format {
    id: "items_csv",
    title: "Items as CSV",
    description: "One item a row; columns are slots, fields of an item, or metadata",
    extensions: &["csv", "tsv"],
    mime: "text/csv",
    read: Some(Reader::Rows(read)),
    write: None,
};

fn read<'a>(reader: Box<dyn BufRead + Send + 'a>, context: &ReadContext<'a>) -> Result<Records<'a>, Problem> {
    let rows = read_csv(reader, context.design, context.columns, context.limits.clone(), context.resume_from_line)?;
    Ok(Box::new(rows))
}

/// The rows that begin behind line `resume_from_line` (0 reads all). `mapping` says which header means which slot, for
/// files with headers of their own. Fails only where no row can be understood.
pub fn read_csv<R: BufRead>(
    mut reader: R,
    design: &Design,
    mapping: &BTreeMap<String, String>,
    limits: ReadLimits,
    resume_from_line: u64,
) -> Result<impl Iterator<Item = Result<Record, Rejected>> + use<R>, Problem> {
    text::skip_bom(&mut reader)?;
    let delimiter = delimiter(reader.fill_buf().map_err(|error| text::unreadable(&error))?);
    let mut scanner = Scanner::new(reader, delimiter, limits.max_row);
    let header = scanner.next().map_err(|error| text::unreadable(&error))?;
    let headers = headers(header)?;
    let columns = columns(&headers, design, mapping)?;
    Ok(CsvRows { scanner, headers, columns, limits, resume_from_line, ended: false })
}

/// The one of comma, semicolon and tab that the first line has most of, outside of quotes.
fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in start.iter().take_while(|byte| **byte != b'\n') {
        quoted ^= *byte == b'"';
        for (delimiter, count) in counts.iter_mut().filter(|(delimiter, _)| !quoted && delimiter == byte) {
            *count += usize::from(delimiter == byte);
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

fn headers(row: Option<Row>) -> Result<Vec<String>, Problem> {
    match row.map(|row| row.cells) {
        Some(Cells::Whole(cells)) => cells
            .iter()
            .map(|cell| Ok(text::utf8(cell).map_err(|problem| problem.on_line(1))?.trim().to_owned()))
            .collect(),
        Some(Cells::TooLong { bytes }) => Err(Problem::new(
            "header_invalid",
            format!("the first line has {bytes} bytes; write the names of the columns into the first line"),
        )),
        None => {
            Err(Problem::new("file_empty", "the file is empty; write the names of the columns into the first line"))
        }
    }
}

struct CsvRows<R> {
    scanner: Scanner<R>,
    headers: Vec<String>,
    columns: Vec<Column>,
    limits: ReadLimits,
    resume_from_line: u64,
    ended: bool,
}

impl<R: BufRead> Iterator for CsvRows<R> {
    type Item = Result<Record, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let row = match self.scanner.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Rejected::new(text::unreadable(&error), b"")));
                }
            };
            if row.line > self.resume_from_line {
                let record = self.record(&row);
                return Some(record.map_err(|problem| Rejected::new(problem.on_line(row.line), &row.raw)));
            }
        }
        None
    }
}

impl<R> CsvRows<R> {
    /// As many cells as there are columns.
    fn cells<'a>(&self, row: &'a Row) -> Result<&'a [Vec<u8>], Problem> {
        let cells = match &row.cells {
            Cells::TooLong { bytes } => return Err(jsonl::too_long(*bytes, self.limits.max_row)),
            Cells::Whole(cells) => cells,
        };
        if cells.len() != self.headers.len() {
            let message = format!(
                "the row has {} cells, the header has {}; check for a quote that is not closed or a delimiter that is not quoted",
                cells.len(),
                self.headers.len()
            );
            return Err(Problem::new("row_ragged", message));
        }
        Ok(cells)
    }

    fn record(&self, row: &Row) -> Result<Record, Problem> {
        let mut object = Map::new();
        let mut slots: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
        let mut claims = Vec::new();
        let mut metadata = Map::new();
        for ((cell, column), header) in self.cells(row)?.iter().zip(&self.columns).zip(&self.headers) {
            let cell = self.cell(cell).map_err(|problem| problem.within(header))?;
            if cell.is_empty() {
                continue;
            }
            match column {
                Column::Slot { slot, part } => {
                    let parts = slots.entry(slot).or_default();
                    parts.push((part.unwrap_or(parts.len()), cell));
                }
                Column::Field("priority") => {
                    object.insert("priority".to_owned(), whole_number(cell)?.into());
                }
                Column::Field(field) => {
                    object.insert((*field).to_owned(), cell.into());
                }
                Column::Claims => claims = claims_in(cell)?,
                Column::Metadata(key) => {
                    metadata.insert(key.clone(), cell.into());
                }
            }
        }
        let mut record = values::record(row.line, object, &self.limits)?;
        record.bytes = row.raw.len();
        record.metadata = metadata;
        record.claims = claims;
        for (slot, mut parts) in slots {
            parts.sort_by_key(|(part, _)| *part);
            record.slots.insert(slot.to_owned(), parts.into_iter().map(|(_, value)| value.to_owned()).collect());
        }
        Ok(record)
    }

    fn cell<'a>(&self, cell: &'a [u8]) -> Result<&'a str, Problem> {
        let cell = text::utf8(cell)?;
        text::check(cell, self.limits.max_text)?;
        Ok(cell)
    }
}

fn whole_number(cell: &str) -> Result<i64, Problem> {
    let message = || format!("`{cell}` is not a whole number");
    cell.trim().parse().map_err(|_| Problem::new("field_invalid", message()).within("priority"))
}

/// A JSON list, or one claim a line.
fn claims_in(cell: &str) -> Result<Vec<ClaimInput>, Problem> {
    if !cell.trim_start().starts_with('[') {
        let claim = |line: &str| ClaimInput { text: Some(line.trim().to_owned()), ..ClaimInput::default() };
        let lines = || cell.lines().filter(|line| !line.trim().is_empty());
        let n = lines().count();
        return if n > MAX_CLAIMS {
            Err(too_many_claims(n).within("claims"))
        } else {
            Ok(lines().map(claim).collect())
        };
    }
    let list: Value = serde_json::from_str(cell).map_err(|error| {
        Problem::new("field_invalid", format!("the list of claims is not JSON: {error}")).within("claims")
    })?;
    values::claims(Some(list))
}
