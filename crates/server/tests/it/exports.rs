//! What an export says about itself, and what a lossless one must not leave out.

use std::io::{Cursor, Read};

use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{CAPTION_CHECK, Setup, TestApp, Who, all_right, contradiction, picture, ulid};

async fn manifest(app: &TestApp, export: &Value) -> Value {
    app.get(Who::Manager, &format!("/api/exports/{}/manifest", export["id"].as_str().unwrap())).await.expect(200)
}

#[tokio::test]
async fn native_holds_ratings_and_surplus_and_the_manifest_what_was_asked_for() {
    let policy = json!({"overlap": {"type": "fixed", "n": 1}, "count_late": false});
    let app = TestApp::with(Setup { design: CAPTION_CHECK, policy, ..Setup::default() }).await;
    app.captions(1).await;
    let ada = app.next(Who::Annotator).await;
    app.advance(24 * 3_600_000);
    let late = app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    assert_eq!(late["annotation"]["surplus"], true);
    let (export, bytes) = app.export(json!({"format": "native", "pseudonyms": true, "state": "open"})).await;
    let line: Value = serde_json::from_slice(&bytes).unwrap();
    let annotation = &line["annotations"][0];
    assert_eq!((&annotation["id"], &annotation["surplus"]), (&json!(ulid(1)), &json!(true)));
    let votes = annotation["votes"].as_array().unwrap();
    assert!(votes.contains(&json!({"field": "verdict", "unit": "claim:c1", "value": "contradicted"})), "{line}");
    assert!(votes.contains(&json!({"field": "question/accuracy", "unit": "", "value": "2"})), "{line}");
    let asked = json!({"state": "open", "include_surplus": true, "pseudonyms": true});
    assert_eq!(manifest(&app, &export).await["request"], asked);
    for (key, value) in asked.as_object().unwrap() {
        assert_eq!(&export["request"][key], value, "{export}");
    }
    let (export, table) = app.export(json!({"format": "table_csv"})).await;
    assert!(!String::from_utf8(table).unwrap().contains(&ulid(1)), "a table leaves surplus out unless it is asked for");
    assert_eq!(manifest(&app, &export).await["request"], json!({"include_surplus": false, "pseudonyms": false}));
}

#[tokio::test]
async fn whose_answers_are_left_out_is_told_with_the_reason() {
    let app = TestApp::new().await;
    app.captions(1).await;
    for (who, n) in [(Who::Annotator, 1), (Who::Annotator2, 2)] {
        let task = app.next(who).await;
        app.submit(who, &task, contradiction(n)).await.expect(200);
    }
    let me = app.get(Who::Annotator, "/api/me").await.expect(200);
    let without = |reason: &str| {
        json!({"format": "native", "pseudonyms": true,
        "exclude": [{"annotator": me["user"]["id"], "reason": reason}]})
    };
    app.post(Who::Manager, "/api/projects/scenes/exports", without(" ")).await.refused(422);
    let (export, bytes) = app.export(without("answered without looking")).await;
    let line: Value = serde_json::from_slice(&bytes).unwrap();
    let ids: Vec<&Value> = line["annotations"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, [&json!(ulid(2))]);
    let told = manifest(&app, &export).await;
    assert_eq!(told["excluded"][0]["reason"], "answered without looking");
    assert_eq!((&told["excluded"][0]["n_annotations"], &told["n_annotations"]), (&json!(1), &json!(1)));
    assert!(told["excluded"][0]["annotator"].as_str().unwrap().starts_with("annotator-"));
    let card =
        app.get(Who::Manager, &format!("/api/exports/{}/card", export["id"].as_str().unwrap())).await.expect(200);
    assert!(card["rai:dataLimitations"].to_string().contains("answered without looking"), "{card}");
}

#[tokio::test]
async fn a_new_title_of_the_project_changes_no_export() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    let (before, coco) = app.export(json!({"format": "coco"})).await;
    app.json(Who::Manager, Method::PATCH, "/api/projects/scenes", json!({"title": "Renamed"})).await.expect(200);
    let (after, again) = app.export(json!({"format": "coco"})).await;
    assert_eq!(before["seq"], after["seq"]);
    assert!(coco == again, "{}", String::from_utf8_lossy(&again));
    let title = manifest(&app, &after).await;
    assert_eq!(manifest(&app, &before).await, title);
    assert_eq!(title["title"], "Caption check", "as the design says");
}

#[tokio::test]
async fn a_bundle_moves_a_project_in_one_file() {
    let there = TestApp::new().await;
    there.captions(1).await;
    let ada = there.next(Who::Annotator).await;
    there.submit(Who::Annotator, &ada, all_right(1)).await.expect(200);
    let (export, bytes) = there.export(json!({"format": "native", "bundle": true})).await;
    assert!(export["filename"].as_str().unwrap().ends_with(".zip"), "{export}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
    let mut listed = String::new();
    archive.by_name("manifest.json").unwrap().read_to_string(&mut listed).unwrap();
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed, manifest(&there, &export).await);
    assert!(archive.by_name(listed["files"][0]["name"].as_str().unwrap()).is_ok());

    let here = TestApp::new().await;
    let job = here.import_files(&[("moved.zip", &bytes), ("a.png", &picture(640, 480, 1))]).await;
    assert_eq!((&job["summary"]["new"], &job["summary"]["annotations"]), (&json!(1), &json!(1)), "{job}");
}
