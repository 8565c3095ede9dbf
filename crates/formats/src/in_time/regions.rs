//! Intervals of sounds and videos as tiers, one for each speaker or label.

use crosscheck_domain::{Content, Part, Problem, Region, Selector};
use serde_json::Value;

use super::{Document, Source, ZIP, media_name, own_ms, write_documents};
use crate::format::Writer;
use crate::timed::{Losses, Segment, Tier, TimedDocument, timed_format};
use crate::{ExportContext, Format, FormatError, Purpose, Rows, Sink, Writing};

/// What it does: writes the intervals of sounds and videos: a tier for each speaker or label, with the attribute `text`, or the
/// label, as text.
/// When to use it: going on in Praat.
/// When not: pictures, claims and judgements; overlaps go to tiers of their own.
/// Example: `intervals [1]:`, `xmin = 0`, `xmax = 1.5`, `text = "two dogs"` on a line each
/// Reference: <https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html>
pub const TEXTGRID: Format =
    format("textgrid", "Praat TextGrid", "Intervals of sounds and videos as tiers, for Praat", textgrid);

/// What it does: writes the intervals of sounds and videos as tiers of ELAN.
/// When to use it: going on in ELAN.
/// When not: pictures, claims and judgements; points become a millisecond long.
/// Example: `<ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">…`
/// Reference: <https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf>
pub const EAF: Format = format("eaf", "ELAN", "Intervals of sounds and videos as tiers, for ELAN", eaf);

/// What it does: writes the intervals of sounds and videos as speech of a speaker: the attribute `speaker`, or the label.
/// When to use it: scoring of diarization.
/// When not: texts, points and frequency bands.
/// Example: `SPEAKER meeting 1 6.690 0.430 <NA> <NA> Ann <NA> <NA>`
/// Reference: NIST, The 2009 Rich Transcription Meeting Recognition Evaluation Plan, appendix A
pub const RTTM: Format = format("rttm", "RTTM", "Intervals of sounds and videos as who speaks when", rttm);

/// What it does: writes the intervals of sounds and videos as labels, with their frequency bands.
/// When to use it: listening in Audacity.
/// When not: channels and speakers.
/// Example: `1.500000`, a tab, `2.000000`, a tab, `siren`
/// Reference: <https://manual.audacityteam.org/man/importing_and_exporting_labels.html>
pub const AUDACITY: Format =
    format("audacity", "Audacity labels", "Intervals of sounds and videos as labels, for Audacity", audacity);

/// What it does: writes the intervals of sounds and videos that have a text as words with times.
/// When to use it: scoring of recognisers.
/// When not: sentences, whose words have no times of their own and are joined with `_`.
/// Example: `meeting A 0.200 0.300 hello`
/// Reference: NIST Scoring Toolkit, ctm file format
pub const CTM: Format = format("ctm", "CTM", "Intervals of sounds and videos as words with times", ctm);

const fn format(id: &'static str, title: &'static str, description: &'static str, write: Writer) -> Format {
    let writing = Writing { write, purposes: &[Purpose::Move, Purpose::Evaluate], loses: LOSES };
    Format { id, title, description, extensions: &["zip"], mime: ZIP, read: None, write: Some(writing) }
}

const LOSES: &[&str] = &[
    "claims, verdicts, omissions, answers and links are left out",
    "annotations that declined their item, called it unusable or were replaced are left out",
    "regions other than intervals, and attributes other than text and speaker, are left out",
];

/// Attributes that say what is heard, the usual one first.
const TEXTS: [&str; 3] = ["text", "transcript", "transcription"];
const SPEAKER: &str = "speaker";
const UNLABELLED: &str = "unlabelled";

fn textgrid(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "textgrid")
}

fn eaf(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "eaf")
}

fn rttm(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "rttm")
}

fn audacity(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "audacity")
}

fn ctm(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    write(rows, context, sink, "ctm")
}

fn write(
    rows: &mut dyn Rows,
    context: &ExportContext,
    sink: &mut dyn Sink,
    id: &str,
) -> Result<Vec<Problem>, FormatError> {
    let format = timed_format(id).expect("the list of formats of time has it");
    write_documents(rows, context, sink, format, documents)
}

/// One document for each sound or video with an interval.
fn documents<'a>(source: &Source<'a>, losses: &mut Losses) -> Vec<Document<'a>> {
    let annotation = source.annotation;
    let mut found: Vec<Document<'a>> = Vec::new();
    for (slot, parts) in &source.item.slots {
        for part in parts {
            let here = annotation.regions.iter().filter(|region| region.slot == *slot && region.part == part.id);
            let mut tiers: Vec<Tier> = Vec::new();
            for region in here {
                let Some((name, segment)) = segment(region, part, losses) else {
                    losses.add("other_regions", "regions other than intervals are left out");
                    continue;
                };
                match tiers.iter_mut().find(|tier| tier.name == name) {
                    Some(tier) => tier.segments.push(segment),
                    None => tiers.push(Tier::new(name, vec![segment])),
                }
            }
            if !tiers.is_empty() {
                found.push(Document { slot, part, document: document(source, part, tiers) });
            }
        }
    }
    let n = annotation.verdicts.len() + annotation.omissions.len() + annotation.answers.len() + annotation.links.len();
    losses.add_n(n as u64, "judgements", "verdicts, omissions, answers and links are left out");
    found
}

fn document(source: &Source<'_>, part: &Part, tiers: Vec<Tier>) -> TimedDocument {
    let duration = match &part.content {
        Content::Asset { asset } => asset.info.duration_ms,
        Content::Text { .. } => None,
    };
    let ordered = tiers.into_iter().map(|mut tier| {
        tier.segments.sort_by_key(|segment| (segment.start_ms, segment.end_ms));
        Tier::new(tier.name, tier.segments)
    });
    TimedDocument {
        tiers: ordered.collect(),
        media: Some(media_name(source.item, part)),
        duration_ms: duration.and_then(|ms| i64::try_from(ms).ok()),
        ..TimedDocument::default()
    }
}

/// An interval and the name of its tier.
fn segment(region: &Region, part: &Part, losses: &mut Losses) -> Option<(String, Segment)> {
    let Selector::Interval { start_ms, end_ms, channel, low_hz, high_hz } = region.selector else { return None };
    let said = |name: &str| region.attributes.get(name).and_then(Value::as_str).map(str::to_owned);
    let (text, speaker) = (TEXTS.into_iter().find_map(said), said(SPEAKER));
    let used = |name: &String| TEXTS.contains(&name.as_str()) || name == SPEAKER;
    let n_left_out = region.attributes.keys().filter(|name| !used(name)).count();
    losses.add_n(n_left_out as u64, "attributes", "attributes other than text and speaker are left out");
    let label = region.label.clone();
    let tier = speaker.clone().or_else(|| label.clone()).unwrap_or_else(|| UNLABELLED.to_owned());
    let segment = Segment {
        start_ms: own_ms(part, start_ms),
        end_ms: own_ms(part, end_ms),
        text: text.or(label).unwrap_or_default(),
        speaker,
        channel: channel.map(|channel| (channel + 1).to_string()),
        low_hz,
        high_hz,
        ..Segment::default()
    };
    Some((tier, segment))
}
