//! A table that ratings are added to and taken from. What measures read is counted as ratings come and go, so that a measure
//! over a million units costs as much as they have patterns.

mod counted;
mod kept;

use std::borrow::Cow;
use std::sync::Arc;

pub(crate) use counted::Counted;
pub(crate) use kept::{Kept, NO_PATTERN};

use super::vocabulary::Vocabulary;
use super::{Names, RowError, Rows, Table};
use crate::breakdown::Similarity;
use crate::interner::Interner;

/// The number of what has no rating any more.
const UNUSED: u32 = u32::MAX;

/// Ratings that come and go. Twenty bytes a rating and about a hundred a unit, with its name.
#[derive(Debug, Clone)]
pub struct Running {
    /// Between changes that need [`Running::settle`] values and annotators may be numbered in the order in which they came.
    table: Table,
    vocabulary: Vocabulary,
    /// The vocabulary before anything was read.
    declared: Vocabulary,
    n_declared: usize,
    /// The number of each value that was read, in the order of the vocabulary.
    number_of: Vec<u32>,
    /// Values that came since the table was settled: their numbers follow those of the table.
    fresh: Vec<String>,
    n_of_annotator: Vec<u32>,
    n_of_value: Vec<u32>,
    /// Further ratings of who has one of the unit already: unit, annotator, value.
    further: Vec<(u32, u32, u32)>,
    /// Places in the columns that belong to no unit.
    n_dead: usize,
    settled: bool,
}

impl Running {
    /// Takes the values that `rows` takes; ratings in it are left out.
    pub fn new(rows: Rows) -> Self {
        let Rows { level, vocabulary: declared, scores, .. } = rows;
        let (values, number_of) = declared.finish();
        let table = Table {
            level,
            units: Names::interned(Interner::new()),
            annotators: Names::interned(Interner::new()),
            starts: Vec::new(),
            ends: Vec::new(),
            annotator: Vec::new(),
            value: Vec::new(),
            group_of_unit: Some(Arc::default()),
            counted: None,
            scores,
            values,
        };
        Self {
            n_of_value: vec![0; table.values.len()],
            n_declared: table.values.len(),
            table,
            vocabulary: declared.clone(),
            declared,
            number_of,
            fresh: Vec::new(),
            n_of_annotator: Vec::new(),
            further: Vec::new(),
            n_dead: 0,
            settled: false,
        }
    }

    /// Adds a rating. Units of one group are taken as one cluster; the group of a unit is that of its first rating, and
    /// groups should be numbered from zero without gaps.
    pub fn add(&mut self, unit: &str, annotator: &str, value: &str, group: u32) -> Result<(), RowError> {
        let value = self.number(value)?;
        let unit = self.table.units.intern(unit);
        if unit as usize == self.table.starts.len() {
            self.table.starts.push(0);
            self.table.ends.push(0);
            if let Some(groups) = &mut self.table.group_of_unit {
                Arc::make_mut(groups).push(group);
            }
        }
        let annotator = self.table.annotators.intern(annotator);
        if annotator as usize == self.n_of_annotator.len() {
            self.n_of_annotator.push(0);
            if let Some(counted) = &mut self.table.counted {
                counted.make_room(self.n_of_annotator.len());
            }
        }
        self.insert((unit, annotator, value));
        Ok(())
    }

    /// Takes a rating away; says whether there was such a one.
    pub fn remove(&mut self, unit: &str, annotator: &str, value: &str) -> bool {
        let Some(unit) = self.table.units.find(unit) else { return false };
        let Some(annotator) = self.table.annotators.find(annotator) else { return false };
        let Ok(value) = self.number(value) else { return false };
        if let Some(at) = self.further.iter().position(|further| *further == (unit, annotator, value)) {
            self.further.swap_remove(at);
            self.n_of_value[value as usize] -= 1;
            return true;
        }
        let Ok(at) = self.place(unit, annotator) else { return false };
        if self.table.value[at] != value {
            return false;
        }
        self.change(unit, |running| running.cut(unit, at));
        if let Some(next) = self.further.iter().position(|further| (further.0, further.1) == (unit, annotator)) {
            let next = self.further.swap_remove(next);
            self.n_of_value[next.2 as usize] -= 1;
            self.insert(next);
        }
        true
    }

