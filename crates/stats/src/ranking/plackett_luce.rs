//! Plackett and Luce's model of rankings, partial ones and ties included.

use super::logit::{self, Choice};
use super::{Fit, Ranker, Request, regularisation, strengths};
use crate::sampling::Rng;

pub(super) const RANKER: Ranker = Ranker {
    id: "plackett_luce",
    title: "Plackett–Luce",
    summary: "Strengths from rankings: the best is chosen from all, the next from the rest, and so on.",
    doc: "## What it does
Reads a ranking as a chain of choices, each with odds by strength among the entries that are left. Entries that a ranking
does not name say nothing. Entries of one tier are each chosen from all that were left at their tier (Breslow's way with
ties). Comparisons of two are rankings of two; a tie is half of both orders.
## When to use it
For rankings of three and more, also partial ones.
## When not
When rankers look from the bottom up, or pick only best and worst: see `best_worst`.
## Example
The choices 0 from {0, 1}, 1 from {1, 2} and 2 from {0, 1, 2} give strengths 0.160, -0.321, 0.160.
## Reference
R. L. Plackett, The analysis of permutations, Applied Statistics 24, 1975; ties: N. Breslow, Biometrics 30, 1974.",
    fit,
};

fn fit(request: &Request, _: &mut Rng) -> Result<Fit, String> {
    let n = request.tally.n_entries;
    let mut choices = Vec::new();
    for tiers in &request.preferences.rankings {
        for (at, tier) in tiers.iter().enumerate() {
            let left: Vec<usize> = tiers[at..].iter().flatten().map(|&entry| entry as usize).collect();
            if left.len() < 2 || at + 1 == tiers.len() {
                continue;
            }
            let taken = |place: usize| (0..left.len()).map(|option| f64::from(u8::from(option == place))).collect();
            choices.push(Choice {
                options: left.iter().map(|&entry| vec![(entry, 1.0)]).collect(),
                outcomes: (0..tier.len()).map(|place| (taken(place), 1.0)).collect(),
            });
        }
    }
    if request.preferences.n_rankings() == 0 {
        choices.extend(request.tally.cells.iter().map(|cell| Choice {
            options: vec![vec![(cell.left, 1.0)], vec![(cell.right, 1.0)]],
            outcomes: [vec![1.0, 0.0], vec![0.0, 1.0], vec![0.5, 0.5]].into_iter().zip(cell.weight).collect(),
        }));
    }
    let (ridge, notes) = match request.preferences.n_rankings() {
        0 => regularisation(request, request.wins),
        _ => regularisation(request, &chosen(&request.preferences.rankings, n)),
    };
    let mut found = strengths(logit::fit(&choices, n, n, ridge), n);
    found.notes.extend(notes);
    found.resamples = request.preferences.n_rankings() == 0;
    Ok(found)
}

/// How often each entry was chosen over each other. Those that share the last tier were not chosen, so unlike other ties
/// theirs keep nobody at a finite distance.
fn chosen(rankings: &[Vec<Vec<u32>>], n: usize) -> Vec<f64> {
    let mut chosen = vec![0.0; n * n];
    for tiers in rankings {
        for (at, tier) in tiers.iter().enumerate().take(tiers.len() - 1) {
            for &entry in tier {
                let others = tiers[at..].iter().flatten().filter(|&&other| other != entry);
                others.for_each(|&other| chosen[entry as usize * n + other as usize] += 1.0);
            }
        }
    }
    chosen
}
