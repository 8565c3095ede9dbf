//! Appeals: an annotator contests how an item is judged; somebody senior decides.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, Problem, TruthKind, is_ulid};
use crosscheck_store::{Appeal, AppealState, Intervention, Project, StoreError};

use super::projects::note;
use crate::agreement::names;
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, forbidden, not_found};
use crate::gold;
use crate::json::Json;
use crate::wire::{self, AnnotatorRef, MyAppeal, Role};

const LONGEST: usize = 5_000;

/// Says that the item of one's own annotation is judged wrongly. Whatever it is: an appeal tells nothing about it.
#[utoipa::path(post, path = "/api/projects/{slug}/appeals", params(("slug" = String, Path)), request_body = wire::NewAppeal,
    responses((status = 200, body = MyAppeal), (status = 404, body = wire::ErrorBody), (status = 409, body = wire::ErrorBody),
        (status = 422, body = wire::ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewAppeal>,
) -> Result<Json<MyAppeal>> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    let annotation = match app.store.annotation(&AnnotationId(given.annotation)).await {
        Err(StoreError::NotFound) => return Err(not_found("annotation")),
        other => other?,
    };
    if annotation.annotator != *caller.id() || annotation.project != access.project.id {
        return Err(not_found("annotation"));
    }
    if !is_ulid(&given.id) {
        return Err(Problem::new("id_malformed", "make the appeal's id a ULID").within("id").into());
    }
    let text = given.text.trim().to_owned();
    if text.is_empty() || text.chars().count() > LONGEST || given.unit.chars().count() > LONGEST {
        let message = format!("say in at most {LONGEST} characters what is judged wrongly, and why");
        return Err(Problem::new("text_missing", message).within("text").into());
    }
    let appeal = crosscheck_store::NewAppeal { id: given.id, annotation: annotation.id, unit: given.unit, text };
    let made = app.store.appeal(&access.project.id, appeal, caller.id(), app.now()).await?;
    Ok(Json(mine(made)))
}

fn mine(appeal: Appeal) -> MyAppeal {
    MyAppeal {
        id: appeal.id,
        annotation: appeal.annotation.0,
        unit: appeal.unit,
        text: appeal.text,
        state: match appeal.state {
            AppealState::Open => wire::AppealState::Open,
            AppealState::Upheld => wire::AppealState::Upheld,
            AppealState::Rejected => wire::AppealState::Rejected,
        },
        note: appeal.note,
        at: appeal.at,
    }
}

/// The caller's own appeals, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/my-appeals", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<MyAppeal>)))]
pub async fn own(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Vec<MyAppeal>>> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    let found = app.store.appeals(&access.project.id, Some(caller.id())).await?;
    Ok(Json(found.into_iter().map(mine).collect()))
}

/// Everybody's appeals, newest first, without those about items that the caller has in hand.
#[utoipa::path(get, path = "/api/projects/{slug}/appeals", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<wire::Appeal>)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Vec<wire::Appeal>>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    let mut found = app.store.appeals(&access.project.id, None).await?;
    found.retain(|appeal| !held.contains(&appeal.item));
    let seen: Vec<ItemId> =
        found.iter().filter(|one| one.annotator != *caller.id()).map(|one| one.item.clone()).collect();
    app.store.mark_seen(&access.project.id, &seen, caller.id(), app.now()).await?;
    let names = names(&app).await?;
    let mut appeals = Vec::new();
    for appeal in found {
        appeals.push(wire_appeal(&app, &access.project, appeal, &names).await?);
    }
    Ok(Json(appeals))
}

async fn wire_appeal(
    app: &App,
    project: &Project,
    appeal: Appeal,
    names: &HashMap<AnnotatorId, AnnotatorRef>,
) -> Result<wire::Appeal> {
    let person = |id: &AnnotatorId| {
        let unknown = || AnnotatorRef { id: id.0.clone(), name: String::new(), kind: "human".to_owned() };
        names.get(id).cloned().unwrap_or_else(unknown)
    };
    let row = app.store.item(&project.id, &appeal.item).await?.row;
    Ok(wire::Appeal {
        annotator: person(&appeal.annotator),
        item: appeal.item.0.clone(),
        external_id: row.external_id,
        gold: row.state == crosscheck_domain::ItemState::Gold,
        decided_by: (appeal.state != AppealState::Open).then(|| person(&appeal.made_by)),
        appeal: mine(appeal),
    })
}

/// Decides an appeal. Who made it, or answered the item as well, does not.
#[utoipa::path(post, path = "/api/projects/{slug}/appeals/{id}", params(("slug" = String, Path), ("id" = String, Path)),
    request_body = wire::AppealDecision,
    responses((status = 200, body = wire::Appeal), (status = 403, body = wire::ErrorBody),
        (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn decide(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::AppealDecision>,
) -> Result<Json<wire::Appeal>> {
    let access = app.access(&caller, &slug, Role::Expert).await?;
    let project = &access.project;
    let appeal = match app.store.one_appeal(&project.id, &id).await {
        Err(StoreError::NotFound) => return Err(not_found("appeal")),
        other => other?,
    };
    let answered = app.store.annotations_of(&project.id, &appeal.item).await?;
    if answered.iter().any(|annotation| annotation.annotator == *caller.id()) {
        return Err(forbidden("you have answered this item yourself; somebody else decides"));
    }
    let (state, note_text, facts) = match given {
        wire::AppealDecision::Uphold { note, facts } => (AppealState::Upheld, note, facts.map(|facts| *facts)),
        wire::AppealDecision::Reject { note } => (AppealState::Rejected, note, None),
    };
    let truth = app.store.current_truth(&project.id, &appeal.item).await?;
    let gold = truth.is_some_and(|truth| truth.kind == TruthKind::Gold);
    if facts.is_some() && !gold {
        let problem = Problem::new("not_gold", "this item has no known answers; settle it in adjudication");
        return Err(problem.within("facts").into());
    }
    if gold && state == AppealState::Upheld && appeal.state == AppealState::Open {
        put_right(&app, project, &caller, &appeal.item, facts, &note_text).await?;
    }
    let decided = app.store.decide_appeal(&project.id, &id, state, note_text.trim(), caller.id(), app.now()).await?;
    note(&app, project, &caller, "appeal.decide", &id).await?;
    let names = names(&app).await?;
    Ok(Json(wire_appeal(&app, project, decided, &names).await?))
}

/// Signs what is true after all, or takes the item out where nobody can say; and scores anew whom it concerns.
async fn put_right(
    app: &App,
    project: &Project,
    caller: &Caller,
    item: &ItemId,
    facts: Option<crosscheck_domain::Annotation>,
    why: &str,
) -> Result<()> {
    let reason = format!("appeal upheld: {}", why.trim());
    if let Some(facts) = facts {
        gold::accept(app, project, caller, item, facts, Some(reason)).await?;
        return Ok(());
    }
    let retire = Intervention::RetireGold(reason.clone());
    app.store.intervene(&project.id, std::slice::from_ref(item), retire, caller.id(), None, app.now()).await?;
    app.store.reopen_truth(&project.id, item, &reason, caller.id(), app.now()).await?;
    app.store.recount_gold(&project.id, item).await?;
    Ok(())
}
