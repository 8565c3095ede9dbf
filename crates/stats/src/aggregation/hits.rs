//! Expectations where only one thing counts: whether a rating hits the true label. The inner loop of several methods.

use std::ops::Range;

use super::confusion::fill_posterior;
use super::posterior::{fix, normalise};
use super::{Votes, climb};

/// A model by which an annotator's label is either hit or miss.
#[derive(Debug, Clone)]
pub(super) struct Hits {
    /// Logarithms of the shares of labels.
    pub prior: Vec<f64>,
    /// By annotator and given label: the log probability of the label when it is true, less that when another is.
    pub gain: Vec<f64>,
    /// By annotator and given label: its log probability when another label is true.
    pub miss: Vec<f64>,
}

/// What is expected under a model.
pub(super) struct Expected {
    pub likelihood: f64,
    /// By annotator and given label: how many of these ratings are right.
    pub hits: Vec<f64>,
    /// How many units have each label.
    pub prior: Vec<f64>,
}

impl Hits {
    /// `counts` says how often each annotator gave each label.
    pub(super) fn expect(&self, votes: &Votes, counts: &[f64], threads: usize) -> Expected {
        let k = votes.n_labels();
        let n_cells = votes.n_annotators() * k + k;
        let fill = |slots: Range<usize>, cells: &mut [f64]| self.pass(votes, slots, cells);
        let (likelihood, mut hits) = climb::sums(votes, threads, n_cells, fill);
        let prior = hits.split_off(hits.len() - k);
        let misses = counts.iter().zip(&self.miss).filter(|(n, _)| **n > 0.0).map(|(n, log)| n * log);
        Expected { likelihood: likelihood + misses.sum::<f64>(), hits, prior }
    }

    fn pass(&self, votes: &Votes, slots: Range<usize>, cells: &mut [f64]) -> f64 {
        let k = votes.n_labels();
        let mut scores = vec![0.0; k];
        let (hits, prior) = cells.split_at_mut(cells.len() - k);
        let mut likelihood = 0.0;
        for slot in slots.filter(|&slot| !votes.is_blank(slot)) {
            likelihood += self.slot(votes, slot, &mut scores);
            for (annotator, label) in votes.ratings(slot) {
                hits[annotator * k + label] += scores[label];
            }
            prior.iter_mut().zip(&scores).for_each(|(cell, share)| *cell += share);
        }
        likelihood
    }

    fn slot(&self, votes: &Votes, slot: usize, scores: &mut [f64]) -> f64 {
        let k = votes.n_labels();
        scores.copy_from_slice(&self.prior);
        for (annotator, label) in votes.ratings(slot) {
            scores[label] += self.gain[annotator * k + label];
        }
        match votes.known(slot) {
            Some(label) => fix(scores, label),
            None => normalise(scores),
        }
    }

    /// The probabilities of every unit.
    pub(super) fn posterior(&self, votes: &Votes) -> Vec<f64> {
        fill_posterior(votes, |slot, scores| {
            self.slot(votes, slot, scores);
        })
    }

    /// How many ratings of each annotator and label the shares of the votes take for right.
    pub(super) fn of_shares(votes: &Votes, mut of_slot: impl FnMut(usize, &mut [f64])) -> (Vec<f64>, Vec<f64>) {
        let k = votes.n_labels();
        let (mut hits, mut prior) = (vec![0.0; votes.n_annotators() * k], vec![0.0; k]);
        let mut share = vec![0.0; k];
        for slot in (0..votes.n_slots()).filter(|&slot| !votes.is_blank(slot)) {
            of_slot(slot, &mut share);
            votes.ratings(slot).for_each(|(annotator, label)| hits[annotator * k + label] += share[label]);
            prior.iter_mut().zip(&share).for_each(|(cell, share)| *cell += share);
        }
        (hits, prior)
    }
}

/// Shares in logarithms.
pub(super) fn log_shares(counts: &[f64]) -> Vec<f64> {
    let total: f64 = counts.iter().sum();
    counts.iter().map(|n| (n / total).ln()).collect()
}

/// One accuracy for each annotator, every wrong label equally likely.
pub(super) fn of_accuracy(accuracy: &[f64], prior: Vec<f64>) -> Hits {
    let k = prior.len();
    let (mut gain, mut miss) = (Vec::with_capacity(accuracy.len() * k), Vec::with_capacity(accuracy.len() * k));
    for right in accuracy {
        let wrong = ((1.0 - right) / (k as f64 - 1.0)).ln();
        gain.extend(std::iter::repeat_n(right.ln() - wrong, k));
        miss.extend(std::iter::repeat_n(wrong, k));
    }
    Hits { prior, gain, miss }
}
