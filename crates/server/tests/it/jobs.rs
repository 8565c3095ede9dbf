//! Jobs: what they are asked, and what happens when they fail, are tried again or are over.

use crosscheck_server::{local, secret};
use serde_json::json;

use crate::app::{MINUTE, SENTIMENT, Setup, TestApp, Who, id_of};

#[tokio::test]
async fn an_import_that_failed_is_tried_again_from_where_it_was() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    let rows = "{\"id\": \"t1\", \"slots\": {\"text\": \"one\"}}\n";
    let reply = app.bytes(Who::Manager, "/api/projects/scenes/items", "application/x-ndjson", rows).await.expect(202);
    let id = reply["job"]["id"].as_str().unwrap();
    let store = &app.app.store;
    store.claim_job("worker", app.app.now(), 1000).await.unwrap();
    store.fail(&id.into(), "worker", "database: the disk is full", app.app.now()).await.unwrap();
    let retry = format!("/api/jobs/{id}/retry");
    app.post(Who::Reviewer, &retry, json!(null)).await.refused(403);
    app.advance(1);
    app.post(Who::Manager, &retry, json!(null)).await.expect(204);
    let job = app.finished(&reply["job"]).await;
    assert_eq!((&job["state"], &job["error"], &job["summary"]["new"]), (&json!("done"), &json!(null), &json!(1)));
    app.post(Who::Manager, &retry, json!(null)).await.refused(409);
    let audit = app.get(Who::Manager, "/api/projects/scenes/audit").await.expect(200);
    let actions: Vec<_> = audit["items"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(actions, [json!("job.retry"), json!("items.import")]);
}

#[tokio::test]
async fn an_upload_goes_when_its_import_is_over() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    let rows = |n: u8| format!("{{\"id\": \"t{n}\", \"slots\": {{\"text\": \"text {n}\"}}}}\n");
    let path = "/api/projects/scenes/items";
    app.import(&rows(1)).await;
    let waiting = app.bytes(Who::Manager, path, "application/x-ndjson", rows(2)).await.expect(202)["job"].clone();
    let failed = app.bytes(Who::Manager, path, "application/x-ndjson", rows(3)).await.expect(202)["job"].clone();
    let (store, now) = (&app.app.store, app.app.now());
    store.cancel(&failed["id"].as_str().unwrap().into(), now).await.unwrap();
    let kept = async || {
        let mut kept = Vec::new();
        for n in 1..=3 {
            kept.push(store.blobs().exists(&secret::hash(&rows(n))).await.unwrap());
        }
        kept
    };
    local::collect(&app.app).await;
    assert_eq!(kept().await, [true, true, true], "for a day, whatever became of it");
    app.advance(25 * 60 * MINUTE);
    local::collect(&app.app).await;
    assert_eq!(kept().await, [false, true, true]);
    assert_eq!(app.finished(&waiting).await["state"], "done");
    app.advance(8 * 24 * 60 * MINUTE);
    local::collect(&app.app).await;
    assert_eq!(kept().await, [false, false, false]);
    let id = failed["id"].as_str().unwrap();
    app.post(Who::Manager, &format!("/api/jobs/{id}/retry"), json!(null)).await.expect(204);
    let told = app.finished(&failed).await;
    assert!(told["error"].as_str().unwrap().contains("import it again"), "{told}");
}

#[tokio::test]
async fn actions_have_bounds() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    app.texts(1).await;
    let select = "/api/projects/scenes/items/select";
    let check = async |action: serde_json::Value, status: u16| {
        let reply = app.post(Who::Manager, select, json!({"filter": {}, "action": action})).await;
        assert_eq!(reply.status.as_u16(), status, "{reply}");
    };
    check(json!({"type": "requeue", "extra": 100}), 202).await;
    check(json!({"type": "requeue", "extra": 101}), 422).await;
    check(json!({"type": "requeue", "extra": 0}), 422).await;
    check(json!({"type": "priority", "value": -9}), 202).await;
    check(json!({"type": "priority", "value": i64::MIN}), 422).await;
    app.work().await;
    let row = format!("{{\"id\": \"t2\", \"slots\": {{\"text\": \"x\"}}, \"priority\": {}}}", i64::MIN);
    assert_eq!(app.import(&row).await["summary"]["rejected"], 1);
    let policy = json!({"policy": {"max_per_annotator": 0}});
    app.json(Who::Manager, axum::http::Method::PATCH, "/api/projects/scenes", policy).await.refused(422);
    assert_eq!(app.get(Who::SignedOut, "/readyz").await.status.as_u16(), 200, "the writer is alive");
}

#[tokio::test]
async fn what_was_given_can_be_taken_back() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    app.texts(2).await;
    let select = async |action: serde_json::Value| {
        let path = "/api/projects/scenes/items/select";
        let reply = app.post(Who::Manager, path, json!({"filter": {}, "action": action})).await.expect(202);
        app.finished(&reply["job"]).await["summary"]["changed"].clone()
    };
    assert_eq!(select(json!({"type": "assign", "annotator": id_of(Who::Annotator)})).await, 2);
    app.next(Who::Annotator).await;
    assert_eq!(select(json!({"type": "unassign"})).await, 1, "what is begun stays");
    let taken = (app.row("t1").await["taken"].as_u64(), app.row("t2").await["taken"].as_u64());
    assert!(matches!(taken, (Some(1), Some(0)) | (Some(0), Some(1))), "{taken:?}");
}
