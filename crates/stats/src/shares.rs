//! Shares with intervals that hold where what is counted hangs together, as the claims of one item do.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::aggregation::wilson;
use crate::sampling::{normal, student};

/// How many of how many there are in one cluster; halves are fine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    pub hits: f64,
    pub of: f64,
}

/// A share of everything that is counted, with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// How much was counted, in how many clusters.
    pub n: f64,
    pub n_clusters: usize,
    /// As many independent things would give an interval of this width.
    pub worth: f64,
}

impl Share {
    /// What the interval is called.
    pub fn method(&self) -> &'static str {
        if self.n_clusters as f64 >= self.n { "Wilson" } else { "Wilson, clustered by item" }
    }
}

/// The share over all clusters; none where nothing is counted.
///
/// Wilson's score interval (1927) for the effective number of things: what is counted over its design effect, which is
/// estimated from how the clusters differ and corrected for how few they are (Korn and Graubard 1998, Survey Methodology
/// 24, 193-201; with Wilson's interval in Franco, Little, Louis and Slud 2019, Journal of Survey Statistics and
/// Methodology 7, 334-364). Where no cluster holds more than one thing it is Wilson's interval itself. Where all say the
/// same, nothing tells how alike a cluster is, and each counts once.
pub fn share(parts: &[Part], confidence: f64) -> Option<Share> {
    let mut clusters = Clusters::default();
    parts.iter().for_each(|part| clusters.add(*part));
    clusters.share(confidence)
}

/// Clusters that come and go, counted by what is in them: of many clusters few differ. As they are counted and not summed, a share
/// is the same whatever came and went before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clusters {
    /// By hits and by how many there are, which as positive numbers are ordered like their bits.
    counts: BTreeMap<(u64, u64), u64>,
}

impl Clusters {
    /// Clusters in which nothing is counted are left out.
    pub fn add(&mut self, part: Part) {
        if part.of > 0.0 {
            *self.counts.entry(key(part)).or_default() += 1;
        }
    }

    /// Takes away what was added.
    pub fn remove(&mut self, part: Part) {
        if let Some(count) = self.counts.get_mut(&key(part)) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&key(part));
            }
        }
    }

    pub fn n_clusters(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The share over all of them; see [`share`].
    pub fn share(&self, confidence: f64) -> Option<Share> {
        self.share_among(self, confidence)
    }

    /// The share where these are the clusters with a hit among `all`, of which only the sizes matter.
    pub fn share_among(&self, all: &Self, confidence: f64) -> Option<Share> {
        let sizes = all.sums();
        if sizes.clusters == 0.0 {
            return None;
        }
        let hits = self.sums();
        let value = (hits.hits / sizes.of).clamp(0.0, 1.0);
        let apart = |(part, count): (Part, f64)| count * (part.hits - value * part.of).powi(2);
        let between = self.parts().map(apart).sum::<f64>() + value * value * (sizes.squared - hits.squared);
        let worth = worth(&sizes, between, value, confidence);
        let (low, high) = wilson(value, worth, normal(0.5 + 0.5 * confidence));
        Some(Share { value, low, high, n: sizes.of, n_clusters: sizes.clusters as usize, worth })
    }

    /// All hits, and how many there are of all.
    pub fn totals(&self) -> (f64, f64) {
        let sums = self.sums();
        (sums.hits, sums.of)
    }

    /// The clusters with something else in each.
    #[must_use]
    pub fn map(&self, of: impl Fn(Part) -> Part) -> Self {
        let mut counts: BTreeMap<(u64, u64), u64> = BTreeMap::new();
        for (part, count) in self.parts() {
            *counts.entry(key(of(part))).or_default() += count as u64;
        }
        Self { counts }
    }

    fn parts(&self) -> impl Iterator<Item = (Part, f64)> + '_ {
        let part = |(&(hits, of), &count): (&(u64, u64), &u64)| {
            (Part { hits: f64::from_bits(hits), of: f64::from_bits(of) }, count as f64)
        };
        self.counts.iter().map(part)
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for (part, count) in self.parts() {
            sums.clusters += count;
            sums.hits += count * part.hits;
            sums.of += count * part.of;
            sums.squared += count * part.of * part.of;
            sums.single &= part.of <= 1.0;
        }
        sums
    }
}

fn key(part: Part) -> (u64, u64) {
    // Adding zero turns negative zero into zero, which is the same number.
    ((part.hits + 0.0).to_bits(), part.of.to_bits())
}

struct Sums {
    clusters: f64,
    hits: f64,
    of: f64,
    /// Of the sizes.
    squared: f64,
    /// Whether no cluster holds more than one thing.
    single: bool,
}

impl Default for Sums {
    fn default() -> Self {
        Self { clusters: 0.0, hits: 0.0, of: 0.0, squared: 0.0, single: true }
    }
}

