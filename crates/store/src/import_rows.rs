//! The rows of an import chunk, collected by table.

use std::borrow::Cow;

use crosscheck_domain::{ItemId, ItemState, ProjectId, Standing};

use crate::{
    NewItem, Result,
    projects::kinds_text,
    rows::{Batch, Cell},
    sql::{FOREVER, big},
    standings::{NO_AGREEMENT, agreement_rank},
    words::Segment,
    writer::Tx,
};

/// The tables in the order in which they refer to each other, and the words of the whole chunk.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    items: Batch<'a>,
    revisions: Batch<'a>,
    standings: Batch<'a>,
    assets: Batch<'a>,
    authors: Batch<'a>,
    words: Segment<'a>,
}

impl<'a> Rows<'a> {
    /// `empty` is how an item stands that nobody has annotated.
    pub fn new(project: &'a ProjectId, empty: &Standing, now: i64) -> Self {
        let shared = || [Cell::Text(Cow::Borrowed(project.as_str())), now.into()];
        let standing = [
            project.as_str().into(),
            empty.state.as_str().into(),
            i64::from(empty.wanted).into(),
            i64::from(empty.votes).into(),
            i64::from(empty.state == ItemState::Open && empty.votes < empty.wanted).into(),
        ];
        Self {
            items: Batch::new("items", &shared(), "project, created_at", "id, external_id, sequence, line"),
            revisions: Batch::new(
                "item_revisions",
                &shared(),
                "project, created_at",
                "item, revision, shown, seq, body, content_hash, shown_hash, excerpt, kinds, thumbnail_sha, group_id, split,
                 priority",
            )
            .with("until_seq", &FOREVER.to_string()),
            standings: Batch::new(
                "standings",
                &standing,
                "project, state, wanted, votes, claimable",
                "item, sequence, revision_seq, random_key, descending, queue_key, group_id",
            )
            .with("agreement", &NO_AGREEMENT.to_string())
            .with("agreement_rank", &agreement_rank(None).to_string())
            .with("revision, taken, extra, changed_at", "1, 0, 0, 0"),
            assets: Batch::new("item_assets", &[], "", "sha256, item").unless_there(),
            authors: Batch::new("item_authors", &[], "", "person, item").unless_there(),
            words: Segment::default(),
        }
    }

    /// Adds the item, its first revision and its standing.
    pub fn add_item(&mut self, item: &'a NewItem, sequence: i64, seq: i64, queue_key: i64) {
        let id = item.id.as_str();
        self.items.add([
            id.into(),
            item.external_id.as_str().into(),
            sequence.into(),
            Cell::MaybeInt(item.line.map(big)),
        ]);
        self.standings.add([
            id.into(),
            sequence.into(),
            seq.into(),
            item.random_key.into(),
            item.priority.saturating_neg().into(),
            queue_key.into(),
            item.group.as_deref().unwrap_or_default().into(),
        ]);
        self.add_revision(Cow::Borrowed(id), (1, 1), item, seq);
    }

    /// Adds a revision with its words, assets and authors; `id` is that of the stored item, and `shown` the first revision that
    /// shows the same.
    pub fn add_revision(&mut self, id: Cow<'a, str>, (revision, shown): (i64, i64), item: &'a NewItem, seq: i64) {
        self.words.add(&item.words, seq);
        for sha256 in &item.assets {
            self.assets.add([sha256.as_str().into(), Cell::Text(id.clone())]);
        }
        for author in &item.authors {
            self.authors.add([author.as_str().into(), Cell::Text(id.clone())]);
        }
        self.revisions.add([
            Cell::Text(id),
            revision.into(),
            shown.into(),
            seq.into(),
            item.content.as_str().into(),
            item.content_hash.as_str().into(),
            item.shown_hash.as_str().into(),
            item.excerpt.as_str().into(),
            kinds_text(&item.kinds).into(),
            Cell::Maybe(item.thumbnail_sha.as_deref()),
            item.group.as_deref().unwrap_or_default().into(),
            Cell::Maybe(item.split.as_deref()),
            item.priority.into(),
        ]);
    }

    /// Inserts what was collected of items, so that the next rows may revise them.
    pub async fn write_items(&mut self, tx: &mut Tx) -> Result<()> {
        self.items.write(tx).await?;
        self.revisions.write(tx).await?;
        self.standings.write(tx).await?;
        self.assets.write(tx).await?;
        self.authors.write(tx).await
    }

    /// Inserts everything that was collected.
    pub async fn write(mut self, tx: &mut Tx, project: &ProjectId) -> Result<()> {
        self.write_items(tx).await?;
        self.words.write(tx, project).await
    }
}

/// The stored id of an item, as the rows of its revision name it.
pub(crate) fn owned(id: &ItemId) -> Cow<'static, str> {
    Cow::Owned(id.0.clone())
}
