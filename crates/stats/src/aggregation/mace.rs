//! MACE: each annotator either knows the label or answers from a habit.

use super::confusion::{disturb, shares};
use super::hits::Hits;
use super::{Aggregation, Aggregator, Fit, LABELS, Settings, Votes, climb};
use crate::sampling::Rng;

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "mace",
    title: "MACE",
    summary: "Tells annotators who know from annotators who answer by habit.",
    levels: LABELS,
    doc: "## What it does
Assumes that an annotator gives the true label with the probability of being competent, and otherwise draws from a habit of
their own, whatever the unit. Competence and habits are found by expectation and maximisation in log space. The objective
is the log likelihood with a weak prior (a hundredth of an observation, shared out), and never falls.
## When to use it
When some annotators may answer at random or always the same.
## When not
When honest annotators confuse particular labels: habits do not depend on the unit; `dawid_skene` can tell.
## Example
An annotator who always says yes has competence near 0 and the habit yes, and no longer sways any unit.
## Reference
D. Hovy, T. Berg-Kirkpatrick, A. Vaswani and E. Hovy, Learning whom to trust with MACE, NAACL 2013.",
    fit: Fit::Labels(fit),
};

/// Imagined observations for each annotator, shared out between the outcomes.
const PRIOR: f64 = 0.01;

struct Mace {
    competence: Vec<f64>,
    /// By annotator and label.
    habit: Vec<f64>,
    model: Hits,
}

fn fit(votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Aggregation, String> {
    let counts = votes.counts();
    let start = |mut rng: Option<&mut Rng>| {
        let (hits, _) = Hits::of_shares(votes, |slot, share| {
            shares(votes, slot, share);
            if let (Some(rng), None) = (rng.as_deref_mut(), votes.known(slot)) {
                disturb(share, rng);
            }
        });
        Mace::fit(&hits, &counts, votes.n_labels())
    };
    let step = |mace: &Mace| {
        let found = mace.model.expect(votes, &counts, settings.threads);
        let known = mace.known(&found.hits);
        (found.likelihood + mace.log_prior(), Mace::fit(&known, &counts, votes.n_labels()))
    };
    let (best, convergence) = climb::search(settings, rng, start, step);
    let mut found = Aggregation::of(votes, best.model.posterior(votes));
    found.confusion = Some(best.matrices(votes.n_labels()));
    found.parameter = Some(("competence", best.competence));
    found.convergence = Some(convergence);
    Ok(found)
}

impl Mace {
    /// The best model when of each annotator's ratings with each label so many were given from knowledge.
    fn fit(known: &[f64], counts: &[f64], k: usize) -> Self {
        let share = PRIOR / k as f64;
        let (mut competence, mut habit) = (Vec::new(), Vec::with_capacity(counts.len()));
        for (known, counts) in known.chunks_exact(k).zip(counts.chunks_exact(k)) {
            let (knew, n): (f64, f64) = (known.iter().sum(), counts.iter().sum());
            competence.push((knew + share) / (n + 2.0 * share));
            let guesses = n - knew + PRIOR;
            habit.extend(known.iter().zip(counts).map(|(known, n)| (n - known + share) / guesses));
        }
        let model = Self::model(&competence, &habit, k);
        Self { competence, habit, model }
    }

    fn model(competence: &[f64], habit: &[f64], k: usize) -> Hits {
        let (mut gain, mut miss) = (Vec::with_capacity(habit.len()), Vec::with_capacity(habit.len()));
        for (knows, habit) in competence.iter().zip(habit.chunks_exact(k)) {
            for by_habit in habit {
                let guess = (1.0 - knows) * by_habit;
                gain.push((knows + guess).ln() - guess.ln());
                miss.push(guess.ln());
            }
        }
        Hits { prior: vec![-(k as f64).ln(); k], gain, miss }
    }

    /// The part of the hits that comes from knowledge.
    fn known(&self, hits: &[f64]) -> Vec<f64> {
        let k = self.habit.len() / self.competence.len();
        let part = |i: usize| {
            let knows = self.competence[i / k];
            knows / (knows + (1.0 - knows) * self.habit[i])
        };
        hits.iter().enumerate().map(|(i, hits)| hits * part(i)).collect()
    }

    fn log_prior(&self) -> f64 {
        let k = self.habit.len() / self.competence.len();
        let of_competence: f64 = self.competence.iter().map(|knows| (knows * (1.0 - knows)).ln()).sum();
        let of_habits: f64 = self.habit.iter().map(|habit| habit.ln()).sum();
        PRIOR / k as f64 * (of_competence + of_habits)
    }

    fn matrices(&self, k: usize) -> Vec<f64> {
        let mut matrices = Vec::with_capacity(self.habit.len() * k);
        for (knows, habit) in self.competence.iter().zip(self.habit.chunks_exact(k)) {
            for truth in 0..k {
                let hit = |label: usize| if label == truth { *knows } else { 0.0 };
                matrices.extend(habit.iter().enumerate().map(|(label, habit)| hit(label) + (1.0 - knows) * habit));
            }
        }
        matrices
    }
}
