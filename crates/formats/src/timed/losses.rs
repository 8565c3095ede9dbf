//! What a format could not say, counted.

use std::collections::BTreeMap;

use crosscheck_domain::Problem;

/// Code → how often, and a sentence of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<&'static str, (u64, &'static str)>);

impl Losses {
    pub fn add(&mut self, code: &'static str, what: &'static str) {
        self.add_n(1, code, what);
    }

    pub fn add_n(&mut self, n: u64, code: &'static str, what: &'static str) {
        if n > 0 {
            self.0.entry(code).or_insert((0, what)).0 += n;
        }
    }

    pub fn merge(&mut self, other: &Losses) {
        for (code, (n, what)) in &other.0 {
            self.add_n(*n, code, what);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Code, number and sentence, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64, &'static str)> {
        self.0.iter().map(|(code, (n, what))| (*code, *n, *what))
    }

    pub fn problems(&self) -> Vec<Problem> {
        self.iter().map(|(code, n, what)| Problem::new(code, format!("{n} × {what}"))).collect()
    }
}
