//! Elo: a rating that moves with each comparison.

use super::{Fit, Ranker, Request};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "elo",
    title: "Elo",
    summary: "Ratings that move a little with each comparison, in the order in which they were made.",
    doc: "## What it does
Begins at 1000 and moves both ratings after each comparison by four points times the surprise. A weight multiplies the
move, score and expectation alike, so that no points appear or vanish.
## When to use it
When entries change over time and recent comparisons should count more.
## When not
When entries do not change: the result depends on the order of rows, and `bradley_terry` uses all of them. Rankings have
no order in time and are refused.
## Example
Two entries at 1000: the winner goes to 1002, the loser to 998.
## Reference
A. E. Elo, The Rating of Chessplayers, Past and Present, Arco, 1978.",
    fit,
};

const START: f64 = 1000.0;
const MOVE: f64 = 4.0;
const SCALE: f64 = 400.0;

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let preferences = request.preferences;
    if preferences.n_rankings() > 0 {
        return Err(
            "elo needs comparisons in their order in time, and these are rankings; use plackett_luce".to_owned()
        );
    }
    let factor = std::f64::consts::LN_10 / SCALE;
    let mut rating = vec![START; preferences.n_entries()];
    for row in 0..preferences.n_comparisons() {
        let (left, right) = (preferences.left[row] as usize, preferences.right[row] as usize);
        let expected = 1.0 / (1.0 + (factor * (rating[right] - rating[left])).exp());
        let score = match preferences.winner[row] {
            super::Winner::Left => 1.0,
            super::Winner::Right => 0.0,
            super::Winner::Tie => 0.5,
        };
        let change = MOVE * preferences.weight_of(row) * (score - expected);
        rating[left] += change;
        rating[right] -= change;
    }
    let mut found = Fit::of(rating);
    found.notes.push("elo depends on the order of rows, and has no interval".to_owned());
    found.resamples = false;
    Ok(found)
}
