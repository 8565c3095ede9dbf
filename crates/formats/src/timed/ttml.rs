//! TTML: subtitles of broadcasters, as XML.

use std::collections::BTreeMap;

use crosscheck_domain::Problem;

use super::text::{clock, clock_ms, decode};
use super::webvtt::shown;
use super::{Losses, Reading, Segment, Tier, TierKind, TimedDocument, TimedFormat, Timing};
use crate::xml::{self, Element, Node};

/// What it does: reads the timed paragraphs and spans of a body, with their agents as speakers; writes a paragraph for each
/// segment. Times count from the parent's begin.
/// When to use it: subtitles for broadcast and for video platforms.
/// When not: styles, positions and animation, which are left out.
/// Example: `<p begin="00:00:01.000" end="00:00:04.000">Two dogs.</p>`
/// Reference: <https://www.w3.org/TR/ttml2/>
pub const TIMED: TimedFormat =
    TimedFormat { id: "ttml", title: "TTML", extensions: &["ttml", "dfxp"], mime: "application/ttml+xml", read, write };

/// Elements that say how a text looks, or what is known of it.
const LOOKS: [&str; 4] = ["styling", "layout", "set", "animation"];

fn read(bytes: &[u8], timing: &Timing) -> Result<Reading<TimedDocument>, Problem> {
    let root = xml::parse(&decode(bytes)?)?;
    if root.name != "tt" {
        let message = format!("the file is no TTML: it begins with <{}>", shown(&root.name));
        return Err(Problem::new("not_ttml", message).on_line(root.line));
    }
    let number = |name: &str| root.attribute(name).and_then(|value| value.parse::<f64>().ok()).filter(|n| *n > 0.0);
    let multiplier = root.attribute("frameRateMultiplier").and_then(|value| {
        let (numerator, denominator) = value.split_once([' ', ':'])?;
        Some(numerator.trim().parse::<f64>().ok()? / denominator.trim().parse::<f64>().ok()?)
    });
    let rate = number("frameRate").map(|rate| rate * multiplier.filter(|m| m.is_finite()).unwrap_or(1.0));
    let rate = rate.or(timing.fps).unwrap_or(30.0);
    let clocks = Clocks { frame_rate: rate, tick_rate: number("tickRate").unwrap_or(rate) };
    let mut agents = BTreeMap::new();
    let head = root.child("head");
    for element in head.into_iter().flat_map(descendants).filter(|element| element.name == "agent") {
        if let Some(id) = element.attribute("id") {
            let name = element.child("name").map_or_else(|| id.to_owned(), |name| name.text().trim().to_owned());
            agents.insert(id.to_owned(), name);
        }
    }
    let mut reader = Reader { clocks, agents, out: Reading::default(), segments: Vec::new() };
    let looks = descendants(&root).filter(|element| LOOKS.contains(&element.name.as_str())).count();
    reader.out.losses.add_n(looks as u64, "styles", "styles, layouts and animations are left out");
    if let Some(body) = root.child("body") {
        reader.timed(body, &Context { start_ms: 0, end_ms: None, speaker: None });
    }
    let Reader { mut out, segments, .. } = reader;
    out.document = TimedDocument::of(Tier { name: String::new(), kind: TierKind::Interval, segments });
    Ok(out)
}

fn descendants(element: &Element) -> Box<dyn Iterator<Item = &Element> + '_> {
    Box::new(element.elements().flat_map(|child| std::iter::once(child).chain(descendants(child))))
}

struct Clocks {
    frame_rate: f64,
    tick_rate: f64,
}

