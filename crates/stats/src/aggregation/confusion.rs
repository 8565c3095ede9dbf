//! Expectations under a confusion matrix for each annotator: the inner loop of Dawid and Skene's method.

use std::ops::Range;

use super::posterior::{fix, normalise};
use super::{Settings, Votes, climb};
use crate::sampling::Rng;

/// Logarithms of the label shares, and of what each annotator answers to each true label.
#[derive(Debug, Clone)]
pub(super) struct Confusion {
    pub prior: Vec<f64>,
    /// By annotator, given label and true label, so that a rating reads one contiguous row.
    pub given: Vec<f64>,
}

impl Confusion {
    /// The model that fits the given shares of votes best, or, with a generator, shares that it disturbs.
    pub(super) fn from_votes(votes: &Votes, settings: &Settings, mut rng: Option<&mut Rng>) -> Self {
        let k = votes.n_labels();
        let mut cells = vec![0.0; n_cells(votes)];
        let mut share = vec![0.0; k];
        for slot in (0..votes.n_slots()).filter(|&slot| !votes.is_blank(slot)) {
            shares(votes, slot, &mut share);
            if let (Some(rng), None) = (rng.as_deref_mut(), votes.known(slot)) {
                disturb(&mut share, rng);
            }
            scatter(votes, slot, &share, &mut cells);
        }
        Self::fit(votes, cells, settings.smoothing)
    }

    /// The best model for expected counts.
    fn fit(votes: &Votes, mut cells: Vec<f64>, smoothing: f64) -> Self {
        let k = votes.n_labels();
        let mut prior = cells.split_off(cells.len() - k);
        let total: f64 = prior.iter().sum();
        prior.iter_mut().for_each(|share| *share = (*share / total).ln());
        let mut column = vec![0.0; k];
        for annotator in cells.chunks_exact_mut(k * k) {
            column.fill(0.0);
            for row in annotator.chunks_exact(k) {
                column.iter_mut().zip(row).for_each(|(total, cell)| *total += cell + smoothing);
            }
            for row in annotator.chunks_exact_mut(k) {
                for (cell, &total) in row.iter_mut().zip(&column) {
                    // An annotator who never met a label says nothing about it.
                    *cell = if total > 0.0 { ((*cell + smoothing) / total).ln() } else { -(k as f64).ln() };
                }
            }
        }
        Self { prior, given: cells }
    }

    /// The objective of this model, and the model that one iteration makes of it.
    pub(super) fn step(&self, votes: &Votes, settings: &Settings) -> (f64, Self) {
        let fill = |slots: Range<usize>, cells: &mut [f64]| match votes.n_labels() {
            2 => self.pass::<2>(votes, slots, cells),
            3 => self.pass::<3>(votes, slots, cells),
            4 => self.pass::<4>(votes, slots, cells),
            5 => self.pass::<5>(votes, slots, cells),
            6 => self.pass::<6>(votes, slots, cells),
            8 => self.pass::<8>(votes, slots, cells),
            _ => self.pass::<0>(votes, slots, cells),
        };
        let (likelihood, cells) = climb::sums(votes, settings.threads, n_cells(votes), fill);
        let log_prior =
            if settings.smoothing > 0.0 { settings.smoothing * self.given.iter().sum::<f64>() } else { 0.0 };
        (likelihood + log_prior, Self::fit(votes, cells, settings.smoothing))
    }

    /// Adds up what is expected in these slots. `K` is the number of labels where the compiler should know it.
    fn pass<const K: usize>(&self, votes: &Votes, slots: Range<usize>, cells: &mut [f64]) -> f64 {
        let k = if K > 0 { K } else { votes.n_labels() };
        let mut scratch = vec![0.0; k];
        let mut likelihood = 0.0;
        let (given, prior) = cells.split_at_mut(cells.len() - k);
        for slot in slots.filter(|&slot| !votes.is_blank(slot)) {
            let scores = &mut scratch[..k];
            likelihood += self.expect::<K>(votes, slot, scores);
            for (annotator, label) in votes.ratings(slot) {
                let row = &mut given[(annotator * k + label) * k..][..k];
                row.iter_mut().zip(scores.iter()).for_each(|(cell, share)| *cell += share);
            }
            prior.iter_mut().zip(scores.iter()).for_each(|(cell, share)| *cell += share);
        }
        likelihood
    }

