//! Crosscheck's own format: everything, one line an item.

mod read;
mod write;

use std::collections::BTreeMap;
use std::io::BufRead;

use crosscheck_domain::{Content, Cue, Item, Part, Problem};

pub use read::{NativeAnnotation, NativeItem, NativeRevision, NativeRows, NativeTruth, is_native, read_native};

use crate::{ClaimInput, ClaimSpan, Format, Purpose, ReadContext, Reader, Record, Records, Rejected, Writing};

/// What it does: writes each item with all its annotations, superseded ones too, with who, when, under which version of the
/// design and on which revision of the item, and the votes that statistics read. Bodies are copied as they are stored;
/// older ones of the item stand in `revisions` where an annotation was made on something else than the item shows now.
/// When to use it: backups of a project, moving it, and every analysis that needs more than a table.
/// When not: spreadsheets and training tools, which want a table, COCO or Web Annotation.
/// Example: `{"item_id":"…","external_id":"7","item":{…},"annotations":[{"id":"…","annotator":"…","body":{…}}]}`
/// Reference: the domain types; the manifest holds the designs.
pub const FORMAT: Format = Format {
    id: "native",
    title: "Crosscheck JSON lines",
    description: "Everything, one line an item with all annotations, votes and provenance",
    extensions: &["jsonl"],
    mime: "application/x-ndjson",
    read: Some(Reader::Rows(read_items)),
    write: Some(Writing {
        write: write::write,
        purposes: &[Purpose::Keep, Purpose::Evaluate, Purpose::Publish],
        loses: &[],
    }),
};

/// The items of a native file as rows of an import. Its media have to be in the project already; its annotations are
/// read by [`read_native`].
fn read_items<'a>(reader: Box<dyn BufRead + Send + 'a>, context: &ReadContext<'a>) -> Result<Records<'a>, Problem> {
    let rows = read_native(reader, context.limits.max_row, context.resume_from_line);
    Ok(Box::new(rows.map(|row| {
        let row = row?;
        row.item()
            .map(|item| Record { bytes: row.bytes, ..record(row.line, item) })
            .map_err(|problem| Rejected::new(problem, row.item.get().as_bytes()))
    })))
}

fn record(line: u64, item: Item) -> Record {
    let value = |part: &Part| match &part.content {
        Content::Text { text, .. } => text.clone(),
        Content::Asset { asset } => asset.sha256.clone(),
    };
    let (mut clocks, mut cues) = (BTreeMap::new(), BTreeMap::new());
    for (slot, parts) in &item.slots {
        let of_parts = || parts.iter().enumerate();
        let given = of_parts().filter_map(|(index, part)| Some((index, part.clock?)));
        clocks.insert(slot.clone(), given.collect());
        let timed = of_parts().filter_map(|(index, part)| Some((index, own_cues(part)?)));
        cues.insert(slot.clone(), timed.collect());
    }
    let slots = item.slots.iter().map(|(slot, parts)| (slot.clone(), parts.iter().map(value).collect())).collect();
    let claims = item.claim_sets.into_iter().flat_map(|set| {
        set.claims.into_iter().map(move |claim| ClaimInput {
            id: Some(claim.id),
            text: Some(claim.text),
            spans: claim
                .spans
                .into_iter()
                .map(|span| ClaimSpan { start: span.start, end: span.end, quote: Some(span.quote) })
                .collect(),
            part: Some(set.part.clone()),
            kind: claim.kind,
            polarity: claim.polarity,
            certainty: claim.certainty,
            parents: claim.parents,
            attributes: claim.attributes,
            time: claim.time,
            speaker: claim.speaker,
            ..ClaimInput::default()
        })
    });
    Record {
        line,
        external_id: Some(item.external_id),
        slots,
        clocks,
        cues,
        claims: claims.collect(),
        metadata: item.metadata,
        group: item.group,
        split: item.split,
        priority: item.priority,
        ..Record::default()
    }
}

/// The cues of a text on its own clock.
fn own_cues(part: &Part) -> Option<Vec<Cue>> {
    let Content::Text { cues, .. } = &part.content else { return None };
    let clock = part.clock.unwrap_or_default();
    let ms = |master: i64| clock.own_ms(master as f64).round() as i64;
    Some(cues.iter().map(|cue| Cue { start_ms: ms(cue.start_ms), end_ms: ms(cue.end_ms), ..cue.clone() }).collect())
}
