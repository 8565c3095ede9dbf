//! How good each annotator is: expected accuracy with an interval.

use super::outcome::Quality;
use super::{Aggregation, Settings, Votes};
use crate::linear::{Cholesky, sandwich};
use crate::sampling::{normal, percentile};

/// Sums over the ratings of one annotator.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    n: f64,
    right: f64,
    squares: f64,
}

/// Beyond so many annotators each interval takes the accuracies of the others as known.
const MOST_TOGETHER: usize = 400;

/// Expected accuracies with Wilson's interval, for as many ratings as the data are worth.
///
/// The probability that a rating is right is itself uncertain, and depends on how good the others are. The worth follows
/// from the sandwich covariance of all accuracies together, which holds better than the information alone where data are
/// few or the model is not quite true: between twice the inverse of what complete data would hold less what is missing
/// (Louis 1982), the sum over units of the products of the scores of their annotators.
pub(super) fn qualities(votes: &Votes, found: &Aggregation, settings: &Settings) -> Vec<Quality> {
    let z = normal(0.5 + 0.5 * settings.confidence);
    let sums = sums(votes, found);
    let worth = worth_together(votes, found, &sums).unwrap_or_else(|| sums.iter().map(worth_alone).collect());
    sums.iter().zip(worth).map(|(sums, worth)| quality(sums, worth, z)).collect()
}

/// Expected accuracies alone, for resamples.
pub(super) fn accuracies(votes: &Votes, found: &Aggregation) -> Vec<Option<f64>> {
    sums(votes, found).into_iter().map(|sums| (sums.n > 0.0).then(|| sums.right / sums.n)).collect()
}

/// Takes the intervals from accuracies in resamples instead; an annotator who is missing in more than one resample of
/// twenty keeps none.
pub(super) fn with_resamples(qualities: &mut [Quality], resamples: &[Vec<Option<f64>>], confidence: f64) {
    for (annotator, quality) in qualities.iter_mut().enumerate() {
        let mut values: Vec<f64> = resamples.iter().filter_map(|resample| resample[annotator]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let enough = values.len() as f64 >= 0.95 * resamples.len() as f64 && !values.is_empty();
        let at = |p: f64| enough.then(|| percentile(&values, p));
        quality.low = at(0.5 - 0.5 * confidence);
        quality.high = at(0.5 + 0.5 * confidence);
    }
}

fn sums(votes: &Votes, found: &Aggregation) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); votes.n_annotators()];
    for slot in 0..votes.n_slots() {
        let row = found.of_unit(votes.unit_of(slot));
        for (annotator, label) in votes.ratings(slot) {
            let sums = &mut sums[annotator];
            sums.n += 1.0;
            sums.right += row[label];
            sums.squares += row[label] * row[label];
        }
    }
    sums
}

fn quality(sums: &Sums, worth: f64, z: f64) -> Quality {
    let Sums { n, right, .. } = *sums;
    if n == 0.0 {
        return Quality { n_ratings: 0, accuracy: None, low: None, high: None };
    }
    let share = (right / n).clamp(0.0, 1.0);
    let (low, high) = if worth > 0.0 { wilson(share, worth, z) } else { (0.0, 1.0) };
    Quality { n_ratings: n as usize, accuracy: Some(share), low: Some(low), high: Some(high) }
}

/// The number of certain ratings that an annotator's are worth when the others are known.
fn worth_alone(sums: &Sums) -> f64 {
    let share = sums.right / sums.n;
    let certain = share * (1.0 - share);
    // At 0 or 1 nothing is uncertain within units.
    if certain > 1e-12 {
        sums.n * ((sums.squares / sums.n - share * share).max(0.0) / certain).min(1.0)
    } else {
        sums.n
    }
}

/// The same when the others are learned from the same data; `None` where the information cannot be inverted.
fn worth_together(votes: &Votes, found: &Aggregation, sums: &[Sums]) -> Option<Vec<f64>> {
    let mean: Vec<f64> = sums.iter().map(|sums| sums.right / sums.n).collect();
    let uncertain = |annotator: &usize| sums[*annotator].squares / sums[*annotator].n - mean[*annotator].powi(2) > 1e-9;
    let used: Vec<usize> = (0..sums.len()).filter(|annotator| sums[*annotator].n > 0.0).filter(uncertain).collect();
    if used.is_empty() || used.len() > MOST_TOGETHER {
        return None;
    }
    let mut place = vec![None; sums.len()];
    used.iter().enumerate().for_each(|(at, &annotator)| place[annotator] = Some(at));
    let n = used.len();
    let (products, missing) = scores(votes, found, &place, &mean, n);
    let mut held: Vec<f64> = missing.iter().map(|missing| -missing).collect();
    for (at, &annotator) in used.iter().enumerate() {
        held[at * n + at] += sums[annotator].n * mean[annotator] * (1.0 - mean[annotator]);
    }
    let covariance = match Cholesky::of(held, n) {
        Some(held) => sandwich(&held.inverse(), &products, n),
        // Probabilities that are at no maximum, as shares of votes, may leave less than nothing.
        None => Cholesky::of(products, n)?.inverse(),
    };
    let worth = |annotator: usize| match place[annotator] {
        Some(at) => {
            (1.0 / (mean[annotator] * (1.0 - mean[annotator]) * covariance[at * n + at])).min(sums[annotator].n)
        }
        None => sums[annotator].n,
    };
    Some((0..sums.len()).map(worth).collect())
}

/// Over units, the sum of the products of the scores of their annotators, and of the covariances of what is not known:
/// whether each is right. Both are of `n` annotators, at their `place`, and lack the factor 1 / p (1 - p) of each.
fn scores(votes: &Votes, found: &Aggregation, place: &[Option<usize>], mean: &[f64], n: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut products, mut missing) = (vec![0.0; n * n], vec![0.0; n * n]);
    let mut here: Vec<(usize, usize, f64)> = Vec::new();
    for slot in 0..votes.n_slots() {
        let row = found.of_unit(votes.unit_of(slot));
        here.clear();
        here.extend(votes.ratings(slot).filter_map(|(who, label)| Some((place[who]?, label, row[label] - mean[who]))));
        for &(a, label, score) in &here {
            for &(b, other, other_score) in &here {
                let both_right = if label == other { row[label] } else { 0.0 };
                products[a * n + b] += score * other_score;
                missing[a * n + b] += both_right - row[label] * row[other];
            }
        }
    }
    (products, missing)
}

/// Wilson's score interval (1927) of a share of `n`.
pub fn wilson(share: f64, n: f64, z: f64) -> (f64, f64) {
    let squared = z * z / n;
    let centre = (share + 0.5 * squared) / (1.0 + squared);
    let half = z * (share * (1.0 - share) / n + 0.25 * squared / n).sqrt() / (1.0 + squared);
    ((centre - half).clamp(0.0, share), (centre + half).clamp(share, 1.0))
}
