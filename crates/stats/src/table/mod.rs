//! A table of ratings: who said what about which unit, in flat columns.

mod error;
mod rows;
mod running;
mod values;
mod vocabulary;

use std::sync::Arc;

pub use error::{RowError, TableError};
pub use rows::Rows;
pub use running::Running;
pub(crate) use running::{Counted, Kept, NO_PATTERN};
pub use values::{Level, Names, Values};

/// Ratings grouped by unit. Any number of annotators, any of them missing anywhere; the order of input rows leaves no
/// trace. Eight bytes a rating and eight a unit.
#[derive(Debug, Clone)]
pub struct Table {
    pub level: Level,
    /// What the value numbers stand for.
    pub values: Values,
    pub units: Names,
    pub annotators: Names,
    /// The ratings of unit `u` are those from `starts[u]` to `ends[u]`, by ascending annotator.
    starts: Vec<u32>,
    ends: Vec<u32>,
    annotator: Vec<u32>,
    value: Vec<u32>,
    group_of_unit: Option<Arc<Vec<u32>>>,
    /// What is counted already, where ratings come and go.
    counted: Option<Box<Counted>>,
    /// What ordered labels are worth, where they have been given numbers.
    scores: Option<Vec<f64>>,
}

/// Ratings that are numbered already: parallel columns of unit, annotator and value.
#[derive(Debug, Clone)]
pub struct Columns {
    pub level: Level,
    pub values: Values,
    pub unit: Vec<u32>,
    pub annotator: Vec<u32>,
    pub value: Vec<u32>,
    /// The cluster of each unit, for instance the item that holds several claims.
    pub group_of_unit: Option<Vec<u32>>,
}

impl Table {
    /// A table from numbered columns. Numbers of units, annotators and groups should be dense from zero. Rows that
    /// say the same thing twice count once; an annotator who says two things of one unit is an error.
    pub fn new(columns: Columns) -> Result<Self, TableError> {
        let n_units = columns.unit.iter().max().map_or(0, |&last| last as usize + 1);
        let n_annotators = columns.annotator.iter().max().map_or(0, |&last| last as usize + 1);
        columns.check(n_units)?;
        Self::build(columns, Names::Numbered(n_units), Names::Numbered(n_annotators))
    }

    pub fn n_units(&self) -> usize {
        self.starts.len()
    }

    pub fn n_annotators(&self) -> usize {
        self.annotators.len()
    }

    pub fn n_ratings(&self) -> usize {
        self.starts.iter().zip(&self.ends).map(|(start, end)| (end - start) as usize).sum()
    }

    /// The (annotator, value) pairs of one unit.
    pub fn ratings(&self, unit: usize) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone + '_ {
        let range = self.starts[unit] as usize..self.ends[unit] as usize;
        self.annotator[range.clone()].iter().copied().zip(self.value[range].iter().copied())
    }

    pub(crate) fn values_of(&self, unit: usize) -> &[u32] {
        &self.value[self.starts[unit] as usize..self.ends[unit] as usize]
    }

    pub(crate) fn group_of_unit(&self) -> Option<&[u32]> {
        self.group_of_unit.as_ref().map(|groups| groups.as_slice())
    }

    pub(crate) fn groups(&self) -> Option<&Arc<Vec<u32>>> {
        self.group_of_unit.as_ref()
    }

    pub(crate) fn counted(&self) -> Option<&Counted> {
        self.counted.as_deref()
    }

    /// The numbers that ordered labels stand for, ascending; `None` where only their order is known.
    pub fn scores(&self) -> Option<&[f64]> {
        self.scores.as_deref()
    }

    fn build(columns: Columns, units: Names, annotators: Names) -> Result<Self, TableError> {
        let mut starts = starts(&columns.unit, units.len());
        let (mut annotator, mut value) = spread(&columns, &starts);
        let Columns { level, values, group_of_unit, .. } = columns;
        let n_repeated = sort_within_units(&starts, &mut annotator, &mut value).map_err(|(unit, annotator)| {
            TableError::Contradiction {
                unit: units.get(unit).into_owned(),
                annotator: annotators.get(annotator as usize).into_owned(),
            }
        })?;
        let ends = starts[1..].to_vec();
        starts.pop();
        let group_of_unit = group_of_unit.map(Arc::new);
        let mut table = Self {
            level,
            values,
            units,
            annotators,
            starts,
            ends,
            annotator,
            value,
            group_of_unit,
            counted: None,
            scores: None,
        };
        if n_repeated > 0 {
            table.drop_repeated();
        }
        Ok(table)
    }

    /// Leaves one of several equal ratings; sorting has put them side by side.
    fn drop_repeated(&mut self) {
        let mut kept = 0;
        for unit in 0..self.n_units() {
            let first = kept;
            for i in self.starts[unit] as usize..self.ends[unit] as usize {
                if kept == first || self.annotator[kept - 1] != self.annotator[i] {
                    self.annotator[kept] = self.annotator[i];
                    self.value[kept] = self.value[i];
                    kept += 1;
                }
            }
            self.starts[unit] = first as u32;
            self.ends[unit] = kept as u32;
        }
        self.annotator.truncate(kept);
        self.value.truncate(kept);
    }
}

impl Columns {
    pub(crate) fn check(&self, n_units: usize) -> Result<(), TableError> {
        if self.unit.len() != self.annotator.len() || self.unit.len() != self.value.len() {
            return Err(TableError::Uneven);
        }
        if let Some(&value) = self.value.iter().find(|&&value| value as usize >= self.values.len()) {
            return Err(TableError::UnknownValue { value, n_values: self.values.len() });
        }
        match &self.group_of_unit {
            Some(groups) if groups.len() < n_units => Err(TableError::Uneven),
            _ => Ok(()),
        }
    }
}

/// Where the ratings of each unit begin once they are grouped.
pub(crate) fn starts(unit: &[u32], n_units: usize) -> Vec<u32> {
    let mut starts = vec![0u32; n_units + 1];
    for &u in unit {
        starts[u as usize + 1] += 1;
    }
    for u in 0..n_units {
        starts[u + 1] += starts[u];
    }
    starts
}

fn spread(columns: &Columns, starts: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut next = starts.to_vec();
    let mut annotator = vec![0; columns.unit.len()];
    let mut value = vec![0; columns.unit.len()];
    for (i, &unit) in columns.unit.iter().enumerate() {
        let at = &mut next[unit as usize];
        annotator[*at as usize] = columns.annotator[i];
        value[*at as usize] = columns.value[i];
        *at += 1;
    }
    (annotator, value)
}

/// Sorts each unit's ratings by annotator and counts repeated ones; `Err` names a unit and an annotator of two minds.
fn sort_within_units(starts: &[u32], annotator: &mut [u32], value: &mut [u32]) -> Result<usize, (usize, u32)> {
    let mut n_repeated = 0;
    let mut ratings: Vec<(u32, u32)> = Vec::new();
    for unit in 0..starts.len() - 1 {
        let range = starts[unit] as usize..starts[unit + 1] as usize;
        ratings.clear();
        ratings.extend(range.clone().map(|i| (annotator[i], value[i])));
        ratings.sort_unstable();
        for pair in ratings.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            if pair[0].1 != pair[1].1 {
                return Err((unit, pair[0].0));
            }
            n_repeated += 1;
        }
        for (i, &(who, what)) in range.zip(&ratings) {
            annotator[i] = who;
            value[i] = what;
        }
    }
    Ok(n_repeated)
}
