//! Shares of what became of claims, over many items and by what the claims have in common.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crosscheck_stats::shares::{Part, Share, share};

use super::{Basis, ClaimMatch, Holds, Matched, Told};
use crate::ClaimOrigin;

/// By what claims are told apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// All together.
    All,
    /// The text that they stand in: `slot/part`.
    Place,
    /// Who split the text.
    Origin,
    /// The kind of claim.
    Kind,
    /// What they are judged for; each aspect is counted by itself.
    Aspect,
    /// A key of the item's metadata, such as the model that wrote the text.
    Metadata(String),
}

impl By {
    pub fn id(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Place => "place".to_owned(),
            Self::Origin => "origin".to_owned(),
            Self::Kind => "kind".to_owned(),
            Self::Aspect => "aspect".to_owned(),
            Self::Metadata(key) => format!("metadata/{key}"),
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let plain = [Self::All, Self::Place, Self::Origin, Self::Kind, Self::Aspect];
        let key = text.strip_prefix("metadata/").filter(|key| !key.is_empty());
        plain.into_iter().find(|by| by.id() == text).or_else(|| key.map(|key| Self::Metadata(key.to_owned())))
    }

    /// Whether what is left out can be told apart by it: that belongs to an item, not to a claim.
    fn of_items(&self) -> bool {
        matches!(self, Self::All | Self::Place | Self::Origin | Self::Metadata(_))
    }

    /// The value of a claim; nothing where it has none.
    fn value(&self, item: &Matched, claim: &ClaimMatch) -> Option<String> {
        match self {
            Self::All | Self::Aspect => Some(String::new()),
            Self::Place => Some(claim.place.clone()),
            Self::Origin => Some(origin(claim.origin).to_owned()),
            Self::Kind => claim.kind.clone(),
            Self::Metadata(key) => match item.metadata.get(key)? {
                Told::One(value) => Some(value.clone()),
                Told::ByPart(values) => by_part(values, &claim.place).cloned(),
            },
        }
    }

    /// What is counted of an item, by value: claims, or aspects of claims.
    fn counted<'a>(&self, item: &'a Matched) -> Vec<(String, &'a ClaimMatch, Option<Holds>)> {
        let mut found = Vec::new();
        for claim in &item.claims {
            if *self == Self::Aspect {
                found.extend(claim.aspects.iter().map(|(aspect, holds)| (aspect.clone(), claim, *holds)));
            } else if let Some(value) = self.value(item, claim) {
                found.push((value, claim, claim.holds()));
            }
        }
        found
    }

    /// The one value that the item as a whole has.
    fn of_item(&self, item: &Matched) -> Option<String> {
        if !self.of_items() {
            return None;
        }
        if let Self::Metadata(key) = self
            && let Some(Told::One(value)) = item.metadata.get(key)
        {
            return Some(value.clone());
        }
        if *self == Self::All {
            return Some(String::new());
        }
        let mut values = item.claims.iter().map(|claim| self.value(item, claim));
        let first = values.next()??;
        values.all(|value| value.as_ref() == Some(&first)).then_some(first)
    }
}

fn origin(origin: ClaimOrigin) -> &'static str {
    match origin {
        ClaimOrigin::Imported => "imported",
        ClaimOrigin::Rule => "rule",
        ClaimOrigin::Model => "model",
        ClaimOrigin::Annotator => "annotator",
    }
}

/// By `slot/part`, or by the part or the slot alone.
fn by_part<'a>(values: &'a BTreeMap<String, String>, place: &str) -> Option<&'a String> {
    let (slot, part) = place.split_once('/')?;
    values.get(place).or_else(|| values.get(part)).or_else(|| values.get(slot))
}

/// How many, and which share of all that is counted; nothing where nothing is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    pub n: u64,
    pub share: Option<Share>,
}

/// Claims that have something in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they have in common; empty for all.
    pub value: String,
    /// Items with a claim that counts.
    pub n_items: u64,
    /// Claims that shares are of, and how many of them rest on what.
    pub n_claims: u64,
    pub basis: BTreeMap<Basis, u64>,
    /// Left out of shares: nobody knows, or they say nothing by themselves.
    pub undecided: u64,
    pub not_applicable: u64,
    pub holds: Vec<(Holds, Counted)>,
    /// Claims with an error of the type, most frequent first.
    pub errors: Vec<(String, Counted)>,
    /// Items of which it is known whether something is left out.
    pub n_omission_items: u64,
    pub omission_basis: BTreeMap<Basis, u64>,
    pub omitted: Counted,
    /// Items that leave out something of the type; the empty one where the type is not agreed on.
    pub omissions: Vec<(String, Counted)>,
}

/// What is counted of one group.
#[derive(Default)]
struct Tally<'a> {
    /// One for each item: how many claims count, how many hold how far, and how many have which error.
    items: Vec<ItemTally<'a>>,
    basis: BTreeMap<Basis, u64>,
    undecided: u64,
    not_applicable: u64,
    omissions: Vec<&'a BTreeSet<String>>,
    omission_basis: BTreeMap<Basis, u64>,
}

#[derive(Default)]
struct ItemTally<'a> {
    n: u64,
    holds: BTreeMap<Holds, u64>,
    errors: BTreeMap<&'a str, u64>,
}

