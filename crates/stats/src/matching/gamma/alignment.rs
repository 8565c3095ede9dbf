//! The least disorder with which the units of all annotators can be aligned.

use super::super::assignment::{Candidate, assign};
use super::packing::{Group, best_packing};

/// A labelled stretch of one annotator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    pub start: f64,
    pub end: f64,
    pub label: u32,
}

/// How much ends and labels weigh, and what a missing unit costs (alpha, beta and delta-empty of the paper).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dissimilarity {
    pub place: f64,
    pub label: f64,
    pub empty: f64,
}

impl Dissimilarity {
    pub fn place(&self, a: &Unit, b: &Unit) -> f64 {
        let apart = (a.start - b.start).abs() + (a.end - b.end).abs();
        (apart / (a.end - a.start + b.end - b.start)).powi(2) * self.empty
    }

    /// Of two units; of a unit and none, or of none and none, it is `empty`.
    pub fn between(&self, a: &Unit, b: &Unit) -> f64 {
        let label = if a.label == b.label { 0.0 } else { self.empty };
        self.place * self.place(a, b) + self.label * label
    }
}

/// The disorder of the best alignment, for each mean unit, and whether it is proven to be the best. Units are sorted by
/// start. An aligned group costs the mean dissimilarity over all pairs of annotators, where absence costs `empty`.
pub fn disorder(units: &[Vec<Unit>], dissimilarity: &Dissimilarity) -> (f64, bool) {
    let n_units: usize = units.iter().map(Vec::len).sum();
    let alone = n_units as f64 * dissimilarity.empty;
    let (saved, exact) = match units {
        [one, two] => (saved_by_pairs(one, two, dissimilarity), true),
        _ => saved_by_groups(units, dissimilarity),
    };
    ((alone - saved).max(0.0) * units.len() as f64 / n_units.max(1) as f64, exact)
}

/// Pairing two units costs their dissimilarity and saves that both stand alone.
fn saved_by_pairs(one: &[Unit], two: &[Unit], dissimilarity: &Dissimilarity) -> f64 {
    let mut candidates = Vec::new();
    let most = 2.0 * dissimilarity.empty;
    near(one, two, dissimilarity, most, |i, j, between| {
        candidates.push(Candidate { left: i, right: j, gain: most - between });
    });
    let pairs = assign(one.len(), two.len(), &candidates);
    pairs.iter().map(|&(i, j)| most - dissimilarity.between(&one[i as usize], &two[j as usize])).sum()
}

/// Calls back for pairs with a dissimilarity below `most`. Units whose starts are too far apart for that are skipped.
fn near(one: &[Unit], two: &[Unit], dissimilarity: &Dissimilarity, most: f64, mut found: impl FnMut(u32, u32, f64)) {
    let longest = two.iter().map(|unit| unit.end - unit.start).fold(0.0, f64::max);
    let reach = (most / (dissimilarity.place * dissimilarity.empty)).sqrt();
    for (i, a) in (0u32..).zip(one) {
        let limit = reach * (a.end - a.start + longest);
        let first = two.partition_point(|b| b.start < a.start - limit);
        for (j, b) in (0u32..).zip(two).skip(first).take_while(|(_, b)| b.start <= a.start + limit) {
            let between = dissimilarity.between(a, b);
            if between < most {
                found(i, j, between);
            }
        }
    }
}

/// More than two annotators: groups are grown one annotator at a time and kept where they save more than their parts.
fn saved_by_groups(units: &[Vec<Unit>], dissimilarity: &Dissimilarity) -> (f64, bool) {
    let n = units.len();
    let couples = (n * (n - 1) / 2) as f64;
    let mut flat: Vec<(usize, Unit)> =
        units.iter().enumerate().flat_map(|(who, units)| units.iter().map(move |unit| (who, *unit))).collect();
    flat.sort_by(|a, b| a.1.start.total_cmp(&b.1.start).then(a.0.cmp(&b.0)));
    let n_pairs = |k: usize| (k * k.saturating_sub(1) / 2) as f64;
    // What a group of k units saves when the dissimilarities among them sum to `inside`.
    let saved = |k: usize, inside: f64| {
        k as f64 * dissimilarity.empty - (inside + (couples - n_pairs(k)) * dissimilarity.empty) / couples
    };
    let mut choices: Vec<Group> = Vec::new();
    let mut grown: Vec<(Vec<u32>, f64)> = (0..flat.len() as u32).map(|at| (vec![at], 0.0)).collect();
    for k in 2..=n {
        let mut next = Vec::new();
        for (members, inside) in &grown {
            let last = flat[members[members.len() - 1] as usize].0;
            for (at, (who, unit)) in (0u32..).zip(&flat).filter(|(_, (who, _))| *who > last) {
                let first = &flat[members[0] as usize].1;
                if *who <= last || dissimilarity.between(first, unit) >= most_inside(n, dissimilarity) {
                    continue;
                }
                let inside =
                    inside + members.iter().map(|&m| dissimilarity.between(&flat[m as usize].1, unit)).sum::<f64>();
                if inside < most_inside(n, dissimilarity) {
                    next.push(([members.as_slice(), &[at]].concat(), inside));
                }
            }
        }
        choices.extend(next.iter().filter(|(_, inside)| saved(k, *inside) > 0.0).map(|(members, inside)| {
            let mut members = members.clone();
            members.sort_unstable();
            Group { members, gain: saved(k, *inside) }
        }));
        grown = next;
    }
    best_packing(flat.len(), choices)
}

/// A group with more disorder inside than this can never save anything (Mathet et al. 2015, section 5.1.2).
fn most_inside(n: usize, dissimilarity: &Dissimilarity) -> f64 {
    (n * n * (n - 1) / 2) as f64 * dissimilarity.empty
}
