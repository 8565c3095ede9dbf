//! Texts of timed slots: subtitles in a row or in a file become pieces with their times.

use crosscheck_domain::{Cue, Design, MediaKind, Problem};
use serde_json::{Value, json};

use super::{Reading, TimedDocument, TimedFormat, Timing, recognised, timed_format_of};
use crate::Record;

/// The key of the metadata under which stands what of the subtitles has no place in an item.
const LEFT_OUT: &str = "left_out";

/// Pieces joined by line ends, and where and when each of them is on the medium's own clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimedText {
    pub text: String,
    pub cues: Vec<Cue>,
}

/// The text of a document. Where several tiers speak without names, those of the tiers are the speakers.
pub fn timed_text(document: &TimedDocument) -> TimedText {
    let several = document.tiers.len() > 1;
    let mut pieces = Vec::new();
    for tier in &document.tiers {
        let name = Some(&tier.name).filter(|name| several && !name.is_empty());
        pieces.extend(tier.segments.iter().map(|segment| (segment, segment.speaker.as_ref().or(name))));
    }
    if several {
        pieces.sort_by_key(|(segment, _)| (segment.start_ms, segment.end_ms));
    }
    let mut found = TimedText::default();
    let mut at = 0;
    for (segment, speaker) in pieces {
        // Who speaks when is all that some formats say.
        let text = if segment.text.is_empty() { speaker.map_or("", String::as_str) } else { &segment.text };
        if text.trim().is_empty() {
            continue;
        }
        if !found.text.is_empty() {
            found.text.push('\n');
            at += 1;
        }
        let end = at + text.chars().count();
        let (start_ms, end_ms) = (segment.start_ms, segment.end_ms);
        found.cues.push(Cue { start: at, end, start_ms, end_ms, speaker: speaker.cloned() });
        found.text.push_str(text);
        at = end;
    }
    found
}

/// The format of a file that may stand in a timed slot, by its name.
pub fn timed_file(name: &str) -> Option<&'static TimedFormat> {
    timed_format_of(name).filter(|format| format.id != super::audacity::TIMED.id && !name.contains('\n'))
}

/// Reads the texts of timed slots that were not read before. Broken cues are remarks; a text without times is refused.
pub fn read_times(
    record: &mut Record,
    design: &Design,
    open: &mut dyn FnMut(&str) -> Result<Vec<u8>, Problem>,
) -> Result<(), Problem> {
    let timed = |slot: &str| design.slot(slot).is_some_and(|slot| slot.timed && slot.kind == MediaKind::Text);
    let mut left_out = serde_json::Map::new();
    for (slot, values) in record.slots.iter_mut().filter(|(slot, _)| timed(slot)) {
        for (index, value) in values.iter_mut().enumerate() {
            if record.cues.get(slot).is_some_and(|known| known.contains_key(&index)) {
                continue;
            }
            let placed = |problem: Problem| problem.within(index).within(slot).within("slots");
            let (reading, from) = read(value, slot, open).map_err(placed)?;
            record.remarks.extend(reading.problems.into_iter().map(|problem| placed(told(problem, &from))));
            let lost: Vec<Value> = reading.losses.problems().into_iter().map(|loss| json!(loss.message)).collect();
            if !lost.is_empty() {
                left_out.insert(slot.clone(), lost.into());
            }
            let TimedText { text, cues } = timed_text(&reading.document);
            *value = text;
            record.cues.entry(slot.clone()).or_default().insert(index, cues);
        }
    }
    if !left_out.is_empty() && !record.metadata.contains_key(LEFT_OUT) {
        record.metadata.insert(LEFT_OUT.to_owned(), left_out.into());
    }
    Ok(())
}

/// The document of a value and what to call it in a message.
fn read(
    value: &str,
    slot: &str,
    open: &mut dyn FnMut(&str) -> Result<Vec<u8>, Problem>,
) -> Result<(Reading<TimedDocument>, String), Problem> {
    if let Some(format) = timed_file(value) {
        let bytes = open(value)?;
        let reading = (format.read)(&bytes, &Timing::default()).map_err(|problem| told(problem, value))?;
        return Ok((reading, value.to_owned()));
    }
    let Some(format) = recognised(value) else {
        let message = format!(
            "slot `{slot}` takes a text with times; give WebVTT, SubRip or TTML, or the name of a file of the upload \
             that is one (.vtt, .srt, .ttml, .TextGrid, .eaf, .rttm, .ctm)"
        );
        return Err(Problem::new("text_without_times", message));
    };
    let from = "the text".to_owned();
    let reading =
        (format.read)(value.trim_start().as_bytes(), &Timing::default()).map_err(|problem| told(problem, &from))?;
    Ok((reading, from))
}

/// The line of a row is another one than the line within its subtitles.
fn told(problem: Problem, from: &str) -> Problem {
    let place = problem.line.map_or_else(|| format!("{from}: "), |line| format!("line {line} of {from}: "));
    Problem { message: format!("{place}{}", problem.message), line: None, ..problem }
}
