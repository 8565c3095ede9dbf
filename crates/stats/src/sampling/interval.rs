//! Confidence intervals: analytic from influences, or by bootstrap.

use serde::Serialize;

use super::{Coefficient, Influence, Reference, Rng, Sample, quantile};

/// A confidence interval and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The confidence level, for instance 0.95.
    pub level: f64,
    pub low: f64,
    pub high: f64,
    pub method: Method,
}

/// How an interval was found. The first two of each pair take units as independent, the others only groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    Analytic,
    AnalyticGroups,
    Bootstrap,
    BootstrapGroups,
}

/// Which interval is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalMethod {
    None,
    /// The published large-sample interval; a bootstrap of a thousand resamples where none is published.
    Analytic,
    /// The percentile interval of this many resamples of units, or of groups when the table has them.
    Bootstrap {
        resamples: u32,
    },
}

/// Fewer than this share of resamples with a value make no honest interval.
const LEAST_DEFINED: f64 = 0.95;

/// An interval with the standard error behind it.
pub(super) type WithError = (Interval, Option<f64>);

/// The interval around `value`, or `None` where the data cannot carry one: fewer than two units (or groups), no spread
/// at all (every unit says the same, which does not make the value certain), or too many undefined resamples.
pub(super) fn interval(
    sample: &Sample,
    coefficient: &impl Coefficient,
    value: f64,
    (method, level): (IntervalMethod, f64),
    rng: &mut Rng,
) -> Option<WithError> {
    if sample.n_clusters() < 2 || !(level > 0.0 && level < 1.0) {
        return None;
    }
    if method != IntervalMethod::None
        && !sample.is_grouped()
        && let Some((low, high)) = coefficient.published(&sample.units, level)
    {
        let error = coefficient.influence(&sample.units).map(|influence| standard_error(sample, &influence));
        let interval = Interval { level, low, high, method: Method::Analytic };
        return (high - low > 1e-12).then_some((interval, error));
    }
    let method = match method {
        IntervalMethod::Bootstrap { .. } if !sample.can_be_resampled() => IntervalMethod::Analytic,
        method => method,
    };
    match method {
        IntervalMethod::None => None,
        IntervalMethod::Bootstrap { resamples } => bootstrap(sample, coefficient, level, resamples, rng),
        IntervalMethod::Analytic if !sample.can_be_resampled() => {
            let influence = coefficient.derived(&sample.units)?;
            analytic(sample, &influence, value, level, coefficient.bounds())
        }
        IntervalMethod::Analytic => match coefficient.influence(&sample.units) {
            Some(influence) => analytic(sample, &influence, value, level, coefficient.bounds()),
            None => bootstrap(sample, coefficient, level, 1000, rng),
        },
    }
}

fn standard_error(sample: &Sample, influence: &Influence) -> f64 {
    let n = sample.n_clusters() as f64;
    let squares = sample.sum_of_squares(&influence.of_pattern);
    match influence.reference {
        Reference::Normal if !sample.is_grouped() => squares.sqrt(),
        Reference::Normal | Reference::Student => (squares * n / (n - 1.0)).sqrt(),
    }
}

fn analytic(
    sample: &Sample,
    influence: &Influence,
    value: f64,
    level: f64,
    (least, greatest): (f64, f64),
) -> Option<WithError> {
    let error = standard_error(sample, influence);
    let p = 0.5 + 0.5 * level;
    let half = match influence.reference {
        Reference::Normal if !sample.is_grouped() => quantile::normal(p) * error,
        Reference::Normal | Reference::Student => quantile::student(p, sample.n_clusters() as f64 - 1.0) * error,
    };
    if half.is_nan() || half < 1e-12 {
        return None;
    }
    let method = if sample.is_grouped() { Method::AnalyticGroups } else { Method::Analytic };
    let (low, high) = ((value - half).max(least), (value + half).min(greatest));
    Some((Interval { level, low, high, method }, Some(error)))
}

fn bootstrap(
    sample: &Sample,
    coefficient: &impl Coefficient,
    level: f64,
    resamples: u32,
    rng: &mut Rng,
) -> Option<WithError> {
    let mut units = vec![0.0; sample.n_patterns()];
    let mut values = Vec::with_capacity(resamples as usize);
    for _ in 0..resamples {
        sample.resample(rng, &mut units);
        values.extend(coefficient.value(&units).ok());
    }
    if values.is_empty() || (values.len() as f64) < LEAST_DEFINED * f64::from(resamples) {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let low = percentile(&values, 0.5 - 0.5 * level);
    let high = percentile(&values, 0.5 + 0.5 * level);
    let method = if sample.is_grouped() { Method::BootstrapGroups } else { Method::Bootstrap };
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (high - low > 1e-12).then_some((Interval { level, low, high, method }, Some(variance.sqrt())))
}

/// Interpolates between the two nearest of the sorted values.
pub(crate) fn percentile(sorted: &[f64], p: f64) -> f64 {
    let at = p * (sorted.len() - 1) as f64;
    let below = sorted[at.floor() as usize];
    let above = sorted[at.ceil() as usize];
    below + (above - below) * at.fract()
}
