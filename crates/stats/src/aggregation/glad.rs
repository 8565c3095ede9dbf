//! GLAD: the ability of each annotator and the easiness of each unit.

use std::ops::Range;

use super::posterior::{fix, normalise};
use super::{Aggregation, Aggregator, Fit, LABELS, Settings, Votes, climb, confusion};
use crate::sampling::Rng;

pub(super) const AGGREGATOR: Aggregator = Aggregator {
    id: "glad",
    title: "GLAD",
    summary: "Learns how able each annotator is and how easy each unit is.",
    levels: LABELS,
    doc: "## What it does
A rating is right with the logistic probability of ability times easiness; wrong labels are equally likely. Abilities have
a normal prior around 1, easiness is positive with a normal prior on its logarithm around 1. Labels, abilities and
easiness are found in turns: expectation, one safeguarded Newton step for each unit, one bounded step for each annotator.
The objective is the log likelihood with the log priors, and never falls.
## When to use it
When units differ much in difficulty and each has at least four or five ratings.
## When not
When annotators confuse particular labels, or with two or three ratings a unit, which cannot show how hard it is.
## Example
Five annotators who agree on one unit and split on another: the second gets a lower easiness and less weight.
## Reference
J. Whitehill, P. Ruvolo, T. Wu, J. Bergsma and J. Movellan, Whose vote should count more, NIPS 2009. The bound of the step
for annotators: T. Jaakkola and M. Jordan, Bayesian parameter estimation via variational methods, Statistics and
Computing 10, 2000.",
    fit: Fit::Labels(fit),
};

/// Where the normal priors of ability and of the logarithm of easiness have their middle; their variance is 1.
const MIDDLE: f64 = 1.0;

struct Glad {
    ability: Vec<f64>,
    /// The logarithm of the easiness of each slot.
    ease: Vec<f64>,
}

fn fit(votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Aggregation, String> {
    let start = |rng: Option<&mut Rng>| {
        let mut glad = Glad { ability: vec![MIDDLE; votes.n_annotators()], ease: vec![MIDDLE; votes.n_slots()] };
        if let Some(rng) = rng {
            glad.ability.iter_mut().for_each(|ability| *ability = 2.0 * rng.fraction());
        }
        glad
    };
    let (best, convergence) = climb::search(settings, rng, start, |glad| glad.step(votes, settings));
    let posterior = confusion::fill_posterior(votes, |slot, scores| {
        best.expect(votes, slot, scores);
    });
    let mut found = Aggregation::of(votes, posterior);
    found.parameter = Some(("ability", best.ability));
    found.convergence = Some(convergence);
    Ok(found)
}

impl Glad {
    fn step(&self, votes: &Votes, settings: &Settings) -> (f64, Self) {
        let mut ease = self.ease.clone();
        let fill = |slots: Range<usize>, ease: &mut [f64], cells: &mut [f64]| self.pass(votes, slots, ease, cells);
        let (likelihood, cells) =
            climb::sums_and_slots(votes, settings.threads, 2 * votes.n_annotators(), &mut ease, fill);
        let prior = |values: &[f64]| -0.5 * values.iter().map(|value| (value - MIDDLE).powi(2)).sum::<f64>();
        let ability = cells.chunks_exact(2).map(|sums| (sums[0] + MIDDLE) / (sums[1] + 1.0)).collect();
        (likelihood + prior(&self.ability) + prior(&self.ease), Self { ability, ease })
    }

    /// Expectation and the new easiness of these slots; adds up what the new abilities need.
    fn pass(&self, votes: &Votes, slots: Range<usize>, ease: &mut [f64], cells: &mut [f64]) -> f64 {
        let mut scores = vec![0.0; votes.n_labels()];
        let mut ratings: Vec<(f64, f64)> = Vec::new();
        let mut likelihood = 0.0;
        for (slot, ease) in slots.zip(ease).filter(|(slot, _)| !votes.is_blank(*slot)) {
            likelihood += self.expect(votes, slot, &mut scores);
            ratings.clear();
            ratings.extend(votes.ratings(slot).map(|(annotator, label)| (self.ability[annotator], scores[label])));
            *ease = easier(*ease, &ratings);
            let factor = ease.exp();
            for ((annotator, _), (ability, right)) in votes.ratings(slot).zip(&ratings) {
                let cells = &mut cells[2 * annotator..][..2];
                cells[0] += factor * (right - 0.5);
                cells[1] += factor * factor * curvature(ability * factor);
            }
        }
        likelihood
    }

    fn expect(&self, votes: &Votes, slot: usize, scores: &mut [f64]) -> f64 {
        let k = votes.n_labels() as f64;
        let factor = self.ease[slot].exp();
        let wrong = (k - 1.0).ln();
        let mut base = -k.ln();
        scores.fill(0.0);
        for (annotator, label) in votes.ratings(slot) {
            let x = self.ability[annotator] * factor;
            scores[label] += x + wrong;
            base -= softplus(x) + wrong;
        }
        base + match votes.known(slot) {
            Some(label) => fix(scores, label),
            None => normalise(scores),
        }
    }
}

/// One Newton step on the logarithm of easiness, halved until it gains. Ratings are (ability, probability of right).
fn easier(ease: f64, ratings: &[(f64, f64)]) -> f64 {
    let factor = ease.exp();
    let (mut slope, mut bend, mut now) = (MIDDLE - ease, 1.0, -0.5 * (ease - MIDDLE).powi(2));
    for &(ability, right) in ratings {
        let x = ability * factor;
        let chance = 1.0 / (1.0 + (-x).exp());
        let pull = (right - chance) * x;
        slope += pull;
        bend += chance * (1.0 - chance) * x * x + (-pull).max(0.0);
        now += right * x - softplus(x);
    }
    let mut step = (slope / bend).clamp(-1.0, 1.0);
    for _ in 0..20 {
        let factor = (ease + step).exp();
        let gained = ratings.iter().map(|&(ability, right)| right * ability * factor - softplus(ability * factor));
        if gained.sum::<f64>() - 0.5 * (ease + step - MIDDLE).powi(2) >= now {
            return ease + step;
        }
        step *= 0.5;
    }
    ease
}

/// The logarithm of 1 + exp(x), without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// tanh(x / 2) / 2x, the curvature of the quadratic that lies below the logistic function and touches it at x.
fn curvature(x: f64) -> f64 {
    if x.abs() < 1e-4 { 0.25 - x * x / 48.0 } else { (0.5 * x).tanh() / (2.0 * x) }
}
