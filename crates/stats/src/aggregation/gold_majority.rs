//! Majority weighted by how often each annotator was right on units with a known label.

use super::vote::vote;
use super::{Aggregation, Aggregator, Fit, LABELS, Votes};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "gold_majority",
    title: "Majority weighted by gold",
    summary: "Votes count as much as their annotator was right where the answer is known.",
    levels: LABELS,
    doc: "## What it does
Weighs each vote by the share of right answers that its annotator gave on units with a known label. Annotators who met
none get the share of all others together.
## When to use it
When known answers are mixed into the work and cover most annotators several times.
## When not
With few known answers an annotator: three of three right is not certainty. Fix the known labels and use `one_coin`, which
learns from both.
## Example
An annotator with nine of ten gold units right outweighs one with four of ten, 0.9 to 0.4.
## Reference
Folk method; for example D. Ustalov, N. Pavlichenko and B. Tseitlin, Learning from crowds with Crowd-Kit, Journal of Open
Source Software 9, 2024.",
    fit: Fit::Labels(|votes, _, _| fit(votes)),
};

fn fit(votes: &Votes) -> Result<Aggregation, String> {
    let (mut right, mut n) = (vec![0.0; votes.n_annotators()], vec![0.0; votes.n_annotators()]);
    for slot in 0..votes.n_slots() {
        let Some(known) = votes.known(slot) else { continue };
        for (annotator, label) in votes.ratings(slot) {
            n[annotator] += 1.0;
            right[annotator] += f64::from(u8::from(label == known));
        }
    }
    let total: f64 = n.iter().sum();
    if total == 0.0 {
        return Err("gold_majority needs units with a known label that annotators rated; give them as gold".to_owned());
    }
    let others = right.iter().sum::<f64>() / total;
    let weights: Vec<f64> = right.iter().zip(&n).map(|(right, n)| if *n > 0.0 { right / n } else { others }).collect();
    let mut found = Aggregation::of(votes, vote(votes, &weights));
    let n_without = n.iter().filter(|n| **n == 0.0).count();
    if n_without > 0 {
        found
            .notes
            .push(format!("{n_without} annotators met no known label and get the weight of all others together"));
    }
    found.parameter = Some(("weight", weights));
    Ok(found)
}
