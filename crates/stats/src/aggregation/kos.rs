//! Karger, Oh and Shah's message passing for two labels.

use super::confusion::fill_posterior;
use super::{Aggregation, Aggregator, Convergence, Fit, LABELS, Settings, Votes};

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "kos",
    title: "KOS",
    summary: "Message passing between units and annotators, for two labels.",
    levels: LABELS,
    doc: "## What it does
Units and annotators tell each other, over and over, what all the others say: a unit which label it leans to, an annotator
how reliable they are. An annotator who is wrong more often than right counts against their own votes. Messages begin at
1, not at random, so that the first round is the majority and the result can be repeated.
## When to use it
Two labels, sparse ratings that are spread evenly over annotators and units.
## When not
With more than two labels: it is defined for two and refuses others (sets are decided label by label and can use it). When
probabilities are needed: its confidence is only the share of the messages on the winning side.
## Example
Three annotators who agree with each other outvote four who answer at random.
## Reference
D. R. Karger, S. Oh and D. Shah, Budget-optimal task allocation for reliable crowdsourcing systems, Operations Research 62,
2014.",
    fit: Fit::Labels(|votes, settings, _| fit(votes, settings)),
};

/// More rounds bring nothing: messages have found their direction or go round in a circle.
const MOST_ROUNDS: usize = 100;
const STILL: f64 = 1e-9;

fn fit(votes: &Votes, settings: &Settings) -> Result<Aggregation, String> {
    if votes.n_labels() != 2 {
        let n = votes.n_labels();
        return Err(format!("kos is defined for two labels, and there are {n}; use dawid_skene or one_coin"));
    }
    // The message of each rating's annotator to its unit.
    let mut reliable = vec![1.0; votes.n_ratings()];
    let mut convergence = Convergence { iterations: 0, converged: false, objective: Vec::new(), start: 0 };
    while convergence.iterations < settings.max_iterations.min(MOST_ROUNDS) && !convergence.converged {
        convergence.iterations += 1;
        let next = to_units(votes, &to_annotators(votes, &reliable));
        let apart = next.iter().zip(&reliable).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        convergence.converged = apart < STILL;
        reliable = next;
    }
    let mut found = Aggregation::of(votes, posterior(votes, &reliable));
    found.parameter = Some(("reliability", reliability(votes, &reliable)));
    found.convergence = Some(convergence);
    Ok(found)
}

fn sign(label: usize) -> f64 {
    if label == 1 { 1.0 } else { -1.0 }
}

/// What each unit tells each of its annotators: the sum over the others.
fn to_annotators(votes: &Votes, reliable: &[f64]) -> Vec<f64> {
    let mut messages = vec![0.0; reliable.len()];
    for slot in 0..votes.n_slots() {
        let range = votes.range(slot);
        let said = votes.ratings(slot).zip(&reliable[range.clone()]);
        let total: f64 = said.map(|((_, label), weight)| sign(label) * weight).sum();
        for ((at, weight), (_, label)) in range.clone().zip(&reliable[range]).zip(votes.ratings(slot)) {
            messages[at] = match votes.known(slot) {
                Some(known) => sign(known),
                None => total - sign(label) * weight,
            };
        }
    }
    messages
}

/// What each annotator tells each of their units, brought to a mean square of 1.
fn to_units(votes: &Votes, leaning: &[f64]) -> Vec<f64> {
    let mut totals = vec![0.0; votes.n_annotators()];
    let each = || (0..votes.n_slots()).flat_map(|slot| votes.range(slot).zip(votes.ratings(slot)));
    each().for_each(|(at, (annotator, label))| totals[annotator] += sign(label) * leaning[at]);
    let mut messages = vec![0.0; leaning.len()];
    each().for_each(|(at, (annotator, label))| messages[at] = totals[annotator] - sign(label) * leaning[at]);
    let size = (messages.iter().map(|message| message * message).sum::<f64>() / messages.len() as f64).sqrt();
    if size > 0.0 {
        messages.iter_mut().for_each(|message| *message /= size);
    } else {
        // Nobody shares a unit with anybody: every vote stands for itself.
        messages.fill(1.0);
    }
    messages
}

fn posterior(votes: &Votes, reliable: &[f64]) -> Vec<f64> {
    fill_posterior(votes, |slot, row| {
        if let Some(label) = votes.known(slot) {
            row[label] = 1.0;
            return;
        }
        let (mut total, mut size) = (0.0, 0.0);
        for ((_, label), weight) in votes.ratings(slot).zip(&reliable[votes.range(slot)]) {
            total += sign(label) * weight;
            size += weight.abs();
        }
        let lean = if size > 0.0 { total / size } else { 0.0 };
        row[0] = 0.5 - 0.5 * lean;
        row[1] = 0.5 + 0.5 * lean;
    })
}

/// The mean message of each annotator.
fn reliability(votes: &Votes, reliable: &[f64]) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); votes.n_annotators()];
    for slot in 0..votes.n_slots() {
        for ((annotator, _), message) in votes.ratings(slot).zip(&reliable[votes.range(slot)]) {
            sums[annotator].0 += message;
            sums[annotator].1 += 1.0;
        }
    }
    sums.into_iter().map(|(sum, n)| if n > 0.0 { sum / n } else { 0.0 }).collect()
}