    /// The table, with what measures need counted. Values and annotators get their final numbers here where that was put
    /// off: after a first load, after a new number or set, or where one of them has no rating left. Units whose ratings
    /// were all taken away stay, without any.
    pub fn settle(&mut self) -> &Table {
        if !self.settled || self.n_of_annotator.contains(&0) || self.n_of_value[self.n_declared..].contains(&0) {
            self.table.counted = None;
            self.renumber();
            self.settled = true;
        }
        if self.table.counted.as_ref().is_none_or(|counted| counted.is_worn()) {
            self.table.counted = Some(Box::new(Counted::of(&self.table)));
        }
        &self.table
    }

    /// The table, where nothing has changed since it was settled.
    pub fn settled(&self) -> Option<&Table> {
        (self.settled && self.table.counted.is_some()).then_some(&self.table)
    }

    /// The same ratings as rows, in the order of units and annotators, for whatever reads a table that stands still.
    pub fn ratings(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>, String, u32)> + '_ {
        let groups = self.table.group_of_unit().unwrap_or_default();
        (0..self.table.n_units()).flat_map(move |unit| {
            let rating = move |(annotator, value): (u32, u32)| {
                let names = (self.table.units.get(unit), self.table.annotators.get(annotator as usize));
                (names.0, names.1, self.name(value), groups[unit])
            };
            self.table.ratings(unit).map(rating)
        })
    }

    pub fn n_ratings(&self) -> usize {
        self.table.value.len() - self.n_dead
    }

    /// Whether somebody says two things of one unit, as a table cannot hold it.
    pub fn is_contradictory(&self) -> bool {
        let differs = |&(unit, annotator, value): &(u32, u32, u32)| {
            self.place(unit, annotator).is_ok_and(|at| self.table.value[at] != value)
        };
        self.further.iter().any(differs)
    }

    fn name(&self, value: u32) -> String {
        let n_known = self.table.values.len();
        let fresh = |value: usize| self.fresh[value - n_known].clone();
        if (value as usize) < n_known { self.table.values.name(value as usize) } else { fresh(value as usize) }
    }

    /// The number of a value. A new one gets the next number until the table is settled.
    fn number(&mut self, value: &str) -> Result<u32, RowError> {
        let read = self.vocabulary.read(value)? as usize;
        if read >= self.number_of.len() {
            self.number_of.push((self.table.values.len() + self.fresh.len()) as u32);
            self.fresh.push(value.to_owned());
            self.n_of_value.push(0);
            self.unsettle();
        }
        Ok(self.number_of[read])
    }

    fn unsettle(&mut self) {
        self.settled = false;
        self.table.counted = None;
    }

    /// Where the annotator's rating of the unit is, or belongs.
    fn place(&self, unit: u32, annotator: u32) -> Result<usize, usize> {
        let (start, end) = (self.table.starts[unit as usize] as usize, self.table.ends[unit as usize] as usize);
        match self.table.annotator[start..end].binary_search(&annotator) {
            Ok(at) => Ok(start + at),
            Err(at) => Err(start + at),
        }
    }

    fn insert(&mut self, (unit, annotator, value): (u32, u32, u32)) {
        match self.place(unit, annotator) {
            Ok(_) => {
                self.further.push((unit, annotator, value));
                self.n_of_value[value as usize] += 1;
            }
            Err(at) => self.change(unit, |running| running.put(unit, at, (annotator, value))),
        }
    }

    /// Changes the ratings of a unit, and what is counted of it.
    fn change(&mut self, unit: u32, change: impl FnOnce(&mut Self)) {
        let Some(mut counted) = self.table.counted.take() else { return change(self) };
        counted.take(&self.table, &Similarity::of(&self.table), unit as usize);
        change(self);
        counted.put(&self.table, &Similarity::of(&self.table), unit as usize);
        self.table.counted = Some(counted);
    }

    /// The unit's ratings move to the end of the columns, with the new one among them.
    fn put(&mut self, unit: u32, at: usize, (annotator, value): (u32, u32)) {
        let table = &mut self.table;
        let (start, end) = (table.starts[unit as usize] as usize, table.ends[unit as usize] as usize);
        let begins = table.value.len();
        table.annotator.extend_from_within(start..at);
        table.annotator.push(annotator);
        table.annotator.extend_from_within(at..end);
        table.value.extend_from_within(start..at);
        table.value.push(value);
        table.value.extend_from_within(at..end);
        table.starts[unit as usize] = begins as u32;
        table.ends[unit as usize] = table.value.len() as u32;
        self.n_dead += end - start;
        self.n_of_annotator[annotator as usize] += 1;
        self.n_of_value[value as usize] += 1;
        if self.n_dead > 1_000 + self.table.value.len() / 2 {
            self.close_up();
        }
    }

    fn cut(&mut self, unit: u32, at: usize) {
        let table = &mut self.table;
        let end = table.ends[unit as usize] as usize;
        let (annotator, value) = (table.annotator[at] as usize, table.value[at] as usize);
        table.annotator.copy_within(at + 1..end, at);
        table.value.copy_within(at + 1..end, at);
        table.ends[unit as usize] -= 1;
        self.n_dead += 1;
        self.n_of_annotator[annotator] -= 1;
        self.n_of_value[value] -= 1;
    }

    /// Puts the ratings of units side by side again.
    fn close_up(&mut self) {
        let table = &mut self.table;
        let n = table.value.len() - self.n_dead;
        let (mut annotator, mut value) = (Vec::with_capacity(n + n / 4), Vec::with_capacity(n + n / 4));
        for (start, end) in table.starts.iter_mut().zip(&mut table.ends) {
            let range = *start as usize..*end as usize;
            *start = value.len() as u32;
            annotator.extend_from_slice(&table.annotator[range.clone()]);
            value.extend_from_slice(&table.value[range]);
            *end = value.len() as u32;
        }
        (table.annotator, table.value, self.n_dead) = (annotator, value, 0);
    }

    /// Gives values and annotators the numbers that a table of the same ratings has.
    fn renumber(&mut self) {
        self.close_up();
        let values = self.renumber_values();
        let annotators = self.renumber_annotators();
        for (_, annotator, value) in &mut self.further {
            *annotator = annotators[*annotator as usize];
            *value = values[*value as usize];
        }
        let table = &mut self.table;
        let mut ratings: Vec<(u32, u32)> = Vec::new();
        for (&start, &end) in table.starts.iter().zip(&table.ends) {
            let range = start as usize..end as usize;
            ratings.clear();
            let numbered = |at: usize| (annotators[table.annotator[at] as usize], values[table.value[at] as usize]);
            ratings.extend(range.clone().map(numbered));
            ratings.sort_unstable();
            for (at, &(annotator, value)) in range.zip(&ratings) {
                (table.annotator[at], table.value[at]) = (annotator, value);
            }
        }
    }

    /// Declared values and those in use, in their order; the new number of each old one.
    fn renumber_values(&mut self) -> Vec<u32> {
        let mut vocabulary = self.declared.clone();
        let is_used = |value: usize| value < self.n_declared || self.n_of_value[value] > 0;
        let read: Vec<Option<u32>> = (0..self.n_of_value.len())
            .map(|value| is_used(value).then(|| vocabulary.read(&self.name(value as u32)).ok()).flatten())
            .collect();
        let (values, number_of) = vocabulary.finish();
        let mut n_of_value = vec![0; values.len()];
        let moved = |(read, n): (Option<u32>, &u32)| {
            let number = read.map_or(UNUSED, |read| number_of[read as usize]);
            if number != UNUSED {
                n_of_value[number as usize] += n;
            }
            number
        };
        let moved = read.into_iter().zip(&self.n_of_value).map(moved).collect();
        self.table.values = values;
        self.fresh.clear();
        (self.vocabulary, self.number_of, self.n_of_value) = (vocabulary, number_of, n_of_value);
        moved
    }

    /// Annotators with ratings, by name; the new number of each old one.
    fn renumber_annotators(&mut self) -> Vec<u32> {
        let n_of = std::mem::take(&mut self.n_of_annotator);
        let mut order: Vec<usize> = (0..n_of.len()).filter(|&annotator| n_of[annotator] > 0).collect();
        let names = std::mem::replace(&mut self.table.annotators, Names::interned(Interner::new()));
        order.sort_unstable_by(|&a, &b| names.get(a).as_bytes().cmp(names.get(b).as_bytes()));
        let mut moved = vec![UNUSED; n_of.len()];
        for annotator in order {
            moved[annotator] = self.table.annotators.intern(&names.get(annotator));
            self.n_of_annotator.push(n_of[annotator]);
        }
        moved
    }
}
