//! How much matched marks overlap on average.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::pairs::matched;
use super::{Kind, Matcher, NOTHING_MARKED, NOTHING_MATCHED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "mean_overlap",
    title: "Mean overlap of matched marks",
    summary: "How exactly marks that mean the same thing are drawn: mean intersection over union, or key point similarity.",
    kinds: &[Kind::Boxes, Kind::Polygons, Kind::Masks, Kind::Points, Kind::Lines, Kind::Spans, Kind::Intervals],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Pairs the marks of two annotators one to one so that the sum of overlaps is largest, leaves out pairs below the limit
(0.5), and averages the overlap of the others. Overlap is intersection over union; for key points object key point
similarity; for lines the share within the tolerance. Beside it: Dice, the share of marks that found a partner, and the
mean when marks without partner count as zero.
## When to use it
To see how exactly people draw. For masks of one structure on each picture it is the usual headline.
## When not
To see whether people mark the same things: a mark without partner does not count here. See `region_f1`.
## Example
Two annotators draw a box of 2 × 2 pixels, one of them shifted by half a pixel: 3 of 5 square pixels, 0.6; Dice 0.75.
## Reference
P. Jaccard, New Phytologist 11, 1912; L. R. Dice, Ecology 26, 1945. Pairing: R. Jonker & A. Volgenant, Computing 38, 1987.",
    compute: Compute::Sums(|options, kind| {
        Box::new(MeanOverlap { options, is_share: !matches!(kind, Kind::Points | Kind::Lines) })
    }),
};

struct MeanOverlap<'a> {
    options: &'a Options,
    /// Whether overlaps are intersections over unions, from which Dice follows.
    is_share: bool,
}

const OVERLAP: usize = 0;
const DICE: usize = 1;
const PAIRS: usize = 2;
const MARKS: usize = 3;

impl Measure for MeanOverlap<'_> {
    fn n_sums(&self) -> usize {
        4
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        for pair in matched(&one.marks, &two.marks, self.options.overlap, &self.options.closeness) {
            sums[OVERLAP] += pair.overlap;
            sums[DICE] += 2.0 * pair.overlap / (1.0 + pair.overlap);
            sums[PAIRS] += 1.0;
        }
        sums[MARKS] += (one.marks.len() + two.marks.len()) as f64;
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        match (sums[MARKS] > 0.0, sums[PAIRS] > 0.0) {
            (false, _) => Err(NOTHING_MARKED.to_owned()),
            (true, false) => Err(NOTHING_MATCHED.to_owned()),
            (true, true) => Ok(sums[OVERLAP] / sums[PAIRS]),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let things = sums[MARKS] - sums[PAIRS];
        let mut parts = vec![
            Part::share("matched_share", 2.0 * sums[PAIRS], sums[MARKS]),
            Part::share("with_unmatched", sums[OVERLAP], things),
            Part::new("n_matched", sums[PAIRS]),
        ];
        if self.is_share {
            parts.insert(0, Part::share("dice", sums[DICE], sums[PAIRS]));
        }
        parts
    }
}
