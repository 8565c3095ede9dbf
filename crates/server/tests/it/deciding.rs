//! Review and adjudication over HTTP: the ladder, who may sign, what a blinded task tells, what stays in the history.

use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::app::{MINUTE, Setup, TestApp, Who, all_right, assignment, contradiction, id_of, ulid};

/// Two people, a third where their verdicts differ; a senior where no two are alike. Everything else is reviewed.
fn ladder() -> Value {
    json!({
        "overlap": {"type": "adaptive", "start": 2, "max": 3, "fields": ["verdict"]},
        "adjudication": {"when": "disputed", "fields": ["verdict"], "agree": 2},
        "review": {"share": 1.0},
    })
}

async fn captions(n: u8) -> TestApp {
    let app = TestApp::with(Setup { policy: ladder(), ..Setup::default() }).await;
    app.captions(n).await;
    app
}

/// The sofa's colour cannot be told.
fn partly(n: u32) -> Value {
    let mut body = contradiction(n);
    body["verdicts"][0]["value"] = json!("partially_supported");
    body["regions"][0]["id"] = json!("cem-was-here");
    body["verdicts"][0]["evidence"][0]["region"] = json!("cem-was-here");
    body
}

/// One item on which no two are alike.
async fn disputed() -> TestApp {
    let app = captions(1).await;
    for (who, body) in
        [(Who::Annotator, all_right(1)), (Who::Annotator2, contradiction(2)), (Who::Annotator3, partly(3))]
    {
        let task = app.next(who).await;
        app.submit(who, &task, body).await.expect(200);
    }
    assert_eq!(app.row("p1").await["state"], "disputed");
    app
}

impl TestApp {
    async fn decide(&self, who: Who, query: Value) -> crate::app::Reply {
        self.post(who, "/api/projects/scenes/decisions/next", query).await
    }

    async fn to_settle(&self, who: Who) -> Value {
        self.decide(who, json!({"kind": "adjudicate"})).await.expect(200)
    }

    async fn sign(&self, who: Who, task: &Value, truth: Value) -> crate::app::Reply {
        let path = format!("/api/assignments/{}/truth", assignment(task));
        self.post(who, &path, json!({"truth": truth, "seen": task["seen"]})).await
    }

    async fn truths(&self) -> Vec<Value> {
        let path = format!("/api/projects/scenes/items/{}/truths", self.item_id("p1").await);
        self.get(Who::Reviewer, &path).await.expect(200).as_array().unwrap().clone()
    }
}

/// The contradiction is right, as one reader has it; everything was looked at.
fn truth(n: u32, kind: &str, task: &Value) -> Value {
    let opened: Vec<Value> =
        task["required"].as_array().unwrap().iter().map(|what| json!({"what": what, "at": 5})).collect();
    json!({
        "id": ulid(n), "kind": kind, "facts": contradiction(n), "opened": opened, "reason": "the sofa is green",
        "sources": [{"field": "verdict", "unit": "claim:c1", "from": ["R1"]}, {"field": "region", "unit": "r1", "from": []}],
    })
}

#[tokio::test]
async fn two_agree_or_a_third_is_asked_or_a_senior_settles_it() {
    let app = captions(2).await;
    for (who, n) in [(Who::Annotator, 1), (Who::Annotator2, 2)] {
        let task = app.next(who).await;
        app.submit(who, &task, all_right(n)).await.expect(200);
    }
    assert_eq!(app.row("p1").await["state"], "review", "two are alike");
    let ada = app.next(Who::Annotator).await;
    app.submit(Who::Annotator, &ada, all_right(3)).await.expect(200);
    let ben = app.next(Who::Annotator2).await;
    app.submit(Who::Annotator2, &ben, contradiction(4)).await.expect(200);
    assert_eq!(app.row("p2").await["state"], "open", "a third is asked");
    let third = app.next(Who::Annotator3).await;
    assert!(!third.to_string().contains("plainly green"), "blind: {third}");
    app.submit(Who::Annotator3, &third, partly(5)).await.expect(200);
    assert_eq!(app.row("p2").await["state"], "disputed", "no two are alike");
    let task = app.to_settle(Who::Expert).await;
    app.sign(Who::Expert, &task, truth(6, "adjudicated", &task)).await.expect(200);
    let row = app.row("p2").await;
    assert_eq!((&row["state"], &row["votes"]), (&json!("settled"), &json!(3)));
}

