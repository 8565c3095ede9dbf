//! Intervals of scores and ranks, from a covariance or from resampled comparisons.

use super::{Fit, Ranker, Request};
use crate::sampling::{Rng, normal, percentile};

pub(super) struct Intervals {
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    pub rank_low: Vec<usize>,
    pub rank_high: Vec<usize>,
    pub method: &'static str,
}

/// Resamples where a method has no covariance and nobody asked for a number.
const RESAMPLES: usize = 200;

pub(super) fn of(ranker: &Ranker, request: &Request, found: &Fit, rng: &mut Rng) -> Option<Intervals> {
    let settings = request.settings;
    match (&found.covariance, settings.bootstrap) {
        (Some(covariance), n) if n == 0 || !found.resamples => {
            Some(normal_intervals(found, covariance, settings.confidence))
        }
        (_, n) if found.resamples => resampled(ranker, request, found, if n == 0 { RESAMPLES } else { n }, rng),
        _ => None,
    }
}

/// Ranks are compared pair by pair at the same confidence, without correction for the number of pairs.
pub(super) fn normal_intervals(found: &Fit, covariance: &[f64], confidence: f64) -> Intervals {
    let n = found.score.len();
    let z = normal(0.5 + 0.5 * confidence);
    let spread = |i: usize| z * covariance[i * n + i].max(0.0).sqrt();
    let apart = |i: usize, j: usize| {
        let variance = covariance[i * n + i] + covariance[j * n + j] - 2.0 * covariance[i * n + j];
        found.score[i] - found.score[j] > z * variance.max(0.0).sqrt() && found.score[i] - found.score[j] > 1e-9
    };
    Intervals {
        low: (0..n).map(|i| found.score[i] - spread(i)).collect(),
        high: (0..n).map(|i| found.score[i] + spread(i)).collect(),
        rank_low: (0..n).map(|i| 1 + (0..n).filter(|&j| apart(j, i)).count()).collect(),
        rank_high: (0..n).map(|i| n - (0..n).filter(|&j| apart(i, j)).count()).collect(),
        method: "sandwich",
    }
}

/// `None` where more than one resample in twenty has no ranking.
fn resampled(ranker: &Ranker, request: &Request, found: &Fit, resamples: usize, rng: &mut Rng) -> Option<Intervals> {
    let n = found.score.len();
    let mut scores: Vec<Vec<f64>> = Vec::with_capacity(resamples);
    for _ in 0..resamples {
        let tally = request.tally.resampled(rng);
        let wins = tally.wins();
        let again = Request { tally: &tally, wins: &wins, ..*request };
        scores.extend((ranker.fit)(&again, rng).ok().map(|found| found.score));
    }
    if scores.len() * 20 < resamples * 19 || scores.is_empty() {
        return None;
    }
    let tail = 0.5 - 0.5 * request.settings.confidence;
    let mut bounds = Vec::with_capacity(n);
    let mut ranks = Vec::with_capacity(n);
    for i in 0..n {
        let mut values: Vec<f64> = scores.iter().map(|scores| scores[i]).collect();
        values.sort_unstable_by(f64::total_cmp);
        bounds.push((percentile(&values, tail), percentile(&values, 1.0 - tail)));
        let rank = |scores: &Vec<f64>| 1.0 + scores.iter().filter(|other| **other > scores[i]).count() as f64;
        let mut places: Vec<f64> = scores.iter().map(rank).collect();
        places.sort_unstable_by(f64::total_cmp);
        ranks.push((percentile(&places, tail).floor() as usize, percentile(&places, 1.0 - tail).ceil() as usize));
    }
    Some(Intervals {
        low: bounds.iter().map(|bounds| bounds.0).collect(),
        high: bounds.iter().map(|bounds| bounds.1).collect(),
        rank_low: ranks.iter().map(|ranks| ranks.0).collect(),
        rank_high: ranks.iter().map(|ranks| ranks.1).collect(),
        method: "bootstrap",
    })
}
