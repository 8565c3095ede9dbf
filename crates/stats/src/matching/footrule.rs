//! How far entries move between two rankings with ties.

use std::collections::BTreeMap;

use super::finding::Part;
use super::measure::{Compute, Measure};
use super::shape::Shape;
use super::{Kind, Matcher, Sheet};

pub(super) const MATCHER: Matcher = Matcher {
    id: "footrule",
    title: "Spearman's footrule",
    summary: "One minus the distance that entries move between two rankings, over the most they could move.",
    kinds: &[Kind::Rankings],
    perfect: 1.0,
    chance_corrected: false,
    doc: "## What it does
Takes the entries that both annotators ranked, gives those of a tier the mean of their places, adds how far each entry
moves, and divides by the most that two rankings of so many entries can differ, half of the square of their number. Items
weigh by that most. Beside it, how often both put the same entries into the best tier.
## When to use it
To say in plain words how much rankings differ: half of the entries one place off is far from reversed.
## When not
To correct for chance: rankings at random reach about one third. `kendall_w` and tau are made for that.
## Example
a, b, c against b, a, c: two entries move by one place of at most four in all: 0.5.
## Reference
P. Diaconis & R. L. Graham, Spearman's footrule as a measure of disarray, Journal of the Royal Statistical Society B 39,
1977; ties by mean places as in R. Fagin et al., Comparing and aggregating rankings with ties, PODS 2004.",
    compute: Compute::Sums(|_, _| Box::new(Footrule)),
};

struct Footrule;

impl Measure for Footrule {
    fn n_sums(&self) -> usize {
        4
    }

    fn add(&self, one: &Sheet, two: &Sheet, sums: &mut [f64]) {
        let [a, b] = [one, two].map(tiers);
        let (in_a, in_b) = (places(&a, &b), places(&b, &a));
        let n = in_a.len();
        if n < 2 {
            return;
        }
        sums[0] += in_a.iter().map(|(entry, place)| (place - in_b[entry]).abs()).sum::<f64>();
        sums[1] += (n * n / 2) as f64;
        let best = |places: &BTreeMap<u32, f64>| -> Vec<u32> {
            let first = places.values().copied().fold(f64::INFINITY, f64::min);
            places.iter().filter(|(_, place)| **place == first).map(|(entry, _)| *entry).collect()
        };
        sums[2] += f64::from(best(&in_a) == best(&in_b));
        sums[3] += 1.0;
    }

    fn value(&self, sums: &[f64]) -> Result<f64, String> {
        let why = "no item has two entries that two annotators ranked; ask for rankings of the same entries";
        if sums[1] > 0.0 { Ok(1.0 - sums[0] / sums[1]) } else { Err(why.to_owned()) }
    }

    fn parts(&self, sums: &[f64]) -> Vec<Part> {
        vec![Part::share("same_best_tier", sums[2], sums[3])]
    }
}

fn tiers(sheet: &Sheet) -> Vec<Vec<u32>> {
    let of_mark = |shape: &Shape| match shape {
        Shape::Tiers(tiers) => tiers.clone(),
        _ => Vec::new(),
    };
    sheet.marks.first().map_or_else(Vec::new, |mark| of_mark(&mark.shape))
}

/// The mean place of each entry of `one` among the entries that `two` has too.
fn places(one: &[Vec<u32>], two: &[Vec<u32>]) -> BTreeMap<u32, f64> {
    let mut passed = 0.0;
    let mut places = BTreeMap::new();
    for tier in one {
        let shared: Vec<u32> =
            tier.iter().copied().filter(|entry| two.iter().flatten().any(|other| other == entry)).collect();
        let n = shared.len() as f64;
        places.extend(shared.into_iter().map(|entry| (entry, passed + (n + 1.0) / 2.0)));
        passed += n;
    }
    places
}
