//! What a ranking gives: entries in order, with intervals of scores and of ranks.

use serde::Serialize;

use super::intervals::Intervals;
use super::{Diagnostics, Fit, Preferences};

/// Entries in order, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    pub entries: Vec<Entry>,
    /// Where the intervals come from: `sandwich`, `bootstrap` or `none`.
    pub intervals: &'static str,
    /// Named numbers of the model, for instance its tie parameter.
    pub parameters: Vec<(&'static str, f64)>,
    pub annotators: Vec<Attention>,
    /// Iterations and whether they led to rest, for methods that iterate.
    pub iterations: Option<(usize, bool)>,
    /// The objective after each iteration, where the method keeps it.
    #[serde(skip)]
    pub objective: Vec<f64>,
    pub diagnostics: Diagnostics,
    /// What a reader should know about this result.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    pub name: String,
    /// Higher is better; the logarithm of the strength where the method has strengths.
    pub score: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// One more than the number of entries with a higher score; equal scores share it.
    pub rank: usize,
    /// One more than the number of entries that are better beyond doubt.
    pub rank_low: Option<usize>,
    /// The number of entries that are not worse beyond doubt.
    pub rank_high: Option<usize>,
}

/// How an annotator answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attention {
    pub name: String,
    pub attention: f64,
    /// The probability of left when not looking.
    pub left: f64,
}

/// Scores that differ by less are equal.
const EQUAL: f64 = 1e-9;

impl Ranking {
    pub(super) fn new(
        preferences: &Preferences,
        found: Fit,
        intervals: Option<Intervals>,
        diagnostics: Diagnostics,
    ) -> Self {
        let n = found.score.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|&a, &b| found.score[b].total_cmp(&found.score[a]));
        let entry = |&i: &usize| {
            let of = |values: &dyn Fn(&Intervals) -> f64| intervals.as_ref().map(values);
            let place = |values: &dyn Fn(&Intervals) -> usize| intervals.as_ref().map(values);
            Entry {
                name: preferences.entries.get(i).into_owned(),
                score: found.score[i],
                low: of(&|found| found.low[i]),
                high: of(&|found| found.high[i]),
                rank: 1 + found.score.iter().filter(|other| **other > found.score[i] + EQUAL).count(),
                rank_low: place(&|found| found.rank_low[i]),
                rank_high: place(&|found| found.rank_high[i]),
            }
        };
        let attention = |(who, &(attention, left)): (usize, &(f64, f64))| Attention {
            name: preferences.annotators.get(who).into_owned(),
            attention,
            left,
        };
        Self {
            entries: order.iter().map(entry).collect(),
            intervals: intervals.as_ref().map_or("none", |intervals| intervals.method),
            parameters: found.parameters,
            annotators: found.annotators.iter().enumerate().map(attention).collect(),
            iterations: found.iterations,
            objective: found.objective,
            diagnostics,
            notes: found.notes,
        }
    }
}
