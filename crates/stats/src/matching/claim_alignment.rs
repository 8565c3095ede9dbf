//! Whether annotators find the same claims in a text, apart from what they think of them.

use super::aligned_claims::align_claims;
use super::finding::Part;
use super::measure::{Compute, Measure};
use super::shape::{Stretch, length, shared};
use super::{Kind, Matcher, NOTHING_MARKED, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "claim_alignment",
    title: "Alignment of claims",
    summary: "The share of claims that have a counterpart at the other annotator, however either of them split the text.",
    kinds: &[Kind::Claims],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Two claims of different annotators belong together when they share at least half of the characters of the shorter one;
what hangs together is a group, so a claim meets all parts that another annotator split it into. The value is the share
of claims in groups of both. Beside it: the share in groups of one claim each (split alike), the characters that both sides
of a group have in common over those that either has, and how many claims have no place in the text (omissions), which are
left out. Spans may be discontinuous. Annotators are compared in pairs.
## When to use it
Before any agreement on verdicts (`claim_verdict_alpha`): that speaks only of what is aligned.
## When not
When claims are given to everybody: then they are units, and the verdicts can be compared at once.
## Example
One annotator makes two claims of a sentence, the other three of the same words: all five are aligned, 1.0; if the
second of the two was split in two, 2 of the 5 were split alike, 0.4.
## Reference
Defined here; the rule of half of the shorter is the overlap coefficient of D. Szymkiewicz (1934) and G. G. Simpson (1943).",
    compute: Compute::Sums(|options, _| Box::new(ClaimAlignment { options })),
};

struct ClaimAlignment<'a> {
    options: &'a Options,
}

const CLAIMS: usize = 0;
const ALIGNED: usize = 1;
const ALIKE: usize = 2;
const SHARED: usize = 3;
const EITHER: usize = 4;
const WITHOUT_PLACE: usize = 5;

impl Measure for ClaimAlignment<'_> {
    fn n_sums(&self) -> usize {
        6
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let pair = [one.clone(), two.clone()];
        let found = align_claims(&pair, self.options.overlap);
        for group in &found.groups {
            let of = |sheet: u32| -> Vec<Stretch> {
                let marks = group.iter().filter(|member| member.sheet == sheet);
                joined(
                    marks
                        .flat_map(|member| pair[sheet as usize].marks[member.mark as usize].stretches().to_vec())
                        .collect(),
                )
            };
            let n = group.len() as f64;
            sums[CLAIMS] += n;
            let (a, b) = (of(0), of(1));
            if !a.is_empty() && !b.is_empty() {
                let both = shared(&a, &b);
                sums[ALIGNED] += n;
                sums[ALIKE] += if group.len() == 2 { n } else { 0.0 };
                sums[SHARED] += both;
                sums[EITHER] += length(&a) + length(&b) - both;
            }
        }
        sums[WITHOUT_PLACE] += found.without_place.len() as f64;
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        if sums[CLAIMS] > 0.0 { Ok(sums[ALIGNED] / sums[CLAIMS]) } else { Err(NOTHING_MARKED.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![
            Part::share("split_alike", sums[ALIKE], sums[CLAIMS]),
            Part::share("overlap_of_aligned", sums[SHARED], sums[EITHER]),
            Part::new("n_without_place", sums[WITHOUT_PLACE]),
        ]
    }
}

/// Stretches by start, those that touch made one.
fn joined(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by(|a, b| a.start.total_cmp(&b.start));
    stretches.dedup_by(|next, last| {
        let touch = next.start <= last.end;
        last.end = if touch { last.end.max(next.end) } else { last.end };
        touch
    });
    stretches
}
