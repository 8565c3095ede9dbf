//! Makes items of what people wrote in another project: a page of its items and the checkpoint of the job together.

use crosscheck_domain::{Content, Item, ItemId, Problem, check_item};
use crosscheck_store::{Checkpoint, Imported, JobProblem, NewItem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::import::new_item;
use super::{Stop, Work};
use crate::stage::{self, Asked, Made};

#[derive(Clone, Default, Serialize, Deserialize)]
struct Reached {
    after: Option<ItemId>,
    /// Finished items of the other project.
    finished: u64,
    new: u64,
    revised: u64,
    unchanged: u64,
    rejected: u64,
}

pub async fn run(work: Work) -> Result<Value, Stop> {
    let asked: Asked = work.payload()?;
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let from = work.app.store.project_by_id(&asked.from).await?;
    let counts = work.app.store.counts(&from.id).await?;
    let total = counts.done + counts.settled;
    let stage = stage::open(&work.app, from, &work.project, &asked).await?;
    while let Some(page) = stage.page(&work.app, reached.after.as_ref()).await? {
        let (mut items, mut problems) = (Vec::with_capacity(page.made.len()), Vec::new());
        for made in page.made {
            bring(&work, &made.item).await?;
            match checked(&stage, made)? {
                Ok(item) => items.push(item),
                Err(found) => {
                    reached.rejected += 1;
                    problems.extend(found);
                }
            }
        }
        reached.after = Some(page.last);
        reached.finished += page.finished;
        // What each item becomes is known only by committing it: until the next page, the counts call them all new.
        let expected = Reached { new: reached.new + items.len() as u64, ..reached.clone() };
        let checkpoint = Checkpoint { problems, ..work.at(reached.finished, Some(total), &expected)? };
        let outcomes = work.app.store.import_chunk(&work.project.id, items, Some(checkpoint), work.app.now()).await?;
        outcomes.iter().for_each(|outcome| reached.count(outcome));
        work.alive().await?;
    }
    Ok(json!({
        "new": reached.new, "revised": reached.revised, "unchanged": reached.unchanged, "rejected": reached.rejected,
    }))
}

impl Reached {
    fn count(&mut self, outcome: &Imported) {
        match outcome {
            Imported::New(_) => self.new += 1,
            Imported::Revised(_) => self.revised += 1,
            Imported::Unchanged(_) => self.unchanged += 1,
        }
    }
}

/// The project knows the media of the item; their bytes are there.
async fn bring(work: &Work, item: &Item) -> Result<(), Stop> {
    let (store, project, now) = (&work.app.store, &work.project.id, work.app.now());
    for part in item.slots.values().flatten() {
        if let Content::Asset { asset } = &part.content
            && store.asset_to_name(project, &asset.sha256, now).await?.is_none()
        {
            store.add_asset(project, asset, now).await?;
        }
    }
    Ok(())
}

/// Ready to be written, or everything that is wrong with it.
fn checked(stage: &stage::Stage, made: Made) -> Result<Result<NewItem, Vec<JobProblem>>, Stop> {
    let Made { item, authors } = made;
    let problems = check_item(&stage.to_design, &item);
    if problems.is_empty() {
        let new = new_item(&stage.to_design, item, 0)?;
        return Ok(Ok(NewItem { line: None, authors, ..new }));
    }
    let named = |problem: Problem| JobProblem { problem: problem.within(&item.external_id), raw: None };
    Ok(Err(problems.into_iter().map(named).collect()))
}
