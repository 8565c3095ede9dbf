//! The patterns of ratings in a table with their counts, and resamples of them.

use super::Rng;
use super::binomial::binomial;
use crate::interner::Interner;
use crate::table::Table;

/// How often each pattern of ratings occurs, in units and in the clusters that are resampled.
pub(crate) struct Sample {
    patterns: Interner<u32>,
    /// The number of units of each pattern.
    pub units: Vec<f64>,
    clusters: Clusters,
}

/// What is drawn with replacement: units, or groups of units.
struct Clusters {
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
    pub(crate) fn of_values(table: &Table, n_least: usize) -> Self {
        Self::of(table, |unit, pattern| {
            let values = table.values_of(unit);
            pattern.extend_from_slice(values);
            pattern.sort_unstable();
            values.len() >= n_least
        })
    }

    /// Patterns that tell who said what, for [`ratings_in`], of the units with at least `n_least` ratings.
    pub(crate) fn of_ratings(table: &Table, n_least: usize) -> Self {
        Self::of(table, |unit, pattern| {
            pattern.extend(table.ratings(unit).flat_map(|(annotator, value)| [annotator, value]));
            pattern.len() >= 2 * n_least
        })
    }

    /// Ordered patterns of the units that all annotators rated, by ascending annotator.
    pub(crate) fn of_complete(table: &Table) -> Self {
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
        let clusters = Clusters::units(&units);
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
        self.clusters.n
    }

    pub(crate) fn is_grouped(&self) -> bool {
        self.clusters.grouped
    }

    /// The sum over clusters of the squared sum of what their units contribute.
    pub(crate) fn sum_of_squares(&self, of_pattern: &[f64]) -> f64 {
        let clusters = &self.clusters;
        let squares = clusters.counts.iter().enumerate().map(|(kind, &n)| {
            let total: f64 = clusters.kinds.get(kind).iter().map(|&p| of_pattern[p as usize]).sum();
            n as f64 * total * total
        });
        squares.sum()
    }

    /// Draws as many clusters as there are, with replacement, and counts the units of each pattern among them.
    pub(crate) fn resample(&self, rng: &mut Rng, units: &mut [f64]) {
        units.fill(0.0);
        let clusters = &self.clusters;
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
            Some(_) => Clusters::groups(members),
            None => Clusters::units(&units),
        };
        Self { patterns, units, clusters }
    }
}

impl Clusters {
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
