//! HTML, SVG and polyglots: text stays text, and bytes that could run are never served as such.

use serde_json::json;

use crate::app::{TestApp, Who, all_right, assignment, picture};

const SCRIPT: &str = "<script>alert(1)</script>";
const IMG: &str = "<img src=x onerror=alert(1)>";

#[tokio::test]
async fn markup_in_texts_comes_back_as_text() {
    let app = TestApp::new().await;
    let name = "a <b>bold<b> & picture.png";
    let rows = json!({"id": IMG, "slots": {"image": name, "caption": format!("{SCRIPT} A cat.")}}).to_string();
    let job = app.import_files(&[("rows.jsonl", rows.as_bytes()), (name, &picture(64, 64, 1))]).await;
    assert_eq!(job["summary"]["new"], 1, "{job}: {:?}", app.problems(&job).await);
    let row = app.row(IMG).await;
    assert!(row["excerpt"].as_str().unwrap().contains(SCRIPT), "{row}");
    let detail = app.get(Who::Manager, &format!("/api/projects/scenes/items/{}", row["id"].as_str().unwrap())).await;
    assert_eq!(detail.header("content-type"), "application/json");
    assert!(detail.header("content-security-policy").contains("script-src 'self'"));
    let detail = detail.expect(200);
    assert_eq!(detail["item"]["slots"]["caption"][0]["text"], format!("{SCRIPT} A cat."));
    assert_eq!(detail["item"]["slots"]["image"][0]["asset"]["name"], name);

    let task = app.next(Who::Annotator).await;
    let mut annotation = all_right(1);
    annotation["note"] = json!(SCRIPT);
    let claims = task["item"]["claim_sets"][0]["claims"].as_array().unwrap().len();
    annotation["verdicts"] =
        (1..=claims).map(|n| json!({"claim": format!("c{n}"), "value": "supported", "rationale": IMG})).collect();
    let reply = app.submit(Who::Annotator, &task, annotation).await;
    assert_eq!(reply.header("content-type"), "application/json");
    reply.expect(200);

    let design = "title: <script>alert(1)</script>\nslots: [{id: caption, kind: text, role: context}]\n\
        ontology: {labels: [{id: x, title: '<img src=x onerror=alert(1)>', selectors: [text]}]}\n";
    let publish = json!({"base_version": 1, "text": design});
    app.post(Who::Manager, "/api/projects/scenes/design", publish).await.expect(201);
    let project = app.get(Who::Annotator2, "/api/projects/scenes").await;
    assert_eq!(project.header("content-type"), "application/json");
    assert_eq!(project.expect(200)["design"]["ontology"]["labels"][0]["title"], IMG);
    let wrong = app.get(Who::Annotator, "/api/assignments/%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(!wrong.text().contains("<script>"), "{wrong}");
}

#[tokio::test]
async fn svg_and_html_are_not_pictures() {
    let app = TestApp::new().await;
    let svg = format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">{SCRIPT}</svg>");
    let mut page_with_picture = format!("<html>{SCRIPT}</html>").into_bytes();
    page_with_picture.extend(picture(8, 8, 1));
    let hidden = "\u{feff}\n\n <SVG onload=alert(1)>";
    for bytes in [svg.as_bytes(), &page_with_picture, hidden.as_bytes(), b"", b"%PDF-1.7", b"MZ\x90"] {
        let reply = app.bytes(Who::Manager, "/api/projects/scenes/assets", "image/png", bytes.to_vec()).await;
        assert_eq!(reply.refused(422), "unsupported_media");
        let named = [("rows.csv", &b"id,image,caption\nx,picture.png,A cat.\n"[..]), ("picture.png", bytes)];
        let job = app.import_files(&named).await;
        assert_eq!((&job["summary"]["new"], &job["summary"]["rejected"]), (&json!(0), &json!(1)), "{job}");
    }
    let reply = app.bytes(Who::Manager, "/api/projects/scenes/assets", "image/svg+xml", svg).await;
    assert!(reply.text().contains("script"), "it says why: {reply}");
}

#[tokio::test]
async fn a_picture_that_is_also_a_page_is_served_as_a_picture() {
    let app = TestApp::new().await;
    let comment = format!("{SCRIPT}<!--");
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(16, 16).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let mut polyglot = vec![0xff, 0xd8, 0xff, 0xfe];
    polyglot.extend((comment.len() as u16 + 2).to_be_bytes());
    polyglot.extend(comment.as_bytes());
    polyglot.extend(&jpeg[2..]);
    let sha = app.asset(Who::Manager, "scenes", polyglot.clone()).await;
    let rows = json!({"id": "x", "slots": {"image": sha, "caption": "One. Two."}}).to_string();
    assert_eq!(app.import(&rows).await["summary"]["new"], 1);
    let task = app.next(Who::Annotator).await;
    let base = format!("/api/assignments/{}/media/image/0", assignment(&task));
    for (who, path) in [(Who::Manager, format!("/api/projects/scenes/assets/{sha}")), (Who::Annotator, base.clone())] {
        let reply = app.get(who, &path).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "image/jpeg"), "{path}");
        assert_eq!(reply.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(reply.bytes, polyglot);
    }
    let thumbnail = app.get(Who::Annotator, &format!("{base}/thumbnail")).await;
    assert!(!thumbnail.text().contains("<script>"), "views are drawn anew");
    assert_eq!(thumbnail.header("content-security-policy"), "sandbox; default-src 'none'");
}

#[tokio::test]
async fn a_picture_that_claims_to_be_endless_is_refused_by_its_header() {
    let app = TestApp::new().await;
    let mut png = picture(8, 8, 1);
    png[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&100_000_u32.to_be_bytes());
    let reply = app.bytes(Who::Manager, "/api/projects/scenes/assets", "image/png", png.clone()).await;
    reply.refused(422);
    assert!(reply.text().contains("100000 × 100000"), "{reply}");
    let named = [("rows.csv", &b"id,image,caption\nx,huge.png,A cat.\n"[..]), ("huge.png", &png)];
    let job = app.import_files(&named).await;
    assert_eq!(job["summary"]["rejected"], 1);
    let problem = app.problems(&job).await[0].clone();
    assert_eq!((&problem["code"], &problem["line"]), (&json!("media_too_large"), &json!(2)), "{problem}");
}
