//! Comments on items and what is in them, and what people are told of.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use crosscheck_domain::{AnnotatorId, ItemId, Problem, ProjectId, is_ulid};
use crosscheck_store::{CommentKind, MemberRole, StoredComment};

use crate::app::App;
use crate::auth::Caller;
use crate::deciding::{self, checked_body};
use crate::error::{Result, internal};
use crate::json::Json;
use crate::secret;
use crate::task::own_assignment;
use crate::wire::{self, CommentView, Role};

/// The comments on an item, oldest first; none while the caller has still to judge it.
#[utoipa::path(get, path = "/api/projects/{slug}/items/{id}/comments",
    params(("slug" = String, Path), ("id" = String, Path)), responses((status = 200, body = wire::Comments)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<wire::Comments>> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let (project, item) = (&access.project.id, ItemId(id));
    app.store.item(project, &item).await?;
    let withheld = app.store.held_items(project, caller.id()).await?.contains(&item);
    let found = if withheld { Vec::new() } else { app.store.comments_of(project, &item).await? };
    let members = readable_by(&app, project).await?.into_iter().map(|(_, name)| name).collect();
    Ok(Json(wire::Comments { comments: found.iter().map(view).collect::<Result<_>>()?, members }))
}

/// Writes a comment on the item or on something in it; whoever is named in it is told.
#[utoipa::path(post, path = "/api/projects/{slug}/items/{id}/comments",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = wire::NewComment,
    responses((status = 201, body = wire::CommentView), (status = 422, body = wire::ErrorBody)))]
pub async fn write(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Json(given): Json<wire::NewComment>,
) -> Result<(StatusCode, Json<CommentView>)> {
    let access = app.access(&caller, &slug, Role::Reviewer).await?;
    let (project, item) = (&access.project.id, ItemId(id));
    app.store.item(project, &item).await?;
    Ok((StatusCode::CREATED, Json(view(&written(&app, &caller, project, item, given).await?)?)))
}

/// Writes a comment while deciding: what readers marked is named as they are, `R1`, and kept under its own name.
#[utoipa::path(post, path = "/api/assignments/{id}/comments", params(("id" = String, Path)),
    request_body = wire::NewComment, responses((status = 204), (status = 409, body = wire::ErrorBody),
        (status = 422, body = wire::ErrorBody)))]
