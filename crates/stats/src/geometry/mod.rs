//! Shapes on pictures and how much two of them share: boxes, areas with holes, masks, points and lines.
//!
//! Coordinates are pixels with the origin top left. Every quotient of two empty shapes is `None`: nothing was compared.

mod area;
mod boundary;
mod candidates;
mod grid;
mod line;
mod mask;
mod points;
mod rect;
mod segment;

pub use area::Area;
pub use boundary::{boundary_iou, surface_dice};
pub use candidates::overlapping;
pub(crate) use grid::Grid;
pub use line::{LineDistance, line_distance};
pub use mask::{Mask, MaskError};
pub use points::{COCO_PERSON_SIGMAS, Keypoints, oks};
pub use rect::{Rect, TurnedRect};
pub use segment::Segment;

/// x to the right, y downwards.
pub type Point = [f64; 2];

/// Intersection over union from the sizes of both and of what they share.
pub(crate) fn quotient(one: f64, two: f64, both: f64) -> Option<f64> {
    let either = one + two - both;
    (either > 0.0).then(|| (both / either).clamp(0.0, 1.0))
}

/// Twice what both share over the sum of their sizes.
pub(crate) fn dice(one: f64, two: f64, both: f64) -> Option<f64> {
    (one + two > 0.0).then(|| (2.0 * both / (one + two)).clamp(0.0, 1.0))
}
