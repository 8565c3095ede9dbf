//! What an export is made of: rows that the caller pulls out of its store, and files that a format writes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crosscheck_domain::{Annotation, Design, GroundTruth, Item, ItemState, Problem, Splits};
use serde::{Deserialize, Serialize};

use crate::card::card_json;
use crate::package::Package;
use crate::tally::Tally;
use crate::{Format, Manifest};

/// One item with its annotations. The bodies are the stored JSON, so that a lossless format need not parse them.
pub struct ExportRow<'a> {
    pub item_id: &'a str,
    pub external_id: &'a str,
    /// Of the content in `item_json`.
    pub revision: u32,
    pub item_json: &'a str,
    /// Revision and content of each that annotators saw something else in, where an annotation was made on it.
    pub older: Vec<(u32, &'a str)>,
    /// In the order of their ids.
    pub annotations: Vec<ExportAnnotation<'a>>,
    /// Everything that was signed of the item, oldest first.
    pub truths: Vec<ExportTruth<'a>>,
    /// The side that it was dealt to, where splits were asked for.
    pub split: Option<&'a str>,
}

/// A ground truth with everything that is known about how it came into being.
#[derive(Clone, Copy)]
pub struct ExportTruth<'a> {
    pub id: &'a str,
    pub kind: &'a str,
    /// The id of who signed it; what is written is the name that the context gives it.
    pub signer: &'a str,
    pub item_revision: u32,
    pub design_version: u32,
    pub seq: u64,
    pub signed_at_ms: i64,
    /// False once it was superseded or taken back.
    pub current: bool,
    pub supersedes: Option<&'a str>,
    /// `domain::GroundTruth` as stored.
    pub body_json: &'a str,
}

/// One annotation with everything that is known about how it came into being.
#[derive(Clone, Copy)]
pub struct ExportAnnotation<'a> {
    pub id: &'a str,
    /// The id of the annotator; what is written is the name that the context gives it.
    pub annotator: &'a str,
    pub annotator_kind: &'a str,
    /// The revision of the item that it was made on.
    pub item_revision: u32,
    pub design_version: u32,
    pub seq: u64,
    pub submitted_at_ms: i64,
    pub late: bool,
    pub surplus: bool,
    /// Its author had seen what others answered, or a suggestion.
    pub informed: bool,
    /// False once it was superseded or retracted.
    pub current: bool,
    pub supersedes: Option<&'a str>,
    pub active_ms: u64,
    /// The ratings of this annotation as a JSON list of `{field, unit, value}`, where the caller has them.
    pub votes_json: Option<&'a str>,
    pub body_json: &'a str,
}

/// Items in the order of their ids, pulled one at a time so that memory stays flat.
pub trait Rows {
    fn next_row(&mut self) -> Result<Option<ExportRow<'_>>, FormatError>;
}

/// What every row has in common. Nothing in it depends on the moment or the machine.
#[derive(Clone, Debug, Default)]
pub struct ExportContext {
    pub project_slug: String,
    /// What the newest of the designs is called.
    pub title: String,
    /// What was asked for, told in the manifest.
    pub request: ExportRequest,
    /// The rows show the facts up to this sequence number.
    pub seq: u64,
    pub designs: BTreeMap<u32, Design>,
    /// Id of an annotator → the name or pseudonym to write; the id itself where it is missing.
    pub annotators: BTreeMap<String, String>,
    /// How far people agreed, up to the sequence number.
    pub agreement: Vec<AgreementFigure>,
    /// Whose answers are not among the rows.
    pub excluded: Vec<ExcludedAnnotator>,
}

/// Somebody whose answers were left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedAnnotator {
    /// As the rows would name them.
    pub annotator: String,
    pub reason: String,
    /// How many current annotations are missing by that.
    pub n_annotations: u64,
}

/// How far people agreed on one field, by the measure that is recommended for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementFigure {
    pub field: String,
    pub metric: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undefined: Option<String>,
    /// Lower and upper end of the 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
    pub n_units: u64,
    pub n_annotators: u64,
    pub n_ratings: u64,
}

impl ExportContext {
    pub fn annotator<'a>(&'a self, id: &'a str) -> &'a str {
        self.annotators.get(id).map_or(id, String::as_str)
    }

    /// The design that an annotation was made under.
    pub fn design(&self, version: u32) -> Result<&Design, FormatError> {
        self.designs.get(&version).ok_or(FormatError::DesignMissing(version))
    }
}

/// Which part of the facts an export holds, and how people are named in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// Only items in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ItemState>,
    /// Annotations that arrived when their item was full, too.
    pub include_surplus: bool,
    pub pseudonyms: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub splits: Option<Splits>,
}

/// Takes the files of an export, one after the other.
pub trait Sink: Write + Send {
    /// What is written next goes to a file of this name.
    fn begin(&mut self, name: &str) -> Result<(), FormatError>;
}

