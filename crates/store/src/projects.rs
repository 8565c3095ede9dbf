//! Projects: a design, a policy and a pile of items.

use crosscheck_domain::{AnnotatorId, MediaKind, Policy, ProjectId};

use crate::{MemberRole, Result, Store};

/// A project to be made.
#[derive(Clone, Debug)]
pub struct NewProject {
    pub id: ProjectId,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub policy: Policy,
    /// Made by the demo, and said so wherever it is shown.
    pub sample: bool,
}

#[derive(Clone, Debug)]
pub struct Project {
    pub id: ProjectId,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub policy: Policy,
    pub design_version: u32,
    pub archived: bool,
    pub sample: bool,
    pub created_at: i64,
    /// The sequence number of the newest fact.
    pub seq: i64,
}

/// How many items are where, and who has worked on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub items: u64,
    pub open: u64,
    pub done: u64,
    pub unusable: u64,
    pub excluded: u64,
    /// Current annotations with outcome `complete` or `unusable`.
    pub annotations: u64,
    pub annotators: u64,
}

/// One line of the project list, as one person sees it.
#[derive(Clone, Debug)]
pub struct ProjectRow {
    pub project: Project,
    /// The viewer's role; none for an administrator who is not a member.
    pub role: Option<MemberRole>,
    pub counts: Counts,
    /// What the viewer submitted, ever and since midnight UTC.
    pub submitted: u64,
    pub today: u64,
    /// The thumbnail of the first item that has one.
    pub cover_sha: Option<String>,
    pub kinds: Vec<MediaKind>,
}

/// Which projects a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectScope {
    /// Those that the viewer is a member of.
    Member,
    /// All of them, for administrators.
    All,
}

/// What to change of a project; none leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    pub title: Option<String>,
    pub description: Option<String>,
    pub policy: Option<Policy>,
    pub archived: Option<bool>,
}

impl Store {
    /// Makes the project with design version 1 and its creator as manager. A conflict when the slug is taken.
    pub async fn create_project(
        &self,
        _project: NewProject,
        _design_json: &str,
        _creator: &AnnotatorId,
        _now: i64,
    ) -> Result<Project> {
        todo!()
    }

    pub async fn project(&self, _slug: &str) -> Result<Project> {
        todo!()
    }

    pub async fn project_by_id(&self, _id: &ProjectId) -> Result<Project> {
        todo!()
    }

    /// The projects of one person (or all), newest first, each with its counts and with the viewer's own.
    pub async fn projects_for(
        &self,
        _viewer: &AnnotatorId,
        _scope: ProjectScope,
        _now: i64,
    ) -> Result<Vec<ProjectRow>> {
        todo!()
    }

    /// One line of that list.
    pub async fn project_row(&self, _slug: &str, _viewer: &AnnotatorId, _now: i64) -> Result<ProjectRow> {
        todo!()
    }

    /// Changes title, policy and the like. After a new policy the caller walks `standings_page` and calls
    /// `recompute_standing` for each item.
    pub async fn update_project(&self, _id: &ProjectId, _change: ProjectChange, _now: i64) -> Result<Project> {
        todo!()
    }

    pub async fn counts(&self, _project: &ProjectId) -> Result<Counts> {
        todo!()
    }
}
