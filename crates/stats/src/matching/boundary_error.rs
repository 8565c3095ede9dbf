//! How far apart the ends of matched intervals are.

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::pairs::matched;
use super::{Kind, Matcher, NOTHING_MARKED, NOTHING_MATCHED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "boundary_error",
    title: "Boundary error",
    summary: "The mean distance between the ends of matched intervals, in the unit of the data; 0 is perfect.",
    kinds: &[Kind::Intervals, Kind::Spans],
    perfect: 0.0,
    chance_corrected: false,
    doc: "## What it does
Pairs intervals by the largest sum of overlaps among those that overlap by 0.5 or more, and averages how far apart their
starts and their ends are. Starts and ends are also given apart. With a named reference, the signed means say whether the
others begin or end late (positive) or early.
## When to use it
To set tolerances, and to find a habit of marking late: reaction time shows as a positive start.
## When not
To see whether the same events were found; that is `region_f1`.
## Example
One annotator marks 1000–2000 ms, the other 1100–1950 ms: starts 100, ends 50, together 75.
## Reference
Segment boundaries: A. Mesaros, T. Heittola & T. Virtanen, Metrics for polyphonic sound event detection, Applied Sciences
6, 2016.",
    compute: Compute::Sums(|options, _| Box::new(BoundaryError { options })),
};

struct BoundaryError<'a> {
    options: &'a Options,
}

const PAIRS: usize = 4;
const MARKS: usize = 5;

impl Measure for BoundaryError<'_> {
    fn n_sums(&self) -> usize {
        6
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        sums[MARKS] += (one.marks.len() + two.marks.len()) as f64;
        for pair in matched(&one.marks, &two.marks, self.options.overlap, &self.options.closeness) {
            let (a, b) = (one.marks[pair.one as usize].stretches(), two.marks[pair.two as usize].stretches());
            if let ([a, ..], [b, ..], [.., last_a], [.., last_b]) = (a, b, a, b) {
                let (start, end) = (b.start - a.start, last_b.end - last_a.end);
                for (sum, error) in sums.iter_mut().zip([start.abs(), end.abs(), start, end, 1.0]) {
                    *sum += error;
                }
            }
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        match (sums[MARKS] > 0.0, sums[PAIRS] > 0.0) {
            (false, _) => Err(NOTHING_MARKED.to_owned()),
            (true, false) => Err(NOTHING_MATCHED.to_owned()),
            (true, true) => Ok((sums[0] + sums[1]) / (2.0 * sums[PAIRS])),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let names = ["start_mean_absolute", "end_mean_absolute", "start_signed", "end_signed"];
        let known = if self.options.reference.is_some() { 4 } else { 2 };
        let mut parts: Vec<Part> =
            names.into_iter().zip(sums).take(known).map(|(name, &sum)| Part::share(name, sum, sums[PAIRS])).collect();
        parts.push(Part::share("matched_share", 2.0 * sums[PAIRS], sums[MARKS]));
        parts
    }
}
