//! Designs, pictures, items and annotations that the tests share, and the way they get in and out.

use std::io::{Cursor, Write};

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use super::{TestApp, Who};

pub const CAPTION_CHECK: &str = "
title: Caption check
slots:
  - {id: image, kind: image, role: context}
  - {id: caption, kind: text, role: claim_source}
ontology:
  labels:
    - {id: dog, selectors: [box], slots: [image]}
claims: {slot: caption}
questions:
  - {id: accuracy, title: How accurate is it?, type: scale, min: 1, max: 5, required: true}
";

/// Text only: what a test needs when pictures do not matter.
pub const SENTIMENT: &str = "
title: Sentiment
slots:
  - {id: text, kind: text, role: context}
questions:
  - {id: mood, title: Which mood?, type: choice, options: [{id: good}, {id: bad}], required: true}
";

/// The report is shown after the film was judged.
pub const FILM_FIRST: &str = "
title: Film first
slots:
  - {id: film, kind: image, role: context}
  - {id: marked, kind: image, role: context, reveal_after: [impression]}
  - {id: report, kind: text, role: claim_source, reveal_after: [impression]}
claims: {slot: report, all_judged: false}
questions:
  - {id: impression, title: Is it normal?, type: choice, options: [{id: normal}, {id: abnormal}], required: true}
";

/// Two claims: c1 about the dogs, c2 about the cat.
pub const CAPTION: &str = "Two dogs on a red sofa. A cat sleeps beside them.";

