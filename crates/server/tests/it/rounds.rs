//! Calibration rounds through the API: the same items for everybody, agreement before and after.

use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood};

const ROUNDS: &str = "/api/projects/scenes/rounds";

async fn project(n: usize) -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 1}});
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    app.texts(n).await;
    app
}

/// Answers so many items; `value` by the number of the item.
async fn answer(app: &TestApp, who: Who, from: u32, n: u32, value: impl Fn(u32) -> &'static str) {
    for at in 0..n {
        let task = app.next(who).await;
        let text = task["item"]["slots"]["text"][0]["text"].as_str().unwrap_or_default().to_owned();
        let number: u32 = text.rsplit(' ').next().and_then(|word| word.parse().ok()).unwrap();
        app.submit(who, &task, mood(from + at, value(number))).await.expect(200);
    }
}

#[tokio::test]
async fn rounds_show_what_came_of_the_talk() {
    let app = project(30).await;
    app.post(Who::Manager, ROUNDS, json!({"items": 1})).await.refused(400);
    app.post(Who::Manager, ROUNDS, json!({"items": 31})).await.refused(409);
    app.post(Who::Manager, ROUNDS, json!({"items": 5, "people": ["nobody", "else"]})).await.refused(409);
    let first = app.post(Who::Manager, ROUNDS, json!({"title": " First ", "items": 12})).await.expect(201);
    assert_eq!((&first["title"], &first["number"], &first["n_items"]), (&json!("First"), &json!(1), &json!(12)));
    app.post(Who::Manager, ROUNDS, json!({"items": 5})).await.refused(409);
    let parity = |n: u32| if n.is_multiple_of(2) { "bad" } else { "good" };
    answer(&app, Who::Annotator, 0, 12, parity).await;
    // The second one takes every third item otherwise.
    let other = |n: u32| if n.is_multiple_of(3) { parity(n + 1) } else { parity(n) };
    answer(&app, Who::Annotator2, 100, 12, other).await;
    let closed = app
        .post(Who::Manager, &format!("{ROUNDS}/{}/close", first["id"].as_str().unwrap()), Value::Null)
        .await
        .expect(200);
    assert!(closed["closed_at"].is_i64());
    app.post(Who::Manager, ROUNDS, json!({"items": 12})).await.expect(201);
    answer(&app, Who::Annotator, 200, 12, parity).await;
    answer(&app, Who::Annotator2, 300, 12, parity).await;
    let seen = app.get(Who::Reviewer, ROUNDS).await.expect(200);
    let [before, after] = seen["rounds"].as_array().unwrap().as_slice() else { panic!("{seen}") };
    let agreement = |round: &Value| round["fields"][0]["value"].as_f64().unwrap();
    assert!(agreement(before) < 0.8, "{before}");
    assert!((agreement(after) - 1.0).abs() < 1e-9, "{after}");
    let done: Vec<u64> = before["people"].as_array().unwrap().iter().map(|one| one["done"].as_u64().unwrap()).collect();
    assert_eq!(done.iter().filter(|&&n| n == 12).count(), 2, "{before}");
    assert!(!before["disputed"].as_array().unwrap().is_empty());
    assert!(after["disputed"].as_array().unwrap().is_empty());
    assert_eq!((&before["guideline_changed"], &after["guideline_changed"]), (&json!(false), &json!(false)));
    // All alike carries no interval, so there is none for the difference either.
    assert_eq!(after["fields"][0]["change"], Value::Null);
}
