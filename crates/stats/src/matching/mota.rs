//! MOTA: missed and false boxes and lost identities over all boxes of the reference.

use super::assignment::{Candidate, assign};
use super::finding::Part;
use super::frames::{frames, lengths};
use super::measure::{Compute, Measure};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "mota",
    title: "MOTA",
    summary: "One minus missed boxes, false boxes and switches of identity over the boxes of the reference; can be negative.",
    kinds: &[Kind::Tracks],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Pairs boxes frame by frame at an overlap of 0.5 or more, keeping pairs of the frame before where they still hold, then by
the largest sum of overlaps. A switch is an object whose partner is not the last one that it had. Each annotator of a pair
is the reference once unless one is named. Beside it the counts and MOTP, the mean overlap of pairs.
## When to use it
For comparison with older work, and for the number of switches.
## When not
As the only number: it says nearly nothing about identity (`hota`, `identity_f1`).
## Example
Two objects in five and three frames, four of their eight boxes found, five false boxes, no switch: (4 - 5) / 8, -0.125.
## Reference
K. Bernardin & R. Stiefelhagen, Evaluating multiple object tracking performance: the CLEAR MOT metrics, EURASIP JIVP 2008.",
    compute: Compute::Sums(|options, _| Box::new(Mota { options })),
};

struct Mota<'a> {
    options: &'a Options,
}

const BOXES: usize = 0;
const FOUND: usize = 1;
const FALSE: usize = 2;
const SWITCHES: usize = 3;
const OVERLAP: usize = 4;

/// More than any sum of overlaps in a frame, so that pairs of the frame before come first.
const KEPT: f64 = 1000.0;
const NOBODY: u32 = u32::MAX;

impl Measure for Mota<'_> {
    fn n_sums(&self) -> usize {
        5
    }

    fn directed(&self) -> bool {
        true
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let n = one.marks.len();
        let (mut last, mut before) = (vec![NOBODY; n], vec![NOBODY; n]);
        let mut n_found = 0.0;
        for frame in frames(one, two) {
            let enough: Vec<_> =
                frame.overlaps.iter().filter(|found| found.2 >= self.options.overlap - 1e-12).collect();
            let gain = |&&(x, y, overlap): &&(u32, u32, f64)| {
                let kept = before[frame.one[x as usize] as usize] == frame.two[y as usize];
                Candidate { left: x, right: y, gain: overlap + if kept { KEPT } else { 0.0 } }
            };
            let candidates: Vec<Candidate> = enough.iter().map(gain).collect();
            before.fill(NOBODY);
            for (x, y) in assign(frame.one.len(), frame.two.len(), &candidates) {
                let (object, partner) = (frame.one[x as usize] as usize, frame.two[y as usize]);
                sums[SWITCHES] += f64::from(last[object] != NOBODY && last[object] != partner);
                (last[object], before[object]) = (partner, partner);
                n_found += 1.0;
                sums[OVERLAP] += enough.iter().find(|found| (found.0, found.1) == (x, y)).map_or(0.0, |found| found.2);
            }
        }
        sums[BOXES] += lengths(one).iter().sum::<f64>();
        sums[FOUND] += n_found;
        sums[FALSE] += lengths(two).iter().sum::<f64>() - n_found;
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        match sums[BOXES] > 0.0 {
            true => Ok((sums[FOUND] - sums[FALSE] - sums[SWITCHES]) / sums[BOXES]),
            false => Err(NOTHING_MARKED.to_owned()),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![
            Part::new("found", sums[FOUND]),
            Part::new("missed", sums[BOXES] - sums[FOUND]),
            Part::new("false_boxes", sums[FALSE]),
            Part::new("switches", sums[SWITCHES]),
            Part::share("motp", sums[OVERLAP], sums[FOUND]),
        ]
    }
}
