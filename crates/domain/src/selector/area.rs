//! Areas bounded by rings, and how much of them two areas share. Inside is what the even-odd rule calls inside.

use crate::Point;

/// A part of the plane within closed rings; a ring in a ring is a hole.
pub(super) struct Area {
    edges: Vec<(Point, Point)>,
}

/// Up to this many edges, areas are exact; above, they are summed over `ROWS` rows.
const EXACT_EDGES: usize = 2_000;
const ROWS: u32 = 4_096;

impl Area {
    /// Rings are closed implicitly.
    pub fn new(rings: Vec<Vec<Point>>) -> Self {
        let closed = |ring: &Vec<Point>| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)).collect();
        Self { edges: rings.iter().flat_map(closed as fn(&Vec<Point>) -> Vec<_>).collect() }
    }

    /// Intersection over union.
    pub fn overlap(&self, other: &Area) -> f64 {
        if !self.may_touch(other) {
            return 0.0;
        }
        let heights = heights(self, other);
        let (mut one, mut two, mut both) = (0.0, 0.0, 0.0);
        for pair in heights.windows(2) {
            let (height, middle) = (pair[1] - pair[0], f64::midpoint(pair[0], pair[1]));
            let (a, b) = (self.inside_row(middle), other.inside_row(middle));
            one += height * length(&a);
            two += height * length(&b);
            both += height * shared(&a, &b);
        }
        let either = one + two - both;
        if either > 0.0 { (both / either).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Whether the point is inside or on an edge, within a thousandth of a pixel.
    pub fn contains(&self, point: Point) -> bool {
        let on_edge = |(a, b): &(Point, Point)| {
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let square = (dx * dx + dy * dy).max(f64::MIN_POSITIVE);
            let t = (((point.0 - a.0) * dx + (point.1 - a.1) * dy) / square).clamp(0.0, 1.0);
            (a.0 + t * dx - point.0).hypot(a.1 + t * dy - point.1) <= 1e-3
        };
        self.inside_row(point.1).iter().any(|(start, end)| (*start..=*end).contains(&point.0))
            || self.edges.iter().any(on_edge)
    }

    /// Whether no point lies outside of the upright rectangle around the area.
    pub fn bounds_contain(&self, points: &[Point]) -> bool {
        let (left, top, right, bottom) = self.bounds();
        points.iter().all(|Point(x, y)| (left..=right).contains(x) && (top..=bottom).contains(y))
    }

    /// The stretches of x that are inside at this height.
    fn inside_row(&self, y: f64) -> Vec<(f64, f64)> {
        stretches(self.edges.iter().filter_map(|(a, b)| crossing((a.1, a.0), (b.1, b.0), y)))
    }

    /// The stretches of y that are inside at this x.
    pub fn inside_column(&self, x: f64) -> Vec<(f64, f64)> {
        stretches(self.edges.iter().filter_map(|(a, b)| crossing((a.0, a.1), (b.0, b.1), x)))
    }

    /// The pixel columns that the area can reach in an image of this width.
    pub fn columns(&self, width: u32) -> std::ops::Range<u32> {
        let column = |x: f64| x.clamp(0.0, f64::from(width)) as u32;
        let (left, _, right, _) = self.bounds();
        column(left.floor())..column(right.ceil())
    }

    /// Left, top, right, bottom.
    fn bounds(&self) -> (f64, f64, f64, f64) {
        let empty = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let grow = |b: (f64, f64, f64, f64), p: &Point| (b.0.min(p.0), b.1.min(p.1), b.2.max(p.0), b.3.max(p.1));
        self.edges.iter().map(|(start, _)| start).fold(empty, grow)
    }

    fn may_touch(&self, other: &Area) -> bool {
        let (a, b) = (self.bounds(), other.bounds());
        a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
    }
}

/// Heights between which no edge begins, ends or crosses another. There, lengths change linearly with the height, so
/// the length in the middle times the height is the exact area.
fn heights(one: &Area, other: &Area) -> Vec<f64> {
    let edges: Vec<_> = one.edges.iter().chain(&other.edges).collect();
    let mut found: Vec<f64> = edges.iter().map(|(start, _)| start.1).collect();
    found.sort_by(f64::total_cmp);
    if edges.len() > EXACT_EDGES {
        let (top, bottom) = (found[0], found[found.len() - 1]);
        return (0..=ROWS).map(|row| top + (bottom - top) * f64::from(row) / f64::from(ROWS)).collect();
    }
    for (index, a) in edges.iter().enumerate() {
        found.extend(edges[index + 1..].iter().filter_map(|b| meeting(a, b)));
    }
    found.sort_by(f64::total_cmp);
    found.dedup();
    found
}

/// The height at which two edges cross.
fn meeting(a: &(Point, Point), b: &(Point, Point)) -> Option<f64> {
    let apart = |a0: f64, a1: f64, b0: f64, b1: f64| a0.max(a1) < b0.min(b1) || b0.max(b1) < a0.min(a1);
    if apart(a.0.0, a.1.0, b.0.0, b.1.0) || apart(a.0.1, a.1.1, b.0.1, b.1.1) {
        return None;
    }
    let (ax, ay) = (a.1.0 - a.0.0, a.1.1 - a.0.1);
    let (bx, by) = (b.1.0 - b.0.0, b.1.1 - b.0.1);
    let cross = ax * by - ay * bx;
    let (dx, dy) = (b.0.0 - a.0.0, b.0.1 - a.0.1);
    let (t, u) = ((dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross);
    // Parallel edges divide by zero, which no range contains.
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(a.0.1 + t * ay)
}

/// Where an edge, given as (along, across) pairs, crosses the line `along = at`. Half open, so that a corner counts once.
fn crossing(a: (f64, f64), b: (f64, f64), at: f64) -> Option<f64> {
    ((a.0 <= at) != (b.0 <= at)).then(|| a.1 + (at - a.0) / (b.0 - a.0) * (b.1 - a.1))
}

fn stretches(crossings: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    let mut sorted: Vec<f64> = crossings.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn length(stretches: &[(f64, f64)]) -> f64 {
    stretches.iter().map(|(start, end)| end - start).sum()
}

fn shared(one: &[(f64, f64)], other: &[(f64, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        sum += (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
        if a.1 <= b.1 { i += 1 } else { j += 1 }
    }
    sum
}
