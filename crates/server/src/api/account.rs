//! Signing in and out, the first administrator, accepting an invitation, tokens.

use std::future::ready;

use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use crosscheck_domain::{AnnotatorId, Problem, ProjectId};
use crosscheck_store::{LinkKind, NewUser, StoredLink, User, folded_address};
use moka::Entry;
use moka::ops::compute::{CompResult, Op};

use crate::app::App;
use crate::auth::{
    COOKIE_NAME, Caller, MaybeCaller, SESSION_MS, refuse_foreign, scope_name, session_cookie, wire_role,
};
use crate::error::{ApiError, Result, conflict, forbidden, gone, internal, invalid, not_found, too_many};
use crate::json::Json;
use crate::secret;
use crate::wire;

/// After this many failures within a quarter of an hour, an address has to wait.
const MAX_FAILURES: u32 = 10;
/// No e-mail address is longer (RFC 5321, section 4.5.3.1.3).
const MAX_ADDRESS: usize = 254;

pub fn wire_user(user: &User) -> wire::User {
    wire::User { id: user.id.0.clone(), name: user.name.clone(), email: user.email.clone(), admin: user.admin }
}

async fn me_of(app: &App, user: Option<&User>) -> Result<wire::Me> {
    let setup_needed = user.is_none() && app.store.count_users().await? == 0;
    Ok(wire::Me {
        user: user.map(wire_user),
        setup_needed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        demo: app.settings.demo.clone(),
        data: user.filter(|user| user.admin).and(app.settings.data.as_ref()).map(|data| data.display().to_string()),
    })
}

/// Who asks. Answers signed-out visitors too.
#[utoipa::path(get, path = "/api/me", responses((status = 200, body = wire::Me)))]
pub async fn me(State(app): State<App>, MaybeCaller(caller): MaybeCaller) -> Result<Json<wire::Me>> {
    Ok(Json(me_of(&app, caller.as_ref().map(|caller| &caller.user)).await?))
}

/// Signs in and sets the session cookie.
#[utoipa::path(post, path = "/api/session", request_body = wire::Credentials,
    responses((status = 200, body = wire::Me), (status = 401, body = wire::ErrorBody), (status = 429, body = wire::ErrorBody)))]
pub async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Json(given): Json<wire::Credentials>,
) -> Result<Response> {
    refuse_other_sites(&headers)?;
    let address = folded_address(&given.email);
    if address.len() > MAX_ADDRESS {
        return Err(wrong_credentials());
    }
    count_attempt(&app, &address).await?;
    let user = app.store.user_by_email(&given.email).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = secret::verify_password(given.password, stored).await?;
    let Some(user) = user.filter(|_| right) else {
        return Err(wrong_credentials());
    };
    app.failures.invalidate(&address).await;
    start_session(&app, &user).await
}

/// Counts a guess before the password is looked at, so that many at once do not slip through together.
async fn count_attempt(app: &App, address: &str) -> Result<()> {
    let count = |known: Option<Entry<String, u32>>| match known.map_or(0, Entry::into_value) {
        MAX_FAILURES.. => ready(Op::Nop),
        failures => ready(Op::Put(failures + 1)),
    };
    match app.failures.entry(address.to_owned()).and_compute_with(count).await {
        CompResult::Unchanged(_) => {
            Err(too_many("too many failed attempts for this address; wait a quarter of an hour"))
        }
        _ => Ok(()),
    }
}

fn wrong_credentials() -> ApiError {
    ApiError::Refused {
        status: StatusCode::UNAUTHORIZED,
        code: "wrong_credentials",
        message: "this address and password do not fit together; check both".to_owned(),
        problems: Vec::new(),
    }
}

/// A page of another site must not sign anybody in, even though no cookie is needed for it.
fn refuse_other_sites(headers: &HeaderMap) -> Result<()> {
    let told = headers.contains_key("sec-fetch-site") || headers.contains_key("origin");
    if told { refuse_foreign(&Method::POST, headers) } else { Ok(()) }
}

async fn start_session(app: &App, user: &User) -> Result<Response> {
    let session = secret::new_secret();
    let now = app.now();
    app.store.create_session(&secret::hash(&session), &user.id, now, now + SESSION_MS).await?;
    let cookie = cookie(app, &session, SESSION_MS / 1000)?;
    Ok(([(SET_COOKIE, cookie)], Json(me_of(app, Some(user)).await?)).into_response())
}

fn cookie(app: &App, value: &str, seconds: i64) -> Result<HeaderValue> {
    let secure = if app.settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    let text = format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).map_err(internal)
}

/// Changes the caller's password. Every session of theirs ends but the one that this reply begins; tokens stay,
/// and a program gets no session.
#[utoipa::path(post, path = "/api/me/password", request_body = wire::PasswordChange,
    responses((status = 200, body = wire::Me), (status = 422, body = wire::ErrorBody), (status = 429, body = wire::ErrorBody)))]
