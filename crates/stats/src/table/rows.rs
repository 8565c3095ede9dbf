//! Collects rows of text into a table.

use super::values::InternedNames;
use super::vocabulary::Vocabulary;
use super::{Columns, Level, Names, RowError, Table, TableError};
use crate::aggregation::Votes;
use crate::interner::Interner;

/// No group was named for this unit.
const ALONE: u32 = u32::MAX;

/// Rows as they are read. A refused row leaves no trace in the table except, perhaps, a unit without ratings.
#[derive(Debug)]
pub struct Rows {
    pub(super) level: Level,
    pub(super) vocabulary: Vocabulary,
    units: Interner<u8>,
    annotators: Interner<u8>,
    groups: Interner<u8>,
    unit: Vec<u32>,
    annotator: Vec<u32>,
    value: Vec<u32>,
    group_of_unit: Vec<u32>,
    /// Units whose value is known, with that value.
    known: Vec<(u32, u32)>,
    pub(super) scores: Option<Vec<f64>>,
}

impl Rows {
    /// Labels without order. Those in `declared` come first and count as categories even when nobody uses them.
    pub fn nominal<S: AsRef<str>>(declared: &[S]) -> Self {
        Self::new(Level::Nominal, Vocabulary::open(declared))
    }

    /// Labels in this order and no others: text has no order of its own ("10" is not below "2").
    pub fn ordinal<S: AsRef<str>>(order: &[S]) -> Self {
        Self::new(Level::Ordinal, Vocabulary::closed(order))
    }

    /// Labels that stand for numbers, and no others: their order and the weights of partial credit follow from these.
    pub fn scored<S: AsRef<str>>(values: &[(S, f64)]) -> Self {
        let mut order: Vec<(&str, f64)> = values.iter().map(|(label, score)| (label.as_ref(), *score)).collect();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let labels: Vec<&str> = order.iter().map(|(label, _)| *label).collect();
        let scores = Some(order.iter().map(|(_, score)| *score).collect());
        Self { scores, ..Self::ordinal(&labels) }
    }

    pub fn interval() -> Self {
        Self::new(Level::Interval, Vocabulary::numbers())
    }

    pub fn ratio() -> Self {
        Self::new(Level::Ratio, Vocabulary::numbers_from_zero())
    }

    /// Sets of labels, written `a|b`; the empty text is the empty set.
    pub fn sets() -> Self {
        Self::new(Level::Set, Vocabulary::sets())
    }

    pub fn push(&mut self, unit: &str, annotator: &str, value: &str) -> Result<(), RowError> {
        let value = self.vocabulary.read(value)?;
        let unit = self.unit_number(unit);
        self.add(unit, annotator, value);
        Ok(())
    }

    /// A row whose unit belongs to a cluster; intervals then treat clusters, not units, as independent.
    pub fn push_grouped(&mut self, unit: &str, annotator: &str, value: &str, group: &str) -> Result<(), RowError> {
        let value = self.vocabulary.read(value)?;
        let number = self.unit_number(unit);
        let group_number = self.groups.intern(group.as_bytes());
        let known = &mut self.group_of_unit[number as usize];
        if *known != ALONE && *known != group_number {
            let was = String::from_utf8_lossy(self.groups.get(*known as usize)).into_owned();
            return Err(RowError::GroupChanged { unit: unit.to_owned(), was, now: group.to_owned() });
        }
        *known = group_number;
        self.add(number, annotator, value);
        Ok(())
    }

    /// The true value of a unit, for instance from an expert. Agreement ignores it; aggregation holds to it.
    pub fn know(&mut self, unit: &str, value: &str) -> Result<(), RowError> {
        let value = self.vocabulary.read(value)?;
        let unit = self.unit_number(unit);
        self.known.push((unit, value));
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.value.len()
    }

    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// The table. Values and annotators are put in a fixed order, so that the order of rows cannot matter.
    pub fn finish(mut self) -> Result<Table, TableError> {
        let scores = self.scores.take();
        let (columns, units, annotators, _) = self.numbered();
        Ok(Table { scores, ..Table::build(columns, units, annotators)? })
    }

    /// Labels to be aggregated, with the known ones. An annotator may have labelled a unit several times.
    pub fn votes(self) -> Result<Votes, TableError> {
        let (columns, units, annotators, known) = self.numbered();
        Votes::build(columns, units, annotators, &known)
    }

    fn numbered(mut self) -> (Columns, Names, Names, Vec<(u32, u32)>) {
        let group_of_unit = self.groups_with_singles();
        let (values, moved) = self.vocabulary.finish();
        renumber(&mut self.value, &moved);
        self.known.iter_mut().for_each(|(_, value)| *value = moved[*value as usize]);
        let (annotators, moved) = self.annotators.sorted();
        renumber(&mut self.annotator, &moved);
        let Self { level, unit, annotator, value, units, known, .. } = self;
        let columns = Columns { level, values, unit, annotator, value, group_of_unit };
        (columns, Names::Interned(InternedNames(units)), Names::Interned(InternedNames(annotators)), known)
    }

    fn new(level: Level, vocabulary: Vocabulary) -> Self {
        Self {
            level,
            vocabulary,
            units: Interner::new(),
            annotators: Interner::new(),
            groups: Interner::new(),
            unit: Vec::new(),
            annotator: Vec::new(),
            value: Vec::new(),
            group_of_unit: Vec::new(),
            known: Vec::new(),
            scores: None,
        }
    }

    fn unit_number(&mut self, unit: &str) -> u32 {
        let number = self.units.intern(unit.as_bytes());
        if number as usize == self.group_of_unit.len() {
            self.group_of_unit.push(ALONE);
        }
        number
    }

    fn add(&mut self, unit: u32, annotator: &str, value: u32) {
        self.unit.push(unit);
        self.annotator.push(self.annotators.intern(annotator.as_bytes()));
        self.value.push(value);
    }

    /// The group of each unit, where a unit without one is a group of its own; `None` when no row named a group.
    fn groups_with_singles(&mut self) -> Option<Vec<u32>> {
        let n_groups = self.groups.len() as u32;
        if n_groups == 0 {
            return None;
        }
        let alone = self.group_of_unit.iter_mut().filter(|group| **group == ALONE);
        alone.zip(n_groups..).for_each(|(group, number)| *group = number);
        Some(std::mem::take(&mut self.group_of_unit))
    }
}

fn renumber(column: &mut [u32], moved: &[u32]) {
    for number in column {
        *number = moved[*number as usize];
    }
}