#[tokio::test]
async fn juniors_do_not_sign() {
    let app = disputed().await;
    for who in [Who::Annotator, Who::Reviewer] {
        app.decide(who, json!({"kind": "adjudicate"})).await.refused(403);
    }
    app.decide(Who::Annotator, json!({"kind": "review"})).await.refused(403);
    let task = app.to_settle(Who::Expert).await;
    for who in [Who::Annotator, Who::Reviewer, Who::Manager] {
        app.sign(who, &task, truth(9, "adjudicated", &task)).await.refused(404);
    }
    // Whoever is no expert any more does not sign what they hold.
    app.join(Who::Expert, crosscheck_store::MemberRole::Reviewer).await;
    app.sign(Who::Expert, &task, truth(9, "adjudicated", &task)).await.refused(403);
    assert_eq!(app.row("p1").await["state"], "disputed");
}

#[tokio::test]
async fn a_first_reader_never_settles_an_item() {
    let app = disputed().await;
    app.join(Who::Annotator, crosscheck_store::MemberRole::Expert).await;
    let item = app.item_id("p1").await;
    let next = app.decide(Who::Annotator, json!({"kind": "adjudicate"})).await;
    assert_eq!(next.status.as_u16(), 204, "{next}");
    app.decide(Who::Annotator, json!({"kind": "adjudicate", "item": item})).await.refused(403);
    // Nor does who decides answer it afterwards: they saw what others say.
    let task = app.decide(Who::Expert, json!({"kind": "adjudicate", "item": item})).await.expect(200);
    let requeue = json!({"filter": {}, "action": {"type": "requeue", "extra": 1}});
    app.post(Who::Manager, "/api/projects/scenes/items/select", requeue).await.expect(202);
    app.work().await;
    assert_eq!(app.row("p1").await["state"], "open");
    assert!(app.nothing_for(Who::Expert).await);
    let late = app.sign(Who::Expert, &task, truth(9, "adjudicated", &task)).await;
    late.refused(409);
}

#[tokio::test]
async fn a_blinded_task_tells_nobody() {
    let app = disputed().await;
    let task = app.to_settle(Who::Expert).await;
    let text = task.to_string();
    for who in [Who::Annotator, Who::Annotator2, Who::Annotator3] {
        let first = who.name().split(' ').next().unwrap();
        assert!(!text.contains(&id_of(who)) && !text.contains(first), "{who:?}: {text}");
    }
    for n in 1..=3 {
        assert!(!text.contains(&ulid(n)), "an id tells whose it is or who came first: {text}");
    }
    assert!(!text.contains("cem-was-here") && !text.contains("submitted_at"), "{text}");
    let names: Vec<&Value> = task["readers"].as_array().unwrap().iter().map(|reader| &reader["name"]).collect();
    assert_eq!(names, ["R1", "R2", "R3"]);
    let first = &task["differences"][0];
    assert_eq!((&first["n_values"], &first["differs"]), (&json!(3), &json!(true)), "differences first: {first}");
    assert_eq!(app.to_settle(Who::Expert).await["readers"], task["readers"], "the same order each time");
    // The page of the item holds the names back as long as it is in hand.
    let page = format!("/api/projects/scenes/items/{}", app.item_id("p1").await);
    let shown = app.get(Who::Expert, &page).await.expect(200);
    assert_eq!((&shown["withheld"], &shown["annotations"]), (&json!(true), &json!([])));

    let path = format!("/api/assignments/{}/reveal-readers", assignment(&task));
    app.advance(MINUTE);
    let revealed = app.post(Who::Expert, &path, json!(null)).await.expect(200);
    assert_eq!(revealed["names_shown_at"], crate::app::NOW + MINUTE);
    assert!(revealed.to_string().contains(Who::Annotator2.name()));
    app.advance(MINUTE);
    app.sign(Who::Expert, &task, truth(9, "adjudicated", &task)).await.expect(200);
    assert_eq!(app.truths().await[0]["truth"]["revealed_at"], crate::app::NOW + MINUTE, "and it is written down");
}

#[tokio::test]
async fn what_is_signed_was_looked_at_and_fits() {
    let app = disputed().await;
    let task = app.to_settle(Who::Expert).await;
    let mut unseen = truth(9, "adjudicated", &task);
    unseen["opened"].as_array_mut().unwrap().pop();
    let reply = app.sign(Who::Expert, &task, unseen).await;
    assert!(reply.refused(422) == "truth_refused" && reply.to_string().contains("reader/3"), "{reply}");
    let mut foreign = truth(9, "adjudicated", &task);
    foreign["sources"][0]["from"] = json!([ulid(70)]);
    app.sign(Who::Expert, &task, foreign).await.refused(422);
    let mut wrong = truth(9, "adjudicated", &task);
    wrong["facts"]["verdicts"][0]["value"] = json!("perhaps");
    app.sign(Who::Expert, &task, wrong).await.refused(422);
    app.sign(Who::Expert, &task, truth(9, "reviewed", &task)).await.refused(422);
    app.sign(Who::Expert, &json!({"assignment": task["assignment"], "seen": "other"}), truth(9, "adjudicated", &task))
        .await
        .refused(409);
    let signed = app.sign(Who::Expert, &task, truth(9, "adjudicated", &task)).await.expect(200);
    let from = signed["truth"]["sources"][0]["from"][0].as_str().unwrap();
    assert!((1..=3).any(|n| from == ulid(n)), "the source is an annotation: {signed}");
    assert_eq!((&signed["signer"]["name"], &signed["kind"]), (&json!("Eve Expert"), &json!("adjudicated")));
    let page = app.get(Who::Reviewer, "/api/projects/scenes/ground-truth").await.expect(200);
    assert_eq!(page["items"][0]["id"], ulid(9));
}

