//! The whole loop once: import, annotate, agree, export.

use serde_json::{Value, json};

use crate::app::{CAPTION, TestApp, Who, all_right, assignment, contradiction, picture, ulid};

/// Two rows of CSV and one of JSON lines, with pictures in the same form.
async fn import(app: &TestApp) {
    let csv = format!("id,image,caption\np1,one.png,\"{CAPTION}\"\np2,two.png,\"{CAPTION}\"\n");
    let (one, two) = (picture(640, 480, 1), picture(640, 480, 2));
    let job = app.import_files(&[("rows.csv", csv.as_bytes()), ("one.png", &one), ("two.png", &two)]).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(2)), "{job}");
    let sha = app.asset(Who::Manager, "scenes", picture(640, 480, 3)).await;
    let row = json!({"id": "p3", "slots": {"image": sha, "caption": "كلبان على أريكة. 🐶🐶"}, "metadata": {"gold": "secret"}});
    let job = app.import(&format!("{row}\nnot json\n")).await;
    assert_eq!((&job["summary"]["new"], &job["summary"]["rejected"]), (&json!(1), &json!(1)), "{job}");
    assert_eq!(app.problems(&job).await[0]["line"], 2);
}

#[tokio::test]
async fn photographs_may_be_larger_than_an_ordinary_request() {
    let app = TestApp::new().await;
    let mut large = picture(640, 480, 1);
    large.resize(17 << 20, 0);
    let csv = format!("id,image,caption\np1,one.png,\"{CAPTION}\"\n");
    let job = app.import_files(&[("rows.csv", csv.as_bytes()), ("one.png", &large)]).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(1)), "{job}");
}

#[tokio::test]
async fn from_import_to_export() {
    let app = TestApp::new().await;
    import(&app).await;
    let ada = app.next(Who::Annotator).await;
    let ben = app.next(Who::Annotator2).await;
    assert_ne!(assignment(&ada), assignment(&ben));
    assert_eq!(ada["item"]["claim_sets"][0]["claims"][0]["text"], "Two dogs on a red sofa.");
    let picture = app.get(Who::Annotator, ada["media"]["image/0"]["original"].as_str().unwrap()).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/png"));

    let submitted = app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    assert_eq!(submitted["annotation"]["surplus"], false);
    app.submit(Who::Annotator2, &ben, all_right(2)).await.expect(200);

    let report = app.get(Who::Reviewer, "/api/projects/scenes/agreement").await.expect(200);
    let verdict = field(&report, "verdict");
    assert_eq!((&verdict["n_units"], &verdict["n_annotators"]), (&json!(2), &json!(2)), "{report}");
    let percent = metric(verdict, "percent_agreement");
    assert_eq!(percent["value"], 0.5, "c2 agrees, c1 does not: {report}");
    assert_eq!(report["disputed"][0]["unit_text"], "Two dogs on a red sofa.");

    let (_, native) = app.export(json!({"format": "native"})).await;
    let lines: Vec<Value> =
        String::from_utf8(native).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    let line = lines.iter().find(|line| line["external_id"] == "p1").unwrap();
    assert_eq!(line["annotations"].as_array().unwrap().len(), 2);
    exported_contradiction(line);
}

fn field<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["fields"].as_array().unwrap().iter().find(|field| field["field"] == id).unwrap()
}

fn metric<'a>(field: &'a Value, id: &str) -> &'a Value {
    field["metrics"].as_array().unwrap().iter().find(|metric| metric["metric"] == id).unwrap()
}

fn exported_contradiction(line: &Value) {
    let all = line["annotations"].as_array().unwrap();
    let by_ada = all.iter().find(|annotation| annotation["id"] == ulid(1)).unwrap();
    assert_eq!(by_ada["annotator"], "Ada Annotator");
    let body = &by_ada["body"];
    let verdict = &body["verdicts"][0];
    assert_eq!(verdict["value"], "contradicted");
    assert_eq!(verdict["rationale"], "the sofa is plainly green");
    let error = &verdict["errors"][0];
    assert_eq!(error["type"], "attribute");
    assert_eq!(error["span"], json!({"start": 14, "end": 17, "quote": "red"}));
    let region = body["regions"].as_array().unwrap().iter().find(|region| region["id"] == "r1").unwrap();
    let selector = &region["selector"];
    let pixels = ["x", "y", "width", "height"].map(|edge| selector[edge].as_f64().unwrap());
    assert_eq!((selector["type"].as_str(), pixels), (Some("box"), [12.5, 20.0, 200.25, 100.0]));
    assert_eq!(body["omissions"][0]["text"], "a lamp stands behind the sofa");
}

#[tokio::test]
async fn nobody_sees_another_answer_before_their_own() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    let ben = app.next(Who::Annotator2).await;
    let id = assignment(&ben);
    let paths = [
        "/api/me".to_owned(),
        "/api/projects".to_owned(),
        "/api/projects/scenes".to_owned(),
        "/api/projects/scenes/design/1".to_owned(),
        "/api/projects/scenes/my-work".to_owned(),
        "/api/projects/scenes/items".to_owned(),
        "/api/projects/scenes/agreement".to_owned(),
        "/api/projects/scenes/changes".to_owned(),
        "/api/projects/scenes/exports".to_owned(),
        "/api/projects/scenes/audit".to_owned(),
        format!("/api/assignments/{id}"),
        format!("/api/assignments/{}", assignment(&ada)),
    ];
    let mut seen = ben.to_string();
    for path in &paths {
        seen += &app.get(Who::Annotator2, path).await.text();
    }
    seen += &app.post(Who::Annotator2, &format!("/api/annotations/{}/reopen", ulid(1)), json!({})).await.text();
    seen += &app.submit(Who::Annotator2, &ben, json!({"id": ulid(1), "outcome": {"type": "complete"}})).await.text();
    // An id that is taken must not hand out what is stored under it.
    seen += &app.submit(Who::Annotator2, &ben, all_right(1)).await.text();
    for secret in ["plainly green", "lamp stands", "Ada Annotator", "200.25", &crate::app::id_of(Who::Annotator)] {
        assert!(!seen.contains(secret), "{secret:?} was told to somebody who has not answered yet");
    }
    // Nor does the task tell where the item comes from.
    for origin in ["p1", "external", "sha256\":\"0"] {
        assert!(!ben.to_string().contains(&format!(":\"{origin}")), "{ben}");
    }
    let page = app.get(Who::Manager, "/api/projects/scenes/items").await.text();
    let item = serde_json::from_str::<Value>(&page).unwrap()["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(!ben.to_string().contains(&item), "annotators know an item by their assignment only");
}

