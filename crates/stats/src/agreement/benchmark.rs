//! Adjectives for coefficients, given only where the data carries them.

use serde::Serialize;

use crate::sampling::{Estimate, normal_below};

/// A published scale of adjectives. Conventions, not facts: none of them knows the number of categories or their prevalence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Benchmark {
    pub id: &'static str,
    pub title: &'static str,
    /// From the highest band to the lowest: where it begins, and what it is called. The lowest begins at -1.
    pub bands: &'static [(f64, &'static str)],
}

/// Every scale; a new one is an entry.
pub const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        id: "landis_koch",
        title: "Landis and Koch (1977)",
        bands: &[
            (0.8, "almost perfect"),
            (0.6, "substantial"),
            (0.4, "moderate"),
            (0.2, "fair"),
            (0.0, "slight"),
            (-1.0, "poor"),
        ],
    },
    Benchmark {
        id: "fleiss",
        title: "Fleiss (1981)",
        bands: &[(0.75, "excellent"), (0.4, "intermediate to good"), (-1.0, "poor")],
    },
    Benchmark {
        id: "altman",
        title: "Altman (1991)",
        bands: &[(0.8, "very good"), (0.6, "good"), (0.4, "moderate"), (0.2, "fair"), (-1.0, "poor")],
    },
    Benchmark {
        id: "cicchetti",
        title: "Cicchetti and Sparrow (1981)",
        bands: &[(0.75, "excellent"), (0.6, "good"), (0.4, "fair"), (-1.0, "poor")],
    },
    Benchmark {
        id: "krippendorff",
        title: "Krippendorff (2004)",
        bands: &[(0.8, "reliable"), (2.0 / 3.0, "tentative conclusions only"), (-1.0, "not reliable")],
    },
];

/// The highest band that the coefficient reaches with enough certainty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Membership {
    pub band: &'static str,
    /// How likely the coefficient is in this band or a higher one.
    pub probability: f64,
}

/// How likely a coefficient has to be in a band or above it.
const ENOUGH: f64 = 0.95;

pub fn benchmark(id: &str) -> Option<&'static Benchmark> {
    BENCHMARKS.iter().find(|benchmark| benchmark.id == id)
}

impl Benchmark {
    /// For each band, the probability of being in it or in a higher one, for a coefficient with a normal error and
    /// between -1 and 1. K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapter 6.
    pub fn cumulative(&self, value: f64, standard_error: f64) -> Vec<f64> {
        let above = |bound: f64| normal_below((value - bound) / standard_error);
        let whole = above(-1.0) - above(1.0);
        self.bands.iter().map(|(from, _)| (above(*from) - above(1.0)) / whole).collect()
    }

    /// The adjective of an estimate; `None` without a value or without a standard error, because a point in a band says
    /// nothing.
    pub fn membership(&self, estimate: &Estimate) -> Option<Membership> {
        let probabilities = self.cumulative(estimate.value?, estimate.standard_error.filter(|error| *error > 0.0)?);
        let found = self.bands.iter().zip(probabilities).find(|(_, probability)| *probability >= ENOUGH);
        found.map(|((_, band), probability)| Membership { band, probability })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A coefficient of 0.67 with a standard error of 0.15, from the tests of irrCAC after Gwet.
    #[test]
    fn cumulative_membership_follows_gwet() {
        let check = |id: &str, expected: &[f64]| {
            let found = benchmark(id).unwrap().cumulative(0.67, 0.15);
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).for_each(|(found, expected)| assert!((found - expected).abs() < 6e-6, "{id}"));
        };
        check("altman", &[0.18168, 0.67511, 0.96356, 0.99912, 1.0]);
        check("landis_koch", &[0.18168, 0.67511, 0.96356, 0.99912, 1.0, 1.0]);
        check("fleiss", &[0.28699, 0.96356, 1.0]);
        check("cicchetti", &[0.28699, 0.67511, 0.96356, 1.0]);
    }

    #[test]
    fn an_adjective_needs_certainty() {
        let mut estimate = Estimate {
            value: Some(0.67),
            interval: None,
            standard_error: Some(0.15),
            undefined: None,
            n_units: 9,
            n_annotators: 2,
            n_ratings: 18,
        };
        let scale = benchmark("landis_koch").unwrap();
        assert_eq!(scale.membership(&estimate).unwrap().band, "moderate");
        estimate.standard_error = Some(0.01);
        assert_eq!(scale.membership(&estimate).unwrap().band, "substantial");
        estimate.standard_error = None;
        assert_eq!(scale.membership(&estimate), None);
    }
}
