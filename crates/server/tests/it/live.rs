//! The stream of live updates: who hears what, and that nothing else is told.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use crosscheck_store::MemberRole;
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::app::{TestApp, Who, contradiction, id_of};

/// Longer than any answer takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

struct Stream {
    who: Who,
    body: BodyDataStream,
    rest: String,
    /// The id of the last event.
    last: String,
}

impl Stream {
    async fn open(app: &TestApp, who: Who) -> Self {
        Self::resume(app, who, "").await
    }

    async fn resume(app: &TestApp, who: Who, last: &str) -> Self {
        let request = app.request(who, Method::GET, "/api/events").header("last-event-id", last);
        let request = request.header("accept-encoding", "gzip").body(Body::empty()).unwrap();
        let response = app.response(request).await;
        assert_eq!(response.status(), StatusCode::OK, "{who:?}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers().get("content-encoding").is_none(), "a compressor would hold events back");
        Self { who, body: response.into_body().into_data_stream(), rest: String::new(), last: String::new() }
    }

    /// The next event; none when the server ended the stream.
    async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((message, rest)) = self.rest.split_once("\n\n") {
                let (message, rest) = (message.to_owned(), rest.to_owned());
                self.rest = rest;
                let line = |name: &str| message.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                if let Some(data) = line("data: ") {
                    self.last = line("id: ").expect("an event has an id");
                    return Some(serde_json::from_str(&data).unwrap());
                }
                continue;
            }
            let waited = tokio::time::timeout(PATIENCE, self.body.next()).await;
            let piece = waited.unwrap_or_else(|_| panic!("{:?} heard nothing more", self.who))?.unwrap();
            self.rest.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }

    /// The first event that fits, and everything that came before it.
    async fn until(&mut self, fits: impl Fn(&Value) -> bool) -> (Value, Vec<Value>) {
        let mut before = Vec::new();
        loop {
            let event =
                self.next().await.unwrap_or_else(|| panic!("{:?}: the stream ended after {before:?}", self.who));
            if fits(&event) {
                return (event, before);
            }
            before.push(event);
        }
    }
}

fn of_project(event: &Value, slug: &str) -> bool {
    event["type"] == "project" && event["project"] == slug
}

#[tokio::test]
async fn a_submission_reaches_everybody_in_the_project_and_nobody_else() {
    let app = TestApp::new().await;
    app.captions(2).await;
    let mut streams = Vec::new();
    for who in [Who::Annotator2, Who::Reviewer, Who::Manager, Who::ReadToken, Who::Admin] {
        let mut stream = Stream::open(&app, who).await;
        let (first, _) = stream.until(|event| of_project(event, "scenes")).await;
        streams.push((stream, first["seq"].as_i64().unwrap()));
    }
    let mut stranger = Stream::open(&app, Who::Stranger).await;
    assert_eq!(stranger.next().await.unwrap()["project"], "elsewhere");
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, contradiction(1)).await.expect(200);
    for (stream, seq) in &mut streams {
        let (event, _) = stream.until(|event| of_project(event, "scenes")).await;
        assert!(event["seq"].as_i64().unwrap() > *seq, "{event}");
        assert_eq!(event.as_object().unwrap().len(), 4, "type, project, seq and role, and nothing of what was said");
    }
    // The stranger's next event is of their own doing: nothing came in between.
    let export = json!({"format": "native"});
    app.post(Who::Stranger, "/api/projects/elsewhere/exports", export).await.expect(202);
    let event = stranger.next().await.unwrap();
    assert_eq!((&event["type"], &event["project"]), (&json!("job"), &json!("elsewhere")), "{event}");
}

