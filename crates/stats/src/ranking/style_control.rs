//! Bradley and Terry's model with covariates: strengths when answers are alike in style, and what style is worth.

use serde::Serialize;

use super::intervals::{Intervals, normal_intervals};
use super::logit::{self, Choice, Fitted};
use super::tally::Tally;
use super::{Diagnostics, Preferences, RankSettings, Ranking, Request, Winner, graph, regularisation, strengths};
use crate::linear::Cholesky;
use crate::sampling::normal;

/// What the two sides of every comparison differ in, for instance the length of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariate {
    pub name: String,
    /// Left less right, in the order of the comparisons.
    differences: Vec<f64>,
}

impl Covariate {
    /// From the values of the left and the right side of each comparison, in the order of the comparisons.
    pub fn difference(name: &str, sides: &[[f64; 2]]) -> Self {
        let differences = sides.iter().map(|[left, right]| left - right).collect();
        Self { name: name.to_owned(), differences }
    }

    /// The difference over the sum, for lengths and counts: ten words more matter less among thousands. Two zeros do not
    /// differ.
    pub fn relative_difference(name: &str, sides: &[[f64; 2]]) -> Self {
        let relative = |[left, right]: &[f64; 2]| if left == right { 0.0 } else { (left - right) / (left + right) };
        Self { name: name.to_owned(), differences: sides.iter().map(relative).collect() }
    }
}

/// What a covariate is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    pub name: String,
    /// Added to the log odds of a side by one standard deviation of the difference.
    pub coefficient: f64,
    pub low: f64,
    pub high: f64,
    pub standard_error: f64,
    /// The standard deviation of the difference.
    pub deviation: f64,
}

/// Entries in order with style accounted for, and the effect of each covariate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Controlled {
    pub ranking: Ranking,
    pub effects: Vec<Effect>,
}

/// Bradley–Terry with covariates.
///
/// ## What it does
/// The log odds that one entry beats another are the difference of their strengths plus, for each covariate, a coefficient
/// times the difference of the two sides in it. Differences are divided by their standard deviation, so that coefficients
/// can be compared; they are not centred, since a mean would be an advantage of one side (which is `position`). A tie is
/// half a win for both. Intervals of strengths and coefficients come from the sandwich covariance, over groups where they
/// are given; `bootstrap` is not used.
/// ## When to use it
/// When people may prefer longer or more decorated answers whatever they say, and the order should not reward that.
/// ## When not
/// When style is part of what is asked for. When each entry always has the same style, effect and strength cannot be told
/// apart, and the result is an error that says so. A coefficient is an association: longer answers may also be better.
/// ## Example
/// Two equal entries, and the answer that is one standard deviation longer wins three times in four: both strengths are 0
/// and the coefficient of length is ln 3 = 1.10.
/// ## Reference
/// T. Li, A. Angelopoulos and W.-L. Chiang, Does style matter? Disentangling style and substance in Chatbot Arena, LMSYS
/// blog, 2024; R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs, Biometrika 39, 1952.
pub fn style_control(
    preferences: &Preferences,
    covariates: &[Covariate],
    settings: &RankSettings,
) -> Result<Controlled, String> {
    let tally = Tally::of(preferences);
    let wins = tally.wins();
    let request = Request { preferences, tally: &tally, settings, wins: &wins };
    let scaled = scaled(preferences, covariates)?;
    let choices = choices(&request, &scaled);
    let n = preferences.n_entries();
    let first = n + usize::from(settings.position);
    check_identified(&request, &choices, covariates, first)?;
    let (ridge, notes) = regularisation(&request, &wins);
    let mut fitted = logit::fit(&choices, first + covariates.len(), n, ridge);
    if !preferences.group.is_empty() {
        fitted.covariance = logit::clustered(&choices, &preferences.group, &fitted.strengths, n, ridge);
    }
    if !fitted.converged {
        return Err("the covariates tell nearly every winner, so no finite effect fits best; leave some out".to_owned());
    }
    let effects = effects(&fitted, covariates, &scaled, first, settings.confidence);
    let mut found = strengths(fitted, n);
    found.notes.extend(notes);
    if settings.position {
        found.parameters.push(("position", found.all[n]));
    }
    let intervals: Option<Intervals> =
        found.covariance.as_ref().map(|covariance| normal_intervals(&found, covariance, settings.confidence));
    let diagnostics = Diagnostics::of(preferences, &wins, settings.confidence);
    Ok(Controlled { ranking: Ranking::new(preferences, found, intervals, diagnostics), effects })
}

/// Differences over their standard deviation.
pub(super) struct Scaled {
    deviation: f64,
    values: Vec<f64>,
}

fn scaled(preferences: &Preferences, covariates: &[Covariate]) -> Result<Vec<Scaled>, String> {
    if preferences.n_rankings() > 0 {
        return Err("covariates belong to comparisons of two, and these are rankings; use plackett_luce".to_owned());
    }
    let rows = preferences.n_comparisons();
    if rows == 0 {
        return Err("there are no comparisons to rank by".to_owned());
    }
    if preferences.n_entries() > graph::MOST {
        return Err(format!("there are more than {} entries, which rankers can hold; rank a part", graph::MOST));
    }
    covariates.iter().map(|covariate| scale(covariate, rows)).collect()
}

