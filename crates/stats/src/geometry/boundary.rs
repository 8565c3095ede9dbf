//! How well outlines agree, for shapes whose inside says little: thin ones, and large ones with a disputed rim.

use super::{Mask, MaskError, Segment};

/// Boundary IoU (Cheng et al. 2021): intersection over union of the pixels of each mask that are at most `reach` pixels
/// from its outside. The authors take 2 % of the picture's diagonal as `reach`. `None` when both masks are empty.
pub fn boundary_iou(one: &Mask, two: &Mask, reach: u32) -> Result<Option<f64>, MaskError> {
    let [one, two] = [one, two].map(|mask| mask.without(&mask.eroded(reach)));
    one.iou(&two)
}

/// Normalised surface Dice (Nikolov et al. 2021): the share of both outlines, by length, that is within `tolerance` of
/// the other outline. Exact for straight pieces. `None` when both outlines are empty.
pub fn surface_dice(one: &[Segment], two: &[Segment], tolerance: f64) -> Option<f64> {
    let [of_one, of_two] = [one, two].map(|outline| outline.iter().map(Segment::length).sum::<f64>());
    let total = of_one + of_two;
    let near = near(one, two, tolerance) + near(two, one, tolerance);
    (total > 0.0).then(|| (near / total).clamp(0.0, 1.0))
}

/// The length of `outline` within `tolerance` of `other`.
fn near(outline: &[Segment], other: &[Segment], tolerance: f64) -> f64 {
    let mut sorted: Vec<(f64, &Segment)> = other.iter().map(|piece| (left(piece), piece)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let widest = other.iter().map(|piece| (piece.to[0] - piece.from[0]).abs()).fold(0.0, f64::max);
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    let mut sum = 0.0;
    for piece in outline {
        let from = sorted.partition_point(|(start, _)| *start < left(piece) - tolerance - widest);
        let reaches = |&&(start, _): &&(f64, &Segment)| start <= piece.from[0].max(piece.to[0]) + tolerance;
        let nearby = sorted[from..].iter().take_while(reaches);
        stretches.clear();
        stretches.extend(nearby.filter_map(|(_, other)| piece.stretch_within(other, tolerance)));
        stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
        sum += covered(&stretches) * piece.length();
    }
    sum
}

fn left(piece: &Segment) -> f64 {
    piece.from[0].min(piece.to[0])
}

/// How much ascending stretches cover together.
fn covered(stretches: &[(f64, f64)]) -> f64 {
    let (mut sum, mut reached) = (0.0, f64::NEG_INFINITY);
    for &(start, end) in stretches {
        sum += (end - start.max(reached)).max(0.0);
        reached = reached.max(end);
    }
    sum
}
