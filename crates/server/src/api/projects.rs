//! Projects: list, make, show, change.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use crosscheck_domain::{Design, Policy, Problem};
use crosscheck_store::{Entry, Project, ProjectChange, ProjectRow, ProjectScope};
use serde_json::json;

use super::jobs::queued;
use crate::app::App;
use crate::auth::{Caller, wire_role};
use crate::error::{Result, conflict, internal, invalid, not_found};
use crate::json::Json;
use crate::wire::{self, Role};
use crate::{secret, templates};

/// The caller's projects, or all of them for an administrator.
#[utoipa::path(get, path = "/api/projects", responses((status = 200, body = Vec<wire::Project>)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<wire::Project>>> {
    let scope = if caller.user.admin { ProjectScope::All } else { ProjectScope::Member };
    let rows = app.store.projects_for(caller.id(), scope, app.now()).await?;
    Ok(Json(rows.into_iter().map(wire_project).collect()))
}

fn wire_project(row: ProjectRow) -> wire::Project {
    let role = row.role.map_or(Role::Manager, wire_role);
    let counts = if role < Role::Reviewer { own_counts(&row) } else { row.counts };
    wire::Project {
        cover: row.cover_sha.map(|_| format!("/api/projects/{}/cover", row.project.slug)),
        slug: row.project.slug,
        title: row.project.title,
        description: row.project.description,
        role,
        archived: row.project.archived,
        created_at: row.project.created_at,
        counts: wire::Counts {
            items: counts.items,
            open: counts.open,
            done: counts.done,
            unusable: counts.unusable,
            excluded: counts.excluded,
            gold: counts.gold,
            disputed: counts.disputed,
            review: counts.review,
            settled: counts.settled,
            annotations: counts.annotations,
            annotators: counts.annotators,
        },
        mine: wire::Mine { submitted: row.submitted, today: row.today },
        kinds: row.kinds,
        sample: row.project.sample,
    }
}

/// What an annotator is told: the states of items would show which ones no answer ever changes.
fn own_counts(row: &ProjectRow) -> crosscheck_store::Counts {
    let done = row.submitted.min(row.counts.items);
    crosscheck_store::Counts {
        items: row.counts.items,
        open: row.counts.items - done,
        done,
        annotations: row.counts.annotations,
        annotators: row.counts.annotators,
        ..crosscheck_store::Counts::default()
    }
}

/// Makes a project from a template or a design. Its maker becomes its manager.
#[utoipa::path(post, path = "/api/projects", request_body = wire::NewProject,
    responses((status = 201, body = wire::ProjectDetail), (status = 422, body = wire::ErrorBody)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    Json(given): Json<wire::NewProject>,
) -> Result<(StatusCode, Json<wire::ProjectDetail>)> {
    may_create(&app, &caller).await?;
    let (design, suggested) = starting_design(given.template.as_deref(), given.design)?;
    let problems = design.problems();
    if !problems.is_empty() {
        return Err(invalid("design_invalid", problems));
    }
    let policy = given.policy.unwrap_or(suggested);
    let problems = policy.problems(&design);
    if !problems.is_empty() {
        return Err(invalid("policy_invalid", problems));
    }
    check_title(&given.title)?;
    let slug = slug(given.slug.as_deref(), &given.title)?;
    let project = crosscheck_store::NewProject {
        id: secret::new_id().into(),
        slug: slug.clone(),
        title: given.title.trim().to_owned(),
        description: design.description.clone(),
        policy,
        sample: false,
    };
    let json = serde_json::to_string(&design).map_err(internal)?;
    let made = app.store.create_project(project, &json, caller.id(), app.now()).await;
    let project = made.map_err(|error| match error {
        crosscheck_store::StoreError::Conflict(_) => {
            conflict("slug_taken", "a project of this name exists; choose another")
        }
        other => other.into(),
    })?;
    note(&app, &project, &caller, "project.create", &slug).await?;
    Ok((StatusCode::CREATED, Json(detail(&app, &caller, &slug).await?)))
}

/// Administrators, and whoever manages a project already.
async fn may_create(app: &App, caller: &Caller) -> Result<()> {
    let rows = app.store.projects_for(caller.id(), ProjectScope::Member, app.now()).await?;
    let manages = rows.iter().any(|row| row.role.map(wire_role) == Some(Role::Manager));
    if manages { Ok(()) } else { super::account::administrators_only(caller) }
}

fn starting_design(template: Option<&str>, design: Option<Design>) -> Result<(Design, Policy)> {
    match (design, template) {
        (Some(design), _) => Ok((design, Policy::default())),
        (None, Some(id)) => {
            let template = templates::template(id).ok_or_else(|| not_found("template"))?;
            Ok((template.design, template.policy))
        }
        (None, None) => Err(Problem::new("design_missing", "give a template's id or a design").into()),
    }
}

fn check_title(title: &str) -> Result<()> {
    if title.trim().is_empty() || title.chars().count() > 200 || title.contains(char::is_control) {
        let message = "give the project a title of at most 200 characters, without control characters";
        return Err(Problem::new("title_missing", message).within("title").into());
    }
    Ok(())
}

