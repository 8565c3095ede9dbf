//! The median of weighted numbers.

/// Half of the weight lies on either side; where a whole stretch does that, its middle. `None` without any weight.
pub(super) fn median(numbers: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let mut sorted: Vec<(f64, f64)> = numbers.filter(|(_, weight)| *weight > 0.0).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let half = 0.5 * sorted.iter().map(|(_, weight)| weight).sum::<f64>();
    let near = 1e-9 * half;
    let mut below = 0.0;
    let mut lower = None;
    for (number, weight) in sorted {
        below += weight;
        if below >= half - near {
            lower = lower.or(Some(number));
        }
        if below > half + near {
            return lower.map(|lower| f64::midpoint(lower, number));
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[(f64, f64)], expected: Option<f64>) {
        assert_eq!(median(numbers.iter().copied()), expected);
    }

    #[test]
    fn half_of_the_weight_is_on_either_side() {
        check(&[(3.0, 1.0), (1.0, 1.0), (9.0, 1.0)], Some(3.0));
        check(&[(3.0, 1.0), (1.0, 1.0)], Some(2.0));
        check(&[(1.0, 1.0), (2.0, 1.0), (4.0, 2.0)], Some(3.0));
        check(&[(1.0, 1.0), (2.0, 1.0), (4.0, 3.0)], Some(4.0));
        check(&[(1.0, 0.0), (5.0, 1.0)], Some(5.0));
        check(&[(1.0, 0.1), (2.0, 0.1), (3.0, 0.1), (4.0, 0.3)], Some(3.5));
        check(&[], None);
        check(&[(1.0, 0.0)], None);
    }
}
