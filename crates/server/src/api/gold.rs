//! Gold: propose, check, list, retire items with known answers.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use crosscheck_domain::{Annotation, GroundTruth, ItemId, Problem};
use crosscheck_store::{GoldItem, Intervention, Project, StoreError};

use super::jobs::queued;
use super::projects::{note, note_detail};
use crate::agreement::names;
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, conflict, internal, not_found};
use crate::json::Json;
use crate::media;
use crate::task::stored_item;
use crate::wire::{self, AnnotatorRef, GoldContent, GoldDetail, GoldPage, GoldRow, Role};
use crate::{gold, jobs};

const MOST: u32 = 500;

/// Makes items with one known error each, and some without, of items of which everything said is known to be right. Nobody
/// is given one of them before somebody has checked it. The summary of the job is a `GoldProposed`.
#[utoipa::path(post, path = "/api/projects/{slug}/gold/proposals", params(("slug" = String, Path)),
    request_body = wire::GoldOrder,
    responses((status = 202, body = wire::JobReply), (status = 422, body = wire::ErrorBody)))]
pub async fn propose(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(order): Json<wire::GoldOrder>,
) -> Result<(StatusCode, Json<wire::JobReply>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    if order.n > MOST || order.clean > MOST {
        return Err(Problem::new("too_many", format!("order at most {MOST} of each at once")).within("n").into());
    }
    if order.n > 0 && order.kinds.is_empty() {
        return Err(Problem::new("kinds_missing", "choose at least one kind of error").within("kinds").into());
    }
    let job = queued(&app, &access, &caller, jobs::GOLD, &order).await?;
    let detail = format!("{} with an error, {} without", order.n, order.clean);
    note_detail(&app, &access.project, &caller, ("gold.propose", &slug), detail).await?;
    Ok((StatusCode::ACCEPTED, Json(wire::JobReply { job })))
}

/// Items with known answers, how they were answered, and what each person gets right. Without those that the caller has
/// in hand; who reads this is given none of the others, and is no independent voice on them any more.
#[utoipa::path(get, path = "/api/projects/{slug}/gold", params(("slug" = String, Path)),
    responses((status = 200, body = GoldPage)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<GoldPage>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let project = &access.project.id;
    let names = names(&app).await?;
    let person = |id: &crosscheck_domain::AnnotatorId| {
        names.get(id).cloned().unwrap_or_else(|| AnnotatorRef {
            id: id.0.clone(),
            name: String::new(),
            kind: "human".to_owned(),
        })
    };
    let held = app.store.held_items(project, caller.id()).await?;
    let mut found = app.store.gold_items(project).await?;
    found.retain(|gold| !held.contains(&gold.item));
    let ids: Vec<ItemId> = found.iter().map(|gold| gold.item.clone()).collect();
    app.store.mark_seen(project, &ids, caller.id(), app.now()).await?;
    let mut items = Vec::new();
    for gold in found {
        let proposed_by = person(&gold.proposed_by);
        items.push(row(gold, proposed_by)?);
    }
    let mut consistent = gold::consistency(&app, project).await?;
    let mut annotators = Vec::new();
    for (annotator, tally) in app.store.gold_tallies(project).await? {
        let consistent = consistent.remove(&annotator);
        annotators.push(wire::GoldAnnotator { annotator: person(&annotator), right: tally.share(), consistent });
    }
    let rest = consistent.into_iter();
    annotators.extend(rest.map(|(annotator, share)| wire::GoldAnnotator {
        annotator: person(&annotator),
        right: None,
        consistent: Some(share),
    }));
    let n_informed = app.store.count_informed(project).await?;
    Ok(Json(GoldPage { items, annotators, n_informed }))
}

fn row(gold: GoldItem, proposed_by: AnnotatorRef) -> Result<GoldRow> {
    Ok(GoldRow {
        item: gold.item.0,
        external_id: gold.external_id,
        excerpt: gold.excerpt,
        state: match gold.state {
            crosscheck_store::GoldState::Proposed => wire::GoldState::Proposed,
            crosscheck_store::GoldState::Rejected => wire::GoldState::Rejected,
            crosscheck_store::GoldState::Active => wire::GoldState::Active,
            crosscheck_store::GoldState::Retired => wire::GoldState::Retired,
        },
        made_from: gold.made_from.map(|id| id.0),
        known: gold.known.map(|known| serde_json::from_str(&known)).transpose().map_err(internal)?,
        proposed_by,
        proposed_at: gold.proposed_at,
        answered: gold.answered,
        right: gold.tally.share(),
        contested: gold.contested,
    })
}

async fn user(app: &App, id: &crosscheck_domain::AnnotatorId) -> Result<AnnotatorRef> {
    let user = app.store.user(id).await?;
    Ok(AnnotatorRef { id: user.id.0, name: user.name, kind: user.kind })
}

