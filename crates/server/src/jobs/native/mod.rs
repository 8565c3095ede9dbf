//! Imports a native export: items as they were, and annotations as the work of people who cannot sign in here.

mod annotations;
mod designs;
mod truths;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use crosscheck_domain::{Content, Item, Problem, check_item};
use crosscheck_formats::native::{NativeAnnotation, NativeItem, NativeTruth, is_native, read_native};
use crosscheck_formats::{Folder, ReadLimits, Rejected, clean_path};
use crosscheck_store::{Checkpoint, Imported, JobProblem, NewItem};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::mpsc::{Receiver, channel};

use super::files::Files;
use super::import::{chunk, job_problem, new_item};
use super::{Stop, Work};
use annotations::annotations;
use designs::Designs;
use truths::truths;

/// Rows that are committed together, unless they are long; a row brings all annotations of its item.
const CHUNK: usize = 100;

/// How far the import is. Commits with each chunk.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Reached {
    rows: u64,
    new: u64,
    revised: u64,
    unchanged: u64,
    rejected: u64,
    annotations: u64,
    annotations_known: u64,
    annotations_rejected: u64,
    truths: u64,
    truths_rejected: u64,
}

type Row = Result<NativeItem, Rejected>;

/// The native files of an upload, where there are any: then nothing else in it is read as rows.
pub fn found(folder: &Folder) -> Vec<String> {
    let max = ReadLimits::default().max_row;
    let lines = folder.names().iter().filter(|name| name.ends_with(".jsonl") || name.ends_with(".ndjson"));
    let native = lines.filter(|name| {
        let file = folder.path(name).and_then(|path| File::open(path).ok());
        file.is_some_and(|file| is_native(BufReader::new(file), max))
    });
    native.cloned().collect()
}

pub async fn run(work: &Work, files: &mut Files, names: Vec<String>) -> Result<Value, Stop> {
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let designs = Designs::read(work, &files.folder).await?;
    let paths = names.iter().filter_map(|name| files.folder.path(name)).collect();
    let mut chunks = read(paths, reached.rows);
    while let Some(rows) = chunks.recv().await {
        import(work, files, &designs, rows, &mut reached).await?;
    }
    Ok(serde_json::to_value(&reached)?)
}

fn read(paths: Vec<PathBuf>, skip: u64) -> Receiver<Vec<Row>> {
    let (send, receive) = channel(1);
    tokio::task::spawn_blocking(move || {
        let max = ReadLimits::default().max_row;
        let opened = paths.into_iter().filter_map(|path| File::open(path).ok());
        let rows = opened.flat_map(|file| read_native(BufReader::with_capacity(1 << 16, file), max, 0));
        let mut rows = rows.skip(usize::try_from(skip).unwrap_or(usize::MAX));
        loop {
            let chunk = chunk(&mut rows, CHUNK, |native| native.bytes);
            if chunk.is_empty() || send.blocking_send(chunk).is_err() {
                return;
            }
        }
    });
    receive
}

/// A row that is fit to be stored.
struct Accepted {
    line: u64,
    item: Item,
    /// Revision there → what annotations were made on that shows something else.
    older: BTreeMap<u32, Item>,
    annotations: Vec<NativeAnnotation>,
    truths: Vec<NativeTruth>,
}

async fn import(
    work: &Work,
    files: &mut Files,
    designs: &Designs,
    rows: Vec<Row>,
    reached: &mut Reached,
) -> Result<(), Stop> {
    let (mut accepted, mut items, mut before, mut refused) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        reached.rows += 1;
        match row.map(|native| (native.line, native)) {
            Err(rejected) => {
                reached.rejected += 1;
                refused.push(job_problem(rejected));
            }
            Ok((line, mut native)) => match item(work, files, designs, &native, native.item()).await? {
                Err(problems) => {
                    reached.rejected += 1;
                    refused.extend(problems.into_iter().map(|problem| on_line(problem, line)));
                }
                Ok(item) => {
                    let older = older(work, files, designs, &mut native, reached, &mut refused).await?;
                    before.extend(unknown(work, designs, &older, line).await?);
                    items.push(new_item(&designs.newest.1, item.clone(), line)?);
                    let NativeItem { annotations, truths, .. } = native;
                    accepted.push(Accepted { line, item, older, annotations, truths });
                }
            },
        }
    }
    // What items showed before comes first, as it did there.
    let mut born = Vec::new();
    if !before.is_empty() {
        let outcomes = work.app.store.import_chunk(&work.project.id, before, None, work.app.now()).await?;
        born.extend(outcomes.into_iter().filter(|outcome| matches!(outcome, Imported::New(_))));
    }
    // Items before annotations: when the process dies in between, they are found unchanged, and their annotations follow.
    let outcomes = work.app.store.import_chunk(&work.project.id, items, None, work.app.now()).await?;
    let (mut found, mut signed) = (Vec::new(), Vec::new());
    for (row, outcome) in accepted.into_iter().zip(outcomes) {
        let (counter, id) = match outcome {
            Imported::New(id) => (&mut reached.new, id),
            Imported::Revised(id) if born.contains(&Imported::New(id.clone())) => (&mut reached.new, id),
            Imported::Revised(id) => (&mut reached.revised, id),
            Imported::Unchanged(id) => (&mut reached.unchanged, id),
        };
        *counter += 1;
        found.extend(annotations(work, designs, &row, &id, reached, &mut refused).await?);
        signed.extend(truths(work, designs, &row, &id, reached, &mut refused).await?);
    }
    // Signatures before the checkpoint, which comes with the annotations: those that are there already are passed over.
    reached.truths += work.app.store.import_truths(&work.project.id, signed, work.app.now()).await?;
    let checkpoint = Checkpoint { problems: refused, ..work.at(reached.rows, None, reached)? };
    work.app.store.import_annotations(&work.project.id, found, Some(checkpoint), work.app.now()).await?;
    Ok(())
}

