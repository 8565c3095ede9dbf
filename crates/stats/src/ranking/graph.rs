//! Who can be compared with whom: parts of the graph of wins, and circles in it.

use serde::Serialize;

/// More entries than this make a table of all pairs too large.
pub(super) const MOST: usize = 5000;

/// Circles of three: the first beats the second, the second the third, the third the first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cycles {
    pub triads: u64,
    /// Some of them, by entry.
    pub examples: Vec<[usize; 3]>,
}

/// The part of each entry: within a part everyone can be reached from everyone by wins (a tie is a win of both), which
/// is when strengths have a finite maximum of likelihood.
pub(super) fn strong_parts(wins: &[f64], n: usize) -> Vec<usize> {
    let order = finishing_order(n, |from, to| wins[from * n + to] > 0.0);
    collect(n, order.into_iter().rev(), |from, to| wins[to * n + from] > 0.0)
}

/// The part of each entry, where any comparison links.
pub(super) fn weak_parts(wins: &[f64], n: usize) -> Vec<usize> {
    collect(n, 0..n, |from, to| wins[to * n + from] > 0.0 || wins[from * n + to] > 0.0)
}

/// The number of parts.
pub(super) fn n_parts(parts: &[usize]) -> usize {
    parts.iter().max().map_or(0, |last| last + 1)
}

fn finishing_order(n: usize, linked: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let (mut seen, mut order) = (vec![false; n], Vec::with_capacity(n));
    for start in 0..n {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.last_mut() {
            match (*next..n).find(|&to| !seen[to] && linked(*at, to)) {
                Some(to) => {
                    *next = to + 1;
                    seen[to] = true;
                    path.push((to, 0));
                }
                None => {
                    order.push(*at);
                    path.pop();
                }
            }
        }
    }
    order
}

fn collect(n: usize, starts: impl Iterator<Item = usize>, linked: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut part = vec![usize::MAX; n];
    let mut n_parts = 0;
    for start in starts {
        if part[start] != usize::MAX {
            continue;
        }
        part[start] = n_parts;
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            let found: Vec<usize> = (0..n).filter(|&to| part[to] == usize::MAX && linked(at, to)).collect();
            found.iter().for_each(|&to| part[to] = n_parts);
            open.extend(found);
        }
        n_parts += 1;
    }
    part
}

/// Counts circles of three among the majorities of pairs.
pub(super) fn cycles(wins: &[f64], n: usize) -> Cycles {
    let words = n.div_ceil(64);
    let (mut beats, mut loses) = (vec![0u64; n * words], vec![0u64; n * words]);
    for i in 0..n {
        for j in (0..n).filter(|&j| wins[i * n + j] > wins[j * n + i]) {
            beats[i * words + j / 64] |= 1 << (j % 64);
            loses[j * words + i / 64] |= 1 << (i % 64);
        }
    }
    let mut found = Cycles::default();
    for i in 0..n {
        for j in (0..n).filter(|&j| beats[i * words + j / 64] >> (j % 64) & 1 == 1) {
            for word in 0..words {
                // Each circle is counted at its smallest entry.
                let mut third = beats[j * words + word] & loses[i * words + word];
                while third != 0 {
                    let k = word * 64 + third.trailing_zeros() as usize;
                    third &= third - 1;
                    if i < j && i < k {
                        found.triads += 1;
                        if found.examples.len() < 5 {
                            found.examples.push([i, j, k]);
                        }
                    }
                }
            }
        }
    }
    found
}
