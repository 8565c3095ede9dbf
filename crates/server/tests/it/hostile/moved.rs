//! Native exports that somebody changed on their way.

use serde_json::{Value, json};

use crate::app::{Setup, TestApp, Who, picture};
use crate::engine::Engine;
use crate::moved::{captions, detail, exported};

/// Imports these lines along with the pictures of both items.
async fn import(app: &TestApp, lines: &[Value]) -> Value {
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    let (one, two) = (picture(640, 480, 1), picture(640, 480, 2));
    app.import_files(&[("data.jsonl", text.join("\n").as_bytes()), ("a.png", &one), ("b.png", &two)]).await
}

fn asset(line: &mut Value) -> &mut Value {
    &mut line["item"]["slots"]["image"][0]["asset"]
}

/// PostgreSQL ends a statement that is given U+0000, so nothing may be asked before it was looked at.
#[tokio::test]
async fn a_row_that_a_database_would_refuse_is_reported() {
    let (_there, mut lines, _) = exported().await;
    lines[0]["annotations"][0]["id"] = json!("01ARZ3NDEK\0SV4RRFF0000001");
    lines[0]["annotations"][1]["supersedes"] = json!("\0");
    asset(&mut lines[1])["sha256"] = json!("ab\0cd");
    let engine = Engine::postgres();
    let postgres = Setup { database_url: Some(engine.place().database_url), ..Setup::default() };
    let here = TestApp::with(postgres).await;
    let job = import(&here, &lines).await;
    let counts = ["new", "rejected", "annotations_rejected"].map(|key| &job["summary"][key]);
    assert_eq!((&job["state"], counts), (&json!("done"), [&json!(1), &json!(1), &json!(2)]), "{job}");
    let problems = here.problems(&job).await;
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem["code"].as_str().unwrap()).collect();
    codes.dedup();
    assert_eq!(codes, ["hash_malformed", "id_malformed", "id_differs", "id_malformed"], "{problems:?}");
    let told = json!(problems).to_string();
    assert!(told.contains(r#"["annotations","0","id"]"#) && told.contains(r#"["annotations","1","supersedes"]"#));
}

#[tokio::test]
async fn what_a_row_says_of_its_media_is_not_believed() {
    let (_there, mut lines, _) = exported().await;
    let forged = asset(&mut lines[0]);
    forged["info"]["mime"] = json!("text/html");
    forged["info"]["width"] = json!(1);
    forged["name"] = json!("../../etc/x.png");
    asset(&mut lines[1])["name"] = json!("set/./b.png");
    let here = captions().await;
    let job = import(&here, &lines).await;
    assert_eq!(job["summary"]["new"], 2, "{job}");
    let mut item = detail(&here, "p1").await;
    let stored = asset(&mut item);
    assert_eq!((&stored["info"]["mime"], &stored["info"]["width"]), (&json!("image/png"), &json!(640)));
    assert_eq!(stored["name"], Value::Null);
    let path = format!("/api/projects/scenes/assets/{}", stored["sha256"].as_str().unwrap());
    assert_eq!(here.get(Who::Manager, &path).await.header("content-type"), "image/png");
    assert_eq!(asset(&mut detail(&here, "p2").await)["name"], "set/b.png");
}

#[tokio::test]
async fn a_medium_of_another_project_is_unknown() {
    let (there, mut lines, _) = exported().await;
    let secret = there.asset(Who::Stranger, "elsewhere", picture(64, 64, 9)).await;
    asset(&mut lines[0])["sha256"] = json!(secret);
    let before = detail(&there, "p1").await;
    let job = import(&there, &lines).await;
    assert_eq!((&job["state"], &job["summary"]["rejected"]), (&json!("done"), &json!(1)), "{job}");
    assert_eq!(there.problems(&job).await[0]["code"], "asset_unknown");
    assert_eq!(detail(&there, "p1").await["item"], before["item"]);
    let stolen = there.get(Who::Manager, &format!("/api/projects/scenes/assets/{secret}")).await;
    assert_eq!(stolen.status.as_u16(), 404, "{stolen}");
}
