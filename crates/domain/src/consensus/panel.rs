//! Everything that was said of one field, in numbers.

use std::collections::HashMap;

use crosscheck_stats::aggregation::Votes;
use crosscheck_stats::{Columns, Level as Scale, Table, Values};

use crate::{Field, Level};

/// What a rating is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It counts, and tells how reliable its annotator is.
    Full,
    /// It counts towards the value, and is left out where reliability is learned: it came late.
    Value,
    /// It is only shown: surplus, made on other content, or made after seeing what others said.
    Shown,
}

/// What one annotator said of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub annotator: u32,
    pub value: u32,
    /// Ratings with a smaller number were made before.
    pub at: u32,
    pub good_for: Use,
}

/// What was said of one thing.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    pub item: u32,
    pub given: Vec<Given>,
}

/// All that was said of a field. Annotators, items and units are numbers that the caller gives a meaning.
#[derive(Clone, Debug)]
pub struct Panel {
    pub field: Field,
    /// What value numbers stand for, in the order of the field; values it does not list follow as they came.
    pub values: Vec<String>,
    numbers: HashMap<String, u32>,
    pub units: Vec<Unit>,
    pub n_ratings: usize,
}

impl Panel {
    pub fn new(field: Field) -> Self {
        let listed = field.level != Level::Set;
        let values: Vec<String> = field.labels.iter().filter(|_| listed).map(|label| label.id.clone()).collect();
        let numbers = values.iter().cloned().zip(0..).collect();
        Self { field, values, numbers, units: Vec::new(), n_ratings: 0 }
    }

    /// The number of a value.
    pub fn value(&mut self, value: &str) -> u32 {
        if let Some(&known) = self.numbers.get(value) {
            return known;
        }
        let number = self.values.len() as u32;
        self.values.push(value.to_owned());
        self.numbers.insert(value.to_owned(), number);
        number
    }

    pub fn unit(&mut self, item: u32) -> usize {
        self.units.push(Unit { item, given: Vec::new() });
        self.units.len() - 1
    }

    pub fn add(&mut self, unit: usize, given: Given) {
        self.units[unit].given.push(given);
        self.n_ratings += 1;
    }

    /// The labels of a value of a set.
    pub fn set(&self, value: u32) -> Vec<String> {
        serde_json::from_str(&self.values[value as usize]).unwrap_or_default()
    }

    /// Ratings that tell how reliable people are.
    fn learnable(&self) -> impl Iterator<Item = (u32, &Given)> {
        (0u32..).zip(&self.units).flat_map(|(at, unit)| {
            unit.given.iter().filter(|given| given.good_for == Use::Full).map(move |given| (at, given))
        })
    }

    /// Votes for labels, where `label` numbers the values from 0 to less than `n`.
    pub(super) fn votes(&self, n: usize, label: impl Fn(u32) -> u32) -> Result<Votes, String> {
        let names = (0..n).map(|number| number.to_string()).collect();
        let columns = self.columns(Scale::Nominal, Values::Labels(names), label);
        Votes::new(columns, &[]).map_err(|error| error.to_string())
    }

    /// Values as numbers, with which number each value is.
    pub(super) fn numbers(&self) -> Result<Table, String> {
        let number = |value: &String| value.parse::<f64>().ok();
        let mut sorted: Vec<f64> = self.values.iter().filter_map(number).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        let place = |value: u32| {
            let found = number(&self.values[value as usize]).unwrap_or(0.0);
            sorted.partition_point(|other| *other < found) as u32
        };
        let columns = self.columns(Scale::Interval, Values::Numbers(sorted.clone()), place);
        Table::new(columns).map_err(|error| error.to_string())
    }

    fn columns(&self, level: Scale, values: Values, label: impl Fn(u32) -> u32) -> Columns {
        let (mut unit, mut annotator, mut value) = (Vec::new(), Vec::new(), Vec::new());
        for (at, given) in self.learnable() {
            unit.push(at);
            annotator.push(given.annotator);
            value.push(label(given.value));
        }
        Columns { level, values, unit, annotator, value, group_of_unit: None }
    }
}
