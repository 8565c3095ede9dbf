//! IDF1: how long one track of the other annotator stands for the same object.

use super::assignment::{Candidate, assign};
use super::finding::Part;
use super::frames::{frames, lengths};
use super::measure::{Compute, Measure};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "identity_f1",
    title: "IDF1",
    summary: "The share of boxes in which the one track that stands for an object is where the object is.",
    kinds: &[Kind::Tracks],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Pairs whole tracks one to one so that they overlap by 0.5 or more in as many frames as possible. IDF1 is twice these frames
over all boxes of both. The same whoever is called the reference.
## When to use it
When keeping an identity for long matters most.
## When not
To judge detection: finding more objects for a short time can lower it. See `hota`.
## Example
Two objects in five and three frames, two tracks of four and five; the best pairing overlaps in four frames: 8 / 17, 0.471.
## Reference
E. Ristani, F. Solera, R. Zou, R. Cucchiara & C. Tomasi, Performance measures and a data set for multi-target,
multi-camera tracking, ECCV workshops 2016.",
    compute: Compute::Sums(|options, _| Box::new(IdentityF1 { options })),
};

struct IdentityF1<'a> {
    options: &'a Options,
}

impl Measure for IdentityF1<'_> {
    fn n_sums(&self) -> usize {
        2
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let n = two.marks.len();
        let mut together = vec![0.0; one.marks.len() * n];
        for frame in frames(one, two) {
            for &(x, y, _) in frame.overlaps.iter().filter(|found| found.2 >= self.options.overlap - 1e-12) {
                together[frame.one[x as usize] as usize * n + frame.two[y as usize] as usize] += 1.0;
            }
        }
        let candidate = |at: usize| Candidate { left: (at / n) as u32, right: (at % n) as u32, gain: together[at] };
        let candidates: Vec<Candidate> = (0..together.len()).map(candidate).collect();
        let pairs = assign(one.marks.len(), n, &candidates);
        sums[0] += pairs.iter().map(|&(x, y)| together[x as usize * n + y as usize]).sum::<f64>();
        sums[1] += lengths(one).iter().chain(&lengths(two)).sum::<f64>();
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        if sums[1] > 0.0 { Ok(2.0 * sums[0] / sums[1]) } else { Err(NOTHING_MARKED.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![Part::new("n_identical", sums[0])]
    }
}
