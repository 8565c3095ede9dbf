//! Straight pieces of outlines and lines.

use super::Point;

/// A straight piece from one point to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    pub from: Point,
    pub to: Point,
}

impl Segment {
    pub fn length(&self) -> f64 {
        (self.to[0] - self.from[0]).hypot(self.to[1] - self.from[1])
    }

    /// The point at the fraction `t` of the way.
    pub fn at(&self, t: f64) -> Point {
        [self.from[0] + t * (self.to[0] - self.from[0]), self.from[1] + t * (self.to[1] - self.from[1])]
    }

    /// How far the nearest point of the piece is.
    pub fn distance(&self, [x, y]: Point) -> f64 {
        let (dx, dy) = (self.to[0] - self.from[0], self.to[1] - self.from[1]);
        let square = dx * dx + dy * dy;
        let along = (x - self.from[0]) * dx + (y - self.from[1]) * dy;
        let t = if square > 0.0 { (along / square).clamp(0.0, 1.0) } else { 0.0 };
        let [nearest_x, nearest_y] = self.at(t);
        (x - nearest_x).hypot(y - nearest_y)
    }

    /// The fractions of this piece between which it is within `reach` of `other`. Distance to a straight piece is
    /// convex along a line, so this is one stretch: the part inside a disc at either end or the band between them.
    pub(super) fn stretch_within(&self, other: &Segment, reach: f64) -> Option<(f64, f64)> {
        let parts =
            [self.within_disc(other.from, reach), self.within_disc(other.to, reach), self.within_band(other, reach)];
        let both = parts.into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let (start, end) = (both.0.max(0.0), both.1.min(1.0));
        (start < end).then_some((start, end))
    }

    fn within_disc(&self, centre: Point, reach: f64) -> Option<(f64, f64)> {
        let (dx, dy) = (self.to[0] - self.from[0], self.to[1] - self.from[1]);
        let (px, py) = (self.from[0] - centre[0], self.from[1] - centre[1]);
        let (a, half_b, c) = (dx * dx + dy * dy, dx * px + dy * py, px * px + py * py - reach * reach);
        let root = half_b * half_b - a * c;
        (a > 0.0 && root >= 0.0).then(|| ((-half_b - root.sqrt()) / a, (-half_b + root.sqrt()) / a))
    }

    /// The fractions inside the rectangle that `other` sweeps when it moves by `reach` to both sides.
    fn within_band(&self, other: &Segment, reach: f64) -> Option<(f64, f64)> {
        let length = other.length();
        if length == 0.0 {
            return None;
        }
        let (ux, uy) = ((other.to[0] - other.from[0]) / length, (other.to[1] - other.from[1]) / length);
        let local = |[x, y]: Point| {
            let (px, py) = (x - other.from[0], y - other.from[1]);
            [px * ux + py * uy, py * ux - px * uy]
        };
        let (from, to) = (local(self.from), local(self.to));
        let (a, b) = (between(from[0], to[0], 0.0, length)?, between(from[1], to[1], -reach, reach)?);
        let (start, end) = (a.0.max(b.0), a.1.min(b.1));
        (start <= end).then_some((start, end))
    }
}

/// The fractions of the way from `from` to `to` at which the value lies between `low` and `high`.
fn between(from: f64, to: f64, low: f64, high: f64) -> Option<(f64, f64)> {
    if from == to {
        return (low..=high).contains(&from).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((low - from) / (to - from), (high - from) / (to - from));
    Some((a.min(b), a.max(b)))
}
