//! Mean win rate over opponents.

use super::{Fit, Ranker, Request};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "win_rate",
    title: "Win rate",
    summary: "The mean over opponents of the share of wins, ties as half.",
    doc: "## What it does
For each opponent, the share of comparisons won (a tie is half a win); then the mean over the opponents that were met.
## When to use it
As a number that everybody understands, when all pairs met about equally often.
## When not
When entries met different opponents: beating the weak counts like beating the strong. Use `bradley_terry`.
## Example
Three wins and one tie against one opponent, one win and one loss against another: (0.875 + 0.5) / 2 = 0.69.
## Reference
Folk method; as average win rate in D. Ustalov, Evalica, COLING 2025 (system demonstrations).",
    fit,
};

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let n = request.tally.n_entries;
    let wins = request.tally.wins();
    let score = |i: usize| {
        let met = (0..n).filter(|&j| wins[i * n + j] + wins[j * n + i] > 0.0);
        let rates: Vec<f64> = met.map(|j| wins[i * n + j] / (wins[i * n + j] + wins[j * n + i])).collect();
        rates.iter().sum::<f64>() / (rates.len() as f64).max(1.0)
    };
    Ok(Fit::of((0..n).map(score).collect()))
}