#[tokio::test]
async fn the_same_sequence_exports_the_same_bytes() {
    let app = TestApp::new().await;
    app.captions(2).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    for format in ["native", "table_csv", "table_parquet", "coco", "web_annotation"] {
        let (first, bytes) = app.export(json!({"format": format})).await;
        app.advance(3_600_000);
        let (second, again) = app.export(json!({"format": format})).await;
        assert!(!bytes.is_empty() && bytes == again, "{format} differs");
        assert_eq!((&first["sha256"], &first["seq"]), (&second["sha256"], &second["seq"]));
        assert_ne!(first["id"], second["id"]);
    }
    let (_, before) = app.export(json!({"format": "native"})).await;
    let ben = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &ben, all_right(2)).await.expect(200);
    let (_, after) = app.export(json!({"format": "native"})).await;
    assert_ne!(before, after, "a new fact makes a new export");
}

#[tokio::test]
async fn coco_and_tables_hold_what_was_drawn_and_judged() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    let (_, coco) = app.export(json!({"format": "coco"})).await;
    let coco = String::from_utf8_lossy(&coco).into_owned();
    let coco: Value = serde_json::from_str(&coco).expect("one JSON document");
    assert_eq!(coco["images"][0]["width"], 640);
    let boxes: Vec<&Value> = coco["annotations"].as_array().unwrap().iter().map(|one| &one["bbox"]).collect();
    assert!(boxes.contains(&&json!([12.5, 20.0, 200.25, 100.0])), "{coco}");
    let (_, table) = app.export(json!({"format": "table_csv"})).await;
    let table = String::from_utf8_lossy(&table).into_owned();
    assert!(table.contains("contradicted"), "{table}");
}

#[tokio::test]
async fn an_export_holds_the_moment_at_which_it_was_asked_for() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let (ada, ben) = (app.next(Who::Annotator).await, app.next(Who::Annotator2).await);
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    let asked = app.post(Who::Manager, "/api/projects/scenes/exports", json!({"format": "native"})).await.expect(202);
    app.submit(Who::Annotator2, &ben, all_right(2)).await.expect(200);
    let change = json!({"base_version": 1, "text": crate::app::CAPTION_CHECK.replace("Caption check", "Second")});
    app.post(Who::Manager, "/api/projects/scenes/design", change).await.expect(201);
    let job = app.finished(&asked["job"]).await;
    let manifest = &job["summary"]["manifest"];
    assert_eq!(manifest["n_annotations"], 1, "{job}");
    assert_eq!(manifest["designs"].as_object().unwrap().keys().collect::<Vec<_>>(), ["1"]);
}

#[tokio::test]
async fn pseudonyms_replace_every_trace_of_a_person() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    let (_, native) = app.export(json!({"format": "native", "pseudonyms": true})).await;
    let native = String::from_utf8(native).unwrap();
    assert!(native.contains("annotator-1"));
    for trace in ["Ada", "ada@", &crate::app::id_of(Who::Annotator)] {
        assert!(!native.contains(trace), "{trace}");
    }
}

#[tokio::test]
async fn agreement_follows_a_correction() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let (ada, ben) = (app.next(Who::Annotator).await, app.next(Who::Annotator2).await);
    app.submit(Who::Annotator, &ada, contradiction(1)).await.expect(200);
    app.submit(Who::Annotator2, &ben, all_right(2)).await.expect(200);
    let path = "/api/projects/scenes/agreement";
    let report = app.get(Who::Manager, path).await.expect(200);
    assert_eq!(metric(field(&report, "verdict"), "percent_agreement")["value"], 0.5);
    let again = app.post(Who::Annotator, &format!("/api/annotations/{}/reopen", ulid(1)), json!({})).await.expect(200);
    app.submit(Who::Annotator, &again, all_right(3)).await.expect(200);
    let report = app.get(Who::Manager, path).await.expect(200);
    assert_eq!(metric(field(&report, "verdict"), "percent_agreement")["value"], 1.0, "{report}");

    // A correction without any rating takes the old ratings away as well.
    let again = app.post(Who::Annotator, &format!("/api/annotations/{}/reopen", ulid(3)), json!({})).await.expect(200);
    let broken = json!({"id": ulid(4), "outcome": {"type": "unusable", "reason": "broken_media"}});
    app.submit(Who::Annotator, &again, broken).await.expect(200);
    let report = app.get(Who::Manager, path).await.expect(200);
    let verdict = report["fields"].as_array().unwrap().iter().find(|field| field["field"] == "verdict");
    assert_eq!(verdict.map_or(json!(0), |verdict| verdict["n_ratings"].clone()), 0, "one is left alone: {report}");
}
