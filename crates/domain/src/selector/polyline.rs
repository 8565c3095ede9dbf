//! Polyline selectors: an open line through points.

use super::{place::Canvas, point_count};
use crate::{Point, Problem};

/// Two lines agree where they run at most this far apart, in pixels.
const REACH_PX: f64 = 5.0;
/// Places on a line that are compared.
const SAMPLES: u32 = 512;

pub(super) fn problems(points: &[Point], canvas: &Canvas) -> Vec<Problem> {
    let short = || {
        let message = "the line has no length; move its points apart";
        (length(points) == 0.0).then(|| Problem::new("no_length", message))
    };
    let problem = point_count(points, 2).or_else(|| canvas.problem(points.iter().copied())).or_else(short);
    problem.into_iter().map(|problem| problem.within("points")).collect()
}

/// The share of both lines' length that runs at most 5 pixels away from the other line. Direction does not matter.
pub(super) fn overlap(one: &[Point], other: &[Point]) -> f64 {
    let (a, b) = (length(one), length(other));
    if a + b == 0.0 {
        return 0.0;
    }
    (a * share_near(one, a, other) + b * share_near(other, b, one)) / (a + b)
}

fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

/// The share of evenly spaced places on `line` that lie near `other`.
fn share_near(line: &[Point], length: f64, other: &[Point]) -> f64 {
    let step = length / f64::from(SAMPLES);
    let mut near = 0_u32;
    let (mut walked, mut sample) = (0.0, 0_u32);
    for pair in line.windows(2) {
        let size = distance(pair[0], pair[1]);
        while sample < SAMPLES && (f64::from(sample) + 0.5) * step <= walked + size {
            let t = ((f64::from(sample) + 0.5) * step - walked) / size;
            let place = Point(pair[0].0 + t * (pair[1].0 - pair[0].0), pair[0].1 + t * (pair[1].1 - pair[0].1));
            near += u32::from(other.windows(2).any(|edge| distance_to_edge(place, edge[0], edge[1]) <= REACH_PX));
            sample += 1;
        }
        walked += size;
    }
    if sample == 0 { 0.0 } else { f64::from(near) / f64::from(sample) }
}

fn distance(a: Point, b: Point) -> f64 {
    (b.0 - a.0).hypot(b.1 - a.1)
}

fn distance_to_edge(place: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 { ((place.0 - a.0) * dx + (place.1 - a.1) * dy) / square } else { 0.0 };
    let t = along.clamp(0.0, 1.0);
    distance(place, Point(a.0 + t * dx, a.1 + t * dy))
}