/// The name in URLs: what was asked for, or made from the title.
fn slug(asked: Option<&str>, title: &str) -> Result<String> {
    let mut made = String::new();
    for c in asked.unwrap_or(title).to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => made.push(c),
            _ if !made.is_empty() && !made.ends_with('-') => made.push('-'),
            _ => {}
        }
    }
    let made: String = made.trim_end_matches('-').chars().take(60).collect();
    match asked {
        Some(asked) if asked != made => {
            Err(Problem::new("slug_malformed", "use small letters, digits and hyphens, such as street-scenes")
                .within("slug")
                .into())
        }
        _ if made.is_empty() => Ok(format!("project-{}", &secret::new_id()[20..].to_lowercase())),
        _ => Ok(made),
    }
}

async fn detail(app: &App, caller: &Caller, slug: &str) -> Result<wire::ProjectDetail> {
    let row = app.store.project_row(slug, caller.id(), app.now()).await?;
    let (version, policy, seq) = (row.project.design_version, row.project.policy.clone(), row.project.seq);
    let design = app.design(&row.project.id, version).await?;
    let project = wire_project(row);
    let mut policy = serde_json::to_value(policy).map_err(internal)?;
    if let Some(rules) = policy.as_object_mut().filter(|_| project.role < Role::Reviewer) {
        rules.shift_remove("gold");
        rules.shift_remove("repeats");
    }
    Ok(wire::ProjectDetail { project, design_version: version, design: design.as_ref().clone(), policy, seq })
}

/// One project with its newest design.
#[utoipa::path(get, path = "/api/projects/{slug}", params(("slug" = String, Path)),
    responses((status = 200, body = wire::ProjectDetail), (status = 404, body = wire::ErrorBody)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<wire::ProjectDetail>> {
    app.access(&caller, &slug, Role::Annotator).await?;
    Ok(Json(detail(&app, &caller, &slug).await?))
}

/// Changes title, policy or archive state. A new policy recomputes every standing, as a job.
#[utoipa::path(patch, path = "/api/projects/{slug}", params(("slug" = String, Path)), request_body = wire::ProjectPatch,
    responses((status = 200, body = wire::ProjectDetail), (status = 422, body = wire::ErrorBody)))]
pub async fn change(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::ProjectPatch>,
) -> Result<Json<wire::ProjectDetail>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    if let Some(title) = &given.title {
        check_title(title)?;
    }
    if let Some(policy) = &given.policy {
        let design = app.design(&access.project.id, access.project.design_version).await?;
        let problems = policy.problems(&design);
        if !problems.is_empty() {
            return Err(invalid("policy_invalid", problems));
        }
    }
    let new_policy = given.policy.is_some();
    let what = changes(&access.project, &given).map_err(internal)?;
    let change =
        ProjectChange { title: given.title, description: None, policy: given.policy, archived: given.archived };
    app.store.update_project(&access.project.id, change, app.now()).await?;
    if new_policy {
        let nothing = serde_json::json!({});
        queued(&app, &access, &caller, crate::jobs::STANDINGS, &nothing).await?;
    }
    note_detail(&app, &access.project, &caller, ("project.change", &slug), what).await?;
    Ok(Json(detail(&app, &caller, &slug).await?))
}

/// Remembers in the audit log who did what.
pub async fn note(app: &App, project: &Project, caller: &Caller, action: &str, subject: &str) -> Result<()> {
    note_detail(app, project, caller, (action, subject), String::new()).await
}

/// The same with what changed, in words for people.
pub async fn note_detail(
    app: &App,
    project: &Project,
    caller: &Caller,
    (action, subject): (&str, &str),
    detail: String,
) -> Result<()> {
    let entry = Entry {
        project: Some(project.id.clone()),
        actor: Some(caller.id().clone()),
        action: action.to_owned(),
        subject: subject.to_owned(),
        detail,
    };
    Ok(app.store.audit(entry, app.now()).await?)
}

/// What a change makes of a project: `title: "Old" → "New"; overlap: {…} → {…}`.
fn changes(before: &Project, given: &wire::ProjectPatch) -> serde_json::Result<String> {
    let mut pairs = Vec::new();
    if let Some(title) = &given.title {
        pairs.push(("title".to_owned(), json!(before.title), json!(title)));
    }
    if let Some(archived) = given.archived {
        pairs.push(("archived".to_owned(), json!(before.archived), json!(archived)));
    }
    if let Some(policy) = &given.policy {
        let (old, new) = (serde_json::to_value(&before.policy)?, serde_json::to_value(policy)?);
        for (key, value) in new.as_object().into_iter().flatten() {
            pairs.push((key.clone(), old[key].clone(), value.clone()));
        }
    }
    let changed = pairs.into_iter().filter(|(_, old, new)| old != new);
    Ok(changed.map(|(key, old, new)| format!("{key}: {old} → {new}")).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_made_from_titles() {
        let check = |title: &str, expected: &str| assert_eq!(slug(None, title).unwrap(), expected, "{title}");
        check("Street scenes", "street-scenes");
        check("  Röntgen & Befund (2026) ", "r-ntgen-befund-2026");
        assert!(slug(None, "مرحبا").unwrap().starts_with("project-"));
        assert!(slug(Some("../etc"), "x").is_err());
        assert!(check_title(" ").is_err() && check_title("a\0b").is_err() && check_title("مرحبا").is_ok());
    }
}
