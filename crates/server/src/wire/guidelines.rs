//! One guideline in several projects, and how far people agree under it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{IntervalView, Role};

/// Takes the guideline of a version of another project into a new version of this one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TakeGuideline {
    /// The short name of the other project.
    pub project: String,
    pub version: u32,
    /// The version that this becomes the next of; another newest version gives 409.
    pub base_version: u32,
}

/// Where a guideline can be taken from: each version of each project whose guideline differs from the one before.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GuidelineOffer {
    pub project: String,
    pub title: String,
    pub version: u32,
    pub text: String,
}

/// Where a version's guideline comes from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GuidelineSource {
    pub version: u32,
    /// Absent where the other project is none of the caller's.
    pub project: Option<String>,
    pub title: Option<String>,
    pub from_version: u32,
    pub at: i64,
}

/// The agreement of every project of the caller's whose newest guideline says the same.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GuidelineReport {
    /// Where the guidelines of this project come from, newest first.
    pub sources: Vec<GuidelineSource>,
    /// This project first.
    pub projects: Vec<GuidelineProject>,
    /// Fields that at least two of the projects have under the same id, in the order of this project.
    pub fields: Vec<SharedField>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GuidelineProject {
    pub project: String,
    pub title: String,
    pub version: u32,
    pub role: Role,
    pub seq: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SharedField {
    pub field: String,
    pub title: String,
    pub values: Vec<SharedAgreement>,
}

/// The recommended agreement of a field in one project.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SharedAgreement {
    pub project: String,
    pub metric: String,
    pub metric_title: String,
    pub value: Option<f64>,
    /// Why there is no value.
    pub undefined: Option<String>,
    pub interval: Option<IntervalView>,
    pub n_units: u64,
    pub n_annotators: u64,
}
