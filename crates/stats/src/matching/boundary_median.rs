//! How far apart the ends of matched intervals usually are.

use super::measure::Compute;
use super::pairs::matched;
use super::{Kind, Matcher, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "boundary_median",
    title: "Median boundary difference",
    summary: "The median distance between the ends of matched intervals, in the unit of the data; 0 is perfect.",
    kinds: &[Kind::Intervals, Kind::Spans],
    perfect: 0.0,
    chance_corrected: false,
    doc: "## What it does
Pairs intervals by the largest sum of overlaps among those that overlap by 0.5 or more. Each pair gives two distances, one
of the starts and one of the ends; the measure is their median over all pairs of annotators and all items.
## When to use it
To say how exactly people usually mark an end. A few intervals that were drawn carelessly do not move it.
## When not
To see whether the same events were found (`region_f1`), or a habit of marking late (`boundary_error`).
## Example
One annotator marks 1000–2000 and 5000–6000 ms, the other 1100–1950 and 5000–6020 ms: of 100, 50, 0 and 20 the median
is 35.
## Reference
Segment boundaries: A. Mesaros, T. Heittola & T. Virtanen, Metrics for polyphonic sound event detection, Applied Sciences
6, 2016.",
    compute: Compute::Median(distances),
};

fn distances(one: &Sheet, two: &Sheet, options: &Options) -> Vec<f64> {
    let mut found = Vec::new();
    for pair in matched(&one.marks, &two.marks, options.overlap, &options.closeness) {
        let (a, b) = (one.marks[pair.one as usize].stretches(), two.marks[pair.two as usize].stretches());
        if let ([a, ..], [b, ..], [.., last_a], [.., last_b]) = (a, b, a, b) {
            found.extend([(b.start - a.start).abs(), (last_b.end - last_a.end).abs()]);
        }
    }
    found
}
