//! Other sites' pages with our cookie, and what the pages of our own site are allowed to be.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;

use crate::app::{TestApp, Who, form};

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
