//! WebVTT: subtitles of the web, with voices, notes, styles and regions.

mod payload;
mod write;

use crosscheck_domain::Problem;

pub use write::{groups, without_blank_lines};

use super::text::{clock_ms, decode};
use super::{Aside, AsideKind, CueFrame, Reading, Segment, Tier, TierKind, TimedDocument, TimedFormat, Timing};

/// What it does: reads and writes cues with ids, settings, voices and inner times, notes, styles and regions. Each utterance
/// of a cue is a segment. Markup within a text is taken out and counted.
/// When to use it: subtitles for players in the browser.
/// When not: overlapping lanes of marks, which an annotation format holds better.
/// Example: `00:01.000 --> 00:04.000` and below it `<v Ann>Two dogs.`
/// Reference: <https://www.w3.org/TR/webvtt1/>
pub const TIMED: TimedFormat = TimedFormat {
    id: "webvtt",
    title: "WebVTT",
    extensions: &["vtt", "webvtt"],
    mime: "text/vtt",
    read,
    write: write::write,
};

const ARROW: &str = "-->";

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let text = decode(bytes)?;
    let lines: Vec<&str> = text.split('\n').collect();
    let mark = lines[0].strip_prefix("WEBVTT").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let Some(rest) = mark else {
        let message = "the file does not begin with WEBVTT; put that on its first line";
        return Err(Problem::new("not_webvtt", message).on_line(1));
    };
    let mut reader = Reader { lines: &lines, at: 1, out: Reading::default(), segments: Vec::new() };
    let below = reader.until_blank();
    let header = [&[rest.trim()], &below[..]].concat().join("\n");
    if !header.is_empty() {
        reader.aside(AsideKind::Header, &header);
    }
    while reader.at < lines.len() {
        reader.block();
    }
    let Reader { mut out, segments, .. } = reader;
    out.document.tiers.push(Tier { name: String::new(), kind: TierKind::Interval, segments });
    Ok(out)
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    out: Reading<TimedDocument>,
    segments: Vec<Segment>,
}

impl<'a> Reader<'a> {
    /// The lines from here to the next empty one, or to the next timing.
    fn until_blank(&mut self) -> Vec<&'a str> {
        let rest = &self.lines[self.at..];
        let n = rest.iter().take_while(|line| !line.is_empty() && !line.contains(ARROW)).count();
        self.at += n;
        rest[..n].to_vec()
    }

    fn aside(&mut self, kind: AsideKind, text: &str) {
        let before = self.out.document.cues.len();
        self.out.document.asides.push(Aside { kind, text: text.to_owned(), before });
    }

    fn block(&mut self) {
        while self.lines.get(self.at).is_some_and(|line| line.trim().is_empty()) {
            self.at += 1;
        }
        let first = self.at;
        let above = self.until_blank();
        let at_timing = self.lines.get(self.at).is_some_and(|line| line.contains(ARROW));
        if let Some(line) = above.first()
            && let Some((kind, start)) = aside(line)
            && !(at_timing && above.len() == 1 && kind != AsideKind::Note)
        {
            let text = [&[start], &above[1..]].concat().join("\n");
            self.aside(kind, text.trim_start_matches('\n'));
            return;
        }
        if !at_timing {
            if !above.is_empty() {
                let message = "the block has no line with `-->`; give it a time, or begin it with NOTE";
                self.out.problems.push(Problem::new("cue_without_time", message).on_line(first as u64 + 1));
            }
            return;
        }
        if above.len() > 1 {
            let message = "more than one line stands above the time of a cue; only the last one is its id";
            self.out.problems.push(Problem::new("cue_id_lines", message).on_line(first as u64 + 1));
        }
        self.cue(above.last().map(|id| (*id).to_owned()));
    }

    fn cue(&mut self, id: Option<String>) {
        let line = self.lines[self.at];
        let number = self.at as u64 + 1;
        self.at += 1;
        let payload = self.until_blank().join("\n");
        let (start_ms, end_ms, settings) = match timing(line) {
            Ok(timing) => timing,
            Err(message) => {
                self.out.problems.push(Problem::new("cue_time", message).on_line(number));
                return;
            }
        };
        let cue = self.out.document.cues.len();
        self.out.document.cues.push(CueFrame { id, settings });
        for said in payload::utterances(&payload, (start_ms, end_ms), &mut self.out.losses) {
            self.segments.push(Segment {
                start_ms: said.start_ms,
                end_ms: said.end_ms,
                text: said.text,
                speaker: said.speaker,
                cue: Some(cue),
                ..Segment::default()
            });
        }
    }
}

