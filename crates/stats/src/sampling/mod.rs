//! From a table to an estimate: what is resampled, how a coefficient is asked for its value, and its interval.

mod binomial;
mod difference;
mod estimate;
mod interval;
mod quantile;
mod rng;
mod sample;

pub(crate) use binomial::binomial;
pub use difference::difference;
pub use estimate::Estimate;
pub(crate) use interval::percentile;
pub use interval::{Interval, IntervalMethod, Method};
pub(crate) use quantile::{chi_squared, fisher, normal, normal_below, student};
pub use rng::Rng;
pub(crate) use sample::{Sample, ratings_in, runs};

/// A coefficient that can be computed from how often each pattern of ratings occurs.
///
/// Tables have few distinct patterns (five ratings of five labels make at most 126), so a resample costs as much as
/// there are patterns, not as there are ratings.
pub(crate) trait Coefficient {
    /// The value when pattern `p` occurs in `units[p]` units, or why there is none.
    fn value(&self, units: &[f64]) -> Result<f64, String>;

    /// How far one unit of each pattern moves the value, for an analytic interval; `None` where none is published.
    fn influence(&self, units: &[f64]) -> Option<Influence>;

    /// The same where none is published and nothing can be resampled: the derivative by the weight of each unit (the
    /// infinitesimal jackknife).
    fn derived(&self, units: &[f64]) -> Option<Influence> {
        self.influence(units)
    }

    /// A published interval that is not the value plus and minus something; used wherever units are independent.
    fn published(&self, _units: &[f64], _level: f64) -> Option<(f64, f64)> {
        None
    }

    /// What no value and no interval exceeds. Most coefficients have no bound below: with missing ratings chance
    /// agreement can exceed one half while no pair agrees.
    fn bounds(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, 1.0)
    }
}

/// The linear part of a coefficient; over all units the influences add up to zero.
pub(crate) struct Influence {
    pub of_pattern: Vec<f64>,
    pub reference: Reference,
}

/// Which distribution the published interval refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    /// Large samples, variance divided by n.
    Normal,
    /// Student's t with one degree of freedom less than there are units or groups, variance divided by n - 1.
    Student,
}
