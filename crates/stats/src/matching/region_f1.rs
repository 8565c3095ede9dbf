//! Whether annotators mark the same things: F1 of matched marks at stated overlaps.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::pairs::{Pair, best, overlaps, same_label};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "region_f1",
    title: "F1 of matched marks",
    summary: "The share of marks that have a partner at the other annotator, at an overlap of 0.5 and stricter.",
    kinds: &[Kind::Boxes, Kind::Polygons, Kind::Masks, Kind::Points, Kind::Lines, Kind::Intervals],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Pairs the marks of two annotators one to one by the largest sum of overlaps among pairs that overlap by the limit (0.5) or
more. F1 is twice the pairs over all marks of both: the same whoever is called the reference. Beside it: 0.5, 0.75, the
mean over 0.5 to 0.95 in steps of 0.05, each with a pairing of its own, and F1 of pairs with equal labels only. For
intervals this is temporal IoU F1. More than two annotators are compared in pairs, all counts together.
## When to use it
By default, for anything that is marked with a place. Items that both left empty say nothing and do not count.
## When not
To see how exactly people draw (`mean_overlap`), or whether they name the same thing alike (`label_alpha`). Below an
overlap of 0.5 several pairings can be equally good when marks of one annotator overlap each other.
## Example
One annotator draws three boxes, the other four, and two pairs overlap by half or more: 2 · 2 / 7 = 0.571.
## Reference
C. J. van Rijsbergen, Information Retrieval, 1979. G. Hripcsak & A. S. Rothschild, Agreement, the F-measure, and
reliability in information retrieval, JAMIA 12, 2005. Steps of overlap: T.-Y. Lin et al., Microsoft COCO, ECCV 2014.",
    compute: Compute::Sums(|options, _| Box::new(RegionF1 { options })),
};

struct RegionF1<'a> {
    options: &'a Options,
}

const MARKS: usize = 0;
const AT_LIMIT: usize = 1;
const SAME_LABEL: usize = 2;
const STEPS: usize = 3;
const N_STEPS: usize = 10;

fn step(number: usize) -> f64 {
    f64::from(50 + 5 * number as u32) / 100.0
}

impl Measure for RegionF1<'_> {
    fn n_sums(&self) -> usize {
        STEPS + N_STEPS
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let overlaps = overlaps(&one.marks, &two.marks, &self.options.closeness);
        let pairs = |overlaps: &[Pair], least: f64| {
            best(&one.marks, &two.marks, overlaps, least, &self.options.closeness).len() as f64
        };
        sums[MARKS] += (one.marks.len() + two.marks.len()) as f64;
        sums[AT_LIMIT] += pairs(&overlaps, self.options.overlap);
        sums[SAME_LABEL] += pairs(&same_label(&one.marks, &two.marks, &overlaps), self.options.overlap);
        for number in 0..N_STEPS {
            sums[STEPS + number] += pairs(&overlaps, step(number));
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        if sums[MARKS] > 0.0 { Ok(2.0 * sums[AT_LIMIT] / sums[MARKS]) } else { Err(NOTHING_MARKED.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let all: f64 = sums[STEPS..].iter().sum();
        vec![
            Part::share("f1_50", 2.0 * sums[STEPS], sums[MARKS]),
            Part::share("f1_75", 2.0 * sums[STEPS + 5], sums[MARKS]),
            Part::share("f1_50_95", 2.0 * all / N_STEPS as f64, sums[MARKS]),
            Part::share("f1_same_label", 2.0 * sums[SAME_LABEL], sums[MARKS]),
            Part::new("n_matched", sums[AT_LIMIT]),
        ]
    }
}
