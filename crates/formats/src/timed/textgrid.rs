//! Praat TextGrid: tiers of intervals and points, in its long and its short text form.

use crosscheck_domain::Problem;

use super::lanes::{count_lost, intervals_and_points, lane_name, per_speaker, without_overlaps};
use super::text::{decode, seconds, seconds_ms};
use super::webvtt::shown;
use super::{Losses, Reading, Segment, Tier, TierKind, TimedDocument, TimedFormat, Timing};

/// What it does: reads both text forms in UTF-8 and UTF-16, and writes the long one. Intervals without a text are the space
/// between others.
/// When to use it: phonetics; forced alignments.
/// When not: overlaps within a tier, channels, frequencies.
/// Example: `intervals [1]:`, `xmin = 0`, `xmax = 1.5`, `text = "two dogs"` on a line each
/// Reference: <https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html>
pub const TIMED: TimedFormat =
    TimedFormat { id: "textgrid", title: "Praat TextGrid", extensions: &["TextGrid"], mime: "text/plain", read, write };

/// What counts in either form: everything else is there for people.
enum Token<'a> {
    Number(&'a str),
    Text(String),
    Flag(&'a str),
}

struct Tokens<'a> {
    rest: &'a str,
    line: u64,
    losses: Losses,
}

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let text = decode(bytes)?;
    let mut tokens = Tokens { rest: &text, line: 1, losses: Losses::default() };
    let (kind, class) = (tokens.text("the file type")?, tokens.text("the object class")?);
    if !kind.starts_with("ooTextFile") || class != "TextGrid" {
        let message = "the file is no TextGrid; save it from Praat as a text file";
        return Err(Problem::new("not_textgrid", message).on_line(1));
    }
    tokens.ms("xmin")?;
    let duration = tokens.ms("xmax")?;
    let mut out: Reading<TimedDocument> = Reading::default();
    out.document.duration_ms = Some(duration);
    let there = matches!(tokens.next()?, Some(Token::Flag("exists")));
    let n_tiers = if there { tokens.count("the number of tiers")? } else { 0 };
    for _ in 0..n_tiers {
        let tier = tokens.tier(&mut out.problems)?;
        out.document.tiers.push(tier);
    }
    out.losses = tokens.losses;
    Ok(out)
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Result<Option<Token<'a>>, Problem> {
        loop {
            let trimmed = self.rest.trim_start();
            self.pass(self.rest.len() - trimmed.len());
            if self.rest.is_empty() {
                return Ok(None);
            }
            if self.rest.starts_with('!') {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.pass(end);
                continue;
            }
            if let Some(text) = self.rest.strip_prefix('"') {
                return self.quoted(text).map(Some);
            }
            let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
            let word = &self.rest[..end];
            self.pass(end);
            if let Some(flag) = word.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
                return Ok(Some(Token::Flag(flag)));
            }
            if word.parse::<f64>().is_ok_and(f64::is_finite) {
                return Ok(Some(Token::Number(word)));
            }
        }
    }

    /// A text up to its closing quote; two quotes stand for one.
    fn quoted(&mut self, text: &'a str) -> Result<Token<'a>, Problem> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] != b'"' {
                at += 1;
            } else if bytes.get(at + 1) == Some(&b'"') {
                at += 2;
            } else {
                let found = text[..at].replace("\"\"", "\"");
                self.pass(at + 2);
                return Ok(Token::Text(found));
            }
        }
        Err(self.wrong("a text has no closing quote"))
    }

    fn pass(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at(bytes);
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.rest = rest;
    }

    fn wrong(&self, message: impl Into<String>) -> Problem {
        Problem::new("textgrid_invalid", message).on_line(self.line)
    }

    fn text(&mut self, what: &str) -> Result<String, Problem> {
        match self.next()? {
            Some(Token::Text(text)) => Ok(text),
            _ => Err(self.wrong(format!("{what} is missing; a text in quotes is expected"))),
        }
    }

    fn number(&mut self, what: &str) -> Result<&'a str, Problem> {
        match self.next()? {
            Some(Token::Number(number)) => Ok(number),
            _ => Err(self.wrong(format!("{what} is missing; a number is expected"))),
        }
    }

    fn ms(&mut self, what: &str) -> Result<i64, Problem> {
        let number = self.number(what)?;
        let message = || format!("{what} `{}` is no number of seconds", shown(number));
        let (ms, rounded) = seconds_ms(number).ok_or_else(|| self.wrong(message()))?;
        if rounded {
            self.losses.add("rounded", "times are rounded to milliseconds");
        }
        Ok(ms)
    }

    fn count(&mut self, what: &str) -> Result<usize, Problem> {
        let number = self.number(what)?;
        number.parse().map_err(|_| self.wrong(format!("{what} `{}` is no whole number", shown(number))))
    }

    fn tier(&mut self, problems: &mut Vec<Problem>) -> Result<Tier, Problem> {
        let kind = match self.text("the class of a tier")?.as_str() {
            "IntervalTier" => TierKind::Interval,
            "TextTier" => TierKind::Point,
            other => return Err(self.wrong(format!("`{}` is no class of tiers", shown(other)))),
        };
        let name = self.text("the name of a tier")?;
        self.ms("xmin")?;
        self.ms("xmax")?;
        let n = self.count("the number of intervals or points")?;
        let mut segments = Vec::new();
        for _ in 0..n {
            let start_ms = self.ms("the begin of an interval, or the time of a point")?;
            let end_ms = if kind == TierKind::Point { start_ms } else { self.ms("the end of an interval")? };
            let text = self.text("the text of an interval or a point")?;
            if end_ms < start_ms {
                let message = "the interval ends before it begins; correct its times";
                problems.push(self.wrong(message));
            } else if kind == TierKind::Point || !text.is_empty() {
                segments.push(Segment { start_ms, end_ms, text, ..Segment::default() });
            }
        }
        Ok(Tier { name, kind, segments })
    }
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    count_lost(document, losses);
    let end = seconds(document.end_ms());
    let mut tiers = Vec::new();
    for (tier, speaker) in per_speaker(document) {
        if speaker.is_some_and(|speaker| speaker != tier.name) {
            losses.add("speakers", "names of speakers other than that of the tier are left out");
        }
        let (intervals, points) = intervals_and_points(&tier);
        if tier.kind == TierKind::Interval {
            for (index, lane) in without_overlaps(&intervals, losses).iter().enumerate() {
                tiers.push(interval_tier(&lane_name(&tier.name, index), lane, &end, losses));
            }
        }
        if tier.kind == TierKind::Point {
            tiers.push(point_tier(&tier.name, points, &end, losses));
        } else if !points.is_empty() {
            tiers.push(point_tier(&format!("{} (points)", tier.name), points, &end, losses));
        }
    }
    let mut out = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n".to_owned();
    out.push_str(&format!("xmin = 0 \nxmax = {end} \n"));
    if tiers.is_empty() {
        out.push_str("tiers? <absent> \n");
        return out;
    }
    out.push_str(&format!("tiers? <exists> \nsize = {} \nitem []: \n", tiers.len()));
    for (number, tier) in (1..).zip(tiers) {
        out.push_str(&format!("    item [{number}]:\n{tier}"));
    }
    out
}

