//! Track selectors: a shape that moves through a video, known at keyframes and interpolated in between.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::place::{Canvas, Timeline};
use crate::{Point, Problem, Selector, limits::MAX_KEYFRAMES};

/// Where a track's shape is at one time, and how it goes on from there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Keyframe {
    /// Milliseconds of the master clock: the time of presentation of the frame.
    pub time_ms: i64,
    /// The frame in the video's frame table, counted from 0.
    pub frame: u32,
    pub shape: TrackShape,
    /// From here to the next keyframe the thing is out of sight of the camera.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// From here to the next keyframe something hides it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub occluded: bool,
    /// Stays as it is until the next keyframe; moves there evenly otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hold: bool,
    /// Attributes that hold from here on: attribute id → value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Value>)]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

/// A shape of a track, in pixels of the upright video, origin top left. All keyframes of a track have the same kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TrackShape {
    Box {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        /// Degrees clockwise about the centre.
        #[serde(default)]
        rotation: f64,
    },
    Polygon {
        points: Vec<Point>,
    },
    Points {
        points: Vec<Point>,
    },
}

impl TrackShape {
    /// The same shape as a place in a still picture.
    pub fn selector(&self) -> Selector {
        match self {
            TrackShape::Box { x, y, width, height, rotation } => {
                Selector::Box { x: *x, y: *y, width: *width, height: *height, rotation: *rotation }
            }
            TrackShape::Polygon { points } => Selector::Polygon { points: points.clone(), holes: Vec::new() },
            TrackShape::Points { points } => Selector::Points { points: points.clone() },
        }
    }

    /// The shape at `share` of the way to another one, 0 to 1. Shapes with different numbers of points do not move.
    fn towards(&self, other: &TrackShape, share: f64) -> TrackShape {
        let between = |a: f64, b: f64| a + (b - a) * share;
        let points = |one: &[Point], other: &[Point]| {
            one.iter().zip(other).map(|(a, b)| Point(between(a.0, b.0), between(a.1, b.1))).collect()
        };
        match (self, other) {
            (
                TrackShape::Box { x, y, width, height, rotation },
                TrackShape::Box { x: x2, y: y2, width: width2, height: height2, rotation: rotation2 },
            ) => TrackShape::Box {
                x: between(*x, *x2),
                y: between(*y, *y2),
                width: between(*width, *width2),
                height: between(*height, *height2),
                rotation: rotation + shorter_turn(*rotation, *rotation2) * share,
            },
            (TrackShape::Polygon { points: one }, TrackShape::Polygon { points: other })
                if one.len() == other.len() =>
            {
                TrackShape::Polygon { points: points(one, other) }
            }
            (TrackShape::Points { points: one }, TrackShape::Points { points: other }) if one.len() == other.len() => {
                TrackShape::Points { points: points(one, other) }
            }
            _ => self.clone(),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            TrackShape::Box { .. } => "box",
            TrackShape::Polygon { .. } => "polygon",
            TrackShape::Points { .. } => "points",
        }
    }
}

/// Degrees from one angle to another, −180 to 180.
fn shorter_turn(from: f64, to: f64) -> f64 {
    (to - from + 180.0).rem_euclid(360.0) - 180.0
}

/// The shape of a track at a master time in milliseconds; none where it is not there.
pub fn shape_at(keyframes: &[Keyframe], time_ms: f64) -> Option<TrackShape> {
    let after = keyframes.partition_point(|keyframe| keyframe.time_ms as f64 <= time_ms);
    let before = keyframes.get(after.checked_sub(1)?)?;
    let Some(next) = keyframes.get(after) else {
        return (time_ms <= before.time_ms as f64 && !before.outside).then(|| before.shape.clone());
    };
    if before.outside {
        return None;
    }
    if before.hold {
        return Some(before.shape.clone());
    }
    let share = (time_ms - before.time_ms as f64) / (next.time_ms - before.time_ms) as f64;
    Some(before.shape.towards(&next.shape, share))
}

pub(super) fn problems(keyframes: &[Keyframe], canvas: &Canvas, timeline: &Timeline) -> Vec<Problem> {
    if keyframes.is_empty() {
        return vec![
            Problem::new("too_few", "the track has no keyframe; draw it at one frame at least").within("keyframes"),
        ];
    }
    if keyframes.len() > MAX_KEYFRAMES {
        let message = format!("{} keyframes are too many; use at most {MAX_KEYFRAMES}", keyframes.len());
        return vec![Problem::new("too_many", message).within("keyframes")];
    }
    let mut problems = Vec::new();
    for (index, keyframe) in keyframes.iter().enumerate() {
        let mut found: Vec<Problem> = shape_problems(&keyframe.shape, canvas);
        found.extend(timeline.problem(keyframe.time_ms).map(|problem| problem.within("time_ms")));
        if keyframe.shape.kind() != keyframes[0].shape.kind() {
            let message = format!("a track of one kind of shape is needed; make it a {}", keyframes[0].shape.kind());
            found.push(Problem::new("track_shape", message).within("type").within("shape"));
        }
        if index > 0 && keyframe.time_ms <= keyframes[index - 1].time_ms {
            let message = "the keyframe does not come after the one before it; order them, one for each frame";
            found.push(Problem::new("keyframe_order", message).within("time_ms"));
        }
        problems.extend(found.into_iter().map(|problem| problem.within(index).within("keyframes")));
    }
    problems
}

fn shape_problems(shape: &TrackShape, canvas: &Canvas) -> Vec<Problem> {
    let found = match shape {
        TrackShape::Box { x, y, width, height, rotation } => {
            super::Rectangle { x: *x, y: *y, width: *width, height: *height, rotation: *rotation }.problems(canvas)
        }
        TrackShape::Polygon { points } => super::polygon::problems(points, &[], canvas),
        TrackShape::Points { points } => super::points::problems(points, canvas),
    };
    found.into_iter().map(|problem| problem.within("shape")).collect()
}

/// Times at which two tracks are compared, at most, however many keyframes they have.
const MOST_SAMPLES: usize = 200;

/// The mean overlap of the two shapes at the keyframes of both and half-way between them, over those times at which
/// either track is there; a time at which only one is there counts as nothing shared.
pub(super) fn overlap(one: &[Keyframe], other: &[Keyframe]) -> f64 {
    let mut times: Vec<f64> = one.iter().chain(other).map(|keyframe| keyframe.time_ms as f64).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let middles: Vec<f64> = times.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
    times.extend(middles);
    let step = times.len().div_ceil(MOST_SAMPLES).max(1);
    let (mut sum, mut n) = (0.0, 0_u32);
    for time in times.into_iter().step_by(step) {
        match (shape_at(one, time), shape_at(other, time)) {
            (None, None) => continue,
            (Some(a), Some(b)) => sum += a.selector().overlap(&b.selector()),
            _ => {}
        }
        n += 1;
    }
    if n == 0 { 0.0 } else { sum / f64::from(n) }
}
