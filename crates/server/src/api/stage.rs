//! Items made of what people wrote in another project.

use axum::extract::{Path, State};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{ApiError, Result};
use crate::jobs;
use crate::json::Json;
use crate::stage::{self, Asked};
use crate::wire::{self, Role};

/// Places of the caller's other projects where people write, and slots of this one that their texts could go into.
#[utoipa::path(get, path = "/api/projects/{slug}/stage", params(("slug" = String, Path)),
    responses((status = 200, body = wire::StageOffers)))]
pub async fn offers(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::StageOffers>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    Ok(Json(stage::offers(&app, &caller, &access.project).await?))
}

/// Makes an item of each text that people wrote about finished items of another project; or tells how many there are. The
/// media come along, and nobody is asked about a text of their own. Again, it adds what is new and doubles nothing.
#[utoipa::path(post, path = "/api/projects/{slug}/stage", params(("slug" = String, Path)),
    request_body = wire::NewStage, responses((status = 200, body = wire::StagedItems),
    (status = 400, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn begin(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewStage>,
) -> Result<Json<wire::StagedItems>> {
    let to = app.access(&caller, &slug, Role::Manager).await?.project;
    let from = app.access(&caller, &given.from, Role::Manager).await.map_err(|error| of_source(error, &given.from))?;
    let asked = Asked { from: from.project.id.clone(), text: given.text, into: given.into, which: given.which };
    let stage = stage::open(&app, from.project, &to, &asked).await?;
    let counted = stage.count(&app, &to.id).await?;
    let job = if given.preview || counted.items == 0 {
        None
    } else {
        Some(jobs::queue(&app, &to, Some(caller.id().clone()), jobs::STAGE, &asked).await?.0)
    };
    let stage::Counted { seq, items, known, finished } = counted;
    Ok(Json(wire::StagedItems { seq, items, known, of: finished, job }))
}

/// A refusal that is about the other project says so.
fn of_source(error: ApiError, slug: &str) -> ApiError {
    match error {
        ApiError::Refused { status, code, message, problems } => {
            ApiError::Refused { status, code, message: format!("project `{slug}`: {message}"), problems }
        }
        other => other,
    }
}
