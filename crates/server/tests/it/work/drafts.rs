//! Drafts: two tabs, one work. A stale one is refused, and both are kept.

use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

use super::queue::{fixed, sentiment};
use crate::app::{Reply, TestApp, Who, assignment, mood};

async fn save(app: &TestApp, who: Who, id: &str, base: &str, body: Value) -> Reply {
    let request = app.request(who, Method::PUT, &format!("/api/assignments/{id}/draft"));
    let request = request.header(header::CONTENT_TYPE, "application/json").header(header::IF_MATCH, base);
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn a_stale_draft_is_refused_and_both_are_kept() {
    let app = sentiment(fixed(1), 1).await;
    let id = assignment(&app.next(Who::Annotator).await);
    let body = |text: &str, client: &str| json!({"body": {"text": text}, "client": client});
    let saved = save(&app, Who::Annotator, &id, "\"0\"", body("first", "a")).await.expect(200);
    assert_eq!(saved["revision"], 1);
    let stale = save(&app, Who::Annotator, &id, "\"0\"", body("second", "b")).await;
    assert_eq!(stale.refused(409), "stale_draft");
    let stored = stale.expect(409)["draft"].clone();
    assert_eq!((&stored["body"]["text"], &stored["client"]), (&json!("first"), &json!("a")));
    let history = app.app.store.draft_history(&id.as_str().into()).await.unwrap();
    assert!(history.iter().any(|draft| draft.body.contains("second")), "the refused one is kept as well");

    let mut forced = body("second", "b");
    forced["force"] = json!(true);
    assert_eq!(save(&app, Who::Annotator, &id, "\"0\"", forced).await.expect(200)["revision"], 2);
    let history = app.app.store.draft_history(&id.as_str().into()).await.unwrap();
    assert!(history.iter().any(|draft| draft.body.contains("first")), "the overwritten one is kept as well");
    let task = app.get(Who::Annotator, &format!("/api/assignments/{id}")).await.expect(200);
    assert_eq!((&task["draft"]["body"]["text"], &task["draft"]["revision"]), (&json!("second"), &json!(2)));
}

#[tokio::test]
async fn of_two_tabs_at_once_one_wins() {
    let app = sentiment(fixed(1), 1).await;
    let id = assignment(&app.next(Who::Annotator).await);
    let tabs = (0..8).map(|n| save(&app, Who::Annotator, &id, "\"0\"", json!({"body": n, "client": n.to_string()})));
    let mut saved = 0;
    for reply in futures_util::future::join_all(tabs).await {
        saved += usize::from(reply.status.as_u16() == 200);
    }
    assert_eq!(saved, 1);
    assert_eq!(app.app.store.draft_history(&id.as_str().into()).await.unwrap().len(), 7);
}

#[tokio::test]
async fn a_draft_needs_its_base_and_its_owner() {
    let app = sentiment(fixed(1), 1).await;
    let task = app.next(Who::Annotator).await;
    let id = assignment(&task);
    let draft = json!({"body": {}, "client": "a"});
    app.json(Who::Annotator, Method::PUT, &format!("/api/assignments/{id}/draft"), draft.clone()).await.refused(400);
    save(&app, Who::Annotator, &id, "\"one\"", draft.clone()).await.refused(400);
    save(&app, Who::Annotator2, &id, "\"0\"", draft.clone()).await.refused(404);
    app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
    save(&app, Who::Annotator, &id, "\"0\"", draft).await.refused(410);
}
