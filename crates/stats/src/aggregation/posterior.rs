//! From scores in log space to probabilities.

/// Turns log weights into probabilities and returns the logarithm of their sum.
pub(super) fn normalise(scores: &mut [f64]) -> f64 {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        // No label is possible: nothing is known.
        let even = 1.0 / scores.len() as f64;
        scores.fill(even);
        return most;
    }
    let mut total = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        total += *score;
    }
    scores.iter_mut().for_each(|score| *score /= total);
    most + total.ln()
}

/// Puts all weight on `label` and returns the log weight that it had.
pub(super) fn fix(scores: &mut [f64], label: usize) -> f64 {
    let had = scores[label];
    scores.fill(0.0);
    scores[label] = 1.0;
    had
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_beyond_what_exp_can_hold() {
        let mut scores = [-5000.0, -5000.0 + 3f64.ln(), f64::NEG_INFINITY];
        let log = normalise(&mut scores);
        assert!((log - (-5000.0 + 4f64.ln())).abs() < 1e-9);
        assert!((scores[0] - 0.25).abs() < 1e-12 && (scores[1] - 0.75).abs() < 1e-12 && scores[2] == 0.0);
    }

    #[test]
    fn a_known_label_keeps_its_likelihood() {
        let mut scores = [-2.0, -1.0];
        assert_eq!(fix(&mut scores, 0), -2.0);
        assert_eq!(scores, [1.0, 0.0]);
    }
}
