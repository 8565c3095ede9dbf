//! The one-coin model: one accuracy for each annotator.

use super::confusion::{disturb, shares};
use super::hits::{Hits, log_shares, of_accuracy};
use super::{Aggregation, Aggregator, Fit, LABELS, Settings, Votes, climb};
use crate::sampling::Rng;

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "one_coin",
    title: "One-coin Dawid–Skene",
    summary: "Learns one accuracy for each annotator, and weighs the votes by it.",
    levels: LABELS,
    doc: "## What it does
As `dawid_skene`, but an annotator has one number: the probability of the right label. Wrong labels are equally likely.
## When to use it
With few ratings an annotator (below about twenty), where confusion matrices cannot be learned.
## When not
When annotators confuse particular labels and have rated enough to show it.
## Example
Two annotators say yes and two say no of one unit; it goes to the two who are right elsewhere.
## Reference
Y. Zhang, X. Chen, D. Zhou and M. I. Jordan, Spectral methods meet EM: a provably optimal algorithm for crowdsourcing,
Journal of Machine Learning Research 17, 2016.",
    fit: Fit::Labels(fit),
};

/// Accuracies stay this far from 0 and 1, so that no single rating rules a label out.
const MARGIN: f64 = 1e-10;

struct Coin {
    accuracy: Vec<f64>,
    model: Hits,
}

fn fit(votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Aggregation, String> {
    let counts = votes.counts();
    let start = |mut rng: Option<&mut Rng>| {
        let (hits, prior) = Hits::of_shares(votes, |slot, share| {
            shares(votes, slot, share);
            if let (Some(rng), None) = (rng.as_deref_mut(), votes.known(slot)) {
                disturb(share, rng);
            }
        });
        coin(&hits, &counts, &prior, settings)
    };
    let step = |coin_now: &Coin| {
        let found = coin_now.model.expect(votes, &counts, settings.threads);
        let log_prior: f64 = coin_now.accuracy.iter().map(|a| settings.smoothing * (a * (1.0 - a)).ln()).sum();
        (found.likelihood + log_prior, coin(&found.hits, &counts, &found.prior, settings))
    };
    let (best, convergence) = climb::search(settings, rng, start, step);
    let mut found = Aggregation::of(votes, best.model.posterior(votes));
    found.prior = Some(best.model.prior.iter().map(|log| log.exp()).collect());
    found.parameter = Some(("accuracy", best.accuracy));
    found.convergence = Some(convergence);
    Ok(found)
}

/// The best accuracies and label shares for expected hits.
fn coin(hits: &[f64], counts: &[f64], prior: &[f64], settings: &Settings) -> Coin {
    let k = prior.len();
    let of_annotator = hits.chunks_exact(k).zip(counts.chunks_exact(k));
    let accuracy = of_annotator.map(|(hits, counts)| {
        let (right, n): (f64, f64) = (hits.iter().sum(), counts.iter().sum());
        let share = (right + settings.smoothing) / (n + 2.0 * settings.smoothing);
        if share.is_nan() { 1.0 / k as f64 } else { share.clamp(MARGIN, 1.0 - MARGIN) }
    });
    let accuracy: Vec<f64> = accuracy.collect();
    let model = of_accuracy(&accuracy, log_shares(prior));
    Coin { accuracy, model }
}
