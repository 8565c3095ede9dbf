//! The guideline, as people have read it: what has changed since, and that it was read again.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use crosscheck_domain::{AnnotatorId, ProjectId};
use crosscheck_store::Project;

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, not_found};
use crate::json::Json;
use crate::wire::{self, Role};

/// The caller has read the guideline of this version of the design.
#[utoipa::path(post, path = "/api/projects/{slug}/guideline/read", params(("slug" = String, Path)),
    request_body = wire::GuidelineRead, responses((status = 204), (status = 404, body = wire::ErrorBody)))]
pub async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::GuidelineRead>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    if given.version == 0 || given.version > access.project.design_version {
        return Err(not_found("version of the design"));
    }
    app.store.read_guideline(&access.project.id, caller.id(), given.version, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The guideline as it was in this version, where the newest one says something else.
pub async fn changed_since(app: &App, project: &Project, version: u32) -> Result<Option<String>> {
    changed(app, &project.id, version, project.design_version).await
}

/// What somebody who works under `version` has to read again: nothing before their first item, whose guideline counts as
/// read.
pub async fn to_reread(
    app: &App,
    project: &ProjectId,
    person: &AnnotatorId,
    version: u32,
) -> Result<Option<wire::GuidelineChange>> {
    let Some(since) = app.store.guideline_read(project, person).await? else {
        app.store.read_guideline(project, person, version, app.now()).await?;
        return Ok(None);
    };
    let before = changed(app, project, since, version).await?;
    Ok(before.map(|before| wire::GuidelineChange { since, before }))
}

async fn changed(app: &App, project: &ProjectId, since: u32, version: u32) -> Result<Option<String>> {
    if since >= version {
        return Ok(None);
    }
    let (old, new) = (app.design(project, since).await?, app.design(project, version).await?);
    Ok((old.guideline.trim() != new.guideline.trim()).then(|| old.guideline.clone()))
}
