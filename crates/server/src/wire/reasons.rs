//! How reviewers find the reasons that annotators wrote.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnnotatorRef, ShareView};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonWord {
    /// It says what can be seen, and why that decides.
    Good,
    /// It says too little to check.
    Thin,
    /// It says something else than the media show.
    Wrong,
}

/// What whoever decides about an item thinks of one reason. Both ids are those of the task, which tell nobody's name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RateReason {
    /// `R1`, `R2`, …
    pub reader: String,
    /// `claim:{id}/{aspect}` of a verdict, or `omission:{id}`.
    pub unit: String,
    pub rating: ReasonWord,
}

/// How the reasons of a project were found, by who wrote them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReasonsReport {
    pub annotators: Vec<AnnotatorReasons>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnotatorReasons {
    pub annotator: AnnotatorRef,
    /// The share of good ones; each reviewer's newest word on each reason counts.
    pub good: Option<ShareView>,
    pub n_good: u64,
    pub n_thin: u64,
    pub n_wrong: u64,
}
