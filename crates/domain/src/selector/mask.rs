//! Mask selectors: run lengths of pixels, compared without unpacking them.

use super::{area::Area, place::Canvas};
use crate::{Problem, limits::MAX_RUNS};

pub(super) fn problems(width: u32, height: u32, counts: &[u32], canvas: &Canvas) -> Vec<Problem> {
    let differs = |known: Option<u32>, given: u32| known.is_some_and(|known| known != given);
    if differs(canvas.width, width) || differs(canvas.height, height) {
        let (w, h) = (canvas.width.unwrap_or(width), canvas.height.unwrap_or(height));
        let message = format!("the mask is {width} × {height} but its image {w} × {h}; draw it on the original size");
        return vec![Problem::new("mask_size", message)];
    }
    let problem = |code: &str, message: String| vec![Problem::new(code, message).within("counts")];
    if counts.len() > MAX_RUNS {
        return problem("too_many", format!("{} runs are too many; use at most {MAX_RUNS}", counts.len()));
    }
    let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let pixels = u64::from(width) * u64::from(height);
    if total != pixels {
        return problem(
            "mask_counts",
            format!("the counts sum to {total} but the mask has {pixels} pixels; make them equal"),
        );
    }
    if counts.iter().skip(1).any(|count| *count == 0) {
        return problem("mask_counts", "only the first count may be zero; join the runs around it".to_owned());
    }
    if counts.len() < 2 {
        return problem("mask_empty", "the mask marks no pixel; paint something".to_owned());
    }
    Vec::new()
}

/// The marked pixels as half-open ranges in column-major order.
pub(super) struct Runs {
    pub width: u32,
    pub height: u32,
    marked: Vec<(u64, u64)>,
}

impl Runs {
    pub fn new(width: u32, height: u32, counts: &[u32]) -> Self {
        let mut marked = Vec::with_capacity(counts.len() / 2);
        let mut at = 0_u64;
        for (index, count) in counts.iter().enumerate() {
            let end = at + u64::from(*count);
            if index % 2 == 1 && end > at {
                marked.push((at, end));
            }
            at = end;
        }
        Self { width, height, marked }
    }

    /// The pixels of an image of this size whose centres lie in the area.
    pub fn painted(width: u32, height: u32, area: &Area) -> Self {
        let mut marked = Vec::new();
        let pixel = |y: f64| (y - 0.5).ceil().clamp(0.0, f64::from(height)) as u64;
        for column in area.columns(width) {
            let first = u64::from(column) * u64::from(height);
            for (top, bottom) in area.inside_column(f64::from(column) + 0.5) {
                if pixel(bottom) > pixel(top) {
                    marked.push((first + pixel(top), first + pixel(bottom)));
                }
            }
        }
        Self { width, height, marked }
    }

    pub fn n_marked(&self) -> u64 {
        self.marked.iter().map(|(start, end)| end - start).sum()
    }

    /// Intersection over union; zero for masks of different sizes, which cannot lie in one image.
    pub fn overlap(&self, other: &Runs) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 0.0;
        }
        let (mut i, mut j, mut both) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.marked.get(i), other.marked.get(j)) {
            both += a.1.min(b.1).saturating_sub(a.0.max(b.0));
            if a.1 <= b.1 { i += 1 } else { j += 1 }
        }
        let either = self.n_marked() + other.n_marked() - both;
        if either == 0 { 0.0 } else { both as f64 / either as f64 }
    }
}
