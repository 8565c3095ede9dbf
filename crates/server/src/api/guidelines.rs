//! One guideline in several projects.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::projects::note;
use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::guidelines;
use crate::json::Json;
use crate::wire::{self, Role};

/// Guidelines of the caller's other projects, version by version, that this project could take.
#[utoipa::path(get, path = "/api/projects/{slug}/guideline/offers", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<wire::GuidelineOffer>)))]
pub async fn offers(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<wire::GuidelineOffer>>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    Ok(Json(guidelines::offers(&app, &caller, &access.project).await?))
}

/// Publishes the next version of the design with the guideline of another project, and writes down where it comes from.
#[utoipa::path(post, path = "/api/projects/{slug}/guideline/take", params(("slug" = String, Path)),
    request_body = wire::TakeGuideline,
    responses((status = 201, body = u32), (status = 404, body = wire::ErrorBody), (status = 409, body = wire::ErrorBody)))]
pub async fn take(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::TakeGuideline>,
) -> Result<(StatusCode, Json<u32>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let version = guidelines::take(&app, &caller, &access.project, &given).await?;
    note(&app, &access.project, &caller, "design.publish", &version.to_string()).await?;
    Ok((StatusCode::CREATED, Json(version)))
}

/// How far people agree in each of the caller's projects whose guideline says the same, field by field.
#[utoipa::path(get, path = "/api/projects/{slug}/quality/guideline", params(("slug" = String, Path)),
    responses((status = 200, body = wire::GuidelineReport)))]
pub async fn report(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::GuidelineReport>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    Ok(Json(guidelines::report(&app, &caller, &access.project).await?))
}
