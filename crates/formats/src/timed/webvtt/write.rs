//! Writes WebVTT.

use super::super::losses::Losses;
use super::super::text::{clock, on_one_line};
use super::{ARROW, Aside, AsideKind, Segment, TimedDocument};

pub fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    let header = document.asides.iter().find(|aside| aside.kind == AsideKind::Header && aside.before == 0);
    let mut out = "WEBVTT".to_owned();
    if let Some(header) = header {
        let text = without_blank_lines(&header.text, losses).replace(ARROW, "—>");
        if !text.starts_with('\n') {
            out.push(' ');
        }
        out.push_str(&text);
    }
    out.push('\n');
    let segments: Vec<&Segment> = match &document.tiers[..] {
        [tier] => tier.segments.iter().collect(),
        tiers => {
            losses.add_n(tiers.len() as u64, "tiers", "tiers are written as one list of cues, without their names");
            document.in_order()
        }
    };
    lost(&segments, losses);
    let mut asides = document.asides.iter().filter(|aside| aside.kind != AsideKind::Header).peekable();
    for group in groups(&segments) {
        while let Some(aside) = asides.next_if(|aside| group[0].cue.is_none_or(|cue| aside.before <= cue)) {
            block(&mut out, aside, losses);
        }
        cue(&mut out, document, group, losses);
    }
    for aside in asides {
        block(&mut out, aside, losses);
    }
    out
}

fn lost(segments: &[&Segment], losses: &mut Losses) {
    let n = |test: fn(&Segment) -> bool| segments.iter().filter(|segment| test(segment)).count() as u64;
    losses.add_n(n(|segment| segment.channel.is_some()), "channels", "channels are left out");
    losses.add_n(n(|segment| segment.confidence.is_some()), "confidences", "confidences are left out");
    losses.add_n(n(|s| s.low_hz.is_some() || s.high_hz.is_some()), "bands", "frequency bands are left out");
    losses.add_n(
        n(|segment| segment.start_ms < 0),
        "negative_times",
        "times before the beginning become the beginning",
    );
}

/// The segments of one cue each: utterances that a reader finds again with their times.
pub fn groups<'s, 'a>(segments: &'s [&'a Segment]) -> impl Iterator<Item = &'s [&'a Segment]> {
    segments
        .chunk_by(|one, next| {
            let voices = one.speaker.is_some() && next.speaker.is_some() && says(one) && says(next);
            one.cue.is_some() && one.cue == next.cue && voices && (same_time(one, next) || follows(one, next))
        })
        // A cue has utterances of one time, or utterances that follow each other; not both.
        .flat_map(|group| {
            let simultaneous = group.windows(2).all(|pair| same_time(pair[0], pair[1]));
            let in_turn = group.windows(2).all(|pair| follows(pair[0], pair[1]));
            group.chunks(if simultaneous || in_turn { group.len() } else { 1 })
        })
}

fn says(segment: &Segment) -> bool {
    !segment.text.trim().is_empty()
}

fn same_time(one: &Segment, next: &Segment) -> bool {
    (one.start_ms, one.end_ms) == (next.start_ms, next.end_ms)
}

fn follows(one: &Segment, next: &Segment) -> bool {
    one.end_ms == next.start_ms && one.start_ms < next.start_ms && 0 <= one.start_ms
}

fn cue(out: &mut String, document: &TimedDocument, group: &[&Segment], losses: &mut Losses) {
    out.push('\n');
    let frame = group[0].cue.and_then(|cue| document.cues.get(cue));
    if let Some(id) = frame.and_then(|frame| frame.id.as_deref()) {
        let id = on_one_line(id);
        if id.is_empty() || id.contains(ARROW) || super::aside(&id).is_some() {
            losses.add("cue_ids", "ids of cues that the format cannot say are left out");
        } else {
            out.push_str(&id);
            out.push('\n');
        }
    }
    let (first, last) = (group[0], group[group.len() - 1]);
    out.push_str(&format!("{} {ARROW} {}", clock(first.start_ms, '.'), clock(last.end_ms, '.')));
    if let Some(settings) = frame.and_then(|frame| frame.settings.as_deref()) {
        out.push(' ');
        out.push_str(&on_one_line(settings).replace(ARROW, ""));
    }
    out.push('\n');
    for (index, segment) in group.iter().enumerate() {
        if index > 0 && !same_time(first, segment) {
            out.push_str(&format!("<{}>", clock(segment.start_ms, '.')));
        }
        let text = escaped(&without_blank_lines(segment.text.trim(), losses));
        match &segment.speaker {
            Some(name) => {
                let end = if group.len() > 1 { "</v>" } else { "" };
                out.push_str(&format!("<v {}>{text}{end}", escaped(&on_one_line(name))));
            }
            None => out.push_str(&text),
        }
        out.push('\n');
    }
}

fn block(out: &mut String, aside: &Aside, losses: &mut Losses) {
    let text = without_blank_lines(&aside.text, losses).replace(ARROW, "—>");
    let word = match aside.kind {
        AsideKind::Note | AsideKind::Header if !text.contains('\n') => format!("NOTE {text}"),
        AsideKind::Note | AsideKind::Header => format!("NOTE\n{text}"),
        AsideKind::Style => format!("STYLE\n{text}"),
        AsideKind::Region => format!("REGION\n{text}"),
    };
    out.push_str(&format!("\n{}\n", word.trim_end()));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An empty line would end the block.
pub fn without_blank_lines(text: &str, losses: &mut Losses) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.contains("\n\n") {
        return text;
    }
    losses.add("blank_lines", "texts lose their empty lines");
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
