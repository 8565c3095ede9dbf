//! Whether annotators draw the same links between marks, across media too.

use super::finding::Part;
use super::linked::{Joined, joined};
use super::measure::{Compute, Measure};
use super::{Kind, Matcher, Options, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "link_f1",
    title: "F1 of links",
    summary: "The share of links that the other annotator drew too, between matched end points and of the same type.",
    kinds: &[Kind::Links],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Matches the marks of two annotators first, one to one by overlap of 0.5 or more on the same medium. A link is shared when
both end points are matched and the links have the same direction and type. F1 is twice the shared links over all links of
both. Disagreement on end points is given apart (`ends_matched`, the share of marks used by links that have a partner), as
are F1 whatever the type (`pair_f1`), F1 among links whose two ends are matched (`f1_of_matched`), and the share of shared
links with the same verdict.
## When to use it
By default for relations between media: this box is what that phrase speaks of.
## When not
To correct for chance: with few possible targets, links agree by luck. See `link_alpha`.
## Example
Both link the same phrase to a box, but the boxes overlap by 0.3 only: no shared link, 0, and 2 of 4 end points matched.
## Reference
Defined here after F1 on relations as in message understanding: N. Chinchor, MUC-4 evaluation metrics, 1992.",
    compute: Compute::Sums(|options, _| Box::new(LinkF1 { options })),
};

struct LinkF1<'a> {
    options: &'a Options,
}

const LINKS: usize = 0;
const SHARED: usize = 1;
const PAIRED: usize = 2;
const MATCHED: usize = 3;
const ENDS: usize = 4;
const MATCHED_ENDS: usize = 5;
const JUDGED: usize = 6;
const SAME_VERDICT: usize = 7;

impl Measure for LinkF1<'_> {
    fn n_sums(&self) -> usize {
        8
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let links = joined(one, two, self.options.overlap, &self.options.closeness);
        let has_partner = |end: u32| {
            let n = one.marks.len() as u32;
            end < n && links.pairs.iter().any(|pair| pair.one == end)
        };
        let known = |link: &&Joined| has_partner(link.from) && has_partner(link.to);
        sums[LINKS] += (links.one.len() + links.two.len()) as f64;
        sums[MATCHED] += links.one.iter().chain(&links.two).filter(known).count() as f64;
        sums[ENDS] += links.n_ends as f64;
        sums[MATCHED_ENDS] += links.n_matched_ends as f64;
        for link in &links.one {
            let same = |other: &&Joined| (other.from, other.to, other.kind) == (link.from, link.to, link.kind);
            if let Some(other) = links.two.iter().find(same) {
                sums[SHARED] += 1.0;
                if let (Some(verdict), Some(said)) = (link.verdict, other.verdict) {
                    sums[JUDGED] += 1.0;
                    sums[SAME_VERDICT] += f64::from(verdict == said);
                }
            }
        }
        // Of whatever type: the links of either side whose two marks the other side links too.
        let linked_by = |other: &[Joined], link: &Joined| other.iter().any(|o| (o.from, o.to) == (link.from, link.to));
        let of_one = links.one.iter().filter(|link| linked_by(&links.two, link)).count();
        let of_two = links.two.iter().filter(|link| linked_by(&links.one, link)).count();
        sums[PAIRED] += (of_one + of_two) as f64;
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        let why = "nobody drew a link, so there is nothing to agree on";
        if sums[LINKS] > 0.0 { Ok(2.0 * sums[SHARED] / sums[LINKS]) } else { Err(why.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![
            Part::share("ends_matched", sums[MATCHED_ENDS], sums[ENDS]),
            Part::share("pair_f1", sums[PAIRED], sums[LINKS]),
            Part::share("f1_of_matched", 2.0 * sums[SHARED], sums[MATCHED]),
            Part::share("same_verdict", sums[SAME_VERDICT], sums[JUDGED]),
            Part::new("n_shared", sums[SHARED]),
        ]
    }
}
