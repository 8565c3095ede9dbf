//! Media in an S3-compatible bucket, against a small server that speaks as much of the protocol as is needed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use axum::routing::any;
use serde_json::json;

use crate::app::{CAPTION, Setup, TestApp, Who, picture};

type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;
type Asked = Query<BTreeMap<String, String>>;

/// Listens on a free port; the address of a bucket there, and what lies in it.
async fn bucket() -> (String, Objects) {
    let objects = Objects::default();
    let routes = Router::new()
        .route("/media", any(listed))
        .route("/media/{*key}", any(object))
        .layer(DefaultBodyLimit::disable())
        .with_state(objects.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (format!("s3://media/crosscheck?endpoint={endpoint}&region=here&skip_signature"), objects)
}

fn reply(status: u16, body: impl Into<Body>) -> Response<Body> {
    let reply = Response::builder().status(status).header(header::ETAG, "\"e\"");
    reply.header(header::LAST_MODIFIED, "Sat, 28 Nov 2026 12:00:00 GMT").body(body.into()).unwrap()
}

async fn listed(State(objects): State<Objects>, Query(asked): Asked) -> Response<Body> {
    let prefix = asked.get("prefix").map_or("", String::as_str);
    let objects = objects.lock().unwrap();
    let found = objects.iter().filter(|(key, _)| key.starts_with(prefix)).map(|(key, bytes)| {
        format!(
            "<Contents><Key>{key}</Key><Size>{}</Size><ETag>e</ETag>\
             <LastModified>2026-11-28T12:00:00.000Z</LastModified></Contents>",
            bytes.len()
        )
    });
    reply(200, format!("<ListBucketResult>{}</ListBucketResult>", found.collect::<String>()))
}

async fn object(
    State(objects): State<Objects>,
    method: Method,
    Path(key): Path<String>,
    Query(asked): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut objects = objects.lock().unwrap();
    let part = |number: &str| format!("{key}#{number:0>5}");
    match method {
        Method::PUT => {
            let key = asked.get("partNumber").map_or(key.clone(), |number| part(number));
            objects.insert(key, body.to_vec());
            reply(200, "")
        }
        Method::POST if asked.contains_key("uploads") => {
            let id = "<UploadId>u</UploadId>";
            reply(200, format!("<InitiateMultipartUploadResult>{id}</InitiateMultipartUploadResult>"))
        }
        Method::POST => {
            let parts: Vec<String> = objects.range(part("")..).map(|(key, _)| key.clone()).collect();
            let parts = parts.into_iter().filter(|found| found.starts_with(&format!("{key}#")));
            let whole: Vec<u8> = parts.filter_map(|part| objects.remove(&part)).flatten().collect();
            objects.insert(key, whole);
            reply(200, "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>")
        }
        Method::DELETE => {
            objects.remove(&key);
            reply(204, "")
        }
        _ => stored(objects.get(&key), &headers),
    }
}

fn stored(bytes: Option<&Vec<u8>>, headers: &HeaderMap) -> Response<Body> {
    let Some(bytes) = bytes else { return reply(404, "<Error><Code>NoSuchKey</Code></Error>") };
    let range =
        headers.get(header::RANGE).and_then(|range| range.to_str().ok()?.strip_prefix("bytes=")?.split_once('-'));
    let Some((start, end)) = range else { return reply(200, bytes.clone()) };
    let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse::<usize>().unwrap().min(bytes.len() - 1));
    let mut part = reply(StatusCode::PARTIAL_CONTENT.as_u16(), bytes[start..=end].to_vec());
    let told = format!("bytes {start}-{end}/{}", bytes.len());
    part.headers_mut().insert(header::CONTENT_RANGE, told.parse().unwrap());
    part
}

#[tokio::test]
async fn media_lie_in_a_bucket() {
    let (blobs, objects) = bucket().await;
    let app = TestApp::with(Setup { blobs: Some(blobs), ..Setup::default() }).await;
    // So large that it goes in several parts.
    let mut large = picture(640, 480, 1);
    large.resize(17 << 20, 0);
    let csv = format!("id,image,caption\np1,one.png,\"{CAPTION}\"\n");
    let job = app.import_files(&[("rows.csv", csv.as_bytes()), ("one.png", &large)]).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(1)), "{job}");
    let task = app.next(Who::Annotator).await;
    let media = &task["media"]["image/0"];
    let original = app.get(Who::Annotator, media["original"].as_str().unwrap()).await;
    assert!(original.status == 200 && original.bytes == large, "all bytes, in order");
    for view in ["thumbnail", "display"] {
        // Made when it is first asked for, found the second time.
        for _ in 0..2 {
            assert_eq!(app.get(Who::Annotator, media[view].as_str().unwrap()).await.status, 200, "{view}");
        }
    }
    let keys: Vec<String> = objects.lock().unwrap().keys().cloned().collect();
    assert!(keys.iter().all(|key| key.starts_with("crosscheck/") && !key.contains('#')), "{keys:?}");
    assert!(keys.iter().any(|key| key.contains(".derived/thumbnail")), "{keys:?}");
    let (_, exported) = app.export(json!({"format": "native"})).await;
    assert!(!exported.is_empty());
    app.get(Who::SignedOut, "/readyz").await;
}
