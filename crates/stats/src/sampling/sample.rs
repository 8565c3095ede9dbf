//! The patterns of ratings in a table with their counts, and resamples of them.

use std::sync::Arc;

use super::Rng;
use super::binomial::binomial;
use crate::interner::Interner;
use crate::table::{Kept, NO_PATTERN, Table};

/// How often each pattern of ratings occurs, in units and in the clusters that are resampled.
#[derive(Debug)]
pub(crate) struct Sample {
    patterns: Arc<Interner<u32>>,
    /// The number of units of each pattern.
    pub units: Vec<f64>,
    clusters: Clusters,
}

/// What is taken as independent: units, or groups of units.
#[derive(Debug)]
enum Clusters {
    /// Drawn with replacement, and counted by kind.
    Drawn(Drawn),
    /// Groups of a table that ratings come to and go from, none of which has two units.
    Single { n: u64 },
    /// Such groups, of which some have.
    Groups(Groups),
}

#[derive(Debug)]
struct Groups {
    of_unit: Arc<Vec<u32>>,
    /// The number of each unit's pattern where it is kept, and what its number is here, where that is another one.
    kept_of_unit: Arc<Vec<u32>>,
    moved: Option<Vec<u32>>,
    n_groups: usize,
    /// Those that take part.
    n: u64,
}

#[derive(Debug)]
struct Drawn {
    /// Each kind of cluster lists its patterns in ascending order.
    kinds: Interner<u32>,
    counts: Vec<u64>,
    n: u64,
    grouped: bool,
    /// The kind of each cluster, kept where kinds are so many that drawing clusters singly is quicker.
    singly: Option<Vec<u32>>,
}

impl Sample {
    /// Unordered patterns, for measures that do not ask who said what: the sorted values of each unit that has at
    /// least `n_least` ratings.
    pub(crate) fn of_values(table: &Table, n_least: usize) -> Arc<Self> {
        if let Some(counted) = table.counted() {
            return counted.of_values(table, n_least);
        }
        Self::of(table, |unit, pattern| {
            let values = table.values_of(unit);
            pattern.extend_from_slice(values);
            pattern.sort_unstable();
            values.len() >= n_least
        })
        .into()
    }

    /// Patterns that tell who said what, for [`ratings_in`], of the units with at least `n_least` ratings.
    pub(crate) fn of_ratings(table: &Table, n_least: usize) -> Arc<Self> {
        if let Some(counted) = table.counted() {
            return counted.of_ratings(table, n_least);
        }
        Self::of(table, |unit, pattern| {
            pattern.extend(table.ratings(unit).flat_map(|(annotator, value)| [annotator, value]));
            pattern.len() >= 2 * n_least
        })
        .into()
    }

    /// Ordered patterns of the units that all annotators rated, by ascending annotator.
    pub(crate) fn of_complete(table: &Table) -> Self {
        if let Some(counted) = table.counted() {
            let mut sample = counted.complete(table, table.n_annotators());
            let values: Vec<Vec<u32>> =
                sample.patterns().map(|pattern| ratings_in(pattern).map(|(_, value)| value as u32).collect()).collect();
            sample.patterns = Arc::new(Interner::listed(values.iter().map(Vec::as_slice)));
            return sample;
        }
        Self::of(table, |unit, pattern| {
            pattern.extend_from_slice(table.values_of(unit));
            pattern.len() == table.n_annotators()
        })
    }

    /// Ordered pairs of values that are counted already.
    pub(crate) fn of_counts(pairs: impl IntoIterator<Item = ([u32; 2], u64)>) -> Self {
        let mut patterns = Interner::new();
        let mut units = Vec::new();
        for (pair, n) in pairs {
            patterns.intern(&pair);
            units.push(n as f64);
        }
        let clusters = Drawn::units(&units).into();
        Self { patterns: Arc::new(patterns), units, clusters }
    }

    /// The patterns that are kept, some of which may occur no more. Units in groups are clusters.
    pub(crate) fn of_all_kept(kept: &Kept, groups: Option<&Arc<Vec<u32>>>) -> Self {
        let units = kept.n_units.iter().map(|&n| f64::from(n)).collect();
        Self::of_counted(kept, (kept.patterns.clone(), units), None, groups)
    }

