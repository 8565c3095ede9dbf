//! Standings: how far an item is, computed from its votes and the policy alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AnnotatorId, ItemState, Outcome, Overlap, Policy, Rating};

/// What one annotator's current annotation of an item counts as.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    pub annotator: AnnotatorId,
    pub outcome: VoteKind,
    pub ratings: Vec<Rating>,
}

/// An outcome without its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteKind {
    Complete,
    Unusable,
    Declined,
}

impl From<&Outcome> for VoteKind {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Complete => Self::Complete,
            Outcome::Unusable { .. } => Self::Unusable,
            Outcome::Declined { .. } => Self::Declined,
        }
    }
}

/// How far an item is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    pub state: ItemState,
    /// How many complete annotations the item should have now.
    pub wanted: u32,
    /// How many complete annotations it has.
    pub votes: u32,
    /// Mean equality of two annotators' ratings, 0 to 1; none under two votes.
    pub agreement: Option<f64>,
}

/// The standing of an item. `extra` is how many annotations managers asked for beyond the policy.
///
/// A closed item (unusable or excluded) wants no more than it has.
pub fn standing(policy: &Policy, votes: &[Vote], extra: u32, excluded: bool) -> Standing {
    let complete: Vec<&Vote> = votes.iter().filter(|vote| vote.outcome == VoteKind::Complete).collect();
    let unusable = votes.iter().filter(|vote| vote.outcome == VoteKind::Unusable).count();
    let n_votes = u32::try_from(complete.len()).unwrap_or(u32::MAX);
    let ratings: Vec<Ratings> = complete.iter().map(|vote| by_field_and_unit(&vote.ratings)).collect();
    let wanted = wanted(&policy.overlap, &ratings, n_votes, extra);
    let broken = policy.unusable_limit > 0 && unusable >= policy.unusable_limit as usize;
    let (state, wanted) = match () {
        () if excluded => (ItemState::Excluded, n_votes),
        () if broken => (ItemState::Unusable, n_votes),
        () if n_votes >= wanted => (ItemState::Done, wanted),
        () => (ItemState::Open, wanted),
    };
    Standing { state, wanted, votes: n_votes, agreement: agreement(&ratings) }
}

/// Field and unit → value.
type Ratings<'a> = BTreeMap<(&'a str, &'a str), &'a str>;

fn by_field_and_unit(ratings: &[Rating]) -> Ratings<'_> {
    ratings.iter().map(|rating| ((rating.field.as_str(), rating.unit.as_str()), rating.value.as_str())).collect()
}

fn wanted(overlap: &Overlap, ratings: &[Ratings], n_votes: u32, extra: u32) -> u32 {
    match overlap {
        Overlap::Fixed { n } => n.saturating_add(extra),
        Overlap::Adaptive { start, max, fields } => {
            let first = start.saturating_add(extra);
            let last = (*max).max(*start).saturating_add(extra);
            let differ = n_votes >= *start && ratings.iter().skip(1).any(|other| differ(&ratings[0], other, fields));
            if differ { n_votes.saturating_add(1).clamp(first, last) } else { first }
        }
    }
}

/// Whether two annotators differ in one of the named fields. What only one of them rated is a difference.
fn differ(one: &Ratings, other: &Ratings, fields: &[String]) -> bool {
    let named = |key: &&(&str, &str)| fields.iter().any(|field| names(field, key.0));
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).filter(named).collect();
    keys.into_iter().any(|key| !equal(one.get(key), other.get(key)))
}

/// `verdict` names `verdict/{aspect}` too.
fn names(name: &str, field: &str) -> bool {
    field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn agreement(ratings: &[Ratings]) -> Option<f64> {
    let (mut same, mut total) = (0_u64, 0_u64);
    for (index, one) in ratings.iter().enumerate() {
        for other in &ratings[index + 1..] {
            let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
            total += keys.len() as u64;
            same += keys.into_iter().filter(|key| equal(one.get(*key), other.get(*key))).count() as u64;
        }
    }
    (total > 0).then(|| same as f64 / total as f64)
}

fn equal(one: Option<&&str>, other: Option<&&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same_value(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// Equality by the kind that the value shows: lists as sets, decimal numbers as numbers, everything else as text.
/// An option id never contains a point, so `1.0` can only be a number and `01` only be an id.
fn same_value(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let set = |text: &str| serde_json::from_str::<BTreeSet<String>>(text).ok();
    if one.starts_with('[') && other.starts_with('[') {
        return matches!((set(one), set(other)), (Some(one), Some(other)) if one == other);
    }
    let number = |text: &str| text.parse::<f64>().ok();
    (one.contains('.') || other.contains('.'))
        && matches!((number(one), number(other)), (Some(one), Some(other)) if one == other)
}
