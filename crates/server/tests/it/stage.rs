//! The next stage: what people wrote in one project is judged in another one, by anybody but who wrote it.

use crosscheck_domain::{GroundTruth, ItemId, Policy, TruthId, TruthKind};
use crosscheck_store::{MemberRole, NewTruth};
use serde_json::{Value, json};

use crate::app::{Setup, TestApp, Who, picture, ulid};

const STAGE: &str = "/api/projects/review/stage";

/// People write a caption.
const WRITING: &str = "
title: Captions
slots:
  - {id: image, kind: image, role: context}
questions:
  - {id: caption, title: What is to be seen?, type: text, required: true}
";

/// Others judge it.
const REVIEW: &str = "
title: Review
slots:
  - {id: image, kind: image, role: context}
  - {id: caption, kind: text, role: claim_source}
claims: {slot: caption}
";

/// `n` pictures, and people who write about two each; the same people are in the review.
async fn app(n: u8) -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 2}});
    let app = TestApp::with(Setup { design: WRITING, policy, ..Setup::default() }).await;
    app.project("review", REVIEW, Policy::default(), Who::Manager).await;
    let review = app.app.store.project("review").await.unwrap().id;
    for who in [Who::Annotator, Who::Annotator2, Who::Annotator3] {
        app.app.store.set_role(&review, &who.id(), MemberRole::Annotator, app.app.now()).await.unwrap();
    }
    let mut lines = String::new();
    for at in 1..=n {
        let sha = app.asset(Who::Manager, "scenes", picture(64, 48, at)).await;
        lines += &format!("{}\n", json!({"id": format!("p{at}"), "slots": {"image": sha}, "place": "Graz"}));
    }
    app.import(&lines).await;
    app
}

async fn write(app: &TestApp, who: Who, id: u32, text: &str) {
    let task = app.next(who).await;
    let answers = json!([{"question": "caption", "target": {"on": "item"}, "value": text}]);
    let annotation = json!({"id": ulid(id), "outcome": {"type": "complete"}, "answers": answers});
    app.submit(who, &task, annotation).await.expect(200);
}

fn order(preview: bool) -> Value {
    json!({"from": "scenes", "text": "question/caption", "into": "caption", "preview": preview})
}

/// Works it off, and returns what became of it.
async fn run(app: &TestApp) -> Value {
    let reply = app.post(Who::Manager, STAGE, order(false)).await.expect(200);
    let job = app.finished(&json!({"id": reply["job"]})).await;
    assert_eq!((&job["state"], &job["n_problems"]), (&json!("done"), &json!(0)), "{job}");
    job["summary"].clone()
}

