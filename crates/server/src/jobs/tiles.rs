//! Cuts the tiles of large pictures ahead of the first visitor.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Stop, Work};

#[derive(Serialize, Deserialize)]
struct Payload {
    /// Hashes of pictures.
    assets: Vec<String>,
}

/// Queues the cutting of these pictures, if there are any.
pub async fn queue(work: &Work, assets: Vec<String>) -> Result<(), Stop> {
    if assets.is_empty() {
        return Ok(());
    }
    super::queue(&work.app, &work.project, work.job.by.clone(), super::TILES, &Payload { assets }).await?;
    Ok(())
}

/// A picture that is cut already costs nothing, so beginning again is harmless.
pub async fn run(work: Work) -> Result<Value, Stop> {
    let payload: Payload = work.payload()?;
    let total = payload.assets.len() as u64;
    for (done, sha) in (1..).zip(&payload.assets) {
        if let Some(asset) = work.app.store.asset(&work.project.id, sha).await? {
            crate::media::cut_tiles(&work.app, &asset).await?;
        }
        work.app.store.checkpoint(work.at(done, Some(total), &json!({}))?).await?;
    }
    Ok(json!({"pictures": total}))
}
