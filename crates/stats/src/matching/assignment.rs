//! The best one-to-one pairing of two lists, from the few pairs that come into question.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A pair that may be made, and what it is worth. Pairs worth nothing or less are never made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub left: u32,
    pub right: u32,
    pub gain: f64,
}

/// The pairs (left, right) with the largest sum of gains in which nobody appears twice, ascending.
///
/// Shortest augmenting paths after Jonker & Volgenant (1987), on the candidates only: a search never leaves the
/// connected part of the graph that it starts in, so pictures with ten thousand regions need no table of all pairs. An
/// upper limit to a cost is a gain of limit less cost: where that is not positive, nothing is matched.
pub fn assign(n_left: usize, n_right: usize, candidates: &[Candidate]) -> Vec<(u32, u32)> {
    let mut search = Search::new(n_left, n_right, candidates);
    for left in 0..n_left as u32 {
        search.place(left);
    }
    let rights = &search.left_of[..n_right];
    let mut pairs: Vec<(u32, u32)> =
        (0u32..).zip(rights).filter(|(_, left)| **left != NOBODY).map(|(right, &left)| (left, right)).collect();
    pairs.sort_unstable();
    pairs
}

const NOBODY: u32 = u32::MAX;

/// Costs are negative gains. Every left has a place of its own, number `n_right` + left, where it costs nothing.
struct Search {
    n_right: u32,
    /// The candidates of left `l` are those from `starts[l]` to `starts[l + 1]`.
    starts: Vec<u32>,
    edges: Vec<(u32, f64)>,
    left_of: Vec<u32>,
    price_left: Vec<f64>,
    price_right: Vec<f64>,
    distance: Vec<f64>,
    from: Vec<u32>,
    /// The rights that this search has seen, to be forgotten at its end.
    seen: Vec<u32>,
    settled: Vec<u32>,
    is_settled: Vec<bool>,
    heap: BinaryHeap<Reached>,
}

struct Reached {
    distance: f64,
    right: u32,
}

impl Search {
    fn new(n_left: usize, n_right: usize, candidates: &[Candidate]) -> Self {
        let worthy = || candidates.iter().filter(|candidate| candidate.gain > 0.0);
        let mut starts = vec![0u32; n_left + 1];
        worthy().for_each(|candidate| starts[candidate.left as usize + 1] += 1);
        for left in 0..n_left {
            starts[left + 1] += starts[left];
        }
        let mut next = starts.clone();
        let mut edges = vec![(0, 0.0); starts[n_left] as usize];
        for candidate in worthy() {
            let at = &mut next[candidate.left as usize];
            edges[*at as usize] = (candidate.right, -candidate.gain);
            *at += 1;
        }
        let places = n_left + n_right;
        Self {
            n_right: n_right as u32,
            starts,
            edges,
            left_of: vec![NOBODY; places],
            price_left: vec![0.0; n_left],
            price_right: vec![0.0; places],
            distance: vec![f64::INFINITY; places],
            from: vec![NOBODY; places],
            seen: Vec::new(),
            settled: Vec::new(),
            is_settled: vec![false; places],
            heap: BinaryHeap::new(),
        }
    }

    /// Finds the cheapest way to give `start` a place while everybody placed before keeps one.
    fn place(&mut self, start: u32) {
        self.relax(start, 0.0);
        let (end, cost) = loop {
            let Reached { distance, right } = self.heap.pop().expect("every left has a place of its own");
            if distance > self.distance[right as usize] || self.is_settled[right as usize] {
                continue;
            }
            let holder = self.left_of[right as usize];
            if holder == NOBODY {
                break (right, distance);
            }
            self.settled.push(right);
            self.is_settled[right as usize] = true;
            self.relax(holder, distance);
        };
        self.price_left[start as usize] += cost;
        for right in self.settled.drain(..) {
            let earlier = cost - self.distance[right as usize];
            self.price_right[right as usize] -= earlier;
            self.price_left[self.left_of[right as usize] as usize] += earlier;
        }
        self.give(end, start);
        for right in self.seen.drain(..) {
            self.distance[right as usize] = f64::INFINITY;
            self.is_settled[right as usize] = false;
        }
        self.heap.clear();
    }

