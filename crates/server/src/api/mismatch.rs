//! How far texts hold against the other media, and the items behind it.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use crosscheck_domain::ItemId;

use crate::app::App;
use crate::auth::Caller;
use crate::csv;
use crate::error::{Result, not_found};
use crate::json::Json;
use crate::mismatch;
use crate::wire::{self, Role};

/// Which share of claims is contradicted, cannot be verified or goes with something left out: for all claims, and by
/// source, model and whatever else tells them apart; with intervals. As CSV where that is asked for.
#[utoipa::path(get, path = "/api/projects/{slug}/quality/mismatch",
    params(("slug" = String, Path), wire::MismatchQuery),
    responses((status = 200, body = wire::MismatchReport), (status = 404, body = wire::ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<wire::MismatchQuery>,
) -> Result<Response> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let mut report = mismatch::report(&app, &access.project).await?;
    if let Some(by) = &query.by {
        report.groupings.retain(|grouping| grouping.by == *by);
        if report.groupings.is_empty() {
            return Err(not_found("way to tell the claims apart"));
        }
    }
    Ok(match query.format.as_deref() {
        Some("csv") => csv::file(&format!("{slug}-mismatch"), &mismatch::rows(&report)),
        _ => Json(report).into_response(),
    })
}

/// The items behind a number of the report, without those that the caller has still to judge.
#[utoipa::path(get, path = "/api/projects/{slug}/quality/mismatch/items",
    params(("slug" = String, Path), wire::MismatchItemsQuery),
    responses((status = 200, body = wire::MismatchPage), (status = 422, body = wire::ErrorBody)))]
pub async fn items(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<wire::MismatchItemsQuery>,
) -> Result<Json<wire::MismatchPage>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let project = &access.project.id;
    let held = app.store.held_items(project, caller.id()).await?;
    let page = mismatch::page(&app, &access.project, &query, &held).await?;
    let shown: Vec<ItemId> = page.items.iter().map(|item| item.item.as_str().into()).collect();
    app.store.mark_seen(project, &shown, caller.id(), app.now()).await?;
    Ok(Json(page))
}
