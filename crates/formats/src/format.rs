//! The list of formats that can be read or written.

use std::collections::BTreeMap;
use std::io::BufRead;

use crosscheck_domain::{Design, Problem};

use crate::{
    ExportContext, Folder, FormatError, ReadLimits, Record, Rejected, Rows, Sink, coco, files, in_time, native, rows,
    table, truth, web_annotation,
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
    pub read: Option<Reader>,
    pub write: Option<Writing>,
}

impl Format {
    /// True when it writes several files, which are exported as a zip.
    pub fn is_bundle(&self) -> bool {
        self.mime == "application/zip" && self.write.is_some()
    }

    /// True when what it writes holds everything, so that it can be read back whole.
    pub fn keeps_everything(&self) -> bool {
        self.write.is_some_and(|writing| writing.loses.is_empty())
    }
}

impl Format {
    /// True when it writes the votes of each annotation.
    pub fn wants_votes(&self) -> bool {
        self.keeps_everything() || self.write.is_some_and(|writing| writing.purposes.contains(&Purpose::Train))
    }
}

/// How a format is written, and what people get from it.
#[derive(Clone, Copy)]
pub struct Writing {
    pub write: Writer,
    pub purposes: &'static [Purpose],
    /// What it cannot say whatever the project holds, a sentence each; empty where it says everything. What of it an
    /// export lost is counted by the writer.
    pub loses: &'static [&'static str],
}

/// What people export for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Archive everything, or bring it into another Crosscheck.
    Keep,
    /// Train a model, or evaluate one, on what is accepted as true.
    Train,
    /// Measure a model or its captions by what people judged.
    Evaluate,
    /// Give the annotations to others.
    Publish,
    /// Count and plot in a notebook or a spreadsheet.
    Analyse,
    /// Train a detector or a segmenter on the regions.
    Detect,
    /// Go on in another tool.
    Move,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Train => "train",
            Self::Evaluate => "evaluate",
            Self::Publish => "publish",
            Self::Analyse => "analyse",
            Self::Detect => "detect",
            Self::Move => "move",
        }
    }
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
    truth::FORMAT,
    in_time::WEBVTT,
    in_time::SRT,
    in_time::TEXTGRID,
    in_time::EAF,
    in_time::RTTM,
    in_time::AUDACITY,
    in_time::CTM,
    in_time::MOT,
    in_time::COCO_VIDEO,
    in_time::CVAT_VIDEO,
];

/// The format with this id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}
