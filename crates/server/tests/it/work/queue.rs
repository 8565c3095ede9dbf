//! Handing out: never more than the overlap, the same again on repetition, another one as prefetch.

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{MINUTE, SENTIMENT, Setup, TestApp, Who, assignment, mood};

pub async fn sentiment(policy: Value, n: usize) -> TestApp {
    let app = TestApp::with(Setup { design: SENTIMENT, policy, ..Setup::default() }).await;
    app.texts(n).await;
    app
}

pub fn fixed(n: u32) -> Value {
    json!({"overlap": {"type": "fixed", "n": n}})
}

const NEXT: &str = "/api/projects/scenes/assignments/next";

#[tokio::test]
async fn never_more_people_than_the_overlap() {
    let app = sentiment(fixed(2), 3).await;
    let people = [Who::Annotator, Who::Annotator2, Who::Annotator3, Who::Reviewer, Who::Manager];
    let asked = people.iter().cycle().take(20).map(|who| app.post(*who, NEXT, json!({})));
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for reply in futures_util::future::join_all(asked).await {
        if reply.status.as_u16() == 200 {
            let task = reply.expect(200);
            let text = task["item"]["slots"]["text"][0]["text"].as_str().unwrap().to_owned();
            holders.entry(text).or_default().push(assignment(&task));
        }
    }
    let mut leases = 0;
    for holders in holders.values_mut() {
        holders.sort();
        holders.dedup();
        assert!(holders.len() <= 2, "{holders:?}");
        leases += holders.len();
    }
    assert_eq!(leases, 5, "each of five people holds one lease, however often they ask");
}

#[tokio::test]
async fn asking_again_gives_the_same_and_prefetch_another() {
    let app = sentiment(fixed(1), 3).await;
    let first = app.next(Who::Annotator).await;
    assert_eq!(assignment(&app.next(Who::Annotator).await), assignment(&first));
    let prefetch = json!({"after": first["assignment"]["id"]});
    let second = app.post(Who::Annotator, NEXT, prefetch.clone()).await.expect(200);
    assert_ne!(assignment(&second), assignment(&first));
    let again = app.post(Who::Annotator, NEXT, prefetch).await.expect(200);
    assert_eq!(assignment(&again), assignment(&second), "nobody holds more than two");
    let third = app.post(Who::Annotator, NEXT, json!({"after": second["assignment"]["id"]})).await.expect(200);
    assert_eq!(assignment(&third), assignment(&first));
    assert_eq!(app.row("t3").await["taken"], 0);
    // A design that the client has is not sent again.
    let known = json!({"design_version": 1});
    assert!(first["design"].is_object() && app.post(Who::Annotator, NEXT, known).await.expect(200)["design"].is_null());
}

#[tokio::test]
async fn a_whole_project_is_done_exactly() {
    let app = sentiment(fixed(2), 4).await;
    let people = [Who::Annotator, Who::Annotator2, Who::Annotator3];
    let (mut n, mut idle) = (0, 0);
    for who in people.iter().cycle() {
        let reply = app.post(*who, NEXT, json!({})).await;
        if reply.status.as_u16() == 204 {
            idle += 1;
            if idle == people.len() {
                break;
            }
            continue;
        }
        (n, idle) = (n + 1, 0);
        let receipt = app.submit(*who, &reply.expect(200), mood(n, "good")).await.expect(200);
        assert_eq!(receipt["annotation"]["surplus"], false, "{receipt}");
    }
    let project = app.get(Who::Manager, "/api/projects/scenes").await.expect(200);
    assert_eq!((&project["counts"]["done"], &project["counts"]["annotations"]), (&json!(4), &json!(8)), "{project}");
}

