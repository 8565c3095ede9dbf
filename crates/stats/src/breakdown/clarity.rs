//! How far people agree about a criterion and about each of its labels, kept as items come and go.

use std::collections::BTreeMap;

use super::known::Known;
use super::specific::{CriterionAgreement, LabelAgreement};
use crate::shares::{Clusters, Part};
use crate::table::Level;

/// Who gave which value of a unit.
pub type UnitRatings = Vec<(u32, u32)>;

/// What [`criterion`](super::criterion) and [`labels`](super::labels) tell of a table whose groups are items, when an item that comes
/// or goes costs as much as it has ratings. Nothing is summed, all is counted, so that what went leaves no trace.
#[derive(Debug, Clone)]
pub struct Clarity {
    values: Known,
    n_units: u64,
    n_split: u64,
    /// Of units with two ratings or more.
    n_ratings: u64,
    n_contradictions: u64,
    /// By item: the sum over units of the mean distance of two ratings, and the units.
    distances: Clusters,
    /// By number of the label.
    labels: BTreeMap<u32, Tally>,
    /// How often each number was given, in their order: distances are measured by how far they reach.
    numbers: BTreeMap<i64, u64>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Tally {
    n_units: u64,
    n_split: u64,
    clusters: Clusters,
}

impl Clarity {
    /// For values of this level. Labels in an order take no others than those that are declared; an order without labels is one
    /// of numbers.
    pub fn new(level: Level, declared: &[&str]) -> Self {
        let level = if level == Level::Ordinal && declared.is_empty() { Level::Interval } else { level };
        let values = Known::new(level, declared);
        Self {
            values,
            n_units: 0,
            n_split: 0,
            n_ratings: 0,
            n_contradictions: 0,
            distances: Clusters::default(),
            labels: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// The number of a value, written as for [`Rows`](crate::Rows); nothing where it does not fit.
    pub fn value(&mut self, text: &str) -> Option<u32> {
        self.values.read(text)
    }

    /// Adds an item: what was said of each of its units.
    pub fn add(&mut self, units: &[UnitRatings]) {
        self.change(units, true);
    }

    /// Takes away an item as it was when it was added.
    pub fn remove(&mut self, units: &[UnitRatings]) {
        self.change(units, false);
    }

    fn change(&mut self, units: &[UnitRatings], comes: bool) {
        let mut distance = Part { hits: 0.0, of: 0.0 };
        let mut of_labels: BTreeMap<u32, Part> = BTreeMap::new();
        for unit in units {
            let mut ratings = unit.clone();
            ratings.sort_unstable();
            ratings.dedup();
            if ratings.windows(2).any(|pair| pair[0].0 == pair[1].0) {
                count(&mut self.n_contradictions, 1, comes);
                continue;
            }
            let mut given: Vec<u32> = ratings.into_iter().map(|(_, value)| value).collect();
            if matches!(self.values.level, Level::Interval | Level::Ratio) {
                for &value in &given {
                    let key = ordered(self.values.numbers[value as usize]);
                    count_in(&mut self.numbers, key, comes);
                }
            }
            if given.len() < 2 {
                continue;
            }
            given.sort_unstable();
            let apart = self.values.mean_distance(&given);
            distance.hits += apart;
            distance.of += 1.0;
            count(&mut self.n_units, 1, comes);
            count(&mut self.n_split, u64::from(apart > 0.0), comes);
            count(&mut self.n_ratings, given.len() as u64, comes);
            self.change_labels(&given, &mut of_labels, comes);
        }
        change_part(&mut self.distances, distance, comes);
        for (label, part) in of_labels {
            let tally = self.labels.entry(label).or_default();
            change_part(&mut tally.clusters, part, comes);
            if tally.n_units == 0 {
                self.labels.remove(&label);
            }
        }
    }

    fn change_labels(&mut self, given: &[u32], of_labels: &mut BTreeMap<u32, Part>, comes: bool) {
        let mut chosen: Vec<u32> = match self.values.level {
            Level::Set => given.iter().flat_map(|&value| &self.values.sets[value as usize]).copied().collect(),
            _ => given.to_vec(),
        };
        chosen.sort_unstable();
        for run in chosen.chunk_by(|a, b| a == b) {
            let (n, of) = (run.len() as f64, given.len() as f64);
            let tally = self.labels.entry(run[0]).or_default();
            count(&mut tally.n_units, 1, comes);
            count(&mut tally.n_split, u64::from(run.len() < given.len()), comes);
            let part = of_labels.entry(run[0]).or_insert(Part { hits: 0.0, of: 0.0 });
            part.hits += n * (n - 1.0) / (of - 1.0);
            part.of += n;
        }
    }

    /// Whether somebody says two things of one unit, so that nothing can be told.
    pub fn is_contradictory(&self) -> bool {
        self.n_contradictions > 0
    }

    /// How far people agree about everything.
    pub fn criterion(&self, confidence: f64) -> CriterionAgreement {
        let reach = self.reach();
        let alike = |part: Part| {
            let hits = if part.hits > 0.0 { part.of - part.hits / reach } else { part.of };
            Part { hits, ..part }
        };
        CriterionAgreement {
            n_units: self.n_units as usize,
            n_split: self.n_split as usize,
            agreement: self.distances.map(alike).share(confidence),
        }
    }

    /// All labels that were given where two people looked: declared ones in their order, then the others.
    pub fn labels(&self, confidence: f64) -> Vec<LabelAgreement> {
        let n_all = self.n_ratings as f64;
        let label = |(&label, tally): (&u32, &Tally)| {
            let (agreed, n) = tally.clusters.totals();
            let expected = 2.0 * n * (n_all - n) / (n_all - 1.0);
            LabelAgreement {
                label: self.values.names[label as usize].clone(),
                n_units: tally.n_units as usize,
                n_split: tally.n_split as usize,
                n_ratings: n as usize,
                specific: tally.clusters.share(confidence),
                alpha: (expected > 0.0).then(|| 1.0 - 2.0 * (n - agreed) / expected),
            }
        };
        let mut order: Vec<(&u32, &Tally)> = self.labels.iter().collect();
        order.sort_by_key(|(label, _)| {
            let label = **label as usize;
            let declared = label < self.values.n_declared;
            let number = self.values.numbers.get(label).map_or(0, |&number| ordered(number));
            if declared { (label, 0, "") } else { (usize::MAX, number, self.values.names[label].as_str()) }
        });
        order.into_iter().map(label).collect()
    }

    /// How far numbers reach; other distances are shares already.
    fn reach(&self) -> f64 {
        match (self.numbers.first_key_value(), self.numbers.last_key_value()) {
            (Some((low, _)), Some((high, _))) => from_ordered(*high) - from_ordered(*low),
            _ => 1.0,
        }
    }
}

fn count(n: &mut u64, by: u64, comes: bool) {
    *n = if comes { *n + by } else { n.saturating_sub(by) };
}

fn count_in(counts: &mut BTreeMap<i64, u64>, key: i64, comes: bool) {
    let n = counts.entry(key).or_default();
    count(n, 1, comes);
    if *n == 0 {
        counts.remove(&key);
    }
}

fn change_part(clusters: &mut Clusters, part: Part, comes: bool) {
    if comes { clusters.add(part) } else { clusters.remove(part) }
}

/// A key in the order of numbers.
fn ordered(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    if bits < 0 { i64::MIN - bits } else { bits }
}

fn from_ordered(key: i64) -> f64 {
    let bits = if key < 0 { i64::MIN - key } else { key };
    f64::from_bits(bits.cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::{criterion, labels};
    use crate::shares::Share;
    use crate::{Rng, Rows};

    fn rows(level: Level, declared: &[&str]) -> Rows {
        match level {
            Level::Nominal => Rows::nominal(declared),
            Level::Ordinal => Rows::ordinal(declared),
            Level::Interval | Level::Ratio => Rows::interval(),
            Level::Set => Rows::sets(),
        }
    }

    fn close(a: Option<Share>, b: Option<Share>) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        match (a, b) {
            (Some(a), Some(b)) => {
                near(a.value, b.value) && near(a.low, b.low) && near(a.high, b.high) && near(a.n, b.n)
            }
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    fn numbered(known: &mut Clarity, said: &Said) -> Vec<UnitRatings> {
        let mut units = Vec::new();
        for unit in said {
            units.push(unit.iter().map(|(who, text)| (*who, known.value(text).unwrap())).collect());
        }
        units
    }

    /// Units of an item: who said what, in words.
    type Said = Vec<Vec<(u32, &'static str)>>;

    /// After any coming and going it tells what a table of what is left tells.
    #[test]
    fn it_tells_what_a_table_of_the_same_ratings_tells() {
        let words: [(Level, &[&str], &[&str]); 4] = [
            (Level::Nominal, &["b", "a"], &["a", "b", "d", "c"]),
            (Level::Ordinal, &["low", "mid", "high"], &["low", "mid", "high"]),
            (Level::Interval, &[], &["1", "2", "-3.5", "40", "0"]),
            (Level::Set, &[], &["", "x", "y|x", "z", "x|y", "z|w"]),
        ];
        for (level, declared, words) in words {
            for seed in 0..60 {
                let mut rng = Rng::seeded(seed);
                let (mut kept, mut known): (Vec<(u64, Said)>, _) = (Vec::new(), Clarity::new(level, declared));
                let mut pick = |n: usize| rng.below(n as u64) as usize;
                for step in 0..120 {
                    if !kept.is_empty() && pick(3) == 0 {
                        let (_, said) = kept.swap_remove(pick(kept.len()));
                        let units = numbered(&mut known, &said);
                        known.remove(&units);
                    } else {
                        // The first steps use few words, so that the reach of numbers changes later.
                        let n_words = if step < 40 { 2 } else { words.len() };
                        let said: Said = (0..pick(4))
                            .map(|_| (0..pick(4) as u32).map(|who| (who, words[pick(n_words)])).collect())
                            .collect();
                        let units = numbered(&mut known, &said);
                        known.add(&units);
                        kept.push((step, said));
                    }
                }
                let mut table = rows(level, declared);
                for (item, said) in &kept {
                    for (unit, ratings) in said.iter().enumerate() {
                        for (who, text) in ratings {
                            table
                                .push_grouped(&format!("{item}/{unit}"), &who.to_string(), text, &item.to_string())
                                .unwrap();
                        }
                    }
                }
                let table = table.finish().unwrap();
                let (one, other) = (known.criterion(0.95), criterion(&table, 0.95));
                assert_eq!((one.n_units, one.n_split), (other.n_units, other.n_split), "{level:?} {seed}");
                assert!(close(one.agreement, other.agreement), "{level:?} {seed}: {one:?}, {other:?}");
                let found = known.labels(0.95);
                let whole: Vec<_> = labels(&table, 0.95).into_iter().filter(|one| one.n_units > 0).collect();
                assert_eq!(found.len(), whole.len(), "{level:?} {seed}");
                for (one, other) in found.iter().zip(&whole) {
                    let counts = |one: &LabelAgreement| (one.label.clone(), one.n_units, one.n_split, one.n_ratings);
                    assert_eq!(counts(one), counts(other), "{level:?} {seed}");
                    let alpha = one.alpha.unwrap_or(9.0) - other.alpha.unwrap_or(9.0);
                    assert!(
                        close(one.specific, other.specific) && alpha.abs() < 1e-9,
                        "{level:?} {seed}: {one:?}, {other:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn who_says_two_things_of_one_unit_is_told_of() {
        let mut known = Clarity::new(Level::Nominal, &["a", "b"]);
        let twice = [vec![(0, 0), (0, 1), (1, 0)]];
        known.add(&twice);
        assert!(known.is_contradictory());
        known.remove(&twice);
        assert!(!known.is_contradictory());
        known.add(&[vec![(0, 0), (0, 0), (1, 0)]]);
        assert_eq!(
            (known.is_contradictory(), known.criterion(0.95).n_units, known.labels(0.95)[0].n_ratings),
            (false, 1, 2)
        );
    }
}
