//! The rows of an import chunk, collected by table and inserted many at a time.

use crosscheck_domain::{ItemId, ProjectId, Standing};

use crate::{
    NewItem, Result,
    projects::kinds_text,
    sql::{FOREVER, ROWS_PER_STATEMENT, big, composed, insert_many, sql},
    standings::{NO_AGREEMENT, agreement_rank},
    writer::Tx,
};

/// A cell that waits to be bound.
#[derive(Clone, Debug)]
enum Cell {
    Text(String),
    Maybe(Option<String>),
    Int(i64),
    MaybeInt(Option<i64>),
    Double(f64),
}

/// Rows of one table: its name and columns, and the cells row after row.
#[derive(Debug)]
struct Batch {
    into: &'static str,
    n_columns: usize,
    cells: Vec<Cell>,
}

impl Batch {
    fn new(into: &'static str) -> Self {
        Self { into, n_columns: into.matches(',').count() + 1, cells: Vec::new() }
    }

    async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        let cells = std::mem::take(&mut self.cells);
        for chunk in cells.chunks(self.n_columns * ROWS_PER_STATEMENT) {
            let mut statement =
                composed(insert_many(tx.dialect, self.into, self.n_columns, chunk.len() / self.n_columns));
            for cell in chunk {
                statement = match cell {
                    Cell::Text(text) => statement.bind(text),
                    Cell::Maybe(text) => statement.bind(text.clone()),
                    Cell::Int(number) => statement.bind(*number),
                    Cell::MaybeInt(number) => statement.bind(*number),
                    Cell::Double(number) => statement.bind(*number),
                };
            }
            statement.execute(&mut tx.conn).await?;
        }
        Ok(())
    }
}

/// The tables in the order in which they refer to each other.
#[derive(Debug)]
pub(crate) struct Rows {
    items: Batch,
    revisions: Batch,
    standings: Batch,
    words: Batch,
    assets: Batch,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            items: Batch::new("items (id, project, external_id, sequence, line, created_at)"),
            revisions: Batch::new(
                "item_revisions (item, revision, project, seq, until_seq, body, content_hash, excerpt, words, kinds, \
                 thumbnail_sha, group_id, split, priority, created_at)",
            ),
            standings: Batch::new(
                "standings (item, project, revision, sequence, random_key, descending, state, wanted, taken, votes, extra, \
                 excluded_seq, agreement, agreement_rank, claimable, group_id, changed_at)",
            ),
            words: Batch::new("words (project, word, item)"),
            assets: Batch::new("item_assets (sha256, item)"),
        }
    }
}

impl Rows {
    pub fn add_item(&mut self, project: &ProjectId, item: &NewItem, sequence: i64, now: i64) {
        self.items.cells.extend([
            Cell::Text(item.id.0.clone()),
            Cell::Text(project.0.clone()),
            Cell::Text(item.external_id.clone()),
            Cell::Int(sequence),
            Cell::MaybeInt(item.line.map(big)),
            Cell::Int(now),
        ]);
    }

    pub fn add_revision(
        &mut self,
        project: &ProjectId,
        id: &ItemId,
        revision: i64,
        item: &NewItem,
        seq: i64,
        now: i64,
    ) {
        self.revisions.cells.extend([
            Cell::Text(id.0.clone()),
            Cell::Int(revision),
            Cell::Text(project.0.clone()),
            Cell::Int(seq),
            Cell::Int(FOREVER),
            Cell::Text(item.content.clone()),
            Cell::Text(item.content_hash.clone()),
            Cell::Text(item.excerpt.clone()),
            Cell::Text(item.words.join(" ")),
            Cell::Text(kinds_text(&item.kinds)),
            Cell::Maybe(item.thumbnail_sha.clone()),
            Cell::Text(item.group.clone().unwrap_or_default()),
            Cell::Maybe(item.split.clone()),
            Cell::Int(item.priority),
            Cell::Int(now),
        ]);
    }

    pub fn add_standing(&mut self, project: &ProjectId, item: &NewItem, sequence: i64, empty: &Standing, now: i64) {
        let claimable = empty.state == crosscheck_domain::ItemState::Open && empty.votes < empty.wanted;
        self.standings.cells.extend([
            Cell::Text(item.id.0.clone()),
            Cell::Text(project.0.clone()),
            Cell::Int(1),
            Cell::Int(sequence),
            Cell::Int(item.random_key),
            Cell::Int(-item.priority),
            Cell::Text(empty.state.as_str().to_owned()),
            Cell::Int(i64::from(empty.wanted)),
            Cell::Int(0),
            Cell::Int(i64::from(empty.votes)),
            Cell::Int(0),
            Cell::MaybeInt(None),
            Cell::Double(NO_AGREEMENT),
            Cell::Int(agreement_rank(None)),
            Cell::Int(i64::from(claimable)),
            Cell::Text(item.group.clone().unwrap_or_default()),
            Cell::Int(now),
        ]);
    }

    pub fn add_words<'w>(&mut self, project: &ProjectId, id: &ItemId, words: impl Iterator<Item = &'w String>) {
        let mut words: Vec<&String> = words.collect();
        words.sort();
        words.dedup();
        for word in words {
            self.words.cells.extend([
                Cell::Text(project.0.clone()),
                Cell::Text(word.clone()),
                Cell::Text(id.0.clone()),
            ]);
        }
    }

    pub fn add_assets(&mut self, id: &ItemId, assets: &[String]) {
        for sha256 in assets {
            self.assets.cells.extend([Cell::Text(sha256.clone()), Cell::Text(id.0.clone())]);
        }
    }

    /// Inserts everything that was collected.
    pub async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        self.items.write(tx).await?;
        self.revisions.write(tx).await?;
        self.standings.write(tx).await?;
        self.words.write(tx).await?;
        self.assets.write(tx).await
    }
}

pub(crate) async fn delete_words<'w>(
    tx: &mut Tx,
    project: &ProjectId,
    item: &ItemId,
    words: impl Iterator<Item = &'w String>,
) -> Result<()> {
    for word in words {
        sql("delete from words where project = $1 and word = $2 and item = $3")
            .bind(project.as_str())
            .bind(word)
            .bind(item.as_str())
            .execute(&mut tx.conn)
            .await?;
    }
    Ok(())
}
