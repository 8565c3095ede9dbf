//! Areas bounded by rings, and exactly how much of them two areas share. Inside is what the even-odd rule calls inside.

use super::{Point, Rect, Segment, TurnedRect, dice, quotient};

/// A part of the plane within closed rings; a ring in a ring is a hole.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    rings: Vec<Vec<Point>>,
    bounds: Rect,
    size: f64,
}

impl Area {
    /// Rings are closed implicitly; they may cross each other and themselves.
    pub fn new(rings: Vec<Vec<Point>>) -> Self {
        let bounds = Rect::around_points(rings.iter().flatten().copied());
        let mut area = Self { rings, bounds, size: 0.0 };
        area.size = swept(&area, &area).0;
        area
    }

    pub fn rings(&self) -> &[Vec<Point>] {
        &self.rings
    }

    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// Its size in square pixels.
    pub fn size(&self) -> f64 {
        self.size
    }

    pub fn edges(&self) -> impl Iterator<Item = Segment> + '_ {
        self.rings
            .iter()
            .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)).map(|(&from, &to)| Segment { from, to }))
    }

    /// The size of what both cover, exact but for rounding.
    pub fn intersection(&self, other: &Self) -> f64 {
        if self.bounds.intersection(&other.bounds) > 0.0 { swept(self, other).1 } else { 0.0 }
    }

    /// Intersection over union; `None` when neither has an area.
    pub fn iou(&self, other: &Self) -> Option<f64> {
        quotient(self.size, other.size, self.intersection(other))
    }

    pub fn dice(&self, other: &Self) -> Option<f64> {
        dice(self.size, other.size, self.intersection(other))
    }
}

impl From<Rect> for Area {
    fn from(rect: Rect) -> Self {
        Self::new(vec![rect.corners().to_vec()])
    }
}

impl From<TurnedRect> for Area {
    fn from(turned: TurnedRect) -> Self {
        turned.to_area()
    }
}

/// An edge that is not level, from its upper to its lower end.
#[derive(Clone, Copy)]
struct Edge {
    top: Point,
    bottom: Point,
    first: bool,
}

impl Edge {
    fn x_at(&self, y: f64) -> f64 {
        let t = (y - self.top[1]) / (self.bottom[1] - self.top[1]);
        self.top[0] + t * (self.bottom[0] - self.top[0])
    }

    /// The height at which two edges cross.
    fn crossing(&self, other: &Edge) -> Option<f64> {
        let (ax, ay) = (self.bottom[0] - self.top[0], self.bottom[1] - self.top[1]);
        let (bx, by) = (other.bottom[0] - other.top[0], other.bottom[1] - other.top[1]);
        let cross = ax * by - ay * bx;
        let (dx, dy) = (other.top[0] - self.top[0], other.top[1] - self.top[1]);
        let (t, u) = ((dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross);
        // Parallel edges divide by zero, which no range contains.
        ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(self.top[1] + t * ay)
    }
}

/// The sizes of the first area and of what both share.
///
/// Between two heights at which edges begin, end or cross, every length changes linearly with the height, so the length
/// in the middle times the height is exact.
fn swept(one: &Area, other: &Area) -> (f64, f64) {
    let mut edges: Vec<Edge> = upright(one, true).collect();
    edges.extend(upright(other, false));
    edges.sort_by(|a, b| a.top[1].total_cmp(&b.top[1]));
    let heights = heights(&edges);
    let (mut first, mut both) = (0.0, 0.0);
    let (mut open, mut next): (Vec<Edge>, usize) = (Vec::new(), 0);
    let mut at: Vec<(f64, bool)> = Vec::new();
    for pair in heights.windows(2) {
        let (height, middle) = (pair[1] - pair[0], f64::midpoint(pair[0], pair[1]));
        open.retain(|edge| edge.bottom[1] > middle);
        while let Some(edge) = edges.get(next).filter(|edge| edge.top[1] <= middle) {
            open.extend((edge.bottom[1] > middle).then_some(*edge));
            next += 1;
        }
        at.clear();
        at.extend(open.iter().map(|edge| (edge.x_at(middle), edge.first)));
        at.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (length, shared) = lengths(&at);
        first += height * length;
        both += height * shared;
    }
    (first, both)
}

fn upright(area: &Area, first: bool) -> impl Iterator<Item = Edge> + '_ {
    area.edges().filter(|edge| edge.from[1] != edge.to[1]).map(move |Segment { from, to }| {
        let (top, bottom) = if from[1] < to[1] { (from, to) } else { (to, from) };
        Edge { top, bottom, first }
    })
}

/// The heights of all ends and crossings, ascending. The edges must be sorted by their upper ends.
fn heights(edges: &[Edge]) -> Vec<f64> {
    let mut found: Vec<f64> = edges.iter().flat_map(|edge| [edge.top[1], edge.bottom[1]]).collect();
    let mut open: Vec<&Edge> = Vec::new();
    for edge in edges {
        open.retain(|other| other.bottom[1] > edge.top[1]);
        found.extend(open.iter().filter_map(|other| edge.crossing(other)));
        open.push(edge);
    }
    found.sort_by(f64::total_cmp);
    found.dedup();
    found
}

/// How long the first area is at this height, and both together, from the sorted crossings.
fn lengths(at: &[(f64, bool)]) -> (f64, f64) {
    let (mut length, mut shared) = (0.0, 0.0);
    let (mut in_first, mut in_other) = (false, false);
    for pair in at.windows(2) {
        let (x, of_first) = pair[0];
        if of_first {
            in_first = !in_first
        } else {
            in_other = !in_other
        }
        let step = pair[1].0 - x;
        length += if in_first { step } else { 0.0 };
        shared += if in_first && in_other { step } else { 0.0 };
    }
    (length, shared)
}