fn scale(Covariate { name, differences }: &Covariate, rows: usize) -> Result<Scaled, String> {
    if differences.len() != rows {
        return Err(format!(
            "covariate {name:?} has {} values for {rows} comparisons; give one each",
            differences.len()
        ));
    }
    if let Some(row) = differences.iter().position(|difference| !difference.is_finite()) {
        return Err(format!("covariate {name:?} is not a number in comparison {}; leave that out", row + 1));
    }
    let mean = differences.iter().sum::<f64>() / rows as f64;
    let deviation = (differences.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / rows as f64).sqrt();
    if deviation <= 1e-9 * mean.abs() || deviation == 0.0 {
        return Err(format!(
            "the difference of covariate {name:?} is {mean} in every comparison, so it explains nothing; leave it out \
             (an advantage of one side is `position`)"
        ));
    }
    Ok(Scaled { deviation, values: differences.iter().map(|x| x / deviation).collect() })
}

/// One choice for each comparison; the covariates stand on the left side.
pub(super) fn choices(request: &Request, scaled: &[Scaled]) -> Vec<Choice> {
    let (preferences, n) = (request.preferences, request.tally.n_entries);
    let side = request.settings.position.then_some((n, 1.0));
    let first = n + usize::from(request.settings.position);
    let choice = |row: usize| {
        let mut left = vec![(preferences.left[row] as usize, 1.0)];
        left.extend(side);
        left.extend(scaled.iter().enumerate().map(|(at, scaled)| (first + at, scaled.values[row])));
        let shares = match preferences.winner[row] {
            Winner::Left => vec![1.0, 0.0],
            Winner::Right => vec![0.0, 1.0],
            Winner::Tie => vec![0.5, 0.5],
        };
        Choice {
            options: vec![left, vec![(preferences.right[row] as usize, 1.0)]],
            outcomes: vec![(shares, preferences.weight_of(row))],
        }
    };
    (0..preferences.n_comparisons()).map(choice).collect()
}

/// A covariate of which less than this share is its own cannot be told from the rest.
const OWN: f64 = 1e-9;

/// Whether each covariate differs from all sums of entries, side and earlier covariates.
fn check_identified(
    request: &Request,
    choices: &[Choice],
    covariates: &[Covariate],
    first: usize,
) -> Result<(), String> {
    let all = first + covariates.len();
    let products = products(request, choices, all);
    for (at, covariate) in (first..).zip(covariates) {
        let before = (0..at * at).map(|cell| products[cell / at * all + cell % at]).collect();
        let column: Vec<f64> = (0..at).map(|row| products[row * all + at]).collect();
        let mut solved = column.clone();
        let whole = products[at * all + at];
        let own = Cholesky::of(before, at).map(|before| {
            before.solve(&mut solved);
            whole - solved.iter().zip(&column).map(|(x, y)| x * y).sum::<f64>()
        });
        if own.is_none_or(|own| own <= OWN * whole) {
            let others = if at == first { "" } else { " and the covariates before it" };
            return Err(format!(
                "covariate {:?} follows from the entries that are compared{others}, so its effect cannot be told from \
                 theirs; leave it out",
                covariate.name
            ));
        }
    }
    Ok(())
}

/// Sums over comparisons of the products of what stands on the left less the right. Entries that were compared with each
/// other, directly or not, are held together by a constant.
fn products(request: &Request, choices: &[Choice], size: usize) -> Vec<f64> {
    let n = request.tally.n_entries;
    let mut products = vec![0.0; size * size];
    let parts = graph::weak_parts(request.wins, n);
    for i in 0..n {
        (0..n).filter(|&j| parts[i] == parts[j]).for_each(|j| products[i * size + j] = 1.0);
    }
    for choice in choices {
        let weight = choice.outcomes[0].1;
        let right = choice.options[1].iter().map(|&(at, x)| (at, -x));
        let row: Vec<(usize, f64)> = choice.options[0].iter().copied().chain(right).collect();
        for &(i, x) in &row {
            row.iter().for_each(|&(j, y)| products[i * size + j] += weight * x * y);
        }
    }
    products
}

fn effects(fitted: &Fitted, covariates: &[Covariate], scaled: &[Scaled], first: usize, confidence: f64) -> Vec<Effect> {
    let n = fitted.strengths.len();
    let z = normal(0.5 + 0.5 * confidence);
    let effect = |(at, (covariate, scaled)): (usize, (&Covariate, &Scaled))| {
        let coefficient = fitted.strengths[at];
        let variance = fitted.covariance.as_ref().map_or(f64::NAN, |covariance| covariance[at * n + at]);
        let standard_error = variance.max(0.0).sqrt();
        Effect {
            name: covariate.name.clone(),
            coefficient,
            low: coefficient - z * standard_error,
            high: coefficient + z * standard_error,
            standard_error,
            deviation: scaled.deviation,
        }
    };
    (first..).zip(covariates.iter().zip(scaled)).map(effect).collect()
}
