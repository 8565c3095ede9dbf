//! Versions of a project's task design; a published one never changes.

use crosscheck_domain::{AnnotatorId, ProjectId};

use crate::{Result, Store};

/// One published version.
#[derive(Clone, Debug)]
pub struct StoredDesign {
    pub version: u32,
    /// `domain::Design` as JSON.
    pub design_json: String,
    /// The text that its author wrote, comments and all.
    pub text: String,
    pub created_at: i64,
    pub created_by: AnnotatorId,
    pub seq: i64,
}

/// One line of the list of versions.
#[derive(Clone, Debug)]
pub struct DesignRow {
    pub version: u32,
    pub created_at: i64,
    pub created_by: AnnotatorId,
}

impl Store {
    /// Publishes the next version. A conflict when `base_version` is not the newest.
    pub async fn publish_design(
        &self,
        _project: &ProjectId,
        _base_version: u32,
        _design_json: &str,
        _text: &str,
        _by: &AnnotatorId,
        _now: i64,
    ) -> Result<u32> {
        todo!()
    }

    pub async fn design(&self, _project: &ProjectId, _version: u32) -> Result<StoredDesign> {
        todo!()
    }

    /// Newest first.
    pub async fn designs(&self, _project: &ProjectId) -> Result<Vec<DesignRow>> {
        todo!()
    }
}
