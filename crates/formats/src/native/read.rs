//! Reads native lines back, as items with annotations or as rows of another export.

use std::io::BufRead;

use crosscheck_domain::{Annotation, GroundTruth, Item, Problem};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::rows::{Line, Lines};
use crate::{ExportAnnotation, ExportRow, ExportTruth, FormatError, Rejected, Rows};

/// One line: an item and its annotations, whose bodies are parsed when they are asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeItem {
    #[serde(skip)]
    pub line: u64,
    /// Bytes of the line.
    #[serde(skip)]
    pub bytes: usize,
    pub item_id: String,
    pub external_id: String,
    #[serde(default = "first")]
    pub revision: u32,
    pub item: Box<RawValue>,
    /// What annotations were made on that shows something else.
    #[serde(default)]
    pub revisions: Vec<NativeRevision>,
    pub annotations: Vec<NativeAnnotation>,
    /// Everything that was signed of the item, oldest first.
    #[serde(default)]
    pub truths: Vec<NativeTruth>,
    /// The side that it was dealt to.
    #[serde(default)]
    pub split: Option<String>,
}

/// A ground truth, whose body is parsed when it is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeTruth {
    pub id: String,
    pub kind: String,
    pub signer: String,
    pub item_revision: u32,
    pub design_version: u32,
    pub seq: u64,
    pub signed_at_ms: i64,
    pub current: bool,
    pub supersedes: Option<String>,
    pub body: Box<RawValue>,
}

/// An older revision of the item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeRevision {
    pub revision: u32,
    pub item: Box<RawValue>,
}

/// Of items in exports that do not tell.
fn first() -> u32 {
    1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeAnnotation {
    pub id: String,
    pub annotator: String,
    pub annotator_kind: String,
    #[serde(default = "first")]
    pub item_revision: u32,
    pub design_version: u32,
    pub seq: u64,
    pub submitted_at_ms: i64,
    pub late: bool,
    pub surplus: bool,
    #[serde(default)]
    pub informed: bool,
    pub current: bool,
    pub supersedes: Option<String>,
    pub active_ms: u64,
    #[serde(default)]
    pub votes: Option<Box<RawValue>>,
    pub body: Box<RawValue>,
}

impl NativeItem {
    pub fn item(&self) -> Result<Item, Problem> {
        parse(&self.item).map_err(|problem| problem.within("item").on_line(self.line))
    }
}

impl NativeRevision {
    pub fn item(&self) -> Result<Item, Problem> {
        parse(&self.item).map_err(|problem| problem.within("item"))
    }
}

impl NativeTruth {
    pub fn body(&self) -> Result<GroundTruth, Problem> {
        parse(&self.body).map_err(|problem| problem.within("body"))
    }
}

impl NativeAnnotation {
    pub fn body(&self) -> Result<Annotation, Problem> {
        parse(&self.body).map_err(|problem| problem.within("body"))
    }
}

fn parse<T: DeserializeOwned>(json: &RawValue) -> Result<T, Problem> {
    serde_json::from_str(json.get()).map_err(|error| Problem::new("field_invalid", error.to_string()))
}

/// The lines behind `resume_from_line` (0 reads all). A line above `max_line` bytes is skipped to its end and reported.
pub fn read_native<R: BufRead>(reader: R, max_line: usize, resume_from_line: u64) -> NativeLines<R> {
    NativeLines { lines: Lines::new(reader, max_line), resume_from_line, ended: false }
}

/// Whether the first row is one of a native export.
pub fn is_native<R: BufRead>(reader: R, max_line: usize) -> bool {
    let mut lines = Lines::new(reader, max_line);
    while let Ok(Some((_, Line::Whole(raw)))) = lines.next() {
        if !raw.trim_ascii().is_empty() {
            let raw = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
            let keys = ["item_id", "external_id", "item", "annotations"];
            let row: Result<std::collections::HashMap<String, serde::de::IgnoredAny>, _> = serde_json::from_slice(raw);
            return row.is_ok_and(|row| keys.iter().all(|key| row.contains_key(*key)));
        }
    }
    false
}

pub struct NativeLines<R> {
    lines: Lines<R>,
    resume_from_line: u64,
    ended: bool,
}

impl<R: BufRead> Iterator for NativeLines<R> {
    type Item = Result<NativeItem, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.lines.next() {
                Ok(None) => break,
                Ok(Some((line, _))) if line <= self.resume_from_line => {}
                Ok(Some((_, Line::Whole(raw)))) if raw.trim_ascii().is_empty() => {}
                Ok(Some((line, content))) => return Some(item(line, &content)),
                Err(error) => {
                    self.ended = true;
                    let problem = Problem::new("read_failed", format!("the file cannot be read further: {error}"));
                    return Some(Err(Rejected::new(problem, b"")));
                }
            }
        }
        None
    }
}

