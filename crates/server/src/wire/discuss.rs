//! What people disagree about, label by label, and what they should talk about.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AnnotatorRef, ShareView, VoteCount};

/// A function of the facts up to `seq`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LabelsReport {
    pub seq: i64,
    /// Each field as a whole: criteria of a rubric, questions, verdicts. First those that are agreed least by the upper end
    /// of the interval, so that what few people judged does not lead.
    pub criteria: Vec<CriterionView>,
    /// Each label of each field that has labels, in the same order.
    pub labels: Vec<LabelView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CriterionView {
    pub field: String,
    pub title: String,
    /// Units that at least two people judged, and those on which they differ.
    pub n_units: u64,
    pub n_split: u64,
    /// The mean similarity of two answers, where a near miss on a scale counts less than a far one.
    pub agreement: Option<ShareView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LabelView {
    pub field: String,
    pub field_title: String,
    pub label: String,
    pub title: String,
    /// Units to which somebody gave it, and those of them to which somebody else did not.
    pub n_units: u64,
    pub n_split: u64,
    pub n_ratings: u64,
    /// If one person gave it, how likely another one did.
    pub specific: Option<ShareView>,
    /// Krippendorff's alpha of having it or not.
    pub alpha: Option<f64>,
}

/// The units behind a label, or behind a field where none is named.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LabelQuery {
    pub field: String,
    pub label: Option<String>,
    pub after: Option<String>,
}

/// A unit to be put on the list.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewDiscussion {
    /// A ULID made by the client, so that a repetition is one entry.
    pub id: String,
    pub item: String,
    /// Empty for the item as a whole.
    #[serde(default)]
    pub field: String,
    #[serde(default)]
    pub unit: String,
    /// What is to be talked about.
    pub note: String,
}

/// What came of it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct CloseDiscussion {
    pub outcome: String,
    /// The version of the guideline that says it now.
    pub guideline_version: Option<u32>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DiscussionView {
    pub id: String,
    pub item: String,
    /// Nothing for annotators, who see no items.
    pub external_id: Option<String>,
    pub field: String,
    /// What the field is called; empty for the item as a whole.
    pub field_title: String,
    pub unit: String,
    /// The claim's text.
    pub unit_text: String,
    pub note: String,
    pub opened_by: AnnotatorRef,
    pub opened_at: i64,
    /// Who said what; annotators are told how many, and nobody's name.
    pub votes: Vec<VoteCount>,
    pub closed: Option<ClosedDiscussion>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClosedDiscussion {
    pub outcome: String,
    pub guideline_version: Option<u32>,
    pub by: AnnotatorRef,
    pub at: i64,
}
