//! The values that were met so far, by number, and how far apart they are.

use std::collections::HashMap;

use crate::agreement::{SetDistance, set_distance};
use crate::table::Level;

/// The values by number, as they came; declared ones first.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub level: Level,
    pub n_declared: usize,
    /// Names of labels, or of numbers.
    pub names: Vec<String>,
    number_of: HashMap<String, u32>,
    pub numbers: Vec<f64>,
    pub sets: Vec<Vec<u32>>,
    set_of: HashMap<Vec<u32>, u32>,
}

impl Known {
    pub fn new(level: Level, declared: &[&str]) -> Self {
        let mut values = Self {
            level,
            n_declared: 0,
            names: Vec::new(),
            number_of: HashMap::new(),
            numbers: Vec::new(),
            sets: Vec::new(),
            set_of: HashMap::new(),
        };
        if matches!(level, Level::Nominal | Level::Ordinal) {
            declared.iter().for_each(|name| _ = values.name(name));
            values.n_declared = values.names.len();
        }
        values
    }

    fn name(&mut self, name: &str) -> u32 {
        let next = self.names.len() as u32;
        if let Some(&known) = self.number_of.get(name) {
            return known;
        }
        self.names.push(name.to_owned());
        self.number_of.insert(name.to_owned(), next);
        next
    }

    pub fn read(&mut self, text: &str) -> Option<u32> {
        match self.level {
            Level::Nominal => Some(self.name(text)),
            Level::Ordinal => self.number_of.get(text).copied(),
            Level::Interval | Level::Ratio => {
                let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite())? + 0.0;
                let value = self.name(&number.to_string());
                if value as usize == self.numbers.len() {
                    self.numbers.push(number);
                }
                Some(value)
            }
            Level::Set => {
                let names = text.split('|').map(str::trim).filter(|name| !name.is_empty());
                let mut set: Vec<u32> = names.map(|name| self.name(name)).collect();
                set.sort_unstable();
                set.dedup();
                let next = self.sets.len() as u32;
                let value = *self.set_of.entry(set.clone()).or_insert(next);
                if value == next {
                    self.sets.push(set);
                }
                Some(value)
            }
        }
    }

    /// The mean distance of two ratings of a unit whose values are sorted.
    pub fn mean_distance(&self, given: &[u32]) -> f64 {
        let runs: Vec<(u32, f64)> = given.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect();
        let mut sum = 0.0;
        for (at, (a, n)) in runs.iter().enumerate() {
            sum += runs[at + 1..].iter().map(|(b, m)| n * m * self.distance(*a, *b)).sum::<f64>();
        }
        let n = given.len() as f64;
        2.0 * sum / (n * (n - 1.0))
    }

    fn distance(&self, a: u32, b: u32) -> f64 {
        match self.level {
            Level::Nominal => 1.0,
            Level::Ordinal => f64::from(a.abs_diff(b)) / (self.n_declared as f64 - 1.0),
            Level::Interval | Level::Ratio => (self.numbers[a as usize] - self.numbers[b as usize]).abs(),
            Level::Set => set_distance(SetDistance::Jaccard, &self.sets[a as usize], &self.sets[b as usize]),
        }
    }
}
