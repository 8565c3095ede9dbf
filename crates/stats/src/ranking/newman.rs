//! Newman's iteration: quick steps to the strengths of Davidson's model.

use super::{Fit, Ranker, Request, regularisation};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "newman",
    title: "Newman",
    summary: "A quick iteration to the strengths of Davidson's model, for many entries.",
    doc: "## What it does
Updates one strength after the other from the latest values of all others, and the tie parameter after each round, until
nothing moves. The maximum is that of `davidson`, or of `bradley_terry` without ties.
## When to use it
With thousands of entries, where the matrices of Newton's method grow too large.
## When not
When intervals should come at once: here they need resamples.
## Example
a beats b, b beats c and c rarely beats a: the order is a, b, c however often it is repeated, as every update uses the
newest values.
## Reference
M. E. J. Newman, Efficient computation of rankings from pairwise comparisons, Journal of Machine Learning Research 24,
2023.",
    fit,
};

const MOST_ROUNDS: usize = 10_000;
const STILL: f64 = 1e-12;

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let n = request.tally.n_entries;
    let with_ties = request.tally.cells.iter().any(|cell| cell.weight[2] > 0.0);
    let decided = request.tally.decided();
    if decided.iter().all(|wins| *wins == 0.0) {
        return Err("every comparison is a tie; there is no order to find".to_owned());
    }
    let (ridge, notes) = regularisation(request, if with_ties { &decided } else { request.wins });
    // For each entry: opponent, own wins and the opponent's, ties as half.
    let mut met: Vec<Vec<(usize, f64, f64)>> = vec![Vec::new(); n];
    let mut ties = 0.0;
    for cell in &request.tally.cells {
        let (left, right) = (cell.weight[0] + 0.5 * cell.weight[2], cell.weight[1] + 0.5 * cell.weight[2]);
        met[cell.left].push((cell.right, left, right));
        met[cell.right].push((cell.left, right, left));
        ties += cell.weight[2];
    }
    let mut strength = vec![1.0f64; n];
    let mut tie = if ties > 0.0 { 0.5 } else { 0.0 };
    let (mut rounds, mut moved) = (0, f64::INFINITY);
    while rounds < MOST_ROUNDS && moved > STILL {
        rounds += 1;
        moved = 0.0;
        for i in 0..n {
            // Against a weak prior stands one more opponent of strength 1, met to a tie.
            let (mut up, mut down) = (ridge / (1.0 + strength[i]), ridge / (1.0 + strength[i]));
            for &(j, won, lost) in &met[i] {
                let middle = tie * (strength[i] * strength[j]).sqrt();
                let all = strength[i] + strength[j] + 2.0 * middle;
                up += won * (strength[j] + middle) / all;
                down += lost * (1.0 + middle / strength[i]) / all;
            }
            if up > 0.0 && down > 0.0 {
                moved = moved.max((up / down / strength[i]).ln().abs());
                strength[i] = up / down;
            }
        }
        let mean = strength.iter().map(|s| s.ln()).sum::<f64>() / n as f64;
        if ridge == 0.0 {
            strength.iter_mut().for_each(|s| *s /= mean.exp());
        }
        tie = tie_parameter(&met, &strength, ties, tie);
    }
    let mean = strength.iter().map(|s| s.ln()).sum::<f64>() / n as f64;
    let mut found = Fit::of(strength.iter().map(|s| s.ln() - mean).collect());
    found.parameters.push(("tie", tie));
    found.iterations = Some((rounds, moved <= STILL));
    found.notes.extend(notes);
    Ok(found)
}

/// The tie parameter at which as many ties are expected as there were.
fn tie_parameter(met: &[Vec<(usize, f64, f64)>], strength: &[f64], ties: f64, tie: f64) -> f64 {
    let mut expected = 0.0;
    for (i, met) in met.iter().enumerate() {
        for &(j, won, lost) in met {
            let root = (strength[i] * strength[j]).sqrt();
            // Each pair is met from both sides.
            expected += (won + lost) * root / (strength[i] + strength[j] + 2.0 * tie * root);
        }
    }
    if ties > 0.0 { ties / expected } else { 0.0 }
}
