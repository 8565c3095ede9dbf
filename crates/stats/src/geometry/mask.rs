//! Masks as run lengths of pixels by column, the way COCO keeps them; compared without being unpacked.

use super::{Rect, Segment, dice, quotient};

/// The marked pixels of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    width: u32,
    height: u32,
    /// Marked pixels as half-open ranges in column-major order, ascending, no two touching.
    marked: Vec<(u64, u64)>,
}

/// Why run lengths are no mask.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaskError {
    #[error("the counts sum to {found} but a mask of {width} × {height} has {wanted} pixels; make them equal")]
    Counts { found: u64, width: u32, height: u32, wanted: u64 },
    #[error("the masks are {one:?} and {two:?} pixels; draw them on pictures of the same size")]
    Sizes { one: (u32, u32), two: (u32, u32) },
}

impl Mask {
    /// From alternating counts of unmarked and marked pixels, down the columns, beginning with unmarked ones.
    pub fn new(width: u32, height: u32, counts: &[u32]) -> Result<Self, MaskError> {
        let wanted = u64::from(width) * u64::from(height);
        let mut marked: Vec<(u64, u64)> = Vec::with_capacity(counts.len() / 2);
        let mut at = 0;
        for (index, &count) in counts.iter().enumerate() {
            let end = at + u64::from(count);
            if index % 2 == 1 && end > at {
                match marked.last_mut().filter(|last| last.1 == at) {
                    Some(last) => last.1 = end,
                    None => marked.push((at, end)),
                }
            }
            at = end;
        }
        if at != wanted {
            return Err(MaskError::Counts { found: at, width, height, wanted });
        }
        Ok(Self { width, height, marked })
    }

    /// From one flag a pixel, down the columns.
    pub fn from_pixels(width: u32, height: u32, pixels: &[bool]) -> Result<Self, MaskError> {
        let mut counts = Vec::new();
        let mut last = false;
        let mut run = 0;
        for &pixel in pixels {
            if pixel != last {
                counts.push(run);
                (last, run) = (pixel, 0);
            }
            run += 1;
        }
        counts.push(run);
        Self::new(width, height, &counts)
    }

    /// From ascending stretches of marked pixels, down the columns; they may touch and overlap.
    pub(crate) fn from_ranges(width: u32, height: u32, ranges: impl Iterator<Item = (u64, u64)>) -> Self {
        Self { width, height, marked: joined(ranges) }
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    /// The marked ranges, in column-major order.
    pub fn ranges(&self) -> &[(u64, u64)] {
        &self.marked
    }

    /// The alternating counts that make this mask again.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = Vec::with_capacity(self.marked.len() * 2 + 1);
        let mut at = 0;
        for &(start, end) in &self.marked {
            counts.extend([(start - at) as u32, (end - start) as u32]);
            at = end;
        }
        let total = u64::from(self.width) * u64::from(self.height);
        if at < total || counts.is_empty() {
            counts.push((total - at) as u32);
        }
        counts
    }

    /// The number of marked pixels.
    pub fn size(&self) -> u64 {
        self.marked.iter().map(|(start, end)| end - start).sum()
    }

    /// The number of pixels that both mark. An error for pictures of different sizes.
    pub fn intersection(&self, other: &Self) -> Result<u64, MaskError> {
        self.same_picture(other)?;
        Ok(shared(&self.marked, &other.marked).map(|(start, end)| end - start).sum())
    }

    /// Intersection over union; `None` when both are empty.
    pub fn iou(&self, other: &Self) -> Result<Option<f64>, MaskError> {
        let both = self.intersection(other)? as f64;
        Ok(quotient(self.size() as f64, other.size() as f64, both))
    }

    pub fn dice(&self, other: &Self) -> Result<Option<f64>, MaskError> {
        let both = self.intersection(other)? as f64;
        Ok(dice(self.size() as f64, other.size() as f64, both))
    }

    /// The smallest upright box around the marked pixels.
    pub fn bounds(&self) -> Rect {
        Rect::around_points(self.columns().flat_map(|(column, start, end)| {
            let x = f64::from(column);
            [[x, start as f64], [x + 1.0, end as f64]]
        }))
    }

