//! Best-worst scaling: how much oftener an entry was best than worst.

use super::{Fit, Ranker, Request};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "best_worst",
    title: "Best–worst",
    summary: "The share of rankings in which an entry was best, less the share in which it was worst.",
    doc: "## What it does
Counts how often an entry stood alone or tied in the first tier and how often in the last, divides by how often it was
shown, and takes the difference: from -1 to 1. In a tier of several, each counts as its part.
## When to use it
When rankers pick the best and the worst of a few, which is quick and needs no scale.
## When not
When full rankings were asked for: `plackett_luce` uses the middle too.
## Example
Shown ten times, best four times and worst once: 0.3.
## Reference
J. J. Louviere, T. N. Flynn and A. A. J. Marley, Best-Worst Scaling, Cambridge University Press, 2015.",
    fit,
};

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let n = request.tally.n_entries;
    let rankings = &request.preferences.rankings;
    if rankings.is_empty() {
        return Err("best_worst needs rankings: a table with ranking, entry, tier".to_owned());
    }
    let (mut lead, mut squares, mut shown) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for tiers in rankings.iter().filter(|tiers| tiers.len() > 1) {
        for (at, tier) in tiers.iter().enumerate() {
            let part = 1.0 / tier.len() as f64;
            let side = f64::from(u8::from(at == 0)) - f64::from(u8::from(at + 1 == tiers.len()));
            for &entry in tier {
                shown[entry as usize] += 1.0;
                lead[entry as usize] += side * part;
                squares[entry as usize] += (side * part).powi(2);
            }
        }
    }
    let score: Vec<f64> = lead.iter().zip(&shown).map(|(lead, n)| if *n > 0.0 { lead / n } else { 0.0 }).collect();
    let mut covariance = vec![0.0; n * n];
    for i in 0..n {
        let n_shown = shown[i].max(1.0);
        covariance[i * n + i] = (squares[i] / n_shown - score[i] * score[i]).max(0.0) / n_shown;
    }
    let mut found = Fit::of(score);
    found.covariance = Some(covariance);
    found.resamples = false;
    Ok(found)
}
