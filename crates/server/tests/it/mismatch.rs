//! How far texts hold: shares by source, what they rest on, and where they lead to.

use serde_json::{Value, json};

use crate::app::{CAPTION, Setup, TestApp, Who, all_right, contradiction, picture};

const MISMATCH: &str = "/api/projects/scenes/quality/mismatch";

/// Two captions by a person and two by model B, each read by two people: both contradict the first claim of model B's.
async fn judged() -> TestApp {
    let policy = json!({"overlap": {"type": "fixed", "n": 2}, "order": "sequence"});
    let app = TestApp::with(Setup { policy, ..Setup::default() }).await;
    let mut lines = String::new();
    for n in 1..=4 {
        let sha = app.asset(Who::Manager, "scenes", picture(640, 480, n)).await;
        let source = if n <= 2 { "person" } else { "model B" };
        let slots = json!({"image": sha, "caption": CAPTION});
        lines += &format!("{}\n", json!({"id": format!("p{n}"), "slots": slots, "metadata": {"source": source}}));
    }
    let job = app.import(&lines).await;
    assert_eq!(job["summary"]["new"], 4, "{job}");
    for (who, first) in [(Who::Annotator, 0), (Who::Annotator2, 100)] {
        for n in 1..=4 {
            let task = app.next(who).await;
            let body = if n <= 2 { all_right(first + n) } else { contradiction(first + n) };
            app.submit(who, &task, body).await.expect(200);
        }
    }
    app
}

async fn report(app: &TestApp) -> Value {
    app.get(Who::Reviewer, MISMATCH).await.expect(200)
}

fn group<'a>(report: &'a Value, by: &str, value: &str) -> &'a Value {
    let groupings = report["groupings"].as_array().unwrap();
    let grouping = groupings.iter().find(|one| one["by"] == by).unwrap_or_else(|| panic!("no {by} in {report}"));
    let groups = grouping["groups"].as_array().unwrap();
    groups.iter().find(|one| one["value"] == value).unwrap_or_else(|| panic!("no {value} in {grouping}"))
}

fn holding<'a>(group: &'a Value, holds: &str) -> &'a Value {
    group["holds"].as_array().unwrap().iter().find(|one| one["holds"] == holds).unwrap()
}