/// The kind of a block that begins with this line, and what of its text stands on that line.
fn aside(line: &str) -> Option<(AsideKind, &str)> {
    let after = |word: &str| line.strip_prefix(word).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    if let Some(rest) = after("NOTE") {
        return Some((AsideKind::Note, rest.trim()));
    }
    let alone = |word: &str| after(word).filter(|rest| rest.trim().is_empty());
    alone("STYLE").map(|_| (AsideKind::Style, "")).or_else(|| alone("REGION").map(|_| (AsideKind::Region, "")))
}

/// Start, end and settings of a timing line.
fn timing(line: &str) -> Result<(i64, i64, Option<String>), String> {
    let (start, rest) = line.split_once(ARROW).unwrap_or((line, ""));
    let rest = rest.trim();
    let (end, settings) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    let ms = |time: &str| clock_ms(time).ok_or_else(|| format!("`{}` is no time; write 00:00:01.000", shown(time)));
    let (start_ms, end_ms) = (ms(start.trim())?, ms(end)?);
    if end_ms < start_ms {
        return Err(format!("the cue ends at {end}, before it begins at {}; correct its times", start.trim()));
    }
    Ok((start_ms, end_ms, Some(settings.trim().to_owned()).filter(|settings| !settings.is_empty())))
}

/// The beginning of what a file says, for a message.
pub fn shown(text: &str) -> String {
    text.chars().take(40).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(i64, i64, Option<String>, String)> {
        let found = read(text.as_bytes(), &Timing::default()).unwrap();
        let piece = |s: &Segment| (s.start_ms, s.end_ms, s.speaker.clone(), s.text.clone());
        found.document.segments().map(piece).collect()
    }

    fn one(start: i64, end: i64, speaker: &str, text: &str) -> (i64, i64, Option<String>, String) {
        (start, end, Some(speaker.to_owned()).filter(|name| !name.is_empty()), text.to_owned())
    }

    #[test]
    fn utterances_of_a_cue_are_pieces_of_their_own() {
        let check = |cue: &str, expected: &[_]| {
            assert_eq!(said(&format!("WEBVTT\n\n00:01.000 --> 00:05.000\n{cue}\n")), expected, "{cue}");
        };
        check("plain\ntwo lines", &[one(1000, 5000, "", "plain\ntwo lines")]);
        check("<v Ann>Hi.</v>\n<v.loud Bob>Hello.", &[one(1000, 5000, "Ann", "Hi."), one(1000, 5000, "Bob", "Hello.")]);
        check(
            "<v Ann>Hi.</v> <00:02.000><v Bob>Hello, <00:02.500>Ann.</v>",
            &[one(1000, 2000, "Ann", "Hi."), one(2000, 5000, "Bob", "Hello, Ann.")],
        );
        check("<i>a</i> &lt;b&gt; &amp;amp; &#x41; <c.x>c", &[one(1000, 5000, "", "a <b> &amp; A c")]);
        check("", &[one(1000, 5000, "", "")]);
    }

    #[test]
    fn broken_cues_are_told_and_the_rest_kept() {
        let text = "WEBVTT - t\nKind: captions\n\nNOTE a\nb\n\n1\n00:01.000 --> 00:02.000 align:start\none\n\n\
            00:03.000 --> 00:02.000\ntwo\n\nlost\n\n00:05 --> x\nthree\n\n00:06.000 --> 00:07.000\nfour";
        let found = read(text.as_bytes(), &Timing::default()).unwrap();
        let texts: Vec<&str> = found.document.segments().map(|segment| segment.text.as_str()).collect();
        assert_eq!(texts, ["one", "four"]);
        let lines: Vec<_> = found.problems.iter().map(|problem| (problem.code.as_str(), problem.line)).collect();
        assert_eq!(lines, [("cue_time", Some(11)), ("cue_without_time", Some(14)), ("cue_time", Some(16))]);
        assert_eq!(found.document.asides.len(), 2);
        assert_eq!(found.document.cues[0].settings.as_deref(), Some("align:start"));
        assert_eq!(read(b"WEBVTTx", &Timing::default()).unwrap_err().line, Some(1));
    }
}
