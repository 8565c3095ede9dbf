//! Declined, unusable, reopened.

use serde_json::{Value, json};

use super::queue::{fixed, sentiment};
use crate::app::{CAPTION_CHECK, Setup, TestApp, Who, all_right, assignment, mood, ulid};

fn declined(n: u32) -> Value {
    json!({"id": ulid(n), "outcome": {"type": "declined", "reason": "I know the author"}})
}

fn unusable(n: u32) -> Value {
    json!({"id": ulid(n), "outcome": {"type": "unusable", "reason": "broken_media"}})
}

#[tokio::test]
async fn a_declined_item_never_returns_to_that_person() {
    let app = sentiment(fixed(1), 1).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, declined(1)).await.expect(200);
    assert!(app.nothing_for(Who::Annotator).await);
    let row = app.row("t1").await;
    assert_eq!((&row["votes"], &row["state"]), (&json!(0), &json!("open")));
    let ids = json!({"filter": {"ids": [row["id"]]}, "action": {"type": "requeue", "extra": 2}});
    let job = app.post(Who::Manager, "/api/projects/scenes/items/select", ids).await.expect(202)["job"].clone();
    app.finished(&job).await;
    assert!(app.nothing_for(Who::Annotator).await, "asking more people does not mean this one");
    let ben = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &ben, mood(2, "good")).await.expect(200);
    assert_eq!(app.row("t1").await["votes"], 1);
}

#[tokio::test]
async fn enough_unusable_votes_close_an_item() {
    let app = sentiment(json!({"overlap": {"type": "fixed", "n": 3}, "unusable_limit": 2}), 1).await;
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, unusable(1)).await.expect(200);
    assert_eq!(app.row("t1").await["state"], "open");
    let (ben, cem) = (app.next(Who::Annotator2).await, app.next(Who::Annotator3).await);
    app.submit(Who::Annotator2, &ben, unusable(2)).await.expect(200);
    assert_eq!(app.row("t1").await["state"], "unusable");
    assert!(app.nothing_for(Who::Reviewer).await);
    let listed = app.get(Who::Manager, "/api/projects/scenes/items?state=unusable").await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "the manager sees it");
    let receipt = app.submit(Who::Annotator3, &cem, mood(3, "good")).await.expect(200);
    assert_eq!(receipt["annotation"]["surplus"], true, "kept, but the item is closed");
}

#[tokio::test]
async fn reopening_supersedes() {
    let app = sentiment(fixed(1), 1).await;
    let task = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
    let path = format!("/api/annotations/{}/reopen", ulid(1));
    app.post(Who::Annotator2, &path, json!({})).await.refused(404);
    let again = app.post(Who::Annotator, &path, json!({})).await.expect(200);
    assert_eq!((&again["assignment"]["supersedes"], &again["previous"]["id"]), (&json!(ulid(1)), &json!(ulid(1))));
    let repeated = app.post(Who::Annotator, &path, json!({})).await.expect(200);
    assert_eq!(assignment(&again), assignment(&repeated));
    let receipt = app.submit(Who::Annotator, &again, mood(2, "bad")).await.expect(200);
    assert_eq!(receipt["annotation"]["surplus"], false, "the place is the old one's");
    let row = app.row("t1").await;
    assert_eq!((&row["votes"], &row["taken"]), (&json!(1), &json!(0)));
    let item = app.get(Who::Manager, &format!("/api/projects/scenes/items/{}", row["id"].as_str().unwrap())).await;
    let item = item.expect(200);
    let current: Vec<(&Value, &Value)> =
        item["annotations"].as_array().unwrap().iter().map(|found| (&found["id"], &found["current"])).collect();
    assert!(current.contains(&(&json!(ulid(1)), &json!(false))) && current.contains(&(&json!(ulid(2)), &json!(true))));
    app.post(Who::Annotator, &path, json!({})).await.refused(409);
    let mine = app.get(Who::Annotator, "/api/projects/scenes/my-work").await.expect(200);
    assert_eq!(mine["items"][0]["annotation"], ulid(2));
}

