//! Who asks, and what they may do. Every handler that touches a project goes through [`App::access`].

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use crosscheck_domain::{AnnotatorId, AssignmentId};
use crosscheck_store::{Assignment, MemberRole, Project, StoreError, User};

use crate::app::App;
use crate::error::{ApiError, Result, forbidden, not_found, unauthorized};
use crate::secret;
use crate::wire::{Role, Scope};

pub const COOKIE_NAME: &str = "crosscheck_session";
/// Two weeks without a visit end a session.
pub const SESSION_MS: i64 = 14 * 24 * 3_600_000;

/// Somebody who is signed in, by cookie or by token.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: User,
    /// None for a browser session, which may do whatever the person may.
    pub scopes: Option<Vec<Scope>>,
}

/// A caller in a project, with the role that was asked for or a higher one.
#[derive(Clone, Debug)]
pub struct Access {
    pub project: Project,
    pub role: Role,
}

impl Caller {
    pub fn id(&self) -> &AnnotatorId {
        &self.user.id
    }

    /// Whose token or cookie this is.
    pub async fn by_headers(app: &App, headers: &HeaderMap) -> Result<Self> {
        if let Some(token) = bearer(headers) {
            return by_token(app, token).await;
        }
        let session = session_cookie(headers).ok_or_else(unauthorized)?;
        let user = app.store.session(&secret::hash(session), app.now()).await?;
        Ok(Self { user: user.ok_or_else(unauthorized)?, scopes: None })
    }

    /// Refuses tokens that do not carry the scope.
    pub fn needs(&self, scope: Scope) -> Result<()> {
        match &self.scopes {
            Some(scopes) if !scopes.contains(&scope) => {
                Err(forbidden(format!("this token lacks the scope {}", scope_name(scope))))
            }
            _ => Ok(()),
        }
    }
}

impl App {
    /// The project, when the caller has at least this role in it. Strangers are told that there is no such project.
    pub async fn access(&self, caller: &Caller, slug: &str, least: Role) -> Result<Access> {
        Ok(self.access_with(caller, slug, least, None).await?.0)
    }

    /// The same, with one of the caller's own assignments in the project; somebody else's does not exist for them.
    pub async fn access_with(
        &self,
        caller: &Caller,
        slug: &str,
        least: Role,
        assignment: Option<&AssignmentId>,
    ) -> Result<(Access, Option<Assignment>)> {
        let found = match self.store.membership(slug, caller.id(), assignment).await {
            Err(StoreError::NotFound) => return Err(not_found("project")),
            other => other?,
        };
        Ok((allowed(caller, found.project, found.role, least)?, found.assignment))
    }

    pub async fn access_to(&self, caller: &Caller, project: Project, least: Role) -> Result<Access> {
        let role = self.store.role(&project.id, caller.id()).await?;
        allowed(caller, project, role, least)
    }
}

fn allowed(caller: &Caller, project: Project, role: Option<MemberRole>, least: Role) -> Result<Access> {
    let role = match role {
        _ if caller.user.admin => Role::Manager,
        Some(role) => wire_role(role),
        None => return Err(not_found("project")),
    };
    if role < least {
        return Err(forbidden(format!("this needs the role {}; ask a manager of the project", role_name(least))));
    }
    Ok(Access { project, role })
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if bearer(&parts.headers).is_none() && session_cookie(&parts.headers).is_some() {
            refuse_foreign(&parts.method, &parts.headers)?;
        }
        let caller = Caller::by_headers(app, &parts.headers).await?;
        caller.needs(if reads(&parts.method) { Scope::Read } else { Scope::Write })?;
        Ok(caller)
    }
}

/// Whoever asks, signed in or not.
pub struct MaybeCaller(pub Option<Caller>);

impl FromRequestParts<App> for MaybeCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match Caller::from_request_parts(parts, app).await {
            Ok(caller) => Ok(Self(Some(caller))),
            Err(ApiError::Refused { status, .. }) if status == axum::http::StatusCode::UNAUTHORIZED => Ok(Self(None)),
            Err(other) => Err(other),
        }
    }
}

async fn by_token(app: &App, token: &str) -> Result<Caller> {
    let found = app.store.token(&secret::hash(token), app.now()).await?;
    let (user, scopes) = found.ok_or_else(unauthorized)?;
    let scopes = scopes.iter().filter_map(|name| scope_from(name)).collect();
    Ok(Caller { user, scopes: Some(scopes) })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// The value of the session cookie.
pub fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|value| value.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE_NAME).then_some(value)
    })
}

fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Refuses writes that another site could have sent along with our cookie.
pub fn refuse_foreign(method: &Method, headers: &HeaderMap) -> Result<()> {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let same = match (text(axum::http::HeaderName::from_static("sec-fetch-site")), text(ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            text(HOST).is_some_and(|host| origin.split_once("://").is_some_and(|(_, from)| from == host))
        }
        (None, None) => false,
    };
    if reads(method) || same {
        return Ok(());
    }
    Err(forbidden("this request did not come from our own pages; programs use a token instead of the cookie"))
}

pub fn wire_role(role: MemberRole) -> Role {
    match role {
        MemberRole::Manager => Role::Manager,
        MemberRole::Expert => Role::Expert,
        MemberRole::Reviewer => Role::Reviewer,
        MemberRole::Annotator => Role::Annotator,
    }
}

pub fn member_role(role: Role) -> MemberRole {
    match role {
        Role::Manager => MemberRole::Manager,
        Role::Expert => MemberRole::Expert,
        Role::Reviewer => MemberRole::Reviewer,
        Role::Annotator => MemberRole::Annotator,
    }
}

pub fn role_name(role: Role) -> &'static str {
    member_role(role).as_str()
}

pub fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read",
        Scope::Write => "write",
        Scope::Admin => "admin",
    }
}

pub fn scope_from(name: &str) -> Option<Scope> {
    [Scope::Read, Scope::Write, Scope::Admin].into_iter().find(|scope| scope_name(*scope) == name)
}
