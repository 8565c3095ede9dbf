//! Slots that are shown only after the first impression was recorded.

use serde_json::{Value, json};

use crate::app::{FILM_FIRST, Setup, TestApp, Who, assignment, picture, ulid};

async fn film() -> (TestApp, Value) {
    let app = TestApp::with(Setup { design: FILM_FIRST, ..Setup::default() }).await;
    let one = app.asset(Who::Manager, "scenes", picture(64, 64, 1)).await;
    let two = app.asset(Who::Manager, "scenes", picture(64, 64, 2)).await;
    let row = json!({"id": "f1", "slots": {"film": one, "marked": two, "report": "Left lung consolidation."}});
    assert_eq!(app.import(&row.to_string()).await["summary"]["new"], 1);
    let task = app.next(Who::Annotator).await;
    (app, task)
}

fn impression(value: &str) -> Value {
    json!({"question": "impression", "target": {"on": "item"}, "value": value})
}

#[tokio::test]
async fn hidden_slots_are_withheld_in_every_way() {
    let (app, task) = film().await;
    assert_eq!(task["hidden_slots"], json!(["marked", "report"]));
    assert!(!task.to_string().contains("consolidation"));
    let base = format!("/api/assignments/{}", assignment(&task));
    app.get(Who::Annotator, &format!("{base}/media/film/0")).await;
    for hidden in ["marked/0", "marked/0/thumbnail", "marked/0/display", "marked/0/tiles/0/0/0", "report/0"] {
        app.get(Who::Annotator, &format!("{base}/media/{hidden}")).await.refused(404);
    }
    // Neither an answer that does not fit nor none at all opens anything.
    for answers in
        [json!([]), json!([impression("maybe")]), json!([{"question": "x", "target": {"on": "item"}, "value": 1}])]
    {
        let reply = app.post(Who::Annotator, &format!("{base}/reveal"), json!({"answers": answers})).await;
        assert!(!reply.text().contains("consolidation"), "{reply}");
    }
    let reveal = json!({"answers": [impression("abnormal")]});
    app.post(Who::Annotator2, &format!("{base}/reveal"), reveal.clone()).await.refused(404);
    let shown = app.post(Who::Annotator, &format!("{base}/reveal"), reveal).await.expect(200);
    assert_eq!((&shown["hidden_slots"], &shown["first_impression"][0]["value"]), (&json!([]), &json!("abnormal")));
    assert!(shown.to_string().contains("consolidation"));
    assert_eq!(app.get(Who::Annotator, &format!("{base}/media/marked/0")).await.status.as_u16(), 200);
}

#[tokio::test]
async fn the_first_impression_stands() {
    let (app, task) = film().await;
    let reveal = format!("/api/assignments/{}/reveal", assignment(&task));
    app.post(Who::Annotator, &reveal, json!({"answers": [impression("normal")]})).await.expect(200);
    let again = app.post(Who::Annotator, &reveal, json!({"answers": [impression("abnormal")]})).await.expect(200);
    assert_eq!(again["first_impression"][0]["value"], "normal");
    let annotation =
        |n: u32, value: &str| json!({"id": ulid(n), "outcome": {"type": "complete"}, "answers": [impression(value)]});
    app.submit(Who::Annotator, &task, annotation(1, "abnormal")).await.refused(422);
    app.submit(Who::Annotator, &task, annotation(1, "normal")).await.expect(200);
    let again = app.post(Who::Annotator, &format!("/api/annotations/{}/reopen", ulid(1)), json!({})).await.expect(200);
    assert_eq!((&again["hidden_slots"], &again["first_impression"][0]["value"]), (&json!([]), &json!("normal")));
    app.submit(Who::Annotator, &again, annotation(2, "abnormal")).await.refused(422);
    app.submit(Who::Annotator, &again, annotation(2, "normal")).await.expect(200);
}

