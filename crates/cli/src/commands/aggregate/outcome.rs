//! What an aggregation found, as items and annotators that can be written.

use std::collections::BTreeMap;

use crosscheck_stats::aggregation::{
    Aggregation, Convergence, Decision, Quality, Scale, SetAggregation, Settings, aggregate_sets,
};
use crosscheck_stats::{Aggregator, Level, Rng, Table, Values, Votes};
use serde::Serialize;

use crate::commands::text::level;
use crate::plot::{Intervals, Row};

pub struct Outcome {
    pub method: &'static Aggregator,
    pub level: Level,
    pub confidence: f64,
    pub found: Found,
}

/// By the kind of answer.
pub enum Found {
    Labels { votes: Votes, support: Vec<u32>, found: Aggregation },
    Sets { votes: Votes, support: Vec<u32>, found: SetAggregation },
    Scale { table: Table, found: Scale },
}

/// One item as a line of JSON.
#[derive(Serialize)]
pub struct Item {
    pub item: String,
    /// A label, the labels of a set, or a number; nothing where it is tied or undecided.
    pub label: Option<Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// How often each label was given; for sets, how many annotators gave each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<BTreeMap<String, u32>>,
    /// Equally likely labels; for sets those that are as likely absent as present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tie: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Bounds>,
    pub n_ratings: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum Answer {
    Label(String),
    Set(Vec<String>),
    Number(f64),
}

#[derive(Serialize)]
pub struct Bounds {
    pub level: f64,
    pub low: f64,
    pub high: f64,
}

/// One annotator: accuracy for labels, bias and spread for numbers.
pub struct Annotator {
    pub name: String,
    pub n_ratings: usize,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub spread: Option<f64>,
    /// What the method says of annotators in its own terms.
    pub parameter: Option<(&'static str, f64)>,
}

impl Found {
    pub fn labels(
        method: &Aggregator,
        votes: Votes,
        level: Level,
        (settings, rng): (&Settings, &mut Rng),
    ) -> Result<Self, String> {
        let support = votes.support();
        if level == Level::Set {
            let found = aggregate_sets(method, &votes, settings, rng)?;
            return Ok(Self::Sets { votes, support, found });
        }
        let found = method.aggregate(&votes, settings, rng)?;
        Ok(Self::Labels { votes, support, found })
    }

    pub fn scale(method: &Aggregator, table: Table, settings: &Settings) -> Result<Self, String> {
        let found = method.aggregate_scale(&table, settings)?;
        Ok(Self::Scale { table, found })
    }
}

impl Outcome {
    pub fn n_items(&self) -> usize {
        match &self.found {
            Found::Labels { votes, .. } | Found::Sets { votes, .. } => votes.n_units(),
            Found::Scale { table, .. } => table.n_units(),
        }
    }

    pub fn n_ratings(&self) -> usize {
        match &self.found {
            Found::Labels { votes, .. } | Found::Sets { votes, .. } => votes.n_ratings(),
            Found::Scale { table, .. } => table.n_ratings(),
        }
    }

    /// The items that somebody rated, in the order of the table. Known answers to nothing are left out.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        (0..self.n_items()).map(|unit| self.item(unit)).filter(|item| item.n_ratings > 0)
    }

    fn item(&self, unit: usize) -> Item {
        match &self.found {
            Found::Labels { votes, support, found } => labelled(votes, support, found, unit),
            Found::Sets { votes, support, found } => set(votes, support, found, unit),
            Found::Scale { table, found } => {
                let value = found.units[unit];
                let bounds = value.and_then(|value| Some((value.low?, value.high?)));
                Item {
                    item: table.units.get(unit).into_owned(),
                    label: value.map(|value| Answer::Number(value.value)),
                    confidence: None,
                    support: None,
                    tie: Vec::new(),
                    interval: bounds.map(|(low, high)| Bounds { level: self.confidence, low, high }),
                    n_ratings: table.ratings(unit).len(),
                }
            }
        }
    }

    pub fn annotators(&self) -> Vec<Annotator> {
        match &self.found {
            Found::Labels { votes, found, .. } => {
                // What is the accuracy itself is no second number.
                let own = found.parameter.as_ref().filter(|(name, _)| *name != "accuracy");
                let parameter = |at: usize| own.map(|(name, values)| (*name, values[at]));
                let qualities = found.annotators.iter().enumerate();
                qualities
                    .map(|(at, one)| annotator(votes.annotators.get(at).into_owned(), one, parameter(at)))
                    .collect()
            }
            Found::Sets { votes, found, .. } => {
                let names = (0..votes.n_annotators()).map(|at| votes.annotators.get(at).into_owned());
                names.enumerate().map(|(at, name)| annotator(name, &mean(found, at), None)).collect()
            }
            Found::Scale { table, found } => {
                let one = |(at, bias): (usize, &crosscheck_stats::aggregation::Bias)| Annotator {
                    name: table.annotators.get(at).into_owned(),
                    n_ratings: bias.n_ratings,
                    value: bias.bias,
                    low: bias.low,
                    high: bias.high,
                    spread: bias.spread,
                    parameter: None,
                };
                found.annotators.iter().enumerate().map(one).collect()
            }
        }
    }

    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = match &self.found {
            Found::Labels { found, .. } => found.notes.clone(),
            Found::Sets { found, .. } => found.of_label.iter().flat_map(|one| one.notes.clone()).collect(),
            Found::Scale { found, .. } => found.notes.clone(),
        };
        notes.sort();
        notes.dedup();
        notes
    }

