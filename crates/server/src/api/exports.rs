//! Exports: order one, list them, fetch the file.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use crosscheck_domain::{ExportId, Problem};

use super::jobs::queued;
use super::projects::{note, note_detail};
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, internal, not_found};
use crate::jobs;
use crate::json::Json;
use crate::wire::{self, Role};

/// Orders an export at the newest sequence number.
#[utoipa::path(post, path = "/api/projects/{slug}/exports", params(("slug" = String, Path)), request_body = wire::NewExport,
    responses((status = 202, body = wire::JobReply), (status = 422, body = wire::ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewExport>,
) -> Result<(StatusCode, Json<wire::JobReply>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let known = crosscheck_formats::FORMATS.iter().any(|format| format.id == given.format && format.write.is_some());
    if !known {
        let problem = Problem::new("format_unknown", "choose a format from the catalog that can be exported");
        return Err(problem.within("format").into());
    }
    if let Some(problem) = given.splits.and_then(|splits| splits.problems().into_iter().next()) {
        return Err(problem.into());
    }
    if let Some(at) = given.exclude.iter().position(|one| one.reason.trim().is_empty() || too_long(&one.reason)) {
        let problem = Problem::new("reason", "say in a few sentences why these answers are left out");
        return Err(problem.within(format!("exclude/{at}/reason")).into());
    }
    let payload =
        jobs::ExportPayload { seq: access.project.seq, policy: access.project.policy.clone(), request: given };
    let job = queued(&app, &access, &caller, jobs::EXPORT, &payload).await?;
    note(&app, &access.project, &caller, "export.create", &payload.request.format).await?;
    Ok((StatusCode::ACCEPTED, Json(wire::JobReply { job })))
}

fn too_long(text: &str) -> bool {
    text.chars().count() > crosscheck_domain::limits::MAX_REMARK_LENGTH
}

/// Finished exports, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/exports", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<wire::Export>)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Vec<wire::Export>>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let mut exports = Vec::new();
    for stored in app.store.exports(&access.project.id).await? {
        exports.push(wire::Export {
            by: app.store.user(&stored.by).await?.name,
            id: stored.id.0,
            format: stored.format,
            seq: stored.seq,
            request: serde_json::from_str(&stored.filter_json).map_err(internal)?,
            created_at: stored.created_at,
            size: stored.size,
            sha256: stored.sha256,
            filename: stored.filename,
            losses: serde_json::from_str(&stored.losses_json).map_err(internal)?,
        });
    }
    Ok(Json(exports))
}

/// The bytes of an export.
#[utoipa::path(get, path = "/api/exports/{id}/file", params(("id" = String, Path)), responses((status = 200)))]
pub async fn file(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let export = app.store.export(&ExportId(id)).await?;
    let project = app.store.project_by_id(&export.project).await?;
    let access = app.access_to(&caller, project, Role::Manager).await?;
    let subject = ("export.download", export.filename.as_str());
    note_detail(&app, &access.project, &caller, subject, format!("SHA-256 {}", export.sha256)).await?;
    let body = Body::from_stream(crate::media::pieces(app.clone(), export.sha256, None, 0..export.size));
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_LENGTH, export.size.to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", export.filename)),
    ];
    Ok((headers, body).into_response())
}

/// What the export holds: its files with size and SHA-256, the project, the sequence number and the counts.
#[utoipa::path(get, path = "/api/exports/{id}/manifest", params(("id" = String, Path)),
    responses((status = 200, body = serde_json::Value)))]
pub async fn manifest(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<serde_json::Value>> {
    about(&app, &caller, id, "manifest").await.map(Json)
}

/// The data card of the export: Croissant 1.1 with its vocabulary for responsible AI, filled with what is known.
#[utoipa::path(get, path = "/api/exports/{id}/card", params(("id" = String, Path)),
    responses((status = 200, body = serde_json::Value)))]
pub async fn card(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Json<serde_json::Value>> {
    about(&app, &caller, id, "card").await.map(Json)
}

/// What the job that made the export told about it.
async fn about(app: &App, caller: &Caller, id: String, what: &str) -> Result<serde_json::Value> {
    let export = app.store.export(&ExportId(id)).await?;
    let project = app.store.project_by_id(&export.project).await?;
    app.access_to(caller, project, Role::Manager).await?;
    let missing = || not_found("description of this export");
    let job = app.store.job(&export.job.ok_or_else(missing)?).await?;
    let mut summary: serde_json::Value = serde_json::from_str(&job.summary.ok_or_else(missing)?).map_err(internal)?;
    match summary[what].take() {
        serde_json::Value::Null => Err(missing()),
        found => Ok(found),
    }
}
