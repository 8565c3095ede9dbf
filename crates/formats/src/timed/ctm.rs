//! CTM: words with their times, as recognisers give them.

use crosscheck_domain::Problem;

use super::rttm::{begin_and_duration, one_word, tier};
use super::text::{decode, seconds};
use super::{Losses, Reading, Segment, TimedDocument, TimedFormat, Timing};

/// What it does: reads and writes one word a line: file, channel, begin, duration, word and confidence.
/// When to use it: the output of recognisers, and its scoring.
/// When not: sentences; names of speakers.
/// Example: `meeting A 0.200 0.300 hello 0.9`
/// Reference: NIST Scoring Toolkit, ctm file format
pub const TIMED: TimedFormat =
    TimedFormat { id: "ctm", title: "CTM", extensions: &["ctm"], mime: "text/plain", read, write };

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let text = decode(bytes)?;
    let mut out: Reading<TimedDocument> = Reading::default();
    for (number, line) in (1..).zip(text.split('\n')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if fields.first().is_none_or(|first| first.starts_with(";;")) {
            continue;
        }
        if fields.get(2).is_some_and(|field| *field == "*") {
            out.losses.add("alternatives", "marks of alternatives are left out, the words of each are kept");
            continue;
        }
        match word(&fields, &mut out.losses) {
            Ok(segment) => tier(&mut out.document.tiers, fields[0]).segments.push(segment),
            Err(message) => out.problems.push(Problem::new("line_invalid", message).on_line(number)),
        }
    }
    if out.document.tiers.is_empty()
        && let Some(problem) = out.problems.first()
    {
        return Err(problem.clone());
    }
    Ok(out)
}

fn word(fields: &[&str], losses: &mut Losses) -> Result<Segment, String> {
    if !(5..=8).contains(&fields.len()) {
        return Err("the line is not `file channel begin duration word confidence`".to_owned());
    }
    let (start_ms, end_ms) = begin_and_duration(fields[2], fields[3], losses)?;
    Ok(Segment {
        start_ms,
        end_ms,
        text: fields[4].to_owned(),
        channel: Some(fields[1].to_owned()),
        confidence: fields
            .get(5)
            .and_then(|field| field.parse().ok())
            .filter(|confidence: &f64| confidence.is_finite()),
        ..Segment::default()
    })
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    let mut out = String::new();
    for tier in &document.tiers {
        let file = document.media.as_deref().unwrap_or(&tier.name);
        for segment in &tier.segments {
            if segment.text.trim().is_empty() {
                losses.add("without_text", "marks without a text are left out");
                continue;
            }
            if segment.speaker.is_some() {
                losses.add("speakers", "names of speakers are left out");
            }
            if segment.low_hz.is_some() || segment.high_hz.is_some() {
                losses.add("bands", "frequency bands are left out");
            }
            if segment.start_ms < 0 {
                losses.add("negative_times", "times before the beginning become the beginning");
            }
            if segment.text.split_whitespace().count() > 1 {
                losses.add("several_words", "texts of several words have one time and are joined with _");
            }
            let (start, duration) =
                (seconds(segment.start_ms.max(0)), seconds((segment.end_ms - segment.start_ms.max(0)).max(0)));
            let confidence = segment.confidence.map_or_else(String::new, |confidence| format!(" {confidence}"));
            let channel = segment.channel.as_deref().unwrap_or("1");
            let [file, channel, text] = [file, channel, &segment.text].map(|field| one_word(field, losses));
            out.push_str(&format!("{file} {channel} {start} {duration} {text}{confidence}\n"));
        }
    }
    losses.add_n(document.asides.len() as u64, "asides", "headers, notes, styles and regions are left out");
    out
}
