//! Import: a chunk of items and the checkpoint of its job, in one transaction.

use crosscheck_domain::{ItemId, JobId, MediaKind, ProjectId};

use crate::{Result, Store};

/// An item to be imported, with everything that is filtered or sorted by taken out of its body.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// Used when the item is new; a revision keeps the first id.
    pub id: ItemId,
    /// The key of the row: the importer's own, or made from import and line.
    pub external_id: String,
    pub line: Option<u64>,
    /// `domain::Item` as JSON.
    pub content: String,
    pub content_hash: String,
    pub excerpt: String,
    /// Folded words for the search, from `domain::search_words`.
    pub words: Vec<String>,
    pub kinds: Vec<MediaKind>,
    pub thumbnail_sha: Option<String>,
    pub group: Option<String>,
    pub split: Option<String>,
    pub priority: i64,
    /// Any number; the same for everybody. It orders the queue where the policy says random.
    pub random_key: i64,
    /// Every blob that the item refers to.
    pub assets: Vec<String>,
}

/// What became of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    New(ItemId),
    /// The content changed: a new revision; annotations keep the old one.
    Revised(ItemId),
    Unchanged(ItemId),
}

/// How far a job has come. Commits with the chunk that it describes.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    pub job: JobId,
    /// The claimer; a worker that lost its job is refused.
    pub worker: String,
    pub done: u64,
    pub total: Option<u64>,
    pub state_json: String,
}

impl Store {
    /// Imports up to a few hundred items and moves the job's checkpoint, all or nothing.
    pub async fn import_chunk(
        &self,
        _project: &ProjectId,
        _items: Vec<NewItem>,
        _checkpoint: Option<Checkpoint>,
        _now: i64,
    ) -> Result<Vec<Imported>> {
        todo!()
    }
}
