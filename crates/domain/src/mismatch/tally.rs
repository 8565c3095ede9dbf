//! What is counted of each group of claims, as items come and go.

use std::collections::BTreeMap;

use crosscheck_stats::shares::{Clusters, Part};

use super::report::{Counted, Group};
use super::{Basis, ClaimMatch, Holds, Matched};

const CONFIDENCE: f64 = 0.95;

/// Whether an item comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Comes,
    Goes,
}

impl Way {
    /// Counts one more or one less; what is not there any more is forgotten.
    pub fn count<K: Ord + Clone>(self, counts: &mut BTreeMap<K, u64>, key: &K) {
        match (self, counts.get_mut(key)) {
            (Self::Comes, Some(count)) => *count += 1,
            (Self::Comes, None) => _ = counts.insert(key.clone(), 1),
            (Self::Goes, Some(count)) if *count > 1 => *count -= 1,
            (Self::Goes, _) => _ = counts.remove(key),
        }
    }

    fn change(self, n: &mut u64, by: u64) {
        *n = match self {
            Self::Comes => *n + by,
            Self::Goes => n.saturating_sub(by),
        };
    }

    fn part(self, clusters: &mut Clusters, hits: u64, of: u64) {
        let part = Part { hits: hits as f64, of: of as f64 };
        match self {
            Self::Comes => clusters.add(part),
            Self::Goes => clusters.remove(part),
        }
    }
}

/// Hits, and the items that have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Figure {
    n: u64,
    items: Clusters,
}

impl Figure {
    fn of<'a, K: Ord + Clone>(found: &'a mut BTreeMap<K, Self>, key: &K) -> &'a mut Self {
        found.entry(key.clone()).or_default()
    }

    fn count(&mut self, way: Way, hits: u64, of: u64) {
        way.change(&mut self.n, hits);
        way.part(&mut self.items, hits, of);
    }

    fn counted(&self, sizes: &Clusters) -> Counted {
        Counted { n: self.n, share: self.items.share_among(sizes, CONFIDENCE) }
    }
}

/// What is counted of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many claims of an item count.
    sizes: Clusters,
    n_claims: u64,
    holds: BTreeMap<Holds, Figure>,
    errors: BTreeMap<String, Figure>,
    basis: BTreeMap<Basis, u64>,
    undecided: u64,
    not_applicable: u64,
    /// Items of which it is known whether something is left out: each is one.
    looked: Clusters,
    omitted: Figure,
    omissions: BTreeMap<String, Figure>,
    omission_basis: BTreeMap<Basis, u64>,
}

/// How many claims of an item count, how many of them hold how far, and how many have which error.
#[derive(Default)]
struct OfItem<'a> {
    n: u64,
    holds: BTreeMap<Holds, u64>,
    errors: BTreeMap<&'a String, u64>,
}

impl Tally {
    /// Counts the claims of an item, each with how far it holds.
    pub fn claims(&mut self, way: Way, claims: &[(&ClaimMatch, Option<Holds>)]) {
        let mut here = OfItem::default();
        for (claim, holds) in claims {
            match holds {
                None => way.change(&mut self.undecided, 1),
                Some(Holds::NotApplicable) => way.change(&mut self.not_applicable, 1),
                Some(holds) => {
                    way.count(&mut self.basis, &claim.basis);
                    here.n += 1;
                    *here.holds.entry(*holds).or_default() += 1;
                    claim.errors.iter().for_each(|error| *here.errors.entry(error).or_default() += 1);
                }
            }
        }
        way.change(&mut self.n_claims, here.n);
        way.part(&mut self.sizes, 0, here.n);
        here.holds.iter().for_each(|(holds, n)| Figure::of(&mut self.holds, holds).count(way, *n, here.n));
        here.errors.iter().for_each(|(error, n)| Figure::of(&mut self.errors, error).count(way, *n, here.n));
        self.tidy();
    }

    /// Counts what the item leaves out, where that is known.
    pub fn omissions(&mut self, way: Way, item: &Matched) {
        let Some(types) = &item.omissions else { return };
        way.part(&mut self.looked, 0, 1);
        way.count(&mut self.omission_basis, &item.basis);
        if !types.is_empty() {
            self.omitted.count(way, 1, 1);
        }
        types.iter().for_each(|name| Figure::of(&mut self.omissions, name).count(way, 1, 1));
        self.tidy();
    }

    /// Forgets what nothing has any more.
    fn tidy(&mut self) {
        self.holds.retain(|_, figure| figure.n > 0);
        self.errors.retain(|_, figure| figure.n > 0);
        self.omissions.retain(|_, figure| figure.n > 0);
    }

    pub fn group(&self, value: &str) -> Group {
        let none = Figure::default();
        let holds = |holds: Holds| (holds, self.holds.get(&holds).unwrap_or(&none).counted(&self.sizes));
        Group {
            value: value.to_owned(),
            n_items: self.sizes.n_clusters(),
            n_claims: self.n_claims,
            basis: self.basis.clone(),
            undecided: self.undecided,
            not_applicable: self.not_applicable,
            holds: Holds::SHARED.map(holds).to_vec(),
            errors: sorted(&self.errors, &self.sizes),
            n_omission_items: self.looked.n_clusters(),
            omission_basis: self.omission_basis.clone(),
            omitted: self.omitted.counted(&self.looked),
            omissions: sorted(&self.omissions, &self.looked),
        }
    }
}

/// The most frequent first.
fn sorted(figures: &BTreeMap<String, Figure>, sizes: &Clusters) -> Vec<(String, Counted)> {
    let mut found: Vec<_> = figures.iter().map(|(name, figure)| (name.clone(), figure.counted(sizes))).collect();
    found.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.n));
    found
}