/// One group for each value, the largest first.
pub fn groups<'a>(items: impl IntoIterator<Item = &'a Matched>, by: &By) -> Vec<Group> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for item in items {
        let mut here: BTreeMap<String, ItemTally> = BTreeMap::new();
        for (value, claim, holds) in by.counted(item) {
            let tally = tallies.entry(value.clone()).or_default();
            match holds {
                None => tally.undecided += 1,
                Some(Holds::NotApplicable) => tally.not_applicable += 1,
                Some(holds) => {
                    *tally.basis.entry(claim.basis).or_default() += 1;
                    here.entry(value).or_default().add(claim, holds);
                }
            }
        }
        for (value, found) in here {
            tallies.entry(value).or_default().items.push(found);
        }
        if let (Some(omissions), Some(value)) = (&item.omissions, by.of_item(item)) {
            let tally = tallies.entry(value).or_default();
            tally.omissions.push(omissions);
            *tally.omission_basis.entry(item.basis).or_default() += 1;
        }
    }
    let mut groups: Vec<Group> = tallies.into_iter().map(|(value, tally)| tally.group(value)).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.n_claims));
    groups
}

impl<'a> ItemTally<'a> {
    fn add(&mut self, claim: &'a ClaimMatch, holds: Holds) {
        self.n += 1;
        *self.holds.entry(holds).or_default() += 1;
        claim.errors.iter().for_each(|error| *self.errors.entry(error).or_default() += 1);
    }
}

impl Tally<'_> {
    fn group(self, value: String) -> Group {
        let holds = |holds: Holds| self.of_claims(|item| item.holds.get(&holds).copied().unwrap_or_default());
        let types: BTreeSet<&str> = self.items.iter().flat_map(|item| item.errors.keys().copied()).collect();
        let error =
            |name: &str| (name.to_owned(), self.of_claims(|item| item.errors.get(name).copied().unwrap_or_default()));
        let left_out: BTreeSet<&String> = self.omissions.iter().copied().flatten().collect();
        let omission = |name: &String| (name.clone(), self.of_items(|types| types.contains(name)));
        Group {
            value,
            n_items: self.items.len() as u64,
            n_claims: self.items.iter().map(|item| item.n).sum(),
            holds: Holds::SHARED.map(|one| (one, holds(one))).to_vec(),
            errors: sorted(types.into_iter().map(error).collect()),
            n_omission_items: self.omissions.len() as u64,
            omitted: self.of_items(|types| !types.is_empty()),
            omissions: sorted(left_out.into_iter().map(omission).collect()),
            basis: self.basis,
            omission_basis: self.omission_basis,
            undecided: self.undecided,
            not_applicable: self.not_applicable,
        }
    }

    /// A share of claims; those of one item hang together.
    fn of_claims(&self, hits: impl Fn(&ItemTally) -> u64) -> Counted {
        let part = |item: &ItemTally| Part { hits: hits(item) as f64, of: item.n as f64 };
        let parts: Vec<Part> = self.items.iter().map(part).collect();
        Counted { n: self.items.iter().map(&hits).sum(), share: share(&parts, 0.95) }
    }

    /// A share of items.
    fn of_items(&self, hit: impl Fn(&BTreeSet<String>) -> bool) -> Counted {
        let part = |types: &&BTreeSet<String>| Part { hits: f64::from(u8::from(hit(types))), of: 1.0 };
        let parts: Vec<Part> = self.omissions.iter().map(part).collect();
        Counted { n: parts.iter().filter(|part| part.hits > 0.0).count() as u64, share: share(&parts, 0.95) }
    }
}

fn sorted(mut found: Vec<(String, Counted)>) -> Vec<(String, Counted)> {
    found.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.n));
    found
}

/// More values than this tell nothing: they are rather names.
const MOST_VALUES: usize = 40;

/// By what the claims of these items can be told apart: everything that has at least two values. The item's metadata come
/// first, `source` and `model` before the others.
pub fn groupings<'a>(items: impl IntoIterator<Item = &'a Matched> + Clone) -> Vec<By> {
    let keys: BTreeSet<&String> = items.clone().into_iter().flat_map(|item| item.metadata.keys()).collect();
    let mut keys: Vec<&String> = keys.into_iter().collect();
    let first = ["source", "model"];
    keys.sort_by_key(|key| first.iter().position(|name| name == key).unwrap_or(first.len()));
    let metadata = keys.into_iter().map(|key| By::Metadata(key.clone()));
    let all = metadata.chain([By::Place, By::Kind, By::Aspect, By::Origin]);
    let tells = |by: &By| {
        let mut values: HashSet<String> = HashSet::new();
        for item in items.clone() {
            values.extend(by.counted(item).into_iter().map(|(value, ..)| value));
            values.extend(by.of_item(item));
            if values.len() > MOST_VALUES {
                return false;
            }
        }
        values.len() >= 2
    };
    all.filter(tells).collect()
}

/// What somebody wants to see of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Everything that is counted.
    Counted,
    Holds(Holds),
    Error(String),
    /// Items that leave something out, of this type if one is named.
    Omitted(Option<String>),
}

/// The claims of an item that are behind a number; nothing where it is not behind it at all. What is left out has no claims.
pub fn behind<'a>(item: &'a Matched, by: &By, value: &str, wanted: &Behind) -> Option<Vec<&'a ClaimMatch>> {
    if let Behind::Omitted(name) = wanted {
        let types = item.omissions.as_ref().filter(|_| by.of_item(item).as_deref() == Some(value))?;
        let found = name.as_ref().map_or(!types.is_empty(), |name| types.contains(name));
        return found.then(Vec::new);
    }
    let wants = |claim: &ClaimMatch, holds: Holds| match wanted {
        Behind::Counted => true,
        Behind::Holds(one) => *one == holds,
        Behind::Error(name) => claim.errors.contains(name),
        Behind::Omitted(_) => false,
    };
    let found: Vec<&ClaimMatch> = by
        .counted(item)
        .into_iter()
        .filter(|(of, claim, holds)| {
            of == value && holds.is_some_and(|holds| holds != Holds::NotApplicable && wants(claim, holds))
        })
        .map(|(_, claim, _)| claim)
        .collect();
    (!found.is_empty()).then_some(found)
}