fn worth(sizes: &Sums, between: f64, value: f64, confidence: f64) -> f64 {
    let (clusters, n) = (sizes.clusters, sizes.of);
    if sizes.single {
        return n;
    }
    if clusters < 2.0 {
        return 1.0;
    }
    let variance = clusters / (clusters - 1.0) * between / (n * n);
    let certain = value * (1.0 - value);
    if certain < 1e-12 {
        return clusters.min(n);
    }
    let p = 0.5 + 0.5 * confidence;
    let few = (normal(p) / student(p, clusters - 1.0)).powi(2);
    let effective = if variance < 1e-12 { n } else { certain / variance };
    (effective * few).clamp(1.0, n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rng;

    fn parts(all: &[(f64, f64)]) -> Vec<Part> {
        all.iter().map(|&(hits, of)| Part { hits, of }).collect()
    }

    fn check(all: &[(f64, f64)], expected: (f64, f64, f64, f64)) {
        let found = share(&parts(all), 0.95).unwrap();
        let close = |a: f64, b: f64| (a - b).abs() < 1e-4;
        let same = close(found.value, expected.0) && close(found.low, expected.1) && close(found.high, expected.2);
        assert!(same && close(found.worth, expected.3), "{found:?}, not {expected:?}");
    }

    /// Nine of ten: Wilson's interval as Agresti and Coull (1998) and every table have it.
    #[test]
    fn things_that_stand_alone_have_wilsons_interval() {
        let mut alone = vec![(1.0, 1.0); 9];
        alone.push((0.0, 1.0));
        check(&alone, (0.9, 0.595_850, 0.982_125, 10.0));
        assert_eq!(share(&parts(&alone), 0.95).unwrap().method(), "Wilson");
    }

    /// By hand: n 8, p 1/2, squares 1 + 1 + 0 + 0, variance 4/3 · 2/64 = 1/24, 6 effective; times (1.959964 / 3.182446)²
    /// for three degrees of freedom is 2.275754. Wilson of 1/2 at 2.275754: 1/2 ± 1.959964 / (2 √(2.275754 + 3.841459)).
    #[test]
    fn alike_clusters_are_worth_less() {
        check(&[(2.0, 2.0), (0.0, 2.0), (1.0, 2.0), (1.0, 2.0)], (0.5, 0.103_776, 0.896_224, 2.275_754));
    }

    #[test]
    fn where_all_say_the_same_each_cluster_counts_once() {
        let none = share(&parts(&[(0.0, 5.0), (0.0, 5.0), (0.0, 5.0)]), 0.95).unwrap();
        assert_eq!((none.value, none.low, none.worth), (0.0, 0.0, 3.0));
        assert!(none.high > 0.5, "{none:?}");
        let one = share(&parts(&[(3.0, 6.0)]), 0.95).unwrap();
        assert_eq!(one.worth, 1.0, "a single item tells nothing of others");
        assert_eq!(share(&parts(&[(0.0, 0.0)]), 0.95), None);
    }

    /// After any coming and going the share is that of what is left, to the last digit; and clusters without a hit need not
    /// be named one by one.
    #[test]
    fn clusters_come_and_go_without_a_trace() {
        for seed in 0..200 {
            let mut rng = Rng::seeded(seed);
            let (mut kept, mut hits, mut sizes) = (Vec::new(), Clusters::default(), Clusters::default());
            let mut known = Clusters::default();
            for _ in 0..rng.below(80) {
                if !kept.is_empty() && rng.fraction() < 0.4 {
                    let part: Part = kept.swap_remove(rng.below(kept.len() as u64) as usize);
                    known.remove(part);
                    sizes.remove(Part { hits: 0.0, ..part });
                    if part.hits > 0.0 {
                        hits.remove(part);
                    }
                    continue;
                }
                let of = rng.below(5) as f64;
                let part = Part { hits: (of * rng.fraction() * 2.0).floor().min(of) / 3.0, of };
                kept.push(part);
                known.add(part);
                sizes.add(Part { hits: 0.0, ..part });
                if part.hits > 0.0 {
                    hits.add(part);
                }
            }
            let whole = share(&kept, 0.95);
            assert_eq!(known.share(0.95), whole, "seed {seed}");
            let among = hits.share_among(&sizes, 0.95);
            match (among, whole) {
                (Some(among), Some(whole)) => {
                    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
                    assert!(close(among.value, whole.value) && close(among.low, whole.low), "seed {seed}");
                    assert!(close(among.high, whole.high) && among.n_clusters == whole.n_clusters, "seed {seed}");
                }
                (among, whole) => assert_eq!(among, whole, "seed {seed}"),
            }
        }
    }

    /// Items that differ in how good they are: the interval holds as often as it says, where one that takes the claims
    /// for independent would not.
    #[test]
    fn intervals_hold_where_claims_of_an_item_are_alike() {
        let (mut held, mut naive) = (0, 0);
        for seed in 0..600 {
            let mut rng = Rng::seeded(seed);
            let mut all = Vec::new();
            for _ in 0..40 {
                let p = if rng.fraction() < 0.25 { 0.7 } else { 0.1 };
                let of = if rng.fraction() < 0.5 { 3 } else { 8 };
                all.push((f64::from((0..of).map(|_| u32::from(rng.fraction() < p)).sum::<u32>()), f64::from(of)));
            }
            let found = share(&parts(&all), 0.95).unwrap();
            let (low, high) = wilson(found.value, found.n, normal(0.975));
            held += u32::from(found.low <= 0.25 && 0.25 <= found.high);
            naive += u32::from(low <= 0.25 && 0.25 <= high);
        }
        assert!((555..=590).contains(&held), "{held} of 600");
        assert!(naive < 500, "{naive} of 600");
    }
}