pub async fn change_password(
    State(app): State<App>,
    caller: Caller,
    Json(given): Json<wire::PasswordChange>,
) -> Result<Response> {
    caller.needs(wire::Scope::Admin)?;
    let address = folded_address(&caller.user.email);
    count_attempt(&app, &address).await?;
    if !secret::verify_password(given.current, caller.user.password_hash.clone()).await? {
        return Err(Problem::new("password_wrong", "this is not the present password").within("current").into());
    }
    app.failures.invalidate(&address).await;
    secret::check_password(&given.password)?;
    app.store.set_password(caller.id(), &secret::hash_password(given.password).await?).await?;
    note(&app, None, caller.id(), "account.password", &caller.user.email).await?;
    if caller.scopes.is_some() {
        return Ok(Json(me_of(&app, Some(&caller.user)).await?).into_response());
    }
    start_session(&app, &caller.user).await
}

/// Ends the session.
#[utoipa::path(delete, path = "/api/session", responses((status = 200, body = wire::Me)))]
pub async fn sign_out(State(app): State<App>, _caller: Caller, headers: HeaderMap) -> Result<Response> {
    if let Some(session) = session_cookie(&headers) {
        app.store.end_session(&secret::hash(session)).await?;
    }
    Ok(([(SET_COOKIE, cookie(&app, "", 0)?)], Json(me_of(&app, None).await?)).into_response())
}

/// Makes the first administrator, once, with the link that the server printed.
#[utoipa::path(post, path = "/api/setup", request_body = wire::Setup,
    responses((status = 200, body = wire::Me), (status = 410, body = wire::ErrorBody)))]
pub async fn set_up(State(app): State<App>, headers: HeaderMap, Json(given): Json<wire::Setup>) -> Result<Response> {
    refuse_other_sites(&headers)?;
    let hash = secret::hash(&given.token);
    let link = app.store.link(&hash, app.now()).await?.filter(|stored| stored.link.kind == LinkKind::Setup);
    // Every start without accounts prints a link: the first account makes all of them worthless.
    if link.is_none() || app.store.count_users().await? > 0 {
        return Err(gone(
            "this link was used or is not ours; the server prints a new one when it starts without accounts",
        ));
    }
    let user = new_user(given.name, given.email, given.password, true).await?;
    app.store.consume_link(&hash, app.now()).await?;
    let user = app.store.create_user(user, app.now()).await?;
    note(&app, None, &user.id, "server.setup", &user.email).await?;
    start_session(&app, &user).await
}

async fn new_user(name: String, email: String, password: String, admin: bool) -> Result<NewUser> {
    secret::check_password(&password)?;
    let name = name.trim().to_owned();
    let email = email.trim().to_owned();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Problem::new("name_missing", "give a name of at most 200 characters").within("name").into());
    }
    let well_formed = email.split_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty());
    if !well_formed || email.chars().any(char::is_whitespace) || email.len() > MAX_ADDRESS {
        return Err(Problem::new("email_malformed", "give an e-mail address such as ada@example.org")
            .within("email")
            .into());
    }
    let password_hash = Some(secret::hash_password(password).await?);
    Ok(NewUser { id: secret::new_id().into(), name, email, password_hash, admin })
}

async fn note(app: &App, project: Option<ProjectId>, actor: &AnnotatorId, action: &str, subject: &str) -> Result<()> {
    let entry = crosscheck_store::Entry {
        project,
        actor: Some(actor.clone()),
        action: action.to_owned(),
        subject: subject.to_owned(),
        detail: String::new(),
    };
    Ok(app.store.audit(entry, app.now()).await?)
}

async fn usable(app: &App, token: &str) -> Result<StoredLink> {
    let found = app.store.link(&secret::hash(token), app.now()).await?;
    let invitation = found.filter(|stored| stored.link.kind == LinkKind::Invitation);
    invitation.ok_or_else(|| gone("this invitation was used, withdrawn or has expired; ask for a new one"))
}

/// What an invitation is for.
#[utoipa::path(get, path = "/api/invitations/{token}", params(("token" = String, Path)),
    responses((status = 200, body = wire::InvitationView), (status = 410, body = wire::ErrorBody)))]
pub async fn invitation(State(app): State<App>, Path(token): Path<String>) -> Result<Json<wire::InvitationView>> {
    let stored = usable(&app, &token).await?;
    let project = match &stored.link.project {
        Some(id) => {
            let project = app.store.project_by_id(id).await?;
            Some(wire::InvitedProject { slug: project.slug, title: project.title })
        }
        None => None,
    };
    let role = stored.link.role.map_or(wire::Role::Annotator, wire_role);
    Ok(Json(wire::InvitationView { project, role, email: stored.link.email, expires_at: stored.link.expires_at }))
}

/// Joins a project: with the account that is signed in, or with a new one. A program's token needs the scope `admin`,
/// and gets no session.
#[utoipa::path(post, path = "/api/invitations/{token}/accept", params(("token" = String, Path)),
    request_body = wire::Acceptance, responses((status = 200, body = wire::Me), (status = 410, body = wire::ErrorBody)))]
