//! Panoptic quality: recognition and drawing in one number, by label.

use super::by_item::estimate;
use super::finding::{Finding, Part};
use super::measure::{Compute, Measure};
use super::pairs::{best, overlaps, same_label};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet, Sheets};
use crate::sampling::Rng;

pub(super) const MATCHER: Matcher = Matcher {
    id: "panoptic_quality",
    title: "Panoptic quality",
    summary: "The overlap of matched marks of one label, with unmatched ones as zero, averaged over labels.",
    kinds: &[Kind::Boxes, Kind::Polygons, Kind::Masks],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
For each label, pairs the marks that carry it and overlap by more than 0.5, adds their intersections over unions, and
divides by the pairs plus half of the marks without partner. That is segmentation quality (mean overlap of the pairs)
times recognition quality (F1). The value is the mean over labels that anybody used.
## When to use it
For masks and polygons of several labels that together describe a picture, and to compare with published models.
## When not
When rare labels should weigh less than common ones: every label counts the same. When drawing and recognising should be
told apart, read its two parts. Boxes of one annotator that overlap make the pairing less than unique.
## Example
One label, two masks against one, one pair with an overlap of 0.8: 0.8 / (1 + 0.5) = 0.533.
## Reference
A. Kirillov, K. He, R. Girshick, C. Rother & P. Dollár, Panoptic segmentation, CVPR 2019.",
    compute: Compute::Whole(compute),
};

fn compute(sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
    estimate(sheets, Panoptic { options, n_labels: sheets.n_labels() }, options, rng)
}

struct Panoptic<'a> {
    options: &'a Options,
    n_labels: usize,
}

/// More than half, so that the pairing is unique where marks of one annotator do not overlap.
const LEAST: f64 = 0.5 + 1e-12;
const OVERLAP: usize = 0;
const PAIRS: usize = 1;
const MARKS: usize = 2;

impl Measure for Panoptic<'_> {
    fn n_sums(&self) -> usize {
        3 * self.n_labels
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        for mark in one.marks.iter().chain(&two.marks) {
            sums[3 * mark.label as usize + MARKS] += 1.0;
        }
        let overlaps = overlaps(&one.marks, &two.marks, &self.options.closeness);
        let overlaps = same_label(&one.marks, &two.marks, &overlaps);
        for pair in best(&one.marks, &two.marks, &overlaps, LEAST, &self.options.closeness) {
            let at = 3 * one.marks[pair.one as usize].label as usize;
            sums[at + OVERLAP] += pair.overlap;
            sums[at + PAIRS] += 1.0;
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        mean(sums, |label| 2.0 * label[OVERLAP] / label[MARKS]).ok_or_else(|| NOTHING_MARKED.to_owned())
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let drawn: Vec<f64> = sums.chunks_exact(3).filter(|label| label[PAIRS] > 0.0).flatten().copied().collect();
        vec![
            Part { name: "segmentation_quality", value: mean(&drawn, |label| label[OVERLAP] / label[PAIRS]) },
            Part { name: "recognition_quality", value: mean(sums, |label| 2.0 * label[PAIRS] / label[MARKS]) },
        ]
    }
}

/// The mean over labels that anybody used.
fn mean(sums: &[f64], of_label: impl Fn(&[f64]) -> f64) -> Option<f64> {
    let used = || sums.chunks_exact(3).filter(|label| label[MARKS] > 0.0);
    let n = used().count();
    (n > 0).then(|| used().map(of_label).sum::<f64>() / n as f64)
}