fn on_line(problem: Problem, line: u64) -> JobProblem {
    JobProblem { problem: problem.on_line(line), raw: None }
}

/// What the item showed before, where annotations were made on that. What is no content here takes its annotations along.
async fn older(
    work: &Work,
    files: &mut Files,
    designs: &Designs,
    native: &mut NativeItem,
    reached: &mut Reached,
    refused: &mut Vec<JobProblem>,
) -> Result<BTreeMap<u32, Item>, Stop> {
    let (mut found, mut lost) = (BTreeMap::new(), Vec::new());
    for (index, older) in native.revisions.iter().enumerate() {
        match item(work, files, designs, native, older.item()).await? {
            Ok(item) => _ = found.insert(older.revision, item),
            Err(problems) => {
                let within = |problem: Problem| on_line(problem.within(index).within("revisions"), native.line);
                refused.extend(problems.into_iter().map(within));
                lost.push(older.revision);
            }
        }
    }
    let n_annotations = native.annotations.len();
    native.annotations.retain(|annotation| !lost.contains(&annotation.item_revision));
    reached.annotations_rejected += (n_annotations - native.annotations.len()) as u64;
    Ok(found)
}

/// Those that the item, if it is here, never showed.
async fn unknown(work: &Work, designs: &Designs, older: &BTreeMap<u32, Item>, line: u64) -> Result<Vec<NewItem>, Stop> {
    let mut found = Vec::new();
    for item in older.values() {
        let new = new_item(&designs.newest.1, item.clone(), line)?;
        if !work.app.store.has_shown(&work.project.id, &new.external_id, &new.shown_hash).await? {
            found.push(new);
        }
    }
    Ok(found)
}

/// One content of a row, its media being those of this project.
async fn item(
    work: &Work,
    files: &mut Files,
    designs: &Designs,
    native: &NativeItem,
    read: Result<Item, Problem>,
) -> Result<Result<Item, Vec<Problem>>, Stop> {
    let mut item = match read {
        Ok(item) => item,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    if item.external_id != native.external_id {
        let message = "`external_id` of the row and of its item differ; make them equal";
        return Ok(Err(vec![Problem::new("external_id_differs", message)]));
    }
    let mut problems = Vec::new();
    for part in item.slots.values_mut().flatten() {
        let Content::Asset { asset } = &mut part.content else { continue };
        match files.by_hash(work, &asset.sha256).await? {
            // What the row says of the bytes is not believed, and a name that could lead somewhere is left out.
            Ok(known) => {
                asset.info = known.info;
                asset.name = asset.name.take().and_then(|name| clean_path(&name).ok());
            }
            Err(problem) => problems.push(problem.within("item")),
        }
    }
    if problems.is_empty() {
        problems = check_item(&designs.newest.1, &item);
    }
    Ok(if problems.is_empty() { Ok(item) } else { Err(problems) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn chunks_are_weighed_by_their_rows() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("data.jsonl");
        let row =
            |text: &str| format!(r#"{{"item_id":"1","external_id":"1","item":"{text}","annotations":[]}}"#) + "\n";
        let (long, short) = (row(&"a".repeat(3_000_000)).repeat(5), row("a").repeat(250));
        std::fs::write(&path, long + &short).unwrap();
        let (mut chunks, mut found) = (read(vec![path], 0), Vec::new());
        while let Some(chunk) = chunks.recv().await {
            found.push(chunk.len());
        }
        assert_eq!(found, [2, 2, 100, 100, 51]);
    }
}
