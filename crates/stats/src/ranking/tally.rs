//! Comparisons counted by pair and outcome: everything but Elo needs no more than these.

use super::Preferences;
use crate::interner::Interner;
use crate::sampling::{Rng, binomial};

/// How often `left` met `right` on these sides, by outcome: left won, right won, tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub annotator: usize,
    pub left: usize,
    pub right: usize,
    /// Comparisons, for resampling.
    pub rows: [f64; 3],
    /// The sum of their weights.
    pub weight: [f64; 3],
}

#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub n_entries: usize,
    /// By ascending annotator, left and right.
    pub cells: Vec<Cell>,
}

/// Up to so many entries a table of all pairs is quicker than a search.
const FEW: usize = 1024;

impl Tally {
    /// Counts comparisons; rankings count as all pairs from different tiers, and as ties within one.
    pub(super) fn of(preferences: &Preferences) -> Self {
        Self::count(preferences, |_| 0)
    }

    /// Counts each annotator's comparisons apart.
    pub(super) fn by_annotator(preferences: &Preferences) -> Self {
        Self::count(preferences, |row| preferences.annotator.get(row).map_or(0, |&who| who))
    }

    fn count(preferences: &Preferences, who: impl Fn(usize) -> u32) -> Self {
        let mut counter = Counter::new(preferences);
        for row in 0..preferences.n_comparisons() {
            let (left, right) = (preferences.left[row], preferences.right[row]);
            counter.add([who(row), left, right], preferences.winner[row] as usize, preferences.weight_of(row));
        }
        for tiers in &preferences.rankings {
            for (at, tier) in tiers.iter().enumerate() {
                for (i, &entry) in tier.iter().enumerate() {
                    tier[i + 1..].iter().for_each(|&other| counter.add([0, entry, other], 2, 1.0));
                    let worse = tiers[at + 1..].iter().flatten();
                    worse.for_each(|&other| counter.add([0, entry, other], 0, 1.0));
                }
            }
        }
        let mut cells = counter.cells;
        cells.sort_unstable_by_key(|cell| (cell.annotator, cell.left, cell.right));
        Self { n_entries: preferences.n_entries(), cells }
    }

    /// As many comparisons as there are, drawn with replacement.
    pub(super) fn resampled(&self, rng: &mut Rng) -> Self {
        let total: f64 = self.cells.iter().flat_map(|cell| cell.rows).sum();
        let (mut n_left, mut rows_left) = (total as u64, total);
        let mut drawn = self.clone();
        for cell in &mut drawn.cells {
            for outcome in 0..3 {
                let rows = cell.rows[outcome];
                if rows == 0.0 {
                    continue;
                }
                let n = binomial(rng, n_left, (rows / rows_left).min(1.0));
                n_left -= n;
                rows_left -= rows;
                cell.weight[outcome] *= n as f64 / rows;
                cell.rows[outcome] = n as f64;
            }
        }
        drawn.cells.retain(|cell| cell.rows.iter().any(|rows| *rows > 0.0));
        drawn
    }

    /// The weight of wins alone; ties count for nobody.
    pub(super) fn decided(&self) -> Vec<f64> {
        let n = self.n_entries;
        let mut wins = vec![0.0; n * n];
        for cell in &self.cells {
            wins[cell.left * n + cell.right] += cell.weight[0];
            wins[cell.right * n + cell.left] += cell.weight[1];
        }
        wins
    }

    /// The weight of wins of each entry over each other, ties as half a win for both.
    pub(super) fn wins(&self) -> Vec<f64> {
        let n = self.n_entries;
        let mut wins = vec![0.0; n * n];
        for cell in &self.cells {
            wins[cell.left * n + cell.right] += cell.weight[0] + 0.5 * cell.weight[2];
            wins[cell.right * n + cell.left] += cell.weight[1] + 0.5 * cell.weight[2];
        }
        wins
    }
}

struct Counter {
    cells: Vec<Cell>,
    /// The cell of each pair plus one, where entries are few and annotators are not told apart.
    dense: Vec<u32>,
    n_entries: usize,
    sparse: Interner<u32>,
    /// The cell of each key that was searched for.
    cell_of: Vec<usize>,
}

impl Counter {
    fn new(preferences: &Preferences) -> Self {
        let n_entries = preferences.n_entries();
        let dense = if n_entries <= FEW { vec![0; n_entries * n_entries] } else { Vec::new() };
        Self { cells: Vec::new(), dense, n_entries, sparse: Interner::new(), cell_of: Vec::new() }
    }

    fn add(&mut self, key: [u32; 3], outcome: usize, weight: f64) {
        let [annotator, left, right] = key.map(|part| part as usize);
        let place = if annotator == 0 && !self.dense.is_empty() {
            let slot = &mut self.dense[left * self.n_entries + right];
            if *slot == 0 {
                self.cells.push(Cell { annotator, left, right, rows: [0.0; 3], weight: [0.0; 3] });
                *slot = self.cells.len() as u32;
            }
            *slot as usize - 1
        } else {
            let known = self.sparse.len();
            let id = self.sparse.intern(&key) as usize;
            if id == known {
                self.cell_of.push(self.cells.len());
                self.cells.push(Cell { annotator, left, right, rows: [0.0; 3], weight: [0.0; 3] });
            }
            self.cell_of[id]
        };
        let cell = &mut self.cells[place];
        cell.rows[outcome] += 1.0;
        cell.weight[outcome] += weight;
    }
}
