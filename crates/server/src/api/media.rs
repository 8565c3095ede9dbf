//! The project's assets, for those who manage or review it.

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use crosscheck_domain::Asset;
use crosscheck_formats::clean_path;
use serde::Deserialize;

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, invalid, not_found};
use crate::json::Json;
use crate::wire::{ErrorBody, Role};
use crate::{jobs, upload};

#[derive(Debug, Default, Deserialize)]
pub struct Named {
    name: Option<String>,
}

/// Brings one medium into the project; items may then name it by its hash.
#[utoipa::path(post, path = "/api/projects/{slug}/assets", params(("slug" = String, Path), ("name" = Option<String>, Query)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Asset), (status = 422, body = ErrorBody)))]
pub async fn upload(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<Asset>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let name = named.name.as_deref().map(clean_path).transpose()?;
    let body = upload::one(&app, request).await?;
    let kept = upload::asset(&app, &access.project.id, &body, name).await?;
    let asset = kept.map_err(|problem| invalid("unsupported_media", vec![problem]))?;
    jobs::make_timed(&app, &access.project, caller.id(), &asset).await?;
    Ok((StatusCode::CREATED, Json(asset)))
}

/// The bytes of an asset of this project.
#[utoipa::path(get, path = "/api/projects/{slug}/assets/{sha}", params(("slug" = String, Path), ("sha" = String, Path)),
    responses((status = 200)))]
pub async fn asset(
    state: State<App>,
    caller: Caller,
    Path((slug, sha)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    asset_view(state, caller, Path((slug, sha, String::new())), headers).await
}

/// A view of an asset: `thumbnail`, `display`, `tiles/{level}/{col}/{row}` of a picture; `play`, `peaks`, `spectrogram/{n}`,
/// `frames`, `frames/{index}`, `thumbnail`, `storyboard` of sound and video.
#[utoipa::path(get, path = "/api/projects/{slug}/assets/{sha}/{*view}",
    params(("slug" = String, Path), ("sha" = String, Path), ("view" = String, Path)), responses((status = 200)))]
pub async fn asset_view(
    State(app): State<App>,
    caller: Caller,
    Path((slug, sha, view)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let asset = app.store.asset(&access.project.id, &sha).await?.ok_or_else(|| not_found("asset"))?;
    crate::media::serve(&app, &asset, &view, &headers).await
}

/// The thumbnail on the project's card. Every member may see it; its URL tells nothing about the item.
#[utoipa::path(get, path = "/api/projects/{slug}/cover", params(("slug" = String, Path)), responses((status = 200)))]
pub async fn cover(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    let sha = app.store.project_row(&slug, caller.id(), app.now()).await?.cover_sha;
    let sha = sha.ok_or_else(|| not_found("cover"))?;
    let asset = app.store.asset(&access.project.id, &sha).await?.ok_or_else(|| not_found("asset"))?;
    crate::media::serve(&app, &asset, "thumbnail", &headers).await
}
