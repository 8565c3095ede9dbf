//! Lists of items by filter, and one item with its body.

use std::collections::HashMap;

use crosscheck_domain::{ItemId, ItemState, MediaKind, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Result, Store,
    filter::{Clauses, Key},
    projects::read_kinds,
    sql::{Cells, composed, sql},
    standings::{read_agreement, read_state},
};

/// Which items. Empty means all of them; everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Words; each must begin a word of the item.
    pub q: Option<String>,
    pub state: Option<ItemState>,
    pub min_votes: Option<u32>,
    pub max_votes: Option<u32>,
    pub group: Option<String>,
    /// Only these; no limit when empty.
    pub ids: Vec<ItemId>,
    /// None of these.
    pub except: Vec<ItemId>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemSort {
    /// As imported.
    #[default]
    Sequence,
    /// Last imported first.
    Newest,
    /// Highest priority first.
    Priority,
    /// Last changed first; those that nothing has changed since their import last, the newest of them first.
    Changed,
    /// Least agreement first; items without one last.
    Agreement,
}

/// One page of a list, and the key of the next one.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// One line of the item list.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemRow {
    pub id: ItemId,
    pub external_id: String,
    pub revision: u32,
    pub excerpt: String,
    pub thumbnail_sha: Option<String>,
    pub state: ItemState,
    pub wanted: u32,
    pub votes: u32,
    pub taken: u32,
    pub agreement: Option<f64>,
    pub priority: i64,
    pub changed_at: i64,
    pub group: Option<String>,
    pub split: Option<String>,
    pub kinds: Vec<MediaKind>,
}

/// An item with its body.
#[derive(Clone, Debug)]
pub struct StoredItem {
    pub row: ItemRow,
    /// `domain::Item` as JSON.
    pub body: String,
}

impl Store {
    /// One page of at most 500. `after` is the `next` of the page before; a conflict when it is not one.
    pub async fn items(
        &self,
        project: &ProjectId,
        filter: &ItemFilter,
        sort: ItemSort,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<ItemRow>> {
        let limit = limit.clamp(1, 500) as usize;
        let after = after.map(Key::parse).transpose()?;
        let keys = self.keys(project, filter, sort, after, limit).await?;
        let next = keys.last().filter(|_| keys.len() == limit).map(ToString::to_string);
        Ok(Page { items: self.rows(project, &keys).await?, next })
    }

    pub async fn count_items(&self, project: &ProjectId, filter: &ItemFilter) -> Result<u64> {
        self.count(project, filter).await
    }

    /// The item with its newest revision.
    pub async fn item(&self, project: &ProjectId, item: &ItemId) -> Result<StoredItem> {
        let row = composed(format!("select {COLUMNS}, r.body {FROM} where s.item = $1 and s.project = $2"))
            .bind(item.as_str())
            .bind(project.as_str())
            .fetch_one(&self.readers)
            .await?;
        Ok(StoredItem { row: read(&row)?, body: row.text(16)? })
    }

    /// The body of one revision, as an assignment or annotation names it.
    pub async fn item_body(&self, item: &ItemId, revision: u32) -> Result<String> {
        sql("select body from item_revisions where item = $1 and revision = $2")
            .bind(item.as_str())
            .bind(i64::from(revision))
            .fetch_one(&self.readers)
            .await?
            .text(0)
    }
}

/// The columns of a line of the list; what was never changed was made by the import.
const COLUMNS: &str = "i.id, i.external_id, s.revision, r.excerpt, r.thumbnail_sha, s.state, s.wanted, s.votes,
    s.taken, s.agreement, s.descending, case when s.changed_at > 0 then s.changed_at else i.created_at end, s.group_id,
    r.split, r.kinds, s.sequence";
const SEQUENCE: usize = 15;
const FROM: &str = "from standings s
    join items i on i.id = s.item
    join item_revisions r on r.item = s.item and r.revision = s.revision";

impl Store {
    /// The lines of these keys, in their order.
    async fn rows(&self, project: &ProjectId, keys: &[Key]) -> Result<Vec<ItemRow>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let sequences: Vec<i64> = keys.iter().map(|key| key.1).collect();
        let mut clauses = Clauses::new(self.dialect);
        clauses.text("s.project = ", project.as_str());
        clauses.numbers("s.sequence", &sequences);
        let rows = clauses.query(&format!("select {COLUMNS} {FROM}"), "").fetch_all(&self.readers).await?;
        let mut lines = HashMap::with_capacity(rows.len());
        for row in &rows {
            lines.insert(row.int(SEQUENCE)?, read(row)?);
        }
        Ok(sequences.iter().filter_map(|sequence| lines.remove(sequence)).collect())
    }
}

fn read(row: &AnyRow) -> Result<ItemRow> {
    let group = row.text(12)?;
    Ok(ItemRow {
        id: ItemId(row.text(0)?),
        external_id: row.text(1)?,
        revision: row.small(2)?,
        excerpt: row.text(3)?,
        thumbnail_sha: row.maybe_text(4)?,
        state: read_state(&row.text(5)?)?,
        wanted: row.small(6)?,
        votes: row.small(7)?,
        taken: row.small(8)?,
        agreement: read_agreement(row.double(9)?),
        priority: row.int(10)?.saturating_neg(),
        changed_at: row.int(11)?,
        group: (!group.is_empty()).then_some(group),
        split: row.maybe_text(13)?,
        kinds: read_kinds(&row.text(14)?),
    })
}
