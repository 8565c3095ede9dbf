//! What to look at before a ranking is believed: parts that never met, circles, ties, and the side shown first.

use serde::Serialize;

use super::graph::{Cycles, cycles, n_parts, strong_parts, weak_parts};
use super::{Preferences, Winner};
use crate::aggregation::wilson;
use crate::sampling::normal;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostics {
    pub n_comparisons: usize,
    pub n_rankings: usize,
    pub n_entries: usize,
    /// Groups of entries that no comparison links.
    pub groups: usize,
    /// Parts within which everybody can be reached by wins; with more than one, plain strengths have no finite maximum.
    pub parts: usize,
    /// Circles among the majorities of pairs.
    pub cycles: Cycles,
    /// The share of ties; `None` without comparisons.
    pub ties: Option<Share>,
    /// The share of decided comparisons that the left side won; one half without a bias.
    pub left_wins: Option<Share>,
}

/// A share with Wilson's interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

impl Diagnostics {
    pub(super) fn of(preferences: &Preferences, wins: &[f64], confidence: f64) -> Self {
        let n = preferences.n_entries();
        let z = normal(0.5 + 0.5 * confidence);
        let mut counts = [0.0f64; 3];
        preferences.winner.iter().for_each(|winner| counts[*winner as usize] += 1.0);
        let [left, right, tie] = [Winner::Left, Winner::Right, Winner::Tie].map(|winner| counts[winner as usize]);
        let share = |part: f64, all: f64| {
            (all > 0.0).then(|| {
                let (low, high) = wilson(part / all, all, z);
                Share { share: part / all, low, high }
            })
        };
        Self {
            n_comparisons: preferences.n_comparisons(),
            n_rankings: preferences.n_rankings(),
            n_entries: n,
            groups: n_parts(&weak_parts(wins, n)),
            parts: n_parts(&strong_parts(wins, n)),
            cycles: cycles(wins, n),
            ties: share(tie, left + right + tie),
            left_wins: share(left, left + right),
        }
    }
}
