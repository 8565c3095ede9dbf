//! Selectors as the shapes that `stats` compares.

use crosscheck_stats::geometry::{Area, Keypoints, Mask, Rect, TurnedRect};
use crosscheck_stats::matching::{Kind, Shape, Stretch};

use crate::{Keyframe, Point, Selector, Span, TrackShape, shape_at};

/// Tracks are compared at this pace, whatever the frame rates of the videos are.
pub const SAMPLE_MS: i64 = 100;

/// A point event stands for this long before and after it: two of them match when they are up to 200 ms apart, the usual
/// tolerance for the beginning of a sound.
const EVENT_REACH_MS: f64 = 300.0;

/// The shape of a selector with what kind it is of by itself; none for the whole medium and for no place.
pub fn shape(selector: &Selector) -> Result<Option<(Kind, Shape)>, String> {
    Ok(Some(match selector {
        Selector::Whole | Selector::None { .. } => return Ok(None),
        Selector::Text { spans } => (Kind::Spans, Shape::Stretches(stretches(spans))),
        Selector::Interval { start_ms, end_ms, .. } => {
            (Kind::Intervals, Shape::Stretches(vec![stretch(*start_ms, *end_ms)]))
        }
        Selector::Track { keyframes } => (Kind::Tracks, Shape::Track(boxes(keyframes))),
        Selector::Box { x, y, width, height, rotation } => {
            let rect = Rect::sized([*x, *y], *width, *height);
            match *rotation {
                0.0 => (Kind::Boxes, Shape::Box(rect)),
                degrees => (Kind::Polygons, Shape::Area(TurnedRect { rect, degrees }.to_area())),
            }
        }
        Selector::Polygon { points, holes } => {
            let rings = [vec![ring(points)], holes.iter().map(|hole| ring(hole)).collect()].concat();
            (Kind::Polygons, Shape::Area(Area::new(rings)))
        }
        Selector::Ellipse { .. } => {
            let corners = selector.corners().unwrap_or_default();
            (Kind::Polygons, Shape::Area(Area::new(vec![ring(&corners)])))
        }
        Selector::Polyline { points } => (Kind::Lines, Shape::Line(ring(points))),
        Selector::Points { points } => {
            let found = ring(points);
            let around = Rect::around_points(found.iter().copied());
            let points = found.into_iter().map(Some).collect();
            (Kind::Points, Shape::Points(Keypoints { size: around.area().max(1.0), points }))
        }
        Selector::Mask { width, height, counts } => {
            let mask = Mask::new(*width, *height, counts).map_err(|error| error.to_string())?;
            (Kind::Masks, Shape::Mask(mask))
        }
    }))
}

pub(crate) fn stretches(spans: &[Span]) -> Vec<Stretch> {
    spans.iter().map(|span| Stretch { start: span.start as f64, end: span.end as f64 }).collect()
}

/// In milliseconds.
pub(super) fn stretch(start_ms: i64, end_ms: i64) -> Stretch {
    let reach = if start_ms < end_ms { 0.0 } else { EVENT_REACH_MS };
    Stretch { start: start_ms as f64 - reach, end: end_ms as f64 + reach }
}

fn ring(points: &[Point]) -> Vec<[f64; 2]> {
    points.iter().map(|point| [point.0, point.1]).collect()
}

/// The upright boxes around a track, at each tenth of a second of the master clock; one where it is shorter than that.
fn boxes(keyframes: &[Keyframe]) -> Vec<(u32, Rect)> {
    let (Some(first), Some(last)) = (keyframes.first(), keyframes.last()) else { return Vec::new() };
    let number = |step: i64| u32::try_from(step.max(0)).unwrap_or(u32::MAX);
    let there = |step: i64| {
        let shape = shape_at(keyframes, (step * SAMPLE_MS) as f64)?;
        Some((number(step), around(&shape)))
    };
    let from = first.time_ms.div_euclid(SAMPLE_MS) + i64::from(first.time_ms.rem_euclid(SAMPLE_MS) > 0);
    let found: Vec<(u32, Rect)> = (from..=last.time_ms.div_euclid(SAMPLE_MS)).filter_map(there).collect();
    match found.is_empty() {
        true => keyframes
            .iter()
            .find(|keyframe| !keyframe.outside)
            .map(|keyframe| (number(keyframe.time_ms / SAMPLE_MS), around(&keyframe.shape)))
            .into_iter()
            .collect(),
        false => found,
    }
}

fn around(shape: &TrackShape) -> Rect {
    match shape {
        TrackShape::Box { x, y, width, height, rotation } => {
            let rect = Rect::sized([*x, *y], *width, *height);
            if *rotation == 0.0 { rect } else { TurnedRect { rect, degrees: *rotation }.to_area().bounds() }
        }
        TrackShape::Polygon { points } => Rect::around_points(ring(points)),
        // Points have no area; a box of a pixel around them has.
        TrackShape::Points { points } => {
            let Rect { left, top, right, bottom } = Rect::around_points(ring(points));
            Rect { left: left - 0.5, top: top - 0.5, right: right + 0.5, bottom: bottom + 0.5 }
        }
    }
}
