//! Items made of what people wrote in another project.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What this project could take, and where it could go.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StageOffers {
    /// Text slots of this project with the role `claim_source`.
    pub into: Vec<StagePlace>,
    /// The caller's other projects in which people write.
    pub projects: Vec<StageProject>,
}

/// A slot, or a place where people write.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StagePlace {
    pub id: String,
    pub title: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StageProject {
    pub project: String,
    pub title: String,
    /// Items that are done or settled.
    pub finished: u64,
    /// Those of them of which it is signed what is true.
    pub settled: u64,
    /// `question/{id}`, `corrected/{slot}` and `transcript/{slot}`.
    pub texts: Vec<StagePlace>,
}

/// Which texts become items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageWhich {
    /// What is signed; where nothing is, every annotator's own text as an item of its own.
    #[default]
    Each,
    /// Only what is signed.
    Settled,
}

/// Which texts of which project go where.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStage {
    /// The short name of the other project.
    pub from: String,
    /// An id of its texts.
    pub text: String,
    /// A text slot of this project with the role `claim_source`.
    pub into: String,
    #[serde(default)]
    pub which: StageWhich,
    /// Only tell how many items there would be.
    #[serde(default)]
    pub preview: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StagedItems {
    /// Of the other project.
    pub seq: i64,
    /// Texts that people wrote, each an item here.
    pub items: u64,
    /// Those that are here already: they are revised where the text has changed, and never doubled.
    pub known: u64,
    /// Finished items of the other project.
    pub of: u64,
    /// The job that makes them; none for a preview, and where there is nothing to make.
    pub job: Option<String>,
}