async fn items(app: &TestApp) -> Vec<Value> {
    let page = app.get(Who::Manager, "/api/projects/review/items").await.expect(200);
    page["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_written_caption_is_judged_by_others() {
    let app = app(2).await;
    write(&app, Who::Annotator, 1, "Two dogs. A red sofa.").await;
    let offers = app.get(Who::Manager, STAGE).await.expect(200);
    assert_eq!(offers["into"], json!([{"id": "caption", "title": "caption"}]));
    assert_eq!(offers["projects"][0]["texts"], json!([{"id": "question/caption", "title": "What is to be seen?"}]));
    assert_eq!(offers["projects"][0]["finished"], 0);
    let none = app.post(Who::Manager, STAGE, order(false)).await.expect(200);
    assert_eq!((&none["items"], &none["job"]), (&json!(0), &Value::Null), "the item is not finished");

    write(&app, Who::Annotator2, 2, "A cat on a sofa.").await;
    let preview = app.post(Who::Manager, STAGE, order(true)).await.expect(200);
    let counted = ["items", "known", "of"].map(|key| preview[key].as_u64().unwrap());
    assert_eq!((counted, &preview["job"]), ([2, 0, 1], &Value::Null));
    assert!(items(&app).await.is_empty(), "a preview makes nothing");
    assert_eq!(run(&app).await, json!({"new": 2, "revised": 0, "unchanged": 0, "rejected": 0}));
    let again = app.post(Who::Manager, STAGE, order(true)).await.expect(200);
    assert_eq!((&again["items"], &again["known"]), (&json!(2), &json!(2)));
    assert_eq!(run(&app).await, json!({"new": 0, "revised": 0, "unchanged": 2, "rejected": 0}), "nothing is doubled");

    let row = items(&app).await.into_iter().find(|row| row["external_id"].as_str().unwrap().ends_with(&ulid(1)));
    let path = format!("/api/projects/review/items/{}", row.unwrap()["id"].as_str().unwrap());
    let detail = app.get(Who::Manager, &path).await.expect(200);
    let metadata = json!({"attempt": ulid(1), "place": "Graz", "source": "scenes", "source_item": "p1",
        "source_text": "question/caption"});
    assert_eq!(detail["item"]["metadata"], metadata);
    let picture = detail["media"]["image/0"]["original"].as_str().unwrap();
    assert_eq!(app.get(Who::Manager, picture).await.status.as_u16(), 200, "the picture came along");

    // Whoever wrote one judges the other one, and nothing more; a third one judges both, without a word of who wrote it.
    for (who, n) in [(Who::Annotator, 1), (Who::Annotator2, 1), (Who::Annotator3, 2)] {
        let mut had = Vec::new();
        for at in 0..n {
            let task = app.post(who, "/api/projects/review/assignments/next", json!({})).await.expect(200);
            had.push(task["item"]["slots"]["caption"][0]["text"].as_str().unwrap().to_owned());
            for hidden in ["Graz", "p1", "scenes", Who::Annotator.name(), &Who::Annotator.id().0, &ulid(1), &ulid(2)] {
                assert!(!task["item"].to_string().contains(hidden), "{hidden}: {task}");
            }
            let claims = task["item"]["claim_sets"][0]["claims"].as_array().unwrap();
            let verdict = |claim: &Value| json!({"claim": claim["id"], "value": "supported"});
            let verdicts: Vec<Value> = claims.iter().map(verdict).collect();
            let id = ulid(100 + at + 10 * who as u32);
            let annotation = json!({"id": id, "outcome": {"type": "complete"}, "verdicts": verdicts});
            let body = json!({"assignment": task["assignment"]["id"], "annotation": annotation});
            app.post(who, "/api/projects/review/annotations", body).await.expect(200);
        }
        let more = app.post(who, "/api/projects/review/assignments/next", json!({})).await;
        assert_eq!(more.status.as_u16(), 204, "{more}");
        let own = ["Two dogs. A red sofa.", "A cat on a sofa."];
        match who {
            Who::Annotator => assert_eq!(had, [own[1]]),
            Who::Annotator2 => assert_eq!(had, [own[0]]),
            _ => assert_eq!(had.len(), 2),
        }
    }
}

#[tokio::test]
async fn a_text_that_was_put_right_is_a_revision() {
    let app = app(1).await;
    write(&app, Who::Annotator, 1, "Two dogs.").await;
    write(&app, Who::Annotator2, 2, "A cat.").await;
    run(&app).await;
    let path = format!("/api/annotations/{}/reopen", ulid(1));
    let task = app.post(Who::Annotator, &path, Value::Null).await.expect(200);
    let answers = json!([{"question": "caption", "target": {"on": "item"}, "value": "Three dogs."}]);
    let annotation = json!({"id": ulid(3), "outcome": {"type": "complete"}, "answers": answers, "supersedes": ulid(1)});
    app.submit(Who::Annotator, &task, annotation).await.expect(200);
    assert_eq!(run(&app).await, json!({"new": 0, "revised": 1, "unchanged": 1, "rejected": 0}));
    assert_eq!(items(&app).await.len(), 2);
    let settled = json!({"from": "scenes", "text": "question/caption", "into": "caption", "which": "settled"});
    let reply = app.post(Who::Manager, STAGE, settled).await.expect(200);
    assert_eq!((&reply["items"], &reply["job"]), (&json!(0), &Value::Null), "nothing is signed");
}

/// Signs this text as the caption of the item.
async fn sign(app: &TestApp, external_id: &str, text: &str) {
    let item = app.row(external_id).await["id"].as_str().unwrap().to_owned();
    let answers = json!([{"question": "caption", "target": {"on": "item"}, "value": text}]);
    let facts = json!({"id": ulid(50), "outcome": {"type": "complete"}, "answers": answers});
    let truth = GroundTruth {
        id: TruthId(ulid(50)),
        kind: TruthKind::Reviewed,
        facts: serde_json::from_value(facts).unwrap(),
        sources: Vec::new(),
        opened: Vec::new(),
        revealed_at: None,
        reason: None,
    };
    let new = NewTruth {
        id: truth.id.clone(),
        item: item.into(),
        item_revision: 1,
        kind: truth.kind,
        design_version: 1,
        signer: Who::Expert.id(),
        assignment: None,
        body_hash: "h".to_owned(),
        ratings: Vec::new(),
        body: serde_json::to_string(&truth).unwrap(),
        signed_at: None,
    };
    app.app.store.sign(&app.scenes().await, new, app.app.now()).await.unwrap();
}

#[tokio::test]
async fn what_is_signed_comes_first() {
    let app = app(2).await;
    for (at, text) in [(1, "Two dogs."), (3, "A yard.")] {
        write(&app, Who::Annotator, at, text).await;
        write(&app, Who::Annotator2, at + 1, "A cat.").await;
    }
    sign(&app, "p1", "Two cats.").await;
    let mut settled = order(true);
    settled["which"] = json!("settled");
    let counted = app.post(Who::Manager, STAGE, settled).await.expect(200);
    assert_eq!((&counted["items"], &counted["of"]), (&json!(1), &json!(2)));
    assert_eq!(run(&app).await["new"], 3, "one that is signed, and two of which nothing is");
    let rows = items(&app).await;
    let signed = rows.iter().find(|row| row["excerpt"] == "Two cats.").unwrap();
    let id: ItemId = signed["id"].as_str().unwrap().into();
    let authors = app.app.store.authors_of(std::slice::from_ref(&id)).await.unwrap();
    let mut expected = [Who::Annotator.id(), Who::Annotator2.id(), Who::Expert.id()];
    expected.sort();
    assert_eq!(authors[&id], expected, "it may be anybody's wording");
    assert_eq!(run(&app).await["unchanged"], 3);
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let app = app(1).await;
    let with = |key: &str, value: &str| {
        let mut order = order(true);
        order[key] = json!(value);
        order
    };
    let refused = async |body: Value, status: u16| app.post(Who::Manager, STAGE, body).await.refused(status);
    refused(with("from", "nowhere"), 404).await;
    refused(with("from", "review"), 400).await;
    refused(with("text", "question/title"), 400).await;
    refused(with("into", "image"), 400).await;
    let said = app.post(Who::Manager, STAGE, with("into", "image")).await.expect(400).to_string();
    assert!(said.contains("no text slot `image`") && said.contains("it has: caption"), "{said}");
    app.post(Who::Annotator, STAGE, order(true)).await.refused(403);
    // The stranger's own project: who manages only one of the two brings nothing over.
    app.project(
        "sounds",
        &REVIEW.replace("id: image, kind: image", "id: image, kind: audio"),
        Policy::default(),
        Who::Stranger,
    )
    .await;
    let foreign = "/api/projects/sounds/stage";
    app.post(Who::Stranger, foreign, order(true)).await.refused(404);
    let both = app.app.store.project("sounds").await.unwrap().id;
    app.app.store.set_role(&both, &Who::Manager.id(), MemberRole::Manager, app.app.now()).await.unwrap();
    let said = app.post(Who::Manager, foreign, order(true)).await.expect(422).to_string();
    assert!(said.contains("slot `image` takes a sound here and an image in the other project"), "{said}");
}
