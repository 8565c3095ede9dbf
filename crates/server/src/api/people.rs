//! Who works on a project, invitations, the audit log.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use crosscheck_domain::AnnotatorId;
use crosscheck_store::{Link, LinkKind, StoreError};

use super::account::wire_user;
use super::guideline;
use super::projects::{note, note_detail};
use crate::app::App;
use crate::auth::{Caller, member_role, role_name, wire_role};
use crate::error::{ApiError, Result, not_found};
use crate::json::Json;
use crate::secret;
use crate::wire::{self, Page, PageQuery, Role, Scope};

/// Members and open invitations.
#[utoipa::path(get, path = "/api/projects/{slug}/people", params(("slug" = String, Path)),
    responses((status = 200, body = wire::People)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<wire::People>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let mut members = Vec::new();
    for member in app.store.members(&access.project.id).await? {
        let guideline_outdated = match member.guideline_read {
            Some(version) => guideline::changed_since(&app, &access.project, version).await?.is_some(),
            None => false,
        };
        members.push(wire::Member {
            user: wire_user(&member.user),
            role: wire_role(member.role),
            joined_at: member.joined_at,
            submitted: member.submitted,
            open_leases: member.open_leases,
            last_seen: member.last_seen,
            guideline_read: member.guideline_read,
            guideline_outdated,
        });
    }
    let mut invitations = Vec::new();
    for stored in app.store.links(&access.project.id, app.now()).await? {
        let created_by = match &stored.link.created_by {
            Some(id) => app.store.user(id).await?.name,
            None => String::new(),
        };
        invitations.push(wire::Invitation {
            id: stored.id,
            role: stored.link.role.map_or(Role::Annotator, wire_role),
            email: stored.link.email,
            expires_at: stored.link.expires_at,
            created_by,
        });
    }
    Ok(Json(wire::People { members, invitations }))
}

/// Makes an invitation link; it is shown once and can be used once.
#[utoipa::path(post, path = "/api/projects/{slug}/invitations", params(("slug" = String, Path)),
    request_body = wire::NewInvitation, responses((status = 201, body = wire::InvitationLink)))]
pub async fn invite(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(given): Json<wire::NewInvitation>,
) -> Result<(StatusCode, Json<wire::InvitationLink>)> {
    caller.needs(Scope::Admin)?;
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let secret = secret::new_secret();
    let expires_at = app.now() + i64::from(given.days.unwrap_or(7).clamp(1, 90)) * 86_400_000;
    let link = Link {
        hash: secret::hash(&secret),
        kind: LinkKind::Invitation,
        project: Some(access.project.id.clone()),
        role: Some(member_role(given.role)),
        email: given.email.filter(|email| !email.trim().is_empty()),
        expires_at,
        created_by: Some(caller.id().clone()),
    };
    let email = link.email.clone().unwrap_or_default();
    let id = app.store.create_link(link, app.now()).await?;
    note_detail(&app, &access.project, &caller, ("people.invite", role_name(given.role)), email).await?;
    let url = format!("{}/join#{secret}", app.settings.public_url);
    Ok((StatusCode::CREATED, Json(wire::InvitationLink { id, url, expires_at })))
}

/// Withdraws an invitation.
#[utoipa::path(delete, path = "/api/projects/{slug}/invitations/{id}",
    params(("slug" = String, Path), ("id" = String, Path)), responses((status = 204)))]
pub async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode> {
    caller.needs(Scope::Admin)?;
    let access = app.access(&caller, &slug, Role::Manager).await?;
    app.store.delete_link(&access.project.id, &id).await?;
    note(&app, &access.project, &caller, "people.withdraw", &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes a member's role. The last manager stays one.
#[utoipa::path(patch, path = "/api/projects/{slug}/people/{user}",
    params(("slug" = String, Path), ("user" = String, Path)), request_body = wire::RoleChange,
    responses((status = 204), (status = 409, body = wire::ErrorBody)))]
pub async fn change_role(
    State(app): State<App>,
    caller: Caller,
    Path((slug, user)): Path<(String, String)>,
    Json(given): Json<wire::RoleChange>,
) -> Result<StatusCode> {
    caller.needs(Scope::Admin)?;
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let user = AnnotatorId(user);
    let before = app.store.role(&access.project.id, &user).await?.ok_or_else(|| not_found("member"))?;
    app.store.change_role(&access.project.id, &user, member_role(given.role)).await.map_err(no_member)?;
    let name = app.store.user(&user).await?.name;
    let detail = format!("{} → {}", role_name(wire_role(before)), role_name(given.role));
    note_detail(&app, &access.project, &caller, ("people.role", &name), detail).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a membership and frees the leases. Annotations stay.
#[utoipa::path(delete, path = "/api/projects/{slug}/people/{user}",
    params(("slug" = String, Path), ("user" = String, Path)),
    responses((status = 200, body = wire::Removed), (status = 409, body = wire::ErrorBody)))]
pub async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, user)): Path<(String, String)>,
) -> Result<Json<wire::Removed>> {
    caller.needs(Scope::Admin)?;
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let user = AnnotatorId(user);
    let removed = app.store.remove_member(&access.project.id, &user, app.now()).await;
    let freed_leases = removed.map_err(no_member)?;
    let name = app.store.user(&user).await?.name;
    let detail = format!("{freed_leases} items went back into the queue");
    note_detail(&app, &access.project, &caller, ("people.remove", &name), detail).await?;
    Ok(Json(wire::Removed { freed_leases }))
}

fn no_member(error: StoreError) -> ApiError {
    match error {
        StoreError::NotFound => not_found("member"),
        other => other.into(),
    }
}

/// What was done in this project, newest first.
#[utoipa::path(get, path = "/api/projects/{slug}/audit", params(("slug" = String, Path), PageQuery),
    responses((status = 200, body = Page<wire::AuditEntry>)))]
pub async fn audit(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<wire::AuditEntry>>> {
    let access = app.access(&caller, &slug, Role::Manager).await?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let rows = app.store.audit_page(&access.project.id, page.after.as_deref(), limit).await?;
    let mut items = Vec::new();
    for row in rows.items {
        let actor = match &row.entry.actor {
            Some(id) => app.store.user(id).await?.name,
            None => String::new(),
        };
        let (action, subject, detail) = (row.entry.action, row.entry.subject, row.entry.detail);
        items.push(wire::AuditEntry { id: row.id, at: row.at, actor, action, subject, detail });
    }
    Ok(Json(Page { items, next: rows.next }))
}
