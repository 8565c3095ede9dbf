//! What was learned of annotators, kept to judge further units one by one: how an answer moves what is believed.

use super::{Settings, Votes, aggregator};
use crate::sampling::Rng;

/// With fewer ratings an annotator, by the median, one number each has to do.
pub const MATRIX_FROM: usize = 20;
/// Each annotator's matrix comes with so many imagined ratings a true label, answered as everybody answers them.
const BORROWED: f64 = 8.0;
/// How often the matrices are learned again after ratings were borrowed.
const ROUNDS: usize = 8;
/// So many ratings at most decide how far answers are believed.
const MOST_TRIED: usize = 20_000;
/// No answer rules a label out.
const LEAST: f64 = 1e-4;

/// A prior, and how each annotator answers to each true label.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The id of the aggregator that it begins with.
    pub method: &'static str,
    pub n_labels: usize,
    pub prior: Vec<f64>,
    /// How far answers are believed: 1 if annotators err independently of each other, less where they err together.
    pub trust: f64,
    /// Probabilities by annotator, true label and given label.
    given: Vec<f64>,
    /// The same of an annotator of whom nothing is known.
    stranger: Vec<f64>,
    n_ratings: Vec<u32>,
}

impl Model {
    /// Learns from votes: Dawid and Skene's method, or the one-coin model while annotators have few ratings; then again
    /// with ratings borrowed from everybody, which keeps matrices of few ratings sober; and last how far answers are to be
    /// believed, by how well the others foretell each answer.
    pub fn learn(votes: &Votes, settings: &Settings, rng: &mut Rng) -> Result<Self, String> {
        let k = votes.n_labels();
        let mut n_ratings = vec![0u32; votes.n_annotators()];
        for slot in 0..votes.n_slots() {
            votes.ratings(slot).for_each(|(who, _)| n_ratings[who] += 1);
        }
        let method = if middle(&n_ratings) >= MATRIX_FROM { "dawid_skene" } else { "one_coin" };
        let first = aggregator(method).ok_or("the method is not there")?.fit(votes, settings, rng)?;
        let mut model = Self::of(votes, method, &first.posterior, n_ratings);
        for _ in 0..ROUNDS {
            let mut posterior = vec![0.0; votes.n_units() * k];
            for slot in 0..votes.n_slots() {
                let row = votes.unit_of(slot) * k;
                let found = match votes.known(slot) {
                    Some(known) => (0..k).map(|label| f64::from(u8::from(label == known))).collect(),
                    None => model.posterior(votes.ratings(slot).map(|(who, label)| (Some(who), label))),
                };
                posterior[row..row + k].copy_from_slice(&found);
            }
            model = Self::of(votes, method, &posterior, model.n_ratings);
        }
        model.trust = model.believable(votes);
        Ok(model)
    }

    fn of(votes: &Votes, method: &'static str, posterior: &[f64], n_ratings: Vec<u32>) -> Self {
        let k = votes.n_labels();
        let mut counts = vec![0.0; votes.n_annotators() * k * k];
        let (mut pooled, mut prior) = (vec![1.0 / k as f64; k * k], vec![1.0; k]);
        for slot in (0..votes.n_slots()).filter(|&slot| !votes.is_blank(slot)) {
            let row = &posterior[votes.unit_of(slot) * k..][..k];
            prior.iter_mut().zip(row).for_each(|(sum, share)| *sum += share);
            for (who, label) in votes.ratings(slot) {
                for (truth, share) in row.iter().enumerate() {
                    counts[(who * k + truth) * k + label] += share;
                    pooled[truth * k + label] += share;
                }
            }
        }
        let total: f64 = prior.iter().sum();
        prior.iter_mut().for_each(|share| *share /= total);
        pooled.chunks_exact_mut(k).for_each(to_shares);
        for (at, row) in counts.chunks_exact_mut(k).enumerate() {
            let all = &pooled[(at % k) * k..][..k];
            row.iter_mut().zip(all).for_each(|(cell, share)| *cell += BORROWED * share);
            to_shares(row);
        }
        Self { method, n_labels: k, prior, trust: 1.0, given: counts, stranger: pooled, n_ratings }
    }

