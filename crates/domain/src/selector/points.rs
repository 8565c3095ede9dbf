//! Points selectors: one or more separate points.

use super::{place::Canvas, point_count};
use crate::{Point, Problem};

/// Two points farther apart than this, in pixels, are not the same point.
const REACH_PX: f64 = 10.0;

pub(super) fn problems(points: &[Point], canvas: &Canvas) -> Vec<Problem> {
    let problem = point_count(points, 1).or_else(|| canvas.problem(points.iter().copied()));
    problem.into_iter().map(|problem| problem.within("points")).collect()
}

/// A soft Jaccard index: points are paired nearest first, a pair counts 1 when equal and falls to 0 at 10 pixels, and
/// the sum is divided by the number of different points.
pub(super) fn overlap(one: &[Point], other: &[Point]) -> f64 {
    let mut pairs = near_pairs(one, other);
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_one, mut used_other) = (vec![false; one.len()], vec![false; other.len()]);
    let (mut matched, mut sum) = (0, 0.0);
    for (distance, i, j) in pairs {
        if !used_one[i] && !used_other[j] {
            (used_one[i], used_other[j]) = (true, true);
            matched += 1;
            sum += 1.0 - distance / REACH_PX;
        }
    }
    let different = one.len() + other.len() - matched;
    if different == 0 { 0.0 } else { sum / different as f64 }
}

/// Distance and indices of all pairs within reach.
fn near_pairs(one: &[Point], other: &[Point]) -> Vec<(f64, usize, usize)> {
    let mut by_x: Vec<usize> = (0..other.len()).collect();
    by_x.sort_by(|a, b| other[*a].0.total_cmp(&other[*b].0));
    let mut pairs = Vec::new();
    for (i, point) in one.iter().enumerate() {
        let first = by_x.partition_point(|j| other[*j].0 < point.0 - REACH_PX);
        for j in by_x[first..].iter().copied().take_while(|j| other[*j].0 <= point.0 + REACH_PX) {
            let distance = (other[j].0 - point.0).hypot(other[j].1 - point.1);
            if distance <= REACH_PX {
                pairs.push((distance, i, j));
            }
        }
    }
    pairs
}