/// A PNG of this size; the seed makes its bytes differ from others.
pub fn picture(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([seed, (x % 256) as u8, (y % 256) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The body of a multipart form with these files, and its content type.
pub fn form(files: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.as_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    ("multipart/form-data; boundary=edge".to_owned(), body)
}

/// An id for the n-th annotation of a test.
pub fn ulid(n: u32) -> String {
    format!("01ARZ3NDEKTSV4RRFF{n:08}")
}

/// The smallest annotation that fits the sentiment design.
pub fn mood(n: u32, value: &str) -> Value {
    json!({
        "id": ulid(n), "outcome": {"type": "complete"},
        "answers": [{"question": "mood", "target": {"on": "item"}, "value": value}],
    })
}

/// Both claims of the caption are right.
pub fn all_right(n: u32) -> Value {
    json!({
        "id": ulid(n), "outcome": {"type": "complete"},
        "verdicts": [{"claim": "c1", "value": "supported"}, {"claim": "c2", "value": "supported"}],
        "answers": [{"question": "accuracy", "target": {"on": "item"}, "value": 5}],
    })
}

/// The sofa is green: a contradiction with span, box, error type, correction and reason; and something was left out.
pub fn contradiction(n: u32) -> Value {
    json!({
        "id": ulid(n), "outcome": {"type": "complete"},
        "regions": [
            {"id": "r1", "slot": "image", "part": "0", "label": "dog",
             "selector": {"type": "box", "x": 12.5, "y": 20.0, "width": 200.25, "height": 100.0}},
            {"id": "r2", "slot": "image", "part": "0",
             "selector": {"type": "box", "x": 300.0, "y": 20.0, "width": 40.0, "height": 40.0}},
        ],
        "verdicts": [
            {"claim": "c1", "value": "contradicted", "evidence": [{"region": "r1", "stance": "contradicts"}],
             "errors": [{"type": "attribute", "severity": 2, "correction": "green",
                         "span": {"start": 14, "end": 17, "quote": "red"}}],
             "rationale": "the sofa is plainly green"},
            {"claim": "c2", "value": "supported"},
        ],
        "omissions": [{"id": "o1", "text": "a lamp stands behind the sofa", "type": "omission_object", "severity": 1,
                       "evidence": [{"region": "r2", "stance": "supports"}]}],
        "answers": [{"question": "accuracy", "target": {"on": "item"}, "value": 2}],
        "active_ms": 41_000,
    })
}

impl TestApp {
    /// Brings a picture into a project and returns its hash.
    pub async fn asset(&self, who: Who, slug: &str, bytes: Vec<u8>) -> String {
        let path = format!("/api/projects/{slug}/assets");
        let asset = self.bytes(who, &path, "application/octet-stream", bytes).await.expect(201);
        asset["sha256"].as_str().unwrap().to_owned()
    }

    /// Imports JSON lines and returns the finished job.
    pub async fn import(&self, lines: &str) -> Value {
        self.import_body("application/x-ndjson", lines.to_owned()).await
    }

    pub async fn import_body(&self, kind: &str, body: impl Into<axum::body::Body>) -> Value {
        let reply = self.bytes(Who::Manager, "/api/projects/scenes/items", kind, body).await.expect(202);
        self.finished(&reply["job"]).await
    }

    /// Imports the files of a form and returns the finished job.
    pub async fn import_files(&self, files: &[(&str, &[u8])]) -> Value {
        let (kind, body) = form(files);
        self.import_body(&kind, body).await
    }

    /// Works the queue off and returns the job as it ended.
    pub async fn finished(&self, job: &Value) -> Value {
        self.work().await;
        self.get(Who::Manager, &format!("/api/jobs/{}", job["id"].as_str().unwrap())).await.expect(200)
    }

    /// What was wrong with a job's input, each with its line.
    pub async fn problems(&self, job: &Value) -> Vec<Value> {
        let path = format!("/api/jobs/{}/problems", job["id"].as_str().unwrap());
        self.get(Who::Manager, &path).await.expect(200)["items"].as_array().unwrap().clone()
    }

    /// Items of the sentiment design.
    pub async fn texts(&self, n: usize) {
        let lines: Vec<String> = (1..=n)
            .map(|n| json!({"id": format!("t{n}"), "slots": {"text": format!("text {n}")}}).to_string())
            .collect();
        let job = self.import(&lines.join("\n")).await;
        assert_eq!(job["summary"]["new"], n, "{job}");
    }

    /// Items of the caption check: each with a picture of its own.
    pub async fn captions(&self, n: u8) {
        let mut lines = String::new();
        for n in 1..=n {
            let sha = self.asset(Who::Manager, "scenes", picture(640, 480, n)).await;
            lines += &format!("{}\n", json!({"id": format!("p{n}"), "slots": {"image": sha, "caption": CAPTION}}));
        }
        let job = self.import(&lines).await;
        assert_eq!(job["summary"]["new"], n, "{job}");
    }

    /// The task that this person gets next.
    pub async fn next(&self, who: Who) -> Value {
        self.post(who, "/api/projects/scenes/assignments/next", json!({})).await.expect(200)
    }

    /// Nothing is left for this person.
    pub async fn nothing_for(&self, who: Who) -> bool {
        self.post(who, "/api/projects/scenes/assignments/next", json!({})).await.status.as_u16() == 204
    }

    pub async fn submit(&self, who: Who, task: &Value, annotation: Value) -> super::Reply {
        let body = json!({"assignment": task["assignment"]["id"], "annotation": annotation});
        self.post(who, "/api/projects/scenes/annotations", body).await
    }

    /// The rows of the item list, by external id.
    pub async fn row(&self, external_id: &str) -> Value {
        let page = self.get(Who::Manager, "/api/projects/scenes/items").await.expect(200);
        let rows = page["items"].as_array().unwrap();
        rows.iter().find(|row| row["external_id"] == external_id).cloned().unwrap_or_else(|| panic!("{page}"))
    }

    /// Orders an export and returns its row and its bytes.
    pub async fn export(&self, request: Value) -> (Value, Vec<u8>) {
        let reply = self.post(Who::Manager, "/api/projects/scenes/exports", request).await.expect(202);
        let job = self.finished(&reply["job"]).await;
        assert_eq!(job["state"], "done", "{job}");
        let exports = self.get(Who::Manager, "/api/projects/scenes/exports").await.expect(200);
        let id = &job["summary"]["export"];
        let export = exports.as_array().unwrap().iter().find(|export| export["id"] == *id).unwrap().clone();
        let file = self.get(Who::Manager, &format!("/api/exports/{}/file", id.as_str().unwrap())).await;
        assert_eq!(file.status.as_u16(), 200, "{file}");
        (export, file.bytes.to_vec())
    }
}

/// The id of a task's assignment.
pub fn assignment(task: &Value) -> String {
    task["assignment"]["id"].as_str().unwrap().to_owned()
}
