//! RTTM: who speaks when.

use crosscheck_domain::Problem;

use super::text::{decode, on_one_line, seconds, seconds_ms};
use super::webvtt::shown;
use super::{Losses, Reading, Segment, Tier, TierKind, TimedDocument, TimedFormat, Timing};

/// What it does: reads and writes SPEAKER lines: file, channel, begin, duration and name of a speaker.
/// When to use it: diarization, and its scoring.
/// When not: texts, which it does not hold.
/// Example: `SPEAKER meeting 1 6.690 0.430 <NA> <NA> Ann <NA> <NA>`
/// Reference: NIST, The 2009 Rich Transcription Meeting Recognition Evaluation Plan, appendix A
pub const TIMED: TimedFormat =
    TimedFormat { id: "rttm", title: "RTTM", extensions: &["rttm"], mime: "text/plain", read, write };

/// Types of lines that are not about a stretch of speech by one person.
const OTHER_TYPES: [&str; 12] = [
    "SEGMENT",
    "NOSCORE",
    "NO_RT_METADATA",
    "LEXEME",
    "NON-LEX",
    "NON-SPEECH",
    "FILLER",
    "EDIT",
    "IP",
    "SU",
    "CB",
    "SPKR-INFO",
];

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let text = decode(bytes)?;
    let mut out: Reading<TimedDocument> = Reading::default();
    for (number, line) in (1..).zip(text.split('\n')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let Some(first) = fields.first().filter(|first| !first.starts_with(";;")) else { continue };
        if OTHER_TYPES.contains(first) || *first == "A/P" {
            out.losses.add("other_lines", "lines of other types than SPEAKER are left out");
            continue;
        }
        match segment(&fields, &mut out.losses) {
            Ok(segment) => tier(&mut out.document.tiers, fields[1]).segments.push(segment),
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

/// The tier of this name, made where there is none.
pub fn tier<'a>(tiers: &'a mut Vec<Tier>, name: &str) -> &'a mut Tier {
    let known = tiers.iter().rposition(|tier| tier.name == name);
    let index = known.unwrap_or_else(|| {
        tiers.push(Tier { name: name.to_owned(), kind: TierKind::Interval, segments: Vec::new() });
        tiers.len() - 1
    });
    &mut tiers[index]
}

fn segment(fields: &[&str], losses: &mut Losses) -> Result<Segment, String> {
    if fields[0] != "SPEAKER" || fields.len() < 8 {
        return Err("the line is not `SPEAKER file channel begin duration <NA> <NA> name <NA> <NA>`".to_owned());
    }
    let (start_ms, end_ms) = begin_and_duration(fields[3], fields[4], losses)?;
    Ok(Segment {
        start_ms,
        end_ms,
        text: given(fields[5]).unwrap_or_default(),
        speaker: given(fields[7]),
        channel: given(fields[2]),
        confidence: fields
            .get(8)
            .and_then(|field| field.parse().ok())
            .filter(|confidence: &f64| confidence.is_finite()),
        ..Segment::default()
    })
}

/// Milliseconds of begin and end, out of seconds of begin and duration.
pub fn begin_and_duration(begin: &str, duration: &str, losses: &mut Losses) -> Result<(i64, i64), String> {
    let ms = |field: &str| seconds_ms(field).ok_or_else(|| format!("`{}` is no number of seconds", shown(field)));
    let ((start, start_rounded), (length, length_rounded)) = (ms(begin)?, ms(duration)?);
    if start < 0 || length < 0 {
        return Err("begin or duration is negative; both count from zero".to_owned());
    }
    if start_rounded || length_rounded {
        losses.add("rounded", "times are rounded to milliseconds");
    }
    Ok((start, start + length))
}

fn given(field: &str) -> Option<String> {
    (field != "<NA>").then(|| field.to_owned())
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    let mut out = String::new();
    for tier in &document.tiers {
        let file = document.media.as_deref().unwrap_or(&tier.name);
        for segment in &tier.segments {
            if segment.start_ms == segment.end_ms {
                losses.add("points", "points in time are left out");
                continue;
            }
            // The name of a tier is a file's where the file has no other name.
            let label = match (&document.media, segment.text.as_str()) {
                (None, text) if !text.is_empty() => text,
                _ => &tier.name,
            };
            let name = segment.speaker.as_deref().unwrap_or(label);
            let text = if segment.text == name { "" } else { segment.text.as_str() };
            if !text.is_empty() && text.split_whitespace().count() > 1 {
                losses.add("texts", "texts of several words are joined with _");
            }
            count_lost(segment, losses);
            let (start, duration) =
                (seconds(segment.start_ms.max(0)), seconds(segment.end_ms - segment.start_ms.max(0)));
            let channel = segment.channel.as_deref().unwrap_or("1");
            let confidence = segment.confidence.map_or_else(|| "<NA>".to_owned(), |confidence| confidence.to_string());
            let [file, channel, text, name] = [file, channel, text, name].map(|field| one_word(field, losses));
            out.push_str(&format!(
                "SPEAKER {file} {channel} {start} {duration} {text} <NA> {name} {confidence} <NA>\n"
            ));
        }
    }
    losses.add_n(document.asides.len() as u64, "asides", "headers, notes, styles and regions are left out");
    out
}

fn count_lost(segment: &Segment, losses: &mut Losses) {
    if segment.low_hz.is_some() || segment.high_hz.is_some() {
        losses.add("bands", "frequency bands are left out");
    }
    if segment.start_ms < 0 {
        losses.add("negative_times", "times before the beginning become the beginning");
    }
}

/// A field without white space.
pub fn one_word(field: &str, losses: &mut Losses) -> String {
    let word = on_one_line(field).replace(' ', "_");
    if word.is_empty() {
        return "<NA>".to_owned();
    }
    if word != field {
        losses.add("spaces", "spaces within a name become _");
    }
    word
}
