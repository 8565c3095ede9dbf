//! The server's jobs for a command line that works on the store itself.

use std::path::{Path, PathBuf};

use crosscheck_domain::{AnnotatorId, JobId};
use crosscheck_store::{Export, NewJob, Project};

use crate::app::App;
use crate::error::{ApiError, internal};
use crate::jobs::{ExportPayload, ImportPayload};
use crate::upload::{Uploaded, copy_to};
use crate::wire::NewExport;

pub use crate::jobs::work_off;

/// Queues an import of files: names as rows write them, and where they lie.
pub async fn import(app: &App, project: &Project, files: Vec<(String, PathBuf)>) -> Result<JobId, ApiError> {
    let mut uploads = Vec::new();
    for (name, path) in files {
        let size = std::fs::metadata(&path).map_err(internal)?.len();
        uploads.push(Uploaded { name, sha256: app.store.blobs().put_file(&path).await?, size });
    }
    let payload = serde_json::to_string(&ImportPayload { files: uploads }).map_err(internal)?;
    queue(app, project, "import", None, payload, "rows").await
}

/// Queues an export at the newest sequence number.
pub async fn export(app: &App, project: &Project, by: &AnnotatorId, request: NewExport) -> Result<JobId, ApiError> {
    let payload = serde_json::to_string(&ExportPayload { seq: project.seq, request }).map_err(internal)?;
    queue(app, project, "export", Some(by.clone()), payload, "items").await
}

/// Writes the bytes of a finished export into a file.
pub async fn save(app: &App, export: &Export, path: &Path) -> Result<(), ApiError> {
    let bytes = Uploaded { name: export.filename.clone(), sha256: export.sha256.clone(), size: export.size };
    copy_to(app, &bytes, path).await
}

async fn queue(
    app: &App,
    project: &Project,
    kind: &str,
    by: Option<AnnotatorId>,
    payload: String,
    unit: &str,
) -> Result<JobId, ApiError> {
    let project = Some(project.id.clone());
    let job = NewJob { kind: kind.to_owned(), project, by, payload, unit: unit.to_owned() };
    Ok(app.store.enqueue(job, app.now()).await?)
}
