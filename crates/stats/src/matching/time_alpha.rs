//! Alpha with every instant as a unit: agreement on what goes on when, weighted by time.

use std::collections::BTreeMap;

use super::by_item::estimate;
use super::finding::{Finding, Part};
use super::measure::{Compute, Measure};
use super::shape::Stretch;
use super::{Kind, Matcher, Options, Sheet, Sheets};
use crate::sampling::Rng;

pub(super) const MATCHER: Matcher = Matcher {
    id: "time_alpha",
    title: "Alpha over time",
    summary: "Agreement beyond chance on the labels of every instant, where nothing marked is a label too.",
    kinds: &[Kind::Intervals, Kind::Spans],
    perfect: 1.0,
    chance_corrected: true,
    doc: "## What it does
Cuts time at all ends. In each piece every annotator says a set of labels, perhaps none; pieces weigh what they last.
Nominal alpha: one minus the share of time on which two annotators differ over the share by which two instants of the
whole data differ. Annotators are compared in pairs. The same for characters of a text.
## When to use it
For states that fill time (who is on screen, sleep stages), where the number of intervals means little.
## When not
For short events in much silence: nearly all time carries one label, and one event decides. Use `region_f1` and `gamma`.
## Example
Of 100 s, one annotator marks 0–50, the other 0–40: they differ on 10 s, and 2 · 0.45 · 0.55 = 0.495 is expected: 0.798.
## Reference
K. Krippendorff, Content Analysis, 4th edition, 2018, chapter 12, for many small units.",
    compute: Compute::Whole(compute),
};

fn compute(sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
    let mut states = BTreeMap::from([(Vec::new(), 0)]);
    for sheet in sheets.sheets() {
        for (_, labels) in pieces(sheet, Sheets::extent(&[sheet])) {
            let next = states.len();
            states.entry(labels).or_insert(next);
        }
    }
    estimate(sheets, TimeAlpha { states }, options, rng)
}

struct TimeAlpha {
    /// Sets of labels with their numbers.
    states: BTreeMap<Vec<u32>, usize>,
}

const TIME: usize = 0;
const DIFFERENT: usize = 1;
const STATES: usize = 2;

impl Measure for TimeAlpha {
    fn n_sums(&self) -> usize {
        STATES + self.states.len()
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let extent = Sheets::extent(&[one, two]);
        let [one, two] = [one, two].map(|sheet| pieces(sheet, extent));
        let (mut i, mut j) = (0, 0);
        while let (Some((a, said)), Some((b, other))) = (one.get(i), two.get(j)) {
            let length = (a.end.min(b.end) - a.start.max(b.start)).max(0.0);
            sums[TIME] += length;
            sums[DIFFERENT] += if said == other { 0.0 } else { length };
            for state in [said, other] {
                sums[STATES + self.states[state]] += length;
            }
            if a.end <= b.end { i += 1 } else { j += 1 }
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        let n = 2.0 * sums[TIME];
        let expected = 1.0 - sums[STATES..].iter().map(|time| (time / n).powi(2)).sum::<f64>();
        match (n > 0.0, expected > 1e-12) {
            (false, _) => Err("no time was looked at by two annotators; mark something or state the extent".to_owned()),
            (true, false) => Err("everybody says the same all the time, so chance cannot be told apart".to_owned()),
            (true, true) => Ok(1.0 - sums[DIFFERENT] / sums[TIME] / expected),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![Part::share("same_share", sums[TIME] - sums[DIFFERENT], sums[TIME])]
    }
}

/// The extent in pieces with the sorted labels that hold in each.
fn pieces(sheet: &Sheet, extent: Option<Stretch>) -> Vec<(Stretch, Vec<u32>)> {
    let Some(extent) = extent else { return Vec::new() };
    let marked =
        || sheet.marks.iter().flat_map(|mark| mark.stretches().iter().map(move |stretch| (stretch, mark.label)));
    let mut ends: Vec<f64> = marked().flat_map(|(stretch, _)| [stretch.start, stretch.end]).collect();
    ends.extend([extent.start, extent.end]);
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let mut changes: Vec<(f64, bool, u32)> =
        marked().flat_map(|(stretch, label)| [(stretch.start, true, label), (stretch.end, false, label)]).collect();
    changes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut open, mut next): (Vec<u32>, usize) = (Vec::new(), 0);
    let piece = |pair: &[f64]| {
        while let Some((_, begins, label)) = changes.get(next).filter(|change| change.0 <= pair[0]) {
            match begins {
                true => open.push(*label),
                false => open.retain({
                    let mut removed = false;
                    move |other| {
                        let keep = removed || other != label;
                        removed |= !keep;
                        keep
                    }
                }),
            }
            next += 1;
        }
        let mut labels = open.clone();
        labels.sort_unstable();
        labels.dedup();
        (Stretch { start: pair[0], end: pair[1] }, labels)
    };
    ends.windows(2).map(piece).collect()
}
