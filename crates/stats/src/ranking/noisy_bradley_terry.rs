//! Noisy Bradley and Terry: annotators who sometimes answer without looking, by side.

use super::logit::{self, Choice};
use super::tally::Tally;
use super::{Fit, Ranker, Request, WEAK_PRIOR, regularisation, strengths};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "noisy_bradley_terry",
    title: "Noisy Bradley–Terry",
    summary: "Bradley–Terry that learns how attentive each annotator is and which side they favour.",
    doc: "## What it does
Each annotator looks with the probability of being attentive and then follows Bradley and Terry's model; otherwise picks
left with a probability of their own. Strengths, attention and sides are found by expectation and maximisation with a
weak prior (normal strengths with standard deviation 3; one imagined attentive and one other answer, one on each side);
the objective never falls. A tie is half of
both answers.
## When to use it
With more than five annotators who made some dozens of comparisons each.
## When not
Without annotators in the table, or with few comparisons for each. Read the order and the attention, not the distances:
less attention with larger differences looks much like full attention with smaller ones, so the scale is loose.
## Example
An annotator who always picks left gets an attention near zero, and their answers stop counting.
## Reference
N. Bugakova, V. Fedorova, G. Gusev and A. Drutsa, Aggregation of pairwise comparisons with reduction of biases, 2019
(arXiv 1906.03711).",
    fit,
};

const MOST_ROUNDS: usize = 300;

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    if request.preferences.annotator.is_empty() {
        return Err("noisy_bradley_terry needs a column annotator; use bradley_terry without one".to_owned());
    }
    let n = request.tally.n_entries;
    // Little attention can make any order look sharp, so the strengths always need the prior.
    let (_, notes) = regularisation(request, request.wins);
    let ridge = WEAK_PRIOR;
    let n_annotators = request.preferences.annotators.len();
    let mut model = Noisy { strength: vec![0.0; n], attention: vec![0.8; n_annotators], side: vec![0.5; n_annotators] };
    let mut path: Vec<f64> = Vec::new();
    let mut last = None;
    loop {
        let (value, next, fitted) = model.step(request.tally, ridge);
        let still = path.last().is_some_and(|last| value - last <= 1e-10 * f64::abs(value));
        path.push(value);
        if still || path.len() > MOST_ROUNDS {
            let mut found = strengths(last.unwrap_or(fitted), n);
            found.iterations = Some((path.len() - 1, still));
            // The covariance takes attention for granted; resamples do not.
            found.covariance = None;
            found.annotators = model.attention.iter().zip(&model.side).map(|(a, s)| (*a, *s)).collect();
            found.notes.extend(notes);
            found.objective = path;
            return Ok(found);
        }
        model = next;
        last = Some(fitted);
    }
}

struct Noisy {
    strength: Vec<f64>,
    attention: Vec<f64>,
    /// The probability of left when not looking.
    side: Vec<f64>,
}

impl Noisy {
    fn step(&self, tally: &Tally, ridge: f64) -> (f64, Self, logit::Fitted) {
        let n = self.strength.len();
        let log_prior = |p: &[f64]| p.iter().map(|p| (p * (1.0 - p)).ln()).sum::<f64>();
        let mut value = log_prior(&self.attention) + log_prior(&self.side)
            - 0.5 * ridge * self.strength.iter().map(|s| s * s).sum::<f64>();
        // Attentive and other answers, other answers that picked left, of each annotator; one imagined of each kind.
        let mut sums = vec![(1.0, 1.0, 1.0, 1.0); self.attention.len()];
        let mut choices = Vec::with_capacity(tally.cells.len());
        for cell in &tally.cells {
            let (looks, side) = (self.attention[cell.annotator], self.side[cell.annotator]);
            let left = 1.0 / (1.0 + (self.strength[cell.right] - self.strength[cell.left]).exp());
            let answers = [cell.weight[0] + 0.5 * cell.weight[2], cell.weight[1] + 0.5 * cell.weight[2]];
            let mut outcomes = Vec::with_capacity(2);
            for (answer, (looked, guessed)) in [(left, side), (1.0 - left, 1.0 - side)].into_iter().enumerate() {
                let (looked, guessed) = (looks * looked, (1.0 - looks) * guessed);
                value += answers[answer] * (looked + guessed).ln();
                let attentive = answers[answer] * looked / (looked + guessed);
                let other = answers[answer] - attentive;
                let sums = &mut sums[cell.annotator];
                sums.0 += attentive;
                sums.1 += other;
                if answer == 0 {
                    sums.2 += other
                } else {
                    sums.3 += other
                }
                outcomes.push((vec![f64::from(u8::from(answer == 0)), f64::from(u8::from(answer == 1))], attentive));
            }
            choices.push(Choice { options: vec![vec![(cell.left, 1.0)], vec![(cell.right, 1.0)]], outcomes });
        }
        let fitted = logit::fit(&choices, n, n, ridge);
        let attention = sums.iter().map(|sums| sums.0 / (sums.0 + sums.1)).collect();
        let side = sums.iter().map(|sums| sums.2 / (sums.2 + sums.3)).collect();
        (value, Self { strength: fitted.strengths.clone(), attention, side }, fitted)
    }
}
