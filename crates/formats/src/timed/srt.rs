//! SubRip: the subtitles that every player reads.

use crosscheck_domain::Problem;

use super::text::{clock, clock_ms, decode};
use super::webvtt::{groups, shown, without_blank_lines};
use super::{Losses, Reading, Segment, Tier, TierKind, TimedDocument, TimedFormat, Timing};

/// What it does: reads and writes numbered texts with times, forgiving what players forgive: missing numbers, a dot in place
/// of the comma, overlaps. Markup is taken out and counted.
/// When to use it: subtitles for players and video sites.
/// When not: where speakers, positions or notes must be kept.
/// Example: `1`, `00:00:01,000 --> 00:00:04,000`, `Two dogs.` on a line each
/// Reference: <https://wiki.videolan.org/SubRip/>
pub const TIMED: TimedFormat =
    TimedFormat { id: "srt", title: "SubRip", extensions: &["srt"], mime: "application/x-subrip", read, write };

const ARROW: &str = "-->";
/// Elements that players know; other angle brackets are text.
const TAGS: [&str; 5] = ["i", "b", "u", "s", "font"];

/// Whether the line gives the time of a cue.
pub fn is_timing(line: &str) -> bool {
    timing(line).is_ok()
}

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let text = decode(bytes)?;
    let lines: Vec<&str> = text.split('\n').collect();
    if !text.trim().is_empty() && !lines.iter().any(|line| line.contains(ARROW)) {
        let message = "no line gives a time such as 00:00:01,000 --> 00:00:04,000, so this is no SubRip file";
        return Err(Problem::new("not_srt", message).on_line(1));
    }
    let mut out: Reading<TimedDocument> = Reading::default();
    let mut segments = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if line.contains(ARROW) {
            let (payload, next) = payload(&lines, at + 1);
            match timing(line) {
                Ok((start_ms, end_ms, placed)) => {
                    let text = plain(&payload, &mut out.losses);
                    if placed {
                        out.losses.add("positions", "positions on the screen are left out");
                    }
                    segments.push(Segment { start_ms, end_ms, text, ..Segment::default() });
                }
                Err(message) => out.problems.push(Problem::new("cue_time", message).on_line(at as u64 + 1)),
            }
            at = next;
        } else {
            let first = at;
            while at < lines.len() && !lines[at].trim().is_empty() && !lines[at].contains(ARROW) {
                at += 1;
            }
            let before_time = lines.get(at).is_some_and(|line| line.contains(ARROW));
            let n = at - first - usize::from(before_time && at > first && is_number(lines[at - 1]));
            if n > 0 {
                let message = "the text belongs to no cue; put a line with its time above it";
                out.problems.push(Problem::new("cue_without_time", message).on_line(first as u64 + 1));
            }
            at = at.max(first + usize::from(!before_time));
        }
    }
    out.document = TimedDocument::of(Tier { name: String::new(), kind: TierKind::Interval, segments });
    Ok(out)
}

