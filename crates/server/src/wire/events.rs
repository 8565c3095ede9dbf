//! What the stream of live updates tells. Each event says how something stands; none of them has to be kept.

use serde::Serialize;
use utoipa::ToSchema;

use super::{JobState, Role};

/// One message of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    Project(ProjectEvent),
    Offers(OffersEvent),
    Notifications(NotificationsEvent),
    Job(JobEvent),
}

/// How far a project of the listener is. With a greater `seq`, its items, annotations or designs have changed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProjectEvent {
    /// Its name in addresses.
    pub project: String,
    pub seq: i64,
    /// Null when the listener is no member any more.
    pub role: Option<Role>,
}

/// How many items a manager has assigned to the listener that were not begun.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OffersEvent {
    pub project: String,
    pub offered: u64,
}

/// How much of what the listener was told of they have not read.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NotificationsEvent {
    pub unread: u64,
}

/// How far a job is; for managers of its project.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JobEvent {
    pub project: String,
    pub id: String,
    /// `import`, `export`, `select`, …
    pub kind: String,
    pub state: JobState,
    pub done: u64,
    pub total: Option<u64>,
    pub n_problems: u64,
}
