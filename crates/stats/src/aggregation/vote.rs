//! Votes that carry weights, which several methods share.

use super::Votes;
use super::confusion::fill_posterior;
use super::outcome::{Decision, decide};

/// The share of the weight of each label in each unit; known labels are certain.
pub(super) fn vote(votes: &Votes, weight: &[f64]) -> Vec<f64> {
    fill_posterior(votes, |slot, row| {
        if let Some(label) = votes.known(slot) {
            row[label] = 1.0;
            return;
        }
        votes.ratings(slot).for_each(|(annotator, label)| row[label] += weight[annotator]);
        let total: f64 = row.iter().sum();
        if total > 0.0 {
            row.iter_mut().for_each(|share| *share /= total);
        }
    })
}

/// How often each annotator gave the label that was decided. A tie credits each of its labels with an equal part.
pub(super) fn agreement(votes: &Votes, shares: &[f64]) -> Vec<f64> {
    let k = votes.n_labels();
    let (mut credit, mut n) = (vec![0.0; votes.n_annotators()], vec![0.0; votes.n_annotators()]);
    for slot in 0..votes.n_slots() {
        let row = votes.unit_of(slot) * k;
        let decision = decide(&shares[row..row + k]);
        for (annotator, label) in votes.ratings(slot) {
            n[annotator] += 1.0;
            credit[annotator] += match &decision {
                Decision::Label(winner) => f64::from(u8::from(*winner == label)),
                Decision::Tie(winners) if winners.contains(&label) => 1.0 / winners.len() as f64,
                Decision::Tie(_) | Decision::Undecided => 0.0,
            };
        }
    }
    credit.into_iter().zip(n).map(|(credit, n)| if n > 0.0 { credit / n } else { 0.0 }).collect()
}
