//! Ground truth on its way out and into another project: facts, signer, votes, soft labels, splits and the data card.

use crosscheck_domain::{GroundTruth, Source, TruthId, TruthKind, ratings};
use crosscheck_store::NewTruth;
use serde_json::{Value, json};

use crate::app::{TestApp, Who, all_right, contradiction, picture, ulid};
use crate::moved::{captions, detail};

/// The annotation of the first annotator is signed as what is true of the item with this id.
async fn sign(app: &TestApp, external_id: &str, id: &str) {
    let row = detail(app, external_id).await;
    let item_id = row["row"]["id"].as_str().or(row["id"].as_str()).unwrap().to_owned();
    let project = app.app.store.project("scenes").await.unwrap();
    let facts: crosscheck_domain::Annotation = serde_json::from_value(row["annotations"][0]["body"].clone()).unwrap();
    let design = app.app.design(&project.id, 1).await.unwrap();
    let item = app.app.item(&item_id.as_str().into(), 1).await.unwrap();
    let from = vec![facts.id.clone()];
    let body = GroundTruth {
        id: TruthId(id.to_owned()),
        kind: TruthKind::Adjudicated,
        sources: vec![Source { field: "verdict".to_owned(), unit: "claim:c1".to_owned(), from }],
        facts: facts.clone(),
        opened: Vec::new(),
        revealed_at: None,
        reason: Some("looked twice".to_owned()),
    };
    let truth = NewTruth {
        id: body.id.clone(),
        item: item_id.into(),
        item_revision: 1,
        kind: TruthKind::Adjudicated,
        design_version: 1,
        signer: Who::Manager.id(),
        assignment: None,
        body_hash: "h".to_owned(),
        ratings: ratings(&design, &item, &facts),
        body: serde_json::to_string(&body).unwrap(),
        signed_at: None,
    };
    app.app.store.sign(&project.id, truth, app.app.now()).await.unwrap();
}

async fn judged() -> TestApp {
    let app = captions().await;
    app.captions(2).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, contradiction(1)).await.expect(200);
    let task = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &task, all_right(2)).await.expect(200);
    sign(&app, "p1", &ulid(900)).await;
    app
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    let mut lines: Vec<Value> =
        std::str::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.sort_by_key(|line| line["id"].as_str().or(line["external_id"].as_str()).map(str::to_owned));
    lines
}

#[tokio::test]
async fn truth_leaves_with_its_signer_and_all_votes() {
    let app = judged().await;
    let asked = json!({"format": "ground_truth", "splits": {"train": 0.5, "validation": 0.0, "test": 0.5, "seed": 1}});
    let (export, bytes) = app.export(asked.clone()).await;
    let lines = lines(&bytes);
    let first = &lines[0];
    assert_eq!(first["truth"]["verdicts"][0]["value"], "contradicted", "{first}");
    let provenance = &first["provenance"];
    assert_eq!((&provenance["kind"], &provenance["reason"]), (&json!("adjudicated"), &json!("looked twice")));
    assert_eq!(provenance["signer"], Who::Manager.name());
    assert_eq!(provenance["sources"][0]["from"][0], ulid(1));
    let votes = first["votes"].as_array().unwrap();
    let on_claim = votes.iter().filter(|vote| vote["field"] == "verdict" && vote["unit"] == "claim:c1");
    assert_eq!(on_claim.count(), 2, "{first}");
    let soft = first["soft"]
        .as_array()
        .unwrap()
        .iter()
        .find(|soft| soft["field"] == "verdict" && soft["unit"] == "claim:c1")
        .unwrap();
    assert_eq!(soft["shares"], json!({"contradicted": 0.5, "supported": 0.5}));
    assert_eq!(lines[1]["truth"], Value::Null);
    for line in &lines {
        assert!(["train", "test"].contains(&line["split"].as_str().unwrap()), "{line}");
    }
    assert_eq!(export["losses"][0]["code"], "truth_missing", "one item has none: {export}");

    let url = format!("/api/exports/{}/card", export["id"].as_str().unwrap());
    let card = app.get(Who::Manager, &url).await.expect(200);
    app.get(Who::Annotator, &url).await.refused(403);
    assert_eq!(card["conformsTo"][0], "http://mlcommons.org/croissant/1.1");
    let file = &card["distribution"][0];
    assert_eq!((&file["sha256"], &file["@type"]), (&export["sha256"], &json!("cr:FileObject")));
    for key in ["name", "description", "license", "url", "creator", "datePublished", "recordSet"] {
        assert!(!card[key].is_null(), "{key} is missing: {card}");
    }
    let analysis = card["rai:dataAnnotationAnalysis"].to_string();
    assert!(analysis.contains("Agreement on verdict") && analysis.contains("adjudicated 1"), "{analysis}");
    assert!(card["rai:annotationsPerItem"].as_str().unwrap().contains("2 (1 items)"), "{card}");

    let (_, again) = app.export(asked).await;
    assert_eq!(bytes, again, "the same facts, the same bytes");
    let unfit = json!({"format": "native", "splits": {"train": 0.5, "validation": 0.6, "test": 0.0}});
    let refused = app.post(Who::Manager, "/api/projects/scenes/exports", unfit).await.expect(422).to_string();
    assert!(refused.contains("splits_unfit"), "{refused}");
}

#[tokio::test]
async fn what_was_signed_moves_to_another_project() {
    let there = judged().await;
    let (_, bytes) = there.export(json!({"format": "native"})).await;
    let here = captions().await;
    let (first, second) = (picture(640, 480, 1), picture(640, 480, 2));
    let files: [(&str, &[u8]); 3] = [("data.jsonl", &bytes), ("a.png", &first), ("b.png", &second)];
    let job = here.import_files(&files).await;
    assert_eq!((&job["state"], &job["summary"]["truths"]), (&json!("done"), &json!(1)), "{job}");
    assert_eq!(here.row("p1").await["state"], "settled");
    let (_, onward) = here.export(json!({"format": "native"})).await;
    let (before, after) = (lines(&bytes), lines(&onward));
    assert_eq!(before[0]["truths"][0]["body"], after[0]["truths"][0]["body"]);
    assert_eq!(after[0]["truths"][0]["signer"], Who::Manager.name());
    let again = here.import_files(&files).await;
    assert_eq!((&again["summary"]["truths"], &again["summary"]["truths_rejected"]), (&json!(0), &json!(0)), "{again}");
}
