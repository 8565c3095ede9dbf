//! Areas as pixels and back: which pixels an area covers, and the outline of pixels as an area.

use std::collections::BTreeMap;

use super::{Area, Mask, Point, Rect, Segment};

/// A rectangle of whole pixels somewhere in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grid {
    left: f64,
    top: f64,
    width: u32,
    height: u32,
}

/// No side of a grid is longer, so that a mistyped coordinate does not cost the memory of the machine.
const LONGEST: f64 = 65_536.0;

impl Grid {
    /// The pixels that a box touches; `None` where those are too many.
    pub fn around(rect: Rect) -> Option<Self> {
        let (left, top) = (rect.left.floor(), rect.top.floor());
        let (width, height) = (rect.right.ceil() - left, rect.bottom.ceil() - top);
        let fits = |side: f64| (0.0..=LONGEST).contains(&side);
        (fits(width) && fits(height)).then_some(Self { left, top, width: width as u32, height: height as u32 })
    }

    /// The pixels whose centre is inside of the area.
    pub fn mask(&self, area: &Area) -> Mask {
        let mut columns: Vec<Vec<f64>> = vec![Vec::new(); self.width as usize];
        for Segment { from, to } in area.edges() {
            let (a, b) = if from[0] < to[0] { (from, to) } else { (to, from) };
            // Centres from the left end, inclusive, to the right one, exclusive: no corner is counted twice.
            let first = (a[0] - self.left - 0.5).ceil().max(0.0) as usize;
            let end = ((b[0] - self.left - 0.5).ceil().max(0.0) as usize).min(columns.len());
            for (column, crossings) in columns.iter_mut().enumerate().take(end).skip(first) {
                let t = (self.left + column as f64 + 0.5 - a[0]) / (b[0] - a[0]);
                crossings.push(a[1] + t * (b[1] - a[1]) - self.top);
            }
        }
        let height = u64::from(self.height);
        let row = |y: f64| ((y - 0.5).ceil().max(0.0) as u64).min(height);
        let ranges = (0u64..).zip(&mut columns).flat_map(|(column, crossings)| {
            crossings.sort_by(f64::total_cmp);
            let pairs = crossings.chunks_exact(2).map(move |pair| (row(pair[0]), row(pair[1])));
            let inside = pairs.filter(|(from, to)| from < to);
            inside.map(move |(from, to)| (column * height + from, column * height + to)).collect::<Vec<_>>()
        });
        Mask::from_ranges(self.width, self.height, ranges)
    }

    /// The area of marked pixels, with its corners on pixels.
    pub fn area(&self, mask: &Mask) -> Area {
        let place = |[x, y]: [i64; 2]| [x as f64 + self.left, y as f64 + self.top];
        let rings = rings(mask.outline()).into_iter().map(|ring| ring.into_iter().map(place).collect());
        Area::new(rings.collect())
    }
}

type Corner = [i64; 2];

/// Closed rings of segments that meet an even number at a time in every corner.
fn rings(segments: Vec<Segment>) -> Vec<Vec<Corner>> {
    let corner = |point: Point| [point[0] as i64, point[1] as i64];
    let mut left: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    for Segment { from, to } in segments {
        left.entry(corner(from)).or_default().push(corner(to));
        left.entry(corner(to)).or_default().push(corner(from));
    }
    let mut found = Vec::new();
    while let Some((&start, _)) = left.first_key_value() {
        let mut ring = vec![start];
        while let Some(next) = ring.last().and_then(|&at| step(&mut left, at)) {
            if next == start {
                break;
            }
            ring.push(next);
        }
        found.push(straightened(&ring));
    }
    found
}

/// Takes one way from a corner, and forgets it in both directions.
fn step(left: &mut BTreeMap<Corner, Vec<Corner>>, at: Corner) -> Option<Corner> {
    let next = forget(left, at, None)?;
    forget(left, next, Some(at));
    Some(next)
}

fn forget(left: &mut BTreeMap<Corner, Vec<Corner>>, at: Corner, wanted: Option<Corner>) -> Option<Corner> {
    let ways = left.get_mut(&at)?;
    let index = match wanted {
        Some(wanted) => ways.iter().position(|way| *way == wanted)?,
        None => ways.len().checked_sub(1)?,
    };
    let way = ways.swap_remove(index);
    if ways.is_empty() {
        left.remove(&at);
    }
    Some(way)
}

/// A ring without the corners that lie on a straight line.
fn straightened(ring: &[Corner]) -> Vec<Corner> {
    let n = ring.len();
    let turns = |&index: &usize| {
        let (before, at, after) = (ring[(index + n - 1) % n], ring[index], ring[(index + 1) % n]);
        (before[0] == at[0]) != (at[0] == after[0])
    };
    (0..n).filter(turns).map(|index| ring[index]).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "these are tests")]
mod tests {
    use super::*;

    fn check(rings: Vec<Vec<Point>>, size: u64) {
        let area = Area::new(rings);
        let grid = Grid::around(area.bounds()).unwrap();
        let mask = grid.mask(&area);
        assert_eq!(mask.size(), size);
        let back = grid.area(&mask);
        assert!((back.size() - size as f64).abs() < 1e-9);
        assert_eq!(grid.mask(&back), mask);
    }

    #[test]
    fn areas_become_pixels_and_return() {
        let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to]];
        check(vec![square(-3.0, 2.0)], 25);
        check(vec![square(0.0, 5.0), square(1.0, 4.0)], 16);
        // Two squares that touch in a corner.
        check(vec![square(0.0, 2.0), square(2.0, 4.0)], 8);
        check(vec![vec![[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]]], 45);
        check(vec![square(0.6, 0.9)], 0);
    }

    #[test]
    fn what_is_too_large_has_no_grid() {
        assert!(Grid::around(Rect::sized([0.0, 0.0], 1e9, 1.0)).is_none());
        assert!(Grid::around(Rect::around_points([])).is_none());
    }
}
