//! Draws from a binomial distribution, the step of which multinomial resampling is made.

use super::Rng;

/// How many of `n` trials succeed when each does so with probability `p`.
pub(crate) fn binomial(rng: &mut Rng, n: u64, p: f64) -> u64 {
    if n == 0 || p <= 0.0 {
        0
    } else if p >= 1.0 {
        n
    } else if p > 0.5 {
        n - binomial(rng, n, 1.0 - p)
    } else if n as f64 * p < 10.0 {
        by_inversion(rng, n, p)
    } else {
        by_rejection(rng, n, p)
    }
}

/// Walks up the distribution function; quick because the mean is below ten.
fn by_inversion(rng: &mut Rng, n: u64, p: f64) -> u64 {
    let odds = p / (1.0 - p);
    let mut probability = (n as f64 * (-p).ln_1p()).exp();
    let mut left = rng.fraction();
    let mut k = 0;
    while left > probability && k < n {
        left -= probability;
        probability *= odds * (n - k) as f64 / (k + 1) as f64;
        k += 1;
    }
    k
}

/// Transformed rejection with squeeze, Hörmann (1993), "The generation of binomial random variates", algorithm BTRS.
fn by_rejection(rng: &mut Rng, n: u64, p: f64) -> u64 {
    let size = n as f64;
    let spread = (size * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = size * p + 0.5;
    let squeeze = 0.92 - 4.2 / b;
    let alpha = (2.83 + 5.1 / b) * spread;
    let odds = p / (1.0 - p);
    let mode = ((size + 1.0) * p).floor();
    loop {
        let u = rng.fraction() - 0.5;
        let mut v = rng.fraction();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + centre).floor();
        if !(0.0..=size).contains(&k) {
            continue;
        }
        if us >= 0.07 && v <= squeeze {
            return k as u64;
        }
        v = (v * alpha / (a / (us * us) + b)).ln();
        let bound = (mode + 0.5) * ((mode + 1.0) / (odds * (size - mode + 1.0))).ln()
            + (size + 1.0) * ((size - mode + 1.0) / (size - k + 1.0)).ln()
            + (k + 0.5) * (odds * (size - k + 1.0) / (k + 1.0)).ln()
            + stirling_tail(mode)
            + stirling_tail(size - mode)
            - stirling_tail(k)
            - stirling_tail(size - k);
        if v <= bound {
            return k as u64;
        }
    }
}

/// What Stirling's formula for ln(k!) lacks, with k + 1 as its argument.
fn stirling_tail(k: f64) -> f64 {
    const EXACT: [f64; 10] = [
        0.0810614667953272,
        0.0413406959554092,
        0.0276779256849983,
        0.0207906721037650,
        0.0166446911898211,
        0.0138761288230707,
        0.0118967099458917,
        0.0104112652619720,
        0.00925546218271273,
        0.00833056343336287,
    ];
    if k < 10.0 {
        return EXACT[k as usize];
    }
    let inverse = 1.0 / (k + 1.0);
    let square = inverse * inverse;
    (1.0 / 12.0 - (1.0 / 360.0 - square / 1260.0) * square) * inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of many draws against n p and n p (1 - p), within six standard errors.
    fn check(n: u64, p: f64) {
        let mut rng = Rng::seeded(n ^ p.to_bits());
        let draws: Vec<f64> = (0..40_000).map(|_| binomial(&mut rng, n, p) as f64).collect();
        let count = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / count;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let expected = n as f64 * p * (1.0 - p);
        assert!((mean - n as f64 * p).abs() < 6.0 * (expected / count).sqrt(), "mean {mean} of n {n} p {p}");
        assert!((variance / expected - 1.0).abs() < 0.06, "variance {variance}, not {expected}, of n {n} p {p}");
        assert!(draws.iter().all(|&k| k <= n as f64));
    }

    #[test]
    fn has_the_right_mean_and_variance() {
        for (n, p) in [(1, 0.3), (20, 0.1), (25, 0.45), (100, 0.5), (1000, 0.02), (1000, 0.93), (2_000_000, 0.31)] {
            check(n, p);
        }
    }

    #[test]
    fn certain_outcomes_need_no_luck() {
        let mut rng = Rng::seeded(1);
        assert_eq!((binomial(&mut rng, 9, 0.0), binomial(&mut rng, 9, 1.0), binomial(&mut rng, 0, 0.5)), (0, 9, 0));
    }

    /// Exact probabilities of n = 40, p = 0.3 around the mode, where the rejection method is in use.
    #[test]
    fn rejection_gives_the_exact_distribution() {
        let mut rng = Rng::seeded(3);
        let n_draws = 400_000;
        let mut counts = [0u32; 41];
        for _ in 0..n_draws {
            counts[binomial(&mut rng, 40, 0.3) as usize] += 1;
        }
        let mut probability = 0.7f64.powi(40);
        for (k, &count) in counts.iter().enumerate() {
            let expected = probability * f64::from(n_draws);
            assert!((f64::from(count) - expected).abs() < 6.0 * expected.sqrt() + 6.0, "{k}: {count}, not {expected}");
            probability *= 0.3 / 0.7 * (40 - k) as f64 / (k + 1) as f64;
        }
    }
}
