//! Import, export, backup and restore on the embedded database.

use crosscheck_domain::Policy;
use crosscheck_store::{Submission, WantNext};

use crate::place::{Place, annotation, items, run};

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let place = Place::new(&["ada@example.org"], Policy::default()).await;
    let rows = place.write("rows.jsonl", &items(20));
    let (out, _) = run(&["import", "moods", &rows, "--data", &place.data()], 0);
    assert!(out.contains("\"new\":20"), "{out}");
    let (out, _) = run(&["import", "moods", &rows, "--data", &place.data()], 0);
    assert!(out.contains("\"new\":0") && out.contains("\"unchanged\":20"), "{out}");
    let changed = place.write("rows.jsonl", &items(20).replace("text 7", "text seven"));
    let (out, _) = run(&["import", "moods", &changed, "--data", &place.data()], 0);
    assert!(out.contains("\"revised\":1") && out.contains("\"unchanged\":19"), "{out}");
    let wrong = place
        .write("wrong.jsonl", "{\"id\": \"x\", \"slots\": {\"text\": \"fine\"}}\n{\"id\": \"y\", \"slots\": {}}\n");
    let (out, err) = run(&["import", "moods", &wrong, "--data", &place.data()], 1);
    assert!(out.contains("\"new\":1") && err.contains("line 2"), "{out}{err}");
    run(&["import", "no-such-project", &wrong, "--data", &place.data()], 1);
    run(&["import", "moods", "no-such-file.jsonl", "--data", &place.data()], 1);
}

#[tokio::test]
async fn a_restored_backup_exports_the_same_bytes() {
    let place = Place::new(&["ada@example.org"], Policy::default()).await;
    let rows = place.write("rows.jsonl", &items(3));
    run(&["import", "moods", &rows, "--data", &place.data()], 0);
    annotate(&place).await;
    let before = place.export(&place.data(), "before.jsonl");
    assert!(String::from_utf8_lossy(&before).contains("\"mood\""));
    let manifest = std::fs::read_to_string(place.path("before.jsonl.manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!((&manifest["format"], &manifest["n_items"]), (&"native".into(), &3.into()), "{manifest}");
    run(&["backup", &place.path("backup"), "--data", &place.data()], 0);
    run(&["backup", &place.path("backup"), "--data", &place.data()], 1);
    run(&["restore", &place.path("backup"), "--data", &place.path("other")], 0);
    assert!(before == place.export(&place.path("other"), "after.jsonl"), "the exports differ");
    let (_, err) = run(&["restore", &place.path("backup"), "--data", &place.data()], 1);
    assert!(!err.is_empty(), "a place that holds something is not overwritten");
    let (out, _) = run(&["doctor", "--data", &place.path("other")], 0);
    assert!(out.contains("1 accounts"), "{out}");
    // Bytes that were changed on the way are noticed.
    let rows = std::fs::read_to_string(place.path("backup/rows.jsonl")).unwrap();
    std::fs::write(place.path("backup/rows.jsonl"), rows.replace("text 1", "text X")).unwrap();
    run(&["restore", &place.path("backup"), "--data", &place.path("third")], 1);
}

#[tokio::test]
async fn missing_media_are_told() {
    let place = Place::new(&["ada@example.org"], Policy::default()).await;
    place.export(&place.data(), "export.jsonl");
    run(&["backup", &place.path("backup"), "--data", &place.data()], 0);
    let blobs: Vec<_> =
        std::fs::read_dir(place.path("backup/blobs")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(blobs.len(), 1);
    std::fs::remove_file(&blobs[0]).unwrap();
    let sha = blobs[0].file_name().unwrap().to_str().unwrap();
    let (out, err) = run(&["restore", &place.path("backup"), "--data", &place.path("other")], 3);
    assert!(out.contains("restored from") && err.contains(sha) && err.contains("1 media"), "{out}{err}");
    let (_, err) = run(&["backup", &place.path("again"), "--data", &place.path("other")], 3);
    assert!(err.contains(sha), "{err}");
}

async fn annotate(place: &Place) {
    let store = place.store().await;
    let project = store.project("moods").await.unwrap();
    let ada = store.user_by_email("ada@example.org").await.unwrap().unwrap().id;
    let crosscheck_store::Next::Lease(lease) = store.next(&project.id, &ada, None, 2).await.unwrap().next else {
        panic!("nothing to annotate");
    };
    let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let body = annotation(id, "good").to_string();
    let submission = Submission {
        assignment: lease.id,
        annotation_id: id.into(),
        body_hash: body.len().to_string(),
        body,
        outcome: crosscheck_domain::Outcome::Complete,
        ratings: Vec::new(),
        active_ms: 5,
        supersedes: None,
        after: None,
    };
    store.submit(&project.id, submission, WantNext::No, 3).await.unwrap();
}
