//! CSV with a header: comma, semicolon or tab, whichever the header has most of.

use super::lines::{LONGEST, LineError, Lines};
use super::source::Source;
use super::{Column, MOST_COLUMNS, Row, Wrong, places};
use crate::commands::Failure;

/// Where the cells of one row are.
struct Layout {
    delimiter: u8,
    n_cells: usize,
    /// For each place in the row, the column that was asked for.
    wanted: Vec<Option<usize>>,
}

pub fn read(
    source: &mut Source,
    columns: &[Column],
    each: &mut impl FnMut(&Row) -> Result<(), Wrong>,
) -> Result<u64, Failure> {
    let mut lines = Lines::of_csv();
    let layout = match lines.next(source) {
        Ok(Some((line, header))) => Layout::of(header, columns).map_err(|message| source.wrong(line, None, message))?,
        Ok(None) => return Err(source.wrong(1, None, "the file is empty")),
        Err(error) => return Err(broken(source, error)),
    };
    let mut n_rows = 0;
    let mut unquoted = Vec::new();
    loop {
        let (line, content) = match lines.next(source) {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(n_rows),
            Err(error) => return Err(broken(source, error)),
        };
        if content.is_empty() {
            continue;
        }
        let cells = layout.cells(content, &mut unquoted);
        let row = cells.and_then(|cells| Ok(Row { cells: texts(cells)? }));
        row.and_then(|row| each(&row)).map_err(|wrong| source.refused(line, columns, &wrong))?;
        n_rows += 1;
    }
}

/// What the first line names.
pub fn names(source: &mut Source) -> Result<Vec<String>, Failure> {
    let mut lines = Lines::of_csv();
    match lines.next(source) {
        Ok(Some((line, header))) => {
            header_names(header).map(|(_, names)| names).map_err(|message| source.wrong(line, None, message))
        }
        Ok(None) => Ok(Vec::new()),
        Err(error) => Err(broken(source, error)),
    }
}

fn broken(source: &Source, error: LineError) -> Failure {
    match error {
        LineError::Io(error) => Failure::System(format!("the table cannot be read further: {error}")),
        LineError::TooLong(line) => {
            let megabytes = LONGEST >> 20;
            source.wrong(
                line,
                None,
                format!("the row is longer than {megabytes} MB; look for a quote that is not closed"),
            )
        }
    }
}

type Cells<'a> = [Option<&'a [u8]>; MOST_COLUMNS];

fn texts(cells: Cells<'_>) -> Result<[Option<&str>; MOST_COLUMNS], Wrong> {
    let mut texts = [None; MOST_COLUMNS];
    for (column, (text, cell)) in texts.iter_mut().zip(cells).enumerate() {
        let Some(cell) = cell else { continue };
        let not_text =
            |_| Wrong { column: Some(column), message: "the cell is not UTF-8; save the file as UTF-8".into() };
        *text = Some(std::str::from_utf8(cell).map_err(not_text)?);
    }
    Ok(texts)
}

impl Layout {
    fn of(header: &[u8], columns: &[Column]) -> Result<Self, String> {
        let (delimiter, headers) = header_names(header)?;
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let mut wanted = vec![None; headers.len()];
        for (column, place) in places(&headers, columns)?.into_iter().enumerate() {
            if let Some(place) = place {
                wanted[place] = Some(column);
            }
        }
        Ok(Self { delimiter, n_cells: headers.len(), wanted })
    }

    /// The wanted cells of a row. Rows without quotes are only cut; others are unquoted into `unquoted`.
    fn cells<'a>(&self, row: &'a [u8], unquoted: &'a mut Vec<Vec<u8>>) -> Result<Cells<'a>, Wrong> {
        let mut cells: Cells = [None; MOST_COLUMNS];
        let mut n_cells = 0;
        if memchr::memchr(b'"', row).is_none() {
            let mut start = 0;
            for end in memchr::memchr_iter(self.delimiter, row).chain([row.len()]) {
                if let Some(&Some(column)) = self.wanted.get(n_cells) {
                    cells[column] = Some(&row[start..end]);
                }
                start = end + 1;
                n_cells += 1;
            }
        } else {
            unquote(row, self.delimiter, unquoted);
            n_cells = unquoted.len();
            for (place, cell) in unquoted.iter().enumerate() {
                if let Some(&Some(column)) = self.wanted.get(place) {
                    cells[column] = Some(cell);
                }
            }
        }
        if n_cells != self.n_cells {
            let message = format!(
                "the row has {n_cells} cells, the header has {}; look for a quote that is not closed or a delimiter \
                 that is not quoted",
                self.n_cells
            );
            return Err(Wrong { column: None, message });
        }
        Ok(cells)
    }
}

/// The delimiter of a header, and what it names.
fn header_names(header: &[u8]) -> Result<(u8, Vec<String>), String> {
    let header = header.strip_prefix(b"\xef\xbb\xbf").unwrap_or(header);
    let header = std::str::from_utf8(header).map_err(|_| "the file is not UTF-8; save it as UTF-8".to_owned())?;
    let count = |delimiter: char| header.matches(delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(',');
    let mut cells = Vec::new();
    unquote(header.as_bytes(), delimiter as u8, &mut cells);
    let names = cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
    Ok((delimiter as u8, names))
}

/// The cells of a row without their quotes; a doubled quote inside of quotes is a quote.
fn unquote(row: &[u8], delimiter: u8, cells: &mut Vec<Vec<u8>>) {
    cells.clear();
    let mut cell = Vec::new();
    let mut inside = false;
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if inside && bytes.peek() == Some(&b'"') => {
                bytes.next();
                cell.push(b'"');
            }
            b'"' if inside || cell.is_empty() => inside = !inside,
            byte if byte == delimiter && !inside => cells.push(std::mem::take(&mut cell)),
            byte => cell.push(byte),
        }
    }
    cells.push(cell);
}
