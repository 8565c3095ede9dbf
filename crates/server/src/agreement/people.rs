//! What each annotator has submitted, and how long they worked on it: kept as annotations come and go.

use std::collections::BTreeMap;

use crosscheck_domain::AnnotatorId;
use crosscheck_store::Made;

/// Everybody who has a current annotation, as far as facts were read.
#[derive(Default)]
pub struct People {
    pub totals: BTreeMap<AnnotatorId, Totals>,
    /// Current annotations by people who had seen what others said.
    pub n_informed: u64,
}

#[derive(Default)]
pub struct Totals {
    pub unusable: u64,
    pub declined: u64,
    /// Active time of each complete annotation.
    times: Vec<u64>,
    sorted: bool,
}

impl Totals {
    pub fn complete(&self) -> u64 {
        self.times.len() as u64
    }

    pub fn median_active_ms(&mut self) -> Option<u64> {
        if !self.sorted {
            self.times.sort_unstable();
            self.sorted = true;
        }
        self.times.get(self.times.len() / 2).copied()
    }

    fn count(&mut self, made: &Made, adds: bool) {
        let counter = match made.outcome.as_str() {
            "complete" => return self.time(made.active_ms, adds),
            "unusable" => &mut self.unusable,
            "declined" => &mut self.declined,
            _ => return,
        };
        *counter = if adds { *counter + 1 } else { counter.saturating_sub(1) };
    }

    fn time(&mut self, active_ms: u64, adds: bool) {
        let at = if self.sorted { self.times.binary_search(&active_ms) } else { Err(self.times.len()) };
        match (adds, at) {
            (true, Ok(at) | Err(at)) => self.times.insert(at, active_ms),
            (false, Ok(at)) => _ = self.times.remove(at),
            (false, Err(_)) => {
                if let Some(at) = self.times.iter().position(|&time| time == active_ms) {
                    self.times.swap_remove(at);
                }
            }
        }
    }
}

impl People {
    /// Counts an annotation, or takes it away.
    pub fn count(&mut self, made: &Made, adds: bool) {
        let totals = self.totals.entry(made.annotator.clone()).or_default();
        totals.count(made, adds);
        if totals.complete() + totals.unusable + totals.declined == 0 {
            self.totals.remove(&made.annotator);
        }
        if made.informed && !made.surplus {
            self.n_informed = if adds { self.n_informed + 1 } else { self.n_informed.saturating_sub(1) };
        }
    }
}
