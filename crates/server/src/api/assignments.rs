//! The annotator's leases: get one, keep it alive, reveal, save a draft, see its media.

use axum::extract::{Path, State};
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use crosscheck_domain::{Answer, Content, Problem, QuestionOn, Target};
use crosscheck_store::{AssignmentState, DraftMode, DraftSaved, NewDraft, Next};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{ApiError, Result, bad_request, gone, internal, invalid, not_found};
use crate::json::Json;
use crate::task::{self, own_assignment};
use crate::wire::{self, Role};

/// A task for the caller: one that they hold already, else the next of the queue; 204 when there is nothing to do.
#[utoipa::path(post, path = "/api/projects/{slug}/assignments/next", params(("slug" = String, Path)),
    request_body = wire::NextQuery, responses((status = 200, body = wire::Task), (status = 204)))]
pub async fn next(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(query): Json<wire::NextQuery>,
) -> Result<Response> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    if access.project.archived {
        return Err(crate::error::conflict("archived", "this project is archived; nothing is handed out any more"));
    }
    let after = query.after.map(Into::into);
    let handed = app.store.next(&access.project.id, caller.id(), after.as_ref(), app.now()).await?;
    match handed.next {
        Next::Nothing => Ok(StatusCode::NO_CONTENT.into_response()),
        Next::Lease(assignment) => {
            let task = task::task_with(&app, *assignment, query.design_version, handed.counts).await?;
            Ok(Json(task).into_response())
        }
    }
}

/// One of the caller's own assignments, to work on. One that was submitted is gone; its media are still there.
#[utoipa::path(get, path = "/api/assignments/{id}", params(("id" = String, Path)),
    responses((status = 200, body = wire::Task), (status = 404, body = wire::ErrorBody),
        (status = 410, body = wire::ErrorBody)))]
pub async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Json<wire::Task>> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    if assignment.state == AssignmentState::Done {
        return Err(gone("this assignment was submitted; open it again from your work"));
    }
    let project = app.store.project_by_id(&assignment.project).await?;
    app.access_to(&caller, project, Role::Annotator).await?;
    Ok(Json(task::task(&app, assignment).await?))
}

/// Moves the deadline of a lease.
#[utoipa::path(post, path = "/api/assignments/{id}/extend", params(("id" = String, Path)),
    responses((status = 200, body = wire::Deadline), (status = 410, body = wire::ErrorBody)))]
pub async fn extend(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Json<wire::Deadline>> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    let deadline = app.store.extend(&assignment.id, app.now()).await?;
    Ok(Json(wire::Deadline { deadline }))
}

/// Gives a lease back. The draft is kept.
#[utoipa::path(post, path = "/api/assignments/{id}/release", params(("id" = String, Path)), responses((status = 204)))]
pub async fn release(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    app.store.release(&assignment.id, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Records the first impression and shows the slots that it opens. The first answers stand.
#[utoipa::path(post, path = "/api/assignments/{id}/reveal", params(("id" = String, Path)), request_body = wire::Reveal,
    responses((status = 200, body = wire::Task), (status = 422, body = wire::ErrorBody)))]
pub async fn reveal(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<wire::Reveal>,
) -> Result<Json<wire::Task>> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    let design = app.design(&assignment.project, assignment.design_version).await?;
    let mut answers = task::first_impression(&assignment)?;
    let known = answers.len();
    for answer in given.answers {
        let asked = design.question(&answer.question).filter(|question| question.on == QuestionOn::Item);
        let question = asked.ok_or_else(|| not_found("question on the item"))?;
        let mut problems = crosscheck_domain::value_problems(&question.kind, &answer.value);
        if answer.target != Target::Item {
            problems.push(Problem::new("target_wrong", "a first impression is about the item; name it as the target"));
        }
        if !problems.is_empty() {
            return Err(invalid("answer_invalid", problems));
        }
        if !answers.iter().any(|known: &Answer| known.question == answer.question) {
            answers.push(answer);
        }
    }
    let json = serde_json::to_string(&answers).map_err(internal)?;
    let assignment = match &assignment.revealed {
        // Nothing is recorded by nothing: it would stand for ever.
        _ if answers.len() == known => assignment,
        Some(recorded) => app.store.reveal_more(&assignment.id, recorded, &json).await?,
        None => app.store.reveal(&assignment.id, &json).await?,
    };
    Ok(Json(task::task(&app, assignment).await?))
}

/// Saves the draft, based on the revision in `If-Match` (`"0"` for the first).
#[utoipa::path(put, path = "/api/assignments/{id}/draft", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = wire::DraftUpdate,
    responses((status = 200, body = wire::DraftSaved), (status = 409, body = wire::DraftConflict)))]
pub async fn save_draft(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(given): Json<wire::DraftUpdate>,
) -> Result<Json<wire::DraftSaved>> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    let base = headers.get(IF_MATCH).and_then(|value| value.to_str().ok()?.trim_matches('"').parse().ok());
    let base_revision =
        base.ok_or_else(|| bad_request("if_match_missing", "send If-Match with the revision the draft is based on"))?;
    let draft = NewDraft {
        base_revision,
        body: given.body.to_string(),
        client: given.client,
        mode: if given.force { DraftMode::Forced } else { DraftMode::Checked },
    };
    let now = app.now();
    match app.store.put_draft(&assignment.id, draft, now).await? {
        DraftSaved::Saved(revision) => Ok(Json(wire::DraftSaved { revision, saved_at: now })),
        DraftSaved::Stale(stored) => Err(ApiError::StaleDraft(Box::new(task::wire_draft(stored)?))),
    }
}

/// The bytes of one part, as far as it is revealed.
#[utoipa::path(get, path = "/api/assignments/{id}/media/{slot}/{part}",
    params(("id" = String, Path), ("slot" = String, Path), ("part" = String, Path)), responses((status = 200)))]
pub async fn media(
    state: State<App>,
    caller: Caller,
    Path((id, slot, part)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    media_view(state, caller, Path((id, slot, part, String::new())), headers).await
}

/// A view of one part: `thumbnail`, `display`, `tiles/{level}/{col}/{row}` of a picture; `play`, `peaks`, `spectrogram/{n}`,
/// `frames`, `frames/{index}`, `thumbnail`, `storyboard` of sound and video.
#[utoipa::path(get, path = "/api/assignments/{id}/media/{slot}/{part}/{*view}",
    params(("id" = String, Path), ("slot" = String, Path), ("part" = String, Path), ("view" = String, Path)),
    responses((status = 200)))]
pub async fn media_view(
    State(app): State<App>,
    caller: Caller,
    Path((id, slot, part, view)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    let (item, _) = task::visible_item(&app, &assignment).await?;
    match item.part(&slot, &part).map(|part| &part.content) {
        Some(Content::Asset { asset }) => crate::media::serve(&app, asset, &view, &headers).await,
        Some(Content::Text { .. }) | None => Err(not_found("medium")),
    }
}
