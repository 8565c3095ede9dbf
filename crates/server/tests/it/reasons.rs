//! Reasons, rated without knowing whose they are, and told by annotator.

use serde_json::{Value, json};

use crate::app::{Setup, TestApp, Who, assignment, contradiction, id_of};

const REPORT: &str = "/api/projects/scenes/quality/reasons";

/// One caption that two people find wrong for the same reason; it waits for a review.
async fn reviewed() -> (TestApp, Value) {
    let policy = json!({"overlap": {"type": "fixed", "n": 2}, "review": {"share": 1.0}});
    let app = TestApp::with(Setup { policy, ..Setup::default() }).await;
    app.captions(1).await;
    for (who, n) in [(Who::Annotator, 1), (Who::Annotator2, 2)] {
        let task = app.next(who).await;
        app.submit(who, &task, contradiction(n)).await.expect(200);
    }
    let task = app.post(Who::Reviewer, "/api/projects/scenes/decisions/next", json!({"kind": "review"})).await;
    let task = task.expect(200);
    (app, task)
}

#[tokio::test]
async fn a_reviewer_rates_reasons_and_the_quality_page_tells_the_share() {
    let (app, task) = reviewed().await;
    assert_eq!(app.get(Who::Reviewer, REPORT).await.expect(200)["annotators"], json!([]));
    let path = format!("/api/assignments/{}/reasons", assignment(&task));
    let rate = async |reader: &str, unit: &str, rating: &str| {
        app.post(Who::Reviewer, &path, json!({"reader": reader, "unit": unit, "rating": rating})).await
    };
    rate("R1", "claim:c1/default", "thin").await.expect(204);
    rate("R1", "claim:c1/default", "good").await.expect(204);
    rate("R2", "claim:c1/default", "wrong").await.expect(204);
    // Nothing was written there, or by nobody.
    rate("R1", "claim:c2/default", "good").await.refused(422);
    rate("R1", "omission:o1", "good").await.refused(422);
    rate("R9", "claim:c1/default", "good").await.refused(422);
    rate("R1", "claim:c1/default", "splendid").await.refused(422);

    let own = app.get(Who::Reviewer, &path).await.expect(200);
    assert_eq!(own.as_array().unwrap().len(), 2, "{own}");
    assert!(own.as_array().unwrap().contains(&json!({"reader": "R1", "unit": "claim:c1/default", "rating": "good"})));

    let report = app.get(Who::Reviewer, REPORT).await.expect(200);
    let annotators = report["annotators"].as_array().unwrap();
    assert_eq!(annotators.len(), 2, "{report}");
    let people = [id_of(Who::Annotator), id_of(Who::Annotator2)];
    assert!(annotators.iter().all(|one| people.contains(&one["annotator"]["id"].as_str().unwrap().to_owned())));
    let sum = |key: &str| annotators.iter().map(|one| one[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum("n_good"), sum("n_thin"), sum("n_wrong")), (1, 0, 1), "the newest word counts: {report}");
    let good = annotators.iter().find(|one| one["n_good"] == 1).unwrap();
    assert_eq!(good["good"]["value"], 1.0);
    // Others have no part in it.
    app.get(Who::Expert, &path).await.refused(404);
    app.get(Who::Annotator, REPORT).await.refused(403);
}
