//! Projects in formats of time: corrected subtitles, intervals and tracks, a file for each item, part and annotation.

mod corrected;
mod corrections;
mod names;
mod regions;
mod tracks;

use crosscheck_domain::{Annotation, Content, Item, Outcome, Part, Problem};

use crate::timed::{Losses, TimedDocument, TimedFormat};
use crate::{ExportAnnotation, ExportContext, FormatError, Rows, Sink};

pub use corrected::{SRT, WEBVTT};
use names::Names;
pub use names::safe;
pub use regions::{AUDACITY, CTM, EAF, RTTM, TEXTGRID};
pub use tracks::{COCO_VIDEO, CVAT_VIDEO, MOT};

/// The type of a format of several files.
const ZIP: &str = "application/zip";

/// An annotation with what it was made on.
struct Source<'a> {
    item: &'a Item,
    annotation: &'a Annotation,
    stored: &'a ExportAnnotation<'a>,
    context: &'a ExportContext,
    /// Whether the item has other complete annotations.
    among_others: bool,
}

/// Calls `each` with every current, complete annotation.
fn each_annotation(
    rows: &mut dyn Rows,
    context: &ExportContext,
    losses: &mut Losses,
    each: &mut dyn FnMut(&Source<'_>, &mut Losses) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    while let Some(row) = rows.next_row()? {
        let contents = row.contents()?;
        let mut complete = Vec::new();
        for stored in row.annotations.iter().filter(|stored| stored.current) {
            let body = stored.body()?;
            if body.outcome == Outcome::Complete {
                complete.push((stored, body));
            } else {
                losses.add("outcomes", "annotations that declined the item or called it unusable are left out");
            }
        }
        let among_others = complete.len() > 1;
        for (stored, annotation) in &complete {
            each(&Source { item: contents.of(stored), annotation, stored, context, among_others }, losses)?;
        }
    }
    Ok(())
}

/// A part of an item as a document; its slot and id, and whether the item has others like it.
struct Document<'a> {
    slot: &'a str,
    part: &'a Part,
    document: TimedDocument,
}

/// One file for each document that `documents` makes of an annotation.
fn write_documents(
    rows: &mut dyn Rows,
    context: &ExportContext,
    sink: &mut dyn Sink,
    format: &TimedFormat,
    documents: for<'a> fn(&Source<'a>, &mut Losses) -> Vec<Document<'a>>,
) -> Result<Vec<Problem>, FormatError> {
    let (mut losses, mut names) = (Losses::default(), Names::default());
    each_annotation(rows, context, &mut losses, &mut |source, losses| {
        let found = documents(source, losses);
        let several = found.len() > 1;
        for Document { slot, part, document } in &found {
            let place = several.then_some((*slot, part.id.as_str()));
            sink.begin(&names.file(source, place, format.extensions[0]))?;
            sink.write_all((format.write)(document, losses).as_bytes())?;
        }
        Ok(())
    })?;
    Ok(losses.problems())
}

/// The name that the medium was uploaded under, without folders and ending.
fn media_name(item: &Item, part: &Part) -> String {
    match &part.content {
        Content::Asset { asset } => asset.name.as_deref().map(crate::timed::stem),
        Content::Text { .. } => None,
    }
    .filter(|name| !name.is_empty())
    .unwrap_or_else(|| item.external_id.clone())
}

/// A time of the master clock as the part itself counts.
fn own_ms(part: &Part, master_ms: i64) -> i64 {
    part.clock.map_or(master_ms, |clock| clock.own_ms(master_ms as f64).round() as i64)
}
