//! Jobs, exports, changes.

use crosscheck_domain::{ItemState, Problem, Splits};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Job {
    pub id: String,
    /// `import`, `export`, `select`, …
    pub kind: String,
    pub state: JobState,
    pub done: u64,
    /// Unknown until counted.
    pub total: Option<u64>,
    /// What is counted: rows, bytes, items.
    pub unit: String,
    /// What came of it, by kind.
    #[schema(value_type = Object)]
    pub summary: serde_json::Value,
    pub error: Option<String>,
    pub created_at: i64,
    pub finished_at: Option<i64>,
    pub n_problems: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobReply {
    pub job: Job,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewExport {
    /// A format's id from the catalog.
    pub format: String,
    /// Only items in this state.
    pub state: Option<ItemState>,
    /// Also annotations that arrived when their item was full. A format that loses nothing has them always.
    #[serde(default)]
    pub include_surplus: bool,
    /// `annotator-1`, … instead of names.
    #[serde(default)]
    pub pseudonyms: bool,
    /// The data with its manifest, as one zip.
    #[serde(default)]
    pub bundle: bool,
    /// Deals items to train, validation and test, so that no two sides share a group or a medium. Items that came with
    /// a split keep it.
    #[serde(default)]
    pub splits: Option<Splits>,
    /// Whose answers are left out, and why; the manifest and the data card say so.
    #[serde(default)]
    pub exclude: Vec<Excluded>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Excluded {
    /// Id of an annotator of the project.
    pub annotator: String,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Export {
    pub id: String,
    pub format: String,
    pub seq: i64,
    /// What was asked for.
    pub request: NewExport,
    pub created_at: i64,
    pub by: String,
    pub size: u64,
    pub sha256: String,
    pub filename: String,
    /// What the format could not hold.
    pub losses: Vec<Problem>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Change {
    pub seq: i64,
    pub kind: String,
    pub id: String,
    pub item: Option<String>,
    pub at: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Changes {
    pub changes: Vec<Change>,
    pub seq: i64,
}
