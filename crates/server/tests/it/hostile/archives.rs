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

/// Thirty million bytes in entries that are small enough to be packed as tightly as they like.
fn many_zeros() -> Vec<u8> {
    let (names, zeros): (Vec<String>, _) = ((0..30).map(|n| format!("{n}.bin")).collect(), vec![0; 1_000_000]);
    zip_of(&names.iter().map(|name| (name.as_str(), zeros.as_slice())).collect::<Vec<_>>())
}

#[tokio::test]
async fn many_archives_get_no_more_than_one() {
    let app = TestApp::new().await;
    let zeros = many_zeros();
    assert!(zeros.len() < 200_000);
    let rows = b"id,image,caption\ngood,here.png,A cat.\n";
    let files = [("a.zip", &zeros[..]), ("b.zip", &zeros), ("rows.csv", rows), ("here.png", &picture(8, 8, 1))];
    let job = app.import_files(&files).await;
    assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(1)), "{job}");
    let problems = app.problems(&job).await;
    assert_eq!((problems.len(), &problems[0]["at"]), (1, &json!(["b.zip"])), "{problems:?}");
}

#[tokio::test]
async fn an_archive_finds_a_place_or_is_reported() {
    let app = TestApp::new().await;
    let rows = |id: &str| format!("id,image,caption\n{id},here.png,A cat.\n").into_bytes();
    let here = picture(8, 8, 1);
    let archive = |id: &str| zip_of(&[("rows.csv", &rows(id)), ("here.png", &here)]);
    let check = async |files: &[(&str, &[u8])], new: u32, reported: &[&str]| {
        let job = app.import_files(files).await;
        assert_eq!((&job["state"], &job["summary"]["new"]), (&json!("done"), &json!(new)), "{files:?}: {job}");
        let problems = json!(app.problems(&job).await).to_string();
        assert!(reported.iter().all(|name| problems.contains(name)), "{problems}");
        assert_eq!(reported.is_empty(), problems == "[]", "{problems}");
    };
    check(&[(".zip", &archive("unnamed"))], 1, &[]).await;
    check(&[("set/.ZIP", &archive("unnamed below"))], 1, &[]).await;
    let other = rows("beside");
    let beside = [("x", &b"a file"[..]), ("other.csv", &other), ("here.png", &here)];
    check(&[&beside[..], &[("x.zip", &archive("a"))]].concat(), 1, &["`x.zip`", "name_taken"]).await;
    let other = rows("behind");
    let beside = [("other.csv", &other[..]), ("here.png", &here), ("x", b"a file")];
    check(&[&[("x.zip", &archive("b")[..])], &beside[..]].concat(), 1, &["`x.zip`", "name_taken"]).await;
    check(&[("y.zip", &archive("c")), ("y/rows.csv", &rows("d"))], 1, &["`rows.csv`", "another file"]).await;
}
