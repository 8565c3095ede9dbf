//! Rows that point where they must not, or never end.

use axum::body::Body;
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use serde_json::json;

use crate::app::{TestApp, Who, form, picture};

#[tokio::test]
async fn file_names_of_an_upload_stay_inside() {
    let app = TestApp::new().await;
    let before = app.everything().await;
    for name in ["../evil.png", "/etc/cron.d/evil", "a/../../evil.png", "..\\\\evil.png", "a/..", ".."] {
        let (kind, body) = form(&[(name, &picture(8, 8, 1))]);
        let reply = app.bytes(Who::Manager, "/api/projects/scenes/items", &kind, body).await;
        assert_eq!(reply.refused(422), "invalid", "{name}");
        assert_eq!(reply.expect(422)["error"]["problems"][0]["code"], "unsafe_path", "{reply}");
    }
    let path = "/api/projects/scenes/assets?name=..%2F..%2Fevil.png";
    let reply = app.bytes(Who::Manager, path, "application/octet-stream", picture(8, 8, 1)).await;
    assert_eq!(reply.refused(422), "invalid");
    assert!(before == app.everything().await);
}

#[tokio::test]
async fn odd_file_names_fail_softly() {
    let app = TestApp::new().await;
    let long = "x".repeat(400);
    for name in [".", "./", "a//", "a/./b.png", "C:\\\\evil.png", "con\u{7}trol.png", &long] {
        let rows = json!({"id": name, "slots": {"image": "good.png", "caption": "A cat."}}).to_string();
        let files = [("rows.jsonl", rows.as_bytes()), ("good.png", &picture(8, 8, 1)), (name, b"odd")];
        let (kind, body) = form(&files);
        let reply = app.bytes(Who::Manager, "/api/projects/scenes/items", &kind, body).await;
        if reply.status.is_client_error() {
            reply.refused(reply.status.as_u16());
            continue;
        }
        let job = app.finished(&reply.expect(202)["job"]).await;
        assert_eq!(job["state"], "done", "{name:?}: {job}");
    }
    // A name that is a file here and a folder there.
    let rows = b"id,image,caption\ngood,good.png,A cat.\n";
    let files = [("a", &b"x"[..]), ("a/b.png", b"y"), ("c/d.png", b"y"), ("c", b"x"), ("good.png", &picture(8, 8, 1))];
    let job = app.import_files(&[&files[..], &[("rows.csv", rows), ("rows.csv", b"other")]].concat()).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(1)), "{job}");
    let problems = app.problems(&job).await;
    let taken: Vec<&str> = problems.iter().map(|problem| problem["message"].as_str().unwrap()).collect();
    assert_eq!(taken.len(), 3, "{taken:?}");
    assert!(taken[0].contains("`a/b.png`") && taken[1].contains("`c`") && taken[2].contains("`rows.csv`"), "{taken:?}");
}

#[tokio::test]
async fn paths_in_rows_name_files_of_the_upload_and_nothing_else() {
    let app = TestApp::new().await;
    let mut rows = "id,image,caption\n".to_owned();
    let paths =
        ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "C:\\windows\\x.png", "..\\x.png", "a/../b.png"];
    for (n, path) in paths.iter().enumerate() {
        rows += &format!("bad{n},{path},A cat.\n");
    }
    rows += "missing,other.png,A cat.\ngood,here.png,A cat.\n";
    let job = app.import_files(&[("rows.csv", rows.as_bytes()), ("here.png", &picture(8, 8, 1))]).await;
    assert_eq!(
        (&job["summary"]["new"], &job["summary"]["rejected"]),
        (&json!(1), &json!(7)),
        "the rest is kept: {job}"
    );
    let problems = app.problems(&job).await;
    for (n, problem) in problems.iter().enumerate().take(paths.len()) {
        assert_eq!(problem["code"], "unsafe_path", "{problem}");
        assert_eq!((&problem["line"], &problem["at"][1]), (&json!(n + 2), &json!("image")), "{problem}");
    }
    assert_eq!(problems[paths.len()]["code"], "file_missing");
    assert!(!json!(problems).to_string().contains("root:"), "nothing of the server's disk is told");
}

#[tokio::test]
async fn a_line_without_end_takes_no_memory() {
    const MEGABYTES: usize = 128;
    let app = TestApp::new().await;
    let begin = Bytes::from_static(b"{\"id\": \"endless\", \"slots\": {\"caption\": \"");
    let middle = Bytes::from(vec![b'a'; 1 << 20]);
    let end =
        Bytes::from_static(b"\"}}\n{\"id\": \"last\", \"slots\": {\"image\": \"x.png\", \"caption\": \"A cat.\"}}\n");
    let pieces = std::iter::once(begin).chain(std::iter::repeat_n(middle, MEGABYTES)).chain([end]);
    let before = peak_kilobytes();
    let body = Body::from_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>)));
    let job = app.import_body("application/x-ndjson", body).await;
    let grown = peak_kilobytes() - before;
    assert!(grown < 96 * 1024, "the peak grew by {grown} kB for a line of {MEGABYTES} MB");
    let problems = app.problems(&job).await;
    let found: Vec<(&str, u64)> =
        problems.iter().map(|found| (found["code"].as_str().unwrap(), found["line"].as_u64().unwrap())).collect();
    assert_eq!((found.len(), found[0].1, found[1]), (2, 1, ("file_missing", 2)), "{problems:?}");
    let rejected = app.get(Who::Manager, &format!("/api/jobs/{}/rejected", job["id"].as_str().unwrap())).await;
    assert!(rejected.bytes.len() < 100_000, "only the beginning of the line is kept");
}

#[tokio::test]
async fn rejected_rows_come_in_pieces() {
    let app = TestApp::new().await;
    let rows: String = (0..120).map(|n| format!("not json {n}\n")).collect();
    let job = app.import(&rows).await;
    let path = format!("/api/jobs/{}/rejected", job["id"].as_str().unwrap());
    let request = app.request(Who::Manager, axum::http::Method::GET, &path).body(Body::empty()).unwrap();
    let pieces: Vec<Bytes> = app.response(request).await.into_body().into_data_stream().try_collect().await.unwrap();
    assert!(pieces.len() > 2, "{} pieces", pieces.len());
    assert_eq!(String::from_utf8(pieces.concat()).unwrap(), rows);
}

/// The most memory that this process ever had, as Linux tells.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: 0 kB");
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn texts_have_limits_and_no_nul() {
    let app = TestApp::new().await;
    let picture = picture(8, 8, 1);
    let long = "a".repeat(1_100_000);
    let rows = [
        json!({"id": "long", "slots": {"image": "p.png", "caption": long}}),
        json!({"id": "nul", "slots": {"image": "p.png", "caption": "a\0b"}}),
        json!({"id": "nul\0id", "slots": {"image": "p.png", "caption": "a"}}),
        json!({"id": "deep", "slots": {"image": "p.png", "caption": "A cat."}}),
    ];
    let mut lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    lines += &format!("{}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    lines += "\u{feff}{}\nnull\n\"text\"\n{\"id\": {\"a\": 1}}\n";
    let job = app.import_files(&[("rows.jsonl", lines.as_bytes()), ("p.png", &picture)]).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(1)), "{job}");
    let lines: Vec<u64> = app.problems(&job).await.iter().filter_map(|problem| problem["line"].as_u64()).collect();
    for line in [1, 2, 3, 5, 7, 8, 9] {
        assert!(lines.contains(&line), "line {line} should be refused: {lines:?}");
    }
}