/// Why an export could not be finished. Never the fault of the person who asked for it.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("the export cannot be written: {0}")]
    Io(#[from] io::Error),
    #[error("the zip file cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the Parquet file cannot be written: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
    #[error("what is stored for {what} cannot be read: {error}")]
    Stored { what: String, error: serde_json::Error },
    #[error("version {0} of the design is missing from the export; give every version that an annotation names")]
    DesignMissing(u32),
    #[error("item {0} comes out of order; give the rows by item id")]
    Order(String),
    #[error("the format has several files; export it as a bundle")]
    SeveralFiles,
    #[error("the format {0} cannot be written")]
    NotWritable(&'static str),
    #[error("the rows cannot be read: {0}")]
    Rows(Box<dyn std::error::Error + Send + Sync>),
}

impl ExportRow<'_> {
    pub(crate) fn contents(&self) -> Result<Contents, FormatError> {
        let older = |(revision, json): &(u32, &str)| {
            Ok((*revision, parse(json, || format!("revision {revision} of item {}", self.item_id))?))
        };
        Ok(Contents {
            newest: parse(self.item_json, || format!("item {}", self.item_id))?,
            older: self.older.iter().map(older).collect::<Result<_, FormatError>>()?,
        })
    }
}

/// What an item shows and what it showed before.
pub(crate) struct Contents {
    pub newest: Item,
    older: BTreeMap<u32, Item>,
}

impl Contents {
    /// What the annotation was made on.
    pub fn of(&self, annotation: &ExportAnnotation<'_>) -> &Item {
        self.older.get(&annotation.item_revision).unwrap_or(&self.newest)
    }

    /// Whether the item shows something else by now.
    pub fn outdated(&self, annotation: &ExportAnnotation<'_>) -> bool {
        self.older.contains_key(&annotation.item_revision)
    }
}

impl ExportAnnotation<'_> {
    pub(crate) fn body(&self) -> Result<Annotation, FormatError> {
        parse(self.body_json, || format!("annotation {}", self.id))
    }
}

impl ExportTruth<'_> {
    pub(crate) fn body(&self) -> Result<GroundTruth, FormatError> {
        parse(self.body_json, || format!("ground truth {}", self.id))
    }
}

fn parse<T: serde::de::DeserializeOwned>(json: &str, what: impl Fn() -> String) -> Result<T, FormatError> {
    serde_json::from_str(json).map_err(|error| FormatError::Stored { what: what(), error })
}

/// Writes every row to `out`, as the one file of the format. Two exports of the same rows are the same bytes.
pub fn export<W: Write + Send>(
    format: &Format,
    rows: &mut dyn Rows,
    context: &ExportContext,
    out: W,
) -> Result<(Manifest, Vec<Problem>, W), FormatError> {
    let mut package = Package::single(out);
    let (manifest, losses) = write(format, rows, context, &mut package)?;
    Ok((manifest, losses, package.finish()?))
}

/// Writes every row into a zip that also holds `manifest.json`, however many files the format has.
pub fn export_bundle<W: Write + Send>(
    format: &Format,
    rows: &mut dyn Rows,
    context: &ExportContext,
    out: W,
) -> Result<(Manifest, Vec<Problem>, W), FormatError> {
    let mut package = Package::bundle(out);
    let (manifest, losses) = write(format, rows, context, &mut package)?;
    package.begin("manifest.json")?;
    package.write_all(manifest.to_json().as_bytes())?;
    package.begin("croissant.json")?;
    package.write_all(card_json(format, &manifest).as_bytes())?;
    Ok((manifest, losses, package.finish()?))
}

fn write<W: Write + Send>(
    format: &Format,
    rows: &mut dyn Rows,
    context: &ExportContext,
    package: &mut Package<W>,
) -> Result<(Manifest, Vec<Problem>), FormatError> {
    let write = format.write.ok_or(FormatError::NotWritable(format.id))?.write;
    let mut counted = Counted { rows, tally: Tally::default(), last: None };
    let mut losses = write(&mut counted, context, package)?;
    let mut tally = counted.tally;
    losses.extend(tally.leaks());
    Ok((Manifest::new(format.id, context, tally.summary(), package.files()?), losses))
}

/// Counts what passes, and holds the caller to the order that makes exports repeatable.
struct Counted<'a> {
    rows: &'a mut dyn Rows,
    tally: Tally,
    last: Option<String>,
}

impl Rows for Counted<'_> {
    fn next_row(&mut self) -> Result<Option<ExportRow<'_>>, FormatError> {
        let Some(mut row) = self.rows.next_row()? else { return Ok(None) };
        if self.last.as_deref().is_some_and(|last| last >= row.item_id) {
            return Err(FormatError::Order(row.item_id.to_owned()));
        }
        row.item_id.clone_into(self.last.get_or_insert_default());
        row.annotations.sort_by_key(|annotation| annotation.id);
        self.tally.count(&row);
        Ok(Some(row))
    }
}
