//! Imports an upload: rows in chunks, each committed together with the checkpoint of the job.

use std::collections::BTreeMap;
use std::sync::Arc;

use crosscheck_domain::{Content, Design, Item, ItemId, MediaKind, Problem, check_item, excerpt, search_words};
use crosscheck_formats::{self as formats, Folder, ReadContext, ReadLimits, Record, Rejected};
use crosscheck_store::{Checkpoint, Imported, JobProblem, NewItem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::mpsc::{Receiver, channel};

use super::files::Files;
use super::{Stop, Work};
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
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let design = work.app.design(&work.project.id, work.project.design_version).await?;
    let mut files = Files::open(&work, payload.files).await?;
    if reached.rows == 0 && !files.problems.is_empty() {
        let found = files.problems.drain(..).map(|problem| JobProblem { problem, raw: None }).collect();
        work.app.store.add_problems(work.id(), found).await?;
    }
    let mut chunks = read(files.folder.clone(), design.clone(), reached.rows);
    while let Some(rows) = chunks.recv().await {
        import(&work, &design, &mut files, rows, &mut reached).await?;
    }
    super::tiles::queue(&work, std::mem::take(&mut files.large)).await?;
    Ok(json!({
        "new": reached.new, "revised": reached.revised, "unchanged": reached.unchanged, "rejected": reached.rejected,
    }))
}

/// Reads the rows on a thread of its own; the channel's length keeps memory flat.
fn read(folder: Arc<Folder>, design: Arc<Design>, skip: u64) -> Receiver<Vec<Row>> {
    let (send, receive) = channel(2);
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
            let mut bytes = 0;
            let mut chunk: Vec<Row> = Vec::new();
            while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
                let Some(row) = rows.next() else { break };
                bytes += weight(&row);
                chunk.push(row);
            }
            if chunk.is_empty() || send.blocking_send(chunk).is_err() {
                return;
            }
        }
    });
    receive
}

/// About how many bytes a row takes.
fn weight(row: &Row) -> usize {
    let record = match row {
        Ok(record) => record,
        Err(rejected) => return rejected.raw.len(),
    };
    let texts = record.slots.values().flatten().map(String::len).sum::<usize>();
    let claims = record.claims.iter().map(|claim| 100 + claim.text.as_ref().map_or(0, String::len)).sum::<usize>();
    texts + claims + record.metadata.iter().map(|(key, value)| key.len() + size(value)).sum::<usize>()
}

fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(size).sum(),
        Value::Object(values) => values.iter().map(|(key, value)| key.len() + size(value)).sum(),
    }
}

async fn import(
    work: &Work,
    design: &Design,
    files: &mut Files,
    rows: Vec<Row>,
    reached: &mut Reached,
) -> Result<(), Stop> {
    let mut items = Vec::with_capacity(rows.len());
    let mut refused = Vec::new();
    for row in rows {
        reached.rows += 1;
        let known = refused.len();
        match row {
            Ok(record) => {
                let key = format!("{}:{}", work.id(), reached.rows);
                match item(work, design, files, record, &key).await? {
                    Ok(new) => items.push(new),
                    Err(problems) => refused.extend(problems),
                }
            }
            Err(rejected) => refused.push(job_problem(rejected)),
        }
        reached.rejected += u64::from(refused.len() > known);
    }
    // What each item becomes is known only by committing it: until the next chunk, the counts call them all new.
    let expected = Reached { new: reached.new + items.len() as u64, ..reached.clone() };
    let checkpoint = Checkpoint { problems: refused, ..work.at(reached.rows, None, &expected)? };
    let imported = work.app.store.import_chunk(&work.project.id, items, Some(checkpoint), work.app.now()).await?;
    for outcome in imported {
        match outcome {
            Imported::New(_) => reached.new += 1,
            Imported::Revised(_) => reached.revised += 1,
            Imported::Unchanged(_) => reached.unchanged += 1,
        }
    }
    Ok(())
}

fn job_problem(rejected: Rejected) -> JobProblem {
    let raw = &rejected.raw[..rejected.raw.len().min(MOST_RAW)];
    let raw = String::from_utf8_lossy(raw).replace('\0', "\u{fffd}");
    JobProblem { problem: rejected.problem, raw: Some(raw).filter(|raw| !raw.is_empty()) }
}

/// A row as an item to be stored, or everything that is wrong with it.
async fn item(
    work: &Work,
    design: &Design,
    files: &mut Files,
    record: Record,
    key: &str,
) -> Result<Result<NewItem, Vec<JobProblem>>, Stop> {
    let line = record.line;
    let assets = files.resolve(work, design, &record).await?;
    let mut lookup = |reference: &formats::MediaRef| {
        let unknown = || Err(Problem::new("media_missing", "this medium was not looked up"));
        assets.get(reference).cloned().unwrap_or_else(unknown)
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
    new_item(item, line).map(Ok)
}

/// Takes out of the item whatever is filtered or sorted by.
fn new_item(item: Item, line: u64) -> Result<NewItem, Stop> {
    let content = serde_json::to_string(&item)?;
    let parts = || item.slots.values().flatten();
    let mut kinds: Vec<MediaKind> = Vec::new();
    let mut assets: Vec<String> = Vec::new();
    let mut text = item.external_id.clone();
    let mut thumbnail_sha = None;
    for part in parts() {
        if !kinds.contains(&part.content.kind()) {
            kinds.push(part.content.kind());
        }
        match &part.content {
            Content::Text { text: found } => {
                text.push(' ');
                text.push_str(found);
            }
            Content::Asset { asset } => {
                thumbnail_sha.get_or_insert_with(|| asset.sha256.clone());
                assets.push(asset.sha256.clone());
            }
        }
    }
    let mut words = search_words(&text);
    words.truncate(MOST_WORDS);
    let id = secret::new_id();
    let content_hash = secret::sha256(content.as_bytes());
    Ok(NewItem {
        random_key: i64::from_str_radix(&content_hash[..15], 16).map_err(internal)?,
        id: ItemId(id),
        excerpt: excerpt(&item),
        external_id: item.external_id,
        line: Some(line),
        content_hash,
        content,
        words,
        kinds,
        thumbnail_sha,
        group: item.group,
        split: item.split,
        priority: item.priority,
        assets,
    })
}
