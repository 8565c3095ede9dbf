//! Items: import, list, show, and actions on a selection.

use std::collections::{BTreeMap, HashMap};

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use crosscheck_domain::limits::MAX_EXTRA;
use crosscheck_domain::{Annotation, Item, ItemId, Problem, priority_problem};
use crosscheck_store::{ItemFilter, ItemRow, ItemSort, Project, StoredAnnotation};

use super::jobs::queued;
use super::projects::note_detail;
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, internal};
use crate::json::Json;
use crate::task::{project_thumbnail, stored_item};
use crate::wire::{self, AnnotationView, AnnotatorRef, ItemDetail, ItemPage, ItemQuery, OlderItem, Role};
use crate::{jobs, media, upload};

/// Imports items: JSON lines, CSV, or a multipart form with any mix of data files, media and zip files.
#[utoipa::path(post, path = "/api/projects/{slug}/items", params(("slug" = String, Path)),
    request_body(content = String, content_type = "application/x-ndjson"),
    responses((status = 202, body = wire::JobReply), (status = 413, body = wire::ErrorBody)))]
pub async fn import(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<wire::JobReply>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let files = upload::receive(&app, request).await?;
    if files.is_empty() {
        return Err(Problem::new("nothing_sent", "send JSON lines, CSV, or files").into());
    }
    let names = names(&files);
    let job = queued(&app, &access, &caller, jobs::IMPORT, &jobs::ImportPayload { files }).await?;
    note_detail(&app, &access.project, &caller, ("items.import", &job.id), names).await?;
    Ok((StatusCode::ACCEPTED, Json(wire::JobReply { job })))
}

/// `items.jsonl and 11 more`.
fn names(files: &[upload::Uploaded]) -> String {
    let first = files.first().map(|file| file.name.clone()).unwrap_or_default();
    if files.len() > 1 { format!("{first} and {} more", files.len() - 1) } else { first }
}

fn wire_row(slug: &str, row: ItemRow) -> wire::ItemRow {
    wire::ItemRow {
        thumbnail: project_thumbnail(slug, row.thumbnail_sha.as_ref()),
        id: row.id.0,
        external_id: row.external_id,
        excerpt: row.excerpt,
        state: row.state,
        wanted: row.wanted,
        votes: row.votes,
        taken: row.taken,
        agreement: row.agreement,
        priority: row.priority,
        changed_at: row.changed_at,
        group: row.group,
    }
}

/// A page of items, by filter and order.
#[utoipa::path(get, path = "/api/projects/{slug}/items", params(("slug" = String, Path), ItemQuery),
    responses((status = 200, body = ItemPage)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<ItemQuery>,
) -> Result<Json<ItemPage>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let filter = ItemFilter {
        q: query.q,
        state: query.state,
        min_votes: query.min_votes,
        max_votes: query.max_votes,
        group: query.group,
        ..ItemFilter::default()
    };
    let sort = match query.sort.unwrap_or_default() {
        wire::ItemSort::Sequence => ItemSort::Sequence,
        wire::ItemSort::Newest => ItemSort::Newest,
        wire::ItemSort::Priority => ItemSort::Priority,
        wire::ItemSort::Changed => ItemSort::Changed,
        wire::ItemSort::Agreement => ItemSort::Agreement,
    };
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let page = app.store.items(&access.project.id, &filter, sort, query.after.as_deref(), limit).await?;
    let items = page.items.into_iter().map(|row| wire_row(&slug, row)).collect();
    Ok(Json(ItemPage { items, next: page.next, seq: access.project.seq }))
}

/// One item with everybody's annotations, each beside what it was made on; without them while the caller has still to
/// judge it.
#[utoipa::path(get, path = "/api/projects/{slug}/items/{id}", params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ItemDetail), (status = 404, body = wire::ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<ItemDetail>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let id = ItemId(id);
    let (row, item) = stored_item(&app, &access.project, &id).await?;
    let urls = |item: &Item| {
        media::item_urls(&app, item, |_, _, asset| format!("/api/projects/{slug}/assets/{}", asset.sha256))
    };
    let shown = app.store.revisions_shown(&id).await?;
    let mut names: HashMap<String, AnnotatorRef> = HashMap::new();
    let mut annotations: BTreeMap<u32, Vec<AnnotationView>> = BTreeMap::new();
    let withheld = app.store.held_items(&access.project.id, caller.id()).await?.contains(&id);
    let found = if withheld { Vec::new() } else { app.store.annotations_of(&access.project.id, &id).await? };
    if found.iter().any(|stored| stored.annotator != *caller.id()) {
        app.store.mark_seen(&access.project.id, std::slice::from_ref(&id), caller.id(), app.now()).await?;
    }
    let origins = app.store.origins_of(&id).await?;
    for stored in found {
        let key = stored.annotator.0.clone();
        if !names.contains_key(&key) {
            let user = app.store.user(&stored.annotator).await?;
            names.insert(key.clone(), AnnotatorRef { id: user.id.0, name: user.name, kind: user.kind });
        }
        let origin =
            origins.get(&stored.id).map(|origin| serde_json::from_str(origin)).transpose().map_err(internal)?;
        let content = shown.get(&stored.item_revision).copied().unwrap_or(stored.item_revision);
        annotations.entry(content).or_default().push(view(stored, names[&key].clone(), origin)?);
    }
    let newest = annotations.remove(&shown.get(&row.revision).copied().unwrap_or(row.revision)).unwrap_or_default();
    let mut older = Vec::new();
    for (revision, annotations) in annotations.into_iter().rev() {
        let item = app.item(&id, revision).await?.as_ref().clone();
        older.push(OlderItem { revision, media: urls(&item), item, annotations });
    }
    let (media, item) = (urls(&item), item.as_ref().clone());
    Ok(Json(ItemDetail { row: wire_row(&slug, row), item, media, annotations: newest, older, withheld }))
}

