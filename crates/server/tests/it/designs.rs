//! New versions of a design: what they may not leave without a meaning, and what they tell beforehand.

use serde_json::json;

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood};

const DESIGN: &str = "/api/projects/scenes/design";

async fn adaptive() -> TestApp {
    let policy = json!({"overlap": {"type": "adaptive", "start": 2, "max": 3, "fields": ["question/mood"]}});
    TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await
}

#[tokio::test]
async fn a_version_cannot_drop_what_the_policy_asks_for() {
    let app = adaptive().await;
    let text = SENTIMENT.replace("id: mood", "id: feeling");
    for preview in [true, false] {
        let given = json!({"base_version": 1, "text": text, "preview": preview});
        let reply = app.post(Who::Manager, DESIGN, given).await;
        assert_eq!(reply.refused(422), "policy_unfit");
        let told = reply.expect(422)["error"]["problems"][0].to_string();
        assert!(told.contains("question/mood") && told.contains("change the policy"), "{told}");
    }
}

#[tokio::test]
async fn a_preview_tells_what_begins_anew_and_publishes_nothing() {
    let app = adaptive().await;
    app.texts(1).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
    let wider = SENTIMENT.replace("{id: bad}", "{id: bad}, {id: mixed}");
    let preview = json!({"base_version": 1, "text": wider, "preview": true});
    let told = app.post(Who::Manager, DESIGN, preview).await.expect(200);
    let expected = json!({"version": 2, "opened_fields": ["question/mood"], "kept_fields": [], "dropped_fields": [],
        "n_annotations": 1});
    assert_eq!(told, expected);
    let project = app.get(Who::Manager, "/api/projects/scenes").await.expect(200);
    assert_eq!(project["design_version"], 1);
}

#[tokio::test]
async fn equal_words_of_versions_that_differ_are_no_agreement() {
    let app = adaptive().await;
    app.texts(1).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
    let wider = SENTIMENT.replace("{id: bad}", "{id: bad}, {id: mixed}");
    app.post(Who::Manager, DESIGN, json!({"base_version": 1, "text": wider})).await.expect(201);
    let task = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &task, mood(2, "good")).await.expect(200);
    let row = app.row("t1").await;
    assert_eq!((&row["state"], &row["agreement"], &row["wanted"]), (&json!("open"), &json!(null), &json!(3)));
    let task = app.next(Who::Annotator3).await;
    app.submit(Who::Annotator3, &task, mood(3, "good")).await.expect(200);
    let row = app.row("t1").await;
    assert_eq!((&row["state"], &row["agreement"]), (&json!("done"), &json!(1.0)));
}
