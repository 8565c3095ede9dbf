//! Run lengths in column-major order: their bounds and area, and filling polygons.

use crosscheck_domain::Point;

/// Counts of alternating 0 and 1 pixels, column by column, beginning with 0.
pub struct Mask {
    pub width: u32,
    pub height: u32,
    pub counts: Vec<u32>,
}

impl Mask {
    /// The pixels whose centres lie inside an odd number of rings.
    pub fn fill(rings: &[&[Point]], (width, height): (u32, u32)) -> Self {
        let mut mask = Self { width, height, counts: Vec::new() };
        let (mut value, mut run) = (false, 0);
        let mut push = |counts: &mut Vec<u32>, next: bool, n: u32| {
            if n == 0 {
                return;
            }
            if next != value {
                counts.push(std::mem::replace(&mut run, 0));
                value = next;
            }
            run += n;
        };
        for x in 0..width {
            let mut y = 0;
            for pair in crossings(rings, f64::from(x) + 0.5).chunks_exact(2) {
                let row = |at: f64| (at - 0.5).ceil().clamp(f64::from(y), f64::from(height)) as u32;
                let (from, to) = (row(pair[0]), row(pair[1]));
                push(&mut mask.counts, false, from - y);
                push(&mut mask.counts, true, to - from);
                y = to;
            }
            push(&mut mask.counts, false, height - y);
        }
        mask.counts.push(run);
        mask
    }

    pub fn area(&self) -> f64 {
        self.counts.iter().skip(1).step_by(2).map(|run| f64::from(*run)).sum()
    }

    /// Left, top, width, height; all zero where nothing is set.
    pub fn bounds(&self) -> [f64; 4] {
        let height = u64::from(self.height.max(1));
        let (mut left, mut top, mut right, mut bottom) = (u64::MAX, u64::MAX, 0, 0);
        let mut at = 0;
        for (index, run) in self.counts.iter().map(|run| u64::from(*run)).enumerate() {
            if index % 2 == 1 && run > 0 {
                let (first, last) = (at, at + run - 1);
                left = left.min(first / height);
                right = right.max(last / height + 1);
                let spans_columns = first / height != last / height;
                top = top.min(if spans_columns { 0 } else { first % height });
                bottom = bottom.max(if spans_columns { height } else { last % height + 1 });
            }
            at += run;
        }
        if left == u64::MAX {
            return [0.0; 4];
        }
        [left, top, right - left, bottom - top].map(|edge| edge as f64)
    }
}

/// Where the column at `x` enters and leaves the rings, from the top.
fn crossings(rings: &[&[Point]], x: f64) -> Vec<f64> {
    let mut crossings = Vec::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for (a, b) in ring.iter().zip(next) {
            if (a.0 <= x) != (b.0 <= x) {
                crossings.push(a.1 + (x - a.0) / (b.0 - a.0) * (b.1 - a.1));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crosscheck_domain::Point;

    fn ring(left: f64, top: f64, right: f64, bottom: f64) -> Vec<Point> {
        vec![Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]
    }

    #[test]
    fn a_polygon_is_filled_and_its_hole_is_not() {
        let check = |rings: &[Vec<Point>], counts: &[u32], bounds: [f64; 4], area: f64| {
            let rings: Vec<&[Point]> = rings.iter().map(Vec::as_slice).collect();
            let mask = Mask::fill(&rings, (4, 4));
            assert_eq!(mask.counts, counts);
            assert_eq!(mask.counts.iter().sum::<u32>(), 16);
            assert_eq!(mask.bounds(), bounds);
            assert_eq!(mask.area(), area);
        };
        check(&[ring(1.0, 1.0, 3.0, 3.0)], &[5, 2, 2, 2, 5], [1.0, 1.0, 2.0, 2.0], 4.0);
        check(&[ring(0.0, 0.0, 4.0, 4.0)], &[0, 16], [0.0, 0.0, 4.0, 4.0], 16.0);
        check(&[ring(0.0, 0.0, 4.0, 4.0), ring(1.0, 1.0, 3.0, 3.0)], &[0, 5, 2, 2, 2, 5], [0.0, 0.0, 4.0, 4.0], 12.0);
        check(&[ring(-5.0, -5.0, 2.0, 20.0)], &[0, 8, 8], [0.0, 0.0, 2.0, 4.0], 8.0);
        check(&[ring(0.6, 0.6, 0.9, 0.9)], &[16], [0.0; 4], 0.0);
    }
}
