//! Long work: how far it is, and what was wrong with its input.

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use crosscheck_domain::Problem;
use crosscheck_store::Project;
use futures_util::stream;

use super::projects::note_detail;
use crate::app::App;
use crate::auth::{Access, Caller};
use crate::error::{Result, internal, not_found};
use crate::json::Json;
use crate::wire::{self, JobState, Page, PageQuery, Role};

/// Rejected rows that are read and sent together; each may be 64 kB.
const ROWS_AT_ONCE: u32 = 50;

pub fn wire_state(state: crosscheck_store::JobState) -> JobState {
    match state {
        crosscheck_store::JobState::Queued => JobState::Queued,
        crosscheck_store::JobState::Running => JobState::Running,
        crosscheck_store::JobState::Done => JobState::Done,
        crosscheck_store::JobState::Failed => JobState::Failed,
        crosscheck_store::JobState::Cancelled => JobState::Cancelled,
    }
}

pub fn wire_job(job: crosscheck_store::Job) -> Result<wire::Job> {
    let summary = match &job.summary {
        Some(json) => serde_json::from_str(json).map_err(internal)?,
        None => serde_json::Value::Null,
    };
    Ok(wire::Job {
        id: job.id.0,
        kind: job.kind,
        state: wire_state(job.state),
        done: job.done,
        total: job.total,
        unit: job.unit,
        summary,
        error: job.error,
        created_at: job.created_at,
        finished_at: job.finished_at,
        n_problems: job.problems_count,
    })
}

/// Queues a job for the caller, and tells how it stands.
pub async fn queued(
    app: &App,
    access: &Access,
    caller: &Caller,
    name: crate::jobs::Name,
    payload: &impl serde::Serialize,
) -> Result<wire::Job> {
    let id = crate::jobs::queue(app, &access.project, Some(caller.id().clone()), name, payload).await?;
    wire_job(app.store.job(&id).await?)
}

/// The job with its project, for managers of that.
async fn managed(app: &App, caller: &Caller, id: &str) -> Result<(crosscheck_store::Job, Project)> {
    let job = app.store.job(&id.into()).await?;
    let project = job.project.clone().ok_or_else(|| not_found("job"))?;
    let project = app.store.project_by_id(&project).await?;
    let access = app.access_to(caller, project, Role::Manager).await?;
    Ok((job, access.project))
}

/// The project's jobs, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/jobs", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<wire::Job>)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Vec<wire::Job>>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let jobs = app.store.jobs(&access.project.id).await?;
    Ok(Json(jobs.into_iter().map(wire_job).collect::<Result<_>>()?))
}

/// One job.
#[utoipa::path(get, path = "/api/jobs/{id}", params(("id" = String, Path)), responses((status = 200, body = wire::Job)))]
pub async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Json<wire::Job>> {
    Ok(Json(wire_job(managed(&app, &caller, &id).await?.0)?))
}

/// What was wrong, by line and field.
#[utoipa::path(get, path = "/api/jobs/{id}/problems", params(("id" = String, Path), PageQuery),
    responses((status = 200, body = Page<Problem>)))]
pub async fn problems(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Problem>>> {
    let (job, _) = managed(&app, &caller, &id).await?;
    let limit = page.limit.unwrap_or(100).clamp(1, 200);
    let found = app.store.problems(&job.id, page.after.as_deref(), limit).await?;
    let items = found.items.into_iter().map(|found| found.problem).collect();
    Ok(Json(Page { items, next: found.next }))
}

/// The rejected rows as they came, to fix and import again.
#[utoipa::path(get, path = "/api/jobs/{id}/rejected", params(("id" = String, Path)), responses((status = 200)))]
pub async fn rejected(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let (job, _) = managed(&app, &caller, &id).await?;
    // One page at a time is held: all of them may be far more than fits into memory.
    let pages = stream::try_unfold(Some(None), move |after: Option<Option<String>>| {
        let (app, job) = (app.clone(), job.id.clone());
        async move {
            let Some(after) = after else { return Ok::<_, std::io::Error>(None) };
            let page = app.store.problems(&job, after.as_deref(), ROWS_AT_ONCE).await.map_err(std::io::Error::other)?;
            Ok(Some((lines(&page.items), page.next.map(Some))))
        }
    });
    let headers =
        [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"rejected.txt\"")];
    Ok((headers, Body::from_stream(pages)).into_response())
}

/// The raw rows, each with a line end.
fn lines(problems: &[crosscheck_store::JobProblem]) -> String {
    let mut text = String::new();
    for raw in problems.iter().filter_map(|found| found.raw.as_deref()) {
        text.push_str(raw);
        if !raw.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

/// Stops a job at its next checkpoint; what it did so far stays.
#[utoipa::path(post, path = "/api/jobs/{id}/cancel", params(("id" = String, Path)), responses((status = 204)))]
pub async fn cancel(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let (job, project) = managed(&app, &caller, &id).await?;
    app.store.cancel(&job.id, app.now()).await?;
    if matches!(job.state, crosscheck_store::JobState::Queued | crosscheck_store::JobState::Running) {
        let detail = format!("after {} {}", job.done, job.unit);
        note_detail(&app, &project, &caller, ("job.cancel", &job.kind), detail).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Queues a failed or cancelled job again. It goes on from its last checkpoint.
#[utoipa::path(post, path = "/api/jobs/{id}/retry", params(("id" = String, Path)),
    responses((status = 204), (status = 409, body = wire::ErrorBody)))]
pub async fn retry(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let (job, project) = managed(&app, &caller, &id).await?;
    app.store.retry(&job.id).await?;
    app.jobs.wake();
    note_detail(&app, &project, &caller, ("job.retry", &job.kind), format!("after {} {}", job.done, job.unit)).await?;
    Ok(StatusCode::NO_CONTENT)
}
