//! A long table of everything that was judged: verdicts with their errors, omissions, answers and outcomes.

mod columns;
mod csv;
mod parquet;
mod protect;
mod rows;

pub use protect::{protect, unprotect};

use crate::{Format, Purpose, Writing};

/// What it does: writes one row for each verdict (one for each of its errors where it has several), omission, answer, link
/// and for the outcome of each annotation, with who, when and in which state.
/// When to use it: spreadsheets, and statistics in R or Python.
/// When not: regions, whose selectors stand in the table as JSON only; lossless copies, which are native JSON lines.
/// Example: `kind,field,unit,value` and `verdict,verdict,claim:c1,contradicted`
/// Reference: RFC 4180. A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or carriage
/// return, after any number of `'`) is written with one more `'` before it; numbers stay as they are. Taking one `'` away
/// from cells that begin with `'` and such a character restores every text.
pub const CSV: Format = Format {
    id: "table_csv",
    title: "Table as CSV",
    description: "Verdicts, errors, omissions, answers and links, one a row, safe to open in a spreadsheet",
    extensions: &["csv"],
    mime: "text/csv",
    read: None,
    write: Some(Writing { write: csv::write, purposes: TABLE_FOR, loses: TABLE_LOSES }),
};

/// What it does: writes the same rows as the CSV table, in typed columns.
/// When to use it: large projects; columnar tools.
/// When not: spreadsheets.
/// Example: `select value, count(*) from 'p.parquet' where field = 'verdict' group by value`
/// Reference: <https://parquet.apache.org/docs/file-format/>
pub const PARQUET: Format = Format {
    id: "table_parquet",
    title: "Table as Parquet",
    description: "The same rows as the CSV table, in typed columns",
    extensions: &["parquet"],
    mime: "application/vnd.apache.parquet",
    read: None,
    write: Some(Writing { write: parquet::write, purposes: TABLE_FOR, loses: TABLE_LOSES }),
};

const TABLE_FOR: &[Purpose] = &[Purpose::Analyse, Purpose::Evaluate];
const TABLE_LOSES: &[&str] = &[
    "regions stand in it only as evidence of a row, as JSON",
    "texts stand in it only as what was judged, and metadata of items not at all",
];
