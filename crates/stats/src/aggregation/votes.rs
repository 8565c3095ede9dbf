//! Labels of units by annotators in flat columns, ordered so that no trace of the order of rows is left.

use std::ops::Range;

use crate::sampling::Rng;
use crate::table::{Columns, Names, TableError, Values, starts};

/// Nothing is known of this unit.
const UNKNOWN: u16 = u16::MAX;

/// Who gave which unit which label. Six bytes a rating, twelve a unit.
///
/// Units stand in slots by what was said of them: every sum runs in the same order however the rows came, and units of
/// the same annotators lie side by side. Unlike a [`crate::Table`], an annotator may label a unit several times.
#[derive(Debug, Clone)]
pub struct Votes {
    pub labels: Values,
    pub units: Names,
    pub annotators: Names,
    n_labels: usize,
    n_annotators: usize,
    starts: Vec<u32>,
    annotator: Vec<u32>,
    label: Vec<u16>,
    /// The unit in each slot.
    unit: Vec<u32>,
    /// The known label of each slot; empty where none is known at all.
    known: Vec<u16>,
}

impl Votes {
    /// Votes from numbered columns; `known` lists units with their true label.
    pub fn new(columns: Columns, known: &[(u32, u32)]) -> Result<Self, TableError> {
        let last = columns.unit.iter().chain(known.iter().map(|(unit, _)| unit)).max();
        let n_units = last.map_or(0, |&last| last as usize + 1);
        let n_annotators = columns.annotator.iter().max().map_or(0, |&last| last as usize + 1);
        columns.check(0)?;
        Self::build(columns, Names::Numbered(n_units), Names::Numbered(n_annotators), known)
    }

    pub(crate) fn build(
        columns: Columns,
        units: Names,
        annotators: Names,
        known: &[(u32, u32)],
    ) -> Result<Self, TableError> {
        let n_labels = columns.values.len();
        if n_labels >= UNKNOWN as usize {
            return Err(TableError::TooManyLabels { n_labels });
        }
        let known = by_unit(known, &units)?;
        let Columns { values: labels, unit, annotator, value, .. } = columns;
        let begin = starts(&unit, units.len());
        let packed = packed(&begin, &unit, &annotator, &value);
        drop((unit, annotator, value));
        let order = order(&begin, &packed, &known);
        let n_annotators = annotators.len();
        let mut votes = Self {
            labels,
            units,
            annotators,
            n_labels,
            n_annotators,
            starts: vec![0],
            annotator: Vec::with_capacity(packed.len()),
            label: Vec::with_capacity(packed.len()),
            unit: Vec::with_capacity(order.len()),
            known: Vec::new(),
        };
        for unit in order {
            let ratings = &packed[begin[unit as usize] as usize..begin[unit as usize + 1] as usize];
            votes.annotator.extend(ratings.iter().map(|rating| (rating >> 16) as u32));
            votes.label.extend(ratings.iter().map(|&rating| rating as u16));
            votes.starts.push(votes.label.len() as u32);
            votes.unit.push(unit);
            if !known.is_empty() {
                votes.known.push(known[unit as usize]);
            }
        }
        Ok(votes)
    }

    pub fn n_units(&self) -> usize {
        self.units.len()
    }

    pub fn n_annotators(&self) -> usize {
        self.n_annotators
    }

    pub fn n_labels(&self) -> usize {
        self.n_labels
    }

    pub fn n_ratings(&self) -> usize {
        self.label.len()
    }

    /// How many units have a known label.
    pub fn n_known(&self) -> usize {
        self.known.iter().filter(|&&label| label != UNKNOWN).count()
    }

    /// How often each unit got each label: one row of `n_labels` a unit.
    pub fn support(&self) -> Vec<u32> {
        let mut support = vec![0; self.n_units() * self.n_labels];
        for slot in 0..self.n_slots() {
            let row = self.unit[slot] as usize * self.n_labels;
            self.labels_of(slot).iter().for_each(|&label| support[row + label as usize] += 1);
        }
        support
    }

    pub(super) fn n_slots(&self) -> usize {
        self.unit.len()
    }

    pub(super) fn unit_of(&self, slot: usize) -> usize {
        self.unit[slot] as usize
    }

    pub(super) fn labels_of(&self, slot: usize) -> &[u16] {
        &self.label[self.range(slot)]
    }

