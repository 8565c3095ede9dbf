//! How often each pattern of ratings occurs, kept up to date while units change.

use std::sync::Arc;

use crate::interner::Interner;

/// The unit has no ratings.
pub(crate) const NO_PATTERN: u32 = u32::MAX;

/// The patterns of one kind, in the order in which they came up. Some may not occur any more.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub patterns: Arc<Interner<u32>>,
    /// The number of units of each pattern.
    pub n_units: Vec<u32>,
    /// The pattern of each unit.
    pub of_unit: Arc<Vec<u32>>,
    /// How many patterns occur in no unit.
    n_unused: usize,
}

impl Kept {
    pub(super) fn new(n_units: usize) -> Self {
        Self {
            patterns: Arc::new(Interner::new()),
            n_units: Vec::new(),
            of_unit: Arc::new(vec![NO_PATTERN; n_units]),
            n_unused: 0,
        }
    }

    pub(super) fn put(&mut self, unit: usize, pattern: &[u32]) {
        let number = Arc::make_mut(&mut self.patterns).intern(pattern);
        if number as usize == self.n_units.len() {
            self.n_units.push(0);
            self.n_unused += 1;
        }
        let n = &mut self.n_units[number as usize];
        self.n_unused -= usize::from(*n == 0);
        *n += 1;
        let of_unit = Arc::make_mut(&mut self.of_unit);
        if of_unit.len() <= unit {
            of_unit.resize(unit + 1, NO_PATTERN);
        }
        of_unit[unit] = number;
    }

    pub(super) fn take(&mut self, unit: usize) {
        let number = std::mem::replace(&mut Arc::make_mut(&mut self.of_unit)[unit], NO_PATTERN);
        if number != NO_PATTERN {
            let n = &mut self.n_units[number as usize];
            *n -= 1;
            self.n_unused += usize::from(*n == 0);
        }
    }

    /// Most of what is kept occurs no more, so that counting anew is cheaper than carrying it along.
    pub(super) fn is_worn(&self) -> bool {
        self.n_unused > 1_000 + self.n_units.len() / 2
    }
}
