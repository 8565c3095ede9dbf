//! Imports an upload: rows in chunks, each committed together with the checkpoint of the job.

use std::collections::BTreeMap;
use std::sync::Arc;

use crosscheck_domain::{
    Content, Design, Item, ItemId, JobId, MediaKind, Problem, check_item, excerpt, search_words, shown,
};
use crosscheck_formats::{self as formats, Folder, ReadContext, ReadLimits, Record, Rejected};
use crosscheck_store::{Checkpoint, Imported, JobProblem, NewItem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::JoinHandle;

use super::files::{Files, Media};
use super::{Stop, Work, native};
use crate::error::internal;
use crate::secret;
use crate::upload::Uploaded;

/// Rows that are committed together: many, as each chunk is a part of its own in the word index, but no more than a
/// submission that comes meanwhile can wait for.
const CHUNK: usize = 2000;
/// No row is added to a chunk of so many bytes.
const CHUNK_BYTES: usize = 4 << 20;
/// Words of one item in the search.
const MOST_WORDS: usize = 200;
/// Bytes of a rejected row that are kept.
const MOST_RAW: usize = 64 << 10;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportPayload {
    pub files: Vec<Uploaded>,
}

/// How far an import is. Commits with each chunk, so that nothing is imported twice.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Reached {
    /// Rows that were dealt with, in the order of the readers.
    rows: u64,
    new: u64,
    revised: u64,
    unchanged: u64,
    rejected: u64,
}

type Row = Result<Record, Rejected>;

pub async fn run(work: Work) -> Result<Value, Stop> {
    let payload: ImportPayload = work.payload()?;
    let design = work.app.design(&work.project.id, work.project.design_version).await?;
    let mut files = Files::open(&work, payload.files).await?;
    if !work.was_begun() && !files.problems.is_empty() {
        let found = files.problems.drain(..).map(|problem| JobProblem { problem, raw: None }).collect();
        work.app.store.add_problems(work.id(), found).await?;
    }
    let exported = native::found(&files.folder);
    if !exported.is_empty() {
        return native::run(&work, &mut files, exported).await;
    }
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let mut chunks = read(files.folder.clone(), design.clone(), reached.rows);
    let (mut n_rows, mut committing): (u64, Option<Committing>) = (reached.rows, None);
    while let Some(rows) = chunks.recv().await {
        // Made while the chunk before is being committed.
        let chunk = made(&work, &design, &mut files, rows, n_rows).await?;
        n_rows = chunk.n_rows;
        if let Some(before) = committing.take() {
            reached.count(before).await?;
        }
        committing = Some(reached.commit(&work, chunk)?);
    }
    if let Some(last) = committing {
        reached.count(last).await?;
    }
    super::tiles::queue(&work, std::mem::take(&mut files.large)).await?;
    super::timed::queue(&work, std::mem::take(&mut files.timed)).await?;
    Ok(json!({
        "new": reached.new, "revised": reached.revised, "unchanged": reached.unchanged, "rejected": reached.rejected,
    }))
}

/// A chunk that is being written.
type Committing = JoinHandle<crosscheck_store::Result<Vec<Imported>>>;

impl Reached {
    /// Begins to write a chunk together with how far the import is behind it.
    fn commit(&mut self, work: &Work, chunk: Chunk) -> Result<Committing, Stop> {
        self.rows = chunk.n_rows;
        self.rejected += chunk.n_rejected;
        // What each item becomes is known only by committing it: until the next chunk, the counts call them all new.
        let expected = Self { new: self.new + chunk.items.len() as u64, ..self.clone() };
        let checkpoint = Checkpoint { problems: chunk.refused, ..work.at(self.rows, None, &expected)? };
        let (app, project) = (work.app.clone(), work.project.id.clone());
        Ok(tokio::spawn(
            async move { app.store.import_chunk(&project, chunk.items, Some(checkpoint), app.now()).await },
        ))
    }

    /// Waits for the chunk, and counts what became of its items.
    async fn count(&mut self, committing: Committing) -> Result<(), Stop> {
        for outcome in committing.await.map_err(internal)?? {
            match outcome {
                Imported::New(_) => self.new += 1,
                Imported::Revised(_) => self.revised += 1,
                Imported::Unchanged(_) => self.unchanged += 1,
            }
        }
        Ok(())
    }
}