    /// What is left when every pixel nearer than `reach` + 1 to an unmarked one is taken away, where distance is the
    /// larger of rows and columns apart and the outside of the picture is unmarked.
    pub(super) fn eroded(&self, reach: u32) -> Self {
        let reach = u64::from(reach);
        let mut columns: Vec<Vec<(u64, u64)>> = vec![Vec::new(); self.width as usize];
        for (column, start, end) in self.columns().filter(|(_, start, end)| end - start > 2 * reach) {
            columns[column as usize].push((start + reach, end - reach));
        }
        let columns = common_to_neighbours(columns, reach as usize);
        let height = u64::from(self.height);
        let marked = (0u64..).zip(columns).flat_map(|(column, ranges)| {
            ranges.into_iter().map(move |(start, end)| (column * height + start, column * height + end))
        });
        Self { marked: joined(marked), ..*self }
    }

    /// The pixels of this mask that `other`, a part of it, lacks.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut marked = Vec::new();
        let mut holes = other.marked.iter().peekable();
        for &(start, end) in &self.marked {
            let mut at = start;
            while let Some(&&(hole_start, hole_end)) = holes.peek().filter(|hole| hole.0 < end) {
                marked.extend((hole_start > at).then_some((at, hole_start)));
                at = hole_end;
                holes.next();
            }
            marked.extend((end > at).then_some((at, end)));
        }
        Self { marked, ..*self }
    }

    /// The outline along the edges of pixels.
    pub fn outline(&self) -> Vec<Segment> {
        let mut columns: Vec<Vec<(u64, u64)>> = vec![Vec::new(); self.width as usize + 2];
        for (column, start, end) in self.columns() {
            columns[column as usize + 1].push((start, end));
        }
        let mut found = Vec::new();
        for (x, pair) in columns.windows(2).enumerate() {
            let x = x as f64;
            found.extend(
                in_one_only(&pair[0], &pair[1])
                    .into_iter()
                    .map(|(start, end)| Segment { from: [x, start as f64], to: [x, end as f64] }),
            );
            let ends = pair[1].iter().flat_map(|&(start, end)| [start, end]);
            found.extend(ends.map(|y| Segment { from: [x, y as f64], to: [x + 1.0, y as f64] }));
        }
        found
    }

    fn same_picture(&self, other: &Self) -> Result<(), MaskError> {
        let (one, two) = ((self.width, self.height), (other.width, other.height));
        if one == two { Ok(()) } else { Err(MaskError::Sizes { one, two }) }
    }

    /// The marked stretches of each column: (column, first row, row after the last).
    fn columns(&self) -> impl Iterator<Item = (u32, u64, u64)> + '_ {
        let height = u64::from(self.height.max(1));
        self.marked.iter().flat_map(move |&(start, end)| {
            (start / height..end.div_ceil(height)).map(move |column| {
                let top = column * height;
                (column as u32, start.max(top) - top, end.min(top + height) - top)
            })
        })
    }
}

/// What each column and its `reach` neighbours on either side have in common, by doubling the window.
fn common_to_neighbours(columns: Vec<Vec<(u64, u64)>>, reach: usize) -> Vec<Vec<(u64, u64)>> {
    let n = columns.len();
    let window = 2 * reach + 1;
    let mut common = columns;
    let mut width = 1;
    // After each step, `common[x]` holds for the columns from x to x + width - 1.
    while width < window {
        let step = width.min(window - width);
        for x in 0..n {
            common[x] = match common.get(x + step) {
                Some(next) => shared(&common[x], next).collect(),
                None => Vec::new(),
            };
        }
        width += step;
    }
    let mut moved = vec![Vec::new(); n];
    for x in reach..n {
        moved[x] = std::mem::take(&mut common[x - reach]);
    }
    moved
}

/// The stretches that two ascending lists have in common.
fn shared<'a>(one: &'a [(u64, u64)], two: &'a [(u64, u64)]) -> impl Iterator<Item = (u64, u64)> + 'a {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(a), Some(b)) = (one.get(i), two.get(j)) {
            let (start, end) = (a.0.max(b.0), a.1.min(b.1));
            if a.1 <= b.1 {
                i += 1
            } else {
                j += 1
            }
            if start < end {
                return Some((start, end));
            }
        }
        None
    })
}

/// The stretches that one of two ascending lists has and the other has not.
fn in_one_only(one: &[(u64, u64)], two: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut ends: Vec<u64> = one.iter().chain(two).flat_map(|&(start, end)| [start, end]).collect();
    ends.sort_unstable();
    ends.chunks_exact(2).filter(|pair| pair[0] < pair[1]).map(|pair| (pair[0], pair[1])).collect()
}

fn joined(ranges: impl Iterator<Item = (u64, u64)>) -> Vec<(u64, u64)> {
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (start, end) in ranges {
        match joined.last_mut().filter(|last| last.1 >= start) {
            Some(last) => last.1 = last.1.max(end),
            None => joined.push((start, end)),
        }
    }
    joined
}
