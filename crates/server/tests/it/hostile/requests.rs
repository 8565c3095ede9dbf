//! Other sites' pages with our cookie, and what the pages of our own site are allowed to be.

use axum::body::Body;
use axum::http::{Method, Request, header};
use futures_util::StreamExt;
use serde_json::json;

use crate::app::{Setup, TestApp, Who, form};

/// A write with the manager's cookie and whatever headers the browser of a victim would add.
fn write(path: &str, kind: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, "label.example.org")
        .header(header::COOKIE, format!("crosscheck_session={}", Who::Manager.secret()))
        .header(header::CONTENT_TYPE, kind);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body)).unwrap()
}

const FOREIGN: [&[(&str, &str)]; 8] = [
    &[],
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("sec-fetch-site", "cross-site"), ("origin", "http://label.example.org")],
    &[("origin", "http://evil.example.org")],
    &[("origin", "null")],
    &[("origin", "http://label.example.org.evil.example"), ("referer", "http://label.example.org/")],
];

#[tokio::test]
async fn writes_from_elsewhere_are_refused() {
    let app = TestApp::new().await;
    app.get(Who::Manager, "/api/me").await.expect(200);
    let before = app.everything().await;
    let invitation = json!({"role": "manager"}).to_string().into_bytes();
    let (multipart, files) = form(&[("rows.csv", b"id,image,caption\n")]);
    for headers in FOREIGN {
        for (path, kind, body) in [
            ("/api/projects/scenes/invitations", "application/json", invitation.clone()),
            ("/api/projects/scenes/items", multipart.as_str(), files.clone()),
            ("/api/projects/scenes/items", "text/csv", b"id\n".to_vec()),
            ("/api/projects/scenes/assets", "text/plain", b"x".to_vec()),
            ("/api/tokens", "application/json", br#"{"name":"x","scopes":["admin"]}"#.to_vec()),
        ] {
            app.send(write(path, kind, body, headers)).await.refused(403);
        }
        let gone = app.send(write("/api/invitations/x/accept", "application/json", b"{}".to_vec(), headers)).await;
        gone.refused(403);
    }
    assert!(before == app.everything().await);
    let own = [("origin", "http://label.example.org")];
    app.send(write("/api/projects/scenes/invitations", "application/json", invitation, &own)).await.expect(201);
}

#[tokio::test]
async fn signing_in_from_elsewhere_is_refused_too() {
    let app = TestApp::new().await;
    let body = json!({"email": Who::Annotator.email(), "password": crate::app::PASSWORD}).to_string();
    let request = Request::builder().method(Method::POST).uri("/api/session");
    let request = request.header(header::CONTENT_TYPE, "application/json").header("sec-fetch-site", "cross-site");
    app.send(request.body(Body::from(body)).unwrap()).await.refused(403);
}

#[tokio::test]
async fn every_reply_carries_the_policy_of_the_page() {
    let app = TestApp::new().await;
    for path in
        ["/", "/p/scenes/work", "/api/me", "/healthz", "/api/openapi.json", "/../../etc/passwd", "/%2e%2e/Cargo.toml"]
    {
        let reply = app.get(Who::SignedOut, path).await;
        let policy = reply.header("content-security-policy");
        for rule in ["script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(
            !policy.contains("'unsafe-eval'")
                && !reply.text().contains("root:")
                && !reply.text().contains("[workspace")
        );
    }
    assert_eq!(app.get(Who::Manager, "/api/me").await.header("cache-control"), "no-store");
}

fn spooled(app: &TestApp) -> usize {
    std::fs::read_dir(&app.app.settings.spool).unwrap().count()
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing_behind() {
    let app = TestApp::new().await;
    let piece = || Ok::<_, std::io::Error>(bytes::Bytes::from_static(b"id,image,caption\n"));
    let broken = futures_util::stream::iter([piece(), Err(std::io::Error::other("the cable was cut"))]);
    let reply = app.bytes(Who::Manager, "/api/projects/scenes/items", "text/csv", Body::from_stream(broken)).await;
    assert_eq!(reply.refused(400), "upload_broken");
    assert_eq!(spooled(&app), 0);
    let silent = futures_util::stream::once(async move { piece() }).chain(futures_util::stream::pending());
    let sending = app.bytes(Who::Manager, "/api/projects/scenes/items", "text/csv", Body::from_stream(silent));
    let gone = tokio::time::timeout(std::time::Duration::from_millis(300), sending).await;
    assert!(gone.is_err(), "the sender went away before the end");
    assert_eq!(spooled(&app), 0);
}

#[tokio::test]
async fn a_medium_may_be_as_large_as_the_limit_and_no_larger() {
    let path = "/api/projects/scenes/assets";
    let app = TestApp::new().await;
    let large = app.bytes(Who::Manager, path, "image/png", vec![0; 17 << 20]).await;
    assert_eq!(
        large.refused(422),
        "unsupported_media",
        "its size is no reason: photographs are larger than other bodies"
    );
    let limits = crosscheck_media::Limits { max_bytes: 100_000, max_timed_bytes: 100_000, ..Default::default() };
    let app = TestApp::with(Setup { limits, ..Setup::default() }).await;
    app.bytes(Who::Manager, path, "image/png", vec![0; 100_001]).await.refused(400);
}

#[tokio::test]
async fn ranges_of_a_file_never_reach_beyond_it() {
    let app = TestApp::new().await;
    let bytes = crate::app::picture(32, 32, 1);
    let sha = app.asset(Who::Manager, "scenes", bytes.clone()).await;
    for (range, expected) in [
        ("bytes=0-18446744073709551615", Some(0..bytes.len())),
        ("bytes=4-7", Some(4..8)),
        ("bytes=-5", Some(bytes.len() - 5..bytes.len())),
        ("bytes=-18446744073709551615", Some(0..bytes.len())),
        ("bytes=99999-", None),
        ("bytes=7-4", None),
        ("bytes=0-1,3-4", None),
    ] {
        let request = app.request(Who::Manager, Method::GET, &format!("/api/projects/scenes/assets/{sha}"));
        let reply = app.send(request.header(header::RANGE, range).body(Body::empty()).unwrap()).await;
        match expected {
            Some(expected) => assert_eq!((reply.status.as_u16(), &reply.bytes[..]), (206, &bytes[expected]), "{range}"),
            None => assert_eq!((reply.status.as_u16(), reply.bytes.len()), (416, 0), "{range}"),
        }
    }
}
