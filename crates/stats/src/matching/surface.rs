//! How well the outlines of matched regions agree.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::pairs::matched;
use super::shape::Shape;
use super::{Kind, Matcher, NOTHING_MARKED, NOTHING_MATCHED, Options, Sheet};
use crate::geometry::{Area, Mask, Segment, boundary_iou, line_distance, surface_dice};

pub(super) const MATCHER: Matcher = Matcher {
    id: "surface_dice",
    title: "Surface Dice of matched regions",
    summary: "The share of two outlines, by length, that is within a tolerance of the other outline.",
    kinds: &[Kind::Boxes, Kind::Polygons, Kind::Masks, Kind::Lines],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Pairs regions as `mean_overlap` does. For each pair, the length of either outline within the tolerance (2 pixels) of the
other, over the length of both; then the mean over pairs. Masks are outlined along the edges of their pixels. Beside it,
for masks, boundary IoU at 2 % of the picture's diagonal; for lines, mean and Hausdorff distance in pixels.
## When to use it
For thin or branching shapes, whose area says little, and for large ones, whose rim is a small part of their area. Set the
tolerance to what two careful people differ by.
## When not
For regions of which only the place matters.
## Example
A square of ten pixels and the same shifted by one: with a tolerance of 1 every point is near enough, 1.
## Reference
S. Nikolov et al., Clinically applicable segmentation of head and neck anatomy, JMIR 23, 2021. Boundary IoU: B. Cheng,
R. Girshick, P. Dollár, A. C. Berg & A. Kirillov, CVPR 2021.",
    compute: Compute::Sums(|options, kind| Box::new(Surface { options, kind })),
};

struct Surface<'a> {
    options: &'a Options,
    kind: Kind,
}

const SURFACE: usize = 0;
const PAIRS: usize = 1;
const MARKS: usize = 2;
const BOUNDARY: usize = 3;
const MEAN: usize = 4;
const HAUSDORFF: usize = 5;

impl Measure for Surface<'_> {
    fn n_sums(&self) -> usize {
        6
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        sums[MARKS] += (one.marks.len() + two.marks.len()) as f64;
        let tolerance = self.options.closeness.tolerance;
        for pair in matched(&one.marks, &two.marks, self.options.overlap, &self.options.closeness) {
            let (a, b) = (&one.marks[pair.one as usize].shape, &two.marks[pair.two as usize].shape);
            sums[PAIRS] += 1.0;
            sums[SURFACE] += surface_dice(&outline(a), &outline(b), tolerance).unwrap_or(1.0);
            if let (Shape::Mask(a), Shape::Mask(b)) = (a, b) {
                sums[BOUNDARY] += boundary_iou(a, b, reach(a)).ok().flatten().unwrap_or(0.0);
            }
            if let (Shape::Line(a), Shape::Line(b)) = (a, b) {
                let distance = line_distance(a, b, 1.0, tolerance);
                sums[MEAN] += distance.map_or(0.0, |distance| distance.mean);
                sums[HAUSDORFF] += distance.map_or(0.0, |distance| distance.hausdorff);
            }
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        match (sums[MARKS] > 0.0, sums[PAIRS] > 0.0) {
            (false, _) => Err(NOTHING_MARKED.to_owned()),
            (true, false) => Err(NOTHING_MATCHED.to_owned()),
            (true, true) => Ok(sums[SURFACE] / sums[PAIRS]),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let of_pairs = |name, at: usize| Part::share(name, sums[at], sums[PAIRS]);
        let mut parts = match self.kind {
            Kind::Masks => vec![of_pairs("boundary_iou", BOUNDARY)],
            Kind::Lines => vec![of_pairs("mean_distance", MEAN), of_pairs("hausdorff_distance", HAUSDORFF)],
            _ => Vec::new(),
        };
        parts.push(Part::share("matched_share", 2.0 * sums[PAIRS], sums[MARKS]));
        parts
    }
}

fn outline(shape: &Shape) -> Vec<Segment> {
    match shape {
        Shape::Box(rect) => Area::from(*rect).edges().collect(),
        Shape::Area(area) => area.edges().collect(),
        Shape::Mask(mask) => mask.outline(),
        Shape::Line(points) => points.windows(2).map(|pair| Segment { from: pair[0], to: pair[1] }).collect(),
        Shape::Points(_) | Shape::Stretches(_) | Shape::Track(_) | Shape::Text(_) | Shape::Tiers(_) => Vec::new(),
    }
}

/// Two hundredths of the picture's diagonal, at least one pixel.
fn reach(mask: &Mask) -> u32 {
    let diagonal = f64::from(mask.width()).hypot(f64::from(mask.height()));
    ((0.02 * diagonal).round() as u32).max(1)
}
