//! Does one thing to every item that a filter selects, page by page.

use crosscheck_domain::ItemId;
use crosscheck_store::{ItemSort, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Stop, Work};
use crate::api::filter_of;
use crate::wire::{ItemAction, ItemFilter};

const PAGE: u32 = 200;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SelectPayload {
    pub filter: ItemFilter,
    pub action: ItemAction,
}

#[derive(Default, Serialize, Deserialize)]
struct Reached {
    after: Option<String>,
    done: u64,
    changed: u64,
}

pub async fn run(work: Work) -> Result<Value, Stop> {
    let payload: SelectPayload = work.payload()?;
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let (store, project) = (&work.app.store, &work.project.id);
    let filter = filter_of(&payload.filter);
    let total = match &work.job.total {
        Some(total) => *total,
        None => store.count_items(project, &filter).await?,
    };
    loop {
        work.alive().await?;
        let page = store.items(project, &filter, ItemSort::Sequence, reached.after.as_deref(), PAGE).await?;
        let items: Vec<ItemId> = page.items.into_iter().map(|row| row.id).collect();
        reached.changed += apply(&work, &payload.action, &items).await?;
        reached.done += items.len() as u64;
        reached.after = page.next;
        store.checkpoint(work.at(reached.done, Some(total), &reached)?).await?;
        if reached.after.is_none() {
            return Ok(json!({"selected": reached.done, "changed": reached.changed}));
        }
    }
}

async fn apply(work: &Work, action: &ItemAction, items: &[ItemId]) -> Result<u64, Stop> {
    let (store, project, now) = (&work.app.store, &work.project.id, work.app.now());
    let by = work.job.by.clone().ok_or_else(|| Stop::Failed("nobody asked for this".to_owned()))?;
    Ok(match action {
        ItemAction::Requeue { extra } => store.requeue(project, items, *extra, &by, now).await?,
        ItemAction::Priority { value } => store.set_priority(project, items, *value, &by, now).await?,
        ItemAction::Exclude { reason } => store.exclude(project, items, reason, &by, now).await?,
        ItemAction::Include => store.include(project, items, &by, now).await?,
        ItemAction::Assign { annotator } => {
            let mut assigned = 0;
            for item in items {
                match store.assign(project, item, &annotator.as_str().into(), now).await {
                    Ok(_) => assigned += 1,
                    // Has done it already: nothing to assign.
                    Err(StoreError::Conflict(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            assigned
        }
    })
}
