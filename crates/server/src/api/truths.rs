//! What was signed: of one item with its history, and of the whole project; taking it back.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use crosscheck_domain::{GroundTruth, ItemId, Problem};
use crosscheck_store::{Reopening, StoredTruth};

use super::projects::note_detail;
use crate::app::App;
use crate::auth::Caller;
use crate::deciding::{person, readers};
use crate::error::{Result, conflict, internal};
use crate::json::Json;
use crate::wire::{self, Page, PageQuery, Role, TruthEnd, TruthReader, TruthView};

/// The current ground truths, in the order of their items.
#[utoipa::path(get, path = "/api/projects/{slug}/ground-truth", params(("slug" = String, Path), PageQuery),
    responses((status = 200, body = Page<wire::TruthView>)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TruthView>>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let after = page.after.map(ItemId);
    let found = app.store.truths_page(&access.project.id, after.as_ref(), limit).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    let full = found.len() == limit as usize;
    let next = found.last().filter(|_| full).map(|truth| truth.item.0.clone());
    let mut items = Vec::new();
    for truth in found.iter().filter(|truth| !held.contains(&truth.item)) {
        items.push(view(&app, truth, &[]).await?);
    }
    Ok(Json(Page { items, next }))
}

/// Everything that was ever signed of the item, newest first; nothing while the caller has still to judge it.
#[utoipa::path(get, path = "/api/projects/{slug}/items/{id}/truths",
    params(("slug" = String, Path), ("id" = String, Path)), responses((status = 200, body = Vec<wire::TruthView>)))]
pub async fn of_item(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<Vec<TruthView>>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let (project, item) = (&access.project.id, ItemId(id));
    app.store.item(project, &item).await?;
    if app.store.held_items(project, caller.id()).await?.contains(&item) {
        return Ok(Json(Vec::new()));
    }
    let reopenings = app.store.reopenings(project, &item).await?;
    let mut views = Vec::new();
    for truth in app.store.truths_of(project, &item).await? {
        views.push(view(&app, &truth, &reopenings).await?);
    }
    Ok(Json(views))
}

/// Takes back what was signed of the item, for a reason; what was signed stays in its history.
#[utoipa::path(post, path = "/api/projects/{slug}/items/{id}/reopen",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = wire::Reopen,
    responses((status = 204), (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn reopen(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::Reopen>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Expert).await?;
    let (project, item, reason) = (&access.project, ItemId(id), given.reason.trim());
    if reason.is_empty() || reason.chars().count() > 1_000 {
        return Err(Problem::new("reason_missing", "say why in at most 1000 characters").within("reason").into());
    }
    app.store.item(&project.id, &item).await?;
    if !app.store.reopen_truth(&project.id, &item, reason, caller.id(), app.now()).await? {
        return Err(conflict("not_signed", "nothing is signed of this item"));
    }
    note_detail(&app, project, &caller, ("item.reopen", item.as_str()), reason.to_owned()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A ground truth with who signed it, what it rests on, and why it ended.
pub async fn view(app: &App, stored: &StoredTruth, reopenings: &[Reopening]) -> Result<TruthView> {
    let truth: GroundTruth = serde_json::from_str(&stored.body).map_err(internal)?;
    let mut behind = Vec::new();
    if let Some(assignment) = &stored.assignment {
        let assignment = app.store.assignment(assignment).await?;
        for reader in readers(app, &assignment, Some(stored.seq - 1)).await? {
            let annotator = person(app, &reader.stored.annotator).await?;
            behind.push(TruthReader { name: reader.name, annotation: reader.stored.id.0, annotator });
        }
    }
    let ended = match stored.until_seq {
        None => None,
        Some(seq) => {
            let why = reopenings.iter().find(|one| one.seq == seq);
            let by = match why {
                Some(why) => Some(person(app, &why.by).await?),
                None => None,
            };
            Some(TruthEnd { seq, reason: why.map(|why| why.reason.clone()), by, at: why.map(|why| why.at) })
        }
    };
    Ok(TruthView {
        id: stored.id.0.clone(),
        item: stored.item.0.clone(),
        item_revision: stored.item_revision,
        kind: stored.kind,
        design_version: stored.design_version,
        seq: stored.seq,
        signer: person(app, &stored.signer).await?,
        signed_at: stored.created_at,
        supersedes: stored.supersedes.as_ref().map(|id| id.0.clone()),
        ended,
        readers: behind,
        truth,
    })
}
