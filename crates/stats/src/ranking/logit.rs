//! Choices between options whose appeal is a sum of strengths: the likelihood that most rankers share, its maximum by
//! Newton's method, and the covariance of the strengths.

use crate::linear::{self, Cholesky};

/// One choice that was made often: what each option is made of, and how often it was taken.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// For each option, the strengths that it adds up, with factors.
    pub options: Vec<Vec<(usize, f64)>>,
    /// For each outcome, the share of each option in it (a tie is half of both), and its weight.
    pub outcomes: Vec<(Vec<f64>, f64)>,
}

pub(super) struct Fitted {
    pub strengths: Vec<f64>,
    /// The sandwich covariance, row by row; `None` where the curvature cannot be inverted.
    pub covariance: Option<Vec<f64>>,
    pub iterations: usize,
    pub converged: bool,
}

const MOST_STEPS: usize = 100;

/// The most likely strengths. The first `n_entries` add up to zero; `ridge` is the precision of a normal prior on them,
/// zero for plain maximum likelihood.
pub(super) fn fit(choices: &[Choice], n: usize, n_entries: usize, ridge: f64) -> Fitted {
    let mut strengths = vec![0.0; n];
    let mut value = objective(choices, &strengths, n_entries, ridge);
    let (mut iterations, mut converged) = (0, false);
    while iterations < MOST_STEPS && !converged {
        iterations += 1;
        let (mut step, bend) = derivatives(choices, &strengths, n_entries, ridge);
        let Some(bend) = Cholesky::of(bend, n) else { break };
        bend.solve(&mut step);
        let mut scale = 1.0;
        loop {
            let tried: Vec<f64> = strengths.iter().zip(&step).map(|(s, step)| s + scale * step).collect();
            let found = objective(choices, &tried, n_entries, ridge);
            let longest = step.iter().map(|step| (scale * step).abs()).fold(0.0, f64::max);
            // At the top, rounding hides whether the last small step gains.
            if found >= value - 1e-13 * value.abs() {
                converged = longest < 1e-8;
                (strengths, value) = (tried, found);
                break;
            }
            if longest < 1e-12 {
                converged = true;
                break;
            }
            scale *= 0.5;
        }
    }
    let covariance = sandwich(choices, &strengths, n_entries, ridge);
    Fitted { strengths, covariance, iterations, converged }
}

fn appeals(choice: &Choice, strengths: &[f64], appeal: &mut Vec<f64>) -> f64 {
    appeal.clear();
    appeal.extend(choice.options.iter().map(|parts| parts.iter().map(|(at, x)| strengths[*at] * x).sum::<f64>()));
    let most = appeal.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + appeal.iter().map(|appeal| (appeal - most).exp()).sum::<f64>().ln()
}

fn objective(choices: &[Choice], strengths: &[f64], n_entries: usize, ridge: f64) -> f64 {
    let mut appeal = Vec::new();
    let mut total = 0.0;
    for choice in choices {
        let all = appeals(choice, strengths, &mut appeal);
        for (shares, weight) in &choice.outcomes {
            total += weight * shares.iter().zip(&appeal).map(|(share, appeal)| share * (appeal - all)).sum::<f64>();
        }
    }
    total - 0.5 * ridge * strengths[..n_entries].iter().map(|s| s * s).sum::<f64>()
}