    /// The patterns that occur and are at least so long.
    pub(crate) fn of_kept(kept: &Kept, length: usize, groups: Option<&Arc<Vec<u32>>>) -> Self {
        let n_kept = kept.n_units.len();
        let occurs = |&pattern: &usize| kept.n_units[pattern] > 0 && kept.patterns.get(pattern).len() >= length;
        let found: Vec<usize> = (0..n_kept).filter(occurs).collect();
        let units: Vec<f64> = found.iter().map(|&pattern| f64::from(kept.n_units[pattern])).collect();
        let patterns = Arc::new(Interner::listed(found.iter().map(|&pattern| kept.patterns.get(pattern))));
        let mut moved = vec![NO_PATTERN; n_kept];
        found.iter().zip(0..).for_each(|(&pattern, number)| moved[pattern] = number);
        Self::of_counted(kept, (patterns, units), Some(moved), groups)
    }

    fn of_counted(
        kept: &Kept,
        (patterns, units): (Arc<Interner<u32>>, Vec<f64>),
        moved: Option<Vec<u32>>,
        groups: Option<&Arc<Vec<u32>>>,
    ) -> Self {
        let clusters = match groups {
            None => Clusters::Single { n: units.iter().sum::<f64>() as u64 },
            Some(of_unit) => Clusters::Groups(Groups::new(of_unit.clone(), kept.of_unit.clone(), moved)),
        };
        Self { patterns, units, clusters }
    }

    pub(crate) fn n_patterns(&self) -> usize {
        self.units.len()
    }

    pub(crate) fn pattern(&self, pattern: usize) -> &[u32] {
        self.patterns.get(pattern)
    }

    pub(crate) fn patterns(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.n_patterns()).map(|p| self.pattern(p))
    }

    pub(crate) fn n_clusters(&self) -> u64 {
        match &self.clusters {
            Clusters::Drawn(drawn) => drawn.n,
            Clusters::Single { n } => *n,
            Clusters::Groups(groups) => groups.n,
        }
    }

    pub(crate) fn is_grouped(&self) -> bool {
        match &self.clusters {
            Clusters::Drawn(drawn) => drawn.grouped,
            Clusters::Single { .. } | Clusters::Groups(_) => true,
        }
    }

    /// Where ratings come and go nothing is resampled: that would take as long for one more rating as for all of them.
    pub(crate) fn can_be_resampled(&self) -> bool {
        matches!(self.clusters, Clusters::Drawn(_))
    }

    /// The sum over clusters of the squared sum of what their units contribute.
    pub(crate) fn sum_of_squares(&self, of_pattern: &[f64]) -> f64 {
        let square = |(n, total): (&f64, &f64)| n * total * total;
        match &self.clusters {
            Clusters::Single { .. } => self.units.iter().zip(of_pattern).map(square).sum(),
            Clusters::Groups(groups) => groups.totals(of_pattern).iter().map(|total| total * total).sum(),
            Clusters::Drawn(drawn) => {
                let squares = drawn.counts.iter().enumerate().map(|(kind, &n)| {
                    let total: f64 = drawn.kinds.get(kind).iter().map(|&p| of_pattern[p as usize]).sum();
                    n as f64 * total * total
                });
                squares.sum()
            }
        }
    }

    /// Draws as many clusters as there are, with replacement, and counts the units of each pattern among them. Nothing is
    /// drawn where [`Sample::can_be_resampled`] says no.
    pub(crate) fn resample(&self, rng: &mut Rng, units: &mut [f64]) {
        units.fill(0.0);
        let Clusters::Drawn(clusters) = &self.clusters else { return };
        let mut add = |kind: usize, drawn: f64| {
            for &pattern in clusters.kinds.get(kind) {
                units[pattern as usize] += drawn;
            }
        };
        if let Some(kinds) = &clusters.singly {
            (0..clusters.n).for_each(|_| add(kinds[rng.below(clusters.n) as usize] as usize, 1.0));
            return;
        }
        let mut n_left = clusters.n;
        let mut weight_left = clusters.n;
        for (kind, &weight) in clusters.counts.iter().enumerate().filter(|(_, weight)| **weight > 0) {
            let drawn = binomial(rng, n_left, weight as f64 / weight_left as f64);
            n_left -= drawn;
            weight_left -= weight;
            add(kind, drawn as f64);
        }
    }

    /// `pattern_of` fills in the pattern of a unit and says whether the unit takes part.
    fn of(table: &Table, pattern_of: impl Fn(usize, &mut Vec<u32>) -> bool) -> Self {
        let mut patterns = Interner::new();
        let mut members: Vec<(u32, u32)> = Vec::new();
        let mut pattern = Vec::new();
        for unit in 0..table.n_units() {
            pattern.clear();
            if pattern_of(unit, &mut pattern) && !pattern.is_empty() {
                let group = table.group_of_unit().map_or(0, |groups| groups[unit]);
                members.push((group, patterns.intern(&pattern)));
            }
        }
        // Sorted patterns make every later sum and every draw independent of the order of rows.
        let (patterns, moved) = patterns.sorted();
        let mut units = vec![0.0; patterns.len()];
        for (_, pattern) in &mut members {
            *pattern = moved[*pattern as usize];
            units[*pattern as usize] += 1.0;
        }
        let clusters = match table.group_of_unit() {
            Some(_) => Drawn::groups(members),
            None => Drawn::units(&units),
        };
        Self { patterns: Arc::new(patterns), units, clusters: clusters.into() }
    }
}

