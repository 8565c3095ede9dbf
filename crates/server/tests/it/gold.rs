//! Gold from proposal to appeal, as people meet it; and that nobody can tell gold from other work.

mod hidden;
mod moved;

use serde_json::{Value, json};

use crate::app::{CAPTION, Setup, TestApp, Who, all_right, assignment, contradiction, id_of, ulid};

pub const GOLD: &str = "/api/projects/scenes/gold";
const APPEALS: &str = "/api/projects/scenes/appeals";

pub fn policy(share: f64) -> Value {
    json!({"overlap": {"type": "fixed", "n": 3}, "gold": {"share": share, "trusted_share": share, "trusted_at": 0.7}})
}

async fn app(share: f64) -> TestApp {
    TestApp::with(Setup { policy: policy(share), ..Setup::default() }).await
}

/// Both claims are right; the accuracy is left open.
pub fn sound() -> Value {
    json!({"id": "", "outcome": {"type": "complete"}, "verdicts": [
        {"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}]})
}

impl TestApp {
    pub async fn item_id(&self, external_id: &str) -> String {
        self.row(external_id).await["id"].as_str().unwrap().to_owned()
    }

    /// The item is gold from now on, with these facts.
    pub async fn known(&self, external_id: &str, facts: Value) -> String {
        let id = self.item_id(external_id).await;
        self.post(Who::Manager, GOLD, json!({"item": id, "facts": facts})).await.expect(204);
        id
    }

    pub async fn golds(&self) -> Value {
        self.get(Who::Manager, GOLD).await.expect(200)
    }

    /// What the server does by itself once a minute.
    async fn upkeep(&self) {
        crosscheck_server::local::upkeep(&self.app).await;
    }

    /// Right decisions and decisions of somebody.
    async fn right(&self, who: Who) -> (u64, u64) {
        let scores = self.app.store.gold_tallies(&self.scenes().await).await.unwrap();
        let tally = scores.into_iter().find(|(id, _)| *id == who.id()).map(|(_, tally)| tally).unwrap_or_default();
        (tally.right, tally.decisions)
    }
}

#[tokio::test]
async fn from_a_verified_item_to_a_score() {
    let app = app(1.0).await;
    app.captions(1).await;
    app.known("p1", sound()).await;
    let retire = format!("{GOLD}/{}/retire", app.item_id("p1").await);
    app.post(Who::Manager, &retire, json!({"reason": "only its derivatives"})).await.expect(204);
    let order = json!({"n": 3, "kinds": ["change_number", "change_colour", "flip_laterality"], "clean": 1, "seed": 4});
    let made = app.post(Who::Manager, &format!("{GOLD}/proposals"), order).await.expect(202);
    let made = app.finished(&made["job"]).await;
    assert_eq!(made["summary"], json!({"kinds": {"change_number": 1, "change_colour": 1}, "clean": 1, "verified": 1}));
    assert_eq!((&made["done"], &made["total"]), (&json!(3), &json!(4)));
    assert!(app.nothing_for(Who::Annotator).await, "nobody has checked them");

    let rows = app.golds().await["items"].clone();
    let proposed = |kind: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["known"]["kind"] == kind).unwrap();
        row["item"].as_str().unwrap().to_owned()
    };
    let number = proposed("change_number");
    let detail = app.get(Who::Reviewer, &format!("{GOLD}/{number}")).await.expect(200);
    assert_eq!(detail["original"]["item"]["slots"]["caption"][0]["text"], CAPTION);
    let (known, caption) =
        (&detail["row"]["known"], detail["made"]["item"]["slots"]["caption"][0]["text"].as_str().unwrap());
    assert_eq!(known["before"], "Two");
    assert!(caption.starts_with(known["after"].as_str().unwrap()));
    assert_eq!(detail["facts"]["verdicts"][0]["errors"][0]["type"], "count");
    app.post(Who::Reviewer, &format!("{GOLD}/{number}/check"), json!({"type": "accept"})).await.refused(403);
    app.post(Who::Manager, &format!("{GOLD}/{number}/check"), json!({"type": "accept"})).await.expect(204);
    app.post(Who::Manager, &format!("{GOLD}/{number}/check"), json!({"type": "accept"})).await.refused(409);
    let colour = format!("{GOLD}/{}/check", proposed("change_colour"));
    app.post(Who::Manager, &colour, json!({"type": "reject", "reason": "it is that colour"})).await.expect(204);

    let task = app.next(Who::Annotator).await;
    assert_eq!(task["item"]["slots"]["caption"][0]["text"], caption);
    app.submit(Who::Annotator, &task, all_right(1)).await.expect(200);
    assert_eq!(app.right(Who::Annotator).await, (0, 0), "the reply waits for no score");
    app.upkeep().await;
    assert_eq!(app.right(Who::Annotator).await, (1, 3), "one verdict, and the error is not found");
    let detail = app.get(Who::Manager, &format!("{GOLD}/{number}")).await.expect(200);
    assert_eq!(detail["answers"][0]["annotator"]["id"], id_of(Who::Annotator));
    let people = app.golds().await["annotators"].clone();
    assert_eq!(people[0]["right"]["decisions"], 3);
    // Who had seen the list of gold gets none of it.
    app.get(Who::Reviewer, GOLD).await.expect(200);
    assert!(app.nothing_for(Who::Reviewer).await);
}

#[tokio::test]
async fn an_upheld_appeal_scores_exactly_those_anew_whom_it_concerns() {
    let app = app(1.0).await;
    app.captions(2).await;
    app.known("p1", sound()).await;
    let second = app.known("p2", sound()).await;
    for (who, n) in [(Who::Annotator, 10), (Who::Annotator, 11), (Who::Annotator2, 20)] {
        let task = app.next(who).await;
        app.submit(who, &task, contradiction(n)).await.expect(200);
    }
    app.upkeep().await;
    assert_eq!((app.right(Who::Annotator).await, app.right(Who::Annotator2).await), ((2, 4), (1, 2)));
    // The appeal is about the item that only Ada has answered.
    let project = app.scenes().await;
    let scores = app.app.store.gold_scores(&project, None).await.unwrap();
    let of_ben = scores.iter().find(|score| score.annotator == Who::Annotator2.id()).unwrap().clone();
    let contested = scores.iter().find(|score| score.item != of_ben.item).unwrap().clone();
    let appeal = json!({"id": ulid(70), "annotation": contested.annotation, "unit": "claim:c1", "text": "it is green"});
    app.post(Who::Annotator2, APPEALS, appeal.clone()).await.refused(404);
    let mine = app.post(Who::Annotator, APPEALS, appeal).await.expect(200);
    assert_eq!(mine["state"], "open");
    assert!(!mine.to_string().contains("gold"));
    let listed = app.get(Who::Reviewer, APPEALS).await.expect(200);
    assert_eq!((listed[0]["gold"].clone(), listed[0]["item"].clone()), (json!(true), json!(contested.item)));
    let decide = format!("{APPEALS}/{}", ulid(70));
    let mut facts = contradiction(0);
    facts["answers"] = json!([]);
    facts["omissions"] = json!([]);
    let uphold = json!({"type": "uphold", "note": "green indeed", "facts": facts});
    app.post(Who::Reviewer, &decide, uphold.clone()).await.refused(403);
    assert_eq!(app.post(Who::Manager, &decide, uphold).await.expect(200)["state"], "upheld");
    let (right, decisions) = app.right(Who::Annotator).await;
    assert!(right == decisions - 1 && decisions > 4, "all of it is right now: {right} of {decisions}");
    assert_eq!(app.right(Who::Annotator2).await, (1, 2));
    let after = app.app.store.gold_scores(&project, None).await.unwrap();
    assert!(after.contains(&of_ben), "nobody else is touched");
    assert!(after.iter().all(|score| score.annotation != contested.annotation || score.truth != contested.truth));
    assert_eq!(app.post(Who::Manager, &decide, json!({"type": "reject", "note": ""})).await.refused(409), "conflict");
    let told = app.get(Who::Annotator, "/api/projects/scenes/my-appeals").await.expect(200);
    assert_eq!((told[0]["state"].clone(), told[0]["note"].clone()), (json!("upheld"), json!("green indeed")));

    // Upheld without other facts: the item checks nobody any more, and what it counted for is taken back.
    let other = json!({"id": ulid(71), "annotation": of_ben.annotation, "text": "nobody can tell"});
    app.post(Who::Annotator2, APPEALS, other).await.expect(200);
    let nothing = json!({"type": "uphold", "note": "too dark"});
    app.post(Who::Manager, &format!("{APPEALS}/{}", ulid(71)), nothing).await.expect(200);
    assert_eq!(app.right(Who::Annotator2).await, (0, 0));
    let states = app.golds().await;
    let retired = states["items"].as_array().unwrap().iter().filter(|row| row["state"] == "retired").count();
    assert_eq!(retired, 1, "{states}");
    assert!(second.len() == 26);
}

#[tokio::test]
async fn who_saw_others_answers_is_left_out_of_agreement() {
    let app = app(0.0).await;
    app.captions(1).await;
    for (who, n) in [(Who::Annotator, 1), (Who::Annotator2, 2)] {
        let task = app.next(who).await;
        app.submit(who, &task, all_right(n)).await.expect(200);
    }
    let id = app.item_id("p1").await;
    app.get(Who::Reviewer, &format!("/api/projects/scenes/items/{id}")).await.expect(200);
    let task = app.next(Who::Reviewer).await;
    app.submit(Who::Reviewer, &task, contradiction(3)).await.expect(200);
    let report = app.get(Who::Manager, "/api/projects/scenes/agreement").await.expect(200);
    assert_eq!(report["n_informed"], 1);
    assert_eq!(report["fields"][0]["n_annotators"], 2, "{report}");
    assert!(!assignment(&task).is_empty());
}
