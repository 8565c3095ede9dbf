//! Standings: how far an item is, computed from its votes and the policy alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Adjudicate, AdjudicationRule, AnnotatorId, ItemId, ItemState, Meanings, Outcome, Overlap, Policy, Rating};

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

/// What was decided about an item beside its votes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// How many annotations managers asked for beyond the policy.
    pub extra: u32,
    /// How many the model of annotators asked for.
    pub asked: u32,
    pub excluded: bool,
    pub gold: bool,
    pub settled: bool,
    /// It has all the annotations it may have, and the model of annotators is still unsure of it.
    pub unsure: bool,
    /// Where the item lies in samples of the project's items, 0 to 1.
    pub place: f64,
}

impl Course {
    /// Whether an expert has to settle it because the model cannot.
    fn disputes(&self, policy: &Policy) -> bool {
        let by_model = matches!(policy.overlap, Overlap::Confident { .. });
        self.unsure && by_model && policy.adjudication.when == Adjudicate::Disputed
    }
}

/// A fixed place between 0 and 1 for each item (FNV-1a of its id), so that a larger sample holds a smaller one.
pub fn sample_place(item: &ItemId) -> f64 {
    let hash = item
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // The last characters of an id barely reach the upper bits, which decide.
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

/// The standing of an item.
///
/// Every vote counts towards the overlap; ratings are compared only where both versions of the design mean the same by
/// the field. A closed item (unusable or excluded) wants no more than it has.
pub fn standing(policy: &Policy, votes: &[Vote], meanings: &Meanings, course: &Course) -> Standing {
    let complete: Vec<&Vote> = votes.iter().filter(|vote| vote.outcome == VoteKind::Complete).collect();
    let unusable = votes.iter().filter(|vote| vote.outcome == VoteKind::Unusable).count();
    let n_votes = u32::try_from(complete.len()).unwrap_or(u32::MAX);
    let pairs = Pairs { votes: complete.iter().map(|vote| Ratings::of(vote)).collect(), meanings };
    let wanted = wanted(&policy.overlap, &pairs, n_votes, course);
    let broken = policy.unusable_limit > 0 && unusable >= policy.unusable_limit as usize;
    let (state, wanted) = match () {
        () if course.excluded => (ItemState::Excluded, n_votes),
        () if course.gold => (ItemState::Gold, n_votes),
        () if broken => (ItemState::Unusable, n_votes),
        () if course.settled => (ItemState::Settled, n_votes),
        () if n_votes < wanted => (ItemState::Open, wanted),
        () if course.disputes(policy) || pairs.to_settle(&policy.adjudication) => (ItemState::Disputed, wanted),
        () if course.place < policy.review.share => (ItemState::Review, wanted),
        () => (ItemState::Done, wanted),
    };
    Standing { state, wanted, votes: n_votes, agreement: pairs.agreement() }
}

fn wanted(overlap: &Overlap, pairs: &Pairs, n_votes: u32, course: &Course) -> u32 {
    let extra = course.extra;
    match overlap {
        Overlap::Fixed { n } => n.saturating_add(extra),
        Overlap::Adaptive { start, max, fields } => {
            let first = start.saturating_add(extra);
            let last = (*max).max(*start).saturating_add(extra);
            let differ = n_votes >= *start && fields.iter().any(|field| pairs.differ(field));
            if differ { n_votes.saturating_add(1).clamp(first, last) } else { first }
        }
        Overlap::Confident { start, max, .. } => start.saturating_add(course.asked).min(*max).saturating_add(extra),
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

    /// Whether a senior expert has to settle the item.
    fn to_settle(&self, rule: &AdjudicationRule) -> bool {
        match rule.when {
            Adjudicate::Never => false,
            Adjudicate::Always => true,
            Adjudicate::Disputed => self.too_few_behind(rule),
        }
    }

    /// Whether the most frequent value of something has fewer annotators behind it than must agree, or others as many.
    fn too_few_behind(&self, rule: &AdjudicationRule) -> bool {
        let asked = |key: &(&str, &str)| rule.fields.is_empty() || rule.fields.iter().any(|field| names(field, key.0));
        let Some(newest) = self.votes.iter().map(|vote| vote.version).max() else { return false };
        let keys: BTreeSet<(&str, &str)> =
            self.votes.iter().flat_map(|vote| vote.values.keys().copied()).filter(asked).collect();
        keys.iter().any(|key| {
            let comparable = self.votes.iter().filter(|vote| self.meanings.same(vote.version, newest, key.0));
            let mut sizes: Vec<(Option<&&str>, u32)> = Vec::new();
            for vote in comparable {
                let value = vote.values.get(key);
                match sizes.iter_mut().find(|(other, _)| equal(*other, value)) {
                    Some((_, size)) => *size += 1,
                    None => sizes.push((value, 1)),
                }
            }
            let most = sizes.iter().map(|(_, size)| *size).max().unwrap_or(0);
            most < rule.agree || sizes.iter().filter(|(_, size)| *size == most).count() > 1
        })
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
pub(crate) fn same_value(one: &str, other: &str) -> bool {
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
