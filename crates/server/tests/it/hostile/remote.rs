//! Media by URL: only from allowed hosts, never from a private address by surprise, never by redirect.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::{StatusCode, header};
use axum::routing::get;
use serde_json::json;
use tokio::net::TcpListener;

use crate::app::{Setup, TestApp, Who, picture};

/// A server on this machine that counts who comes: a picture, a way to it, and a stream without end.
async fn neighbour() -> (u16, Arc<AtomicUsize>) {
    let visits = Arc::new(AtomicUsize::new(0));
    let (one, two) = (visits.clone(), visits.clone());
    let count = move |visits: &AtomicUsize| visits.fetch_add(1, Ordering::SeqCst);
    let routes = Router::new()
        .route(
            "/picture.png",
            get(move || async move {
                count(&one);
                picture(8, 8, 1)
            }),
        )
        .route("/away", get(|| async { (StatusCode::FOUND, [(header::LOCATION, "/picture.png")]) }))
        .route("/page", get(|| async { "<html><script>alert(1)</script></html>" }))
        .route(
            "/large",
            get(move || async move {
                count(&two);
                vec![0_u8; 3 << 20]
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (port, visits)
}

async fn with_hosts(allowed_hosts: Vec<&'static str>) -> TestApp {
    let limits = crosscheck_media::Limits { max_bytes: 1 << 20, max_timed_bytes: 1 << 20, ..Default::default() };
    TestApp::with(Setup { allowed_hosts, limits, ..Setup::default() }).await
}

/// Imports a row with this URL; the code of what was wrong, or nothing.
async fn fetched(app: &TestApp, url: &str) -> Option<String> {
    let row = json!({"id": url, "slots": {"image": url, "caption": "A cat."}}).to_string();
    let job = app.import(&row).await;
    assert_eq!(job["state"], "done", "{job}");
    let problems = app.problems(&job).await;
    problems.first().map(|problem| problem["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn hosts_that_are_not_allowed_are_never_asked() {
    let (port, visits) = neighbour().await;
    let app = with_hosts(vec!["pictures.example.org"]).await;
    for url in [
        format!("http://127.0.0.1:{port}/picture.png"),
        format!("http://localhost:{port}/picture.png"),
        format!("http://pictures.example.org@127.0.0.1:{port}/picture.png"),
        format!("http://127.0.0.1:{port}/picture.png#pictures.example.org"),
        format!("http://2130706433:{port}/picture.png"),
        format!("http://[::ffff:127.0.0.1]:{port}/picture.png"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "http://pictures.example.org.evil.example/x.png".to_owned(),
    ] {
        assert_eq!(fetched(&app, &url).await.as_deref(), Some("host_not_allowed"), "{url}");
    }
    assert_eq!(visits.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_allowed_name_must_not_lead_inside() {
    let (port, visits) = neighbour().await;
    let app = with_hosts(vec!["localhost", "127.0.0.1"]).await;
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("http://{host}:{port}/picture.png");
        assert_eq!(fetched(&app, &url).await.as_deref(), Some("address_private"), "{url}");
    }
    assert_eq!(visits.load(Ordering::SeqCst), 0, "looked up, and not asked");
}

#[tokio::test]
async fn redirects_are_not_followed_and_answers_have_limits() {
    let (port, visits) = neighbour().await;
    let app = with_hosts(vec!["private:127.0.0.1"]).await;
    let at = |path: &str| format!("http://127.0.0.1:{port}/{path}");
    assert_eq!(fetched(&app, &at("picture.png")).await, None, "the operator allowed it");
    assert_eq!(visits.load(Ordering::SeqCst), 1);
    assert_eq!(fetched(&app, &at("away")).await.as_deref(), Some("fetch_failed"));
    assert_eq!(visits.load(Ordering::SeqCst), 1, "nobody went where the redirect led");
    assert_eq!(fetched(&app, &at("large")).await.as_deref(), Some("media_too_large"));
    assert_eq!(fetched(&app, &at("page")).await.as_deref(), Some("unsupported_media"));
    assert_eq!(fetched(&app, &at("nothing-here")).await.as_deref(), Some("fetch_failed"));
}

#[tokio::test]
async fn passwords_and_signatures_of_a_url_are_not_kept() {
    let (port, _) = neighbour().await;
    let app = with_hosts(vec!["private:127.0.0.1"]).await;
    let url = format!("http://ann:secret@127.0.0.1:{port}/picture.png?signature=secret#secret");
    let job = app.import(&json!({"id": "p", "slots": {"image": url, "caption": "A cat."}}).to_string()).await;
    assert_eq!(job["summary"]["new"], 1, "{job}");
    let id = app.row("p").await["id"].as_str().unwrap().to_owned();
    let detail = app.get(Who::Reviewer, &format!("/api/projects/scenes/items/{id}")).await.expect(200);
    assert_eq!(detail["item"]["slots"]["image"][0]["asset"]["name"], "picture.png");
    let (_, native) = app.export(json!({"format": "native"})).await;
    assert!(!detail.to_string().contains("secret") && !String::from_utf8_lossy(&native).contains("secret"));
}
