//! People, sign-in, invitations, tokens, the audit log.

use crosscheck_domain::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SelectorOption;

/// A role in one project. An administrator of the server may do everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProjectRole)]
pub enum Role {
    Annotator,
    Reviewer,
    /// Settles what annotators disagree on.
    Expert,
    Manager,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct User {
    pub id: String,
    pub name: String,
    pub email: String,
    pub admin: bool,
}

/// Who asks, and what the sign-in page needs to know.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    pub user: Option<User>,
    /// No administrator exists yet: open the link that the server printed.
    pub setup_needed: bool,
    pub version: String,
    /// Sample people, only in `crosscheck demo`.
    pub demo: Option<Vec<DemoPerson>>,
    /// The folder on the server that holds everything, for administrators; nothing where a database server or a bucket
    /// holds it.
    pub data: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DemoPerson {
    pub name: String,
    pub email: String,
    pub password: String,
    pub role: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Credentials {
    pub email: String,
    pub password: String,
}

/// Another password for oneself.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct PasswordChange {
    pub current: String,
    pub password: String,
}

/// The one-time making of the first administrator.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Setup {
    /// From the link that the server printed at its first start.
    pub token: String,
    pub name: String,
    pub email: String,
    /// At least ten characters.
    pub password: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationView {
    pub project: Option<InvitedProject>,
    pub role: Role,
    pub email: Option<String>,
    pub expires_at: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitedProject {
    pub slug: String,
    pub title: String,
}

/// Empty when the one who accepts is signed in already.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct Acceptance {
    pub name: Option<String>,
    pub email: Option<String>,
    pub password: Option<String>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewInvitation {
    pub role: Role,
    pub email: Option<String>,
    /// Days until it expires; 7 where absent.
    pub days: Option<u32>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationLink {
    pub id: String,
    /// Shown once: only a hash of it is kept.
    pub url: String,
    pub expires_at: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invitation {
    pub id: String,
    pub role: Role,
    pub email: Option<String>,
    pub expires_at: i64,
    pub created_by: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    pub user: User,
    pub role: Role,
    pub joined_at: i64,
    pub submitted: u64,
    pub open_leases: u64,
    pub last_seen: Option<i64>,
    /// The newest version of the design whose guideline they have read; none before their first item.
    pub guideline_read: Option<u32>,
    /// The guideline has changed since.
    pub guideline_outdated: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct People {
    pub members: Vec<Member>,
    pub invitations: Vec<Invitation>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RoleChange {
    pub role: Role,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Removed {
    pub freed_leases: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Read,
    Write,
    Admin,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_days: Option<u32>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Token {
    pub id: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub created_at: i64,
    pub expires_at: Option<i64>,
    pub last_used_at: Option<i64>,
    /// Only in the reply that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    pub id: String,
    pub at: i64,
    pub actor: String,
    /// `people.invite`, `design.publish`, …
    pub action: String,
    pub subject: String,
    pub detail: String,
}

/// What the UI may offer. Comes from the registries; no list is written twice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Catalog {
    pub formats: Vec<FormatOption>,
    pub metrics: Vec<MetricOption>,
    /// Measures of agreement on structure; the levels are kinds of marks.
    pub matchers: Vec<MetricOption>,
    /// Ways to make one answer of several.
    pub aggregators: Vec<MetricOption>,
    /// Ways to make one structure of several.
    pub fusers: Vec<MetricOption>,
    /// Ways to order entries by comparisons or rankings; they have no levels.
    pub rankers: Vec<MetricOption>,
    pub selectors: Vec<SelectorOption>,
    pub question_kinds: Vec<PlainOption>,
    pub policies: Vec<PlainOption>,
    pub roles: Vec<Role>,
    pub limits: LimitsView,
    /// The version of the program ffmpeg; null where the server has none, and then no pictures of videos.
    pub ffmpeg: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormatOption {
    pub id: String,
    pub title: String,
    pub description: String,
    pub import: bool,
    pub export: bool,
    pub extensions: Vec<String>,
    /// What people export it for: `keep`, `evaluate`, `publish`, `analyse`, `detect`, `move`.
    pub purposes: Vec<String>,
    /// What an export in it cannot say, a sentence each.
    pub loses: Vec<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MetricOption {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub levels: Vec<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlainOption {
    pub id: String,
    pub title: String,
    pub description: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LimitsView {
    /// Of a picture.
    pub max_bytes: u64,
    /// Of a sound or a video.
    pub max_timed_bytes: u64,
    pub max_pixels: u64,
    pub max_text: u64,
}

/// The body of every error reply.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    pub error: ErrorDetail,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErrorDetail {
    /// A stable word for programs.
    pub code: String,
    /// What happened, what is kept, what to do.
    pub message: String,
    pub at: Vec<String>,
    pub problems: Vec<Problem>,
}