impl From<Drawn> for Clusters {
    fn from(drawn: Drawn) -> Self {
        Self::Drawn(drawn)
    }
}

impl Groups {
    fn new(of_unit: Arc<Vec<u32>>, kept_of_unit: Arc<Vec<u32>>, moved: Option<Vec<u32>>) -> Self {
        let n_groups = of_unit.iter().max().map_or(0, |&last| last as usize + 1);
        let mut groups = Self { of_unit, kept_of_unit, moved, n_groups, n: 0 };
        let mut takes_part = vec![false; n_groups];
        groups.members().for_each(|(group, _)| takes_part[group] = true);
        groups.n = takes_part.into_iter().filter(|&part| part).count() as u64;
        groups
    }

    /// Group and pattern of each unit that takes part.
    fn members(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let here = |kept: u32| match &self.moved {
            Some(moved) => moved.get(kept as usize).copied().filter(|&pattern| pattern != NO_PATTERN),
            None => Some(kept).filter(|&pattern| pattern != NO_PATTERN),
        };
        let units = self.of_unit.iter().zip(self.kept_of_unit.iter());
        units.filter_map(move |(&group, &kept)| Some((group as usize, here(kept)? as usize)))
    }

    /// The sum of what the units of each group contribute.
    fn totals(&self, of_pattern: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.n_groups];
        self.members().for_each(|(group, pattern)| totals[group] += of_pattern[pattern]);
        totals
    }
}

impl Drawn {
    fn units(units: &[f64]) -> Self {
        let mut kinds = Interner::new();
        for pattern in 0..units.len() as u32 {
            kinds.intern(&[pattern]);
        }
        let counts: Vec<u64> = units.iter().map(|&n| n as u64).collect();
        Self::new(kinds, counts, false)
    }

    fn new(kinds: Interner<u32>, counts: Vec<u64>, grouped: bool) -> Self {
        let n: u64 = counts.iter().sum();
        let kind_of_each = || (0u32..).zip(&counts).flat_map(|(kind, &n)| std::iter::repeat_n(kind, n as usize));
        let singly = (counts.len() as u64 * 4 > n).then(|| kind_of_each().collect());
        Self { kinds, counts, n, grouped, singly }
    }

    fn groups(mut members: Vec<(u32, u32)>) -> Self {
        members.sort_unstable();
        let mut seen = Interner::new();
        let mut kind_of_group = Vec::new();
        let mut kind = Vec::new();
        for group in members.chunk_by(|a, b| a.0 == b.0) {
            kind.clear();
            kind.extend(group.iter().map(|&(_, pattern)| pattern));
            kind_of_group.push(seen.intern(&kind));
        }
        let (kinds, moved) = seen.sorted();
        let mut counts = vec![0; kinds.len()];
        for kind in &kind_of_group {
            counts[moved[*kind as usize] as usize] += 1;
        }
        Self::new(kinds, counts, true)
    }
}

/// The distinct values of a sorted pattern with their counts.
pub(crate) fn runs(pattern: &[u32]) -> impl Iterator<Item = (usize, f64)> {
    pattern.chunk_by(|a, b| a == b).map(|run| (run[0] as usize, run.len() as f64))
}

/// The (annotator, value) pairs of a pattern that tells who said what.
pub(crate) fn ratings_in(pattern: &[u32]) -> impl Iterator<Item = (usize, usize)> + Clone {
    pattern.chunks_exact(2).map(|rating| (rating[0] as usize, rating[1] as usize))
}
