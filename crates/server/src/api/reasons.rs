//! Reasons, rated by whoever decides about an item.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::json::Json;
use crate::reasons;
use crate::wire::{self, Role};

/// Writes down how good a reader's reason is; a later word takes its place.
#[utoipa::path(post, path = "/api/assignments/{id}/reasons", params(("id" = String, Path)),
    request_body = wire::RateReason,
    responses((status = 204), (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn rate(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<wire::RateReason>,
) -> Result<StatusCode> {
    reasons::rate(&app, &caller, &id, &given).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the caller has said of the readers' reasons so far.
#[utoipa::path(get, path = "/api/assignments/{id}/reasons", params(("id" = String, Path)),
    responses((status = 200, body = Vec<wire::RateReason>), (status = 409, body = wire::ErrorBody)))]
pub async fn own(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Vec<wire::RateReason>>> {
    Ok(Json(reasons::own(&app, &caller, &id).await?))
}

/// The share of good reasons of each annotator, with its interval.
#[utoipa::path(get, path = "/api/projects/{slug}/quality/reasons", params(("slug" = String, Path)),
    responses((status = 200, body = wire::ReasonsReport)))]
pub async fn report(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::ReasonsReport>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    Ok(Json(reasons::report(&app, &access.project).await?))
}
