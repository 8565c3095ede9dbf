//! Putting it together: the router with its layers, the first start, and serving until a signal comes.

use axum::Router;
use axum::middleware::from_fn;
use crosscheck_store::{Link, LinkKind};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::app::App;
use crate::error::ApiError;
use crate::{api, explain, headers, jobs, metrics, secret, stopping, upkeep};

/// The setup link is good for this long; a new start prints a new one.
const SETUP_MS: i64 = 24 * 3_600_000;

/// The API and the web interface, with everything that holds for every reply.
pub fn router(app: App) -> Router {
    let worth_it = SizeAbove::new(1024)
        .and(NotForContentType::IMAGES)
        // A compressor would hold events back until it has enough of them.
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("application/octet-stream"));
    api::router()
        .fallback(headers::page)
        .layer(from_fn(explain::explain))
        .layer(CompressionLayer::new().gzip(true).compress_when(worth_it))
        .layer(from_fn(headers::secure))
        .layer(from_fn(metrics::count))
        .with_state(app)
}

/// While there is no account, a one-time link by which the first administrator is made.
pub async fn first_start(app: &App) -> Result<Option<String>, ApiError> {
    if app.store.count_users().await? > 0 {
        return Ok(None);
    }
    let secret = secret::new_secret();
    let link = Link {
        hash: secret::hash(&secret),
        kind: LinkKind::Setup,
        project: None,
        role: None,
        email: None,
        expires_at: app.now() + SETUP_MS,
        created_by: None,
    };
    app.store.create_link(link, app.now()).await?;
    Ok(Some(format!("{}/setup#{secret}", app.settings.public_url)))
}

/// Serves until the process is asked to end, then lets requests finish.
pub async fn serve(app: App, listener: TcpListener) -> std::io::Result<()> {
    if let Err(error) = app.store.free_jobs_of_last_run().await {
        tracing::warn!(%error, "cannot take over the jobs of the last run; they go on when their lease runs out");
    }
    let workers = [
        tokio::spawn(jobs::work(app.clone())),
        tokio::spawn(upkeep::run(app.clone())),
        tokio::spawn(stopping::run(app.clone())),
    ];
    let ending = app.clone();
    let asked = async move {
        asked_to_end().await;
        // Streams have no end of their own, and would keep the process waiting.
        ending.events.close();
    };
    let served = axum::serve(listener, router(app)).with_graceful_shutdown(asked).await;
    workers.iter().for_each(tokio::task::JoinHandle::abort);
    served
}

async fn asked_to_end() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
