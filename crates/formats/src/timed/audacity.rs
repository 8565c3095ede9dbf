//! Audacity labels: marks on a sound, with frequency bands.

use crosscheck_domain::Problem;

use super::text::{decode, on_one_line, seconds, seconds_ms};
use super::{Losses, Reading, Segment, Tier, TimedDocument, TimedFormat, Timing};

/// What it does: reads and writes begin, end and label of each mark, and the band of frequencies on a second line.
/// When to use it: marks made or looked at in Audacity.
/// When not: several lanes, channels or speakers.
/// Example: `1.500000`, a tab, `2.000000`, a tab, `siren`
/// Reference: <https://manual.audacityteam.org/man/importing_and_exporting_labels.html>
pub const TIMED: TimedFormat =
    TimedFormat { id: "audacity", title: "Audacity labels", extensions: &["txt"], mime: "text/plain", read, write };

fn read(bytes: &[u8], _: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let text = decode(bytes)?;
    let mut out: Reading<TimedDocument> = Reading::default();
    let mut segments: Vec<Segment> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        if line.trim().is_empty() {
            continue;
        }
        let read = match line.strip_prefix("\\\t") {
            Some(band) => match segments.last_mut() {
                Some(segment) => frequencies(band, segment),
                None => Err("a band of frequencies stands before any label".to_owned()),
            },
            None => label(line, &mut out.losses).map(|segment| segments.push(segment)),
        };
        if let Err(message) = read {
            out.problems.push(Problem::new("line_invalid", message).on_line(number));
        }
    }
    if segments.is_empty()
        && let Some(problem) = out.problems.first()
    {
        return Err(problem.clone());
    }
    out.document = TimedDocument::of(Tier::new("labels", segments));
    Ok(out)
}

fn label(line: &str, losses: &mut Losses) -> Result<Segment, String> {
    let mut fields = line.splitn(3, '\t');
    let mut time = || fields.next().and_then(|field| seconds_ms(&field.trim().replace(',', ".")));
    let (Some((start_ms, start_rounded)), Some((end_ms, end_rounded))) = (time(), time()) else {
        return Err("the line is not begin, end and label with tabs between them".to_owned());
    };
    if end_ms < start_ms {
        return Err("the label ends before it begins; correct its times".to_owned());
    }
    if start_rounded || end_rounded {
        losses.add("rounded", "times are rounded to milliseconds");
    }
    let text = fields.next().unwrap_or_default().to_owned();
    Ok(Segment { start_ms, end_ms, text, ..Segment::default() })
}

fn frequencies(band: &str, segment: &mut Segment) -> Result<(), String> {
    let ends: Vec<f64> = band.split('\t').map_while(|field| field.trim().replace(',', ".").parse().ok()).collect();
    let [low, high] = ends[..] else { return Err("a band is not two numbers with a tab between them".to_owned()) };
    let hertz = |end: f64| Some(end).filter(|end| end.is_finite() && *end >= 0.0);
    (segment.low_hz, segment.high_hz) = (hertz(low), hertz(high));
    Ok(())
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    let mut out = String::new();
    let several = document.tiers.len() > 1;
    if several {
        losses.add_n(document.tiers.len() as u64, "tiers", "tiers are written as one list, without their names");
    }
    let segments: Vec<&Segment> = if several { document.in_order() } else { document.segments().collect() };
    for segment in segments {
        let label = match (&segment.speaker, segment.text.as_str()) {
            (Some(name), "") => name,
            (Some(_), text) => {
                losses.add("speakers", "names of speakers are left out");
                text
            }
            (None, text) => text,
        };
        if segment.channel.is_some() {
            losses.add("channels", "channels are left out");
        }
        if segment.confidence.is_some() {
            losses.add("confidences", "confidences are left out");
        }
        let label = if label.contains(['\n', '\r', '\t']) {
            losses.add("line_ends", "line ends and tabs within a text become spaces");
            on_one_line(label)
        } else {
            label.to_owned()
        };
        out.push_str(&format!("{}000\t{}000\t{label}\n", seconds(segment.start_ms), seconds(segment.end_ms)));
        if segment.low_hz.is_some() || segment.high_hz.is_some() {
            out.push_str(&format!("\\\t{}\t{}\n", segment.low_hz.unwrap_or(-1.0), segment.high_hz.unwrap_or(-1.0)));
        }
    }
    losses.add_n(document.asides.len() as u64, "asides", "headers, notes, styles and regions are left out");
    out
}
