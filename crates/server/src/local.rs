//! The server's jobs for a command line that works on the store itself.

use std::path::{Path, PathBuf};

use crosscheck_domain::{AnnotatorId, JobId, ProjectId};
use crosscheck_store::{Export, Project};

use crate::app::App;
use crate::error::{ApiError, internal};
use crate::jobs::{self, ExportPayload, ImportPayload};
use crate::stopping;
use crate::upload::{Uploaded, copy_to};
use crate::wire::NewExport;

pub use crate::jobs::work_off;
pub use crate::upkeep::{collect, pass as upkeep};

/// Looks once where the model of annotators is not sure enough; says how many annotations it asked for.
pub async fn look_for_doubt(app: &App, project: &ProjectId) -> u64 {
    stopping::pass(app, project).await.unwrap_or_default()
}

/// Queues an import of files: names as rows write them, and where they lie.
pub async fn import(app: &App, project: &Project, files: Vec<(String, PathBuf)>) -> Result<JobId, ApiError> {
    let mut uploads = Vec::new();
    for (name, path) in files {
        let size = std::fs::metadata(&path).map_err(internal)?.len();
        uploads.push(Uploaded { name, sha256: app.store.keep_file(&path, app.now()).await?, size });
    }
    jobs::queue(app, project, None, jobs::IMPORT, &ImportPayload { files: uploads }).await
}

/// Queues an export at the newest sequence number.
pub async fn export(app: &App, project: &Project, by: &AnnotatorId, request: NewExport) -> Result<JobId, ApiError> {
    let payload = ExportPayload { seq: project.seq, policy: project.policy.clone(), request };
    jobs::queue(app, project, Some(by.clone()), jobs::EXPORT, &payload).await
}

/// Writes the bytes of a finished export into a file.
pub async fn save(app: &App, export: &Export, path: &Path) -> Result<(), ApiError> {
    let bytes = Uploaded { name: export.filename.clone(), sha256: export.sha256.clone(), size: export.size };
    copy_to(app, &bytes, path).await
}