#[tokio::test]
async fn what_was_never_shown_cannot_be_judged() {
    let (app, task) = film().await;
    let blind = json!({
        "id": ulid(1), "outcome": {"type": "complete"}, "answers": [impression("normal")],
        "verdicts": [{"claim": "c1", "value": "supported"}],
    });
    app.submit(Who::Annotator, &task, blind).await.refused(422);
    // What is wrong with a guess tells nothing about the text that it guesses at.
    let selector = json!({"type": "text", "spans": [{"start": 0, "end": 24, "quote": "x"}]});
    let region = json!({"id": "r1", "slot": "report", "part": "0", "selector": selector});
    for (n, outcome) in
        [json!({"type": "complete"}), json!({"type": "unusable", "reason": "broken"})].iter().enumerate()
    {
        let guess = json!({"id": ulid(10 + n as u32), "outcome": outcome, "regions": [region]});
        let reply = app.submit(Who::Annotator, &task, guess).await;
        reply.refused(422);
        assert!(!reply.text().contains("consolidation"), "{reply}");
    }
    // Whoever cannot work on it at all need not look first.
    let declined = json!({"id": ulid(2), "outcome": {"type": "declined", "reason": "not my field"}});
    app.submit(Who::Annotator, &task, declined).await.expect(200);
    let mine = app.get(Who::Annotator, "/api/projects/scenes/my-work").await;
    assert_eq!(mine.expect(200)["items"][0]["outcome"]["type"], "declined");
    assert!(!mine.text().contains("consolidation"), "{mine}");
}

#[tokio::test]
async fn slots_can_open_one_after_the_other() {
    let design = "
title: Two steps
slots:
  - {id: title, kind: text, role: context}
  - {id: body, kind: text, role: context, reveal_after: [guess]}
  - {id: source, kind: text, role: context, reveal_after: [guess, trust]}
questions:
  - {id: guess, title: What is it about?, type: text, required: true}
  - {id: trust, title: Is it true?, type: choice, options: [{id: yes}, {id: no}], required: true}
";
    let app = TestApp::with(Setup { design, ..Setup::default() }).await;
    let row = json!({"id": "s", "slots": {"title": "A title", "body": "The body", "source": "A tabloid"}});
    assert_eq!(app.import(&row.to_string()).await["summary"]["new"], 1);
    let task = app.next(Who::Annotator).await;
    let reveal = format!("/api/assignments/{}/reveal", assignment(&task));
    let answer = |question: &str, value: &str| json!({"question": question, "target": {"on": "item"}, "value": value});
    let first = json!({"answers": [answer("guess", "dogs")]});
    let first = app.post(Who::Annotator, &reveal, first).await.expect(200);
    assert_eq!(first["hidden_slots"], json!(["source"]));
    let second = json!({"answers": [answer("guess", "cats"), answer("trust", "yes")]});
    let second = app.post(Who::Annotator, &reveal, second).await.expect(200);
    assert_eq!(second["hidden_slots"], json!([]));
    assert_eq!(
        (&second["first_impression"][0]["value"], &second["first_impression"][1]["value"]),
        (&json!("dogs"), &json!("yes"))
    );
}

#[tokio::test]
async fn the_cover_of_a_project_shows_nothing_that_is_revealed_later() {
    let design = "
title: The answer comes first in the alphabet
slots:
  - {id: answer, kind: image, role: context, reveal_after: [guess]}
  - {id: question, kind: image, role: context, required: false}
questions:
  - {id: guess, title: What is it about?, type: text, required: true}
";
    let app = TestApp::with(Setup { design, ..Setup::default() }).await;
    let hidden = app.asset(Who::Manager, "scenes", picture(64, 64, 1)).await;
    let shown = app.asset(Who::Manager, "scenes", picture(64, 64, 2)).await;
    app.import(&json!({"id": "a", "slots": {"answer": hidden}}).to_string()).await;
    app.get(Who::Annotator, "/api/projects/scenes/cover").await.refused(404);
    app.import(&json!({"id": "b", "slots": {"answer": hidden, "question": shown}}).to_string()).await;
    let cover = app.get(Who::Annotator, "/api/projects/scenes/cover").await;
    let thumbnail = app.get(Who::Manager, &format!("/api/projects/scenes/assets/{shown}/thumbnail")).await;
    assert_eq!((cover.status.as_u16(), &cover.bytes), (200, &thumbnail.bytes));
}
