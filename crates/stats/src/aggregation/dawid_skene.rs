//! Dawid and Skene's method: a confusion matrix for each annotator.

use super::confusion::Confusion;
use super::{Aggregation, Aggregator, Fit, LABELS, Settings, Votes, climb};
use crate::sampling::Rng;

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "dawid_skene",
    title: "Dawid–Skene",
    summary: "Learns what each annotator answers to each true label, and weighs the votes by it.",
    levels: LABELS,
    doc: "## What it does
Finds the label shares and a confusion matrix for each annotator that make the ratings most likely, by expectation and
maximisation from the shares of the votes. Each unit gets a probability for each label. The objective is the log
likelihood (with `smoothing`, plus its log prior); it never falls, and its path is part of the result.
## When to use it
Labels without or with order, when annotators have about twenty ratings each or more, and when some of them confuse
particular labels.
## When not
With few ratings an annotator: a matrix has too many cells then, and `one_coin` is better. The likelihood can have several
maxima; ask for `restarts` to see whether another start finds a higher one.
## Example
Five anaesthetists and 45 patients of the paper: label shares 0.40, 0.42, 0.11, 0.07 and log likelihood -192.89 from the
shares of the votes.
## Reference
A. P. Dawid and A. M. Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm, Applied
Statistics 28, 1979, 20-28.",
    fit: Fit::Labels(fit),
};

fn fit(votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Aggregation, String> {
    let (model, convergence) = climb::search(
        settings,
        rng,
        |rng| Confusion::from_votes(votes, settings, rng),
        |model| model.step(votes, settings),
    );
    let mut found = Aggregation::of(votes, model.posterior(votes));
    found.prior = Some(model.prior.iter().map(|log| log.exp()).collect());
    found.confusion = Some(model.matrices(votes.n_labels()));
    found.convergence = Some(convergence);
    Ok(found)
}
