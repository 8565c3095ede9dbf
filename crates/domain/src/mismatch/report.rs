//! Shares of what became of claims, over many items and by what the claims have in common.

use std::collections::BTreeMap;

use crosscheck_stats::shares::Share;

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

    /// Where it stands among the others.
    pub(super) fn place(&self) -> (u8, &str) {
        match self {
            Self::All => (0, ""),
            Self::Metadata(key) if key == "source" => (1, key),
            Self::Metadata(key) if key == "model" => (2, key),
            Self::Metadata(key) => (3, key),
            Self::Place => (4, ""),
            Self::Kind => (5, ""),
            Self::Aspect => (6, ""),
            Self::Origin => (7, ""),
        }
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
    pub(super) fn counted<'a>(&self, item: &'a Matched) -> Vec<(String, &'a ClaimMatch, Option<Holds>)> {
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
    pub(super) fn of_item(&self, item: &Matched) -> Option<String> {
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
