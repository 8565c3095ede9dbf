//! Tables in long form, read row by row: CSV, JSON lines or Parquet, told apart by what they contain.
//!
//! ```ignore
//! const COLUMNS: &[Column] = &[Column::required("item", &["task"]), Column::optional("group", &[])];
//! read(&given, COLUMNS, |row| rows.push(row.text(0), row.get(1)).map_err(|error| row.wrong(0, error)))?;
//! ```

mod csv;
mod given;
mod jsonl;
mod lines;
mod parquet;
mod ratings;
mod source;

use std::fmt::Display;

use crate::commands::Failure;
use source::Source;

pub use given::Given;
pub use ratings::{Rating, known, ratings};
pub use source::Kind;

/// The most columns that one command asks for.
const MOST_COLUMNS: usize = 8;

/// A column that a command asks for. Names are compared without regard to case.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    /// What other tools call it.
    aliases: &'static [&'static str],
    required: bool,
}

impl Column {
    pub const fn required(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { name, aliases, required: true }
    }

    pub const fn optional(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { name, aliases, required: false }
    }

    fn is_named(&self, header: &str) -> bool {
        let header = header.trim();
        self.name.eq_ignore_ascii_case(header) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(header))
    }
}

/// The cells of one row, by the number of the column in the list that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    cells: [Option<&'a str>; MOST_COLUMNS],
}

impl<'a> Row<'a> {
    /// The cell, or `None` where it is empty or the table has no such column.
    pub fn get(&self, column: usize) -> Option<&'a str> {
        self.cells[column].filter(|cell| !cell.is_empty())
    }

    /// The cell, or the empty text.
    pub fn text(&self, column: usize) -> &'a str {
        self.cells[column].unwrap_or_default()
    }

    /// The cell, which has to hold something.
    pub fn named(&self, column: usize) -> Result<&'a str, Wrong> {
        self.get(column).ok_or_else(|| self.wrong(column, "the cell is empty; give it a name or leave the row out"))
    }

    /// A complaint about one cell of this row.
    pub fn wrong(&self, column: usize, message: impl Display) -> Wrong {
        Wrong { column: Some(column), message: message.to_string() }
    }
}

/// What is wrong with a row; [`read`] adds file, line and the name of the column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub column: Option<usize>,
    pub message: String,
}

/// Gives each row of the file to `each`, and stops at the first one that is wrong. Holds no more than one row, or one
/// page of Parquet; shows a progress bar on a terminal. Returns the number of rows, which is never zero.
pub fn read(
    given: &Given,
    columns: &[Column],
    mut each: impl FnMut(&Row) -> Result<(), Wrong>,
) -> Result<u64, Failure> {
    assert!(columns.len() <= MOST_COLUMNS, "a command asks for at most {MOST_COLUMNS} columns");
    let mut source = Source::open(given)?;
    let n_rows = match source.kind()? {
        Kind::Csv => csv::read(&mut source, columns, &mut each)?,
        Kind::JsonLines => jsonl::read(&mut source, columns, &mut each)?,
        Kind::Parquet => parquet::read(&source, columns, &mut each)?,
    };
    if n_rows == 0 {
        return Err(source.wrong(1, None, "there are no rows below the names of the columns"));
    }
    Ok(n_rows)
}

/// Whether the first row has this column; commands that understand several tables ask for it.
pub fn has_column(given: &Given, column: &Column) -> Result<bool, Failure> {
    let mut source = Source::open(given)?;
    let names = match source.kind()? {
        Kind::Csv => csv::names(&mut source)?,
        Kind::JsonLines => jsonl::names(&mut source)?,
        Kind::Parquet => parquet::names(&source)?,
    };
    Ok(names.iter().any(|name| column.is_named(name)))
}

/// For each column that was asked for, its place among the headers.
fn places(headers: &[&str], columns: &[Column]) -> Result<Vec<Option<usize>>, String> {
    columns
        .iter()
        .map(|column| {
            let mut found = headers.iter().enumerate().filter(|(_, header)| column.is_named(header));
            let place = found.next().map(|(place, _)| place);
            if let (Some(first), Some((second, _))) = (place, found.next()) {
                let (first, second) = (headers[first], headers[second]);
                return Err(format!("the columns {first:?} and {second:?} both mean {}; keep one", column.name));
            }
            match place {
                None if column.required => Err(missing(column, headers)),
                place => Ok(place),
            }
        })
        .collect()
}

fn missing(column: &Column, headers: &[&str]) -> String {
    let or = match column.aliases {
        [] => String::new(),
        aliases => format!(" (or {})", aliases.join(", ")),
    };
    format!("there is no column {}{or}; the columns are: {}", column.name, headers.join(", "))
}

#[cfg(test)]
mod tests;
