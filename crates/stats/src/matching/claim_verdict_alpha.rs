//! Whether annotators judge alike the claims that they have in common.

use super::aligned_claims::align_claims;
use super::finding::{Finding, Part};
use super::label_alpha::{Units, from_estimate};
use super::measure::Compute;
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheets};
use crate::sampling::Rng;
use crate::table::{Level, Values};

pub(super) const MATCHER: Matcher = Matcher {
    id: "claim_verdict_alpha",
    title: "Alpha on verdicts of aligned claims",
    summary: "Agreement beyond chance on the verdicts of claims that were aligned first, also when they were split differently.",
    kinds: &[Kind::Claims],
    perfect: 1.0,
    chance_corrected: true,
    doc: "## What it does
Aligns the claims of all annotators as `claim_alignment` does. Each group is a unit; what an annotator says of it is the set
of verdicts on their claims in it, one verdict in most cases. Alpha with the MASI distance: sets that share a part are nearer
than those that share nothing. The interval resamples items, since claims of one text are not independent.
## When to use it
Beside `claim_alignment`, as the headline of cross-modal checking when annotators split texts themselves.
## When not
When few claims are aligned, it speaks of the easy ones only. A long group hides which part of it was judged differently.
## Example
One annotator calls a sentence supported; the other splits it and calls one part supported, one contradicted: the sets
differ by 1 - 1/2 · 2/3, two thirds.
## Reference
R. Passonneau, Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation, LREC 2006.",
    compute: Compute::Whole(compute),
};

/// Annotators with their verdicts on a group, ascending.
type Said = Vec<(u32, Vec<u32>)>;

fn compute(sheets: &Sheets, options: &Options, rng: &mut Rng) -> Finding {
    let mut sets: Vec<Vec<u32>> = Vec::new();
    let mut ratings: Vec<(u32, Said)> = Vec::new();
    for (number, item) in (0u32..).zip(sheets.items().filter(|item| item.len() >= 2)) {
        for group in align_claims(item, options.overlap).groups {
            let said: Said = group
                .chunk_by(|a, b| a.sheet == b.sheet)
                .map(|of_sheet| {
                    let sheet = &item[of_sheet[0].sheet as usize];
                    let mut verdicts: Vec<u32> =
                        of_sheet.iter().map(|member| sheet.marks[member.mark as usize].label).collect();
                    verdicts.sort_unstable();
                    verdicts.dedup();
                    (sheet.annotator, verdicts)
                })
                .collect();
            sets.extend(said.iter().map(|(_, verdicts)| verdicts.clone()));
            ratings.push((number, said));
        }
    }
    sets.sort();
    sets.dedup();
    let mut units = Units::default();
    for (number, said) in &ratings {
        let value = |verdicts: &Vec<u32>| sets.binary_search(verdicts).expect("every set was collected") as u32;
        units.push(*number, said.iter().map(|(annotator, verdicts)| (*annotator, value(verdicts))));
    }
    if units.n_shared == 0 {
        let why = "no claims of two annotators share half of their characters; see claim_alignment";
        let why = if ratings.is_empty() { NOTHING_MARKED } else { why };
        return Finding::new(sheets, Err(why.to_owned()), Vec::new());
    }
    let n_shared = ratings.iter().filter(|(_, said)| said.len() >= 2).count() as f64;
    let parts = vec![Part::new("n_aligned", n_shared), Part::share("aligned_share", n_shared, ratings.len() as f64)];
    let labels = (0..sheets.n_labels()).map(|label| label.to_string()).collect();
    from_estimate(sheets, units.alpha_of(Level::Set, Values::Sets { labels, sets }, options, rng), parts)
}