    /// What is to be believed of a unit with these ratings; nobody's number stands for somebody unknown.
    pub fn posterior(&self, ratings: impl IntoIterator<Item = (Option<usize>, usize)>) -> Vec<f64> {
        let mut logs: Vec<f64> = self.prior.iter().map(|share| share.max(LEAST).ln()).collect();
        for (who, label) in ratings {
            for (truth, log) in logs.iter_mut().enumerate() {
                *log += self.trust * self.chance(who, truth, label).ln();
            }
        }
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        logs.iter_mut().for_each(|log| *log = (*log - most).exp());
        let total: f64 = logs.iter().sum();
        logs.iter_mut().for_each(|share| *share /= total);
        logs
    }

    /// How likely this annotator gives the label where another one is true.
    pub fn chance(&self, who: Option<usize>, truth: usize, label: usize) -> f64 {
        let k = self.n_labels;
        let known = who.filter(|&who| self.n_ratings.get(who).is_some_and(|&n| n > 0));
        let matrix = known.map_or(self.stranger.as_slice(), |who| &self.given[who * k * k..][..k * k]);
        matrix[truth * k + label].max(LEAST)
    }

    /// The expected share of right answers of an annotator on units as they come.
    pub fn accuracy(&self, who: Option<usize>) -> f64 {
        (0..self.n_labels).map(|label| self.prior[label] * self.chance(who, label, label)).sum()
    }

    /// The trust under which the others foretell each answer best.
    fn believable(&self, votes: &Votes) -> f64 {
        let several: Vec<usize> = (0..votes.n_slots()).filter(|&slot| votes.labels_of(slot).len() > 1).collect();
        let every = (several.len() * 3 / MOST_TRIED).max(1);
        let score = |trust: f64| {
            let model = Self { trust, ..self.clone() };
            let mut sum = 0.0;
            for &slot in several.iter().step_by(every) {
                for (at, (who, label)) in votes.ratings(slot).enumerate() {
                    let others = votes.ratings(slot).enumerate().filter(|(other, _)| *other != at);
                    let believed = model.posterior(others.map(|(_, (who, label))| (Some(who), label)));
                    let chance = |(truth, share): (usize, &f64)| share * model.chance(Some(who), truth, label);
                    sum += believed.iter().enumerate().map(chance).sum::<f64>().ln();
                }
            }
            sum
        };
        let tried = (4..=10).map(|tenth| f64::from(tenth) / 10.0).map(|trust| (trust, score(trust)));
        tried.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(1.0, |(trust, _)| trust)
    }
}

fn to_shares(row: &mut [f64]) {
    let total: f64 = row.iter().sum();
    row.iter_mut().for_each(|cell| *cell /= total);
}

fn middle(counts: &[u32]) -> usize {
    let mut sorted: Vec<u32> = counts.iter().copied().filter(|&n| n > 0).collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).map_or(0, |&n| n as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rows;

    /// Two who are right, and one who guesses, on sixty units.
    fn votes() -> Votes {
        let mut rows = Rows::nominal(&["no", "yes"]);
        let mut rng = Rng::seeded(3);
        for unit in 0..60 {
            let truth = if unit % 3 == 0 { "yes" } else { "no" };
            let guess = if rng.fraction() < 0.5 { "yes" } else { "no" };
            for (who, label) in [("ann", truth), ("ben", truth), ("gus", guess)] {
                rows.push(&unit.to_string(), who, label).unwrap();
            }
        }
        rows.votes().unwrap()
    }

    #[test]
    fn believes_the_reliable_and_hardly_the_guesser() {
        let model = Model::learn(&votes(), &Settings::default(), &mut Rng::seeded(1)).unwrap();
        assert_eq!(model.method, "dawid_skene");
        let (ann, gus) = (model.posterior([(Some(0), 1)]), model.posterior([(Some(2), 1)]));
        assert!(ann[1] > 0.85 && gus[1] < 0.6, "{ann:?} {gus:?}");
        assert!(model.accuracy(Some(0)) > 0.9 && model.accuracy(Some(2)) < 0.7);
        let stranger = model.posterior([(Some(99), 1)]);
        assert!(stranger[1] > gus[1] && stranger[1] < ann[1], "{stranger:?}");
    }
}