#[tokio::test]
async fn shares_are_told_by_source_with_intervals_and_what_they_rest_on() {
    let app = judged().await;
    let found = report(&app).await;
    assert_eq!(found["groupings"][1]["by"], "metadata/source", "{found}");
    let (person, model) = (group(&found, "metadata/source", "person"), group(&found, "metadata/source", "model B"));
    assert_eq!((&person["n_claims"], &holding(person, "contradicted")["n"]), (&json!(4), &json!(0)));
    let contradicted = holding(model, "contradicted");
    assert_eq!((&contradicted["n"], &contradicted["share"]["value"]), (&json!(2), &json!(0.5)));
    assert_eq!(contradicted["share"]["interval"]["method"], "Wilson, clustered by item");
    assert_eq!(model["basis"], json!({"truth": 0, "majority": 4, "one": 0}));
    assert_eq!((&model["errors"][0]["id"], &model["errors"][0]["n"]), (&json!("attribute"), &json!(2)));
    assert_eq!((&model["n_omission_items"], &model["n_omitting"]), (&json!(2), &json!(2)));
    assert_eq!((&model["omissions"][0]["id"], &person["n_omitting"]), (&json!("omission_object"), &json!(0)));

    // What is signed outweighs the votes; what nobody is to count is left out.
    let item = app.row("p3").await["id"].as_str().unwrap().to_owned();
    let facts = json!({"id": "", "outcome": {"type": "complete"}, "verdicts": [
        {"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}]});
    app.post(Who::Manager, "/api/projects/scenes/gold", json!({"item": item, "facts": facts})).await.expect(204);
    let found = report(&app).await;
    let model = group(&found, "metadata/source", "model B");
    assert_eq!(model["basis"], json!({"truth": 2, "majority": 2, "one": 0}));
    assert_eq!((&holding(model, "contradicted")["n"], &model["n_omitting"]), (&json!(1), &json!(1)));
    let item = app.row("p4").await["id"].as_str().unwrap().to_owned();
    let exclude = json!({"filter": {"ids": [item]}, "action": {"type": "exclude", "reason": "a copy"}});
    app.post(Who::Manager, "/api/projects/scenes/items/select", exclude).await.expect(202);
    app.work().await;
    let found = report(&app).await;
    assert_eq!((&group(&found, "all", "")["n_claims"], &found["n_left_out"]), (&json!(6), &json!(1)), "{found}");
}

/// Corrections, signatures, exclusions and their end change what is kept; it stays what reading everything anew gives.
#[tokio::test]
async fn what_is_kept_is_what_reading_anew_gives() {
    let app = judged().await;
    let same = async |what: &str| {
        let (kept, anew) = (report(&app).await, report(&app.copy().await).await);
        assert_eq!((&kept["groupings"], &kept["n_left_out"]), (&anew["groupings"], &anew["n_left_out"]), "{what}");
        kept
    };
    let before = same("at first").await;
    let path = format!("/api/annotations/{}/reopen", crate::app::ulid(104));
    let task = app.post(Who::Annotator2, &path, json!({})).await.expect(200);
    let mut corrected = all_right(200);
    corrected["supersedes"] = json!(crate::app::ulid(104));
    app.submit(Who::Annotator2, &task, corrected).await.expect(200);
    let after = same("a correction").await;
    assert_ne!(before["groupings"], after["groupings"]);
    let select = async |action: Value| {
        let ids = json!([app.row("p3").await["id"], app.row("p1").await["id"]]);
        let body = json!({"filter": {"ids": ids}, "action": action});
        app.post(Who::Manager, "/api/projects/scenes/items/select", body).await.expect(202);
        app.work().await;
    };
    select(json!({"type": "exclude", "reason": "a copy"})).await;
    assert_eq!(same("an exclusion").await["n_left_out"], 2);
    let item = app.row("p4").await["id"].as_str().unwrap().to_owned();
    let facts = json!({"id": "", "outcome": {"type": "complete"}, "verdicts": [
        {"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}]});
    app.post(Who::Manager, "/api/projects/scenes/gold", json!({"item": item, "facts": facts})).await.expect(204);
    same("a signature").await;
    select(json!({"type": "include"})).await;
    assert_eq!(same("no exclusion any more").await["n_left_out"], 0);
}

#[tokio::test]
async fn the_report_is_a_table_too() {
    let app = judged().await;
    let reply = app.get(Who::Reviewer, &format!("{MISMATCH}?format=csv&by=metadata/source")).await;
    assert_eq!(reply.status.as_u16(), 200, "{reply}");
    let text = String::from_utf8(reply.bytes.to_vec()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("by,value,what,id,n,of,share,low,high"), "{text}");
    let row = lines.iter().find(|line| line.starts_with("metadata/source,model B,holds,contradicted,2,4,0.5,"));
    assert!(row.is_some_and(|row| row.contains("\"Wilson, clustered by item\"")), "{text}");
    assert!(lines.iter().any(|line| line.starts_with("metadata/source,model B,omission,omission_object,2,2,1,")));
    assert!(!text.contains("\nall,"), "only what was asked for: {text}");
    app.get(Who::Reviewer, &format!("{MISMATCH}?by=metadata/none")).await.refused(404);
}

#[tokio::test]
async fn each_share_leads_to_its_items_but_those_that_one_has_still_to_judge() {
    let app = judged().await;
    let items = async |rest: &str| app.get(Who::Reviewer, &format!("{MISMATCH}/items?{rest}")).await;
    let of = "by=metadata/source&value=model%20B";
    let page = items(&format!("{of}&what=holds&id=contradicted")).await.expect(200);
    assert_eq!(page["n"], 2, "{page}");
    let claim = &page["items"][0]["claims"][0];
    assert_eq!(
        (&claim["claim"], &claim["holds"], &claim["basis"]),
        (&json!("c1"), &json!("contradicted"), &json!("majority"))
    );
    assert_eq!(items(&format!("{of}&what=error&id=attribute")).await.expect(200)["n"], 2);
    let omitted = items(&format!("{of}&what=omitted")).await.expect(200);
    assert_eq!(omitted["items"][0]["omissions"], json!(["Object left out"]), "{omitted}");
    assert_eq!(items("by=all&what=counted").await.expect(200)["n"], 4);
    items(&format!("{of}&what=holds&id=never")).await.refused(422);
    items(&format!("{of}&what=error")).await.refused(422);
    items("by=never&what=counted").await.refused(422);
    app.get(Who::Annotator, MISMATCH).await.refused(403);
}
