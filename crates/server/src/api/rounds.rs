//! Calibration rounds.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use crosscheck_domain::limits::MAX_REMARK_LENGTH;
use crosscheck_domain::{AnnotatorId, ItemId};
use crosscheck_store::{MemberRole, NewRound};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, bad_request};
use crate::json::Json;
use crate::rounds;
use crate::wire::{self, Role};

/// Fewer items show nothing, and more are no calibration.
const ITEMS: std::ops::RangeInclusive<u32> = 2..=100;
const MOST_PEOPLE: usize = 100;

/// Every round with how far its people are, their agreement on each field, how that changed, and where they differ most.
/// Items that the caller has still to judge are not named.
#[utoipa::path(get, path = "/api/projects/{slug}/rounds", params(("slug" = String, Path)),
    responses((status = 200, body = wire::Rounds)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<wire::Rounds>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let held = app.store.held_items(&access.project.id, caller.id()).await?;
    let rounds = rounds::views(&app, &access.project, &held).await?;
    let seen: Vec<ItemId> =
        rounds.iter().flat_map(|round| &round.disputed).map(|unit| unit.item.as_str().into()).collect();
    app.store.mark_seen(&access.project.id, &seen, caller.id(), app.now()).await?;
    Ok(Json(wire::Rounds { seq: access.project.seq, rounds }))
}

/// Offers the same items to everybody, ahead of the queue. One round is open at a time.
#[utoipa::path(post, path = "/api/projects/{slug}/rounds", params(("slug" = String, Path)),
    request_body = wire::OpenRound, responses((status = 201, body = wire::RoundView),
    (status = 409, body = wire::ErrorBody)))]
pub async fn open(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::OpenRound>,
) -> Result<(StatusCode, Json<wire::RoundView>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    if !ITEMS.contains(&given.items) {
        return Err(bad_request("items", "take 2 to 100 items; 20 to 30 are usual"));
    }
    let title = given.title.trim();
    if title.chars().count() > MAX_REMARK_LENGTH {
        return Err(bad_request("title", "say in a few words what the round is about"));
    }
    let people = if given.people.is_empty() {
        annotators(&app, &access.project).await?
    } else {
        let mut people: Vec<AnnotatorId> = given.people.into_iter().map(AnnotatorId).collect();
        people.sort();
        people.dedup();
        people
    };
    if people.len() < 2 || people.len() > MOST_PEOPLE {
        return Err(bad_request("people", "between 2 and 100 people take part; invite annotators, or name who does"));
    }
    let new = NewRound { title: title.to_owned(), n_items: given.items, people };
    let round = app.store.open_round(&access.project.id, new, caller.id(), app.now()).await?;
    Ok((StatusCode::CREATED, Json(rounds::view_of(&app, &access.project, &round.id).await?)))
}

/// Takes back what nobody has begun. Answers that were given stay, as answers like all others.
#[utoipa::path(post, path = "/api/projects/{slug}/rounds/{id}/close",
    params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = wire::RoundView), (status = 404, body = wire::ErrorBody)))]
pub async fn close(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<wire::RoundView>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let round = app.store.close_round(&access.project.id, &id, caller.id(), app.now()).await?;
    Ok(Json(rounds::view_of(&app, &access.project, &round.id).await?))
}

/// Everybody who annotates and is not paused.
async fn annotators(app: &App, project: &crosscheck_store::Project) -> Result<Vec<AnnotatorId>> {
    let paused = app.store.paused(&project.id).await?;
    let members = app.store.members(&project.id).await?;
    let takes_part = members.into_iter().filter(|one| one.role == MemberRole::Annotator);
    Ok(takes_part.map(|one| one.user.id).filter(|id| !paused.contains_key(id)).collect())
}
