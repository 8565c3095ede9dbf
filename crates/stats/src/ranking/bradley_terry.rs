//! Bradley and Terry's model: strengths that explain who wins, a tie being half a win for both.

use super::logit::{self, Choice};
use super::{Fit, Ranker, Request, regularisation, strengths, style_control};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "bradley_terry",
    title: "Bradley–Terry",
    summary: "Strengths that make the comparisons most likely; a tie is half a win for both.",
    doc: "## What it does
The log odds that one entry beats another are the difference of their strengths. The strengths that make the comparisons
most likely are found by Newton's method; they add up to zero. Intervals come from the sandwich covariance, which also
holds where the model is not quite true, and takes groups of comparisons as one where they are given. With `position`, the
advantage of the left side is a strength of its own.
## When to use it
By default for comparisons of two.
## When not
When ties are frequent and mean something: use `davidson`. When an entry never won or never lost, or groups were never
compared, no finite strengths exist; a weak normal prior then keeps them finite, and the result says so.
## Example
Twenty games of four entries: A:B 2:3, A:D 1:4, B:C 5:3, C:D 1:3 gives strengths in the ratio 0.64 : 1.04 : 0.66 : 2.27.
## Reference
R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs, Biometrika 39, 1952. Sandwich: P. J. Huber,
Fifth Berkeley Symposium, 1967; groups: K.-Y. Liang and S. L. Zeger, Biometrika 73, 1986.",
    fit,
};

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let n = request.tally.n_entries;
    let side = request.settings.position.then_some(n);
    let choices: Vec<Choice> = request
        .tally
        .cells
        .iter()
        .map(|cell| {
            let mut left = vec![(cell.left, 1.0)];
            left.extend(side.map(|side| (side, 1.0)));
            let outcomes = [vec![1.0, 0.0], vec![0.0, 1.0], vec![0.5, 0.5]].into_iter().zip(cell.weight);
            Choice {
                options: vec![left, vec![(cell.right, 1.0)]],
                outcomes: outcomes.filter(|(_, weight)| *weight > 0.0).collect(),
            }
        })
        .collect();
    let (ridge, notes) = regularisation(request, request.wins);
    let mut fitted = logit::fit(&choices, n + usize::from(request.settings.position), n, ridge);
    let group = &request.preferences.group;
    if !group.is_empty() {
        fitted.covariance = logit::clustered(&style_control::choices(request, &[]), group, &fitted.strengths, n, ridge);
    }
    let mut found = strengths(fitted, n);
    // Resamples would draw comparisons, which are not independent in groups.
    found.resamples = group.is_empty();
    found.notes.extend(notes);
    if let Some(side) = side {
        found.parameters.push(("position", found.all[side]));
    }
    Ok(found)
}
