//! Kendall's tau-b between annotators: do they put two units in the same order?

use super::{Metric, NO_PAIRS, Options, Scale, affordable, check_variation};
use crate::sampling::{Coefficient, Estimate, Influence, IntervalMethod, Rng, Sample, ratings_in};
use crate::table::{Level, Table};

pub(super) const METRIC: Metric = Metric {
    id: "kendall_tau_b",
    title: "Kendall's tau-b, mean of pairs",
    summary: "How often two annotators put two units in the same order, beyond the opposite order.",
    levels: &[Level::Ordinal, Level::Interval, Level::Ratio],
    weighted: false,
    scale: Scale::BeyondChance,
    doc: "## What it does
For each pair of annotators, counts the pairs of shared units that both put in the same order, less those in opposite order,
over the geometric mean of what either of them orders at all. The result is the mean over pairs of annotators, each weighted
by the units they share.
## When to use it
For orders and scores, gaps welcome, when only the order matters.
## When not
When annotators share two or three units only: each pair then says -1, 0 or 1. When absolute values matter, see ordinal
alpha or icc_2_1.
## Example
The orders 1 2 3 4 and 1 3 2 4 have five pairs of units in the same order and one in opposite order: 0.667.
## Reference
M. G. Kendall, The treatment of ties in ranking problems, Biometrika 33, 1945, 239-251. The interval is resampled.",
    compute,
};

fn compute(table: &Table, options: &Options, rng: &mut Rng) -> Estimate {
    if let Err(why) = check_variation(table) {
        return Estimate::undefined(table, why);
    }
    let least = if table.counted().is_some() { 1 } else { 2 };
    let sample = Sample::of_ratings(table, least);
    if !sample.can_be_resampled() {
        let tau = Counts::new(&sample, table.n_annotators(), table.values.len());
        return Estimate::of(table, &sample, &tau, (IntervalMethod::None, options.confidence), rng);
    }
    let tau = Tau::new(&sample);
    let work = tau.pairs.iter().map(|pair| pair.shared.len() * 8 + tau.n_values).sum();
    Estimate::of(table, &sample, &tau, (affordable(options.interval, work), options.confidence), rng)
}

/// Two annotators with what they share, sorted by the first one's value, then by the second one's.
struct Pair {
    /// The value of either, and the pattern.
    shared: Vec<(u32, u32, u32)>,
}

struct Tau {
    pairs: Vec<Pair>,
    n_values: usize,
}

impl Tau {
    fn new(sample: &Sample) -> Self {
        let mut shared: Vec<(u32, u32, u32, u32, u32)> = Vec::new();
        let mut n_values = 0;
        for (p, pattern) in sample.patterns().enumerate() {
            let ratings = ratings_in(pattern);
            for (at, (left, a)) in ratings.clone().enumerate() {
                n_values = n_values.max(a + 1);
                let others = ratings.clone().skip(at + 1);
                shared.extend(others.map(|(right, b)| (left as u32, right as u32, a as u32, b as u32, p as u32)));
            }
        }
        shared.sort_unstable();
        let pairs = shared.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1));
        let pairs = pairs.map(|pair| Pair { shared: pair.iter().map(|&(_, _, a, b, p)| (a, b, p)).collect() });
        Self { pairs: pairs.collect(), n_values }
    }
}

/// How often each two values meet between two annotators, for a single value of very many units.
struct Counts {
    /// With the number of the pair of values in place of the pattern.
    pairs: Vec<Pair>,
    n_of: Vec<f64>,
    n_values: usize,
}

impl Counts {
    fn new(sample: &Sample, n_annotators: usize, n_values: usize) -> Self {
        let size = n_values * n_values;
        let mut counted = Self { pairs: Vec::new(), n_of: Vec::new(), n_values };
        if n_annotators * n_annotators * size <= MOST_CELLS {
            let mut cells = vec![0.0; n_annotators * n_annotators * size];
            each_two(sample, |(left, right), (a, b), n| {
                cells[(left * n_annotators + right) * size + a * n_values + b] += n;
            });
            for pair in cells.chunks_exact(size.max(1)) {
                let met = pair.iter().enumerate().filter(|(_, n)| **n > 0.0);
                counted.add(met.map(|(cell, n)| ((cell / n_values) as u32, (cell % n_values) as u32, *n)));
            }
            return counted;
        }
        let mut met: Vec<Vec<(u32, u32, f64)>> = vec![Vec::new(); n_annotators * n_annotators];
        each_two(sample, |(left, right), (a, b), n| met[left * n_annotators + right].push((a as u32, b as u32, n)));
        for mut met in met {
            met.sort_unstable_by_key(|&(a, b, _)| (a, b));
            let cells = met.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1));
            counted.add(cells.map(|cell| (cell[0].0, cell[0].1, cell.iter().map(|(_, _, n)| n).sum())));
        }
        counted
    }

    /// The values on which two annotators met, with how often, by the first one's value and then by the other's.
    fn add(&mut self, met: impl Iterator<Item = (u32, u32, f64)>) {
        let mut shared = Vec::new();
        for (a, b, n) in met {
            shared.push((a, b, self.n_of.len() as u32));
            self.n_of.push(n);
        }
        if !shared.is_empty() {
            self.pairs.push(Pair { shared });
        }
    }
}