/// The lines of a cue's text, and where the next cue begins: behind an empty line, or where somebody forgot that line.
fn payload(lines: &[&str], from: usize) -> (String, usize) {
    let mut end = from;
    while end < lines.len() && !lines[end].trim().is_empty() && !lines[end].contains(ARROW) {
        end += 1;
    }
    let followed = lines.get(end).is_some_and(|line| line.contains(ARROW));
    let number = followed && end > from && is_number(lines[end - 1]);
    let text = &lines[from..end - usize::from(number)];
    (text.join("\n"), end)
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Start, end, and whether a position follows.
fn timing(line: &str) -> Result<(i64, i64, bool), String> {
    let (start, rest) = line.split_once(ARROW).ok_or("the line has no `-->`")?;
    let rest = rest.trim();
    let (end, position) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    let ms = |time: &str| clock_ms(time).ok_or_else(|| format!("`{}` is no time; write 00:00:01,000", shown(time)));
    let (start_ms, end_ms) = (ms(start.trim())?, ms(end)?);
    if end_ms < start_ms {
        return Err(format!("the cue ends at {end}, before it begins at {}; correct its times", start.trim()));
    }
    Ok((start_ms, end_ms, !position.trim().is_empty()))
}

/// The text without `{\an8}` and the like, and without the elements that players know.
fn plain(payload: &str, losses: &mut Losses) -> String {
    let mut text = String::new();
    let mut rest = payload;
    while let Some(at) = rest.find(['<', '{']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let close = if rest.starts_with('<') { '>' } else { '}' };
        let inside = rest.find(close).map(|end| &rest[1..end]);
        match inside {
            Some(inside) if inside.starts_with('\\') && close == '}' => {
                losses.add("positions", "positions on the screen are left out");
                rest = &rest[inside.len() + 2..];
            }
            Some(inside) if close == '>' && is_tag(inside) => {
                if !inside.starts_with('/') {
                    losses.add("markup", "tags and classes within a text are left out");
                }
                rest = &rest[inside.len() + 2..];
            }
            _ => {
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text.trim().to_owned()
}

fn is_tag(inside: &str) -> bool {
    let name = inside.trim_start_matches('/').split([' ', '\t', '/']).next().unwrap_or_default();
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    let segments = match &document.tiers[..] {
        [tier] => tier.segments.iter().collect(),
        tiers => {
            losses.add_n(tiers.len() as u64, "tiers", "tiers are written as one list of cues, without their names");
            document.in_order()
        }
    };
    count_lost(document, &segments, losses);
    let mut out = String::new();
    for (number, group) in (1..).zip(cues(&segments)) {
        let texts: Vec<String> = group.iter().map(|segment| line(&segment.text, losses)).collect();
        let (first, last) = (group[0], group[group.len() - 1]);
        let (start, end) = (clock(first.start_ms, ','), clock(last.end_ms, ','));
        out.push_str(&format!("{number}\n{start} {ARROW} {end}\n{}\n\n", texts.join("\n")));
    }
    out
}

/// Utterances of one time share a cue; what is said in turn has times of its own.
fn cues<'s, 'a>(segments: &'s [&'a Segment]) -> impl Iterator<Item = &'s [&'a Segment]> {
    groups(segments).flat_map(|group| {
        let together = group.iter().all(|segment| segment.start_ms == group[0].start_ms);
        group.chunks(if together { group.len() } else { 1 })
    })
}

fn line(text: &str, losses: &mut Losses) -> String {
    let text = without_blank_lines(text.trim(), losses);
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n").replace(ARROW, "→")
}

fn count_lost(document: &TimedDocument, segments: &[&Segment], losses: &mut Losses) {
    let n = |test: fn(&Segment) -> bool| segments.iter().filter(|segment| test(segment)).count() as u64;
    losses.add_n(n(|segment| segment.speaker.is_some()), "speakers", "names of speakers are left out");
    losses.add_n(n(|segment| segment.channel.is_some()), "channels", "channels are left out");
    losses.add_n(n(|segment| segment.confidence.is_some()), "confidences", "confidences are left out");
    losses.add_n(n(|s| s.low_hz.is_some() || s.high_hz.is_some()), "bands", "frequency bands are left out");
    losses.add_n(
        n(|segment| segment.start_ms < 0),
        "negative_times",
        "times before the beginning become the beginning",
    );
    losses.add_n(document.asides.len() as u64, "asides", "headers, notes, styles and regions are left out");
    let said = |test: fn(&super::CueFrame) -> bool| document.cues.iter().filter(|cue| test(cue)).count() as u64;
    losses.add_n(said(|cue| cue.id.is_some()), "cue_ids", "ids of cues are left out");
    losses.add_n(said(|cue| cue.settings.is_some()), "positions", "positions on the screen are left out");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(i64, i64, String)> {
        let found = read(text.as_bytes(), &Timing::default()).unwrap();
        found.document.segments().map(|s| (s.start_ms, s.end_ms, s.text.clone())).collect()
    }

    #[test]
    fn what_players_forgive_is_forgiven() {
        let check = |text: &str, expected: &[(i64, i64, &str)]| {
            let expected: Vec<_> = expected.iter().map(|(a, b, text)| (*a, *b, (*text).to_owned())).collect();
            assert_eq!(said(text), expected, "{text}");
        };
        check(
            "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<i>Two</i> dogs.\r\nHere.\r\n\r\n",
            &[(1000, 2000, "Two dogs.\nHere.")],
        );
        check("00:01.5 --> 00:02.5 X1:0\na < b\n\n", &[(1500, 2500, "a < b")]);
        check(
            "1\n00:00:01,000 --> 00:00:04,000\none\n2\n00:00:02,000 --> 00:00:03,000\n2001\n",
            &[(1000, 4000, "one"), (2000, 3000, "2001")],
        );
        check("", &[]);
    }

    #[test]
    fn broken_cues_are_told_with_their_line() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> soon\ntwo\n\nlost\n\n\
            3\n00:00:05,000 --> 00:00:06,000\nthree\n";
        let found = read(text.as_bytes(), &Timing::default()).unwrap();
        assert_eq!(found.document.segments().count(), 2);
        let lines: Vec<_> = found.problems.iter().map(|problem| (problem.code.as_str(), problem.line)).collect();
        assert_eq!(lines, [("cue_time", Some(6)), ("cue_without_time", Some(9))]);
        assert_eq!(read(b"a text", &Timing::default()).unwrap_err().code, "not_srt");
    }
}