/// One of them beside the item that it was made of, with the answers to it.
#[utoipa::path(get, path = "/api/projects/{slug}/gold/{id}", params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = GoldDetail), (status = 404, body = wire::ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<GoldDetail>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let id = ItemId(id);
    let found = gold_item(&app, &access.project, &id).await?;
    if app.store.held_items(&access.project.id, caller.id()).await?.contains(&id) {
        return Err(not_found("gold item"));
    }
    app.store.mark_seen(&access.project.id, std::slice::from_ref(&id), caller.id(), app.now()).await?;
    let made = content(&app, &access.project, &slug, &id).await?;
    let original = match &found.made_from {
        Some(from) => Some(content(&app, &access.project, &slug, from).await?),
        None => None,
    };
    let facts = known_facts(&app, &access.project, &found).await?;
    let mut answers = Vec::new();
    for score in app.store.gold_scores(&access.project.id, Some(&id)).await? {
        answers.push(wire::GoldAnswer {
            annotator: user(&app, &score.annotator).await?,
            annotation: score.annotation.0,
            submitted_at: score.submitted_at,
            decisions: serde_json::from_str(&score.decisions).map_err(internal)?,
        });
    }
    let proposed_by = user(&app, &found.proposed_by).await?;
    Ok(Json(GoldDetail { row: row(found, proposed_by)?, made, original, facts, answers }))
}

async fn gold_item(app: &App, project: &Project, id: &ItemId) -> Result<GoldItem> {
    match app.store.gold_item(&project.id, id).await {
        Err(StoreError::NotFound) => Err(not_found("gold item")),
        other => Ok(other?),
    }
}

async fn content(app: &App, project: &Project, slug: &str, id: &ItemId) -> Result<GoldContent> {
    let (_, item) = stored_item(app, project, id).await?;
    let media = media::item_urls(app, &item, |_, _, asset| format!("/api/projects/{slug}/assets/{}", asset.sha256));
    Ok(GoldContent { item: item.as_ref().clone(), media })
}

/// What was signed of it last, or what was proposed.
async fn known_facts(app: &App, project: &Project, gold: &GoldItem) -> Result<Annotation> {
    match app.store.current_truth(&project.id, &gold.item).await? {
        Some(truth) => Ok(serde_json::from_str::<GroundTruth>(&truth.body).map_err(internal)?.facts),
        None => serde_json::from_str(&gold.facts).map_err(internal),
    }
}

/// Signs what is true of an ordinary item, and checks people by it from now on.
#[utoipa::path(post, path = "/api/projects/{slug}/gold", params(("slug" = String, Path)), request_body = wire::NewGold,
    responses((status = 204), (status = 404, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewGold>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let id = ItemId(given.item);
    let facts = match given.facts {
        Some(facts) => facts,
        None => {
            let truth = app.store.current_truth(&access.project.id, &id).await?;
            let missing =
                || Problem::new("facts_missing", "nothing is signed of this item yet; say what is true of it");
            let truth = truth.ok_or_else(|| missing().within("facts"))?;
            serde_json::from_str::<GroundTruth>(&truth.body).map_err(internal)?.facts
        }
    };
    gold::accept(&app, &access.project, &caller, &id, facts, None).await?;
    note(&app, &access.project, &caller, "gold.sign", id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Accepts a proposal, which is handed out from then on, or rejects it for ever.
#[utoipa::path(post, path = "/api/projects/{slug}/gold/{id}/check", params(("slug" = String, Path), ("id" = String, Path)),
    request_body = wire::GoldCheck,
    responses((status = 204), (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn check(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::GoldCheck>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Expert).await?;
    let id = ItemId(id);
    let found = gold_item(&app, &access.project, &id).await?;
    if found.state != crosscheck_store::GoldState::Proposed {
        return Err(conflict("checked", "this item was checked already; retire it instead"));
    }
    app.store.mark_seen(&access.project.id, std::slice::from_ref(&id), caller.id(), app.now()).await?;
    let done = match given {
        wire::GoldCheck::Accept { facts } => {
            let facts = match facts {
                Some(facts) => *facts,
                None => serde_json::from_str(&found.facts).map_err(internal)?,
            };
            gold::accept(&app, &access.project, &caller, &id, facts, None).await?;
            "gold.accept"
        }
        wire::GoldCheck::Reject { reason } => {
            app.store.reject_gold(&access.project.id, &id, reason.trim(), caller.id(), app.now()).await?;
            "gold.reject"
        }
    };
    note(&app, &access.project, &caller, done, id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Checks nobody by an item any more.
#[utoipa::path(post, path = "/api/projects/{slug}/gold/{id}/retire", params(("slug" = String, Path), ("id" = String, Path)),
    request_body = wire::GoldRetirement,
    responses((status = 204), (status = 409, body = wire::ErrorBody)))]
pub async fn retire(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::GoldRetirement>,
) -> Result<StatusCode> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let id = ItemId(id);
    gold_item(&app, &access.project, &id).await?;
    let what = Intervention::RetireGold(given.reason.trim().to_owned());
    let item = std::slice::from_ref(&id);
    if app.store.intervene(&access.project.id, item, what, caller.id(), None, app.now()).await? == 0 {
        return Err(conflict("not_gold", "nobody is checked by this item now"));
    }
    note(&app, &access.project, &caller, "gold.retire", id.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}
