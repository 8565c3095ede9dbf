//! Lists of items by filter, and one item with its body.

use crosscheck_domain::{ItemId, ItemState, MediaKind, ProjectId};

use sqlx::any::AnyRow;

use crate::{
    Result, Store, StoreError,
    filter::{Clauses, Key, Lead, RARE, end_of, matches, words_of},
    projects::read_kinds,
    sql::{Cells, sql},
    standings::{read_agreement, read_state},
};

/// Which items. Empty means all of them; everything given must hold.
#[derive(Clone, Debug, Default)]
pub struct ItemFilter {
    /// Words; each must begin a word of the item.
    pub q: Option<String>,
    pub state: Option<ItemState>,
    pub min_votes: Option<u32>,
    pub max_votes: Option<u32>,
    pub group: Option<String>,
    /// Only these; no limit when empty.
    pub ids: Vec<ItemId>,
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
    /// Last changed first.
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
        let mut after = after.map(Key::parse).transpose()?;
        let words = words_of(filter);
        let lead = self.lead(project, filter).await?;
        // Along the order, common words are compared here; with no words, or led by them, every row fits.
        let step = if lead == Lead::Order && !words.is_empty() { SCAN } else { limit };
        let mut items = Vec::new();
        loop {
            let rows = Clauses::new(project, filter, lead).page(sort, after, step).fetch_all(&self.readers).await?;
            for row in &rows {
                let key = Key::of(row, KEY)?;
                after = Some(key);
                if lead == Lead::Words || matches(&words, &row.text(WORDS)?) {
                    items.push(read(row, 0)?);
                }
                if items.len() == limit {
                    return Ok(Page { items, next: Some(key.to_string()) });
                }
            }
            if rows.len() < step {
                return Ok(Page { items, next: None });
            }
        }
    }

    pub async fn count_items(&self, project: &ProjectId, filter: &ItemFilter) -> Result<u64> {
        let searched = filter.q.as_deref().is_some_and(|q| !q.trim().is_empty());
        let lead = if searched { Lead::Words } else { Lead::Order };
        Clauses::new(project, filter, lead).count().fetch_one(&self.readers).await?.count(0)
    }

    /// The item with its newest revision.
    pub async fn item(&self, project: &ProjectId, item: &ItemId) -> Result<StoredItem> {
        let filter = ItemFilter { ids: vec![item.clone()], ..ItemFilter::default() };
        let page = self.items(project, &filter, ItemSort::Sequence, None, 1).await?;
        let row = page.items.into_iter().next().ok_or(StoreError::NotFound)?;
        let body = self.item_body(item, row.revision).await?;
        Ok(StoredItem { row, body })
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

/// The columns of a line of the list; the two of its key follow.
pub(crate) const COLUMNS: &str =
    "i.id, i.external_id, s.revision, r.excerpt, r.thumbnail_sha, s.state, s.wanted, s.votes,
    s.taken, s.agreement, s.descending, s.changed_at, s.group_id, r.split, r.kinds, r.words";
const WORDS: usize = 15;
/// Where the key begins.
const KEY: usize = 16;
/// How many rows are compared at a time.
const SCAN: usize = 500;

impl Store {
    /// A search begins at its words when one of them is rare.
    async fn lead(&self, project: &ProjectId, filter: &ItemFilter) -> Result<Lead> {
        let words = words_of(filter);
        if words.is_empty() && filter.q.as_deref().is_some_and(|q| !q.trim().is_empty()) {
            return Ok(Lead::Words);
        }
        for word in words {
            let statement = sql("select count(*) from (select w.item from words w
                 where w.project = $1 and w.word >= $2 and w.word < $3 limit $4) found")
            .bind(project.as_str())
            .bind(&word)
            .bind(end_of(&word))
            .bind(RARE);
            if statement.fetch_one(&self.readers).await?.int(0)? < RARE {
                return Ok(Lead::Words);
            }
        }
        Ok(Lead::Order)
    }
}

fn read(row: &AnyRow, first: usize) -> Result<ItemRow> {
    let group = row.text(first + 12)?;
    Ok(ItemRow {
        id: ItemId(row.text(first)?),
        external_id: row.text(first + 1)?,
        revision: row.small(first + 2)?,
        excerpt: row.text(first + 3)?,
        thumbnail_sha: row.maybe_text(first + 4)?,
        state: read_state(&row.text(first + 5)?)?,
        wanted: row.small(first + 6)?,
        votes: row.small(first + 7)?,
        taken: row.small(first + 8)?,
        agreement: read_agreement(row.double(first + 9)?),
        priority: -row.int(first + 10)?,
        changed_at: row.int(first + 11)?,
        group: (!group.is_empty()).then_some(group),
        split: row.maybe_text(first + 13)?,
        kinds: read_kinds(&row.text(first + 14)?),
    })
}