fn view(
    stored: StoredAnnotation,
    annotator: AnnotatorRef,
    imported_from: Option<wire::ImportedFrom>,
) -> Result<AnnotationView> {
    let body: Annotation = serde_json::from_str(&stored.body).map_err(internal)?;
    Ok(AnnotationView {
        id: stored.id.0,
        seq: stored.seq,
        annotator,
        item_revision: stored.item_revision,
        design_version: stored.design_version,
        submitted_at: stored.submitted_at,
        late: stored.late,
        surplus: stored.surplus,
        current: stored.until_seq.is_none(),
        imported_from,
        body,
    })
}

/// Requeues, reprioritises, assigns, excludes or includes every item that a filter selects.
#[utoipa::path(post, path = "/api/projects/{slug}/items/select", params(("slug" = String, Path)),
    request_body = wire::Selection, responses((status = 200, body = wire::SelectionReply), (status = 202, body = wire::SelectionReply)))]
pub async fn select(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::Selection>,
) -> Result<(StatusCode, Json<wire::SelectionReply>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    if let Some(problem) = action_problem(&app, &access.project, &given.action).await? {
        return Err(problem.within("action").into());
    }
    if given.filter.ids.as_ref().is_some_and(Vec::is_empty) {
        return Ok((StatusCode::OK, Json(wire::SelectionReply { count: 0, job: None })));
    }
    let count = app.store.count_items(&access.project.id, &filter_of(&given.filter)).await?;
    if given.preview {
        return Ok((StatusCode::OK, Json(wire::SelectionReply { count, job: None })));
    }
    let detail = described(&app, &given.action, count).await?;
    let payload = jobs::SelectPayload { filter: given.filter, action: given.action };
    let job = queued(&app, &access, &caller, jobs::SELECT, &payload).await?;
    note_detail(&app, &access.project, &caller, ("items.select", &job.id), detail).await?;
    Ok((StatusCode::ACCEPTED, Json(wire::SelectionReply { count, job: Some(job) })))
}

/// What is wrong with an action, whatever the items.
async fn action_problem(app: &App, project: &Project, action: &wire::ItemAction) -> Result<Option<Problem>> {
    Ok(match action {
        wire::ItemAction::Requeue { extra } if !(1..=MAX_EXTRA).contains(extra) => {
            Some(Problem::new("extra", format!("ask between 1 and {MAX_EXTRA} more people")).within("extra"))
        }
        wire::ItemAction::Priority { value } => priority_problem(*value).map(|problem| problem.within("value")),
        wire::ItemAction::Assign { annotator } => {
            let role = app.store.role(&project.id, &annotator.as_str().into()).await?;
            let missing = || Problem::new("not_a_member", "invite this person to the project first");
            role.is_none().then(|| missing().within("annotator"))
        }
        wire::ItemAction::Requeue { .. }
        | wire::ItemAction::Unassign
        | wire::ItemAction::Exclude { .. }
        | wire::ItemAction::Include => None,
    })
}

/// `exclude, reason withdrawn: 12 items`.
async fn described(app: &App, action: &wire::ItemAction, count: u64) -> Result<String> {
    let value = serde_json::to_value(action).map_err(internal)?;
    let mut words = vec![value["type"].as_str().unwrap_or_default().to_owned()];
    for (key, value) in value.as_object().into_iter().flatten().filter(|(key, _)| *key != "type") {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let named = match key.as_str() {
            "annotator" => app.store.user(&value.as_str().into()).await?.name,
            _ => value,
        };
        words.push(format!("{key} {named}"));
    }
    Ok(format!("{}: {count} {}", words.join(", "), if count == 1 { "item" } else { "items" }))
}

pub fn filter_of(filter: &wire::ItemFilter) -> ItemFilter {
    ItemFilter {
        q: filter.q.clone(),
        state: filter.state,
        min_votes: filter.min_votes,
        max_votes: filter.max_votes,
        group: filter.group.clone(),
        ids: filter.ids.iter().flatten().map(|id| ItemId(id.clone())).collect(),
        except: filter.except.iter().flatten().map(|id| ItemId(id.clone())).collect(),
    }
}
