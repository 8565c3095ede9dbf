//! Review and adjudication: the next item, revealing names, signing, giving answers back.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::truths::view;
use crate::app::App;
use crate::auth::Caller;
use crate::deciding::{self, own_decision};
use crate::error::{Result, conflict, forbidden};
use crate::json::Json;
use crate::wire;

/// An item to review or to settle: the named one, one that the caller holds already, else the first that waits; 204 when
/// none does. Whoever has read an item never decides about it.
#[utoipa::path(post, path = "/api/projects/{slug}/decisions/next", params(("slug" = String, Path)),
    request_body = wire::DecisionQuery, responses((status = 200, body = wire::DecisionTask), (status = 204),
        (status = 403, body = wire::ErrorBody), (status = 409, body = wire::ErrorBody)))]
pub async fn next(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(query): Json<wire::DecisionQuery>,
) -> Result<Response> {
    let kind = deciding::store_kind(query.kind);
    let access = app.access(&caller, &slug, deciding::least_role(kind)).await?;
    if access.project.archived {
        return Err(conflict("archived", "this project is archived; nothing is handed out any more"));
    }
    let (project, item) = (&access.project.id, query.item.map(Into::into));
    if let Some(item) = &item
        && app.store.is_first_reader(project, item, caller.id()).await?
    {
        return Err(forbidden(
            "you have read this item yourself, or wrote its text, so somebody else has to decide about it",
        ));
    }
    match app.store.next_decision(project, caller.id(), kind, item.as_ref(), app.now()).await? {
        Some(assignment) => Ok(Json(deciding::task(&app, assignment, kind).await?).into_response()),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Shows the names of the readers, and writes down that they were shown.
#[utoipa::path(post, path = "/api/assignments/{id}/reveal-readers", params(("id" = String, Path)),
    responses((status = 200, body = wire::DecisionTask), (status = 409, body = wire::ErrorBody)))]
pub async fn reveal_readers(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<wire::DecisionTask>> {
    let (assignment, kind) = own_decision(&app, &caller, &id).await?;
    deciding::in_hand(&assignment)?;
    app.store.show_names(&assignment.id, app.now()).await?;
    Ok(Json(deciding::task(&app, assignment, kind).await?))
}

/// Signs what is true of the item. Everything must have been opened; the same truth again is signed once.
#[utoipa::path(post, path = "/api/assignments/{id}/truth", params(("id" = String, Path)), request_body = wire::Signature,
    responses((status = 200, body = wire::TruthView), (status = 409, body = wire::ErrorBody),
        (status = 422, body = wire::ErrorBody)))]
pub async fn sign(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<wire::Signature>,
) -> Result<Json<wire::TruthView>> {
    let stored = deciding::sign(&app, &caller, &id, given).await?;
    Ok(Json(view(&app, &stored, &[]).await?))
}

/// Gives answers back to those who made them, with a comment; the item waits for the corrections.
#[utoipa::path(post, path = "/api/assignments/{id}/send-back", params(("id" = String, Path)), request_body = wire::SendBack,
    responses((status = 204), (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn send_back(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<wire::SendBack>,
) -> Result<StatusCode> {
    deciding::send_back(&app, &caller, &id, given).await?;
    Ok(StatusCode::NO_CONTENT)
}
