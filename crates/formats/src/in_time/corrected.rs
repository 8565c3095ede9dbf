//! Corrected subtitles: the cues of an item as an annotation leaves them.

use std::collections::BTreeSet;

use crosscheck_domain::{Claim, Content, Evidence, Omission, Part, Problem, TimeScope, claim_source};

use super::{Document, Source, ZIP, corrections, own_ms, write_documents};
use crate::timed::{CueFrame, Losses, Segment, Tier, TierKind, TimedDocument, timed_format};
use crate::{ExportContext, Format, FormatError, Purpose, Rows, Sink, Writing};

/// What it does: writes each timed text that was judged, with its corrections: right words, right times, what was missing put
/// in, what is dropped left out. One file for each item, part and annotation, on the clock of the text itself.
/// When to use it: subtitles that go back to where they came from.
/// When not: verdicts and evidence, which stay behind.
/// Example: `00:00:03.500 --> 00:00:04.500` and below it `Two dogs sleep`
/// Reference: <https://www.w3.org/TR/webvtt1/>
pub const WEBVTT: Format = Format {
    id: "webvtt",
    title: "Corrected subtitles (WebVTT)",
    description: "Judged subtitles with their corrections: words, times and speakers, one file an item and annotation",
    extensions: &["zip"],
    mime: ZIP,
    read: None,
    write: Some(Writing { write: webvtt, purposes: FOR, loses: LOSES }),
};

/// What it does: writes corrected subtitles as WebVTT does, in the format that every player reads.
/// When to use it: players and video sites that do not know WebVTT.
/// When not: where names of speakers must be kept.
/// Example: `1`, `00:00:03,500 --> 00:00:04,500`, `Two dogs sleep` on a line each
/// Reference: <https://wiki.videolan.org/SubRip/>
pub const SRT: Format = Format {
    id: "srt",
    title: "Corrected subtitles (SubRip)",
    description: "Judged subtitles with their corrections: words and times, one file an item and annotation",
    extensions: &["zip"],
    mime: ZIP,
    read: None,
    write: Some(Writing { write: srt, purposes: FOR, loses: LOSES }),
};

const FOR: &[Purpose] = &[Purpose::Publish, Purpose::Move];
const LOSES: &[&str] = &[
    "verdicts, evidence, answers, links and regions are left out; only what they change in the text is there",
    "annotations that declined their item, called it unusable or were replaced are left out",
    "claims and omissions without a time are left out",
];

fn webvtt(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    let format = timed_format("webvtt").expect("the list of formats of time has it");
    write_documents(rows, context, sink, format, documents)
}

fn srt(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    let format = timed_format("srt").expect("the list of formats of time has it");
    write_documents(rows, context, sink, format, documents)
}

/// One document for each text with times that has claims.
fn documents<'a>(source: &Source<'a>, losses: &mut Losses) -> Vec<Document<'a>> {
    let (item, annotation) = (source.item, source.annotation);
    let dropped: BTreeSet<&str> = annotation.dropped.iter().map(String::as_str).collect();
    let shared: Vec<_> = item.claims_in_use(annotation.claim_set.as_deref()).collect();
    let mut places: Vec<(&str, &str)> = Vec::new();
    for (set, claim) in &shared {
        let place = (set.slot.as_str(), set.part.as_str());
        if !places.contains(&place) && (claim.time.is_some() || has_cues(item.part(place.0, place.1))) {
            places.push(place);
        }
    }
    let mut found: Vec<Document<'a>> = Vec::new();
    for (number, (slot, id)) in places.iter().enumerate() {
        let Some(part) = item.part(slot, id) else { continue };
        let mut segments = Vec::new();
        for (_, claim) in shared.iter().filter(|(set, _)| set.slot == *slot && set.part == *id) {
            if !dropped.contains(claim.id.as_str()) {
                segments.extend(segment(source, claim, claim.time, part, losses));
            }
        }
        for claim in &annotation.claims {
            let here = claim_source(item, annotation, &claim.id)
                .map_or(number == 0, |(_, in_slot, in_part)| (in_slot, in_part) == (*slot, *id));
            if here && !dropped.contains(claim.id.as_str()) {
                segments.extend(segment(source, claim, own_time(source, claim), part, losses));
            }
        }
        // What is missing has no place in a text; it goes to the first one.
        for omission in annotation.omissions.iter().filter(|_| number == 0) {
            segments.extend(missing(source, omission, part, losses));
        }
        found.push(Document { slot, part, document: document(item.external_id.as_str(), segments) });
    }
    let judged = annotation.answers.len() + annotation.links.len();
    losses.add_n(judged as u64, "judgements", "answers and links are left out");
    found
}

