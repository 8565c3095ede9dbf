//! The list of formats that can be read or written.

use std::collections::BTreeMap;
use std::io::BufRead;

use crosscheck_domain::{Design, Problem};

use crate::{
    ExportContext, Folder, FormatError, ReadLimits, Record, Rejected, Rows, Sink, coco, files, native, rows, table,
    web_annotation,
};

/// One foreign format. Another one is one file with a constant, and one line in [`FORMATS`].
pub struct Format {
    pub id: &'static str,
    pub title: &'static str,
    /// One sentence for people.
    pub description: &'static str,
    /// Endings of file names, the usual one first.
    pub extensions: &'static [&'static str],
    pub mime: &'static str,
    /// True where writing and reading again may lose something; the losses are reported.
    pub lossy: bool,
    pub read: Option<Reader>,
    pub write: Option<Writer>,
}

/// How a format is read.
#[derive(Clone, Copy)]
pub enum Reader {
    /// One file of rows.
    Rows(for<'a> fn(Box<dyn BufRead + Send + 'a>, &ReadContext<'a>) -> Result<Records<'a>, Problem>),
    /// A folder of files; a zip is unpacked into one first.
    Folder(for<'a> fn(&'a Folder, &ReadContext<'a>) -> Result<Records<'a>, Problem>),
}

/// Writes every row, and returns what the format could not say.
pub type Writer = fn(&mut dyn Rows, &ExportContext, &mut dyn Sink) -> Result<Vec<Problem>, FormatError>;

/// Rows and rejected rows, in the order of the file.
pub type Records<'a> = Box<dyn Iterator<Item = Result<Record, Rejected>> + Send + 'a>;

/// What a reader needs to know.
#[derive(Clone, Copy)]
pub struct ReadContext<'a> {
    pub design: &'a Design,
    /// Header → slot, for CSV files with headers of their own.
    pub columns: &'a BTreeMap<String, String>,
    pub limits: &'a ReadLimits,
    /// Rows up to this line were read before.
    pub resume_from_line: u64,
}

pub static FORMATS: &[Format] = &[
    rows::JSONL,
    rows::CSV,
    files::FORMAT,
    native::FORMAT,
    table::CSV,
    table::PARQUET,
    coco::FORMAT,
    web_annotation::FORMAT,
];

/// The format with this id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}
