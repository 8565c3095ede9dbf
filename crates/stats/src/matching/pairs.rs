//! Which marks of two annotators mean the same thing: the best one-to-one pairing by overlap.

use super::assignment::{Candidate, assign};
use super::shape::{Closeness, Mark, Shape};
use crate::geometry::{Rect, overlapping};

/// Two marks that overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Numbers of marks in the two lists.
    pub one: u32,
    pub two: u32,
    /// From 0 to 1; see [`super::Shape::overlap`].
    pub overlap: f64,
}

/// Settles which of two equally good pairings is taken, whatever the order of marks and annotators: equal labels before
/// different ones, then marks whose limits are nearer. Far less than any difference of overlaps that matters.
pub(super) fn preference(one: &Mark, two: &Mark, closeness: &Closeness) -> f64 {
    let limits = |mark: &Mark| match &mark.shape {
        // Key points are alike at any distance, and so have no bounds to search by.
        Shape::Points(figure) => {
            let marked = || figure.points.iter().copied().flatten();
            marked().next().map(|_| Rect::around_points(marked()))
        }
        shape => shape.bounds(closeness),
    };
    let edges = |mark: &Mark| limits(mark).map(|rect| [rect.left, rect.top, rect.right, rect.bottom]);
    let apart = match (edges(one), edges(two)) {
        (Some(a), Some(b)) => a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum(),
        _ => 0.0,
    };
    let label = if one.label == two.label { 1e-9 } else { 0.0 };
    label + 1e-10 / (1.0 + apart)
}

/// Every pair of marks that overlap, by number.
pub fn overlaps(one: &[Mark], two: &[Mark], closeness: &Closeness) -> Vec<Pair> {
    let overlap = |(i, j): (u32, u32)| {
        let overlap = one[i as usize].overlap(&two[j as usize], closeness);
        (overlap > 0.0).then_some(Pair { one: i, two: j, overlap })
    };
    let bounds = |marks: &[Mark]| marks.iter().map(|mark| mark.shape.bounds(closeness)).collect::<Option<Vec<_>>>();
    match (bounds(one), bounds(two)) {
        (Some(a), Some(b)) => overlapping(&a, &b).into_iter().filter_map(overlap).collect(),
        _ => {
            (0..one.len() as u32).flat_map(|i| (0..two.len() as u32).map(move |j| (i, j))).filter_map(overlap).collect()
        }
    }
}

/// The pairing with the largest sum of overlaps among pairs that overlap by `least` or more. Labels do not count but
/// between pairings that are equally good, where more equal labels win.
pub fn matched(one: &[Mark], two: &[Mark], least: f64, closeness: &Closeness) -> Vec<Pair> {
    best(one, two, &overlaps(one, two, closeness), least, closeness)
}

/// The same from overlaps that are known.
pub(super) fn best(one: &[Mark], two: &[Mark], overlaps: &[Pair], least: f64, closeness: &Closeness) -> Vec<Pair> {
    let enough: Vec<Pair> = overlaps.iter().copied().filter(|pair| pair.overlap >= least).collect();
    let candidates: Vec<Candidate> = enough
        .iter()
        .map(|pair| {
            let gain = pair.overlap + preference(&one[pair.one as usize], &two[pair.two as usize], closeness);
            Candidate { left: pair.one, right: pair.two, gain }
        })
        .collect();
    let made = assign(one.len(), two.len(), &candidates);
    let overlap = |&(one, two): &(u32, u32)| {
        let at = enough.binary_search_by_key(&(one, two), |pair| (pair.one, pair.two));
        enough[at.expect("only candidates are matched, and they are ascending")]
    };
    made.iter().map(overlap).collect()
}

/// Keeps only pairs with equal labels.
pub(super) fn same_label(one: &[Mark], two: &[Mark], overlaps: &[Pair]) -> Vec<Pair> {
    let same = |pair: &&Pair| one[pair.one as usize].label == two[pair.two as usize].label;
    overlaps.iter().filter(same).copied().collect()
}
