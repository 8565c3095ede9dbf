//! One guideline in several projects: taken over with its source, and compared where it is shared.

use crosscheck_domain::Policy;
use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood};

const OFFERS: &str = "/api/projects/scenes/guideline/offers";
const TAKE: &str = "/api/projects/scenes/guideline/take";
const REPORT: &str = "/api/projects/scenes/quality/guideline";

/// `scenes` without a guideline, and `reviews` of the same manager with one.
async fn app() -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 2}});
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    let design = format!("{SENTIMENT}guideline: Irony is bad.\n");
    app.project("reviews", &design, Policy::default(), Who::Manager).await;
    app
}

fn take(project: &str, base: u32) -> Value {
    json!({"project": project, "version": 1, "base_version": base})
}

#[tokio::test]
async fn a_guideline_is_taken_with_where_it_comes_from() {
    let app = app().await;
    let offers = app.get(Who::Manager, OFFERS).await.expect(200);
    assert_eq!(offers, json!([{"project": "reviews", "title": "reviews", "version": 1, "text": "Irony is bad."}]));
    // Nobody takes from where they may not read, or on an old version.
    app.post(Who::Manager, TAKE, take("elsewhere", 1)).await.refused(404);
    app.post(Who::Manager, TAKE, take("reviews", 9)).await.refused(409);
    assert_eq!(app.post(Who::Manager, TAKE, take("reviews", 1)).await.expect(201), 2);
    app.post(Who::Manager, TAKE, take("reviews", 2)).await.refused(409);

    let now = app.get(Who::Manager, "/api/projects/scenes/design/2").await.expect(200);
    assert_eq!(now["design"]["guideline"], "Irony is bad.");
    let report = app.get(Who::Manager, REPORT).await.expect(200);
    let source = &report["sources"][0];
    assert_eq!(
        (&source["version"], &source["project"], &source["from_version"]),
        (&json!(2), &json!("reviews"), &json!(1))
    );
    // Who may not read the other project is told that there is one, not which.
    let theirs = app.get(Who::Reviewer, REPORT).await.expect(200);
    assert_eq!((&theirs["sources"][0]["project"], theirs["projects"].as_array().unwrap().len()), (&Value::Null, 1));
    app.get(Who::Annotator, REPORT).await.refused(403);
}

#[tokio::test]
async fn projects_with_the_same_guideline_are_compared_field_by_field() {
    let app = app().await;
    app.texts(3).await;
    for (who, first) in [(Who::Annotator, 0), (Who::Annotator2, 100)] {
        for n in 1..=3 {
            let task = app.next(who).await;
            let value = if n == 1 { "bad" } else { "good" };
            app.submit(who, &task, mood(first + n, value)).await.expect(200);
        }
    }
    let alone = app.get(Who::Manager, REPORT).await.expect(200);
    assert_eq!((alone["projects"].as_array().unwrap().len(), &alone["fields"]), (1, &json!([])));
    app.post(Who::Manager, TAKE, take("reviews", 1)).await.expect(201);
    let report = app.get(Who::Manager, REPORT).await.expect(200);
    let slugs: Vec<&Value> = report["projects"].as_array().unwrap().iter().map(|one| &one["project"]).collect();
    assert_eq!(slugs, ["scenes", "reviews"], "this project first: {report}");
    let field = &report["fields"][0];
    assert_eq!(field["field"], "question/mood");
    let values = field["values"].as_array().unwrap();
    assert!(values[0]["value"].is_number() && values[0]["n_units"] == 3, "{field}");
    assert!(values[1]["value"].is_null() && values[1]["undefined"].is_string(), "nobody has judged there: {field}");
}
