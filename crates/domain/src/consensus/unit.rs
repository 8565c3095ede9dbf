//! The consensus on one unit: a value, what speaks for it, and how sure it is.

use crosscheck_stats::aggregation::Model;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Given, Learned, Panel, Use};
use crate::{Level, rating::number};

/// Whether a consensus can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Agreed,
    /// Enough people have answered, and the value is not sure.
    Disputed,
    /// Fewer people than are needed have answered.
    TooFew,
}

/// What speaks for one value.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Support {
    pub value: String,
    pub count: u32,
    /// What its annotators' answers are worth together, in answers of an average annotator.
    pub weight: f64,
    /// Its probability: the soft label.
    pub probability: f64,
}

/// What several annotations say of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Consensus {
    /// None where nothing counts, or values are equally likely.
    pub value: Option<String>,
    /// The probability of the value; for numbers, the share of answers within twice the usual spread of it.
    pub confidence: f64,
    pub method: &'static str,
    pub status: Status,
    /// The value that most people gave, for comparison; none where several are as frequent.
    pub majority: Option<String>,
    /// By falling probability.
    pub support: Vec<Support>,
    /// How many answers count, and how many are only shown.
    pub n: u32,
    pub n_shown: u32,
}

/// When a consensus is agreed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// At least so many answers.
    pub least: u32,
    /// At least this probability.
    pub confidence: f64,
}

/// What is said of a unit, by what was learned of its field.
pub fn consensus(panel: &Panel, learned: &Learned, given: &[Given], thresholds: Thresholds) -> Consensus {
    let counting: Vec<&Given> = given.iter().filter(|one| one.good_for != Use::Shown).collect();
    let n = counting.len() as u32;
    let (value, confidence, support) = match learned {
        Learned::Labels(model) => labels(panel, model, &counting),
        Learned::Sets { labels, models } => sets(panel, (labels, models), &counting),
        Learned::Numbers { bias, spread, .. } => numbers(panel, (bias, *spread), &counting),
        Learned::Nothing => plain(panel, &counting),
    };
    let status = match () {
        () if n < thresholds.least.max(1) => Status::TooFew,
        () if value.is_some() && confidence >= thresholds.confidence => Status::Agreed,
        () => Status::Disputed,
    };
    let majority = majority(panel, &counting);
    Consensus {
        value: value.filter(|_| n > 0),
        confidence: if n > 0 { confidence } else { 0.0 },
        method: learned.method(),
        status,
        majority,
        support,
        n,
        n_shown: given.len() as u32 - n,
    }
}

type Found = (Option<String>, f64, Vec<Support>);

fn labels(panel: &Panel, model: &Model, given: &[&Given]) -> Found {
    let known = |value: u32| (value as usize) < model.n_labels;
    let said = given.iter().filter(|one| known(one.value));
    let posterior = model.posterior(said.map(|one| (Some(one.annotator as usize), one.value as usize)));
    let chosen = if panel.field.level == Level::Ordinal { middle(&posterior) } else { most(&posterior) };
    let weight = |one: &Given| worth(model, one.annotator);
    let mut support = Vec::new();
    for (label, &probability) in posterior.iter().enumerate() {
        let of: Vec<&&Given> = given.iter().filter(|one| one.value as usize == label).collect();
        if !of.is_empty() || probability >= 0.01 {
            let weight = of.iter().map(|one| weight(one)).sum();
            let value = panel.values.get(label).cloned().unwrap_or_default();
            support.push(Support { value, count: of.len() as u32, weight, probability });
        }
    }
    support.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let confidence = chosen.map_or(0.0, |label| posterior[label]);
    (chosen.and_then(|label| panel.values.get(label).cloned()), confidence, support)
}