fn item(line: u64, content: &Line<'_>) -> Result<NativeItem, Rejected> {
    match content {
        Line::TooLong { start, bytes } => {
            let message = format!("the line has {bytes} bytes, which is above the limit");
            Err(Rejected::new(Problem::new("row_too_long", message).on_line(line), start))
        }
        Line::Whole(raw) => match serde_json::from_slice::<NativeItem>(raw) {
            Ok(item) => Ok(NativeItem { line, bytes: raw.len(), ..item }),
            Err(error) => {
                let message = format!("the line is no item of a native export: {error}");
                Err(Rejected::new(Problem::new("invalid_json", message).on_line(line), raw))
            }
        },
    }
}

/// A native file as source of another export.
pub struct NativeRows<R> {
    lines: NativeLines<R>,
    current: Option<NativeItem>,
}

impl<R: BufRead> NativeRows<R> {
    pub fn new(reader: R, max_line: usize) -> Self {
        Self { lines: read_native(reader, max_line, 0), current: None }
    }
}

impl<R: BufRead> Rows for NativeRows<R> {
    fn next_row(&mut self) -> Result<Option<ExportRow<'_>>, FormatError> {
        let refuse = |rejected: Rejected| FormatError::Rows(rejected.problem.to_string().into());
        self.current = self.lines.next().transpose().map_err(refuse)?;
        Ok(self.current.as_ref().map(|item| ExportRow {
            item_id: &item.item_id,
            external_id: &item.external_id,
            revision: item.revision,
            item_json: item.item.get(),
            older: item.revisions.iter().map(|older| (older.revision, older.item.get())).collect(),
            annotations: item.annotations.iter().map(row).collect(),
            truths: item.truths.iter().map(truth).collect(),
            split: item.split.as_deref(),
        }))
    }
}

fn row(annotation: &NativeAnnotation) -> ExportAnnotation<'_> {
    ExportAnnotation {
        id: &annotation.id,
        annotator: &annotation.annotator,
        annotator_kind: &annotation.annotator_kind,
        item_revision: annotation.item_revision,
        design_version: annotation.design_version,
        seq: annotation.seq,
        submitted_at_ms: annotation.submitted_at_ms,
        late: annotation.late,
        surplus: annotation.surplus,
        informed: annotation.informed,
        current: annotation.current,
        supersedes: annotation.supersedes.as_deref(),
        active_ms: annotation.active_ms,
        votes_json: annotation.votes.as_ref().map(|votes| votes.get()),
        body_json: annotation.body.get(),
    }
}

fn truth(truth: &NativeTruth) -> ExportTruth<'_> {
    ExportTruth {
        id: &truth.id,
        kind: &truth.kind,
        signer: &truth.signer,
        item_revision: truth.item_revision,
        design_version: truth.design_version,
        seq: truth.seq,
        signed_at_ms: truth.signed_at_ms,
        current: truth.current,
        supersedes: truth.supersedes.as_deref(),
        body_json: truth.body.get(),
    }
}
