//! Sound and video from their import to what a page asks for: playing, frame tables, peaks, spectrograms, stills.

use axum::body::Body;
use axum::http::{Method, header};
use crosscheck_server::Ffmpeg;
use serde_json::json;

use crate::app::{Setup, TestApp, Who};

const DESIGN: &str = "
title: Does the clip show what is said?
slots:
  - {id: clip, kind: video, role: context}
  - {id: voice, kind: audio, role: context, required: false, many: true}
  - {id: caption, kind: text, role: claim_source}
claims: {slot: caption}
";

const SOUND: &str = "
title: Sound
slots:
  - {id: voice, kind: audio, role: context}
questions:
  - {id: loud, title: How loud is it?, type: scale, min: 1, max: 5}
";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../media/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A project with one item: a clip with sound that begins 120 ms late, a voice, and a caption.
async fn with_clip(ffmpeg: Option<Ffmpeg>) -> TestApp {
    let app = TestApp::with(Setup { design: DESIGN, ffmpeg, ..Setup::default() }).await;
    let clip = app.asset(Who::Manager, "scenes", file("cfr.webm")).await;
    let voice = app.asset(Who::Manager, "scenes", file("sine.wav")).await;
    let row = json!({"id": "1", "slots": {
        "clip": {"file": clip, "offset_ms": 120, "drift_ppm": 3.5}, "voice": [voice, {"file": voice, "offset_ms": -40}],
        "caption": "A number is shown.",
    }});
    let job = app.import(&row.to_string()).await;
    assert_eq!((job["state"].as_str(), app.problems(&job).await.len()), (Some("done"), 0), "{job}");
    app
}

#[tokio::test]
async fn an_item_with_sound_and_video_is_given_out_with_its_views() {
    let app = with_clip(None).await;
    let task = app.next(Who::Annotator).await;
    let parts = &task["item"]["slots"];
    assert_eq!(parts["clip"][0]["clock"], json!({"offset_ms": 120, "drift_ppm": 3.5}));
    assert_eq!((&parts["voice"][0]["clock"], &parts["voice"][1]["clock"]["offset_ms"]), (&json!(null), &json!(-40)));
    let clip = &task["media"]["clip/0"];
    assert_eq!((&clip["kind"], &clip["n_frames"], &clip["width"]), (&json!("video"), &json!(60), &json!(96)));
    assert_eq!((&clip["frame"], &clip["thumbnail"], &clip["storyboard"]), (&json!(null), &json!(null), &json!(null)));
    let get = async |url: &serde_json::Value| app.get(Who::Annotator, url.as_str().unwrap()).await;
    assert_eq!(get(&clip["play"]).await.bytes, file("cfr.webm"));
    let frames = get(&clip["frames"]).await;
    assert_eq!((&frames.bytes[..4], frames.bytes.len()), (&b"CCFT"[..], 16 + 61 * 4));
    assert_eq!(&get(&clip["sound"]["peaks"]).await.bytes[..4], b"CCPK");
    let spectrogram = |n: u32| json!(clip["sound"]["spectrogram"].as_str().unwrap().replace("{n}", &n.to_string()));
    assert!(get(&spectrogram(0)).await.bytes.starts_with(b"\x89PNG"));
    assert_eq!(get(&spectrogram(1)).await.status, 404, "it is two seconds long");
    assert_eq!(get(&task["media"]["voice/1"]["play"]).await.bytes, file("sine.wav"));
    assert_eq!(
        get(&json!(format!("{}/frames", task["media"]["voice/0"]["original"].as_str().unwrap()))).await.status,
        404
    );
}

#[tokio::test]
async fn peaks_and_videos_take_ranges() {
    let app = with_clip(None).await;
    let sha = app.asset(Who::Manager, "scenes", file("sine.wav")).await;
    let base = format!("/api/projects/scenes/assets/{sha}");
    let whole = app.get(Who::Manager, &format!("{base}/peaks")).await.bytes;
    for (view, expected) in [("peaks", &whole[16..24]), ("play", &file("sine.wav")[16..24])] {
        let request = app.request(Who::Manager, Method::GET, &format!("{base}/{view}"));
        let reply = app.send(request.header(header::RANGE, "bytes=16-23").body(Body::empty()).unwrap()).await;
        assert_eq!((reply.status.as_u16(), &reply.bytes[..]), (206, expected), "{view}");
    }
}

#[tokio::test]
async fn lists_show_no_broken_pictures() {
    let app = with_clip(None).await;
    let items = app.get(Who::Manager, "/api/projects/scenes/items").await.expect(200);
    let thumbnail = app.get(Who::Manager, items["items"][0]["thumbnail"].as_str().unwrap()).await;
    assert!(thumbnail.bytes.starts_with(b"\x89PNG"), "a drawn one, as there is no ffmpeg");
    assert_eq!(app.get(Who::Annotator, "/api/projects/scenes/cover").await.status, 200);
    let app = TestApp::with(Setup { design: SOUND, ..Setup::default() }).await;
    let voice = app.asset(Who::Manager, "scenes", file("sine.mp3")).await;
    app.import(&json!({"slots": {"voice": voice}}).to_string()).await;
    let items = app.get(Who::Manager, "/api/projects/scenes/items").await.expect(200);
    assert_eq!((items["items"].as_array().unwrap().len(), &items["items"][0]["thumbnail"]), (1, &json!(null)));
}

#[tokio::test]
async fn damaged_files_are_refused_with_what_to_do() {
    let app = with_clip(None).await;
    let whole = file("cfr.webm");
    let reply = app.bytes(Who::Manager, "/api/projects/scenes/assets", "video/webm", whole[..8000].to_vec()).await;
    let said = reply.expect(422)["error"]["problems"][0].clone();
    assert_eq!(said["code"], "media_truncated", "{said}");
    assert!(said["message"].as_str().unwrap().contains("upload it again"), "{said}");
}

#[tokio::test]
async fn ffmpeg_shows_frames_where_it_is() {
    let Ok(Some(ffmpeg)) = Ffmpeg::find("") else {
        println!("skipped: there is no ffmpeg");
        return;
    };
    let app = with_clip(Some(ffmpeg)).await;
    let task = app.next(Who::Annotator).await;
    let clip = &task["media"]["clip/0"];
    let get = async |url: &serde_json::Value| app.get(Who::Annotator, url.as_str().unwrap()).await;
    let jpeg = b"\xff\xd8\xff";
    for view in ["thumbnail", "storyboard"] {
        assert!(get(&clip[view]).await.bytes.starts_with(jpeg), "{view}");
    }
    let frame = |n: u32| json!(clip["frame"].as_str().unwrap().replace("{index}", &n.to_string()));
    let (first, last) = (get(&frame(0)).await.bytes, get(&frame(59)).await.bytes);
    assert!(first.starts_with(jpeg) && last.starts_with(jpeg) && first != last);
    assert_eq!(get(&frame(60)).await.status, 404);
}
