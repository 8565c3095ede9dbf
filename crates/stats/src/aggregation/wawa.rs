//! Worker agreement with aggregate: majority, weighted by agreement with the majority.

use super::vote::{agreement, vote};
use super::{Aggregation, Aggregator, Fit, LABELS, Votes};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "wawa",
    title: "Wawa",
    summary: "A second vote in which each annotator counts by agreement with the first.",
    levels: LABELS,
    doc: "## What it does
Takes the majority, measures how often each annotator gave its label, and votes again with these shares as weights. A tie
credits each of its labels with an equal part.
## When to use it
As a quick improvement on majority that can still be explained in a sentence.
## When not
When many annotators are careless in the same way: agreement with the majority then rewards them.
## Example
Two annotators against two others; the pair that agrees with the majority elsewhere wins.
## Reference
Described in the documentation of the crowdsourcing service Appen as worker agreement with aggregate.",
    fit: Fit::Labels(|votes, _, _| Ok(fit(votes))),
};

fn fit(votes: &Votes) -> Aggregation {
    let first = vote(votes, &vec![1.0; votes.n_annotators()]);
    let weights = agreement(votes, &first);
    let mut found = Aggregation::of(votes, vote(votes, &weights));
    found.parameter = Some(("agreement", weights));
    found
}