pub async fn write_deciding(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json(given): Json<wire::NewComment>,
) -> Result<StatusCode> {
    let (assignment, _) = deciding::own_decision(&app, &caller, &id).await?;
    deciding::in_hand(&assignment)?;
    let readers = deciding::readers(&app, &assignment, None).await?;
    let anchors = given.anchors.iter().map(|anchor| deciding::unblinded_anchor(&readers, anchor)).collect();
    let comment = wire::NewComment { anchors, ..given };
    written(&app, &caller, &assignment.project, assignment.item, comment).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn written(
    app: &App,
    caller: &Caller,
    project: &ProjectId,
    item: ItemId,
    given: wire::NewComment,
) -> Result<StoredComment> {
    if !is_ulid(&given.id) {
        return Err(Problem::new("id_malformed", "make the id of the comment a ULID").within("id").into());
    }
    let body = checked_body(&given.body)?;
    let reply_to = match given.reply_to {
        Some(thread) => Some(thread_of(app, &item, thread).await?),
        None => None,
    };
    let named = readable_by(app, project).await?;
    let mentions = mentioned(&body, &named).into_iter().filter(|person| person != caller.id()).collect();
    let comment = crosscheck_store::NewComment {
        id: given.id,
        item,
        author: caller.id().clone(),
        kind: CommentKind::Comment,
        annotation: None,
        reply_to,
        target: serde_json::to_string(&given.anchors).map_err(internal)?,
        body,
        mentions,
    };
    Ok(app.store.comment(project, comment, app.now()).await?)
}

/// The first comment of the thread; a reply to a reply is one in the same thread.
async fn thread_of(app: &App, item: &ItemId, id: String) -> Result<String> {
    let unknown = || Problem::new("thread_unknown", "reply to a comment on this item").within("reply_to");
    let found = app.store.one_comment(&id).await.map_err(|_| unknown())?;
    if found.item != *item {
        return Err(unknown().into());
    }
    Ok(found.reply_to.unwrap_or(found.id))
}

/// Ends a thread, until somebody replies in it again.
#[utoipa::path(post, path = "/api/comments/{id}/resolve", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = wire::ErrorBody)))]
pub async fn resolve(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let found = app.store.one_comment(&id).await?;
    let project = app.store.project_by_id(&found.project).await?;
    app.access_to(&caller, project, Role::Reviewer).await?;
    let comment = crosscheck_store::NewComment {
        id: secret::new_id(),
        item: found.item,
        author: caller.id().clone(),
        kind: CommentKind::Resolve,
        annotation: None,
        reply_to: Some(found.reply_to.unwrap_or(found.id)),
        target: found.target,
        body: String::new(),
        mentions: Vec::new(),
    };
    app.store.comment(&found.project, comment, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why the caller's own answer was sent back.
#[utoipa::path(get, path = "/api/assignments/{id}/comments", params(("id" = String, Path)),
    responses((status = 200, body = Vec<wire::CommentView>)))]
pub async fn of_assignment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Vec<CommentView>>> {
    let assignment = own_assignment(&app, &caller, &id).await?;
    let found = match &assignment.supersedes {
        Some(annotation) => app.store.comments_to(annotation).await?,
        None => Vec::new(),
    };
    Ok(Json(found.iter().map(view).collect::<Result<_>>()?))
}

/// What the caller was told of, newest first.
#[utoipa::path(get, path = "/api/notifications", responses((status = 200, body = wire::Notifications)))]
pub async fn notifications(State(app): State<App>, caller: Caller) -> Result<Json<wire::Notifications>> {
    let found = app.store.notifications(caller.id(), 50).await?;
    let unread = app.store.unread(caller.id()).await?;
    let view = |one: crosscheck_store::Notification| wire::NotificationView {
        id: one.id,
        kind: match one.kind {
            crosscheck_store::NotificationKind::Mention => wire::NotificationKind::Mention,
            crosscheck_store::NotificationKind::Reply => wire::NotificationKind::Reply,
            crosscheck_store::NotificationKind::SentBack => wire::NotificationKind::SentBack,
        },
        project: one.slug,
        project_title: one.project_title,
        author: one.author_name,
        body: one.body,
        item: one.item.map(|item| item.0),
        assignment: one.assignment.map(|assignment| assignment.0),
        at: one.created_at,
        read_at: one.read_at,
    };
    Ok(Json(wire::Notifications { notifications: found.into_iter().map(view).collect(), unread }))
}

/// Marks one of the caller's notifications as read, or all of them.
#[utoipa::path(post, path = "/api/notifications/read", request_body = wire::ReadQuery, responses((status = 204)))]
pub async fn read(State(app): State<App>, caller: Caller, Json(query): Json<wire::ReadQuery>) -> Result<StatusCode> {
    app.store.read_notifications(caller.id(), query.id.as_deref(), app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The members who may see items, by id and name: only they can be told of what is written on one.
async fn readable_by(app: &App, project: &ProjectId) -> Result<Vec<(AnnotatorId, String)>> {
    let members = app.store.members(project).await?;
    let may = members.into_iter().filter(|member| member.role != MemberRole::Annotator);
    Ok(may.map(|member| (member.user.id, member.user.name)).collect())
}

/// Who is named by `@name` in the text; of names that begin alike the longest counts.
fn mentioned(text: &str, people: &[(AnnotatorId, String)]) -> Vec<AnnotatorId> {
    let mut found = Vec::new();
    for (_, rest) in text.match_indices('@').map(|(at, _)| text[at..].split_at(1)) {
        let begins = |name: &str| rest.to_lowercase().starts_with(&name.to_lowercase());
        let longest = people.iter().filter(|(_, name)| begins(name)).max_by_key(|(_, name)| name.len());
        found.extend(longest.map(|(id, _)| id.clone()).filter(|id| !found.contains(id)));
    }
    found
}

fn view(stored: &StoredComment) -> Result<CommentView> {
    Ok(CommentView {
        id: stored.id.clone(),
        kind: match stored.kind {
            CommentKind::Comment => wire::CommentKind::Comment,
            CommentKind::SendBack => wire::CommentKind::SendBack,
            CommentKind::Resolve => wire::CommentKind::Resolve,
        },
        author: wire::AnnotatorRef {
            id: stored.author.0.clone(),
            name: stored.author_name.clone(),
            kind: "human".to_owned(),
        },
        at: stored.created_at,
        reply_to: stored.reply_to.clone(),
        anchors: serde_json::from_str(&stored.target).map_err(internal)?,
        body: stored.body.clone(),
        annotation: stored.annotation.as_ref().map(|id| id.0.clone()),
    })
}