    /// The (annotator, label) pairs of a slot, by ascending annotator.
    pub(super) fn ratings(&self, slot: usize) -> impl ExactSizeIterator<Item = (usize, usize)> + Clone + '_ {
        let range = self.range(slot);
        let labels = self.label[range.clone()].iter().map(|&label| label as usize);
        self.annotator[range].iter().map(|&annotator| annotator as usize).zip(labels)
    }

    /// Where the ratings of a slot stand among all ratings.
    pub(super) fn range(&self, slot: usize) -> Range<usize> {
        self.starts[slot] as usize..self.starts[slot + 1] as usize
    }

    pub(super) fn known(&self, slot: usize) -> Option<usize> {
        self.known.get(slot).filter(|&&label| label != UNKNOWN).map(|&label| label as usize)
    }

    /// A slot that says nothing: no ratings, nothing known.
    pub(super) fn is_blank(&self, slot: usize) -> bool {
        self.range(slot).is_empty() && self.known(slot).is_none()
    }

    /// How often each annotator gave each label: one row of `n_labels` an annotator.
    pub(super) fn counts(&self) -> Vec<f64> {
        let mut counts = vec![0.0; self.n_annotators * self.n_labels];
        for (&annotator, &label) in self.annotator.iter().zip(&self.label) {
            counts[annotator as usize * self.n_labels + label as usize] += 1.0;
        }
        counts
    }

    /// As many slots as there are, drawn with replacement; each is a unit of its own.
    pub(super) fn resampled(&self, rng: &mut Rng) -> Self {
        let n = self.n_slots();
        let mut drawn: Vec<u32> = (0..n).map(|_| rng.below(n as u64) as u32).collect();
        drawn.sort_unstable();
        let mut votes = Self {
            units: Names::Numbered(n),
            annotators: Names::Numbered(self.n_annotators),
            starts: vec![0],
            annotator: Vec::with_capacity(self.annotator.len()),
            label: Vec::with_capacity(self.label.len()),
            unit: (0..n as u32).collect(),
            known: Vec::new(),
            labels: Values::Labels(Vec::new()),
            ..*self
        };
        for slot in drawn {
            let range = self.range(slot as usize);
            votes.annotator.extend_from_slice(&self.annotator[range.clone()]);
            votes.label.extend_from_slice(&self.label[range]);
            votes.starts.push(votes.label.len() as u32);
            votes.known.extend(self.known.get(slot as usize));
        }
        votes
    }

    /// The same ratings, where each label is replaced by whether a set holds it.
    pub(super) fn with_labels(&self, n_labels: usize, of_label: &[u16]) -> Self {
        let moved = |label: &u16| if *label == UNKNOWN { UNKNOWN } else { of_label[*label as usize] };
        Self {
            n_labels,
            labels: Values::Labels((0..n_labels).map(|label| label.to_string()).collect()),
            label: self.label.iter().map(moved).collect(),
            known: self.known.iter().map(moved).collect(),
            ..self.clone()
        }
    }
}

fn by_unit(known: &[(u32, u32)], units: &Names) -> Result<Vec<u16>, TableError> {
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let mut of_unit = vec![UNKNOWN; units.len()];
    for &(unit, label) in known {
        let place = &mut of_unit[unit as usize];
        if *place != UNKNOWN && u32::from(*place) != label {
            return Err(TableError::KnownTwice { unit: units.get(unit as usize).into_owned() });
        }
        *place = label as u16;
    }
    Ok(of_unit)
}

/// Annotator and label of each rating in one number, grouped by unit and sorted within.
fn packed(begin: &[u32], unit: &[u32], annotator: &[u32], value: &[u32]) -> Vec<u64> {
    let mut next = begin.to_vec();
    let mut packed = vec![0u64; unit.len()];
    for ((&unit, &annotator), &value) in unit.iter().zip(annotator).zip(value) {
        let at = &mut next[unit as usize];
        packed[*at as usize] = u64::from(annotator) << 16 | u64::from(value);
        *at += 1;
    }
    for unit in begin.windows(2) {
        packed[unit[0] as usize..unit[1] as usize].sort_unstable();
    }
    packed
}

/// Units by what was said of them and what is known; units that cannot be told apart may stand in any order.
fn order(begin: &[u32], packed: &[u64], known: &[u16]) -> Vec<u32> {
    let ratings = |unit: u32| &packed[begin[unit as usize] as usize..begin[unit as usize + 1] as usize];
    let key = |unit: u32| {
        let ratings = ratings(unit);
        let annotator = |i: usize| ratings.get(i).map_or(0, |rating| (rating >> 16) + 1);
        (annotator(0) << 32 | (annotator(1) & 0xffff_ffff), unit)
    };
    let mut keyed: Vec<(u64, u32)> = (0..begin.len() as u32 - 1).map(key).collect();
    keyed.sort_unstable_by(|a, b| {
        let known = |unit: u32| known.get(unit as usize);
        a.0.cmp(&b.0).then_with(|| ratings(a.1).cmp(ratings(b.1))).then_with(|| known(a.1).cmp(&known(b.1)))
    });
    keyed.into_iter().map(|(_, unit)| unit).collect()
}
