//! Submissions that come twice, late, or after everything changed: kept, and never doubled.

use axum::http::Method;
use serde_json::json;

use super::queue::{fixed, sentiment};
use crate::app::{MINUTE, Setup, TestApp, Who, all_right, assignment, mood, ulid};

#[tokio::test]
async fn the_same_submission_twice_is_one_annotation() {
    let app = sentiment(fixed(2), 2).await;
    let task = app.next(Who::Annotator).await;
    let body = json!({"assignment": assignment(&task), "annotation": mood(1, "good"), "next": true});
    let path = "/api/projects/scenes/annotations";
    let first = app.post(Who::Annotator, path, body.clone()).await.expect(200);
    let second = app.post(Who::Annotator, path, body.clone()).await.expect(200);
    assert_eq!((&first["annotation"]["duplicate"], &second["annotation"]["duplicate"]), (&json!(false), &json!(true)));
    for part in ["id", "seq", "late", "surplus"] {
        assert_eq!(first["annotation"][part], second["annotation"][part], "{part}");
    }
    assert_eq!(assignment(&first["next"]), assignment(&second["next"]));
    assert_eq!(app.row("t1").await["votes"], 1);
    // Sent twice at the same moment, from a phone with a bad connection.
    let next = json!({"assignment": assignment(&first["next"]), "annotation": mood(2, "bad")});
    let both = [app.post(Who::Annotator, path, next.clone()), app.post(Who::Annotator, path, next)];
    let both = futures_util::future::join_all(both).await;
    assert_eq!(both[0].expect(200)["annotation"]["seq"], both[1].expect(200)["annotation"]["seq"]);
    assert_eq!(app.row("t2").await["votes"], 1);
}

