//! Gold with a sound that comes too late: the medium itself is another, and nothing else tells.

use crosscheck_server::Ffmpeg;
use serde_json::{Value, json};

use super::GOLD;
use crate::app::{Setup, TestApp, Who};

const DESIGN: &str = "
title: Subtitles
slots:
  - {id: audio, kind: audio, role: context, required: false}
  - {id: video, kind: video, role: context, required: false}
  - {id: words, kind: text, role: claim_source, timed: true}
claims:
  slot: words
  split: cues
  error_types:
    - {id: out_of_sync, offset: true}
";
const WORDS: &str = "WEBVTT\n\n00:00.000 --> 00:00.400\nOne,\n\n00:00.500 --> 00:00.900\ntwo.\n";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../media/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn slot(name: &str) -> &'static str {
    if name.ends_with("webm") { "video" } else { "audio" }
}

/// One item that somebody signed, and what came of an order of one sound that is moved.
async fn ordered(name: &str, ffmpeg: Option<Ffmpeg>) -> (TestApp, Value) {
    let app = TestApp::with(Setup { design: DESIGN, ffmpeg, ..Setup::default() }).await;
    let sound = app.asset(Who::Manager, "scenes", file(name)).await;
    let row = json!({"id": "p1", "slots": {slot(name): {"file": sound, "offset_ms": 40}, "words": WORDS}});
    let job = app.import(&row.to_string()).await;
    assert_eq!(app.problems(&job).await, [Value::Null; 0], "{job}");
    let item =
        app.get(Who::Manager, &format!("/api/projects/scenes/items/{}", app.item_id("p1").await)).await.expect(200);
    let claims = item["item"]["claim_sets"][0]["claims"].as_array().unwrap().clone();
    let verdicts: Vec<_> = claims.iter().map(|claim| json!({"claim": claim["id"], "value": "supported"})).collect();
    app.known("p1", json!({"id": "", "outcome": {"type": "complete"}, "verdicts": verdicts})).await;
    let retire = format!("{GOLD}/{}/retire", app.item_id("p1").await);
    app.post(Who::Manager, &retire, json!({"reason": "only its derivatives"})).await.expect(204);
    let order = json!({"n": 1, "kinds": ["shift_audio"], "seed": 4});
    let made = app.post(Who::Manager, &format!("{GOLD}/proposals"), order).await.expect(202);
    let job = app.finished(&made["job"]).await;
    (app, job)
}

/// The proposal beside its original.
async fn proposal(app: &TestApp) -> Value {
    let rows = app.golds().await["items"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["state"] == "proposed").unwrap().clone();
    let id = row["item"].as_str().unwrap();
    app.get(Who::Manager, &format!("{GOLD}/{id}")).await.expect(200)
}

#[tokio::test]
async fn a_moved_sound_is_another_file_of_the_same_kind() {
    let (app, job) = ordered("sine.wav", None).await;
    assert_eq!((&job["state"], &job["summary"]["kinds"]), (&json!("done"), &json!({"shift_audio": 1})), "{job}");
    let detail = proposal(&app).await;
    let url = detail["made"]["media"]["audio/0"]["original"].as_str().unwrap().to_owned();
    let bytes = app.get(Who::Manager, &url).await.bytes;
    let known = &detail["row"]["known"];
    let by = -known["offset_ms"].as_i64().unwrap();
    assert!((600..=2000).contains(&by), "cues begin with the sound, so it can only be late: {known}");
    // 16 bits at 8,000 Hz, 78 bytes ahead of them.
    let (silence, original) = (by as usize * 16, file("sine.wav"));
    assert_eq!(bytes.len(), original.len() + silence);
    assert!(bytes[78..78 + silence].iter().all(|byte| *byte == 0));
    assert_eq!(bytes[78 + silence..], original[78..]);
    let (old, new) = (&detail["original"]["item"]["slots"]["audio"][0], &detail["made"]["item"]["slots"]["audio"][0]);
    assert_eq!(old["clock"], new["clock"], "no offset tells it");
    for key in ["name", "provenance"] {
        assert_eq!(old["asset"][key], new["asset"][key], "{key}");
    }
    assert_eq!(new["asset"]["info"]["duration_ms"], json!(old["asset"]["info"]["duration_ms"].as_i64().unwrap() + by));
    let errors = |n: usize| detail["facts"]["verdicts"][n]["errors"][0].clone();
    assert_eq!(errors(0), json!({"type": "out_of_sync", "offset_ms": -by, "axes": {}}));
    assert_eq!(errors(0), errors(1));
}

#[tokio::test]
async fn what_cannot_be_moved_is_named() {
    let (_, job) = ordered("sine.flac", None).await;
    assert_eq!((&job["state"], &job["summary"]["kinds"]), (&json!("done"), &json!({})), "{job}");
    assert_eq!(job["n_problems"], 1);
}

#[tokio::test]
async fn ffmpeg_moves_every_other_sound() {
    let Ok(Some(ffmpeg)) = Ffmpeg::find("") else {
        println!("skipped: there is no ffmpeg");
        return;
    };
    for name in ["sine.flac", "sine.mp3", "opus.ogg", "vorbis.ogg", "sine.m4a", "sine.aac", "cfr.webm"] {
        let (app, job) = ordered(name, Some(ffmpeg.clone())).await;
        let said = app.problems(&job).await;
        assert_eq!(job["summary"]["kinds"], json!({"shift_audio": 1}), "{name}: {job} {said:?}");
        let detail = proposal(&app).await;
        let by = -detail["row"]["known"]["offset_ms"].as_i64().unwrap();
        let length = |side: &str| detail[side]["item"]["slots"][slot(name)][0]["asset"]["info"]["duration_ms"].as_i64();
        let longer = length("made").unwrap() - length("original").unwrap();
        // Encoders add a frame or two.
        assert!((longer - by).abs() < 120 || name == "cfr.webm", "{name}: {longer} for {by}");
    }
}
