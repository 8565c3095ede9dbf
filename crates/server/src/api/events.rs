//! The stream of live updates.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::HeaderName;
use axum::response::sse;
use axum::response::{IntoResponse, Sse};
use futures_util::{Stream, StreamExt, stream};

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::events::{Listener, News};
use crate::wire;

/// A stream says at least this often that it lives, and checks then that its listener is still signed in.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A client that was cut off waits so long before it comes back.
const RETRY: Duration = Duration::from_secs(3);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Tells as server-sent events what changes in the caller's projects, how far jobs are that they manage, and what was
/// assigned to them. A stream begins with how everything stands, so nothing is missed while it was cut; with
/// `Last-Event-ID` it also tells of jobs that ended in between, for up to an hour.
#[utoipa::path(get, path = "/api/events",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event that arrived: its time.")),
    responses((status = 200, body = wire::Event, content_type = "text/event-stream"), (status = 429, body = wire::ErrorBody)))]
pub async fn events(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<impl IntoResponse> {
    let last = headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok()?.parse().ok());
    let listener = Listener::new(&app, &caller, last).await?;
    // Proxies that collect replies before they pass them on would hold events back.
    Ok(([("x-accel-buffering", "no")], Sse::new(messages(app, listener, headers))))
}

type Message = std::result::Result<sse::Event, Infallible>;

fn messages(app: App, listener: Listener, headers: HeaderMap) -> impl Stream<Item = Message> {
    let hello = stream::iter([Ok(sse::Event::default().retry(RETRY).comment("here is how everything stands"))]);
    let told = stream::unfold((app, listener, headers), |(app, mut listener, headers)| async move {
        let messages = match tokio::time::timeout(HEARTBEAT, listener.next()).await {
            Ok(news) => news?.into_messages(),
            Err(_) => vec![sse::Event::default().comment("")],
        };
        if listener.is_due(HEARTBEAT) {
            let caller = Caller::by_headers(&app, &headers).await.ok()?;
            listener.confirm(&caller)?;
        }
        Some((stream::iter(messages.into_iter().map(Ok)), (app, listener, headers)))
    });
    hello.chain(told.flatten())
}

impl News {
    fn into_messages(self) -> Vec<sse::Event> {
        let id = self.at.to_string();
        let message = |event: &wire::Event| sse::Event::default().id(id.clone()).json_data(event).ok();
        self.events.iter().filter_map(message).collect()
    }
}
