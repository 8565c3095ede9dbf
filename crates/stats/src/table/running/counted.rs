//! What measures and breakdowns read of a table, kept up to date while units change: one unit costs as much as it has
//! ratings, and a measure as much as there are patterns.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::kept::Kept;
use crate::breakdown::{Similarity, shows_confusion};
use crate::sampling::Sample;
use crate::table::Table;

#[derive(Debug, Clone)]
pub(crate) struct Counted {
    /// Who said what does not matter: sorted values.
    values: Kept,
    /// Annotator and value of each rating.
    ratings: Kept,
    /// How many rated units each group has, and in how many groups that is more than one.
    rated: Vec<u32>,
    n_shared: usize,
    /// Units with two ratings or more, and their ratings.
    pub n_units: usize,
    pub n_ratings: usize,
    /// Of each annotator, such units and the sum of the mean similarity to each other rating.
    pub of_annotator: Vec<(u32, f64)>,
    /// Ordered pairs of values, row by row; nothing where no matrix is shown.
    pub confusion: Option<Vec<u64>>,
    /// Least agreement first, then most ratings, then by number. Agreement is never negative, so its bits are in its order.
    pub disputed: BTreeSet<(u64, Reverse<u32>, u32)>,
    samples: [OnceLock<Arc<Sample>>; 4],
}

impl Counted {
    /// Counts every unit of the table.
    pub(super) fn of(table: &Table) -> Self {
        let (n_units, n_values) = (table.n_units(), table.values.len());
        let mut counted = Self {
            values: Kept::new(n_units),
            ratings: Kept::new(n_units),
            rated: Vec::new(),
            n_shared: 0,
            n_units: 0,
            n_ratings: 0,
            of_annotator: vec![(0, 0.0); table.n_annotators()],
            confusion: shows_confusion(&table.values).then(|| vec![0; n_values * n_values]),
            disputed: BTreeSet::new(),
            samples: Default::default(),
        };
        let similarity = Similarity::of(table);
        (0..n_units).for_each(|unit| counted.put(table, &similarity, unit));
        counted
    }

    pub(super) fn is_worn(&self) -> bool {
        self.values.is_worn() || self.ratings.is_worn()
    }

    /// Adds what the unit contributes as it stands in the table.
    pub(super) fn put(&mut self, table: &Table, similarity: &Similarity, unit: usize) {
        self.samples = Default::default();
        let sorted = sorted_values(table, unit);
        if sorted.is_empty() {
            return;
        }
        self.values.put(unit, &sorted);
        let pattern: Vec<u32> = table.ratings(unit).flat_map(|(annotator, value)| [annotator, value]).collect();
        self.ratings.put(unit, &pattern);
        let group = group_of(table, unit);
        if self.rated.len() <= group {
            self.rated.resize(group + 1, 0);
        }
        self.rated[group] += 1;
        self.n_shared += usize::from(self.rated[group] == 2);
        if sorted.len() >= 2 {
            self.n_units += 1;
            self.n_ratings += sorted.len();
            self.compare(table, similarity, (unit, &sorted), true);
        }
    }

    /// Takes away what the unit contributes as it stands in the table.
    pub(super) fn take(&mut self, table: &Table, similarity: &Similarity, unit: usize) {
        self.samples = Default::default();
        let sorted = sorted_values(table, unit);
        if sorted.is_empty() {
            return;
        }
        self.values.take(unit);
        self.ratings.take(unit);
        let group = group_of(table, unit);
        self.n_shared -= usize::from(self.rated[group] == 2);
        self.rated[group] -= 1;
        if sorted.len() >= 2 {
            self.n_units -= 1;
            self.n_ratings -= sorted.len();
            self.compare(table, similarity, (unit, &sorted), false);
        }
    }

    fn compare(&mut self, table: &Table, similarity: &Similarity, (unit, sorted): (usize, &[u32]), adds: bool) {
        let n_values = table.values.len();
        if let Some(counts) = &mut self.confusion {
            for left in sorted.chunk_by(|a, b| a == b) {
                for right in sorted.chunk_by(|a, b| a == b) {
                    let others = right.len() - usize::from(left[0] == right[0]);
                    let n = (left.len() * others) as u64;
                    let count = &mut counts[left[0] as usize * n_values + right[0] as usize];
                    *count = if adds { *count + n } else { *count - n };
                }
            }
        }
        for (annotator, value) in table.ratings(unit) {
            let total = &mut self.of_annotator[annotator as usize];
            let share = similarity.to_others(value, sorted);
            *total = if adds { (total.0 + 1, total.1 + share) } else { (total.0 - 1, total.1 - share) };
        }
        let agreement = similarity.within(sorted);
        if agreement < 1.0 {
            let key = (agreement.to_bits(), Reverse(sorted.len() as u32), unit as u32);
            if adds {
                self.disputed.insert(key);
            } else {
                self.disputed.remove(&key);
            }
        }
    }

    /// Room for annotators who came since.
    pub(super) fn make_room(&mut self, n_annotators: usize) {
        self.of_annotator.resize(n_annotators, (0, 0.0));
    }

    /// The annotators who have ratings of units that somebody else rated too.
    pub(crate) fn n_annotators(&self) -> usize {
        self.of_annotator.iter().filter(|(n, _)| *n > 0).count()
    }

    /// Sorted values of the units with at least so many ratings.
    pub(crate) fn of_values(&self, table: &Table, n_least: usize) -> Arc<Sample> {
        self.sample(table, &self.values, n_least, n_least.min(2) - 1)
    }

    /// Annotators and values of the units with at least so many ratings; of all, where that is one, with patterns that occur
    /// no more.
    pub(crate) fn of_ratings(&self, table: &Table, n_least: usize) -> Arc<Sample> {
        self.sample(table, &self.ratings, 2 * n_least, n_least.min(2) + 1)
    }

    /// Annotators and values of the units that so many annotators rated.
    pub(crate) fn complete(&self, table: &Table, n_annotators: usize) -> Sample {
        let groups = (self.n_shared > 0).then(|| table.groups());
        Sample::of_kept(&self.ratings, 2 * n_annotators, groups.flatten())
    }

    fn sample(&self, table: &Table, kept: &Kept, length: usize, place: usize) -> Arc<Sample> {
        let groups = (self.n_shared > 0).then(|| table.groups()).flatten();
        let counted = || match place {
            2 => Sample::of_all_kept(kept, groups),
            _ => Sample::of_kept(kept, length, groups),
        };
        self.samples[place].get_or_init(|| Arc::new(counted())).clone()
    }
}

fn sorted_values(table: &Table, unit: usize) -> Vec<u32> {
    let mut sorted = table.values_of(unit).to_vec();
    sorted.sort_unstable();
    sorted
}

fn group_of(table: &Table, unit: usize) -> usize {
    table.group_of_unit().map_or(unit, |groups| groups[unit] as usize)
}
