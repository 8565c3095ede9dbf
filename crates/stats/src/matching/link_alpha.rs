//! Whether annotators link a mark to the same targets more than chance would.

use super::finding::Part;
use super::linked::{Joined, joined};
use super::measure::{Compute, Measure};
use super::{Kind, Matcher, Options, Sheet};
use crate::agreement::{SetDistance, set_distance};

pub(super) const MATCHER: Matcher = Matcher {
    id: "link_alpha",
    title: "Agreement on links beyond chance",
    summary: "How alike the sets of links of each source are, against the same sets dealt out at random among the sources.",
    kinds: &[Kind::Links],
    perfect: 1.0,
    chance_corrected: true,
    doc: "## What it does
Matches marks first, as `link_f1` does. A unit is a mark that both annotators have and at least one of them links from; what
an annotator says of it is the set of its links, each with target and type. One minus the mean MASI distance of the two
sets over the mean distance when one annotator's sets are permuted among the sources of the item: the exact mean over all
permutations, nothing is sampled. Sources that only one annotator has are no units; their share is given apart
(`sources_matched`). Of the links that both drew, the share with the same verdict is given.
## When to use it
Beside `link_f1`, when few targets come into question.
## When not
When items have a single source: nothing can be permuted there, so they add as much to chance as to disagreement.
## Example
Two phrases, two boxes; both annotators link each phrase to its own box: distance 0, by chance one half: 1.
## Reference
R. Passonneau, Measuring agreement on set-valued items (MASI), LREC 2006. Chance by permutation within units that belong
together: K. J. Berry & P. W. Mielke, A generalization of Cohen's kappa, Educational and Psychological Measurement 48, 1988.",
    compute: Compute::Sums(|options, _| Box::new(LinkAlpha { options })),
};

struct LinkAlpha<'a> {
    options: &'a Options,
}

const OBSERVED: usize = 0;
const EXPECTED: usize = 1;
const SOURCES: usize = 2;
const ALL_SOURCES: usize = 3;
const JUDGED: usize = 4;
const SAME_VERDICT: usize = 5;

impl Measure for LinkAlpha<'_> {
    fn n_sums(&self) -> usize {
        6
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let links = joined(one, two, self.options.overlap, &self.options.closeness);
        let mut sources: Vec<u32> = links.one.iter().chain(&links.two).map(|link| link.from).collect();
        sources.sort_unstable();
        sources.dedup();
        sums[ALL_SOURCES] += sources.len() as f64;
        sources.retain(|&source| links.pairs.iter().any(|pair| pair.one == source));
        let mut said: Vec<(u32, u32)> = links.one.iter().chain(&links.two).map(|link| (link.to, link.kind)).collect();
        said.sort_unstable();
        said.dedup();
        let set = |links: &[Joined], source: u32| -> Vec<u32> {
            let of_source = links.iter().filter(|link| link.from == source);
            let number = |link: &Joined| said.binary_search(&(link.to, link.kind)).map_or(u32::MAX, |at| at as u32);
            of_source.map(number).collect()
        };
        let a: Vec<Vec<u32>> = sources.iter().map(|&source| set(&links.one, source)).collect();
        let b: Vec<Vec<u32>> = sources.iter().map(|&source| set(&links.two, source)).collect();
        let distance = |a: &[u32], b: &[u32]| set_distance(SetDistance::Masi, a, b);
        let all: f64 = a.iter().flat_map(|a| b.iter().map(move |b| distance(a, b))).sum();
        sums[OBSERVED] += a.iter().zip(&b).map(|(a, b)| distance(a, b)).sum::<f64>();
        sums[EXPECTED] += if sources.is_empty() { 0.0 } else { all / sources.len() as f64 };
        sums[SOURCES] += sources.len() as f64;
        for link in &links.one {
            let same = |other: &&Joined| (other.from, other.to, other.kind) == (link.from, link.to, link.kind);
            let other = links.two.iter().find(same).and_then(|other| other.verdict);
            if let (Some(verdict), Some(said)) = (link.verdict, other) {
                sums[JUDGED] += 1.0;
                sums[SAME_VERDICT] += f64::from(verdict == said);
            }
        }
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        match (sums[SOURCES] > 0.0, sums[EXPECTED] > 1e-12) {
            (false, _) => Err("no mark that is linked from has a partner at another annotator; see link_f1".to_owned()),
            (true, false) => Err("every source has the same links, so chance cannot be told from agreement".to_owned()),
            (true, true) => Ok(1.0 - sums[OBSERVED] / sums[EXPECTED]),
        }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![
            Part::share("sources_matched", sums[SOURCES], sums[ALL_SOURCES]),
            Part::share("mean_distance", sums[OBSERVED], sums[SOURCES]),
            Part::share("distance_by_chance", sums[EXPECTED], sums[SOURCES]),
            Part::share("same_verdict", sums[SAME_VERDICT], sums[JUDGED]),
        ]
    }
}
