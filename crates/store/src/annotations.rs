//! Annotations, read back: one, those of an item, those of a person.

use crosscheck_domain::{AnnotationId, AnnotatorId, AssignmentId, ItemId, ItemState, ProjectId};
use sqlx::any::AnyRow;

use crate::{
    Page, Result, Store, StoreError, progress,
    sql::{Cells, FOREVER, composed, sql},
    standings::read_state,
};

/// An annotation as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAnnotation {
    pub id: AnnotationId,
    pub project: ProjectId,
    pub item: ItemId,
    pub item_revision: u32,
    pub assignment: AssignmentId,
    pub annotator: AnnotatorId,
    pub design_version: u32,
    pub seq: i64,
    /// The fact that superseded it; none while current.
    pub until_seq: Option<i64>,
    pub outcome: String,
    pub late: bool,
    pub surplus: bool,
    pub supersedes: Option<AnnotationId>,
    pub active_ms: u64,
    pub submitted_at: i64,
    pub body: String,
    /// Its annotator had seen what others, or a suggestion, said of the item.
    pub informed: bool,
}

/// One line of somebody's own work.
#[derive(Clone, Debug)]
pub struct WorkRow {
    pub annotation: AnnotationId,
    pub assignment: AssignmentId,
    pub submitted_at: i64,
    pub outcome: String,
    pub state: ItemState,
}

/// What one person has submitted in a project, ever and since midnight UTC, and how many items it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnnotatorCounts {
    pub submitted: u64,
    pub today: u64,
    pub items: u64,
}

impl Store {
    pub async fn annotation(&self, id: &AnnotationId) -> Result<StoredAnnotation> {
        let statement = composed(format!("select {COLUMNS} from annotations n where n.id = $1"));
        read(&statement.bind(id.as_str()).fetch_one(&self.readers).await?, FOREVER)
    }

    /// All of an item, superseded ones too, in the order of their sequence numbers.
    pub async fn annotations_of(&self, project: &ProjectId, item: &ItemId) -> Result<Vec<StoredAnnotation>> {
        let statement = composed(format!(
            "select {COLUMNS} from annotations n where n.project = $1 and n.item = $2 order by n.seq"
        ));
        let rows = statement.bind(project.as_str()).bind(item.as_str()).fetch_all(&self.readers).await?;
        rows.iter().map(|row| read(row, FOREVER)).collect()
    }

    /// Somebody's own current annotations, newest first.
    pub async fn my_work(
        &self,
        project: &ProjectId,
        annotator: &AnnotatorId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<WorkRow>> {
        let limit = limit.clamp(1, 500) as usize;
        let before: i64 = after
            .map_or(Ok(FOREVER), str::parse)
            .map_err(|_| StoreError::conflict("`after` is no key of this list"))?;
        let rows = sql("select n.seq, n.id, n.assignment, n.submitted_at, n.outcome, s.state
             from annotations n
             join standings s on s.item = n.item
             where n.project = $1 and n.annotator = $2 and n.seq < $3 and n.until_seq = $4
             order by n.seq desc limit $5")
        .bind(project.as_str())
        .bind(annotator.as_str())
        .bind(before)
        .bind(FOREVER)
        .bind(limit as i64)
        .fetch_all(&self.readers)
        .await?;
        let next = rows.last().filter(|_| rows.len() == limit).map(|row| row.int(0)).transpose()?;
        let items = rows.iter().map(read_work).collect::<Result<Vec<_>>>()?;
        Ok(Page { items, next: next.map(|seq| seq.to_string()) })
    }

    pub async fn counts_for(&self, project: &ProjectId, annotator: &AnnotatorId, now: i64) -> Result<AnnotatorCounts> {
        let statement = composed(format!(
            "select c.items, {} from counters c
             left join progress g on g.project = c.project and g.annotator = $2 where c.project = $1",
            progress::COLUMNS
        ));
        let row = statement.bind(project.as_str()).bind(annotator.as_str()).fetch_one(&self.readers).await?;
        Ok(progress::read_row(&row, 1)?.counts(row.int(0)?, now))
    }
}

/// The columns of an annotation, to be read back with `read`.
pub(crate) const COLUMNS: &str =
    "n.id, n.project, n.item, n.item_revision, n.assignment, n.annotator, n.design_version,
    n.seq, n.until_seq, n.outcome, n.late, n.surplus, n.supersedes, n.active_ms, n.submitted_at, n.body, n.informed";

/// The annotation as it stood at a sequence number: what superseded it later is not told.
pub(crate) fn read(row: &AnyRow, at: i64) -> Result<StoredAnnotation> {
    let until_seq = row.int(8)?;
    Ok(StoredAnnotation {
        id: AnnotationId(row.text(0)?),
        project: ProjectId(row.text(1)?),
        item: ItemId(row.text(2)?),
        item_revision: row.small(3)?,
        assignment: AssignmentId(row.text(4)?),
        annotator: AnnotatorId(row.text(5)?),
        design_version: row.small(6)?,
        seq: row.int(7)?,
        until_seq: (until_seq != FOREVER && until_seq <= at).then_some(until_seq),
        outcome: row.text(9)?,
        late: row.int(10)? != 0,
        surplus: row.int(11)? != 0,
        supersedes: row.maybe_text(12)?.map(AnnotationId),
        active_ms: row.count(13)?,
        submitted_at: row.int(14)?,
        body: row.text(15)?,
        informed: row.int(16)? != 0,
    })
}

fn read_work(row: &AnyRow) -> Result<WorkRow> {
    Ok(WorkRow {
        annotation: AnnotationId(row.text(1)?),
        assignment: AssignmentId(row.text(2)?),
        submitted_at: row.int(3)?,
        outcome: row.text(4)?,
        state: read_state(&row.text(5)?)?,
    })
}