/// Praat wants intervals that fill the tier: those without a text stand between the others.
fn interval_tier(name: &str, segments: &[Segment], end: &str, losses: &mut Losses) -> String {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut interval = |start: i64, end: i64, text: &str| {
        let number = lines.len() + 1;
        lines.push(format!(
            "        intervals [{number}]:\n            xmin = {} \n            xmax = {} \n            text = {} \n",
            seconds(start),
            seconds(end),
            quoted(text)
        ));
    };
    for segment in segments {
        if segment.text.is_empty() {
            losses.add("without_text", "marks without a text are left out");
            continue;
        }
        let start = segment.start_ms.max(at);
        if start > segment.start_ms {
            losses.add("negative_times", "times before the beginning become the beginning");
        }
        if start >= segment.end_ms {
            continue;
        }
        if start > at {
            interval(at, start, "");
        }
        interval(start, segment.end_ms, &segment.text);
        at = segment.end_ms;
    }
    let last = seconds_ms(end).map_or(0, |(ms, _)| ms);
    if at < last {
        interval(at, last, "");
    }
    head("IntervalTier", name, end, "intervals", lines)
}

fn point_tier(name: &str, mut points: Vec<Segment>, end: &str, losses: &mut Losses) -> String {
    points.sort_by_key(|point| point.start_ms);
    let negative = points.iter().filter(|point| point.start_ms < 0).count() as u64;
    losses.add_n(negative, "negative_times", "times before the beginning become the beginning");
    let point = |(number, point): (usize, &Segment)| {
        let (time, mark) = (seconds(point.start_ms.max(0)), quoted(&point.text));
        format!("        points [{}]:\n            number = {time} \n            mark = {mark} \n", number + 1)
    };
    let lines = points.iter().enumerate().map(point).collect();
    head("TextTier", name, end, "points", lines)
}

fn head(class: &str, name: &str, end: &str, what: &str, lines: Vec<String>) -> String {
    format!(
        "        class = \"{class}\" \n        name = {} \n        xmin = 0 \n        xmax = {end} \n        {what}: size = {} \n{}",
        quoted(name),
        lines.len(),
        lines.concat()
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let short = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n2.5\n<exists>\n2\n\"IntervalTier\"\n\
            \"words\"\n0\n2.5\n2\n0\n1\n\"\"\n1\n2.5\n\"say \"\"two\"\"\ndogs\"\n\"TextTier\"\n\"clicks\"\n0\n2.5\n1\n0.25\n\"x\"\n";
        let found = read(short.as_bytes(), &Timing::default()).unwrap().document;
        assert_eq!(found.tiers[0].segments[0].text, "say \"two\"\ndogs");
        assert_eq!((found.tiers[1].kind, found.tiers[1].segments[0].start_ms), (TierKind::Point, 250));
        let mut losses = Losses::default();
        let long = write(&found, &mut losses);
        assert!(losses.is_empty());
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(long.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&utf16, &Timing::default()).unwrap().document, found);
        let cut = read(&short.as_bytes()[..short.len() - 4], &Timing::default()).unwrap_err();
        assert_eq!((cut.code.as_str(), cut.line), ("textgrid_invalid", Some(26)));
    }
}
