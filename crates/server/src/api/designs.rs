//! Task designs: check a text, publish a version, read versions.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use crosscheck_domain::{Design, Policy, Problem, design_schema, fields, same_field};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, internal, invalid};
use crate::json::Json;
use crate::wire::{self, Role};

/// Reads a design and says what is wrong with it, by path and line. Stores nothing.
#[utoipa::path(post, path = "/api/design/check", request_body = wire::DesignText,
    responses((status = 200, body = wire::DesignCheck)))]
pub async fn check(_caller: Caller, Json(given): Json<wire::DesignText>) -> Result<Json<wire::DesignCheck>> {
    Ok(Json(match parsed(given.text).await? {
        Ok(design) => wire::DesignCheck { design: Some(design), problems: Vec::new() },
        Err(problems) => wire::DesignCheck { design: None, problems },
    }))
}

/// A file may be large enough to hold up everybody else on an async thread.
async fn parsed(text: String) -> Result<std::result::Result<Design, Vec<Problem>>> {
    tokio::task::spawn_blocking(move || Design::parse(&text)).await.map_err(internal)
}

/// JSON Schema of the design file.
#[utoipa::path(get, path = "/api/design/schema", responses((status = 200, body = serde_json::Value)))]
pub async fn schema() -> Json<serde_json::Value> {
    Json(design_schema())
}

/// Publishes the next version, or tells what it would mean. Annotations keep the version they were made under.
#[utoipa::path(post, path = "/api/projects/{slug}/design", params(("slug" = String, Path)), request_body = wire::NewDesign,
    responses((status = 201, body = wire::PublishedDesign), (status = 200, body = wire::PublishedDesign),
        (status = 409, body = wire::ErrorBody), (status = 422, body = wire::ErrorBody)))]
pub async fn publish(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewDesign>,
) -> Result<(StatusCode, Json<wire::PublishedDesign>)> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let project = &access.project;
    let design = parsed(given.text.clone()).await?.map_err(|problems| invalid("design_invalid", problems))?;
    let problems = unfit(&project.policy, &design);
    if !problems.is_empty() {
        return Err(invalid("policy_unfit", problems));
    }
    let before = app.design(&project.id, project.design_version).await?;
    let n_annotations = app.store.counts(&project.id).await?.annotations;
    if given.preview {
        let preview = published(project.design_version + 1, &before, &design, n_annotations);
        return Ok((StatusCode::OK, Json(preview)));
    }
    let json = serde_json::to_string(&design).map_err(internal)?;
    let version =
        app.store.publish_design(&project.id, given.base_version, &json, &given.text, caller.id(), app.now()).await?;
    super::projects::note(&app, project, &caller, "design.publish", &version.to_string()).await?;
    Ok((StatusCode::CREATED, Json(published(version, &before, &design, n_annotations))))
}

/// What a version means for the answers under the one before.
fn published(version: u32, before: &Design, design: &Design, n_annotations: u64) -> wire::PublishedDesign {
    let ids = |design: &Design| fields(design).into_iter().map(|field| field.id).collect::<Vec<_>>();
    let now = ids(design);
    let dropped_fields = ids(before).into_iter().filter(|field| !now.contains(field)).collect();
    let (kept_fields, opened_fields) = now.into_iter().partition(|field| same_field(before, design, field));
    wire::PublishedDesign { version, opened_fields, kept_fields, dropped_fields, n_annotations }
}

/// What of the policy this version would leave without a meaning.
fn unfit(policy: &Policy, design: &Design) -> Vec<Problem> {
    let advised = |problem: Problem| Problem {
        message: format!("{}; keep the field, or change the policy in the settings first", problem.message),
        ..problem
    };
    policy.problems(design).into_iter().map(|problem| advised(problem).within("policy")).collect()
}

/// Versions, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/designs", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<wire::DesignVersion>)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<wire::DesignVersion>>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let mut versions = Vec::new();
    for row in app.store.designs(&access.project.id).await? {
        let created_by = app.store.user(&row.created_by).await?.name;
        versions.push(wire::DesignVersion { version: row.version, created_at: row.created_at, created_by });
    }
    Ok(Json(versions))
}

/// One version, as it was written.
#[utoipa::path(get, path = "/api/projects/{slug}/design/{version}",
    params(("slug" = String, Path), ("version" = u32, Path)), responses((status = 200, body = wire::DesignDetail)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((slug, version)): Path<(String, u32)>,
) -> Result<Json<wire::DesignDetail>> {
    let access = app.access(&caller, &slug, Role::Annotator).await?;
    let stored = app.store.design(&access.project.id, version).await?;
    let created_by = app.store.user(&stored.created_by).await?.name;
    let design: Design = serde_json::from_str(&stored.design_json).map_err(internal)?;
    let text = if stored.text.is_empty() { design.to_yaml() } else { stored.text };
    let version = wire::DesignVersion { version: stored.version, created_at: stored.created_at, created_by };
    Ok(Json(wire::DesignDetail { version, design, text }))
}