/// Up to this many cells (32 MB) a count is kept for any two values of any two annotators.
const MOST_CELLS: usize = 4_000_000;

/// Every two ratings of a unit: annotators, values, and in how many units.
fn each_two(sample: &Sample, mut met: impl FnMut((usize, usize), (usize, usize), f64)) {
    for (pattern, &n) in sample.patterns().zip(&sample.units).filter(|(_, n)| **n > 0.0) {
        let ratings = ratings_in(pattern);
        for (at, (left, a)) in ratings.clone().enumerate() {
            ratings.clone().skip(at + 1).for_each(|(right, b)| met((left, right), (a, b), n));
        }
    }
}

impl Coefficient for Counts {
    fn value(&self, _units: &[f64]) -> Result<f64, String> {
        mean_tau(&self.pairs, &self.n_of, self.n_values)
    }

    fn influence(&self, _units: &[f64]) -> Option<Influence> {
        None
    }
}

impl Coefficient for Tau {
    fn value(&self, units: &[f64]) -> Result<f64, String> {
        mean_tau(&self.pairs, units, self.n_values)
    }

    fn influence(&self, _units: &[f64]) -> Option<Influence> {
        None
    }
}

fn mean_tau(pairs: &[Pair], units: &[f64], n_values: usize) -> Result<f64, String> {
    let (mut total, mut weight) = (0.0, 0.0);
    let mut seen = Seen::new(n_values);
    for pair in pairs {
        let n: f64 = pair.shared.iter().map(|&(_, _, p)| units[p as usize]).sum();
        if let Some(tau) = tau(&pair.shared, units, n, &mut seen) {
            total += n * tau;
            weight += n;
        }
    }
    match pairs.len() {
        0 => Err(NO_PAIRS.to_owned()),
        _ if weight == 0.0 => Err("no two annotators order the units that they share; share more units".to_owned()),
        _ => Ok(total / weight),
    }
}

/// `None` where one of both ties all units. Walks up the first one's values and asks how many units so far have a lower,
/// equal or higher value of the second one.
fn tau(shared: &[(u32, u32, u32)], units: &[f64], n: f64, seen: &mut Seen) -> Option<f64> {
    seen.clear();
    let pairs_of = |n: f64| 0.5 * n * (n - 1.0);
    let (mut difference, mut tied_left) = (0.0, 0.0);
    for run in shared.chunk_by(|x, y| x.0 == y.0) {
        for &(_, b, p) in run {
            let below = seen.below(b as usize);
            let above = seen.total - seen.below(b as usize + 1);
            difference += units[p as usize] * (below - above);
        }
        run.iter().for_each(|&(_, b, p)| seen.add(b as usize, units[p as usize]));
        tied_left += pairs_of(run.iter().map(|&(_, _, p)| units[p as usize]).sum());
    }
    let tied_right: f64 = seen.counts.iter().map(|&count| pairs_of(count)).sum();
    let all = pairs_of(n);
    let ordered = (all - tied_left) * (all - tied_right);
    (ordered > 1e-9).then(|| difference / ordered.sqrt())
}

/// Counts of values with sums over all lower ones, in logarithmic time each (Fenwick 1994).
struct Seen {
    tree: Vec<f64>,
    counts: Vec<f64>,
    total: f64,
}

impl Seen {
    fn new(n_values: usize) -> Self {
        Self { tree: vec![0.0; n_values + 1], counts: vec![0.0; n_values], total: 0.0 }
    }

    fn clear(&mut self) {
        self.tree.fill(0.0);
        self.counts.fill(0.0);
        self.total = 0.0;
    }

    fn add(&mut self, value: usize, n: f64) {
        self.counts[value] += n;
        self.total += n;
        let mut at = value + 1;
        while at < self.tree.len() {
            self.tree[at] += n;
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, value: usize) -> f64 {
        let (mut at, mut sum) = (value, 0.0);
        while at > 0 {
            sum += self.tree[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }
}