/// The slope, and minus the second derivatives. Only differences of entries matter, so their sum is held by an added
/// constant.
fn derivatives(choices: &[Choice], strengths: &[f64], n_entries: usize, ridge: f64) -> (Vec<f64>, Vec<f64>) {
    let n = strengths.len();
    let (mut slope, mut bend) = (vec![0.0; n], vec![0.0; n * n]);
    let hold = 1.0 / n_entries as f64;
    for i in 0..n_entries {
        bend[i * n..i * n + n_entries].fill(hold);
        bend[i * n + i] += ridge;
        slope[i] -= ridge * strengths[i];
    }
    let mut appeal = Vec::new();
    for choice in choices {
        let all = appeals(choice, strengths, &mut appeal);
        let mut total = 0.0;
        let mut mean: Vec<(usize, f64)> = Vec::new();
        let weight: f64 = choice.outcomes.iter().map(|(_, weight)| weight).sum();
        for (option, parts) in choice.options.iter().enumerate() {
            let chance = (appeal[option] - all).exp();
            let taken: f64 = choice.outcomes.iter().map(|(shares, weight)| weight * shares[option]).sum();
            total += taken;
            for &(i, x) in parts {
                slope[i] += (taken - weight * chance) * x;
                parts.iter().for_each(|&(j, y)| bend[i * n + j] += weight * chance * x * y);
                mean.push((i, chance * x));
            }
        }
        debug_assert!((total - weight).abs() <= 1e-6 * weight.max(1.0));
        for &(i, x) in &mean {
            mean.iter().for_each(|&(j, y)| bend[i * n + j] -= weight * x * y);
        }
    }
    (slope, bend)
}

/// Inverse curvature × sum of squared scores × inverse curvature: honest also where the model is not quite true.
fn sandwich(choices: &[Choice], strengths: &[f64], n_entries: usize, ridge: f64) -> Option<Vec<f64>> {
    let n = strengths.len();
    let (_, bend) = derivatives(choices, strengths, n_entries, ridge);
    let inverse = Cholesky::of(bend, n)?.inverse();
    let mut squares = vec![0.0; n * n];
    let mut appeal = Vec::new();
    for choice in choices {
        let all = appeals(choice, strengths, &mut appeal);
        for (shares, weight) in &choice.outcomes {
            let score = score(choice, shares, &appeal, all);
            for &(i, x) in &score {
                score.iter().for_each(|&(j, y)| squares[i * n + j] += weight * x * y);
            }
        }
    }
    Some(linear::sandwich(&inverse, &squares, n))
}

/// The slope of the log likelihood of one outcome.
fn score(choice: &Choice, shares: &[f64], appeal: &[f64], all: f64) -> Vec<(usize, f64)> {
    let mut score = Vec::new();
    for ((parts, share), appeal) in choice.options.iter().zip(shares).zip(appeal) {
        score.extend(parts.iter().map(|(i, x)| (*i, (share - (appeal - all).exp()) * x)));
    }
    score
}

/// The sandwich covariance where only clusters of choices are independent: scores are added up within each, and n clusters
/// count as n - 1 (Liang and Zeger 1986). `cluster` holds the cluster of each choice.
pub(super) fn clustered(
    choices: &[Choice],
    cluster: &[u32],
    strengths: &[f64],
    n_entries: usize,
    ridge: f64,
) -> Option<Vec<f64>> {
    let n = strengths.len();
    let (_, bend) = derivatives(choices, strengths, n_entries, ridge);
    let inverse = Cholesky::of(bend, n)?.inverse();
    let mut order: Vec<usize> = (0..choices.len()).collect();
    order.sort_by_key(|&choice| cluster[choice]);
    let (mut squares, mut total, mut n_clusters) = (vec![0.0; n * n], vec![0.0; n], 0.0);
    let mut appeal = Vec::new();
    for members in order.chunk_by(|&a, &b| cluster[a] == cluster[b]) {
        n_clusters += 1.0;
        total.fill(0.0);
        for choice in members.iter().map(|&choice| &choices[choice]) {
            let all = appeals(choice, strengths, &mut appeal);
            for (shares, weight) in &choice.outcomes {
                score(choice, shares, &appeal, all).iter().for_each(|(i, x)| total[*i] += weight * x);
            }
        }
        for (row, x) in squares.chunks_exact_mut(n).zip(&total) {
            row.iter_mut().zip(&total).for_each(|(cell, y)| *cell += x * y);
        }
    }
    if n_clusters < 2.0 {
        return None;
    }
    let mut covariance = linear::sandwich(&inverse, &squares, n);
    covariance.iter_mut().for_each(|cell| *cell *= n_clusters / (n_clusters - 1.0));
    Some(covariance)
}