    pub fn convergence(&self) -> Option<&Convergence> {
        match &self.found {
            Found::Labels { found, .. } => found.convergence.as_ref(),
            Found::Sets { .. } | Found::Scale { .. } => None,
        }
    }

    /// What the value of an annotator is.
    pub fn quality(&self) -> &'static str {
        if matches!(self.found, Found::Scale { .. }) { "bias" } else { "accuracy" }
    }

    /// Annotators from the best to the worst; by bias where that is what is known of them.
    pub fn plot(&self) -> String {
        let scale = matches!(self.found, Found::Scale { .. });
        let mut annotators = self.annotators();
        annotators
            .sort_by(|a, b| b.value.unwrap_or(f64::NEG_INFINITY).total_cmp(&a.value.unwrap_or(f64::NEG_INFINITY)));
        let row = |one: Annotator| {
            let note = format!("{} ratings", one.n_ratings);
            one.value.map(|value| Row { name: one.name, value, bounds: one.low.zip(one.high), note })
        };
        let (title, axis) = match scale {
            true => ("Bias of annotators", "mean distance from the aggregated value, in units of the scale"),
            false => ("Reliability of annotators", "expected share of right answers"),
        };
        Intervals {
            title: title.to_owned(),
            subtitle: format!("{}, {} intervals", self.method.title, level(self.confidence)),
            axis: axis.to_owned(),
            rows: annotators.into_iter().filter_map(row).collect(),
            reference: scale.then_some(0.0),
            range: (!scale).then_some((0.0, 1.0)),
        }
        .svg()
    }
}

fn annotator(name: String, quality: &Quality, parameter: Option<(&'static str, f64)>) -> Annotator {
    let Quality { n_ratings, accuracy, low, high } = *quality;
    Annotator { name, n_ratings, value: accuracy, low, high, spread: None, parameter }
}

fn labelled(votes: &Votes, support: &[u32], found: &Aggregation, unit: usize) -> Item {
    let n = votes.n_labels();
    let counts = &support[unit * n..(unit + 1) * n];
    let given = (0..n).filter(|&label| counts[label] > 0).map(|label| (votes.labels.name(label), counts[label]));
    let (label, tie) = match found.decision(unit) {
        Decision::Label(label) => (Some(Answer::Label(votes.labels.name(label))), Vec::new()),
        Decision::Tie(labels) => (None, labels.into_iter().map(|label| votes.labels.name(label)).collect()),
        Decision::Undecided => (None, Vec::new()),
    };
    Item {
        item: votes.units.get(unit).into_owned(),
        label,
        confidence: Some(found.confidence(unit)),
        support: Some(given.collect()),
        tie,
        interval: None,
        n_ratings: counts.iter().map(|&count| count as usize).sum(),
    }
}

fn set(votes: &Votes, support: &[u32], found: &SetAggregation, unit: usize) -> Item {
    let n = votes.n_labels();
    let counts = &support[unit * n..(unit + 1) * n];
    let mut given: BTreeMap<String, u32> = BTreeMap::new();
    if let Values::Sets { labels, sets } = &votes.labels {
        for (set, &count) in sets.iter().zip(counts).filter(|(_, count)| **count > 0) {
            set.iter().for_each(|&label| *given.entry(labels[label as usize].clone()).or_default() += count);
        }
    }
    let (present, tied) = found.decision(unit);
    let names = |labels: Vec<usize>| labels.into_iter().map(|label| found.labels[label].clone()).collect();
    Item {
        item: votes.units.get(unit).into_owned(),
        label: Some(Answer::Set(names(present))),
        confidence: Some(found.confidence(unit)),
        support: Some(given),
        tie: names(tied),
        interval: None,
        n_ratings: counts.iter().map(|&count| count as usize).sum(),
    }
}

/// An annotator of sets: the means over labels. The mean of intervals is the widest that the interval of a mean can be.
fn mean(found: &SetAggregation, annotator: usize) -> Quality {
    let of: Vec<&Quality> = found.of_label.iter().map(|one| &one.annotators[annotator]).collect();
    let mean = |pick: fn(&Quality) -> Option<f64>| {
        let values: Option<Vec<f64>> = of.iter().map(|one| pick(one)).collect();
        values.filter(|values| !values.is_empty()).map(|values| values.iter().sum::<f64>() / values.len() as f64)
    };
    Quality {
        n_ratings: of.first().map_or(0, |one| one.n_ratings),
        accuracy: mean(|one| one.accuracy),
        low: mean(|one| one.low),
        high: mean(|one| one.high),
    }
}
