//! A native export brought into another project: annotations keep their words, and tell where they come from.

use serde_json::{Value, json};

use crate::app::{CAPTION_CHECK, Setup, TestApp, Who, all_right, contradiction, picture};

pub async fn captions() -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 2}});
    TestApp::with(Setup { design: CAPTION_CHECK, policy, ..Setup::default() }).await
}

/// An export of two items, of which the first was judged by two people.
pub async fn exported() -> (TestApp, Vec<Value>, Vec<u8>) {
    let app = captions().await;
    app.captions(2).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, contradiction(1)).await.expect(200);
    let task = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &task, all_right(2)).await.expect(200);
    let (_, bytes) = app.export(json!({"format": "native"})).await;
    let mut lines: Vec<Value> =
        std::str::from_utf8(&bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.sort_by_key(|line| line["external_id"].to_string());
    (app, lines, bytes)
}

pub async fn detail(app: &TestApp, external_id: &str) -> Value {
    let id = app.row(external_id).await["id"].as_str().unwrap().to_owned();
    app.get(Who::Manager, &format!("/api/projects/scenes/items/{id}")).await.expect(200)
}

fn bodies(annotations: &Value) -> Vec<&Value> {
    annotations.as_array().unwrap().iter().map(|annotation| &annotation["body"]).collect()
}

#[tokio::test]
async fn a_project_moves_with_its_annotations() {
    let (_there, lines, bytes) = exported().await;
    let here = captions().await;
    let (first, second) = (picture(640, 480, 1), picture(640, 480, 2));
    let files: [(&str, &[u8]); 3] = [("data.jsonl", &bytes), ("a.png", &first), ("b.png", &second)];
    let job = here.import_files(&files).await;
    assert_eq!(
        (&job["state"], &job["summary"]["new"], &job["summary"]["annotations"]),
        (&json!("done"), &json!(2), &json!(2)),
        "{job}"
    );
    let row = here.row("p1").await;
    assert_eq!((&row["votes"], &row["state"]), (&json!(2), &json!("done")));
    let moved = detail(&here, "p1").await;
    assert_eq!(bodies(&moved["annotations"]), bodies(&lines[0]["annotations"]));
    let origin = &moved["annotations"][0]["imported_from"];
    assert_eq!((&origin["annotator"], &origin["id"]), (&json!("Ada Annotator"), &lines[0]["annotations"][0]["id"]));
    // Nobody who works here is credited with it.
    assert_eq!(moved["annotations"][0]["annotator"]["kind"], "imported");
    let (_, onward) = here.export(json!({"format": "native"})).await;
    let onward = String::from_utf8(onward).unwrap();
    assert_eq!(onward.matches(r#""annotator_kind":"imported""#).count(), 2, "{onward}");

    let again = here.import_files(&files).await;
    assert_eq!(
        (&again["summary"]["unchanged"], &again["summary"]["annotations_known"]),
        (&json!(2), &json!(2)),
        "{again}"
    );
    assert_eq!(detail(&here, "p1").await["annotations"], moved["annotations"]);
}

#[tokio::test]
async fn what_contradicts_the_design_is_refused_with_its_place() {
    let (there, mut lines, _) = exported().await;
    let annotation = &mut lines[0]["annotations"][0];
    annotation["body"]["verdicts"][0]["evidence"] = json!([]);
    annotation["id"] = json!("01ARZ3NDEKTSV4RRFF00000009");
    annotation["body"]["id"] = json!("01ARZ3NDEKTSV4RRFF00000009");
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    let job = there.import(&text.join("\n")).await;
    let summary = &job["summary"];
    let counts = ["unchanged", "annotations", "annotations_known", "annotations_rejected"].map(|key| &summary[key]);
    assert_eq!(counts, [&json!(2), &json!(0), &json!(1), &json!(1)], "{job}");
    let problems = there.problems(&job).await;
    let told = problems[0].to_string();
    assert!(told.contains("annotations") && told.contains("verdicts") && told.contains("\"line\":1"), "{told}");
    assert_eq!(detail(&there, "p1").await["annotations"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_changed_annotation_does_not_replace_the_one_that_is_here() {
    let (there, mut lines, _) = exported().await;
    lines[0]["annotations"][0]["body"]["verdicts"][0]["rationale"] = json!("somebody rewrote this");
    let job = there.import(&lines[0].to_string()).await;
    assert_eq!(job["summary"]["annotations_rejected"], 1, "{job}");
    assert_eq!(there.problems(&job).await[0]["code"], "annotation_differs");
    assert!(!detail(&there, "p1").await.to_string().contains("somebody rewrote this"));
}
