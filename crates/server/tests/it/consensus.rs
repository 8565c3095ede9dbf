//! Consensus, accepting it, confident overlap, and what is told of annotators.

use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood};

async fn scenes(policy: Value, n: usize) -> TestApp {
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    app.texts(n).await;
    app
}

/// Ann and Ben answer every item alike but for the third.
async fn answered() -> TestApp {
    let app = scenes(json!({"overlap": {"type": "fixed", "n": 3}}), 12).await;
    for (who, offset) in [(Who::Annotator, 0), (Who::Annotator2, 100)] {
        for n in 1..=12 {
            let task = app.next(who).await;
            let text = task["item"]["slots"]["text"][0]["text"].as_str().unwrap_or_default().to_owned();
            let value = if offset > 0 && text.ends_with(" 3") || n % 2 == 0 { "bad" } else { "good" };
            app.submit(who, &task, mood(offset + n, value)).await.expect(200);
        }
    }
    app
}

const CONSENSUS: &str = "/api/projects/scenes/consensus";

#[tokio::test]
async fn consensus_has_value_support_and_status() {
    let app = answered().await;
    let page = app.get(Who::Reviewer, CONSENSUS).await.expect(200);
    let items = page["items"].as_array().unwrap();
    assert_eq!((items.len(), &page["next"]), (12, &Value::Null));
    assert_eq!(page["fields"][0]["n_ratings"], 24);
    let of = |name: &str| items.iter().find(|item| item["external_id"] == name).unwrap();
    let clear = &of("t1")["units"][0];
    assert_eq!(
        (&clear["value"], &clear["status"], &clear["support"][0]["count"]),
        (&json!("good"), &json!("agreed"), &json!(2))
    );
    let split = &of("t3")["units"][0];
    assert_eq!((&split["status"], &split["majority"]), (&json!("disputed"), &Value::Null));
    let one =
        app.get(Who::Reviewer, &format!("{CONSENSUS}?item={}", items[2]["item"].as_str().unwrap())).await.expect(200);
    assert_eq!(one["items"][0], items[2]);
    let rest = app
        .get(Who::Reviewer, &format!("{CONSENSUS}?after={}&limit=5", items[3]["item"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(rest["items"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn what_is_sure_is_signed_with_its_sources() {
    let app = answered().await;
    let accept = format!("{CONSENSUS}/accept");
    // Only finished items are accepted.
    let two = json!({"policy": {"overlap": {"type": "fixed", "n": 2}}});
    app.json(Who::Manager, Method::PATCH, "/api/projects/scenes", two).await.expect(200);
    app.work().await;
    let preview = app.post(Who::Manager, &accept, json!({"min_confidence": 0.8, "preview": true})).await.expect(200);
    assert_eq!((&preview["passing"], &preview["of"], &preview["job"]), (&json!(11), &json!(12), &Value::Null));
    let asked = app.post(Who::Manager, &accept, json!({"min_confidence": 0.8})).await.expect(200);
    app.work().await;
    let job = app.get(Who::Manager, &format!("/api/jobs/{}", asked["job"].as_str().unwrap())).await.expect(200);
    assert_eq!(job["summary"]["signed"], 11, "{job}");
    let project = app.get(Who::Manager, "/api/projects/scenes").await.expect(200);
    assert_eq!(project["counts"]["settled"], 11, "{project}");
    let again = app.post(Who::Manager, &accept, json!({"min_confidence": 0.8, "preview": true})).await.expect(200);
    assert_eq!((&again["passing"], &again["of"]), (&json!(0), &json!(1)));
    app.post(Who::Manager, &accept, json!({"min_confidence": 0.2})).await.refused(400);
    app.post(Who::Manager, &accept, json!({"min_confidence": 0.9, "fields": ["none"]})).await.refused(400);
}

#[tokio::test]
async fn confident_overlap_asks_where_people_differ() {
    let policy = json!({"overlap": {"type": "confident", "start": 2, "max": 3, "threshold": 0.8,
        "fields": ["question/mood"]}, "adjudication": {"when": "disputed", "fields": [], "agree": 1}});
    let app = scenes(policy, 10).await;
    for (who, offset) in [(Who::Annotator, 0), (Who::Annotator2, 100)] {
        for n in 1..=10 {
            let task = app.next(who).await;
            let value = if offset > 0 && n == 4 {
                "good"
            } else if n % 2 == 0 {
                "bad"
            } else {
                "good"
            };
            app.submit(who, &task, mood(offset + n, value)).await.expect(200);
        }
    }
    let states = async || app.get(Who::Manager, "/api/projects/scenes").await.expect(200)["counts"].clone();
    assert_eq!((&states().await["done"], &states().await["disputed"]), (&json!(9), &json!(1)), "one against one");
    assert_eq!(app.look_for_doubt().await, 1, "the fourth");
    assert_eq!(app.look_for_doubt().await, 0, "it was asked already");
    let counts = states().await;
    assert_eq!((&counts["done"], &counts["open"]), (&json!(9), &json!(1)));
    let forecast = app.get(Who::Reviewer, "/api/projects/scenes/forecast").await.expect(200);
    assert_eq!((&forecast["open_items"], &forecast["more"]), (&json!(1), &json!(1.0)), "{forecast}");
    let task = app.next(Who::Annotator3).await;
    app.submit(Who::Annotator3, &task, mood(300, "bad")).await.expect(200);
    app.look_for_doubt().await;
    assert_eq!(states().await["open"], 0, "at the limit nobody else is asked");
}

#[tokio::test]
async fn a_paused_annotator_gets_nothing_and_may_appeal() {
    let app = answered().await;
    let report = app.get(Who::Reviewer, "/api/projects/scenes/annotators").await.expect(200);
    let first = &report["annotators"][0];
    assert_eq!(first["n_items"], 12);
    assert!(
        first["reliability"]["interval"]["low"].as_f64().unwrap() < first["reliability"]["value"].as_f64().unwrap()
    );
    assert_eq!(report["proposals"], json!([]), "two people have no middle");
    let me = app.get(Who::Annotator3, "/api/me").await.expect(200)["user"]["id"].as_str().unwrap().to_owned();
    let act = format!("/api/projects/scenes/annotators/{me}/actions");
    app.post(Who::Manager, &act, json!({"kind": "pause", "reason": " "})).await.refused(400);
    let nobody = "/api/projects/scenes/annotators/01J00000000000000000000000/actions";
    app.post(Who::Manager, nobody, json!({"kind": "pause", "reason": "x"})).await.refused(404);
    app.post(Who::Manager, &act, json!({"kind": "pause", "reason": "Let us talk first."})).await.expect(201);
    app.post(Who::Annotator3, "/api/projects/scenes/assignments/next", json!({})).await.expect(204);
    let mine = app.get(Who::Annotator3, "/api/projects/scenes/my-notices").await.expect(200);
    assert!(mine["paused_since"].is_i64());
    let notice = format!("/api/notices/{}/appeal", mine["notices"][0]["id"].as_str().unwrap());
    app.post(Who::Annotator, &notice, json!({"text": "not mine"})).await.refused(404);
    app.post(Who::Annotator3, &notice, json!({"text": "I was ill."})).await.expect(204);
    let report = app.get(Who::Manager, "/api/projects/scenes/annotators").await.expect(200);
    assert_eq!(report["actions"][0]["appeal"], "I was ill.");
    app.post(Who::Manager, &act, json!({"kind": "resume", "reason": "Back."})).await.expect(201);
    app.post(Who::Annotator3, "/api/projects/scenes/assignments/next", json!({})).await.expect(200);
}
