//! *Where* in one part of one slot.

mod area;
mod r#box;
mod ellipse;
mod interval;
mod mask;
mod overlap;
mod place;
mod points;
mod polygon;
mod polyline;
mod text;
mod track;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Design, Part, Problem, Span, TimeScope, limits::MAX_POINTS};

use r#box::Rectangle;
use ellipse::Ellipse;
use interval::Interval;
pub use place::Codepoints;
pub(crate) use place::Place;
pub use track::{Keyframe, TrackShape, shape_at};

/// A place inside a part. Image coordinates are pixels of the original after EXIF orientation, floats, origin top left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Selector {
    /// The whole part.
    Whole,
    /// One or more half-open ranges of Unicode code points.
    Text {
        spans: Vec<Span>,
    },
    /// `x`, `y` is the top left corner before rotation; `rotation` is degrees clockwise about the centre.
    Box {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        #[serde(default)]
        rotation: f64,
    },
    /// The outer ring and its holes; rings are closed implicitly.
    Polygon {
        points: Vec<Point>,
        #[serde(default)]
        holes: Vec<Vec<Point>>,
    },
    Polyline {
        points: Vec<Point>,
    },
    /// One or more separate points.
    Points {
        points: Vec<Point>,
    },
    /// Centre, radii, and degrees clockwise about the centre.
    Ellipse {
        cx: f64,
        cy: f64,
        rx: f64,
        ry: f64,
        #[serde(default)]
        rotation: f64,
    },
    /// COCO run lengths: counts of alternating 0 and 1 pixels in column-major order, starting with 0.
    Mask {
        width: u32,
        height: u32,
        counts: Vec<u32>,
    },
    /// A stretch of time in milliseconds of the item's master clock; a point event where both ends are equal.
    Interval {
        start_ms: i64,
        end_ms: i64,
        /// Of the sound, counted from 0; all channels where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<u16>,
        /// Lower end of the frequency band in hertz.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low_hz: Option<f64>,
        /// Upper end of the frequency band in hertz.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high_hz: Option<f64>,
    },
    /// A shape that moves, by its keyframes in the order of time. It is there from the first keyframe to the last one,
    /// but for the stretches that begin with a keyframe marked `outside`.
    Track {
        keyframes: Vec<Keyframe>,
    },
    /// Explicitly no place, and why. The reason is one of the design's `no_evidence_reasons`.
    None {
        reason: String,
    },
}

/// `[x, y]` in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(value_type = Vec<f64>)]
pub struct Point(pub f64, pub f64);

/// The kinds of selectors that a design can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SelectorKind {
    Whole,
    Text,
    Box,
    Polygon,
    Polyline,
    Points,
    Ellipse,
    Mask,
    Interval,
    Track,
    None,
}

impl Selector {
    pub fn kind(&self) -> SelectorKind {
        match self {
            Selector::Whole => SelectorKind::Whole,
            Selector::Text { .. } => SelectorKind::Text,
            Selector::Box { .. } => SelectorKind::Box,
            Selector::Polygon { .. } => SelectorKind::Polygon,
            Selector::Polyline { .. } => SelectorKind::Polyline,
            Selector::Points { .. } => SelectorKind::Points,
            Selector::Ellipse { .. } => SelectorKind::Ellipse,
            Selector::Mask { .. } => SelectorKind::Mask,
            Selector::Interval { .. } => SelectorKind::Interval,
            Selector::Track { .. } => SelectorKind::Track,
            Selector::None { .. } => SelectorKind::None,
        }
    }
}

impl Selector {
    /// The stretch of the master clock that it covers, where it lies in time.
    pub fn extent(&self) -> Option<TimeScope> {
        match self {
            Selector::Interval { start_ms, end_ms, .. } => Some(TimeScope { start_ms: *start_ms, end_ms: *end_ms }),
            Selector::Track { keyframes } => {
                let (first, last) = (keyframes.first()?, keyframes.last()?);
                Some(TimeScope { start_ms: first.time_ms, end_ms: last.time_ms })
            }
            _ => None,
        }
    }

