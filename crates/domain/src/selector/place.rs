//! A part as selectors see it: a text with quick access by code point, or an image with its bounds.

use crate::{Clock, Content, MediaInfo, MediaKind, Part, Point, Problem, Span};

/// How far outside of its image a coordinate may lie, in pixels: browsers round when they zoom.
const TOLERANCE_PX: f64 = 0.01;

/// Made once per part, so that thousands of regions on it are checked quickly.
pub(crate) enum Place<'a> {
    Text(Codepoints<'a>),
    Image(Canvas),
    Audio(Timeline),
    Video(Canvas, Timeline),
}

impl<'a> Place<'a> {
    pub fn new(part: &'a Part) -> Self {
        match &part.content {
            Content::Text { text, .. } => Place::Text(Codepoints::new(text)),
            Content::Asset { asset } => {
                let canvas = Canvas { width: asset.info.width, height: asset.info.height };
                match asset.info.kind {
                    // A text in the blob store is not at hand here, so nothing can be quoted from it.
                    MediaKind::Text => Place::Text(Codepoints::new("")),
                    MediaKind::Image => Place::Image(canvas),
                    MediaKind::Audio => Place::Audio(Timeline::new(&asset.info, part.clock)),
                    MediaKind::Video => Place::Video(canvas, Timeline::new(&asset.info, part.clock)),
                }
            }
        }
    }

    pub fn kind(&self) -> MediaKind {
        match self {
            Place::Text(_) => MediaKind::Text,
            Place::Image(_) => MediaKind::Image,
            Place::Audio(_) => MediaKind::Audio,
            Place::Video(..) => MediaKind::Video,
        }
    }
}

/// How far outside of its medium a time may lie, in milliseconds: containers round, and players differ by a frame.
const TOLERANCE_MS: f64 = 100.0;

/// The stretch of the master clock that a medium fills, and what its sound consists of.
#[derive(Clone, Copy)]
pub(crate) struct Timeline {
    start_ms: f64,
    /// Where the duration is known.
    end_ms: Option<f64>,
    pub channels: Option<u16>,
    pub sample_rate: Option<u32>,
}

impl Timeline {
    pub fn new(info: &MediaInfo, clock: Option<Clock>) -> Self {
        let clock = clock.unwrap_or_default();
        Self {
            start_ms: clock.master_ms(0.0),
            end_ms: info.duration_ms.map(|duration| clock.master_ms(duration as f64)),
            channels: info.channels,
            sample_rate: info.sample_rate,
        }
    }

    /// A problem when the time lies before the medium begins or after it has ended.
    pub fn problem(&self, time_ms: i64) -> Option<Problem> {
        let outside = (time_ms as f64) < self.start_ms - TOLERANCE_MS
            || self.end_ms.is_some_and(|end| time_ms as f64 > end + TOLERANCE_MS);
        let end = self.end_ms.map_or("its end".to_owned(), |end| format!("{end:.0} ms"));
        let message =
            || format!("{time_ms} ms lies outside of the medium ({:.0} ms to {end}); move it inside", self.start_ms);
        outside.then(|| Problem::new("outside_time", message()))
    }
}

/// The bounds of an image in pixels, as far as they are known.
#[derive(Clone, Copy)]
pub(crate) struct Canvas {
    pub width: Option<u32>,
    pub height: Option<u32>,
}

impl Canvas {
    /// A problem when one of the points lies outside, or is no number at all.
    pub fn problem(&self, points: impl IntoIterator<Item = Point>) -> Option<Problem> {
        let outside = |value: f64, size: Option<u32>| {
            let end = size.map_or(f64::INFINITY, |size| f64::from(size) + TOLERANCE_PX);
            !value.is_finite() || value < -TOLERANCE_PX || value > end
        };
        let Point(x, y) = points.into_iter().find(|Point(x, y)| outside(*x, self.width) || outside(*y, self.height))?;
        let size = |size: Option<u32>| size.map_or("unknown".to_owned(), |size| size.to_string());
        let (width, height) = (size(self.width), size(self.height));
        let message = format!("({x}, {y}) lies outside of the image ({width} × {height}); move it inside");
        Some(Problem::new("outside_image", message))
    }
}

/// A text whose code points are found without walking it from the start each time.
pub struct Codepoints<'a> {
    text: &'a str,
    len: usize,
    /// The byte at which every `STRIDE`th code point begins; empty where bytes are code points.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'a> Codepoints<'a> {
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, len: text.len(), marks: Vec::new() };
        }
        let mut marks = Vec::new();
        let mut len = 0;
        for (byte, _) in text.char_indices() {
            if len % STRIDE == 0 {
                marks.push(byte);
            }
            len += 1;
        }
        Self { text, len, marks }
    }

    /// How many there are.
    pub fn n(&self) -> usize {
        self.len
    }

    /// The text from code point `start` to before `end`.
    pub fn slice(&self, start: usize, end: usize) -> Option<&'a str> {
        if start > end || end > self.len { None } else { self.text.get(self.byte(start)..self.byte(end)) }
    }

    fn byte(&self, code_point: usize) -> usize {
        if self.marks.is_empty() {
            return code_point;
        }
        let Some(mark) = self.marks.get(code_point / STRIDE) else { return self.text.len() };
        let mut rest = self.text[*mark..].char_indices();
        rest.nth(code_point % STRIDE).map_or(self.text.len(), |(byte, _)| mark + byte)
    }

    /// The code point that begins at this byte.
    pub fn at_byte(&self, byte: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (byte <= self.len).then_some(byte);
        }
        let block = self.marks.partition_point(|mark| *mark <= byte).checked_sub(1)?;
        Some(block * STRIDE + self.text.get(self.marks[block]..byte)?.chars().count())
    }

    /// A problem when the span is empty, lies outside of the text or quotes something else.
    pub fn problem(&self, span: &Span) -> Option<Problem> {
        let Span { start, end, quote } = span;
        if start >= end {
            return Some(Problem::new(
                "span_empty",
                format!("the span {start}–{end} covers nothing; select some text"),
            ));
        }
        let Some(covered) = self.slice(*start, *end) else {
            let message = format!("the span {start}–{end} ends after the text ({} code points)", self.len);
            return Some(Problem::new("span_outside", format!("{message}; select text that is there")));
        };
        let shown = |text: &str| text.chars().take(60).collect::<String>();
        (covered != quote).then(|| {
            let (quote, covered) = (shown(quote), shown(covered));
            let message = format!("the span {start}–{end} quotes “{quote}” but the text there is “{covered}”");
            Problem::new("quote_differs", format!("{message}; positions are Unicode code points, select again"))
        })
    }

    /// The problems of a list of spans, which stand in the order of the text and share no character.
    pub fn problems(&self, spans: &[Span]) -> Vec<Problem> {
        let broken = spans.iter().enumerate().filter_map(|(n, span)| Some(self.problem(span)?.within(n)));
        let mut problems: Vec<Problem> = broken.collect();
        let order = spans.windows(2).position(|pair| pair[1].start < pair[0].end);
        problems.extend(order.map(|n| {
            Problem::new("span_order", "the span begins before the one before it ends; order them and merge overlaps")
                .within(n + 1)
        }));
        problems
    }
}
