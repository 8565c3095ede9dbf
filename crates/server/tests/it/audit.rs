//! What the audit log says of each change.

use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, id_of};

#[tokio::test]
async fn entries_say_what_changed() {
    let policy = json!({"overlap": {"type": "fixed", "n": 1}});
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    app.texts(3).await;
    let latest = async || {
        let page = app.get(Who::Manager, "/api/projects/scenes/audit").await.expect(200);
        let entry = page["items"][0].clone();
        // Entries of one moment have no order.
        app.advance(1);
        ["action", "subject", "detail"].map(|key| entry[key].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(latest().await[0], "items.import");

    let role = format!("/api/projects/scenes/people/{}", id_of(Who::Annotator));
    app.json(Who::Manager, Method::PATCH, &role, json!({"role": "reviewer"})).await.expect(204);
    let [action, subject, detail] = latest().await;
    assert_eq!((action.as_str(), detail.as_str()), ("people.role", "annotator → reviewer"));
    assert!(!subject.is_empty() && subject != id_of(Who::Annotator), "a name, not an id: {subject}");

    let policy = json!({"title": "New", "policy": {"overlap": {"type": "fixed", "n": 4}}});
    app.json(Who::Manager, Method::PATCH, "/api/projects/scenes", policy).await.expect(200);
    let [_, _, detail] = latest().await;
    assert!(
        detail.contains("→ \"New\"") && detail.contains(r#"{"type":"fixed","n":1} → {"type":"fixed","n":4}"#),
        "{detail}"
    );
    assert!(!detail.contains("lease"), "only what changed: {detail}");

    let assign = json!({"filter": {"q": "text"}, "action": {"type": "assign", "annotator": id_of(Who::Annotator)}});
    let reply = app.post(Who::Manager, "/api/projects/scenes/items/select", assign).await.expect(202);
    let [action, _, detail] = latest().await;
    assert_eq!((action.as_str(), detail), ("items.select", format!("assign, annotator {subject}: 3 items")));
    let stop = format!("/api/jobs/{}/cancel", reply["job"]["id"].as_str().unwrap());
    app.post(Who::Manager, &stop, Value::Null).await.expect(204);
    assert_eq!(latest().await[..2], ["job.cancel", "select"]);

    let reply = app.post(Who::Manager, "/api/projects/scenes/exports", json!({"format": "native"})).await.expect(202);
    assert_eq!(latest().await[..2], ["export.create", "native"]);
    app.finished(&reply["job"]).await;
    let stop = format!("/api/jobs/{}/cancel", reply["job"]["id"].as_str().unwrap());
    app.post(Who::Manager, &stop, Value::Null).await.expect(204);
    assert_eq!(latest().await[0], "export.create", "what is over was not stopped");
    let exports = app.get(Who::Manager, "/api/projects/scenes/exports").await.expect(200);
    app.get(Who::Manager, &format!("/api/exports/{}/file", exports[0]["id"].as_str().unwrap())).await;
    let [action, subject, detail] = latest().await;
    assert_eq!((action.as_str(), &subject), ("export.download", &exports[0]["filename"].as_str().unwrap().to_owned()));
    assert!(detail.contains(exports[0]["sha256"].as_str().unwrap()));
}

#[tokio::test]
async fn where_the_data_lies_is_told_to_administrators_only() {
    let app = TestApp::new().await;
    let told = app.get(Who::Admin, "/api/me").await.expect(200)["data"].clone();
    assert!(told.as_str().is_some_and(|folder| std::path::Path::new(folder).is_dir()), "{told}");
    for who in [Who::Manager, Who::Annotator, Who::SignedOut] {
        assert_eq!(app.get(who, "/api/me").await.expect(200)["data"], Value::Null);
    }
}
