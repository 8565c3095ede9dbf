//! How far two drawn lines are apart.

use super::{Point, Segment};

/// Distances between two lines, in pixels, each measured from both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineDistance {
    /// The mean over both lines, by length, of the distance to the other.
    pub mean: f64,
    /// Hausdorff distance: the farthest that any point of either line is from the other.
    pub hausdorff: f64,
    /// The share of both lines, by length, within the tolerance of the other.
    pub within: f64,
}

/// Compares two lines at points at most `step` apart, so both distances are exact to half a step; `within` is exact.
/// `None` when a line has no point.
pub fn line_distance(one: &[Point], two: &[Point], step: f64, tolerance: f64) -> Option<LineDistance> {
    let (a, b) = (pieces(one)?, pieces(two)?);
    let (one, two) = (from(&a, &b, step), from(&b, &a, step));
    let length = one.length + two.length;
    let mean = if length > 0.0 { (one.sum + two.sum) / length } else { one.farthest };
    let hausdorff = one.farthest.max(two.farthest);
    let within = super::surface_dice(&a, &b, tolerance);
    Some(LineDistance { mean, hausdorff, within: within.unwrap_or(f64::from(hausdorff <= tolerance)) })
}

struct Directed {
    sum: f64,
    length: f64,
    farthest: f64,
}

fn from(line: &[Segment], other: &[Segment], step: f64) -> Directed {
    let distance = |point: Point| other.iter().map(|piece| piece.distance(point)).fold(f64::INFINITY, f64::min);
    let mut found = Directed { sum: 0.0, length: 0.0, farthest: 0.0 };
    for piece in line {
        let n = (piece.length() / step).ceil().clamp(1.0, 1e6) as u32;
        let ends = [distance(piece.from), distance(piece.to)];
        found.farthest = found.farthest.max(ends[0]).max(ends[1]);
        for part in 0..n {
            let here = distance(piece.at((f64::from(part) + 0.5) / f64::from(n)));
            found.farthest = found.farthest.max(here);
            found.sum += here * piece.length() / f64::from(n);
        }
        found.length += piece.length();
    }
    found
}

/// The pieces between the points; a single point is a piece without length.
fn pieces(points: &[Point]) -> Option<Vec<Segment>> {
    match points {
        [] => None,
        [only] => Some(vec![Segment { from: *only, to: *only }]),
        _ => Some(points.windows(2).map(|pair| Segment { from: pair[0], to: pair[1] }).collect()),
    }
}
