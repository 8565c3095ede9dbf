//! What people disagree about, label by label, and what they should talk about.

use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood, ulid};

const LABELS: &str = "/api/projects/scenes/quality/labels";
const LIST: &str = "/api/projects/scenes/discussions";

/// Four texts by two people: they agree on three (good, good, bad) and differ on the last one.
async fn app() -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 3}, "order": "sequence"});
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    app.texts(4).await;
    for (who, first, values) in
        [(Who::Annotator, 0, ["good", "good", "bad", "good"]), (Who::Annotator2, 100, ["good", "good", "bad", "bad"])]
    {
        for (n, value) in (1..).zip(values) {
            let task = app.next(who).await;
            app.submit(who, &task, mood(first + n, value)).await.expect(200);
        }
    }
    app
}

fn talk(n: u32, item: &Value) -> Value {
    json!({"id": ulid(n), "item": item["id"], "field": "question/mood", "note": "is irony good?"})
}

#[tokio::test]
async fn labels_are_ranked_by_how_much_people_disagree() {
    let app = app().await;
    let report = app.get(Who::Reviewer, LABELS).await.expect(200);
    let labels = report["labels"].as_array().unwrap();
    // Bad: two agreements of three ratings; good: four of five.
    assert_eq!((&labels[0]["label"], &labels[1]["label"]), (&json!("bad"), &json!("good")), "{report}");
    let value = |label: &Value| label["specific"]["value"].as_f64().unwrap();
    assert!((value(&labels[0]) - 2.0 / 3.0).abs() < 1e-12 && (value(&labels[1]) - 0.8).abs() < 1e-12);
    assert_eq!((&labels[0]["n_units"], &labels[0]["n_split"]), (&json!(2), &json!(1)));
    let criterion = &report["criteria"][0];
    assert_eq!((&criterion["n_units"], &criterion["n_split"]), (&json!(4), &json!(1)));
    assert_eq!(criterion["agreement"]["value"], 0.75);

    let behind = async |rest: &str| app.get(Who::Reviewer, &format!("{LABELS}/items?field=question/mood{rest}")).await;
    let page = behind("&label=bad").await.expect(200);
    assert_eq!((&page["n"], &page["units"][0]["external_id"]), (&json!(1), &json!("t4")), "{page}");
    assert_eq!(page["units"][0]["votes"].as_array().unwrap().len(), 2);
    assert_eq!(behind("").await.expect(200)["n"], 1);
    assert_eq!(behind("&label=never").await.expect(200)["n"], 0);
    app.get(Who::Reviewer, &format!("{LABELS}/items?field=none")).await.refused(404);
    app.get(Who::Annotator, LABELS).await.refused(403);
}

/// More answers and a correction change what is kept; it stays what reading everything anew gives.
#[tokio::test]
async fn what_is_kept_of_labels_is_what_reading_anew_gives() {
    let app = app().await;
    let same = async || {
        let kept = app.get(Who::Reviewer, LABELS).await.expect(200);
        assert_eq!(kept, app.copy().await.get(Who::Reviewer, LABELS).await.expect(200));
        kept
    };
    same().await;
    let task = app.next(Who::Annotator3).await;
    app.submit(Who::Annotator3, &task, mood(200, "bad")).await.expect(200);
    let before = same().await;
    assert_eq!(before["criteria"][0]["n_split"], 2, "{before}");
    let path = format!("/api/annotations/{}/reopen", ulid(200));
    let task = app.post(Who::Annotator3, &path, json!({})).await.expect(200);
    let mut corrected = mood(201, "good");
    corrected["supersedes"] = json!(ulid(200));
    app.submit(Who::Annotator3, &task, corrected).await.expect(200);
    assert_eq!(same().await["criteria"][0]["n_split"], 1);
}

#[tokio::test]
async fn what_is_discussed_says_who_said_what_and_is_closed_with_an_outcome() {
    let app = app().await;
    let item = app.row("t4").await;
    app.post(Who::Reviewer, LIST, talk(50, &item)).await.refused(403);
    app.post(Who::Expert, LIST, talk(50, &item)).await.expect(204);
    app.post(Who::Expert, LIST, talk(50, &item)).await.expect(204);
    let empty = json!({"id": ulid(51), "item": item["id"], "note": " "});
    app.post(Who::Expert, LIST, empty).await.refused(422);
    let unknown = json!({"id": ulid(51), "item": item["id"], "field": "none", "note": "x"});
    app.post(Who::Expert, LIST, unknown).await.refused(422);

    let listed = app.get(Who::Manager, LIST).await.expect(200);
    assert_eq!(listed.as_array().unwrap().len(), 1, "the same id again is one entry: {listed}");
    let one = &listed[0];
    assert_eq!((&one["external_id"], &one["note"]), (&json!("t4"), &json!("is irony good?")));
    let names: Vec<&Value> = one["votes"].as_array().unwrap().iter().map(|vote| &vote["annotators"][0]).collect();
    assert!(names.len() == 2 && names.iter().all(|name| !name.as_str().unwrap().is_empty()), "{one}");

    let close = format!("{LIST}/{}/close", ulid(50));
    app.post(Who::Manager, &close, json!({"outcome": "irony is bad", "guideline_version": 9})).await.refused(404);
    app.post(Who::Manager, &close, json!({"outcome": "irony is bad", "guideline_version": 1})).await.expect(204);
    app.post(Who::Manager, &close, json!({"outcome": "again"})).await.refused(409);
    let closed = app.get(Who::Manager, LIST).await.expect(200)[0]["closed"].clone();
    assert_eq!((&closed["outcome"], &closed["guideline_version"]), (&json!("irony is bad"), &json!(1)));
}

#[tokio::test]
async fn annotators_hear_of_peers_only_after_they_have_judged_and_never_whose_it_is() {
    let app = app().await;
    let first = app.row("t1").await;
    app.post(Who::Expert, LIST, talk(50, &app.row("t4").await)).await.expect(204);
    app.post(Who::Expert, LIST, talk(51, &first)).await.expect(204);
    let listed = async |who| app.get(who, LIST).await.expect(200).as_array().unwrap().clone();
    assert!(listed(Who::Annotator3).await.is_empty(), "who has judged nothing hears nothing");

    // Lent out, the item is still nothing to hear of; once judged it is, without names.
    let task = app.next(Who::Annotator3).await;
    assert!(listed(Who::Annotator3).await.is_empty());
    app.submit(Who::Annotator3, &task, mood(200, "good")).await.expect(200);
    let own = listed(Who::Annotator3).await;
    assert_eq!((own.len(), &own[0]["item"], &own[0]["external_id"]), (1, &first["id"], &Value::Null));
    assert_eq!(own[0]["votes"][0]["annotators"], json!(["", "", ""]));

    // Whoever has heard what others said is no independent voice on it any more.
    let reopened = app.post(Who::Annotator3, &format!("/api/annotations/{}/reopen", ulid(200)), json!({})).await;
    let task = reopened.expect(200);
    let mut corrected = mood(201, "bad");
    corrected["supersedes"] = json!(ulid(200));
    app.submit(Who::Annotator3, &task, corrected).await.expect(200);
    let agreement = app.get(Who::Reviewer, "/api/projects/scenes/agreement").await.expect(200);
    assert_eq!(agreement["n_informed"], 1, "{agreement}");
    // A reviewer who has an item in hand is not told of it either.
    let before = listed(Who::Reviewer).await.len();
    app.next(Who::Reviewer).await;
    assert!(listed(Who::Reviewer).await.len() < before || before == 2);
}
