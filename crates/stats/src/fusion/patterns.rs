//! Who marked which pixel: stretches of pixels with the same votes, and how often each pattern of votes occurs.

use std::collections::BTreeMap;

use crate::geometry::{Mask, MaskError};

/// Votes on the pixels of one picture. Pictures have few distinct patterns, so whatever iterates costs as much as there
/// are patterns, not as there are pixels.
pub(super) struct Patterns {
    width: u32,
    height: u32,
    pub patterns: Vec<Pattern>,
    /// (first pixel, pixel after the last, pattern), covering the picture in column-major order.
    pub segments: Vec<(u64, u64, usize)>,
}

pub(super) struct Pattern {
    /// Whether each annotator marked the pixel.
    pub votes: Vec<bool>,
    /// How many pixels have this pattern.
    pub n: f64,
}

impl Patterns {
    /// An error for pictures of different sizes, or for none.
    pub fn of(masks: &[Mask]) -> Result<Self, String> {
        let first = masks.first().ok_or("there are no masks to fuse")?;
        let (width, height) = (first.width(), first.height());
        if let Some(other) = masks.iter().find(|mask| (mask.width(), mask.height()) != (width, height)) {
            let two = (other.width(), other.height());
            return Err(MaskError::Sizes { one: (width, height), two }.to_string());
        }
        let mut found = Self { width, height, patterns: Vec::new(), segments: Vec::new() };
        found.sweep(masks);
        Ok(found)
    }

    fn sweep(&mut self, masks: &[Mask]) {
        let mut changes: Vec<(u64, usize)> = Vec::new();
        for (who, mask) in masks.iter().enumerate() {
            changes.extend(mask.ranges().iter().flat_map(|&(start, end)| [(start, who), (end, who)]));
        }
        changes.sort_unstable();
        changes.push((u64::from(self.width) * u64::from(self.height), 0));
        let mut known: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let mut votes = vec![false; masks.len()];
        let mut from = 0;
        for (at, who) in changes {
            if at > from {
                let pattern = known.get(&votes).copied().unwrap_or_else(|| {
                    known.insert(votes.clone(), self.patterns.len());
                    self.patterns.push(Pattern { votes: votes.clone(), n: 0.0 });
                    self.patterns.len() - 1
                });
                self.patterns[pattern].n += (at - from) as f64;
                self.segments.push((from, at, pattern));
                from = at;
            }
            votes[who] = !votes[who];
        }
    }

    /// The pixels whose pattern is wanted.
    pub fn mask(&self, wanted: impl Fn(usize) -> bool) -> Mask {
        let ranges = self.segments.iter().filter(|(_, _, pattern)| wanted(*pattern)).map(|&(from, to, _)| (from, to));
        Mask::from_ranges(self.width, self.height, ranges)
    }
}
