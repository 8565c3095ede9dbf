//! Import: a chunk of items and the checkpoint of its job, in one transaction.

use std::collections::{BTreeSet, HashMap};

use crosscheck_domain::{
    AnnotatorId, Course, ItemId, ItemState, JobId, Meanings, MediaKind, Order, ProjectId, standing,
};

use crate::{
    JobProblem, Result, Store,
    import_rows::{Rows, owned},
    jobs,
    lock::lock_project,
    problems,
    progress::order_word,
    projects::{kinds_text, read_kinds},
    revisions,
    sql::{Cells, FOREVER, composed, sql},
    standings,
    store::key,
    writer::Tx,
};

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
    /// Of what annotators see of it alone.
    pub shown_hash: String,
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
    /// Who wrote its text in another project: they are never asked about it.
    pub authors: Vec<AnnotatorId>,
}

/// What became of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    New(ItemId),
    /// The content changed: a new revision; annotations keep the old one. They count on where both show the same.
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
    /// What was found wrong since the last checkpoint. Commits with it, so a resumed job reports nothing twice.
    pub problems: Vec<JobProblem>,
}

impl Store {
    /// Imports up to a few thousand items and moves the job's checkpoint, all or nothing.
    pub async fn import_chunk(
        &self,
        project: &ProjectId,
        items: Vec<NewItem>,
        checkpoint: Option<Checkpoint>,
        now: i64,
    ) -> Result<Vec<Imported>> {
        let input = (project.clone(), items, checkpoint, now);
        self.write(key::project(project), input, |tx, (project, items, checkpoint, now)| {
            Box::pin(import(tx, project, items, checkpoint.as_ref(), *now))
        })
        .await
    }
}

/// Locks the project, so two imports of one project take turns chunk by chunk.
pub(crate) async fn import(
    tx: &mut Tx,
    project: &ProjectId,
    items: &[NewItem],
    checkpoint: Option<&Checkpoint>,
    now: i64,
) -> Result<Vec<Imported>> {
    let locked = lock_project(tx, project).await?;
    let mut known = known(tx, project, items).await?;
    let policy = standings::policy(tx, project).await?;
    let empty = standing(&policy, &[], &Meanings::default(), &Course::default());
    let opens = empty.state == ItemState::Open;
    let (seq, sequence) = (locked.seq, locked.last_sequence);
    let mut chunk = Chunk { now, order: policy.order, seq, sequence, n_new: 0, changed: BTreeSet::new() };
    let mut rows = Rows::new(project, &empty, now);
    let mut outcomes = Vec::with_capacity(items.len());
    for item in items {
        let outcome = match known.get(&item.external_id) {
            Some(stored) if stored.content_hash == item.content_hash => Imported::Unchanged(stored.id.clone()),
            Some(stored) => {
                // The row before may be one of this chunk, which must be there to be revised.
                rows.write_items(tx).await?;
                let stored = revise(tx, &mut chunk, &mut rows, item, stored).await?;
                let id = stored.id.clone();
                known.insert(item.external_id.clone(), stored);
                Imported::Revised(id)
            }
            None => {
                known.insert(item.external_id.clone(), Known::new(item));
                chunk.add(item, &mut rows);
                Imported::New(item.id.clone())
            }
        };
        outcomes.push(outcome);
    }
    rows.write(tx, project).await?;
    chunk.count(tx, project, items, if opens { chunk.n_new } else { 0 }).await?;
    for item in &chunk.changed {
        revisions::begin_anew(tx, project, item, now).await?;
    }
    if let Some(checkpoint) = checkpoint {
        jobs::move_checkpoint(tx, checkpoint).await?;
        problems::insert(tx, &checkpoint.job, &checkpoint.problems).await?;
    }
    Ok(outcomes)
}

/// What is stored of an item that an import brings again.
#[derive(Clone, Debug)]
struct Known {
    id: ItemId,
    revision: i64,
    content_hash: String,
    shown_hash: String,
    /// The first revision that shows the same.
    shown: i64,
    /// The priority that came with the revision.
    priority: i64,
}

impl Known {
    fn new(item: &NewItem) -> Self {
        let (content_hash, shown_hash) = (item.content_hash.clone(), item.shown_hash.clone());
        Self { id: item.id.clone(), revision: 1, content_hash, shown_hash, shown: 1, priority: item.priority }
    }
}

/// Keys that one statement looks up.
const KEYS: usize = 500;

