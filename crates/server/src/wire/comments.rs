//! Comments on items and what people are told of.

use crosscheck_domain::Target;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::AnnotatorRef;

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CommentAnchor {
    #[serde(flatten)]
    pub target: Target,
    /// The annotation that a region, an own claim, an omission or a link is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotation: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommentKind {
    Comment,
    /// Gives an answer back to whoever made it.
    SendBack,
    /// Ends the thread that it replies to, until somebody replies again.
    Resolve,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommentView {
    pub id: String,
    pub kind: CommentKind,
    pub author: AnnotatorRef,
    pub at: i64,
    /// The first comment of the thread.
    pub reply_to: Option<String>,
    pub anchors: Vec<CommentAnchor>,
    pub body: String,
    /// Whose answer is sent back by it; for those who may see names.
    pub annotation: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Comments {
    pub comments: Vec<CommentView>,
    /// The names that may stand behind an `@`.
    pub members: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewComment {
    /// A ULID made by the client, so that a repeated comment is one.
    pub id: String,
    /// `@name` tells that member of it.
    pub body: String,
    #[serde(default)]
    pub anchors: Vec<CommentAnchor>,
    pub reply_to: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody names you.
    Mention,
    /// Somebody answers in a thread of yours.
    Reply,
    /// A reviewer gave your answer back.
    SentBack,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationView {
    pub id: String,
    pub kind: NotificationKind,
    /// The project's name in addresses, and its title.
    pub project: String,
    pub project_title: String,
    pub author: String,
    pub body: String,
    /// Null for annotators, who know an item by its assignment alone.
    pub item: Option<String>,
    pub assignment: Option<String>,
    pub at: i64,
    pub read_at: Option<i64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Notifications {
    /// Newest first, at most 50.
    pub notifications: Vec<NotificationView>,
    pub unread: u64,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ReadQuery {
    /// One of them; all, where absent.
    pub id: Option<String>,
}
