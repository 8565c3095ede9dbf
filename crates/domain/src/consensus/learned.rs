//! What a field's ratings tell about the people who gave them, by the kind of answer.

use std::collections::BTreeSet;

use crosscheck_stats::aggregation::{Model, Settings, aggregator};
use crosscheck_stats::{Rng, Table};

use super::{Given, Panel, Use};
use crate::Level;

/// What consensus on further units rests on. Learned now and then; a unit is judged by it at once.
#[derive(Clone, Debug)]
pub enum Learned {
    /// One of several labels, ordered or not.
    Labels(Model),
    /// Each label of a set for itself: 1 is present.
    Sets { labels: Vec<String>, models: Vec<Model> },
    /// How high or low each annotator rates, and the spread of what is left.
    Numbers { method: &'static str, bias: Vec<f64>, spread: f64 },
    /// Nobody has said anything yet, or there is only one label.
    Nothing,
}

/// With fewer ratings an annotator, how high or low they rate is not told from chance.
const BIAS_FROM: usize = 20;

impl Learned {
    pub fn of(panel: &Panel) -> Self {
        let found = match panel.field.level {
            Level::Nominal | Level::Ordinal
                if panel.field.level == Level::Nominal || !panel.field.labels.is_empty() =>
            {
                labels(panel)
            }
            Level::Set => sets(panel),
            Level::Nominal | Level::Ordinal | Level::Interval => numbers(panel),
        };
        found.unwrap_or(Self::Nothing)
    }

    /// Each label that a unit decides, with what was said of it: one for labels, one a label for sets, none for numbers.
    pub fn parts<'a>(&'a self, panel: &Panel, given: &[Given]) -> Vec<(&'a Model, Vec<(u32, usize)>)> {
        let counting = || given.iter().filter(|one| one.good_for != Use::Shown);
        match self {
            Self::Labels(model) => {
                let said = counting().filter(|one| (one.value as usize) < model.n_labels);
                vec![(model, said.map(|one| (one.annotator, one.value as usize)).collect())]
            }
            Self::Sets { labels, models } => {
                let sets: Vec<(u32, Vec<String>)> =
                    counting().map(|one| (one.annotator, panel.set(one.value))).collect();
                let of = |label: &String| -> Vec<(u32, usize)> {
                    sets.iter().map(|(who, set)| (*who, usize::from(set.contains(label)))).collect()
                };
                models.iter().zip(labels).map(|(model, label)| (model, of(label))).collect()
            }
            Self::Numbers { .. } | Self::Nothing => Vec::new(),
        }
    }

    /// The id of the method, as it is told beside the value.
    pub fn method(&self) -> &'static str {
        match self {
            Self::Labels(model) => model.method,
            Self::Sets { models, .. } => models.first().map_or("majority", |model| model.method),
            Self::Numbers { method, .. } => method,
            Self::Nothing => "majority",
        }
    }
}

fn learn(votes: &crosscheck_stats::Votes) -> Result<Model, String> {
    // A fit that is good to six digits moves no decision.
    let settings = Settings { max_iterations: 60, tolerance: 1e-7, smoothing: 0.5, ..Settings::default() };
    Model::learn(votes, &settings, &mut Rng::seeded(1))
}

fn labels(panel: &Panel) -> Result<Learned, String> {
    if panel.values.len() < 2 {
        return Ok(Learned::Nothing);
    }
    learn(&panel.votes(panel.values.len(), |value| value)?).map(Learned::Labels)
}

fn sets(panel: &Panel) -> Result<Learned, String> {
    let sets: Vec<Vec<String>> = (0..panel.values.len() as u32).map(|value| panel.set(value)).collect();
    let declared = panel.field.labels.iter().map(|label| label.id.clone());
    let labels: BTreeSet<String> = declared.chain(sets.iter().flatten().cloned()).collect();
    let labels: Vec<String> = labels.into_iter().collect();
    let mut models = Vec::with_capacity(labels.len());
    for label in &labels {
        let present: Vec<u32> = sets.iter().map(|set| u32::from(set.contains(label))).collect();
        models.push(learn(&panel.votes(2, |value| present[value as usize])?)?);
    }
    Ok(Learned::Sets { labels, models })
}

fn numbers(panel: &Panel) -> Result<Learned, String> {
    let table = panel.numbers()?;
    let settings = Settings::default();
    let fit = |method: &str| aggregator(method).ok_or("no such method")?.aggregate_scale(&table, &settings);
    let corrected = fit("bias_corrected_mean")?;
    let mut counts: Vec<usize> = corrected.annotators.iter().map(|one| one.n_ratings).filter(|&n| n > 0).collect();
    counts.sort_unstable();
    let enough = counts.get(counts.len() / 2).is_some_and(|&n| n >= BIAS_FROM);
    let bias = corrected.annotators.iter().map(|one| one.bias.filter(|_| enough).unwrap_or(0.0)).collect::<Vec<_>>();
    let spread = spread(&table, &bias);
    Ok(Learned::Numbers { method: if enough { "bias_corrected_mean" } else { "median" }, bias, spread })
}

/// The standard deviation within units, without the bias of annotators.
fn spread(table: &Table, bias: &[f64]) -> f64 {
    let crosscheck_stats::Values::Numbers(numbers) = &table.values else { return 0.0 };
    let (mut squares, mut freedom) = (0.0, 0.0);
    for unit in 0..table.n_units() {
        let told: Vec<f64> = table
            .ratings(unit)
            .map(|(who, value)| numbers[value as usize] - bias.get(who as usize).copied().unwrap_or(0.0))
            .collect();
        let mean = told.iter().sum::<f64>() / told.len().max(1) as f64;
        squares += told.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        freedom += (told.len() as f64 - 1.0).max(0.0);
    }
    if freedom > 0.0 { (squares / freedom).sqrt() } else { 0.0 }
}
