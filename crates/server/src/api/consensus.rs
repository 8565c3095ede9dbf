//! Consensus, accepting it, the forecast, and what is known of annotators.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use crosscheck_domain::fields;
use crosscheck_store::ActionKind;

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, bad_request};
use crate::json::Json;
use crate::wire::{self, ActionWord, Role};
use crate::{agreement, conduct, consensus, jobs};

/// What several annotations say of items: value, support, confidence and method for each unit, places brought together, and
/// whether claims stand. Items that the caller has still to judge are left out.
#[utoipa::path(get, path = "/api/projects/{slug}/consensus", params(("slug" = String, Path), wire::ConsensusQuery),
    responses((status = 200, body = wire::ConsensusPage)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<wire::ConsensusQuery>,
) -> Result<Json<wire::ConsensusPage>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    Ok(Json(consensus::page(&app, &access.project, &query, &held).await?))
}

/// Signs the consensus of every finished item of which each value is sure enough; or tells how many pass.
#[utoipa::path(post, path = "/api/projects/{slug}/consensus/accept", params(("slug" = String, Path)),
    request_body = wire::AcceptConsensus, responses((status = 200, body = wire::AcceptedConsensus)))]
pub async fn accept(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::AcceptConsensus>,
) -> Result<Json<wire::AcceptedConsensus>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let project = &access.project;
    if !(0.5..=1.0).contains(&given.min_confidence) {
        return Err(bad_request("confidence", "give a confidence from 0.5 to 1"));
    }
    let design = app.design(&project.id, project.design_version).await?;
    let known: Vec<String> = fields(&design).into_iter().map(|field| field.id).collect();
    if let Some(field) = given.fields.iter().find(|field| !known.contains(field)) {
        let message = format!("the design has no field {field}; it has: {}", known.join(", "));
        return Err(bad_request("field", message));
    }
    let passing = consensus::passing(&app, project, &given).await?;
    let job = if given.preview || passing.items.is_empty() {
        None
    } else {
        Some(jobs::queue(&app, project, Some(caller.id().clone()), jobs::ACCEPT, &given).await?.0)
    };
    let n = passing.items.len() as u64;
    Ok(Json(wire::AcceptedConsensus { seq: passing.seq, passing: n, of: passing.of, job }))
}

/// About how many more annotations until every item is sure enough, by simulation from what is believed now.
#[utoipa::path(get, path = "/api/projects/{slug}/forecast", params(("slug" = String, Path), wire::ForecastQuery),
    responses((status = 200, body = wire::ForecastView)))]
pub async fn forecast(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(query): Query<wire::ForecastQuery>,
) -> Result<Json<wire::ForecastView>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    Ok(Json(consensus::forecast(&app, &access.project, &query).await?))
}

/// Reliability, drift, speed and habits of everybody who annotates, and what somebody might do about it.
#[utoipa::path(get, path = "/api/projects/{slug}/annotators", params(("slug" = String, Path)),
    responses((status = 200, body = wire::AnnotatorsReport)))]
pub async fn annotators(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::AnnotatorsReport>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    Ok(Json(conduct::report(&app, &access.project).await?))
}

/// Gives an annotator a notice, pauses them, or lets them go on. They read the reason.
#[utoipa::path(post, path = "/api/projects/{slug}/annotators/{id}/actions",
    params(("slug" = String, Path), ("id" = String, Path)),
    request_body = wire::TakeAction, responses((status = 201, body = wire::ActionView)))]
pub async fn act(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::TakeAction>,
) -> Result<(StatusCode, Json<wire::ActionView>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let reason = given.reason.trim();
    if reason.is_empty() || reason.chars().count() > crosscheck_domain::limits::MAX_REMARK_LENGTH {
        return Err(bad_request("reason", "say why, in a few sentences; the annotator reads it"));
    }
    let kind = match given.kind {
        ActionWord::Notice => ActionKind::Notice,
        ActionWord::Pause => ActionKind::Pause,
        ActionWord::Resume => ActionKind::Resume,
    };
    let action = app.store.act(&access.project.id, &id.into(), (kind, reason), caller.id(), app.now()).await?;
    let names = agreement::names(&app).await?;
    Ok((StatusCode::CREATED, Json(conduct::view(&names, action))))
}

/// Notices and pauses that concern the caller, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/my-notices", params(("slug" = String, Path)),
    responses((status = 200, body = wire::MyNotices)))]
pub async fn my_notices(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::MyNotices>> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    let names = agreement::names(&app).await?;
    let actions = app.store.actions(&access.project.id, Some(caller.id())).await?;
    let paused = app.store.paused(&access.project.id).await?;
    let notices = actions.into_iter().map(|action| conduct::view(&names, action)).collect();
    Ok(Json(wire::MyNotices { paused_since: paused.get(caller.id()).copied(), notices }))
}

/// The caller's word against a notice or a pause that concerns them.
#[utoipa::path(post, path = "/api/notices/{id}/appeal", params(("id" = String, Path)),
    request_body = wire::NoticeAppeal, responses((status = 204), (status = 404, body = wire::ErrorBody)))]
pub async fn appeal(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<wire::NoticeAppeal>,
) -> Result<StatusCode> {
    let text = given.text.trim();
    if text.is_empty() || text.chars().count() > crosscheck_domain::limits::MAX_REMARK_LENGTH {
        return Err(bad_request("text", "say what is wrong about it, in a few sentences"));
    }
    app.store.appeal_notice(&id, caller.id(), text, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
