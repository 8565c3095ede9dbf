//! The loop that all iterated methods share: improve, watch the objective, stop, and say why.

use std::ops::Range;

use serde::Serialize;

use super::{Settings, Votes};
use crate::sampling::Rng;

/// How a search went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Convergence {
    pub iterations: usize,
    pub converged: bool,
    /// The objective after each iteration: the log likelihood, with the log prior where a method has one.
    pub objective: Vec<f64>,
    /// Which start won; zero is the start from the votes.
    pub start: usize,
}

/// Improves `model` until the objective stands still. `step` gives the objective of a model and an improved model.
pub(crate) fn climb<M>(settings: &Settings, model: M, mut step: impl FnMut(&M) -> (f64, M)) -> (M, Convergence) {
    let mut model = model;
    let mut objective: Vec<f64> = Vec::new();
    loop {
        let (value, next) = step(&model);
        let still = objective.last().is_some_and(|last| value - last <= settings.tolerance * value.abs());
        objective.push(value);
        if still || objective.len() > settings.max_iterations {
            let iterations = objective.len() - 1;
            return (model, Convergence { iterations, converged: still, objective, start: 0 });
        }
        model = next;
    }
}

/// The best of the start from the votes and of random starts. `start` makes a model; it gets a generator of its own for
/// each random start and none for the first.
pub(super) fn search<M>(
    settings: &Settings,
    rng: &mut Rng,
    start: impl Fn(Option<&mut Rng>) -> M,
    step: impl Fn(&M) -> (f64, M),
) -> (M, Convergence) {
    let mut best = climb(settings, start(None), &step);
    for number in 1..=settings.restarts {
        let mut own = Rng::seeded(rng.next_u64());
        let (model, mut convergence) = climb(settings, start(Some(&mut own)), &step);
        convergence.start = number;
        if convergence.objective.last() > best.1.objective.last() {
            best = (model, convergence);
        }
    }
    best
}

/// Sums over all slots in chunks that depend on the data only, added up in order, so that the number of threads cannot
/// change a bit. `n_cells` is the size of the sums that each chunk fills; `fill` also returns a number to be added up.
pub(super) fn sums(
    votes: &Votes,
    threads: usize,
    n_cells: usize,
    fill: impl Fn(Range<usize>, &mut [f64]) -> f64 + Sync,
) -> (f64, Vec<f64>) {
    sums_and_slots(votes, threads, n_cells, &mut [], |slots, _, cells| fill(slots, cells))
}

/// As [`sums`]; each chunk may also change its part of `per_slot`, which has a number for each slot or none at all.
pub(super) fn sums_and_slots(
    votes: &Votes,
    threads: usize,
    n_cells: usize,
    per_slot: &mut [f64],
    fill: impl Fn(Range<usize>, &mut [f64], &mut [f64]) -> f64 + Sync,
) -> (f64, Vec<f64>) {
    let mut left = per_slot;
    let mut chunks: Vec<Chunk> = Vec::new();
    for slots in chunks_of(votes, n_cells) {
        let (mine, rest) = left.split_at_mut(slots.len().min(left.len()));
        left = rest;
        chunks.push(Chunk { slots, mine, sums: None });
    }
    let run = |chunk: &mut Chunk| {
        let mut cells = vec![0.0; n_cells];
        let total = fill(chunk.slots.clone(), chunk.mine, &mut cells);
        chunk.sums = Some((total, cells));
    };
    let none = || (0.0, vec![0.0; n_cells]);
    let threads = threads.clamp(1, chunks.len().max(1));
    if threads == 1 {
        return chunks.iter_mut().fold(none(), |total, chunk| {
            run(chunk);
            add(total, chunk.sums.take())
        });
    }
    let mine = chunks.len().div_ceil(threads);
    std::thread::scope(|scope| {
        for chunks in chunks.chunks_mut(mine) {
            scope.spawn(|| chunks.iter_mut().for_each(&run));
        }
    });
    chunks.iter_mut().fold(none(), |total, chunk| add(total, chunk.sums.take()))
}

struct Chunk<'a> {
    slots: Range<usize>,
    mine: &'a mut [f64],
    sums: Option<(f64, Vec<f64>)>,
}

fn add((total, mut cells): (f64, Vec<f64>), more: Option<(f64, Vec<f64>)>) -> (f64, Vec<f64>) {
    let (more, from) = more.unwrap_or_default();
    cells.iter_mut().zip(&from).for_each(|(cell, from)| *cell += from);
    (total + more, cells)
}

/// Up to sixteen chunks of at least sixteen thousand ratings, fewer where their sums would take much memory.
fn chunks_of(votes: &Votes, n_cells: usize) -> Vec<Range<usize>> {
    const MOST_CELLS: usize = 1 << 22;
    let n = (votes.n_ratings() >> 14).min(MOST_CELLS / n_cells.max(1)).clamp(1, 16);
    let size = votes.n_slots().div_ceil(n).max(1);
    (0..votes.n_slots()).step_by(size).map(|from| from..(from + size).min(votes.n_slots())).collect()
}