#[tokio::test]
async fn jobs_are_told_to_managers() {
    let app = TestApp::new().await;
    let mut manager = Stream::open(&app, Who::Manager).await;
    let mut reviewer = Stream::open(&app, Who::Reviewer).await;
    let lines = r#"{"id": "a", "slots": {"caption": "Two dogs."}}"#;
    let job = app.import(lines).await;
    let done = |event: &Value| event["type"] == "job" && event["state"] == "done";
    let (event, _) = manager.until(done).await;
    assert_eq!((&event["id"], &event["n_problems"]), (&job["id"], &json!(1)), "{event}");
    // Something that the reviewer may know, to have heard everything before it.
    let everybody = json!({"base_version": 1, "text": crate::app::CAPTION_CHECK});
    app.post(Who::Manager, "/api/projects/scenes/design", everybody).await.expect(201);
    let first = reviewer.until(|event| of_project(event, "scenes")).await.0["seq"].as_i64().unwrap();
    let (_, before) = reviewer.until(|event| event["seq"].as_i64().is_some_and(|seq| seq > first)).await;
    assert!(before.iter().all(|event| event["type"] != "job"), "{before:?}");

    // Who was cut off hears what ended meanwhile.
    let heard = manager.last.clone();
    drop(manager);
    app.advance(10 * 60_000);
    let job = app.import(lines).await;
    app.advance(10 * 60_000);
    let mut late = Stream::open(&app, Who::Manager).await;
    let mut resumed = Stream::resume(&app, Who::Manager, &heard).await;
    let (event, _) = resumed.until(done).await;
    let (other, _) = resumed.until(done).await;
    assert!([&event["id"], &other["id"]].contains(&&job["id"]), "{event} {other}");
    app.close_streams();
    while let Some(event) = late.next().await {
        assert_ne!(event["type"], "job", "old jobs are no news to a new page: {event}");
    }
}

#[tokio::test]
async fn assignments_and_memberships_reach_their_person() {
    let app = TestApp::new().await;
    app.captions(2).await;
    let mut ada = Stream::open(&app, Who::Annotator).await;
    let mut ben = Stream::open(&app, Who::Annotator2).await;
    ada.until(|event| of_project(event, "scenes")).await;
    ben.until(|event| of_project(event, "scenes")).await;
    let row = app.row("p1").await;
    let assign =
        json!({"filter": {"ids": [row["id"]]}, "action": {"type": "assign", "annotator": id_of(Who::Annotator)}});
    app.post(Who::Manager, "/api/projects/scenes/items/select", assign).await.expect(202);
    app.work().await;
    let (event, _) = ada.until(|event| event["type"] == "offers").await;
    assert_eq!((&event["offered"], &event["project"]), (&json!(1), &json!("scenes")));

    app.join(Who::Annotator2, MemberRole::Manager).await;
    let (_, before) = ben.until(|event| of_project(event, "scenes") && event["role"] == "manager").await;
    assert!(before.iter().all(|event| event["type"] == "project"), "what was assigned to Ada is hers: {before:?}");
    let path = format!("/api/projects/scenes/people/{}", id_of(Who::Annotator2));
    app.delete(Who::Admin, &path).await.expect(200);
    ben.until(|event| of_project(event, "scenes") && event["role"].is_null()).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, contradiction(1)).await.expect(200);
    ada.until(|event| of_project(event, "scenes")).await;
    app.close_streams();
    assert_eq!(ben.next().await, None, "no member any more");
}

#[tokio::test]
async fn streams_are_counted_and_given_back() {
    let app = TestApp::new().await;
    let mut open = Vec::new();
    for _ in 0..16 {
        open.push(Stream::open(&app, Who::Annotator).await);
    }
    app.get(Who::Annotator, "/api/events").await.refused(429);
    Stream::open(&app, Who::Annotator2).await;
    open.pop();
    open.push(Stream::open(&app, Who::Annotator).await);
    for nonsense in ["", "x", "-9223372036854775808", "9223372036854775807", "99999999999999999999"] {
        Stream::resume(&app, Who::Manager, nonsense).await.next().await.unwrap();
    }
}