    /// The corners of the polygon of the same area that stands for an ellipse; none for anything else.
    pub(crate) fn corners(&self) -> Option<Vec<Point>> {
        match self {
            Selector::Ellipse { cx, cy, rx, ry, rotation } => {
                Some(Ellipse { cx: *cx, cy: *cy, rx: *rx, ry: *ry, rotation: *rotation }.corners())
            }
            _ => None,
        }
    }

    /// What is wrong with this selector on this part; empty when it lies within and quotes what is there.
    pub fn check(&self, part: &Part) -> Vec<Problem> {
        self.problems(&Place::new(part))
    }

    pub(crate) fn problems(&self, place: &Place) -> Vec<Problem> {
        match (self, place) {
            (Selector::Whole, _) => Vec::new(),
            (Selector::None { reason }, _) if reason.trim().is_empty() => {
                let message = "the reason for no place is empty; choose one";
                vec![Problem::new("reason_missing", message).within("reason")]
            }
            (Selector::None { .. }, _) => Vec::new(),
            (Selector::Text { spans }, Place::Text(text)) => text::problems(spans, text),
            (Selector::Polygon { points, holes }, Place::Image(canvas)) => polygon::problems(points, holes, canvas),
            (Selector::Polyline { points }, Place::Image(canvas)) => polyline::problems(points, canvas),
            (Selector::Points { points }, Place::Image(canvas)) => points::problems(points, canvas),
            (Selector::Mask { width, height, counts }, Place::Image(canvas)) => {
                mask::problems(*width, *height, counts, canvas)
            }
            (Selector::Box { x, y, width, height, rotation }, Place::Image(canvas)) => {
                Rectangle { x: *x, y: *y, width: *width, height: *height, rotation: *rotation }.problems(canvas)
            }
            (Selector::Ellipse { cx, cy, rx, ry, rotation }, Place::Image(canvas)) => {
                Ellipse { cx: *cx, cy: *cy, rx: *rx, ry: *ry, rotation: *rotation }.problems(canvas)
            }
            (
                Selector::Interval { start_ms, end_ms, channel, low_hz, high_hz },
                Place::Audio(timeline) | Place::Video(_, timeline),
            ) => {
                Interval { start_ms: *start_ms, end_ms: *end_ms, channel: *channel, low_hz: *low_hz, high_hz: *high_hz }
                    .problems(timeline)
            }
            (Selector::Track { keyframes }, Place::Video(canvas, timeline)) => {
                track::problems(keyframes, canvas, timeline)
            }
            (
                Selector::Text { .. }
                | Selector::Box { .. }
                | Selector::Polygon { .. }
                | Selector::Polyline { .. }
                | Selector::Points { .. }
                | Selector::Ellipse { .. }
                | Selector::Mask { .. }
                | Selector::Interval { .. }
                | Selector::Track { .. },
                Place::Text(_) | Place::Image(_) | Place::Audio(_) | Place::Video(..),
            ) => {
                let (kind, medium) = (self.kind(), place.kind());
                let fitting = Design::selectors_for(medium);
                let message = format!("{kind:?} does not fit {medium:?}; use one of {fitting:?}").to_lowercase();
                vec![Problem::new("selector_kind", message).within("type")]
            }
        }
    }
}

fn positive(name: &str, size: f64) -> Option<Problem> {
    let message = || format!("{name} is {size}; make it larger than zero");
    (!(size.is_finite() && size > 0.0)).then(|| Problem::new("no_area", message()).within(name))
}

fn point_count(points: &[Point], least: usize) -> Option<Problem> {
    let n = points.len();
    if n < least {
        return Some(Problem::new("too_few", format!("{n} points are too few; use at least {least}")));
    }
    (n > MAX_POINTS).then(|| Problem::new("too_many", format!("{n} points are too many; use at most {MAX_POINTS}")))
}
