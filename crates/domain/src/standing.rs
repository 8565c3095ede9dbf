//! Standings: how far an item is, computed from its votes and the policy alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AnnotatorId, ItemState, Meanings, Outcome, Overlap, Policy, Rating};

/// What one annotator's current annotation of an item counts as, where it was made on what the item shows now.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    pub annotator: AnnotatorId,
    pub outcome: VoteKind,
    /// The version of the design that gives the ratings their meaning.
    pub design_version: u32,
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
    /// Mean equality of two annotators' ratings, 0 to 1; none where no two can be compared.
    pub agreement: Option<f64>,
}

/// The standing of an item. `extra` is how many annotations managers asked for beyond the policy.
///
/// Every vote counts towards the overlap; ratings are compared only where both versions of the design mean the same by
/// the field. A closed item (unusable or excluded) wants no more than it has.
pub fn standing(policy: &Policy, votes: &[Vote], meanings: &Meanings, extra: u32, excluded: bool) -> Standing {
    let complete: Vec<&Vote> = votes.iter().filter(|vote| vote.outcome == VoteKind::Complete).collect();
    let unusable = votes.iter().filter(|vote| vote.outcome == VoteKind::Unusable).count();
    let n_votes = u32::try_from(complete.len()).unwrap_or(u32::MAX);
    let pairs = Pairs { votes: complete.iter().map(|vote| Ratings::of(vote)).collect(), meanings };
    let wanted = wanted(&policy.overlap, &pairs, n_votes, extra);
    let broken = policy.unusable_limit > 0 && unusable >= policy.unusable_limit as usize;
    let (state, wanted) = match () {
        () if excluded => (ItemState::Excluded, n_votes),
        () if broken => (ItemState::Unusable, n_votes),
        () if n_votes >= wanted => (ItemState::Done, wanted),
        () => (ItemState::Open, wanted),
    };
    Standing { state, wanted, votes: n_votes, agreement: pairs.agreement() }
}

fn wanted(overlap: &Overlap, pairs: &Pairs, n_votes: u32, extra: u32) -> u32 {
    match overlap {
        Overlap::Fixed { n } => n.saturating_add(extra),
        Overlap::Adaptive { start, max, fields } => {
            let first = start.saturating_add(extra);
            let last = (*max).max(*start).saturating_add(extra);
            let differ = n_votes >= *start && fields.iter().any(|field| pairs.differ(field));
            if differ { n_votes.saturating_add(1).clamp(first, last) } else { first }
        }
    }
}

/// Field and unit → value, of one vote.
struct Ratings<'a> {
    version: u32,
    values: BTreeMap<(&'a str, &'a str), &'a str>,
}

impl<'a> Ratings<'a> {
    fn of(vote: &'a Vote) -> Self {
        let value = |rating: &'a Rating| ((rating.field.as_str(), rating.unit.as_str()), rating.value.as_str());
        Self { version: vote.design_version, values: vote.ratings.iter().map(value).collect() }
    }
}

/// Every two votes, compared where that has a meaning.
struct Pairs<'a> {
    votes: Vec<Ratings<'a>>,
    meanings: &'a Meanings,
}

impl Pairs<'_> {
    fn each(&self) -> impl Iterator<Item = (&Ratings<'_>, &Ratings<'_>)> {
        self.votes.iter().enumerate().flat_map(|(n, one)| self.votes[n + 1..].iter().map(move |other| (one, other)))
    }

    /// Whether two annotators differ in the field, or no two can be compared in it. What only one of them rated is a
    /// difference.
    fn differ(&self, field: &str) -> bool {
        let mut compared = false;
        for (one, other) in self.each() {
            let mut keys = keys(one, other).into_iter().filter(|key| names(field, key.0)).peekable();
            if keys.peek().is_some_and(|key| !self.meanings.same(one.version, other.version, key.0)) {
                continue;
            }
            if keys.any(|key| !equal(one.values.get(key), other.values.get(key))) {
                return true;
            }
            compared = true;
        }
        !compared
    }

    fn agreement(&self) -> Option<f64> {
        let (mut same, mut total) = (0_u64, 0_u64);
        for (one, other) in self.each() {
            for key in keys(one, other) {
                if self.meanings.same(one.version, other.version, key.0) {
                    total += 1;
                    same += u64::from(equal(one.values.get(key), other.values.get(key)));
                }
            }
        }
        (total > 0).then(|| same as f64 / total as f64)
    }
}

/// What one of them rated.
fn keys<'a>(one: &'a Ratings<'_>, other: &'a Ratings<'_>) -> BTreeSet<&'a (&'a str, &'a str)> {
    one.values.keys().chain(other.values.keys()).collect()
}

/// `verdict` names `verdict/{aspect}` too.
fn names(name: &str, field: &str) -> bool {
    field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
