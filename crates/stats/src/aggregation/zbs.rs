//! Zero-based skill: votes and agreement with them, taken in turns.

use super::vote::{agreement, vote};
use super::{Aggregation, Aggregator, Convergence, Fit, LABELS, Settings, Votes};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "zbs",
    title: "Zero-based skill",
    summary: "Repeats vote and agreement until the weights of annotators stand still.",
    levels: LABELS,
    doc: "## What it does
Begins with equal weights, votes, and moves each weight towards the annotator's agreement with the vote; again and again,
with a step that halves every twenty rounds. Ties credit each of their labels with an equal part.
## When to use it
Where `wawa` would do and one round is not enough.
## When not
When probabilities are needed: it has no model, and its shares are not probabilities.
## Example
Weights start at one over the number of labels, so that nobody begins with an advantage.
## Reference
Described in D. Ustalov, N. Pavlichenko and B. Tseitlin, Learning from crowds with Crowd-Kit, Journal of Open Source
Software 9, 2024.",
    fit: Fit::Labels(|votes, settings, _| Ok(fit(votes, settings))),
};

const ROUNDS_A_STEP: usize = 20;
/// Weights that move by less have come to rest.
const STILL: f64 = 1e-9;

fn fit(votes: &Votes, settings: &Settings) -> Aggregation {
    let mut weights = vec![1.0 / votes.n_labels() as f64; votes.n_annotators()];
    let mut step = 1.0;
    let mut convergence = Convergence { iterations: 0, converged: false, objective: Vec::new(), start: 0 };
    while convergence.iterations < settings.max_iterations && !convergence.converged {
        convergence.iterations += 1;
        if convergence.iterations.is_multiple_of(ROUNDS_A_STEP) {
            step *= 0.5;
        }
        let agreed = agreement(votes, &vote(votes, &weights));
        let apart = weights.iter().zip(&agreed).map(|(weight, agreed)| (agreed - weight).abs()).fold(0.0, f64::max);
        weights.iter_mut().zip(agreed).for_each(|(weight, agreed)| *weight += step * (agreed - *weight));
        convergence.converged = apart < STILL;
    }
    let mut found = Aggregation::of(votes, vote(votes, &weights));
    found.parameter = Some(("skill", weights));
    found.convergence = Some(convergence);
    found
}
