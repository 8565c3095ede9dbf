//! Submitting an annotation, looking back at one's own work, reopening it.

use axum::extract::{Path, Query, State};
use crosscheck_domain::{AnnotationId, Item, ItemState, MediaKind, check, excerpt, is_ulid, ratings, withhold};
use crosscheck_store::{Next, StoreError, WantNext};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, conflict, internal, invalid, not_found};
use crate::json::Json;
use crate::secret;
use crate::task::{self, outcome_of, own_assignment};
use crate::wire::{self, Page, PageQuery, Role};

/// Appends an annotation. The same id and body get the same reply, so a retry is harmless.
#[utoipa::path(post, path = "/api/projects/{slug}/annotations", params(("slug" = String, Path)),
    request_body = wire::Submission,
    responses((status = 200, body = wire::Submitted), (status = 409, body = wire::ErrorBody),
        (status = 422, body = wire::ErrorBody)))]
pub async fn submit(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::Submission>,
) -> Result<Json<wire::Submitted>> {
    let named = given.assignment.into();
    let (access, assignment) = app.access_with(&caller, &slug, Role::Annotator, Some(&named)).await?;
    let assignment = assignment.ok_or_else(|| not_found("assignment"))?;
    let annotation = given.annotation;
    if !is_ulid(annotation.id.as_str()) {
        let problem = crosscheck_domain::Problem::new("id_malformed", "make the annotation's id a ULID");
        return Err(problem.within("id").within("annotation").into());
    }
    let design = app.design(&assignment.project, assignment.design_version).await?;
    let item = app.item_anew(&assignment.item, assignment.item_revision).await?;
    let mut problems = task::reveal_problems(&design, &item, &assignment, &annotation)?;
    if problems.is_empty() {
        // What was not shown does not exist: a problem may quote the text of its place.
        let (seen, _) = withhold(&design, &item, &task::first_impression(&assignment)?);
        problems = check(&design, &seen, &annotation);
    }
    if !problems.is_empty() {
        return Err(invalid("annotation_refused", problems));
    }
    let body = serde_json::to_string(&annotation).map_err(internal)?;
    let submission = crosscheck_store::Submission {
        assignment: assignment.id.clone(),
        annotation_id: annotation.id.clone(),
        body_hash: secret::hash(&body),
        body,
        ratings: ratings(&design, &item, &annotation),
        active_ms: annotation.active_ms,
        supersedes: assignment.supersedes.clone(),
        after: given.after.map(Into::into),
        outcome: annotation.outcome,
    };
    let project = &access.project;
    let want = if given.next && !project.archived { WantNext::Yes } else { WantNext::No };
    let sent = app.store.submit(&project.id, submission, want, app.now());
    let stored = sent.await.map_err(|error| match error {
        StoreError::Conflict(message) => conflict("annotation_exists", message),
        other => other.into(),
    })?;
    app.submissions.came(project);
    let next = match stored.next {
        Next::Lease(lease) => Some(task::task_with(&app, *lease, given.design_version, stored.counts).await?),
        Next::Nothing => None,
    };
    let progress = task::progress(stored.counts);
    let receipt = wire::Receipt {
        id: annotation.id.0,
        seq: stored.seq,
        late: stored.late,
        surplus: stored.surplus,
        duplicate: stored.duplicate,
    };
    Ok(Json(wire::Submitted { annotation: receipt, next, progress }))
}

/// The caller's own submissions, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/my-work", params(("slug" = String, Path), PageQuery),
    responses((status = 200, body = Page<wire::MyWork>)))]
pub async fn my_work(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<wire::MyWork>>> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let rows = app.store.my_work(&access.project.id, caller.id(), page.after.as_deref(), limit).await?;
    let mut items = Vec::new();
    for row in rows.items {
        let stored = app.store.annotation(&row.annotation).await?;
        let (item, _) = task::visible_item(&app, &app.store.assignment(&row.assignment).await?).await?;
        items.push(wire::MyWork {
            thumbnail: own_thumbnail(&item, row.assignment.as_str()),
            annotation: row.annotation.0,
            assignment: row.assignment.0,
            submitted_at: row.submitted_at,
            excerpt: excerpt(&item),
            outcome: outcome_of(&stored.body)?,
            can_reopen: !matches!(row.state, ItemState::Excluded | ItemState::Settled),
            sent_back: !app.store.comments_to(&stored.id).await?.is_empty(),
        });
    }
    Ok(Json(Page { items, next: rows.next }))
}

/// The first picture or video of the item, by the caller's own assignment.
fn own_thumbnail(item: &Item, assignment: &str) -> Option<String> {
    let places = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| (slot, part)));
    let mut pictures = places.filter(|(_, part)| matches!(part.content.kind(), MediaKind::Image | MediaKind::Video));
    let (slot, part) = pictures.next()?;
    Some(format!("/api/assignments/{assignment}/media/{slot}/{}/thumbnail", part.id))
}

/// Opens one's own submission again; what is submitted then supersedes it.
#[utoipa::path(post, path = "/api/annotations/{id}/reopen", params(("id" = String, Path)),
    responses((status = 200, body = wire::Task), (status = 404, body = wire::ErrorBody)))]
pub async fn reopen(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Json<wire::Task>> {
    let id = AnnotationId(id);
    let stored = app.store.annotation(&id).await?;
    let project = app.store.project_by_id(&stored.project).await?;
    app.access_to(&caller, project, Role::Annotator).await?;
    if stored.annotator != *caller.id() {
        return Err(not_found("annotation"));
    }
    let assignment = app.store.reopen(&id, app.now()).await?;
    if assignment.revealed.is_none()
        && let Some(first_impression) = app.store.assignment(&stored.assignment).await?.revealed
    {
        // What was seen once cannot be unseen: the first impression stays the first.
        app.store.reveal(&assignment.id, &first_impression).await?;
    }
    let assignment = own_assignment(&app, &caller, assignment.id.as_str()).await?;
    Ok(Json(task::task(&app, assignment).await?))
}