impl Clocks {
    /// Milliseconds of a clock time, `00:00:01.5` or with frames `00:00:01:12`, or of an offset such as `1.5s`.
    fn ms(&self, text: &str) -> Option<i64> {
        if let Some(ms) = clock_ms(text) {
            return Some(ms);
        }
        if text.matches(':').count() == 3 {
            let (whole, frames) = text.rsplit_once(':')?;
            return clock_ms(whole)?.checked_add(rounded(frames.parse::<f64>().ok()? / self.frame_rate * 1000.0)?);
        }
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number: f64 = text[..text.len() - unit.len()].parse().ok()?;
        let ms = match unit {
            "h" => 3_600_000.0,
            "m" => 60_000.0,
            "s" => 1000.0,
            "ms" => 1.0,
            "f" => 1000.0 / self.frame_rate,
            "t" => 1000.0 / self.tick_rate,
            _ => return None,
        };
        rounded(number * ms)
    }
}

fn rounded(ms: f64) -> Option<i64> {
    (ms.is_finite() && (0.0..1e13).contains(&ms)).then(|| ms.round() as i64)
}

#[derive(Clone)]
struct Context {
    start_ms: i64,
    end_ms: Option<i64>,
    speaker: Option<String>,
}

struct Reader {
    clocks: Clocks,
    agents: BTreeMap<String, String>,
    out: Reading<TimedDocument>,
    segments: Vec<Segment>,
}

impl Reader {
    /// Body, divisions, and the paragraphs within them.
    fn timed(&mut self, element: &Element, around: &Context) {
        if element.attribute("timeContainer") == Some("seq") {
            let message =
                "elements in sequence (timeContainer=\"seq\") are not understood; give each its begin and end";
            self.out.problems.push(Problem::new("ttml_sequence", message).on_line(element.line));
            return;
        }
        let Some(context) = self.context(element, around) else { return };
        if element.name == "p" {
            self.paragraph(element, &context);
            return;
        }
        for child in element.elements() {
            if matches!(child.name.as_str(), "div" | "p") {
                self.timed(child, &context);
            }
        }
    }

    fn context(&mut self, element: &Element, around: &Context) -> Option<Context> {
        let mut times = [None; 3];
        for (time, name) in times.iter_mut().zip(["begin", "end", "dur"]) {
            let Some(value) = element.attribute(name) else { continue };
            *time = self.clocks.ms(value.trim());
            if time.is_none() {
                let message = format!("`{}` is no time; write 00:00:01.000 or 1s", shown(value));
                self.out.problems.push(Problem::new("cue_time", message).on_line(element.line));
                return None;
            }
        }
        let [begin, end, duration] = times;
        let start_ms = around.start_ms.checked_add(begin.unwrap_or(0))?;
        let ends = [around.end_ms, end.map(|end| around.start_ms + end), duration.map(|length| start_ms + length)];
        let end_ms = ends.into_iter().flatten().min();
        if end_ms.is_some_and(|end| end < start_ms) {
            let message = "the text ends before it begins; correct its times";
            self.out.problems.push(Problem::new("cue_time", message).on_line(element.line));
            return None;
        }
        let agent = element.attribute("agent").and_then(|agents| agents.split_whitespace().next());
        let name = agent.map(|agent| self.agents.get(agent).cloned().unwrap_or_else(|| agent.to_owned()));
        Some(Context { start_ms, end_ms, speaker: name.or_else(|| around.speaker.clone()) })
    }

    fn paragraph(&mut self, element: &Element, context: &Context) {
        let mut pieces = Vec::new();
        self.pieces(element, context, preserves(element), &mut pieces);
        let first = self.segments.len();
        for (context, text) in pieces {
            let text = tidied(&text);
            if text.is_empty() {
                continue;
            }
            let Some(end_ms) = context.end_ms else {
                let message = "the text has no end; give it one, or a duration";
                self.out.problems.push(Problem::new("cue_time", message).on_line(element.line));
                continue;
            };
            let Context { start_ms, speaker, .. } = context;
            let cue = Some(self.out.document.cues.len());
            self.segments.push(Segment { start_ms, end_ms, text, speaker, cue, ..Segment::default() });
        }
        if self.segments.len() == first + 1 {
            self.segments[first].cue = None;
        } else {
            self.out.document.cues.push(super::CueFrame::default());
        }
    }

