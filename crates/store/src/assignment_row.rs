//! The row of an assignment: what it holds, how it is read and written.

use crosscheck_domain::{AnnotationId, AnnotatorId, AssignmentId, ItemId, ProjectId};

use sqlx::any::AnyRow;

use crate::{Draft, Result, StoreError, sql::Cells, together::Together};

/// Where an assignment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignmentState {
    /// Given by a manager, not begun.
    Offered,
    /// A lease.
    Held,
    /// Has its annotation.
    Done,
    /// Given back, or taken away with the membership.
    Released,
    /// The deadline passed. A submission is still kept, as late.
    Expired,
}

/// Why the queue gave an assignment. Nobody who works on it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Its turn came.
    InTurn,
    /// The answers are known: the person is checked by it.
    Gold,
    /// The person has answered it before: the answers are compared with each other, and this one is never a vote.
    Repeat,
}

#[derive(Clone, Debug)]
pub struct Assignment {
    pub id: AssignmentId,
    pub project: ProjectId,
    pub item: ItemId,
    pub item_revision: u32,
    pub annotator: AnnotatorId,
    /// `annotate`, `review` or `adjudicate`.
    pub role: String,
    pub state: AssignmentState,
    pub design_version: u32,
    pub deadline: i64,
    pub created_at: i64,
    /// The annotation that this one will correct.
    pub supersedes: Option<AnnotationId>,
    /// The answers that opened further slots, as JSON.
    pub revealed: Option<String>,
    pub draft: Option<Draft>,
    pub drawn: Drawn,
}

impl Drawn {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InTurn => "",
            Self::Gold => "gold",
            Self::Repeat => "repeat",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        [Self::InTurn, Self::Gold, Self::Repeat]
            .into_iter()
            .find(|drawn| drawn.as_str() == text)
            .ok_or_else(|| StoreError::corrupt("draw of an assignment"))
    }
}

impl AssignmentState {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        match text {
            "offered" => Ok(Self::Offered),
            "held" => Ok(Self::Held),
            "done" => Ok(Self::Done),
            "released" => Ok(Self::Released),
            "expired" => Ok(Self::Expired),
            _ => Err(StoreError::corrupt("state of an assignment")),
        }
    }
}

/// The role of whoever gives the answers.
pub(crate) const ANNOTATE: &str = "annotate";

/// The columns of an assignment, to be read back with `read`.
pub(crate) const COLUMNS: &str = "a.id, a.project, a.item, a.item_revision, a.annotator, a.role, a.state, a.design_version,
    a.deadline, a.created_at, a.supersedes, a.revealed, a.draft_revision, a.draft_body, a.draft_client, a.draft_saved_at,
    a.drawn";
/// How many columns these are.
pub(crate) const WIDTH: usize = 17;

pub(crate) fn read(row: &AnyRow) -> Result<Assignment> {
    read_from(row, 0)
}

/// The assignment whose columns begin at `first`.
pub(crate) fn read_from(row: &AnyRow, first: usize) -> Result<Assignment> {
    Ok(Assignment {
        id: AssignmentId(row.text(first)?),
        project: ProjectId(row.text(first + 1)?),
        item: ItemId(row.text(first + 2)?),
        item_revision: row.small(first + 3)?,
        annotator: AnnotatorId(row.text(first + 4)?),
        role: row.text(first + 5)?,
        state: AssignmentState::parse(&row.text(first + 6)?)?,
        design_version: row.small(first + 7)?,
        deadline: row.int(first + 8)?,
        created_at: row.int(first + 9)?,
        supersedes: row.maybe_text(first + 10)?.map(AnnotationId),
        revealed: row.maybe_text(first + 11)?,
        draft: read_draft(row, first + 12)?,
        drawn: Drawn::parse(&row.text(first + 16)?)?,
    })
}

fn read_draft(row: &AnyRow, first: usize) -> Result<Option<Draft>> {
    let Some(body) = row.maybe_text(first + 1)? else { return Ok(None) };
    Ok(Some(Draft {
        revision: row.count(first)?,
        body,
        client: row.maybe_text(first + 2)?.unwrap_or_default(),
        saved_at: row.maybe_int(first + 3)?.unwrap_or_default(),
    }))
}

/// The row of a new assignment.
pub(crate) struct NewAssignment<'a> {
    pub id: &'a AssignmentId,
    pub project: &'a ProjectId,
    pub item: &'a ItemId,
    pub annotator: &'a AnnotatorId,
    pub role: &'a str,
    pub revision: i64,
    pub state: &'static str,
    pub deadline: i64,
    pub supersedes: Option<&'a AnnotationId>,
    pub design_version: i64,
    pub drawn: Drawn,
    pub now: i64,
}

impl<'a> From<&'a Assignment> for NewAssignment<'a> {
    fn from(lease: &'a Assignment) -> Self {
        Self {
            id: &lease.id,
            project: &lease.project,
            item: &lease.item,
            annotator: &lease.annotator,
            role: &lease.role,
            revision: i64::from(lease.item_revision),
            state: "held",
            deadline: lease.deadline,
            supersedes: lease.supersedes.as_ref(),
            design_version: i64::from(lease.design_version),
            drawn: lease.drawn,
            now: lease.created_at,
        }
    }
}

/// Adds the row to what is written.
pub(crate) fn insert(writes: &mut Together, new: &NewAssignment<'_>) {
    writes
        .add(
            "insert into assignments (id, project, item, item_revision, annotator, role, state, design_version,
                 created_at, deadline, supersedes, drawn, draft_revision)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        )
        .bind(new.id.as_str())
        .bind(new.project.as_str())
        .bind(new.item.as_str())
        .bind(new.revision)
        .bind(new.annotator.as_str())
        .bind(new.role)
        .bind(new.state)
        .bind(new.design_version)
        .bind(new.now)
        .bind(new.deadline)
        .bind(new.supersedes.map(|id| id.0.clone()))
        .bind(new.drawn.as_str());
}