    fn relax(&mut self, left: u32, distance: f64) {
        let own = (self.n_right + left, 0.0);
        let edges = self.starts[left as usize] as usize..self.starts[left as usize + 1] as usize;
        for at in edges.start..=edges.end {
            let (right, cost) = if at == edges.end { own } else { self.edges[at] };
            let reached = distance + cost - self.price_left[left as usize] - self.price_right[right as usize];
            let known = &mut self.distance[right as usize];
            // Rounding can make a settled place look nearer by a last bit, which would close a circle.
            if reached < *known && !self.is_settled[right as usize] {
                if known.is_infinite() {
                    self.seen.push(right);
                }
                *known = reached;
                self.from[right as usize] = left;
                self.heap.push(Reached { distance: reached, right });
            }
        }
    }

    /// Hands places on along the path that ends at `right`, back to `start`.
    fn give(&mut self, mut right: u32, start: u32) {
        // The place that each left holds now is where its predecessor on the path moves to.
        let mut held: Vec<(u32, u32)> = Vec::new();
        loop {
            let left = self.from[right as usize];
            held.push((right, left));
            if left == start {
                break;
            }
            right = self.place_of(left);
        }
        for (right, left) in held {
            self.left_of[right as usize] = left;
        }
    }

    fn place_of(&self, left: u32) -> u32 {
        let edges = &self.edges[self.starts[left as usize] as usize..self.starts[left as usize + 1] as usize];
        let held = edges.iter().map(|(right, _)| *right).find(|&right| self.left_of[right as usize] == left);
        held.unwrap_or(self.n_right + left)
    }
}

/// The nearest comes out of the heap first; among equals the one with the smaller number.
impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then(other.right.cmp(&self.right))
    }
}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Reached {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Reached {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rng;

    /// The best sum over all ways to give each left one free right or none.
    fn best(n_left: u32, candidates: &[Candidate], left: u32, taken: u32) -> f64 {
        if left == n_left {
            return 0.0;
        }
        let alone = best(n_left, candidates, left + 1, taken);
        let free = candidates.iter().filter(|c| c.left == left && taken & (1 << c.right) == 0);
        free.map(|c| c.gain + best(n_left, candidates, left + 1, taken | 1 << c.right)).fold(alone, f64::max)
    }

    #[test]
    fn nothing_is_better_among_all_pairings() {
        let mut rng = Rng::seeded(1);
        for round in 0..500 {
            let (n_left, n_right) = (rng.below(7) as u32, rng.below(7) as u32);
            let density = rng.fraction();
            let mut candidates = Vec::new();
            for at in 0..n_left * n_right {
                // Small whole gains bring ties; some gains are negative.
                let gain = if round % 2 == 0 { rng.below(5) as f64 - 1.0 } else { rng.fraction() };
                let candidate = Candidate { left: at / n_right, right: at % n_right, gain };
                candidates.extend((rng.fraction() < density).then_some(candidate));
            }
            let pairs = assign(n_left as usize, n_right as usize, &candidates);
            let gain =
                |pair: &(u32, u32)| candidates.iter().find(|c| (c.left, c.right) == *pair).map(|c| c.gain).unwrap();
            let sum: f64 = pairs.iter().map(gain).sum();
            assert!((sum - best(n_left, &candidates, 0, 0)).abs() < 1e-9, "{candidates:?} {pairs:?}");
            let mut rights: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
            rights.sort_unstable();
            rights.dedup();
            assert_eq!(rights.len(), pairs.len());
        }
    }

    /// Taking the best pair first would leave the others with nothing.
    #[test]
    fn the_sum_counts_not_the_single_pair() {
        let candidates = [(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)];
        let candidates = candidates.map(|(left, right, gain)| Candidate { left, right, gain });
        assert_eq!(assign(2, 2, &candidates), [(0, 1), (1, 0)]);
    }

    #[test]
    fn ten_thousand_in_a_chain_need_no_table() {
        let n = 10_000;
        let chain = (0..n).flat_map(|i| [(i, i, 1.0), (i, (i + 1) % n, 1.5)]);
        let candidates: Vec<Candidate> = chain.map(|(left, right, gain)| Candidate { left, right, gain }).collect();
        let pairs = assign(n as usize, n as usize, &candidates);
        assert_eq!(pairs.iter().filter(|(left, right)| (left + 1) % n == *right).count(), n as usize);
    }
}
