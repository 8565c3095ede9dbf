//! Ids that were tampered with: nothing is found, nothing breaks, and everything is answered alike.

use serde_json::{Value, json};

use crate::app::{SENTIMENT, Setup, TestApp, Who, mood};

#[tokio::test]
async fn tampered_ids_find_nothing() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    app.texts(2).await;
    let long = "A".repeat(8_000);
    let ids = [
        "'%20or%201=1%20--",
        "%22;drop%20table%20users;--",
        "%00",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV%00",
        "%25",
        "..%2f..%2fetc%2fpasswd",
        "%F0%9F%90%B6",
        "-1",
        "0",
        &long,
    ];
    let before = app.everything().await;
    for id in ids {
        for path in [
            format!("/api/projects/{id}"),
            format!("/api/projects/scenes/items/{id}"),
            format!("/api/projects/scenes/assets/{id}"),
            format!("/api/projects/scenes/design/{id}"),
            format!("/api/assignments/{id}"),
            format!("/api/assignments/{id}/media/{id}/{id}"),
            format!("/api/jobs/{id}"),
            format!("/api/exports/{id}/file"),
            format!("/api/invitations/{id}"),
        ] {
            let status = app.get(Who::Manager, &path).await.status.as_u16();
            assert!(matches!(status, 400 | 404 | 410 | 414), "{path} answered {status}");
        }
        for path in [format!("/api/annotations/{id}/reopen"), format!("/api/assignments/{id}/release")] {
            let status = app.post(Who::Manager, &path, json!({})).await.status.as_u16();
            assert!(matches!(status, 400 | 404 | 410 | 414), "{path} answered {status}");
        }
    }
    assert!(before == app.everything().await);
}

#[tokio::test]
async fn tampered_pages_and_filters_are_refused_or_empty() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    app.texts(3).await;
    for query in [
        "after=garbage",
        "after='%20or%201=1",
        "after=%00",
        "after=9999999999999999999",
        "q=%25",
        "q='%20or%20''='",
        "q=%00",
        "group=%00",
        "limit=0",
        "limit=4000000000",
        "sort=priority&after=x",
        "sort=agreement&after=1.5,x",
    ] {
        let reply = app.get(Who::Manager, &format!("/api/projects/scenes/items?{query}")).await;
        assert!(matches!(reply.status.as_u16(), 200 | 400 | 404 | 409 | 422), "{reply}");
    }
    for query in ["limit=-1", "limit=x", "state=gone", "sort=random"] {
        app.get(Who::Manager, &format!("/api/projects/scenes/items?{query}")).await.refused(400);
    }
    let all = app.get(Who::Manager, "/api/projects/scenes/items?q='%20or%20''='").await.expect(200);
    assert_ne!(all["items"].as_array().map(Vec::len), Some(3), "a filter is not a statement");
}

#[tokio::test]
async fn every_page_turns_once() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    app.texts(7).await;
    for sort in ["sequence", "newest", "priority", "changed", "agreement"] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/projects/scenes/items?sort={sort}&limit=3{after}");
            let page = app.get(Who::Manager, &path).await.expect(200);
            seen.extend(page["items"].as_array().unwrap().iter().map(|row| row["external_id"].to_string()));
            match &page["next"] {
                Value::String(next) => after = format!("&after={}", next.replace(' ', "%20")),
                _ => break,
            }
            assert!(seen.len() < 20, "{sort} goes round in circles");
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 7, "{sort}");
    }
}

#[tokio::test]
async fn bodies_that_make_no_sense_are_explained() {
    let app = TestApp::with(Setup { design: SENTIMENT, ..Setup::default() }).await;
    app.texts(1).await;
    let task = app.next(Who::Annotator).await;
    let path = "/api/projects/scenes/annotations";
    let json = "application/json";
    app.bytes(Who::Annotator, path, json, "{\"assignment\": ").await.refused(400);
    app.bytes(Who::Annotator, path, json, "[]").await.refused(422);
    app.bytes(Who::Annotator, path, "text/plain", "{}").await.refused(415);
    let deep = app
        .bytes(Who::Annotator, path, json, format!("{{\"assignment\":\"x\",\"annotation\":{}", "[".repeat(50_000)))
        .await;
    deep.refused(deep.status.as_u16());
    app.bytes(Who::Annotator, path, json, vec![b' '; 17 << 20]).await.refused(413);
    app.get(Who::Annotator, "/api/no-such-route").await.refused(404);
    app.delete(Who::Annotator, path).await.refused(405);
    let mut many = mood(1, "good");
    many["answers"] = (0..60_000).map(|_| many["answers"][0].clone()).collect();
    app.submit(Who::Annotator, &task, many).await.refused(422);
    for nul in ["/api/projects/scenes", "/api/projects"] {
        let method = if nul.ends_with("scenes") { axum::http::Method::PATCH } else { axum::http::Method::POST };
        let title = json!({"title": "a\0b", "template": "text-sentiment"});
        app.json(Who::Manager, method, nul, title).await.refused(422);
    }
    let empty = json!({"title": "  "});
    app.json(Who::Manager, axum::http::Method::PATCH, "/api/projects/scenes", empty).await.refused(422);
    let greedy = json!({"title": "x", "template": "text-sentiment", "policy": {"overlap": {"type": "fixed", "n": 0}}});
    app.post(Who::Manager, "/api/projects", greedy).await.refused(422);
}
