//! Polygon selectors: an outer ring with holes.

use super::{area::Area, place::Canvas, point_count};
use crate::{Point, Problem, limits::MAX_POINTS};

/// Holes with more pairs of points and edges than this are compared by their bounds only, so that no polygon is slow.
const MAX_COMPARED: usize = 4_000_000;

pub(super) fn problems(points: &[Point], holes: &[Vec<Point>], canvas: &Canvas) -> Vec<Problem> {
    let total = points.len() + holes.iter().map(Vec::len).sum::<usize>() + holes.len();
    if total > MAX_POINTS {
        return vec![Problem::new("too_many", format!("{total} points are too many; use at most {MAX_POINTS}"))];
    }
    let mut problems: Vec<Problem> = ring(points, canvas).map(|problem| problem.within("points")).into_iter().collect();
    let outer = Area::new(vec![points.to_vec()]);
    for (index, hole) in holes.iter().enumerate() {
        let outside = || {
            let message = "the hole reaches out of its polygon; keep it inside";
            let inside = if hole.len() * points.len() > MAX_COMPARED {
                outer.bounds_contain(hole)
            } else {
                hole.iter().all(|point| outer.contains(*point))
            };
            (!inside).then(|| Problem::new("hole_outside", message))
        };
        problems.extend(ring(hole, canvas).or_else(outside).map(|problem| problem.within(index).within("holes")));
    }
    problems
}

fn ring(points: &[Point], canvas: &Canvas) -> Option<Problem> {
    let flat = || {
        let message = "the points enclose no area; move them apart";
        (signed_area(points) == 0.0).then(|| Problem::new("no_area", message))
    };
    point_count(points, 3).or_else(|| canvas.problem(points.iter().copied())).or_else(flat)
}

/// By the shoelace formula; zero for points on one line, and for a figure eight with equal halves.
fn signed_area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
}

pub(super) fn area(points: &[Point], holes: &[Vec<Point>]) -> Area {
    Area::new(std::iter::once(points.to_vec()).chain(holes.iter().cloned()).collect())
}
