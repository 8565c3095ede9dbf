//! Quantiles of the normal and of Student's distribution, to about ten digits.

use std::f64::consts::PI;

/// The `p` quantile of the standard normal distribution.
pub(crate) fn normal(p: f64) -> f64 {
    bisect(p, below_positive)
}

/// The `p` quantile of Student's distribution with `freedom` degrees of freedom.
pub(crate) fn student(p: f64, freedom: f64) -> f64 {
    if freedom <= 1000.0 {
        return bisect(p, |t| student_below(t, freedom));
    }
    // Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5); its error is below 1e-9 from here on.
    let z = normal(p);
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    z + first / freedom + second / (freedom * freedom)
}

/// The `p` quantile of Fisher's F distribution with these degrees of freedom.
pub(crate) fn fisher(p: f64, above: f64, below: f64) -> f64 {
    let at_most = |x: f64| beta_below(above * x / (above * x + below), 0.5 * above, 0.5 * below);
    let (mut low, mut high) = (0.0, 1.0);
    while at_most(high) < p && high < 1e12 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if at_most(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The `p` quantile of the chi-squared distribution; for the lower half, where its series is quick.
pub(crate) fn chi_squared(p: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, freedom);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if gamma_below(0.5 * freedom, 0.5 * middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The regularised incomplete gamma function by its series (Abramowitz and Stegun 6.5.29).
fn gamma_below(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let (mut term, mut sum, mut step) = (1.0, 1.0, a);
    while term > sum * 1e-16 {
        step += 1.0;
        term *= x / step;
        sum += term;
    }
    sum * (a * x.ln() - x - ln_gamma(a + 1.0)).exp()
}

/// The share of the standard normal distribution below `z`.
pub(crate) fn normal_below(z: f64) -> f64 {
    if z < 0.0 { 1.0 - below_positive(-z) } else { below_positive(z) }
}

/// Both distributions are symmetric, so only the upper half is searched.
fn bisect(p: f64, below: impl Fn(f64) -> f64) -> f64 {
    if p < 0.5 {
        return -bisect(1.0 - p, below);
    }
    let (mut low, mut high) = (0.0, 1.0);
    while below(high) < p && high < 1e12 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if below(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The series 1/2 + φ(z)(z + z³/3 + z⁵/15 + …), which is quick for every z that an interval can ask for.
fn below_positive(z: f64) -> f64 {
    if z > 9.0 {
        return 1.0;
    }
    let mut term = z;
    let mut sum = z;
    let mut odd = 1.0;
    while term > sum * 1e-17 {
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    0.5 + sum * (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

fn student_below(t: f64, freedom: f64) -> f64 {
    1.0 - 0.5 * beta_below(freedom / (freedom + t * t), 0.5 * freedom, 0.5)
}

/// The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun 26.5.8).
fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below(1.0 - x, b, a);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    let mut fraction = 1.0;
    let mut c = 1.0;
    let mut d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
    fraction *= d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / (1.0 + coefficient * d);
            c = 1.0 + coefficient / c;
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0f64).abs() < 1e-15 {
            break;
        }
    }
    front * fraction
}

/// Lanczos' approximation (1964) with g = 7 and nine terms.
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.5203681218851,
        -1259.1392167224028,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507343278686905,
        -0.13857109526572012,
        9.984_369_578_019_572e-6,
        1.5056327351493116e-7,
    ];
    let x = x - 1.0;
    let sum =
        TERMS.iter().enumerate().fold(0.999_999_999_999_809_9, |sum, (i, term)| sum + term / (x + i as f64 + 1.0));
    let t = x + 7.5;
    0.5 * (2.0 * PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-8, "{found}, not {expected}");
    }

    /// Tabulated values to nine decimals.
    #[test]
    fn quantiles_match_the_tables() {
        check(normal(0.975), 1.959963985);
        check(normal(0.005), -2.575829304);
        check(student(0.975, 1.0), 12.706204736);
        check(student(0.975, 10.0), 2.228138852);
        check(student(0.975, 11.0), 2.200985160);
        check(student(0.95, 99.0), 1.660391156);
        check(student(0.5, 4.0), 0.0);
        check(fisher(0.95, 1.0, 10.0), student(0.975, 10.0).powi(2));
        check(1.0 / fisher(0.95, 5.0, 2.0), fisher(0.05, 2.0, 5.0));
        assert!((fisher(0.975, 5.0, 15.0) - 3.5764).abs() < 5e-5);
        check(normal_below(-1.959963985), 0.025);
        check(chi_squared(0.025, 1.0), 0.000982069);
        check(chi_squared(0.025, 5.0), 0.831211613);
        check(chi_squared(0.025, 10.0), 3.246972780);
        check(chi_squared(0.025, 100.0), 74.221927475);
    }

    #[test]
    fn the_expansion_continues_the_fraction() {
        check(student(0.975, 1000.0), student(0.975, 1000.000001));
        check(student(0.975, 1e12), normal(0.975));
    }
}
