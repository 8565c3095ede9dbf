//! Foreign formats in and out; knows no database.
//!
//! Reading: bytes → [`Record`]s, one a row, and [`Rejected`] rows with line and field; the rest is kept. Writing: [`Rows`]
//! that the caller pulls out of its store → files, a [`Manifest`] of hashes, and a list of what the format could not say.

mod card;
mod coco;
mod convert;
mod export;
mod files;
mod format;
mod in_time;
mod item;
mod manifest;
mod media_ref;
pub mod native;
mod package;
mod record;
mod rows;
mod table;
mod tally;
pub mod timed;
pub mod tracks;
mod truth;
mod web_annotation;
mod xml;

pub use card::card;
pub use convert::{Converted, Foreign, convert};
pub use export::{
    AgreementFigure, ExcludedAnnotator, ExportAnnotation, ExportContext, ExportRequest, ExportRow, ExportTruth,
    FormatError, Rows, Sink, export, export_bundle,
};
pub use files::{ArchiveBudget, ArchiveLimits, Folder, Paired, UnpackError, Unpacked, new_file, pair_media, unpack};
pub use format::{FORMATS, Format, Purpose, ReadContext, Reader, Records, Writing, format};
pub use item::item;
pub use manifest::{Manifest, ManifestFile};
pub use media_ref::{MediaRef, clean_path};
pub use record::{ClaimInput, ClaimSpan, ReadLimits, Record, Rejected};
pub use rows::{guess_columns, read_csv, read_jsonl};
pub use table::{protect, unprotect};
pub use tally::Summary;