#[tokio::test]
async fn a_double_click_signs_once() {
    let app = disputed().await;
    let task = app.to_settle(Who::Expert).await;
    let body = truth(9, "adjudicated", &task);
    let first = app.sign(Who::Expert, &task, body.clone()).await.expect(200);
    assert_eq!(app.sign(Who::Expert, &task, body).await.expect(200), first);
    let mut other = truth(9, "adjudicated", &task);
    other["reason"] = json!("another one");
    app.sign(Who::Expert, &task, other).await.refused(409);
    app.sign(Who::Expert, &task, truth(10, "adjudicated", &task)).await.refused(409);
    assert_eq!(app.truths().await.len(), 1);
}

#[tokio::test]
async fn reopening_keeps_the_history() {
    let app = disputed().await;
    let item = app.item_id("p1").await;
    let path = format!("/api/projects/scenes/items/{item}/reopen");
    let reason = json!({"reason": "the film was read again"});
    let task = app.to_settle(Who::Expert).await;
    app.sign(Who::Expert, &task, truth(9, "adjudicated", &task)).await.expect(200);
    app.post(Who::Reviewer, &path, reason.clone()).await.refused(403);
    app.post(Who::Expert, &path, json!({"reason": " "})).await.refused(422);
    app.post(Who::Manager, &path, reason).await.expect(204);
    assert_eq!(app.row("p1").await["state"], "disputed");
    let again = app.to_settle(Who::Expert).await;
    assert_ne!(assignment(&again), assignment(&task));
    app.sign(Who::Expert, &again, truth(10, "adjudicated", &again)).await.expect(200);
    let history = app.truths().await;
    assert_eq!((&history[0]["id"], &history[0]["ended"]), (&json!(ulid(10)), &Value::Null));
    assert_eq!(history[1]["ended"]["reason"], "the film was read again");
    assert_eq!(history[1]["ended"]["by"]["name"], "Mia Manager");
    assert_eq!(history[1]["readers"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_draft_of_an_adjudication_survives() {
    let app = disputed().await;
    let task = app.to_settle(Who::Expert).await;
    let path = format!("/api/assignments/{}", assignment(&task));
    let draft = json!({"body": {"taken": {"claim:c1": "R2"}}, "client": "tab"});
    let request = app.request(Who::Expert, Method::PUT, &format!("{path}/draft"));
    let request = request.header(header::CONTENT_TYPE, "application/json").header(header::IF_MATCH, "\"0\"");
    app.send(request.body(draft.to_string().into()).unwrap()).await.expect(200);
    app.post(Who::Expert, &format!("{path}/extend"), json!(null)).await.expect(200);
    app.post(Who::Expert, &format!("{path}/release"), json!(null)).await.expect(204);
    let again = app.to_settle(Who::Expert).await;
    assert_eq!((assignment(&again), &again["draft"]["body"]["taken"]["claim:c1"]), (assignment(&task), &json!("R2")));
}

#[tokio::test]
async fn a_reviewer_accepts_or_sends_back_with_comments() {
    let app = captions(1).await;
    for (who, n) in [(Who::Annotator, 1), (Who::Annotator2, 2)] {
        let task = app.next(who).await;
        app.submit(who, &task, contradiction(n)).await.expect(200);
    }
    let task = app.decide(Who::Reviewer, json!({"kind": "review"})).await.expect(200);
    let path = format!("/api/assignments/{}/send-back", assignment(&task));
    let anchor = json!({"on": "region", "id": "r1", "annotation": "R1"});
    let back = json!({"to": ["R1"], "comment": "<b>look</b> at the lamp", "anchors": [anchor]});
    app.post(Who::Reviewer, &path, json!({"to": ["R7"], "comment": "x"})).await.refused(422);
    app.post(Who::Reviewer, &path, json!({"to": ["R1"], "comment": " "})).await.refused(422);
    app.post(Who::Reviewer, &path, back).await.expect(204);
    let waiting = app.decide(Who::Reviewer, json!({"kind": "review"})).await;
    assert_eq!(waiting.status.as_u16(), 204, "it waits for the correction");

    let mut told = Vec::new();
    for who in [Who::Annotator, Who::Annotator2] {
        let list = app.get(who, "/api/notifications").await.expect(200);
        told.extend(list["notifications"].as_array().unwrap().iter().map(|one| (who, one.clone())));
    }
    let [(who, told)] = told.as_slice() else { panic!("one of them is told: {told:?}") };
    assert_eq!((&told["kind"], &told["item"]), (&json!("sent_back"), &Value::Null), "annotators know no items");
    let correction = told["assignment"].as_str().unwrap();
    let comments = app.get(*who, &format!("/api/assignments/{correction}/comments")).await.expect(200);
    assert_eq!(comments[0]["body"], "<b>look</b> at the lamp");
    assert_eq!(comments[0]["anchors"][0]["id"], "r1");
    let other = if *who == Who::Annotator { Who::Annotator2 } else { Who::Annotator };
    app.get(other, &format!("/api/assignments/{correction}/comments")).await.refused(404);
    let work = app.get(*who, "/api/projects/scenes/my-work").await.expect(200);
    assert_eq!(work["items"][0]["sent_back"], true);

    let task = app.get(*who, &format!("/api/assignments/{correction}")).await.expect(200);
    app.submit(*who, &task, contradiction(5)).await.expect(200);
    let task = app.decide(Who::Reviewer, json!({"kind": "review"})).await.expect(200);
    let signed = app.sign(Who::Reviewer, &task, truth(9, "reviewed", &task)).await.expect(200);
    assert_eq!(signed["kind"], "reviewed");
    assert_eq!(app.row("p1").await["state"], "settled");
}

#[tokio::test]
async fn comments_tell_whom_they_name() {
    let app = disputed().await;
    let path = format!("/api/projects/scenes/items/{}/comments", app.item_id("p1").await);
    let comment = |n: u32, body: &str| json!({"id": ulid(n), "body": body, "anchors": [{"on": "claim", "id": "c1"}]});
    app.post(Who::Annotator, &path, comment(1, "hello")).await.refused(403);
    app.get(Who::Annotator, &path).await.refused(403);
    let body = "@Eve Expert and @Ada Annotator: <img src=x onerror=alert(1)>";
    app.post(Who::Reviewer, &path, comment(20, body)).await.expect(201);
    app.post(Who::Reviewer, &path, comment(20, body)).await.expect(201);
    let unread = async |who| app.get(who, "/api/notifications").await.expect(200)["unread"].clone();
    assert_eq!((unread(Who::Expert).await, unread(Who::Annotator).await), (json!(1), json!(0)));
    let reply = json!({"id": ulid(21), "body": "the left one", "reply_to": ulid(20)});
    app.post(Who::Expert, &path, reply).await.expect(201);
    app.post(Who::Expert, &format!("/api/comments/{}/resolve", ulid(21)), json!(null)).await.expect(204);
    let all = app.get(Who::Manager, &path).await.expect(200);
    let kinds: Vec<&Value> = all["comments"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["comment", "comment", "resolve"]);
    assert_eq!(all["comments"][0]["body"], body, "text, as it was written");
    assert!(!all["members"].to_string().contains("Ada"), "annotators cannot be told of items");
    assert_eq!(unread(Who::Reviewer).await, json!(1), "of the reply");
    app.post(Who::Reviewer, "/api/notifications/read", json!({})).await.expect(204);
    assert_eq!(unread(Who::Reviewer).await, json!(0));
}

#[tokio::test]
async fn a_comment_while_deciding_names_readers_as_they_are_shown() {
    let app = disputed().await;
    let task = app.to_settle(Who::Expert).await;
    let path = format!("/api/assignments/{}/comments", assignment(&task));
    let anchor = json!({"on": "region", "id": "r1", "annotation": "R1"});
    let comment = json!({"id": ulid(30), "body": "@Mia Manager which one?", "anchors": [anchor]});
    app.post(Who::Reviewer, &path, comment.clone()).await.refused(404);
    app.post(Who::Expert, &path, comment.clone()).await.expect(204);
    let list = format!("/api/projects/scenes/items/{}/comments", app.item_id("p1").await);
    assert_eq!(app.get(Who::Expert, &list).await.expect(200)["comments"], json!([]), "its readers are hidden still");
    let seen = app.get(Who::Manager, &list).await.expect(200);
    let kept = &seen["comments"][0]["anchors"][0];
    assert_eq!((&kept["on"], seen["comments"].as_array().unwrap().len()), (&json!("region"), 1));
    assert_eq!(kept["annotation"].as_str().unwrap().len(), 26, "the annotation itself");
    assert_eq!(app.get(Who::Manager, "/api/notifications").await.expect(200)["unread"], 1);
    app.sign(Who::Expert, &task, truth(9, "adjudicated", &task)).await.expect(200);
    app.post(Who::Expert, &path, comment).await.refused(410);
}
