//! What a metric says of a table: a value with its interval, or why there is none.

use serde::Serialize;

use super::interval::interval;
use super::{Coefficient, Interval, IntervalMethod, Rng, Sample};
use crate::table::Table;

/// A value with its interval, or the reason why the data has no value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    pub value: Option<f64>,
    pub interval: Option<Interval>,
    /// The standard error that belongs to the interval.
    pub standard_error: Option<f64>,
    /// Why there is no value.
    pub undefined: Option<String>,
    /// The units that at least two annotators rated: a single rating says nothing about agreement.
    pub n_units: usize,
    /// The annotators who rated such units.
    pub n_annotators: usize,
    /// The ratings of such units.
    pub n_ratings: usize,
}

impl Estimate {
    /// No value, and why.
    pub(crate) fn undefined(table: &Table, why: impl Into<String>) -> Self {
        let (n_units, n_annotators, n_ratings) = sizes(table);
        Self {
            value: None,
            interval: None,
            standard_error: None,
            undefined: Some(why.into()),
            n_units,
            n_annotators,
            n_ratings,
        }
    }

    /// Asks a coefficient for its value, and then for the wanted interval at the confidence `level`.
    pub(crate) fn of(
        table: &Table,
        sample: &Sample,
        coefficient: &impl Coefficient,
        (method, level): (IntervalMethod, f64),
        rng: &mut Rng,
    ) -> Self {
        match coefficient.value(&sample.units) {
            Err(why) => Self::undefined(table, why),
            Ok(value) => {
                let (n_units, n_annotators, n_ratings) = sizes(table);
                let found = interval(sample, coefficient, value, (method, level), rng);
                let (interval, standard_error) =
                    found.map_or((None, None), |(interval, error)| (Some(interval), error));
                Self { value: Some(value), interval, standard_error, undefined: None, n_units, n_annotators, n_ratings }
            }
        }
    }
}

fn sizes(table: &Table) -> (usize, usize, usize) {
    if let Some(counted) = table.counted() {
        return (counted.n_units, counted.n_annotators(), counted.n_ratings);
    }
    let mut takes_part = vec![false; table.n_annotators()];
    let (mut n_units, mut n_ratings) = (0, 0);
    for unit in 0..table.n_units() {
        let ratings = table.ratings(unit);
        if ratings.len() >= 2 {
            n_units += 1;
            n_ratings += ratings.len();
            ratings.for_each(|(annotator, _)| takes_part[annotator as usize] = true);
        }
    }
    (n_units, takes_part.into_iter().filter(|&part| part).count(), n_ratings)
}
