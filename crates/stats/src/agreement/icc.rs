//! What the intraclass correlations share: their components, their intervals, and when there is none.

use std::cell::OnceCell;

use super::variance::{Ratings, Squares, UnitSquares};
use super::{NO_PAIRS, Options, check_variation, quick};
use crate::sampling::{Coefficient, Estimate, Influence, Reference, Rng, Sample, fisher};
use crate::table::{Table, Values};

/// Which of the correlations of Shrout and Fleiss (1979).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Annotators differ from unit to unit; one rating.
    OneOne,
    /// The same annotators, drawn from many; one rating.
    TwoOne,
    /// The same annotators, drawn from many; the mean of the ratings of a unit.
    TwoMean,
}

pub(super) fn estimate(form: Form, table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    if let Err(why) = check_variation(table) {
        return Estimate::undefined(table, why);
    }
    let Values::Numbers(scores) = &table.values else {
        return Estimate::undefined(table, "an intraclass correlation needs numbers; use the interval level");
    };
    let sample = Sample::of_ratings(table, 2);
    let ratings = Ratings { sample: &sample, scores, n_annotators: table.n_annotators() };
    let complete = ratings.is_complete();
    let work = 30 * sample.patterns().map(|pattern| pattern.len() / 2).sum::<usize>();
    let interval = quick(options.interval, work);
    let icc = Icc { form, ratings, complete, of_all: OnceCell::new() };
    Estimate::of(table, &sample, &icc, (interval, options.confidence), rng)
}

struct Icc<'a> {
    form: Form,
    ratings: Ratings<'a>,
    /// Whether every annotator rated every unit.
    complete: bool,
    /// The sums over the units as they are, which both the value and its interval ask for.
    of_all: OnceCell<Squares>,
}

impl Icc<'_> {
    fn with_squares<T>(&self, units: &[f64], then: impl FnOnce(&Squares) -> T) -> T {
        if std::ptr::eq(units, self.ratings.sample.units.as_slice()) {
            then(self.of_all.get_or_init(|| self.ratings.squares(units)))
        } else {
            then(&self.ratings.squares(units))
        }
    }

    fn of_squares(&self, squares: &Squares) -> Result<f64, String> {
        let Squares { n_units, n_ratings, n_annotators, .. } = *squares;
        let share = |signal: f64, noise: f64| {
            // Where the two cancel, what is left is rounding and not a variance.
            if signal + noise > 1e-9 * (signal.abs() + noise.abs()) {
                Ok(signal / (signal + noise))
            } else {
                Err("the ratings vary less between units than within them, or not at all; see percent_agreement"
                    .to_owned())
            }
        };
        if n_units < 2.0 {
            return Err("an intraclass correlation compares units, and there is one; rate more units".to_owned());
        }
        if self.form == Form::OneOne {
            let noise = squares.within / (n_ratings - n_units);
            let size = (n_ratings - squares.mean_size) / (n_units - 1.0);
            return share((squares.between / (n_units - 1.0) - noise) / size, noise);
        }
        let n_left = n_ratings - n_units - n_annotators + 1.0;
        if n_left <= 0.0 {
            return Err("too few ratings to tell units, annotators and chance apart; use icc_1_1".to_owned());
        }
        let rest = squares.rest / n_left;
        let of_units = squares.within_annotators - squares.rest - (n_units - 1.0) * rest;
        let of_annotators = squares.within - squares.rest - (n_annotators - 1.0) * rest;
        let signal = of_units / (n_ratings - n_annotators);
        let noise = of_annotators / (n_ratings - n_units) + rest;
        match self.form {
            Form::OneOne | Form::TwoOne => share(signal, noise),
            Form::TwoMean => share(signal, noise * squares.mean_inverse_size),
        }
    }
}

