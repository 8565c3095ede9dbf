//! What stands behind the numbers of the quality page.

use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood};

const CELL: &str = "/api/projects/scenes/agreement/cell?field=question/mood";

/// Thirty texts: two people disagree on all but the first two, which both find good.
async fn disagreeing() -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 3}});
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    app.texts(30).await;
    for (who, offset) in [(Who::Annotator, 0), (Who::Annotator2, 100)] {
        for n in 1..=30 {
            let task = app.next(who).await;
            let text = task["item"]["slots"]["text"][0]["text"].as_str().unwrap_or_default().to_owned();
            let both = text.ends_with(" 1") || text.ends_with(" 2");
            let value = if offset == 0 || both { "good" } else { "bad" };
            app.submit(who, &task, mood(offset + n, value)).await.expect(200);
        }
    }
    app
}

async fn cell(app: &TestApp, who: Who, rest: &str) -> Value {
    app.get(who, &format!("{CELL}&{rest}")).await.expect(200)
}

#[tokio::test]
async fn a_cell_of_the_matrix_leads_to_all_its_items() {
    let app = disagreeing().await;
    let report = app.get(Who::Reviewer, "/api/projects/scenes/agreement").await.expect(200);
    assert!(report["disputed"].as_array().unwrap().len() < 28, "the report lists only some");

    let first = cell(&app, Who::Reviewer, "a=good&b=bad").await;
    assert_eq!((&first["n"], first["units"].as_array().unwrap().len()), (&json!(28), 24));
    let after = first["next"].as_str().unwrap();
    let second = cell(&app, Who::Reviewer, &format!("a=good&b=bad&after={after}")).await;
    assert_eq!((second["units"].as_array().unwrap().len(), &second["next"]), (4, &Value::Null));
    assert_eq!(cell(&app, Who::Reviewer, "a=bad&b=good").await["n"], 28, "in either order");
    assert_eq!(cell(&app, Who::Reviewer, "a=good&b=good").await["n"], 2);
    assert_eq!(cell(&app, Who::Reviewer, "a=bad&b=bad").await["n"], 0);
    assert_eq!(cell(&app, Who::Reviewer, "a=good&b=never").await["n"], 0);
    let unknown = format!("{}&a=good&b=bad", CELL.replace("mood", "none"));
    app.get(Who::Reviewer, &unknown).await.refused(404);
}

#[tokio::test]
async fn a_cell_shows_no_item_that_one_has_still_to_judge() {
    let app = disagreeing().await;
    let task = app.next(Who::Reviewer).await;
    let n = async |who, rest: &str| cell(&app, who, rest).await["n"].as_u64().unwrap();
    let mine = n(Who::Reviewer, "a=good&b=bad").await + n(Who::Reviewer, "a=good&b=good").await;
    assert_eq!((mine, n(Who::Manager, "a=good&b=bad").await), (29, 28));
    app.submit(Who::Reviewer, &task, mood(200, "good")).await.expect(200);
    assert_eq!(cell(&app, Who::Reviewer, "a=good&b=bad").await["n"], 28);
}
