//! New versions of a design: what they may not leave without a meaning, and what they tell beforehand.

use serde_json::{Value, json};

use crate::app::{CAPTION_CHECK, SENTIMENT, Setup, TestApp, Who, all_right, mood};

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

#[tokio::test]
async fn a_changed_guideline_is_to_be_read_again() {
    let app = TestApp::with(Setup { design: CAPTION_CHECK, ..Setup::default() }).await;
    app.captions(2).await;
    assert_eq!(app.next(Who::Annotator).await["guideline"], Value::Null, "the first item brings the guideline along");
    let project = app.app.store.project("scenes").await.unwrap();
    let old = app.app.design(&project.id, 1).await.unwrap();
    let publish = async |base: u32, guideline: &str| {
        let design = crosscheck_domain::Design { guideline: guideline.to_owned(), ..old.as_ref().clone() };
        let body = json!({"base_version": base, "text": serde_json::to_string(&design).unwrap()});
        app.post(Who::Manager, "/api/projects/scenes/design", body).await.expect(201);
    };
    publish(1, "Count only what you see.").await;
    let held = app.next(Who::Annotator).await;
    assert_eq!(held["guideline"], Value::Null, "what was begun goes on under the old one");
    app.submit(Who::Annotator, &held, all_right(1)).await.expect(200);
    let task = app.next(Who::Annotator).await;
    assert_eq!(task["guideline"], json!({"since": 1, "before": old.guideline}));
    let read =
        |version: u32| app.post(Who::Annotator, "/api/projects/scenes/guideline/read", json!({"version": version}));
    read(3).await.refused(404);
    let people = app.get(Who::Manager, "/api/projects/scenes/people").await.expect(200).to_string();
    assert!(people.contains(r#""guideline_outdated":true"#), "{people}");
    read(2).await.expect(204);
    assert_eq!(app.next(Who::Annotator).await["guideline"], Value::Null);
    let people = app.get(Who::Manager, "/api/projects/scenes/people").await.expect(200).to_string();
    assert!(!people.contains(r#""guideline_outdated":true"#), "{people}");
}
