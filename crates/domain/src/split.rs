//! Splits for training and testing that share nothing: what belongs together ends up on one side.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Problem;

/// How items are dealt out. The same seed deals the same way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Splits {
    /// Shares, 0 to 1; together they make 1.
    pub train: f64,
    pub validation: f64,
    pub test: f64,
    #[serde(default)]
    pub seed: u64,
}

impl Splits {
    pub fn problems(&self) -> Vec<Problem> {
        let shares = [self.train, self.validation, self.test];
        let fit = shares.iter().all(|share| (0.0..=1.0).contains(share));
        if fit && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9 {
            return Vec::new();
        }
        vec![Problem::new("splits_unfit", "the three shares lie between 0 and 1 and make 1 together").within("splits")]
    }

    /// The side on which everything of this group is.
    pub fn side(&self, group: &str) -> &'static str {
        let place = place(self.seed, group);
        match () {
            () if place < self.train => "train",
            () if place < self.train + self.validation => "validation",
            () => "test",
        }
    }
}

/// A fixed place between 0 and 1 (FNV-1a, mixed).
fn place(seed: u64, group: &str) -> f64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = group.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

/// Items that belong together because they share something: a group, a picture, the text of a source.
#[derive(Debug, Default)]
pub struct Together {
    /// Number of an item → one that it belongs to; itself for the first of a set.
    parents: Vec<usize>,
    items: HashMap<String, usize>,
    /// What was shared → an item that has it.
    holders: HashMap<String, usize>,
}

impl Together {
    /// Adds an item with what it shares with others.
    pub fn add<'a>(&mut self, item: &str, shared: impl IntoIterator<Item = &'a str>) {
        let number = self.number(item);
        for what in shared {
            match self.holders.get(what).copied() {
                Some(holder) => self.join(number, holder),
                None => _ = self.holders.insert(what.to_owned(), number),
            }
        }
    }

    /// A name that all items of its set have alike, whatever the order in which they came; its own where it is unknown.
    pub fn names(&mut self) -> HashMap<String, String> {
        let items: Vec<(String, usize)> = self.items.iter().map(|(item, number)| (item.clone(), *number)).collect();
        let mut least: HashMap<usize, String> = HashMap::new();
        for (item, number) in &items {
            let root = self.root(*number);
            let name = least.entry(root).or_insert_with(|| item.clone());
            if item < name {
                name.clone_from(item);
            }
        }
        items.into_iter().map(|(item, number)| (item, least[&self.root(number)].clone())).collect()
    }

    fn number(&mut self, item: &str) -> usize {
        if let Some(number) = self.items.get(item) {
            return *number;
        }
        let number = self.parents.len();
        self.parents.push(number);
        self.items.insert(item.to_owned(), number);
        number
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPLITS: Splits = Splits { train: 0.8, validation: 0.1, test: 0.1, seed: 7 };

    #[test]
    fn shares_are_met_and_a_seed_repeats() {
        let sides: Vec<&str> = (0..10_000).map(|n| SPLITS.side(&format!("item-{n}"))).collect();
        let count = |side: &str| sides.iter().filter(|one| **one == side).count();
        assert!((7_850..8_150).contains(&count("train")), "{}", count("train"));
        assert!((880..1_120).contains(&count("test")), "{}", count("test"));
        let again: Vec<&str> = (0..10_000).map(|n| SPLITS.side(&format!("item-{n}"))).collect();
        assert_eq!(sides, again);
        let other = Splits { seed: 8, ..SPLITS };
        assert!((0..100).any(|n| other.side(&format!("item-{n}")) != sides[n]), "another seed deals otherwise");
    }

    #[test]
    fn what_shares_something_stays_together() {
        let mut together = Together::default();
        together.add("c", ["group:x"]);
        together.add("b", ["asset:1", "asset:2"]);
        together.add("d", ["asset:2", "group:x"]);
        together.add("a", ["asset:9"]);
        let names = together.names();
        assert_eq!([&names["b"], &names["c"], &names["d"]], ["b", "b", "b"]);
        assert_eq!(names["a"], "a");
    }

    #[test]
    fn shares_make_one() {
        assert!(SPLITS.problems().is_empty());
        assert_eq!(Splits { test: 0.2, ..SPLITS }.problems().len(), 1);
        assert_eq!(Splits { train: 1.2, test: -0.3, ..SPLITS }.problems().len(), 1);
    }
}
