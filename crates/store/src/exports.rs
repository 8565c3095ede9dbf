//! Finished exports: which format, filter and sequence number gave which bytes.

use crosscheck_domain::{AnnotatorId, ExportId, JobId, ProjectId};

use crate::{Result, Store};

/// A finished export. Its file is a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    pub id: ExportId,
    pub project: ProjectId,
    pub job: Option<JobId>,
    pub format: String,
    /// The filter and the options, as JSON.
    pub filter_json: String,
    pub seq: i64,
    pub by: AnnotatorId,
    pub created_at: i64,
    pub size: u64,
    pub sha256: String,
    pub filename: String,
    /// A list of `Problem`, as JSON.
    pub losses_json: String,
}

impl Store {
    pub async fn add_export(&self, _export: Export) -> Result<()> {
        todo!()
    }

    /// Newest first, at most 100.
    pub async fn exports(&self, _project: &ProjectId) -> Result<Vec<Export>> {
        todo!()
    }

    pub async fn export(&self, _id: &ExportId) -> Result<Export> {
        todo!()
    }
}
