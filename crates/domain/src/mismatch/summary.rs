//! Shares by whatever tells claims apart, kept as items come and go.

use std::collections::{BTreeMap, BTreeSet};

use super::Matched;
use super::report::{By, Group};
use super::tally::{Tally, Way};

/// More values than this tell nothing: they are rather names.
const MOST_VALUES: usize = 40;

/// What is counted of many items. One that comes or goes costs as much as it has claims.
#[derive(Clone, Debug)]
pub struct Summary {
    /// In the order in which they are shown, the metadata before all but the first.
    ways: Vec<Grouping>,
}

/// The items by one thing that tells their claims apart.
#[derive(Clone, Debug)]
struct Grouping {
    by: By,
    /// How many items have each value.
    values: BTreeMap<String, u64>,
    /// Not kept while there are too many values or too few, and counted from all items when that changes.
    tallies: Option<BTreeMap<String, Tally>>,
}

impl Default for Summary {
    fn default() -> Self {
        let ways = [By::All, By::Place, By::Kind, By::Aspect, By::Origin].map(Grouping::new);
        Self { ways: ways.into() }
    }
}

impl Summary {
    pub fn add(&mut self, item: &Matched) {
        for key in item.metadata.keys() {
            let by = By::Metadata(key.clone());
            if !self.ways.iter().any(|known| known.by == by) {
                self.ways.push(Grouping::new(by));
            }
        }
        self.ways.iter_mut().for_each(|grouping| grouping.change(Way::Comes, item));
    }

    /// Takes away an item as it was when it was added.
    pub fn remove(&mut self, item: &Matched) {
        self.ways.iter_mut().for_each(|grouping| grouping.change(Way::Goes, item));
        self.ways.retain(|grouping| !(grouping.values.is_empty() && matches!(grouping.by, By::Metadata(_))));
    }

    /// All claims together, and by everything that has at least two values: metadata of items first, `source` and `model` before
    /// the others. `items` are those that were added; they are looked at only where something has to be counted anew.
    pub fn groupings<'a>(&mut self, items: impl Iterator<Item = &'a Matched> + Clone) -> Vec<(By, Vec<Group>)> {
        self.ways.sort_by(|a, b| a.by.place().cmp(&b.by.place()));
        let told = self.ways.iter_mut().filter(|grouping| grouping.tells());
        told.map(|grouping| (grouping.by.clone(), grouping.groups(items.clone()))).collect()
    }
}

impl Grouping {
    fn new(by: By) -> Self {
        Self { by, values: BTreeMap::new(), tallies: None }
    }

    /// Whether it tells claims apart at all.
    fn tells(&self) -> bool {
        self.by == By::All || (2..=MOST_VALUES).contains(&self.values.len())
    }

    fn change(&mut self, way: Way, item: &Matched) {
        let counted = self.by.counted(item).into_iter().map(|(value, ..)| value);
        let values: BTreeSet<String> = counted.chain(self.by.of_item(item)).collect();
        values.iter().for_each(|value| way.count(&mut self.values, value));
        if !self.tells() {
            self.tallies = None;
        }
        if let Some(tallies) = &mut self.tallies {
            count(&self.by, tallies, way, item);
        }
    }

    /// One group for each value, the largest first.
    fn groups<'a>(&mut self, items: impl Iterator<Item = &'a Matched>) -> Vec<Group> {
        let by = &self.by;
        let tallies = self.tallies.get_or_insert_with(|| {
            let mut tallies = BTreeMap::new();
            items.for_each(|item| count(by, &mut tallies, Way::Comes, item));
            tallies
        });
        let mut groups: Vec<Group> = tallies.iter().map(|(value, tally)| tally.group(value)).collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.n_claims));
        groups
    }
}