#[tokio::test]
async fn another_body_under_the_same_id_is_a_conflict() {
    let app = sentiment(fixed(2), 2).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
    app.submit(Who::Annotator, &task, mood(1, "bad")).await.refused(409);
    let next = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &next, mood(1, "good")).await.refused(409);
    // Nor may one assignment have two annotations.
    app.submit(Who::Annotator, &task, mood(2, "good")).await.refused(409);
    let other = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &other, mood(1, "good")).await.refused(409);
    assert_eq!((&app.row("t1").await["votes"], &app.row("t2").await["votes"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn late_but_there_was_room() {
    let app = sentiment(json!({"overlap": {"type": "fixed", "n": 1}, "lease_minutes": 10}), 1).await;
    let task = app.next(Who::Annotator).await;
    app.advance(11 * MINUTE);
    let receipt = app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200)["annotation"].clone();
    assert_eq!((&receipt["late"], &receipt["surplus"]), (&json!(true), &json!(false)));
    let row = app.row("t1").await;
    assert_eq!((&row["votes"], &row["state"]), (&json!(1), &json!("done")));
}

#[tokio::test]
async fn late_and_the_place_was_taken() {
    let app = sentiment(json!({"overlap": {"type": "fixed", "n": 1}, "lease_minutes": 10}), 1).await;
    let ada = app.next(Who::Annotator).await;
    app.advance(11 * MINUTE);
    let ben = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &ben, mood(2, "bad")).await.expect(200);
    let receipt = app.submit(Who::Annotator, &ada, mood(1, "good")).await.expect(200)["annotation"].clone();
    assert_eq!((&receipt["late"], &receipt["surplus"]), (&json!(true), &json!(true)));
    let row = app.row("t1").await;
    assert_eq!(row["votes"], 1, "it does not count");
    let item = app.get(Who::Manager, &format!("/api/projects/scenes/items/{}", row["id"].as_str().unwrap())).await;
    assert_eq!(item.expect(200)["annotations"].as_array().unwrap().len(), 2, "and it is kept");
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().matches("question/mood").count();
    assert_eq!(lines(app.export(json!({"format": "table_csv"})).await.1), 1);
    assert_eq!(lines(app.export(json!({"format": "table_csv", "include_surplus": true})).await.1), 2);
}

#[tokio::test]
async fn a_new_design_does_not_judge_work_begun_under_the_old_one() {
    let app = TestApp::with(Setup::default()).await;
    app.captions(1).await;
    let task = app.next(Who::Annotator).await;
    let stricter = crate::app::CAPTION_CHECK.to_owned()
        + "  - {id: fluency, title: Is it fluent?, type: scale, min: 1, max: 5, required: true}\n";
    let publish = json!({"base_version": 1, "text": stricter});
    let published = app.post(Who::Manager, "/api/projects/scenes/design", publish.clone()).await.expect(201);
    assert_eq!(published["opened_fields"], json!(["question/fluency"]));
    app.post(Who::Manager, "/api/projects/scenes/design", publish).await.refused(409);
    let receipt = app.submit(Who::Annotator, &task, all_right(1)).await.expect(200);
    assert_eq!(receipt["annotation"]["late"], true, "the version had ended");
    let ben = app.next(Who::Annotator2).await;
    assert_eq!(
        (&ben["assignment"]["design_version"], &ben["design"]["questions"][1]["id"]),
        (&json!(2), &json!("fluency"))
    );
    app.submit(Who::Annotator2, &ben, all_right(2)).await.refused(422);
}

#[tokio::test]
async fn whoever_signs_in_again_can_still_submit() {
    let app = sentiment(fixed(1), 1).await;
    let task = app.next(Who::Annotator).await;
    app.advance(15 * 24 * 60 * MINUTE);
    app.submit(Who::Annotator, &task, mood(1, "good")).await.refused(401);
    app.sign_in(Who::Annotator).await;
    let receipt = app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
    assert_eq!(receipt["annotation"]["late"], true);
    app.sign_out(Who::Annotator).await;
    app.get(Who::Annotator, "/api/projects").await.refused(401);
}

#[tokio::test]
async fn a_refused_annotation_says_where() {
    let app = TestApp::new().await;
    app.captions(1).await;
    let task = app.next(Who::Annotator).await;
    let mut wrong = all_right(1);
    wrong["verdicts"][1]["value"] = json!("contradicted");
    let reply = app.submit(Who::Annotator, &task, wrong).await;
    assert_eq!(reply.refused(422), "annotation_refused");
    let problems = reply.expect(422)["error"]["problems"].clone();
    let places: Vec<String> = problems.as_array().unwrap().iter().map(|problem| problem["at"].to_string()).collect();
    assert!(places.iter().any(|at| at.contains("verdicts") && at.contains("evidence")), "{places:?}");
    let mut shapeless = all_right(1);
    shapeless["verdicts"] = json!("all fine");
    app.submit(Who::Annotator, &task, shapeless).await.refused(422);
    let mut nameless = all_right(1);
    nameless["id"] = json!("mine");
    app.submit(Who::Annotator, &task, nameless).await.refused(422);
    // The lease is still there, and so is the way to do it right.
    app.submit(Who::Annotator, &task, all_right(1)).await.expect(200);
}

#[tokio::test]
async fn a_body_cannot_claim_to_supersede_what_is_not_its_own() {
    let app = sentiment(fixed(3), 1).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, mood(1, "good")).await.expect(200);
    let ben = app.next(Who::Annotator2).await;
    let mut body = mood(2, "bad");
    body["supersedes"] = json!(ulid(1));
    app.submit(Who::Annotator2, &ben, body).await;
    let row = app.row("t1").await;
    let path = format!("/api/projects/scenes/items/{}", row["id"].as_str().unwrap());
    let item = app.json(Who::Manager, Method::GET, &path, json!(null)).await.expect(200);
    let first = item["annotations"].as_array().unwrap().iter().find(|found| found["id"] == ulid(1)).unwrap();
    assert_eq!(first["current"], true);
}
