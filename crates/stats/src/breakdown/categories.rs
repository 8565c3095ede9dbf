//! Which categories annotators agree about, and which they do not.

use serde::Serialize;

use crate::table::{Table, Values};

/// One category against all others. For sets a category is a label, which a rating has or has not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryAgreement {
    pub category: String,
    /// How many ratings have it, among units with two ratings or more.
    pub n_ratings: usize,
    /// If one annotator chose it, how likely another annotator of the unit did (Fleiss 1971, Psychological Bulletin
    /// 76, 378-382; there the conditional probability of agreement).
    pub specific: Option<f64>,
    /// Krippendorff's nominal alpha of having it or not.
    pub alpha: Option<f64>,
    /// Fleiss' kappa of having it or not (1971, equation 17), which lacks alpha's correction for small samples.
    pub kappa: Option<f64>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    n: f64,
    /// Ordered pairs of ratings that both have it, over one less than the number of ratings of their unit.
    agreed: f64,
}

/// All categories in the order of the table's values.
pub fn categories(table: &Table) -> Vec<CategoryAgreement> {
    let names: Vec<String> = match &table.values {
        Values::Sets { labels, .. } => labels.clone(),
        values => (0..values.len()).map(|value| values.name(value)).collect(),
    };
    let (tallies, n_ratings) = tallies(table, names.len());
    let agreement = |(category, tally): (String, Tally)| {
        // Ordered pairs of which exactly one rating has the category, counted from both sides.
        let split = 2.0 * (tally.n - tally.agreed);
        let expected = 2.0 * tally.n * (n_ratings - tally.n) / (n_ratings - 1.0);
        let alpha = (expected > 0.0).then(|| 1.0 - split / expected);
        CategoryAgreement {
            category,
            n_ratings: tally.n as usize,
            specific: (tally.n > 0.0).then(|| tally.agreed / tally.n),
            alpha,
            kappa: alpha.map(|alpha| 1.0 - (1.0 - alpha) * n_ratings / (n_ratings - 1.0)),
        }
    };
    names.into_iter().zip(tallies).map(agreement).collect()
}

/// The tally of each category, and the number of all ratings, over units with two ratings or more.
fn tallies(table: &Table, n_categories: usize) -> (Vec<Tally>, f64) {
    let mut tallies = vec![Tally::default(); n_categories];
    let mut n_ratings = 0.0;
    let mut chosen: Vec<u32> = Vec::new();
    for unit in 0..table.n_units() {
        let values = table.values_of(unit);
        if values.len() < 2 {
            continue;
        }
        n_ratings += values.len() as f64;
        chosen.clear();
        match &table.values {
            Values::Sets { sets, .. } => chosen.extend(values.iter().flat_map(|&value| &sets[value as usize])),
            _ => chosen.extend_from_slice(values),
        }
        chosen.sort_unstable();
        for run in chosen.chunk_by(|a, b| a == b) {
            let n = run.len() as f64;
            let tally = &mut tallies[run[0] as usize];
            tally.n += n;
            tally.agreed += n * (n - 1.0) / (values.len() as f64 - 1.0);
        }
    }
    (tallies, n_ratings)
}
