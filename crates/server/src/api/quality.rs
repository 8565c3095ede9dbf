//! Agreement, and the feed of changes.

use axum::extract::{Path, Query, State};
use crosscheck_domain::ItemId;
use serde::Deserialize;

use crate::agreement;
use crate::app::App;
use crate::auth::{Access, Caller};
use crate::error::Result;
use crate::json::Json;
use crate::places;
use crate::wire::{self, AgreementReport, CellPage, CellQuery, Change, Changes, PlacesReport, Role};

/// Agreement for every field of the newest design, with intervals and what is behind it. Items that the caller has still
/// to judge are not among the disputed ones.
#[utoipa::path(get, path = "/api/projects/{slug}/agreement", params(("slug" = String, Path)),
    responses((status = 200, body = AgreementReport)))]
pub async fn agreement(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<AgreementReport>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let mut report = agreement::report(&app, &access.project).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    report.disputed.retain(|disputed| !held.iter().any(|item| *item.0 == disputed.item));
    let disputed = report.disputed.iter().map(|disputed| disputed.item.as_str().into());
    saw(&app, &access, &caller, disputed.collect()).await?;
    Ok(Json(report))
}

/// The units on which two values of a field meet: what is behind a cell of its confusion matrix.
#[utoipa::path(get, path = "/api/projects/{slug}/agreement/cell", params(("slug" = String, Path), CellQuery),
    responses((status = 200, body = CellPage), (status = 404, body = wire::ErrorBody)))]
pub async fn cell(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<CellQuery>,
) -> Result<Json<CellPage>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    let page = agreement::cell(&app, &access.project, &query, &held).await?;
    saw(&app, &access, &caller, page.units.iter().map(|unit| unit.item.as_str().into()).collect()).await?;
    Ok(Json(page))
}

/// The caller was shown what others had said of these items: what the caller submits of them from now on is no
/// independent answer.
async fn saw(app: &App, access: &Access, caller: &Caller, items: Vec<ItemId>) -> Result<()> {
    Ok(app.store.mark_seen(&access.project.id, &items, caller.id(), app.now()).await?)
}

/// Agreement on places, times and words: regions, evidence, transcripts, speakers, tracks and offsets, and the items behind
/// it. Items that the caller has still to judge are not named.
#[utoipa::path(get, path = "/api/projects/{slug}/agreement/places", params(("slug" = String, Path)),
    responses((status = 200, body = PlacesReport)))]
pub async fn places(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<PlacesReport>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let mut report = places::report(&app, &access.project).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    let is_held = |id: &str| held.iter().any(|item| *item.0 == *id);
    for field in &mut report.fields {
        field.places.retain(|place| !is_held(&place.item));
        field.words.iter_mut().for_each(|word| word.places.retain(|place| !is_held(&place.item)));
        field.words.retain(|word| !word.places.is_empty());
    }
    let mut places: Vec<ItemId> = Vec::new();
    for field in &report.fields {
        places.extend(field.places.iter().map(|place| place.item.as_str().into()));
        places.extend(field.words.iter().flat_map(|word| &word.places).map(|place| place.item.as_str().into()));
    }
    saw(&app, &access, &caller, places).await?;
    Ok(Json(report))
}

#[derive(Debug, Default, Deserialize)]
pub struct Since {
    #[serde(default)]
    after: i64,
}

/// The facts after a sequence number, none missing, at most 1,000.
#[utoipa::path(get, path = "/api/projects/{slug}/changes", params(("slug" = String, Path), ("after" = Option<i64>, Query)),
    responses((status = 200, body = Changes)))]
pub async fn changes(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(since): Query<Since>,
) -> Result<Json<Changes>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let rows = app.store.changes(&access.project.id, since.after, 1_000).await?;
    let seq = rows.last().map_or(since.after, |row| row.seq);
    let wire = |row: crosscheck_store::Change| Change {
        seq: row.seq,
        kind: row.kind,
        id: row.id,
        item: row.item.map(|item| item.0),
        at: row.at,
    };
    Ok(Json(Changes { changes: rows.into_iter().map(wire).collect(), seq }))
}