    /// The texts of a paragraph; a span with its own time or agent is a piece of its own.
    fn pieces(&mut self, element: &Element, context: &Context, keep: bool, pieces: &mut Vec<(Context, String)>) {
        let mut fresh = true;
        for node in &element.children {
            match node {
                Node::Text(text) => {
                    let text = if keep { text.clone() } else { collapsed(text) };
                    append(pieces, context, &text, &mut fresh);
                }
                Node::Element(child) if child.name == "br" => append(pieces, context, "\n", &mut fresh),
                Node::Element(child) if child.name == "span" => {
                    let own = ["begin", "end", "dur", "agent"].iter().any(|name| child.attribute(name).is_some());
                    if own {
                        let Some(context) = self.context(child, context) else { continue };
                        self.pieces(child, &context, keep || preserves(child), pieces);
                        fresh = true;
                    } else {
                        append(pieces, context, &collapsed(&child.text()), &mut fresh);
                    }
                }
                Node::Element(_) => {}
            }
        }
    }
}

fn append(pieces: &mut Vec<(Context, String)>, context: &Context, text: &str, fresh: &mut bool) {
    match pieces.last_mut() {
        Some((_, known)) if !*fresh => known.push_str(text),
        _ => pieces.push((context.clone(), text.to_owned())),
    }
    *fresh = false;
}

fn preserves(element: &Element) -> bool {
    element.attribute("space") == Some("preserve")
}

/// White space as one space, as XML writers break lines where they like.
fn collapsed(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\n' | '\t' | '\r');
        if !space {
            result.push(c);
        } else if !result.ends_with(' ') {
            result.push(' ');
        }
    }
    result
}

fn tidied(text: &str) -> String {
    let lines: Vec<&str> = text.trim().split('\n').map(str::trim).collect();
    lines.join("\n")
}

fn write(document: &TimedDocument, losses: &mut Losses) -> String {
    let several = document.tiers.len() > 1;
    if several {
        losses.add_n(
            document.tiers.len() as u64,
            "tiers",
            "tiers are written as one list of cues, without their names",
        );
    }
    super::lanes::count_lost(document, losses);
    let segments: Vec<&Segment> = if several { document.in_order() } else { document.segments().collect() };
    let mut agents: Vec<&str> = Vec::new();
    let mut paragraphs = String::new();
    for segment in segments {
        let agent = segment.speaker.as_deref().map(|name| {
            let known = agents.iter().position(|agent| *agent == name);
            known.unwrap_or_else(|| {
                agents.push(name);
                agents.len() - 1
            })
        });
        if segment.start_ms < 0 {
            losses.add("negative_times", "times before the beginning become the beginning");
        }
        let agent = agent.map_or_else(String::new, |agent| format!(" ttm:agent=\"a{agent}\""));
        let text: Vec<String> = segment.text.split('\n').map(xml::escaped).collect();
        let (begin, end) = (clock(segment.start_ms, '.'), clock(segment.end_ms, '.'));
        paragraphs.push_str(&format!("      <p begin=\"{begin}\" end=\"{end}\"{agent}>{}</p>\n", text.join("<br/>")));
    }
    let agent = |(number, name): (usize, &&str)| {
        format!(
            "      <ttm:agent xml:id=\"a{number}\" type=\"person\"><ttm:name type=\"full\">{}</ttm:name></ttm:agent>\n",
            xml::escaped(name)
        )
    };
    let agents: String = agents.iter().enumerate().map(agent).collect();
    let head = if agents.is_empty() {
        agents
    } else {
        format!("  <head>\n    <metadata>\n{agents}    </metadata>\n  </head>\n")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" \
         xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" xml:lang=\"\">\n{head}  <body>\n    <div>\n{paragraphs}    \
         </div>\n  </body>\n</tt>\n"
    )
}
