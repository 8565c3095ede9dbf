//! What a server does by itself, beside requests and jobs. Every process does it; twice does no harm.

use std::time::Duration;

use crate::app::App;

/// How often there is a look.
const EVERY: Duration = Duration::from_secs(60);

/// Looks after things until the process ends.
pub async fn run(app: App) {
    loop {
        pass(&app).await;
        tokio::time::sleep(EVERY).await;
    }
}

/// Frees the places of leases that ran out. What fails is tried again at the next look.
pub async fn pass(app: &App) {
    match app.store.expire_leases(app.now()).await {
        Ok(0) => {}
        Ok(freed) => tracing::debug!(freed, "leases ran out"),
        Err(error) => tracing::warn!(%error, "cannot end leases that ran out"),
    }
}
