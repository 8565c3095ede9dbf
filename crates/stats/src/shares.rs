//! Shares with intervals that hold where what is counted hangs together, as the claims of one item do.

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
    let used: Vec<&Part> = parts.iter().filter(|part| part.of > 0.0).collect();
    let n: f64 = used.iter().map(|part| part.of).sum();
    if used.is_empty() {
        return None;
    }
    let value = (used.iter().map(|part| part.hits).sum::<f64>() / n).clamp(0.0, 1.0);
    let worth = worth(&used, n, value, confidence);
    let (low, high) = wilson(value, worth, normal(0.5 + 0.5 * confidence));
    Some(Share { value, low, high, n, n_clusters: used.len(), worth })
}

fn worth(used: &[&Part], n: f64, value: f64, confidence: f64) -> f64 {
    let clusters = used.len() as f64;
    if used.iter().all(|part| part.of <= 1.0) {
        return n;
    }
    if used.len() < 2 {
        return 1.0;
    }
    let between: f64 = used.iter().map(|part| (part.hits - value * part.of).powi(2)).sum();
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
