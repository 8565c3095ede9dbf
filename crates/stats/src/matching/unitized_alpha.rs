//! Krippendorff's alpha for unitizing: agreement beyond chance on which parts of a continuum carry a label.

use super::by_item::estimate;
use super::finding::{Finding, Part};
use super::measure::{Compute, Measure};
use super::shape::Stretch;
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet, Sheets};
use crate::sampling::Rng;

pub(super) const MATCHER: Matcher = Matcher {
    id: "unitized_alpha",
    title: "Alpha for unitizing",
    summary: "Agreement beyond chance on where units of each label begin and end, in closed form.",
    kinds: &[Kind::Spans, Kind::Intervals],
    perfect: 1.0,
    chance_corrected: true,
    doc: "## What it does
For each label, compares the units and gaps of two annotators: units that overlap differ by the squares of what their ends
are apart, a unit inside a gap by the square of its length. Alpha is one minus that over what random placement of the same
units gives, summed over labels. Units are continuous here (the limit of fine measurement). Items are weighed by their
length, annotators compared in pairs. Overlapping units of one annotator and label count as one.
## When to use it
As a cheap and reproducible companion of `gamma`: nothing is sampled.
## When not
When short units matter: squares let long ones decide. When annotators confuse labels: each label is judged by itself.
## Example
A continuum of 24; one observer marks 2–10 and 14–20, the other 4–8 and 15–17: observed 0.03125, alpha 0.553.
## Reference
K. Krippendorff, On the reliability of unitizing continuous data, Sociological Methodology 25, 1995.",
    compute: Compute::Whole(compute),
};

fn compute(sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
    estimate(sheets, Unitized { n_labels: sheets.n_labels() }, options, rng)
}

struct Unitized {
    n_labels: usize,
}

impl Measure for Unitized {
    fn n_sums(&self) -> usize {
        2 * self.n_labels.max(1)
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let Some(extent) = Sheets::extent(&[one, two]) else { return };
        for label in 0..self.n_labels {
            let [a, b] = [one, two].map(|sheet| units(sheet, label as u32));
            if a.is_empty() && b.is_empty() {
                continue;
            }
            let (observed, expected) = disagreement(&a, &b, extent);
            sums[2 * label] += extent.length() * observed;
            sums[2 * label + 1] += extent.length() * expected;
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        let (observed, expected) = sums.chunks_exact(2).fold((0.0, 0.0), |(o, e), label| (o + label[0], e + label[1]));
        match expected > 0.0 {
            true => Ok(1.0 - observed / expected),
            false => Err(NOTHING_MARKED.to_owned()),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        let total = |at: usize| sums.chunks_exact(2).map(|label| label[at]).sum::<f64>();
        vec![Part::new("observed", total(0)), Part::new("expected", total(1))]
    }
}

/// The units of a label, overlapping ones joined, by start.
fn units(sheet: &Sheet, label: u32) -> Vec<Stretch> {
    let mut units: Vec<Stretch> =
        sheet.marks.iter().filter(|mark| mark.label == label).flat_map(|mark| mark.stretches()).copied().collect();
    units.sort_by(|a, b| a.start.total_cmp(&b.start));
    units.dedup_by(|next, last| {
        let overlap = next.start < last.end;
        last.end = if overlap { last.end.max(next.end) } else { last.end };
        overlap
    });
    units
}

/// Observed and expected disagreement of two observers on one label (Krippendorff 1995, with the error in the sign of the
/// expected gap lengths corrected, and lengths as continuous).
fn disagreement(one: &[Stretch], two: &[Stretch], extent: Stretch) -> (f64, f64) {
    let gaps = [gaps(one, extent), gaps(two, extent)];
    let both = one.iter().flat_map(|a| two.iter().map(move |b| (a, b)));
    let apart = |(a, b): (&Stretch, &Stretch)| {
        let overlap = a.start < b.end && b.start < a.end;
        if overlap { (a.start - b.start).powi(2) + (a.end - b.end).powi(2) } else { 0.0 }
    };
    let in_gaps = |units: &[Stretch], gaps: &[Stretch]| -> f64 {
        let inside = |unit: &&Stretch| gaps.iter().any(|gap| gap.start <= unit.start && unit.end <= gap.end);
        units.iter().filter(inside).map(|unit| unit.length().powi(2)).sum()
    };
    let length = extent.length();
    // Each unordered pair stands for two ordered ones, over m (m - 1) = 2 of them.
    let observed = both.map(apart).sum::<f64>() + in_gaps(one, &gaps[1]) + in_gaps(two, &gaps[0]);
    let n_units = (one.len() + two.len()) as f64;
    let expected = one.iter().chain(two).map(|unit| {
        let l = unit.length();
        let room: f64 = gaps.iter().flatten().map(|gap| (gap.length() - l).max(0.0)).sum();
        (n_units - 1.0) / 3.0 * 2.0 * l.powi(3) + l * l * room
    });
    let squares: f64 = one.iter().chain(two).map(|unit| unit.length().powi(2)).sum();
    let places = (2.0 * length).powi(2) - squares;
    (observed / (length * length), 2.0 / length * expected.sum::<f64>() / places)
}

fn gaps(units: &[Stretch], extent: Stretch) -> Vec<Stretch> {
    let starts = std::iter::once(extent.start).chain(units.iter().map(|unit| unit.end));
    let ends = units.iter().map(|unit| unit.start).chain(std::iter::once(extent.end));
    starts.zip(ends).map(|(start, end)| Stretch { start, end }).filter(|gap| gap.start < gap.end).collect()
}