fn count(by: &By, tallies: &mut BTreeMap<String, Tally>, way: Way, item: &Matched) {
    let mut claims: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (value, claim, holds) in by.counted(item) {
        claims.entry(value).or_default().push((claim, holds));
    }
    let of_item = by.of_item(item).filter(|_| item.omissions.is_some());
    for (value, claims) in &claims {
        tallies.entry(value.clone()).or_default().claims(way, claims);
    }
    if let Some(value) = &of_item {
        tallies.entry(value.clone()).or_default().omissions(way, item);
    }
    if way == Way::Goes {
        let empty = Tally::default();
        for value in claims.into_keys().chain(of_item) {
            if tallies.get(&value) == Some(&empty) {
                tallies.remove(&value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crosscheck_stats::Rng;

    use super::super::{Basis, ClaimMatch, Holds, Told};
    use super::*;
    use crate::ClaimOrigin;

    fn pick<T: Clone>(rng: &mut Rng, from: &[T]) -> T {
        from[rng.below(from.len() as u64) as usize].clone()
    }

    fn claim(rng: &mut Rng, n: u64) -> ClaimMatch {
        let held =
            [Some(Holds::Supported), Some(Holds::Contradicted), Some(Holds::NotApplicable), Some(Holds::Other), None];
        let errors: Vec<String> = ["count", "action", "scene"].map(str::to_owned).into();
        ClaimMatch {
            claim: format!("c{n}"),
            text: String::new(),
            place: pick(rng, &["a/0", "a/1"]).to_owned(),
            origin: pick(rng, &[ClaimOrigin::Rule, ClaimOrigin::Model]),
            kind: pick(rng, &[None, Some("object".to_owned()), Some("scene".to_owned())]),
            aspects: (0..=rng.below(2)).map(|n| (format!("aspect {n}"), pick(rng, &held))).collect(),
            errors: errors.into_iter().filter(|_| rng.fraction() < 0.3).collect(),
            basis: pick(rng, &[Basis::Truth, Basis::Majority, Basis::One]),
        }
    }

    fn matched(rng: &mut Rng) -> Matched {
        let (source, name) = (rng.below(3), rng.below(60));
        let parts = Told::ByPart(BTreeMap::from([("0".to_owned(), "x".to_owned()), ("1".to_owned(), "y".to_owned())]));
        let told = [("source", Told::One(source.to_string())), ("name", Told::One(name.to_string())), ("part", parts)];
        let left_out = [
            None,
            Some(BTreeSet::new()),
            Some(BTreeSet::from([String::new()])),
            Some(BTreeSet::from(["object".to_owned()])),
        ];
        Matched {
            claims: (0..rng.below(4)).map(|n| claim(rng, n)).collect(),
            omissions: pick(rng, &left_out),
            basis: pick(rng, &[Basis::Majority, Basis::One]),
            metadata: told
                .into_iter()
                .filter(|_| rng.fraction() < 0.8)
                .map(|(key, told)| (key.to_owned(), told))
                .collect(),
        }
    }

    /// After any coming and going it is what it would be had only those come that are left: also where a key of the metadata has too
    /// many values for a while, or nobody has it any more.
    #[test]
    fn what_came_and_went_leaves_no_trace() {
        for seed in 0..8 {
            let mut rng = Rng::seeded(seed);
            let (mut kept, mut summary): (Vec<Matched>, _) = (Vec::new(), Summary::default());
            for step in 0..400_u32 {
                // It grows, shrinks to nothing and grows again.
                let goes = if (step / 100) % 2 == 0 { 0.2 } else { 0.9 };
                if !kept.is_empty() && rng.fraction() < goes {
                    summary.remove(&kept.swap_remove(rng.below(kept.len() as u64) as usize));
                } else {
                    kept.push(matched(&mut rng));
                    summary.add(kept.last().unwrap());
                }
                if rng.fraction() < 0.1 {
                    let mut anew = Summary::default();
                    kept.iter().for_each(|item| anew.add(item));
                    assert_eq!(summary.groupings(kept.iter()), anew.groupings(kept.iter()), "seed {seed}, step {step}");
                }
            }
        }
    }
}
