//! Lists of items by filter, and one item with its body.

use crosscheck_domain::{ItemId, ItemState, MediaKind, ProjectId};

use crate::{Result, Store};

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
        _project: &ProjectId,
        _filter: &ItemFilter,
        _sort: ItemSort,
        _after: Option<&str>,
        _limit: u32,
    ) -> Result<Page<ItemRow>> {
        todo!()
    }

    pub async fn count_items(&self, _project: &ProjectId, _filter: &ItemFilter) -> Result<u64> {
        todo!()
    }

    /// The item with its newest revision.
    pub async fn item(&self, _project: &ProjectId, _item: &ItemId) -> Result<StoredItem> {
        todo!()
    }

    /// The body of one revision, as an assignment or annotation names it.
    pub async fn item_body(&self, _item: &ItemId, _revision: u32) -> Result<String> {
        todo!()
    }
}