#[tokio::test]
async fn what_was_submitted_is_gone_but_for_its_media() {
    let policy = fixed(1);
    let app = TestApp::with(Setup { design: CAPTION_CHECK, policy, ..Setup::default() }).await;
    app.captions(1).await;
    let task = app.next(Who::Annotator).await;
    let id = assignment(&task).to_owned();
    app.get(Who::Annotator, &format!("/api/assignments/{id}")).await.expect(200);
    app.submit(Who::Annotator, &task, all_right(1)).await.expect(200);
    app.get(Who::Annotator, &format!("/api/assignments/{id}")).await.refused(410);
    let seen = app.get(Who::Annotator, &format!("/api/assignments/{id}/media/image/0/thumbnail")).await;
    assert_eq!(seen.status.as_u16(), 200);
}

#[tokio::test]
async fn excluded_items_are_neither_handed_out_nor_counted() {
    let app = sentiment(fixed(1), 2).await;
    let ada = app.next(Who::Annotator).await;
    let select = "/api/projects/scenes/items/select";
    let exclude = |preview: bool| json!({"filter": {"q": "text"}, "action": {"type": "exclude", "reason": "withdrawn"}, "preview": preview});
    assert_eq!(app.post(Who::Manager, select, exclude(true)).await.expect(200)["count"], 2);
    assert_eq!(app.row("t1").await["state"], "open", "a preview only counts");
    let reply = app.post(Who::Manager, select, exclude(false)).await.expect(202);
    assert_eq!(app.finished(&reply["job"]).await["summary"]["changed"], 2);
    assert!(app.nothing_for(Who::Annotator2).await);
    let receipt = app.submit(Who::Annotator, &ada, mood(1, "good")).await.expect(200);
    assert_eq!(receipt["annotation"]["surplus"], true);
    let include = json!({"filter": {"state": "excluded"}, "action": {"type": "include"}});
    let reply = app.post(Who::Manager, select, include).await.expect(202);
    app.finished(&reply["job"]).await;
    app.next(Who::Annotator2).await;
}

#[tokio::test]
async fn whoever_has_an_item_in_hand_sees_nobodys_answers_whatever_the_role() {
    let app = sentiment(fixed(3), 1).await;
    for (n, who, value) in [(1, Who::Annotator, "good"), (2, Who::Annotator2, "bad")] {
        let task = app.next(who).await;
        app.submit(who, &task, mood(n, value)).await.expect(200);
    }
    let id = app.row("t1").await["id"].as_str().unwrap().to_owned();
    let item = format!("/api/projects/scenes/items/{id}");
    let disputed = async |who| app.get(who, "/api/projects/scenes/agreement").await.expect(200)["disputed"].clone();
    let task = app.next(Who::Reviewer).await;
    let shown = app.get(Who::Reviewer, &item).await.expect(200);
    assert_eq!((&shown["withheld"], &shown["annotations"]), (&json!(true), &json!([])));
    assert_eq!(disputed(Who::Reviewer).await, json!([]));
    let others = app.get(Who::Manager, &item).await.expect(200);
    assert_eq!((&others["withheld"], others["annotations"].as_array().unwrap().len()), (&json!(false), 2));
    assert_eq!(disputed(Who::Manager).await[0]["item"], id);
    app.submit(Who::Reviewer, &task, mood(3, "good")).await.expect(200);
    let shown = app.get(Who::Reviewer, &item).await.expect(200);
    assert_eq!(shown["annotations"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn what_is_spared_stays_as_it_is_when_everything_else_is_excluded() {
    let app = sentiment(fixed(1), 3).await;
    let spared = app.row("t2").await["id"].clone();
    let exclude = json!({"filter": {"except": [spared]}, "action": {"type": "exclude", "reason": "withdrawn"}});
    let reply = app.post(Who::Manager, "/api/projects/scenes/items/select", exclude).await.expect(202);
    assert_eq!((&reply["count"], &app.finished(&reply["job"]).await["summary"]["changed"]), (&json!(2), &json!(2)));
    assert_eq!((&app.row("t1").await["state"], &app.row("t2").await["state"]), (&json!("excluded"), &json!("open")));
}