/// External id → the item's newest revision.
async fn known(tx: &mut Tx, project: &ProjectId, items: &[NewItem]) -> Result<HashMap<String, Known>> {
    let mut known = HashMap::with_capacity(items.len());
    for chunk in items.chunks(KEYS) {
        let mut statement = composed(format!(
            "select i.external_id, i.id, r.revision, r.content_hash, r.priority, r.shown_hash, r.shown
             from items i join item_revisions r on r.item = i.id and r.until_seq = {FOREVER}
             where i.project = {} and i.external_id in ({})",
            tx.dialect.placeholder(1),
            tx.dialect.placeholders(2, chunk.len())
        ));
        statement = statement.bind(project.as_str());
        for item in chunk {
            statement = statement.bind(item.external_id.as_str());
        }
        for row in statement.fetch_all(&mut tx.conn).await? {
            let (id, revision, content_hash) = (ItemId(row.text(1)?), row.int(2)?, row.text(3)?);
            let (priority, shown_hash, shown) = (row.int(4)?, row.text(5)?, row.int(6)?);
            known.insert(row.text(0)?, Known { id, revision, content_hash, shown_hash, shown, priority });
        }
    }
    Ok(known)
}

/// Where the chunk stands in the project's numbers.
struct Chunk {
    now: i64,
    order: Order,
    seq: i64,
    sequence: i64,
    n_new: i64,
    /// Items of which annotators see something else by now.
    changed: BTreeSet<ItemId>,
}

impl Chunk {
    fn add<'a>(&mut self, item: &'a NewItem, rows: &mut Rows<'a>) {
        self.seq += 1;
        self.sequence += 1;
        self.n_new += 1;
        let queue_key = match self.order {
            Order::Sequence => self.sequence,
            Order::Random => item.random_key,
            Order::Priority => item.priority.saturating_neg(),
        };
        rows.add_item(item, self.sequence, self.seq, queue_key);
    }

    /// Moves the project's counters; the first thumbnail becomes its cover.
    async fn count(&self, tx: &mut Tx, project: &ProjectId, items: &[NewItem], n_open: i64) -> Result<()> {
        let row =
            sql("select kinds from counters where project = $1").bind(project.as_str()).fetch_one(&mut tx.conn).await?;
        let mut kinds = read_kinds(&row.text(0)?);
        for kind in items.iter().flat_map(|item| &item.kinds) {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
        sql("update counters set seq = $2, last_sequence = $3, items = items + $4, open = open + $5, done = done + $4 - $5,
                 queue_version = queue_version + 1, priority_version = priority_version + 1,
                 cover_sha = coalesce(cover_sha, $6), kinds = $7
             where project = $1")
        .bind(project.as_str())
        .bind(self.seq)
        .bind(self.sequence)
        .bind(self.n_new)
        .bind(n_open)
        .bind(items.iter().find_map(|item| item.thumbnail_sha.clone()))
        .bind(kinds_text(&kinds))
        .execute(&mut tx.conn)
        .await?;
        Ok(())
    }
}

/// Ends the newest revision and appends the next one. A priority that a manager gave stays; votes stay while annotators
/// see the same.
async fn revise<'a>(
    tx: &mut Tx,
    chunk: &mut Chunk,
    rows: &mut Rows<'a>,
    item: &'a NewItem,
    stored: &Known,
) -> Result<Known> {
    chunk.seq += 1;
    sql("update item_revisions set until_seq = $3 where item = $1 and revision = $2")
        .bind(stored.id.as_str())
        .bind(stored.revision)
        .bind(chunk.seq)
        .execute(&mut tx.conn)
        .await?;
    let revision = stored.revision + 1;
    let shown = if stored.shown_hash == item.shown_hash {
        stored.shown
    } else {
        chunk.changed.insert(stored.id.clone());
        revisions::showing(tx, &stored.id, &item.shown_hash).await?.unwrap_or(revision)
    };
    rows.add_revision(owned(&stored.id), (revision, shown), item, chunk.seq);
    sql("update standings set revision = $2, revision_seq = $3, group_id = $4, changed_at = $5,
             descending = case when descending = $6 then $7 else descending end,
             queue_key = case when $8 = 'priority' and descending = $6 then $7 else queue_key end
         where item = $1")
    .bind(stored.id.as_str())
    .bind(revision)
    .bind(chunk.seq)
    .bind(item.group.clone().unwrap_or_default())
    .bind(chunk.now)
    .bind(stored.priority.saturating_neg())
    .bind(item.priority.saturating_neg())
    .bind(order_word(chunk.order))
    .execute(&mut tx.conn)
    .await?;
    Ok(Known { revision, shown, id: stored.id.clone(), ..Known::new(item) })
}