impl Coefficient for Icc<'_> {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        if units.iter().all(|n| *n == 0.0) {
            return Err(NO_PAIRS.to_owned());
        }
        if self.form != Form::OneOne && !self.complete && !self.ratings.is_connected(units) {
            let why = "the annotators fall into groups that share no unit, so their levels cannot be compared; use \
                       icc_1_1, or let somebody rate units of both groups";
            return Err(why.to_owned());
        }
        self.with_squares(units, |squares| self.of_squares(squares))
    }

    /// The derivative by the weight of each unit. The estimates of effects minimise the sums of squares, so a change of
    /// weight moves these only by the unit's own part.
    fn influence(&self, units: &[f64]) -> Option<Influence> {
        self.with_squares(units, |squares| self.influence_of(squares, units))
    }

    /// Intervals from the F distribution, McGraw and Wong (1996), Psychological Methods 1, 30-46, table 7; that of the
    /// mean of ratings follows from that of one by Spearman and Brown. They need a table without gaps.
    fn published(&self, units: &[f64], level: f64) -> Option<(f64, f64)> {
        if !self.complete {
            return None;
        }
        let squares = self.ratings.squares(units);
        let (n, k) = (squares.n_units, squares.n_annotators);
        let p = 0.5 + 0.5 * level;
        let rows = squares.between / (n - 1.0);
        if self.form == Form::OneOne {
            let within = squares.within / (n * (k - 1.0));
            let low = rows / within / fisher(p, n - 1.0, n * (k - 1.0));
            let high = rows / within * fisher(p, n * (k - 1.0), n - 1.0);
            return Some(((low - 1.0) / (low + k - 1.0), (high - 1.0) / (high + k - 1.0)));
        }
        let columns = (squares.within - squares.rest) / (k - 1.0);
        let rest = squares.rest / ((n - 1.0) * (k - 1.0));
        let single = (rows - rest) / (rows + (k - 1.0) * rest + k / n * (columns - rest));
        let a = k * single / (n * (1.0 - single));
        let b = 1.0 + k * single * (n - 1.0) / (n * (1.0 - single));
        let freedom = (a * columns + b * rest).powi(2)
            / ((a * columns).powi(2) / (k - 1.0) + (b * rest).powi(2) / ((n - 1.0) * (k - 1.0)));
        let others = k * columns + (k * n - k - n) * rest;
        let f = fisher(p, n - 1.0, freedom);
        let low = n * (rows - f * rest) / (f * others + n * rows);
        let f = fisher(p, freedom, n - 1.0);
        let high = n * (f * rows - rest) / (others + n * f * rows);
        let of_mean = |one: f64| k * one / (1.0 + (k - 1.0) * one);
        Some(if self.form == Form::TwoMean { (of_mean(low), of_mean(high)) } else { (low, high) })
    }
}

impl Icc<'_> {
    fn influence_of(&self, squares: &Squares, units: &[f64]) -> Option<Influence> {
        let value = self.of_squares(squares).ok()?;
        let n_units: f64 = units.iter().sum();
        let mut of_pattern: Vec<f64> = (0..units.len())
            .map(|p| {
                let part = self.ratings.parts(squares, p);
                let step = 1e-6;
                let moved = squares.plus(part, self.ratings.size(p), step);
                self.of_squares(&moved).map_or(0.0, |moved| (moved - value) / step)
            })
            .collect();
        let mean = of_pattern.iter().zip(units).map(|(influence, n)| influence * n).sum::<f64>() / n_units;
        of_pattern.iter_mut().for_each(|influence| *influence -= mean);
        Some(Influence { of_pattern, reference: Reference::Student })
    }
}

impl Squares {
    /// The sums when one unit of this kind weighs `step` more.
    fn plus(&self, part: UnitSquares, size: f64, step: f64) -> Self {
        let n_units = self.n_units + step;
        let n_ratings = self.n_ratings + step * size;
        Self {
            n_units,
            n_ratings,
            n_annotators: self.n_annotators,
            mean_inverse_size: (self.mean_inverse_size * self.n_units + step / size) / n_units,
            mean_size: (self.mean_size * self.n_ratings + step * size * size) / n_ratings,
            between: self.between + step * part.between,
            within: self.within + step * part.within,
            within_annotators: self.within_annotators + step * part.within_annotators,
            rest: self.rest + step * part.rest,
            effects: Vec::new(),
            means: Vec::new(),
            mean: self.mean,
        }
    }
}
