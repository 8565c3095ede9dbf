//! Majority: every vote counts the same, and ties stay visible.

use super::vote::vote;
use super::{Aggregation, Aggregator, Fit, LABELS, Votes};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "majority",
    title: "Majority",
    summary: "Every vote counts the same; ties stay visible.",
    levels: LABELS,
    doc: "## What it does
Gives each unit the label that most annotators chose. The confidence is the share of the votes. Two labels with equally
many votes are a tie, which is reported and never settled by order or chance.
## When to use it
As the baseline beside every other method, and where somebody must be able to check the result by hand.
## When not
When annotators differ much in care: a careless pair outvotes one expert.
## Example
The votes yes, yes, no give yes with confidence 0.67; yes, no is a tie.
## Reference
Folk method; as baseline for example in D. Ustalov, N. Pavlichenko and B. Tseitlin, Learning from crowds with Crowd-Kit,
Journal of Open Source Software 9, 2024.",
    fit: Fit::Labels(|votes, _, _| Ok(majority(votes))),
};

pub(super) fn majority(votes: &Votes) -> Aggregation {
    Aggregation::of(votes, vote(votes, &vec![1.0; votes.n_annotators()]))
}