/// Reads the rows on a thread of its own; the channel's length keeps memory flat.
fn read(folder: Arc<Folder>, design: Arc<Design>, skip: u64) -> Receiver<Vec<Row>> {
    let (send, receive) = channel(1);
    tokio::task::spawn_blocking(move || {
        let (limits, columns) = (ReadLimits::default(), BTreeMap::new());
        let context = ReadContext { design: &design, columns: &columns, limits: &limits, resume_from_line: 0 };
        let mut rows = match folder.records(&context) {
            Ok(records) => records.skip(usize::try_from(skip).unwrap_or(usize::MAX)),
            Err(problem) => {
                let _ = send.blocking_send(vec![Err(Rejected::new(problem, b""))]);
                return;
            }
        };
        loop {
            let chunk = chunk(&mut rows, CHUNK, |record| record.bytes);
            if chunk.is_empty() || send.blocking_send(chunk).is_err() {
                return;
            }
        }
    });
    receive
}

/// The next rows: at most so many, and none after as many bytes as a chunk takes. The length of a row in its file tells
/// best what it takes, whatever it is made of.
pub(super) fn chunk<T>(
    rows: &mut dyn Iterator<Item = Result<T, Rejected>>,
    most: usize,
    length: fn(&T) -> usize,
) -> Vec<Result<T, Rejected>> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < most && bytes < CHUNK_BYTES {
        let Some(row) = rows.next() else { break };
        bytes += row.as_ref().map_or_else(|rejected| rejected.raw.len(), length);
        chunk.push(row);
    }
    chunk
}

/// Rows as items, ready to be written.
struct Chunk {
    items: Vec<NewItem>,
    refused: Vec<JobProblem>,
    n_rejected: u64,
    /// Rows up to the end of the chunk.
    n_rows: u64,
}

/// Makes items of rows that follow `n_rows` others. Long texts with many claims take their time, in which a worker that
/// serves requests must not be held.
async fn made(
    work: &Work,
    design: &Arc<Design>,
    files: &mut Files,
    rows: Vec<Row>,
    n_rows: u64,
) -> Result<Chunk, Stop> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let media = match &row {
            Ok(record) => files.resolve(work, design, record).await?,
            Err(_) => Media::new(),
        };
        found.push((row, media));
    }
    let (design, job) = (design.clone(), work.id().clone());
    tokio::task::spawn_blocking(move || built(&design, &job, found, n_rows)).await.map_err(internal)?
}

fn built(design: &Design, job: &JobId, rows: Vec<(Row, Media)>, mut n_rows: u64) -> Result<Chunk, Stop> {
    let mut items = Vec::with_capacity(rows.len());
    let (mut refused, mut n_rejected) = (Vec::new(), 0);
    for (row, media) in rows {
        n_rows += 1;
        if let Ok(record) = &row {
            let remark = |problem: &Problem| JobProblem { problem: problem.clone().on_line(record.line), raw: None };
            refused.extend(record.remarks.iter().map(remark));
        }
        let known = refused.len();
        match row {
            Ok(record) => {
                let key = format!("{job}:{n_rows}");
                match item(design, media, record, &key)? {
                    Ok(new) => items.push(new),
                    Err(problems) => refused.extend(problems),
                }
            }
            Err(rejected) => refused.push(job_problem(rejected)),
        }
        n_rejected += u64::from(refused.len() > known);
    }
    Ok(Chunk { items, refused, n_rejected, n_rows })
}

pub(super) fn job_problem(rejected: Rejected) -> JobProblem {
    let raw = &rejected.raw[..rejected.raw.len().min(MOST_RAW)];
    let raw = String::from_utf8_lossy(raw).replace('\0', "\u{fffd}");
    JobProblem { problem: rejected.problem, raw: Some(raw).filter(|raw| !raw.is_empty()) }
}

