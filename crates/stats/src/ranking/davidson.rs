//! Davidson's model: Bradley and Terry's with a parameter for ties.

use super::logit::{self, Choice};
use super::{Fit, Ranker, Request, regularisation, strengths};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "davidson",
    title: "Davidson",
    summary: "Bradley–Terry where ties are an outcome of their own, likelier between equals.",
    doc: "## What it does
Left wins, right wins and tie have odds π₁ : π₂ : 2ν√(π₁π₂). Strengths and ν are found together by Newton's method, with
the sandwich covariance.
## When to use it
When ties are allowed and frequent.
## When not
Without any tie: ν is then zero, and `bradley_terry` says the same.
## Example
With ν = 0.5, two equal entries tie in a third of their comparisons.
## Reference
R. R. Davidson, On extending the Bradley-Terry model to accommodate ties in paired comparison experiments, Journal of the
American Statistical Association 65, 1970.",
    fit,
};

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let n = request.tally.n_entries;
    if request.tally.cells.iter().all(|cell| cell.weight[2] == 0.0) {
        return Err("there are no ties to learn from; use bradley_terry".to_owned());
    }
    if request.tally.cells.iter().all(|cell| cell.weight[0] + cell.weight[1] == 0.0) {
        return Err("every comparison is a tie; there is no order to find".to_owned());
    }
    let choices: Vec<Choice> = request
        .tally
        .cells
        .iter()
        .map(|cell| {
            let tie = vec![(cell.left, 0.5), (cell.right, 0.5), (n, 1.0)];
            let outcomes = [vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]].into_iter().zip(cell.weight);
            Choice {
                options: vec![vec![(cell.left, 1.0)], vec![(cell.right, 1.0)], tie],
                outcomes: outcomes.filter(|(_, weight)| *weight > 0.0).collect(),
            }
        })
        .collect();
    let (ridge, notes) = regularisation(request, &request.tally.decided());
    let mut found = strengths(logit::fit(&choices, n + 1, n, ridge), n);
    found.notes.extend(notes);
    found.parameters.push(("tie", 0.5 * found.all[n].exp()));
    Ok(found)
}
