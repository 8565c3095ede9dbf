//! Zip files that explode or climb.

use std::io::{Cursor, Write};

use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::app::{TestApp, picture, zip_of};

#[tokio::test]
async fn a_bomb_is_refused_and_the_rest_is_imported() {
    let app = TestApp::new().await;
    let zeros = vec![0; 48 << 20];
    let bomb = zip_of(&[("zeros.bin", &zeros)]);
    assert!(bomb.len() < 200_000);
    let rows = b"id,image,caption\ngood,here.png,A cat.\n";
    let job = app.import_files(&[("bomb.zip", &bomb), ("rows.csv", rows), ("here.png", &picture(8, 8, 1))]).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(1)), "{job}");
    let problems = app.problems(&job).await;
    assert!(problems.iter().any(|problem| problem["at"].to_string().contains("bomb.zip")), "{problems:?}");
}

#[tokio::test]
async fn entries_that_climb_are_left_out() {
    let app = TestApp::new().await;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for name in ["../evil.png", "/evil.png", "a/../../evil.png"] {
        archive.start_file(name, options).unwrap();
        archive.write_all(&picture(8, 8, 9)).unwrap();
    }
    archive.add_symlink("link.png", "/etc/passwd", options).unwrap();
    archive.start_file("rows.csv", options).unwrap();
    archive.write_all(b"id,image,caption\ngood,here.png,A cat.\nlink,link.png,A cat.\n").unwrap();
    archive.start_file("here.png", options).unwrap();
    archive.write_all(&picture(8, 8, 1)).unwrap();
    let job = app.import_body("application/zip", archive.finish().unwrap().into_inner()).await;
    assert_eq!((&job["summary"]["new"], &job["summary"]["rejected"]), (&json!(1), &json!(1)), "{job}");
    let problems = json!(app.problems(&job).await).to_string();
    assert!(problems.contains("evil.png") && problems.contains("link.png"), "{problems}");
    assert!(!problems.contains("root:"));
}

#[tokio::test]
async fn broken_archives_are_a_problem_and_no_failure() {
    let app = TestApp::new().await;
    for bytes in [&b"PK\x03\x04 nothing"[..], b"", b"plain text"] {
        let job = app.import_body("application/zip", bytes.to_vec()).await;
        assert_eq!(job["state"], "done", "{job}");
        assert!(!app.problems(&job).await.is_empty());
    }
}