pub async fn accept(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    MaybeCaller(caller): MaybeCaller,
    Json(given): Json<wire::Acceptance>,
) -> Result<Response> {
    refuse_other_sites(&headers)?;
    if let Some(caller) = &caller {
        caller.needs(wire::Scope::Admin)?;
    }
    let by_program = caller.as_ref().is_some_and(|caller| caller.scopes.is_some());
    let stored = usable(&app, &token).await?;
    if let (Some(caller), Some(email)) = (&caller, &stored.link.email)
        && folded_address(email) != folded_address(&caller.user.email)
    {
        return Err(forbidden("this invitation is for another e-mail address: sign out, then open the link again"));
    }
    let fresh = match (caller, given) {
        (Some(caller), _) => Err(caller.user),
        (None, wire::Acceptance { name: Some(name), email, password: Some(password) }) => {
            let email = stored.link.email.clone().or(email).unwrap_or_default();
            Ok(new_user(name, email, password, false).await?)
        }
        (None, _) => {
            let missing = Problem::new("account_missing", "give name, e-mail address and password, or sign in first");
            return Err(invalid("invalid", vec![missing]));
        }
    };
    if let Ok(user) = &fresh
        && app.store.user_by_email(&user.email).await?.is_some()
    {
        return Err(conflict("email_taken", "this address has an account: sign in, then open the link again"));
    }
    app.store.consume_link(&secret::hash(&token), app.now()).await?;
    let user = match fresh {
        Ok(new) => app.store.create_user(new, app.now()).await?,
        Err(user) => user,
    };
    if let (Some(project), Some(role)) = (&stored.link.project, stored.link.role) {
        let held = app.store.role(project, &user.id).await?;
        if held.is_none_or(|held| wire_role(held) < wire_role(role)) {
            app.store.set_role(project, &user.id, role, app.now()).await?;
        }
    }
    note(&app, stored.link.project, &user.id, "people.join", &user.email).await?;
    if by_program {
        return Ok(Json(me_of(&app, Some(&user)).await?).into_response());
    }
    start_session(&app, &user).await
}

fn wire_token(token: crosscheck_store::Token, secret: Option<String>) -> wire::Token {
    wire::Token {
        id: token.id,
        name: token.name,
        scopes: token.scopes.iter().filter_map(|name| crate::auth::scope_from(name)).collect(),
        created_at: token.created_at,
        expires_at: token.expires_at,
        last_used_at: token.last_used_at,
        secret,
    }
}

/// The caller's tokens, without their secrets.
#[utoipa::path(get, path = "/api/tokens", responses((status = 200, body = Vec<wire::Token>)))]
pub async fn tokens(State(app): State<App>, caller: Caller) -> Result<Json<Vec<wire::Token>>> {
    caller.needs(wire::Scope::Admin)?;
    let tokens = app.store.tokens(caller.id()).await?;
    Ok(Json(tokens.into_iter().map(|token| wire_token(token, None)).collect()))
}

/// Makes a token; its secret is in this reply and nowhere else.
#[utoipa::path(post, path = "/api/tokens", request_body = wire::NewToken, responses((status = 200, body = wire::Token)))]
pub async fn make_token(
    State(app): State<App>,
    caller: Caller,
    Json(given): Json<wire::NewToken>,
) -> Result<Json<wire::Token>> {
    caller.needs(wire::Scope::Admin)?;
    if given.scopes.is_empty() || given.name.trim().is_empty() {
        return Err(Problem::new("token_incomplete", "give the token a name and at least one scope").into());
    }
    let now = app.now();
    let secret = format!("cc_{}", secret::new_secret());
    let new = crosscheck_store::NewToken {
        user: caller.id().clone(),
        name: given.name,
        token_hash: secret::hash(&secret),
        scopes: given.scopes.into_iter().map(|scope| scope_name(scope).to_owned()).collect(),
        expires_at: given.expires_days.map(|days| now + i64::from(days) * 86_400_000),
    };
    let token = app.store.create_token(new, now).await?;
    note(&app, None, caller.id(), "token.create", &token.name).await?;
    Ok(Json(wire_token(token, Some(secret))))
}

/// Ends a token.
#[utoipa::path(delete, path = "/api/tokens/{id}", params(("id" = String, Path)), responses((status = 204)))]
pub async fn revoke_token(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    caller.needs(wire::Scope::Admin)?;
    let own = app.store.tokens(caller.id()).await?;
    if !own.iter().any(|token| token.id == id) {
        return Err(not_found("token"));
    }
    app.store.revoke_token(caller.id(), &id, app.now()).await?;
    note(&app, None, caller.id(), "token.revoke", &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses everybody but administrators of the server.
pub fn administrators_only(caller: &Caller) -> Result<()> {
    if caller.user.admin { Ok(()) } else { Err(forbidden("only an administrator of the server can do this")) }
}
