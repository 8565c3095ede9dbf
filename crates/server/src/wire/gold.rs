//! Gold: items with known answers, who answered them how, and what people contest.

use std::collections::BTreeMap;

use crosscheck_domain::{Annotation, CorruptionKind, Decision, Item, KnownError, RightShare};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnnotatorRef, MediaUrls, PartUrls};

/// What is to be generated.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GoldOrder {
    /// How many items with an error, 0 to 500.
    pub n: u32,
    /// Of these kinds, by turns.
    pub kinds: Vec<CorruptionKind>,
    /// How many items without an error, 0 to 500: else people learn that there always is one.
    #[serde(default)]
    pub clean: u32,
    /// The same number makes the same choices of the same items.
    #[serde(default)]
    pub seed: u64,
}

/// What came of an order: the summary of its job.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct GoldProposed {
    /// How many were made of each kind; fewer than asked for where the verified items bear no more.
    #[schema(value_type = BTreeMap<String, u32>)]
    pub kinds: BTreeMap<CorruptionKind, u32>,
    pub clean: u32,
    /// Items of which everything said is known to be right.
    pub verified: u32,
}

/// How far a gold item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoldState {
    /// Nobody has checked it, and nobody gets it.
    Proposed,
    Rejected,
    /// Handed out to check people.
    Active,
    Retired,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GoldRow {
    pub item: String,
    pub external_id: String,
    pub excerpt: String,
    pub state: GoldState,
    /// The item that it was made of; none for an ordinary item with known answers.
    pub made_from: Option<String>,
    /// None where nothing in it is wrong, or where what is wrong was told by a person.
    pub known: Option<KnownError>,
    pub proposed_by: AnnotatorRef,
    pub proposed_at: i64,
    /// How many people have answered it.
    pub answered: u64,
    /// Right decisions of theirs.
    pub right: Option<RightShare>,
    /// Open appeals against how it is judged.
    pub contested: u64,
}

/// What one person gets right, and how far the person agrees with itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GoldAnnotator {
    pub annotator: AnnotatorRef,
    pub right: Option<RightShare>,
    /// The share of equal values among what was answered twice.
    pub consistent: Option<RightShare>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GoldPage {
    /// Newest first, without items that the caller has in hand.
    pub items: Vec<GoldRow>,
    pub annotators: Vec<GoldAnnotator>,
    /// Annotations by people who had seen what others said: they are left out of agreement.
    pub n_informed: u64,
}

/// One answer to a gold item, and what is right of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GoldAnswer {
    pub annotator: AnnotatorRef,
    pub annotation: String,
    pub submitted_at: i64,
    pub decisions: Vec<Decision>,
}

/// An item as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GoldContent {
    pub item: Item,
    #[schema(value_type = BTreeMap<String, PartUrls>)]
    pub media: MediaUrls,
}

/// A gold item beside what it was made of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GoldDetail {
    pub row: GoldRow,
    pub made: GoldContent,
    pub original: Option<GoldContent>,
    /// What is true of it, or proposed as true.
    pub facts: Annotation,
    pub answers: Vec<GoldAnswer>,
}

/// Signs what is true of an ordinary item, and checks people by it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewGold {
    pub item: String,
    /// What is true; the item's current ground truth where absent.
    pub facts: Option<Annotation>,
}

/// What somebody who has looked at a proposal says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum GoldCheck {
    /// It is as it is said to be, or with these facts.
    Accept { facts: Option<Box<Annotation>> },
    /// It has another error, none, or one that nobody could find.
    Reject { reason: String },
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct GoldRetirement {
    pub reason: String,
}

/// An annotator says that an item is judged wrongly.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewAppeal {
    /// A ULID made by the client.
    pub id: String,
    /// One's own annotation.
    pub annotation: String,
    /// `claim:{id}`, or empty for the whole item.
    #[serde(default)]
    pub unit: String,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppealState {
    Open,
    Upheld,
    Rejected,
}

/// An appeal as its author sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MyAppeal {
    pub id: String,
    pub annotation: String,
    pub unit: String,
    pub text: String,
    pub state: AppealState,
    /// What was answered.
    pub note: String,
    pub at: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Appeal {
    #[serde(flatten)]
    pub appeal: MyAppeal,
    pub annotator: AnnotatorRef,
    pub item: String,
    pub external_id: String,
    /// The answers of the item are known; an upheld appeal changes them, or retires it.
    pub gold: bool,
    pub decided_by: Option<AnnotatorRef>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AppealDecision {
    /// The annotator is right. Where the item is gold, these facts hold from now on, and without any it is retired;
    /// everybody who answered it is scored anew.
    Uphold {
        note: String,
        facts: Option<Box<Annotation>>,
    },
    Reject {
        note: String,
    },
}
