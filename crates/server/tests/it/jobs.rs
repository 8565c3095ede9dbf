//! Jobs: what they are asked, and what happens when they fail, are tried again or are over.

use serde_json::json;

use crate::app::{SENTIMENT, Setup, TestApp, Who};

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
    app.post(Who::Manager, &retry, json!(null)).await.expect(204);
    let job = app.finished(&reply["job"]).await;
    assert_eq!((&job["state"], &job["error"], &job["summary"]["new"]), (&json!("done"), &json!(null), &json!(1)));
    app.post(Who::Manager, &retry, json!(null)).await.refused(409);
    let audit = app.get(Who::Manager, "/api/projects/scenes/audit").await.expect(200);
    let actions: Vec<_> = audit["items"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(actions, [json!("job.retry"), json!("items.import")]);
}