fn has_cues(part: Option<&Part>) -> bool {
    matches!(part.map(|part| &part.content), Some(Content::Text { cues, .. }) if !cues.is_empty())
}

/// In the order of time. Utterances of named speakers at one time are one cue.
fn document(media: &str, mut segments: Vec<Segment>) -> TimedDocument {
    segments.sort_by_key(|segment| (segment.start_ms, segment.end_ms));
    let mut n_cues: usize = 0;
    for index in 0..segments.len() {
        let joined = index > 0 && {
            let (one, next) = (&segments[index - 1], &segments[index]);
            let same = (one.start_ms, one.end_ms) == (next.start_ms, next.end_ms);
            same && one.speaker.is_some() && next.speaker.is_some()
        };
        n_cues += usize::from(!joined);
        segments[index].cue = Some(n_cues - 1);
    }
    let tier = Tier { name: String::new(), kind: TierKind::Interval, segments };
    TimedDocument { cues: vec![CueFrame::default(); n_cues], media: Some(media.to_owned()), ..TimedDocument::of(tier) }
}

fn segment(
    source: &Source<'_>,
    claim: &Claim,
    said: Option<TimeScope>,
    part: &Part,
    losses: &mut Losses,
) -> Option<Segment> {
    let text = corrections::text(source.annotation, claim, losses);
    if text.is_empty() {
        return None;
    }
    let Some(said) = said else {
        losses.add("claims_without_time", "claims without a time are left out");
        return None;
    };
    let time = corrections::time(source.annotation, claim, said, losses);
    Some(Segment { speaker: claim.speaker.clone(), ..placed(part, time, text) })
}

fn placed(part: &Part, time: TimeScope, text: String) -> Segment {
    let (start_ms, end_ms) = (own_ms(part, time.start_ms), own_ms(part, time.end_ms));
    Segment { start_ms, end_ms, text, ..Segment::default() }
}

/// An own claim that says no time has that of what it was made from.
fn own_time(source: &Source<'_>, claim: &Claim) -> Option<TimeScope> {
    let time = |id: &String| {
        let own = source.annotation.claims.iter().find(|claim| claim.id == *id);
        own.or_else(|| source.item.claim(id)).and_then(|claim| claim.time)
    };
    claim.time.or_else(|| {
        claim.from.iter().filter_map(time).reduce(|one, other| TimeScope {
            start_ms: one.start_ms.min(other.start_ms),
            end_ms: one.end_ms.max(other.end_ms),
        })
    })
}

/// What the subtitles fail to say, at the first stretch of time that shows it.
fn missing(source: &Source<'_>, omission: &Omission, part: &Part, losses: &mut Losses) -> Option<Segment> {
    let region = |evidence: &Evidence| match evidence {
        Evidence::Region { region, .. } => source.annotation.regions.iter().find(|found| found.id == *region),
        Evidence::Absent { .. } => None,
    };
    let shown =
        omission.evidence.iter().filter_map(region).find_map(|region| Some((region, region.selector.extent()?)));
    let Some((region, time)) = shown else {
        losses.add("omissions_without_time", "omissions without an interval as evidence are left out");
        return None;
    };
    let named = |attributes: &std::collections::BTreeMap<String, serde_json::Value>| {
        attributes.get("speaker").and_then(|name| name.as_str()).map(str::to_owned)
    };
    let speaker = named(&omission.attributes).or_else(|| named(&region.attributes));
    Some(Segment { speaker, ..placed(part, time, omission.text.clone()) })
}
