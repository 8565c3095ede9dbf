//! What a server does by itself, beside requests and jobs. Every process does it; twice does no harm.

use std::time::Duration;

use crosscheck_store::Result;

use crate::app::App;
use crate::gold;
use crate::jobs::{self, ImportPayload};

/// How often there is a look.
const EVERY: Duration = Duration::from_secs(60);
const DAY_MS: i64 = 24 * 3_600_000;
/// So long a failed import can be tried again with the files that it was sent.
const RETRY_MS: i64 = 7 * DAY_MS;

/// Looks after things until the process ends.
pub async fn run(app: App) {
    let mut collected_at = i64::MIN;
    loop {
        pass(&app).await;
        if collected_at < app.now() - DAY_MS {
            collected_at = app.now();
            collect(&app).await;
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Frees the places of leases that ran out, and of offers of the model that nobody began, and scores answers to gold. What
/// fails is tried again at the next look.
pub async fn pass(app: &App) {
    if let Err(error) = gold::score_pending(app).await {
        tracing::warn!(?error, "cannot score answers to gold");
    }
    match app.store.expire_leases(app.now()).await {
        Ok(0) => {}
        Ok(freed) => tracing::debug!(freed, "leases ran out"),
        Err(error) => tracing::warn!(%error, "cannot end leases that ran out"),
    }
    if let Err(error) = app.store.expire_offers(app.now()).await {
        tracing::warn!(%error, "cannot withdraw offers that ran out");
    }
}

/// Deletes bytes that nothing has referred to for a day, and uploads a day after their import is done.
pub async fn collect(app: &App) {
    match collected(app).await {
        Ok(0) => {}
        Ok(n) => tracing::info!(n, "deleted media and uploads that nothing refers to"),
        Err(error) => tracing::warn!(%error, "cannot delete what nothing refers to"),
    }
}

async fn collected(app: &App) -> Result<u64> {
    let now = app.now();
    for payload in app.store.payloads_to_keep(jobs::IMPORT.kind, now - RETRY_MS).await? {
        // One that cannot be read cannot be imported either.
        let files = serde_json::from_str::<ImportPayload>(&payload).map(|payload| payload.files).unwrap_or_default();
        let shas: Vec<String> = files.into_iter().map(|file| file.sha256).collect();
        app.store.see_blobs(&shas, now).await?;
    }
    app.store.collect_blobs(now - DAY_MS).await
}
