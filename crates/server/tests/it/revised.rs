//! An item whose text is corrected after people judged it: what they said stays beside what they saw.

use serde_json::{Value, json};

use crate::app::{CAPTION, CAPTION_CHECK, Setup, TestApp, Who, all_right, contradiction, picture};

const CORRECTED: &str = "Two cats on a green sofa. A dog sleeps beside them.";

async fn captions() -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 2}});
    TestApp::with(Setup { design: CAPTION_CHECK, policy, ..Setup::default() }).await
}

/// Two people judged the caption; then it was corrected, and one judged it again.
async fn corrected() -> TestApp {
    let app = captions().await;
    app.captions(1).await;
    for (who, annotation) in [(Who::Annotator, contradiction(1)), (Who::Annotator2, all_right(2))] {
        let task = app.next(who).await;
        app.submit(who, &task, annotation).await.expect(200);
    }
    assert_eq!(app.row("p1").await["state"], "done");
    revise(&app, CORRECTED, json!({})).await;
    let task = app.next(Who::Annotator).await;
    assert_eq!(task["item"]["slots"]["caption"][0]["text"], CORRECTED);
    app.submit(Who::Annotator, &task, all_right(3)).await.expect(200);
    app
}

async fn revise(app: &TestApp, caption: &str, metadata: Value) {
    let sha = app.asset(Who::Manager, "scenes", picture(640, 480, 1)).await;
    let row = json!({"id": "p1", "slots": {"image": sha, "caption": caption}, "metadata": metadata});
    let job = app.import(&row.to_string()).await;
    assert_eq!(job["summary"]["revised"], 1, "{job}");
}

async fn detail(app: &TestApp) -> Value {
    let id = app.row("p1").await["id"].as_str().unwrap().to_owned();
    app.get(Who::Reviewer, &format!("/api/projects/scenes/items/{id}")).await.expect(200)
}

fn ids(annotations: &Value) -> Vec<&str> {
    annotations.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn answers_stand_beside_what_was_judged() {
    let app = corrected().await;
    let row = app.row("p1").await;
    assert_eq!((&row["state"], &row["votes"]), (&json!("open"), &json!(1)));
    let detail = detail(&app).await;
    assert_eq!(ids(&detail["annotations"]), [crate::app::ulid(3)]);
    let older = &detail["older"][0];
    assert_eq!(ids(&older["annotations"]), [crate::app::ulid(1), crate::app::ulid(2)]);
    assert_eq!(older["item"]["slots"]["caption"][0]["text"], CAPTION);
    assert_eq!((&older["revision"], &detail["annotations"][0]["item_revision"]), (&json!(1), &json!(2)));
    assert!(older["media"]["image/0"]["original"].is_string());
}

#[tokio::test]
async fn verdicts_on_different_sentences_are_not_compared() {
    let app = corrected().await;
    let report = app.get(Who::Reviewer, "/api/projects/scenes/agreement").await.expect(200);
    let verdict = report["fields"].as_array().unwrap().iter().find(|field| field["field"] == "verdict").unwrap();
    // Two claims of the old caption, rated twice, and two of the new one, rated once.
    assert_eq!((&verdict["n_units"], &verdict["n_ratings"]), (&json!(2), &json!(4)), "{report}");
    let disputed = report["disputed"].as_array().unwrap().iter().find(|one| one["unit"] == "claim:c1").unwrap();
    assert_eq!((&disputed["unit_text"], &disputed["outdated"]), (&json!("Two dogs on a red sofa."), &json!(true)));
}

#[tokio::test]
async fn what_annotators_do_not_see_may_change() {
    let app = captions().await;
    app.captions(1).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, contradiction(1)).await.expect(200);
    revise(&app, CAPTION, json!({"shelf": "B"})).await;
    assert_eq!(app.row("p1").await["votes"], 1);
    assert!(app.nothing_for(Who::Annotator).await);
    let detail = detail(&app).await;
    assert_eq!(ids(&detail["annotations"]), [crate::app::ulid(1)]);
    assert_eq!(detail["older"], json!([]));
    let (_, native) = app.export(json!({"format": "native"})).await;
    assert!(!String::from_utf8(native).unwrap().contains("\"revisions\""));
}

#[tokio::test]
async fn exports_keep_each_answer_with_its_text() {
    let app = corrected().await;
    let (_, bytes) = app.export(json!({"format": "native"})).await;
    let line: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&line["revision"], &line["item"]["slots"]["caption"][0]["text"]), (&json!(2), &json!(CORRECTED)));
    assert_eq!(line["revisions"][0]["item"]["slots"]["caption"][0]["text"], CAPTION);
    let annotations = line["annotations"].as_array().unwrap();
    let revisions: Vec<&Value> = annotations.iter().map(|one| &one["item_revision"]).collect();
    assert_eq!(revisions, [1, 1, 2]);

    let (_, table) = app.export(json!({"format": "table_csv"})).await;
    let table = String::from_utf8(table).unwrap();
    let of =
        |id: u32| table.lines().find(|row| row.contains(&crate::app::ulid(id)) && row.contains("claim:c1")).unwrap();
    assert!(of(1).contains(",1,true,") && of(1).contains("Two dogs on a red sofa."), "{table}");
    assert!(of(3).contains(",2,false,") && of(3).contains("Two cats on a green sofa."), "{table}");
    let (_, coco) = app.export(json!({"format": "coco"})).await;
    let coco: Value = serde_json::from_slice(&coco).unwrap();
    assert_eq!(coco["annotations"].as_array().unwrap().len(), 2, "the picture is still the same: {coco}");
}

#[tokio::test]
async fn an_export_brings_what_was_judged_along() {
    let there = corrected().await;
    let (_, bytes) = there.export(json!({"format": "native"})).await;
    let here = captions().await;
    let image = picture(640, 480, 1);
    let files: [(&str, &[u8]); 2] = [("data.jsonl", &bytes), ("a.png", &image)];
    let job = here.import_files(&files).await;
    let counts = ["new", "revised", "annotations", "annotations_rejected"].map(|key| job["summary"][key].clone());
    assert_eq!(counts, [1, 0, 3, 0].map(Value::from), "{job}");
    let row = here.row("p1").await;
    assert_eq!((&row["state"], &row["votes"]), (&json!("open"), &json!(1)));
    let moved = detail(&here).await;
    assert_eq!(moved["older"][0]["item"]["slots"]["caption"][0]["text"], CAPTION);
    assert_eq!(ids(&moved["older"][0]["annotations"]).len(), 2);
    let seq = here.app.store.project("scenes").await.unwrap().seq;
    let again = here.import_files(&files).await;
    assert_eq!(
        (&again["summary"]["unchanged"], &again["summary"]["annotations_known"]),
        (&json!(1), &json!(3)),
        "{again}"
    );
    assert_eq!(here.app.store.project("scenes").await.unwrap().seq, seq, "nothing is there twice");

    // Where the picture that was replaced is lost, only what was said about it is refused.
    let mut line: Value = serde_json::from_slice(&bytes).unwrap();
    line["revisions"][0]["item"]["slots"]["image"][0]["asset"]["sha256"] = json!("0".repeat(64));
    let text = line.to_string();
    let third = captions().await;
    let job = third.import_files(&[("data.jsonl", text.as_bytes()), ("a.png", &image)]).await;
    let counts = ["new", "annotations", "annotations_rejected", "rejected"].map(|key| job["summary"][key].clone());
    assert_eq!(counts, [1, 1, 2, 0].map(Value::from), "{job}");
}
