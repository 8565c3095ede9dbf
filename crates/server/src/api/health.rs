//! Probes: is it alive, can it work, what has it counted.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// The database can be read and written, and blobs can be reached.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ready().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database or the blob store cannot be reached")
        }
    }
}

/// Prometheus text.
pub async fn metrics() -> String {
    crate::metrics::text()
}
