//! Does one thing to every item that a filter selects, page by page.

use crosscheck_domain::ItemId;
use crosscheck_store::{Checkpoint, Intervention, ItemSort};
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

#[derive(Clone, Default, Serialize, Deserialize)]
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
    let by = work.job.by.clone().ok_or_else(|| Stop::Failed("nobody asked for this".to_owned()))?;
    loop {
        work.alive().await?;
        let page = store.items(project, &filter, ItemSort::Sequence, reached.after.as_deref(), PAGE).await?;
        let items: Vec<ItemId> = page.items.into_iter().map(|row| row.id).collect();
        let (before, done) = (reached.changed, reached.done + items.len() as u64);
        reached = Reached { after: page.next, done, changed: before };
        let checkpoint = work.at(done, Some(total), &())?;
        let so_far = reached.clone();
        // Part of the same transaction: who goes on behind it does nothing twice.
        let commit = move |changed| so_far.checkpoint(&checkpoint, changed);
        let what = intervention(&payload.action);
        let changed = store.intervene(project, &items, what, &by, Some(Box::new(commit)), work.app.now()).await?;
        reached.changed = before + changed;
        if reached.after.is_none() {
            return Ok(json!({"selected": reached.done, "changed": reached.changed}));
        }
    }
}

impl Reached {
    fn checkpoint(&self, checkpoint: &Checkpoint, changed: u64) -> Checkpoint {
        let reached = json!({"after": self.after, "done": self.done, "changed": self.changed + changed});
        Checkpoint { state_json: reached.to_string(), ..checkpoint.clone() }
    }
}

fn intervention(action: &ItemAction) -> Intervention {
    match action {
        ItemAction::Requeue { extra } => Intervention::Requeue(*extra),
        ItemAction::Priority { value } => Intervention::Priority(*value),
        ItemAction::Exclude { reason } => Intervention::Exclude(reason.clone()),
        ItemAction::Include => Intervention::Include,
        ItemAction::Assign { annotator } => Intervention::Assign(annotator.as_str().into()),
        ItemAction::Unassign => Intervention::Unassign,
    }
}
