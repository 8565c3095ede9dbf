//! Labels that people disagree about, and the list of what they should talk about.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use crosscheck_domain::ItemId;
use crosscheck_store::Closing;

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, not_found};
use crate::json::Json;
use crate::unclear;
use crate::wire::{self, Role};

/// How far people agree about each label and each criterion, least first: where the guideline is unclear.
#[utoipa::path(get, path = "/api/projects/{slug}/quality/labels", params(("slug" = String, Path)),
    responses((status = 200, body = wire::LabelsReport)))]
pub async fn labels(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::LabelsReport>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    Ok(Json(unclear::report(&app, &access.project).await?))
}

/// The units on which people differ about a label, or about a field, without those of items that the caller has still to
/// judge.
#[utoipa::path(get, path = "/api/projects/{slug}/quality/labels/items", params(("slug" = String, Path), wire::LabelQuery),
    responses((status = 200, body = wire::CellPage), (status = 404, body = wire::ErrorBody)))]
pub async fn items(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<wire::LabelQuery>,
) -> Result<Json<wire::CellPage>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let project = &access.project.id;
    let held = app.store.held_items(project, caller.id()).await?;
    let page = unclear::page(&app, &access.project, &query, &held).await?;
    let shown: Vec<ItemId> = page.units.iter().map(|unit| unit.item.as_str().into()).collect();
    app.store.mark_seen(project, &shown, caller.id(), app.now()).await?;
    Ok(Json(page))
}

/// What is or was to be talked about, newest first. Annotators get what they have judged themselves, without names.
#[utoipa::path(get, path = "/api/projects/{slug}/discussions", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<wire::DiscussionView>)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<wire::DiscussionView>>> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    Ok(Json(unclear::list(&app, &access.project, &caller, access.role).await?))
}

/// Puts a unit on the list. The same id again is one entry.
#[utoipa::path(post, path = "/api/projects/{slug}/discussions", params(("slug" = String, Path)),
    request_body = wire::NewDiscussion,
    responses((status = 204), (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn open(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewDiscussion>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Expert).await?;
    let new = unclear::open(&app, &access.project, given).await?;
    app.store.open_discussion(&access.project.id, new, caller.id(), app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes it off the list, with what came of it.
#[utoipa::path(post, path = "/api/projects/{slug}/discussions/{id}/close",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = wire::CloseDiscussion,
    responses((status = 204), (status = 404, body = wire::ErrorBody), (status = 409, body = wire::ErrorBody)))]
pub async fn close(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::CloseDiscussion>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Expert).await?;
    if given.guideline_version.is_some_and(|version| version == 0 || version > access.project.design_version) {
        return Err(not_found("version of the design"));
    }
    let closing = Closing {
        outcome: unclear::checked_text("outcome", &given.outcome)?,
        guideline_version: given.guideline_version,
        by: caller.id().clone(),
        at: app.now(),
    };
    app.store.close_discussion(&access.project.id, &id, closing).await?;
    Ok(StatusCode::NO_CONTENT)
}