/// The answer of an annotator in answers of an average one: by how far each moves an even belief.
fn worth(model: &Model, annotator: u32) -> f64 {
    let moves = |who: Option<usize>| {
        let accuracy = model.accuracy(who).clamp(0.01, 0.99);
        let wrong = (1.0 - accuracy) / (model.n_labels.max(2) - 1) as f64;
        (accuracy / wrong).ln()
    };
    let average = moves(None).max(0.05);
    moves(Some(annotator as usize)).max(0.0) / average
}

fn sets(panel: &Panel, (labels, models): (&[String], &[Model]), given: &[&Given]) -> Found {
    let sets: Vec<(u32, Vec<String>)> = given.iter().map(|one| (one.annotator, panel.set(one.value))).collect();
    let (mut present, mut confidence, mut support) = (Vec::new(), 1.0, Vec::new());
    for (label, model) in labels.iter().zip(models) {
        let said = sets.iter().map(|(who, set)| (Some(*who as usize), usize::from(set.contains(label))));
        let probability = model.posterior(said)[1];
        confidence *= probability.max(1.0 - probability);
        if probability > 0.5 {
            present.push(label);
        }
        let of: Vec<u32> = sets.iter().filter(|(_, set)| set.contains(label)).map(|(who, _)| *who).collect();
        if !of.is_empty() || probability >= 0.01 {
            let weight = of.iter().map(|who| worth(model, *who)).sum();
            support.push(Support { value: label.clone(), count: of.len() as u32, weight, probability });
        }
    }
    support.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    (serde_json::to_string(&present).ok(), confidence, support)
}

fn numbers(panel: &Panel, (bias, spread): (&[f64], f64), given: &[&Given]) -> Found {
    let read = |one: &&Given| {
        let told = panel.values[one.value as usize].parse::<f64>().ok()?;
        Some(told - bias.get(one.annotator as usize).copied().unwrap_or(0.0))
    };
    let mut told: Vec<f64> = given.iter().filter_map(read).collect();
    told.sort_by(f64::total_cmp);
    if told.is_empty() {
        return (None, 0.0, Vec::new());
    }
    let corrected = bias.iter().any(|bias| *bias != 0.0);
    let value = if corrected {
        told.iter().sum::<f64>() / told.len() as f64
    } else {
        f64::midpoint(told[(told.len() - 1) / 2], told[told.len() / 2])
    };
    let near = told.iter().filter(|x| (*x - value).abs() <= 2.0 * spread + 1e-9).count();
    let (_, _, support) = plain(panel, given);
    (Some(number((value * 1e6).round() / 1e6)), near as f64 / told.len() as f64, support)
}

/// Shares of what was said.
fn plain(panel: &Panel, given: &[&Given]) -> Found {
    let mut counts: Vec<(u32, u32)> = Vec::new();
    for one in given {
        match counts.iter_mut().find(|(value, _)| *value == one.value) {
            Some((_, count)) => *count += 1,
            None => counts.push((one.value, 1)),
        }
    }
    counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    let n = given.len().max(1) as f64;
    let support = counts.iter().map(|&(value, count)| Support {
        value: panel.values[value as usize].clone(),
        count,
        weight: f64::from(count),
        probability: f64::from(count) / n,
    });
    let support: Vec<Support> = support.collect();
    let tied = support.get(1).is_some_and(|second| second.count == support[0].count);
    let first = support.first().filter(|_| !tied);
    (first.map(|one| one.value.clone()), first.map_or(0.0, |one| one.probability), support)
}

fn majority(panel: &Panel, given: &[&Given]) -> Option<String> {
    plain(panel, given).0
}

fn most(posterior: &[f64]) -> Option<usize> {
    let best = (0..posterior.len()).max_by(|&a, &b| posterior[a].total_cmp(&posterior[b]))?;
    let tied = (0..posterior.len()).any(|other| other != best && posterior[best] - posterior[other] < 1e-9);
    (!tied).then_some(best)
}

/// The label on which half of the belief lies on either side.
fn middle(posterior: &[f64]) -> Option<usize> {
    let mut sum = 0.0;
    posterior.iter().position(|share| {
        sum += share;
        sum >= 0.5
    })
}
