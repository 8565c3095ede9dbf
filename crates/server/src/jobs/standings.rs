//! Recomputes every standing from the facts after the policy has changed.

use crosscheck_domain::ItemId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Stop, Work};

/// Items that one commit brings up to date; submissions wait meanwhile.
const PAGE: u32 = 100;

#[derive(Default, Serialize, Deserialize)]
struct Reached {
    after: Option<String>,
    done: u64,
}

pub async fn run(work: Work) -> Result<Value, Stop> {
    let mut reached: Reached = work.resumed()?.unwrap_or_default();
    let (store, project) = (&work.app.store, &work.project.id);
    let total = store.counts(project).await?.items;
    loop {
        work.alive().await?;
        let after = reached.after.clone().map(ItemId);
        let page = store.standings_page(project, after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { return Ok(json!({"items": reached.done})) };
        reached.after = Some(last.item.0.clone());
        let items: Vec<ItemId> = page.iter().map(|row| row.item.clone()).collect();
        store.recompute_standings(project, &items, work.app.now()).await?;
        reached.done += page.len() as u64;
        store.checkpoint(work.at(reached.done, Some(total), &reached)?).await?;
    }
}