#[tokio::test]
async fn a_lease_given_back_or_run_out_goes_to_somebody_else() {
    let app = sentiment(json!({"overlap": {"type": "fixed", "n": 1}, "lease_minutes": 10}), 1).await;
    let ada = app.next(Who::Annotator).await;
    assert!(app.nothing_for(Who::Annotator2).await);
    let path = format!("/api/assignments/{}", assignment(&ada));
    app.advance(9 * crate::app::MINUTE);
    app.post(Who::Annotator, &format!("{path}/extend"), json!({})).await.expect(200);
    app.advance(9 * crate::app::MINUTE);
    assert!(app.nothing_for(Who::Annotator2).await, "it was extended");
    app.advance(2 * crate::app::MINUTE);
    let ben = app.next(Who::Annotator2).await;
    app.post(Who::Annotator2, &format!("/api/assignments/{}/release", assignment(&ben)), json!({})).await.expect(204);
    app.get(Who::Annotator2, &format!("/api/assignments/{}", assignment(&ben))).await.refused(410);
    app.next(Who::Annotator3).await;
}

#[tokio::test]
async fn removing_a_person_frees_their_leases_and_shuts_the_door() {
    let app = sentiment(fixed(1), 2).await;
    let done = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &done, mood(1, "good")).await.expect(200);
    let held = app.next(Who::Annotator).await;
    assert!(app.nothing_for(Who::Annotator2).await);
    let person = format!("/api/projects/scenes/people/{}", crate::app::id_of(Who::Annotator));
    assert_eq!(app.delete(Who::Manager, &person).await.expect(200)["freed_leases"], 1);
    app.next(Who::Annotator2).await;
    for task in [&done, &held] {
        let path = format!("/api/assignments/{}", assignment(task));
        for path in [path.clone(), format!("{path}/media/text/0")] {
            assert!(matches!(app.get(Who::Annotator, &path).await.status.as_u16(), 404 | 410), "{path}");
        }
        let draft = json!({"body": {}, "client": "tab"});
        let saved = app.json(Who::Annotator, Method::PUT, &format!("{path}/draft"), draft).await;
        assert!(matches!(saved.status.as_u16(), 400 | 404 | 410), "{saved}");
    }
    app.submit(Who::Annotator, &held, mood(2, "good")).await.refused(404);
    assert_eq!(app.row("t1").await["votes"], 1, "annotations stay");
}

#[tokio::test]
async fn an_archived_project_hands_nothing_out_and_loses_nothing() {
    let app = sentiment(fixed(1), 2).await;
    let task = app.next(Who::Annotator).await;
    app.json(Who::Manager, Method::PATCH, "/api/projects/scenes", json!({"archived": true})).await.expect(200);
    app.post(Who::Annotator2, NEXT, json!({})).await.refused(409);
    app.submit(Who::Annotator, &task, mood(1, "good")).await.expect(200);
}

#[tokio::test]
async fn a_lease_that_ran_out_is_free_without_anybody_asking_in_vain() {
    let policy = json!({"overlap": {"type": "fixed", "n": 1}, "order": "priority", "lease_minutes": 10});
    let app = sentiment(policy, 3).await;
    let urgent = app.row("t2").await["id"].clone();
    let first = json!({"filter": {"ids": [urgent]}, "action": {"type": "priority", "value": 9}});
    let reply = app.post(Who::Manager, "/api/projects/scenes/items/select", first).await.expect(202);
    app.finished(&reply["job"]).await;
    app.next(Who::Annotator).await;
    assert_eq!(app.row("t2").await["taken"], 1);
    app.advance(11 * MINUTE);
    crosscheck_server::local::upkeep(&app.app).await;
    assert_eq!(app.row("t2").await["taken"], 0);
    let next = app.next(Who::Annotator2).await;
    assert_eq!(next["item"]["slots"]["text"][0]["text"], "text 2", "the urgent one, though others are free");
}

#[tokio::test]
async fn an_archived_project_takes_what_is_done_and_hands_out_nothing() {
    let app = sentiment(fixed(1), 3).await;
    let task = app.next(Who::Annotator).await;
    let archived = json!({"archived": true});
    app.json(Who::Manager, Method::PATCH, "/api/projects/scenes", archived).await.expect(200);
    let body = json!({"assignment": assignment(&task), "annotation": mood(1, "good"), "next": true});
    let reply = app.post(Who::Annotator, "/api/projects/scenes/annotations", body).await.expect(200);
    assert_eq!((&reply["annotation"]["late"], &reply["next"]), (&json!(false), &json!(null)));
    assert_eq!(app.row("t2").await["taken"], 0);
}
