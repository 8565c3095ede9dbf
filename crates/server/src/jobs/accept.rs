//! Signs consensus, item by item.

use crosscheck_domain::ItemId;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Stop, Work};
use crate::consensus;
use crate::wire::AcceptConsensus;

#[derive(Default, Serialize, Deserialize)]
struct Done {
    signed: u64,
    after: Option<ItemId>,
}

/// A sign of life and a checkpoint after so many items.
const STEP: usize = 50;

pub async fn run(work: Work) -> Result<serde_json::Value, Stop> {
    let asked: AcceptConsensus = work.payload()?;
    let signer = work.job.by.clone().ok_or_else(|| Stop::Failed("nobody signs it".to_owned()))?;
    let mut done: Done = work.resumed()?.unwrap_or_default();
    let passing = consensus::passing(&work.app, &work.project, &asked).await?;
    let total = passing.items.len() as u64;
    let from = done.after.clone();
    let left = passing.items.into_iter().filter(|item| from.as_ref().is_none_or(|from| item > from));
    for (at, item) in left.enumerate() {
        done.signed += u64::from(consensus::sign_item(&work.app, &work.project, &item, &asked, &signer).await?);
        done.after = Some(item);
        if at % STEP == STEP - 1 {
            work.app.store.checkpoint(work.at(done.signed, Some(total), &done)?).await?;
            work.alive().await?;
        }
    }
    Ok(json!({ "signed": done.signed }))
}