    /// The probabilities of the labels in a slot; returns the log likelihood.
    fn expect<const K: usize>(&self, votes: &Votes, slot: usize, scores: &mut [f64]) -> f64 {
        let k = if K > 0 { K } else { votes.n_labels() };
        let scores = &mut scores[..k];
        scores.copy_from_slice(&self.prior[..k]);
        for (annotator, label) in votes.ratings(slot) {
            let row = &self.given[(annotator * k + label) * k..][..k];
            scores.iter_mut().zip(row).for_each(|(score, log)| *score += log);
        }
        match votes.known(slot) {
            Some(label) => fix(scores, label),
            None => normalise(scores),
        }
    }

    /// The probabilities of every unit.
    pub(super) fn posterior(&self, votes: &Votes) -> Vec<f64> {
        fill_posterior(votes, |slot, scores| {
            self.expect::<0>(votes, slot, scores);
        })
    }

    /// Probabilities by annotator, true label and given label.
    pub(super) fn matrices(&self, k: usize) -> Vec<f64> {
        let mut matrices = self.given.clone();
        for (from, to) in self.given.chunks_exact(k * k).zip(matrices.chunks_exact_mut(k * k)) {
            for truth in 0..k {
                (0..k).for_each(|given| to[truth * k + given] = from[given * k + truth].exp());
            }
        }
        matrices
    }
}

/// One row of probabilities for each unit; a unit of which nothing was said keeps zeros.
pub(super) fn fill_posterior(votes: &Votes, mut of_slot: impl FnMut(usize, &mut [f64])) -> Vec<f64> {
    let k = votes.n_labels();
    let mut posterior = vec![0.0; votes.n_units() * k];
    for slot in (0..votes.n_slots()).filter(|&slot| !votes.is_blank(slot)) {
        let row = votes.unit_of(slot) * k;
        of_slot(slot, &mut posterior[row..row + k]);
    }
    posterior
}

/// The shares of the votes of a slot, or certainty where its label is known.
pub(super) fn shares(votes: &Votes, slot: usize, share: &mut [f64]) {
    share.fill(0.0);
    if let Some(label) = votes.known(slot) {
        share[label] = 1.0;
        return;
    }
    let labels = votes.labels_of(slot);
    labels.iter().for_each(|&label| share[label as usize] += 1.0);
    share.iter_mut().for_each(|share| *share /= labels.len() as f64);
}

/// Mixes shares with a random distribution of the same support and beyond, half and half.
pub(super) fn disturb(share: &mut [f64], rng: &mut Rng) {
    let random: Vec<f64> = share.iter().map(|_| -(1.0 - rng.fraction()).ln()).collect();
    let total: f64 = random.iter().sum();
    share.iter_mut().zip(random).for_each(|(share, random)| *share = 0.5 * *share + 0.5 * random / total);
}

fn scatter(votes: &Votes, slot: usize, share: &[f64], cells: &mut [f64]) {
    let k = share.len();
    let at = cells.len() - k;
    for (annotator, label) in votes.ratings(slot) {
        let row = &mut cells[(annotator * k + label) * k..][..k];
        row.iter_mut().zip(share).for_each(|(cell, share)| *cell += share);
    }
    cells[at..].iter_mut().zip(share).for_each(|(cell, share)| *cell += share);
}

fn n_cells(votes: &Votes) -> usize {
    votes.n_labels() * (votes.n_annotators() * votes.n_labels() + 1)
}