/// A row as an item to be stored, or everything that is wrong with it.
fn item(design: &Design, media: Media, record: Record, key: &str) -> Result<Result<NewItem, Vec<JobProblem>>, Stop> {
    let line = record.line;
    let mut lookup = |reference: &formats::MediaRef| {
        let unknown = || Err(Problem::new("media_missing", "this medium was not looked up"));
        media.get(reference).cloned().unwrap_or_else(unknown)
    };
    let refuse = |problems: Vec<Problem>| {
        let on_line = |problem: Problem| if line > 0 { problem.on_line(line) } else { problem };
        let refused = problems.into_iter().map(|problem| JobProblem { problem: on_line(problem), raw: None });
        Ok(Err(refused.collect()))
    };
    let item = match formats::item(record, design, key, &mut lookup) {
        Ok(item) => item.with_claims(design),
        Err(problems) => return refuse(problems),
    };
    let problems = check_item(design, &item);
    if !problems.is_empty() {
        return refuse(problems);
    }
    new_item(design, item, line).map(Ok)
}

/// Takes out of the item whatever is filtered or sorted by. Its thumbnail, which may become the project's cover, is of a
/// picture or a video that everybody sees from the beginning.
/// What the store keeps of an item.
pub fn new_item(design: &Design, item: Item, line: u64) -> Result<NewItem, Stop> {
    let content = serde_json::to_string(&item)?;
    let at_once = |slot: &str| design.slot(slot).is_none_or(|slot| slot.reveal_after.is_empty());
    let parts = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| (slot, part)));
    let mut kinds: Vec<MediaKind> = Vec::new();
    let mut assets: Vec<String> = Vec::new();
    let mut text = item.external_id.clone();
    let mut thumbnail_sha = None;
    for (slot, part) in parts {
        if !kinds.contains(&part.content.kind()) {
            kinds.push(part.content.kind());
        }
        match &part.content {
            Content::Text { text: found, .. } => {
                text.push(' ');
                text.push_str(found);
            }
            Content::Asset { asset } => {
                if at_once(slot) && matches!(asset.info.kind, MediaKind::Image | MediaKind::Video) {
                    thumbnail_sha.get_or_insert_with(|| asset.sha256.clone());
                }
                assets.push(asset.sha256.clone());
            }
        }
    }
    let mut words = search_words(&text);
    words.truncate(MOST_WORDS);
    let id = secret::new_id();
    let content_hash = secret::sha256(content.as_bytes());
    let shown_hash = secret::sha256(shown(&item).as_bytes());
    Ok(NewItem {
        random_key: i64::from_str_radix(&content_hash[..15], 16).map_err(internal)?,
        id: ItemId(id),
        excerpt: excerpt(&item),
        external_id: item.external_id,
        line: Some(line),
        content_hash,
        shown_hash,
        content,
        words,
        kinds,
        thumbnail_sha,
        group: item.group,
        split: item.split,
        priority: item.priority,
        assets,
        authors: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many rows each chunk of this data file has.
    async fn chunks(name: &str, rows: &str) -> Vec<usize> {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join(name), rows).unwrap();
        let design = r#"{"title":"t","slots":[{"id":"caption","kind":"text","role":"claim_source"}]}"#;
        let design: Design = serde_json::from_str(design).unwrap();
        let mut chunks = read(Arc::new(Folder::open(place.path()).unwrap()), Arc::new(design), 0);
        let mut found = Vec::new();
        while let Some(chunk) = chunks.recv().await {
            found.push(chunk.len());
        }
        found
    }

    #[tokio::test]
    async fn chunks_are_weighed_by_everything_that_a_row_holds() {
        let long = "a".repeat(900_000);
        for key in ["id", "group", "split", "source", "license", "creator"] {
            let row = format!("{}\n", json!({key: long, "slots": {"caption": "a"}}));
            assert_eq!(chunks("rows.jsonl", &row.repeat(12)).await, [5, 5, 2], "{key}");
        }
        let claim = json!({"text": "a", "attributes": {"kind": long}, "parents": [long], "kind": long});
        let row = format!("{}\n", json!({"slots": {"caption": "a"}, "claims": [claim]}));
        assert_eq!(chunks("rows.jsonl", &row.repeat(4)).await, [2, 2]);
        let csv = format!("id,group,caption\n{}", format!("{long},{long},a\n").repeat(4));
        assert_eq!(chunks("rows.csv", &csv).await, [3, 1]);
        assert_eq!(chunks("rows.jsonl", &"{\"slots\":{\"caption\":\"a\"}}\n".repeat(2500)).await, [2000, 500]);
    }
}
