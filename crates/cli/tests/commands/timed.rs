//! Fields of a native export that have a time: intervals, speakers, transcripts, tracks, and a reference beside them.

use crosscheck_domain::Design;
use serde_json::{Value, json};

use crate::offline::file;
use crate::place::run;

const DESIGN: &str = "
title: Talks
slots:
  - {id: sound, kind: audio, role: context}
  - {id: view, kind: video, role: context}
  - {id: script, kind: text, role: reference}
ontology:
  labels:
    - id: speech
      slots: [sound]
      attributes: [{id: text, type: text}, {id: speaker, type: text}]
    - {id: car, slots: [view], selectors: [track]}
questions: []
";

/// Two turns with these words, and a car that is `late` by some pixels.
fn annotation(id: &str, who: &str, turns: [(&str, &str); 2], late: f64) -> Value {
    let turn = |(n, (speaker, text)): (usize, (&str, &str))| {
        let start = 2_000 * n as i64;
        json!({"id": format!("s{n}"), "slot": "sound", "part": "0", "label": "speech",
               "attributes": {"speaker": speaker, "text": text},
               "selector": {"type": "interval", "start_ms": start, "end_ms": start + 1_800}})
    };
    let frame = |ms: i64, x: f64| {
        json!({"time_ms": ms, "frame": ms / 40,
               "shape": {"type": "box", "x": x - late, "y": 0.0, "width": 20.0, "height": 20.0}})
    };
    let mut regions: Vec<Value> = turns.into_iter().enumerate().map(turn).collect();
    regions.push(json!({"id": "t", "slot": "view", "part": "0", "label": "car",
        "selector": {"type": "track", "keyframes": [frame(0, 0.0), frame(1_000, 50.0)]}}));
    json!({
        "id": id, "annotator": who, "annotator_kind": "human", "design_version": 1, "seq": 1, "submitted_at_ms": 1,
        "late": false, "surplus": false, "current": true, "supersedes": null, "active_ms": 1, "votes": [],
        "body": {"id": id, "outcome": {"type": "complete"}, "regions": regions},
    })
}

fn talks() -> (tempfile::TempDir, String) {
    let script = json!([{"id": "0", "content": "text", "text": "Good morning, everybody."}]);
    let medium = |kind: &str| {
        json!([{"id": "0", "content": "asset", "asset": {"sha256": "a", "name": null, "provenance": {},
            "info": {"kind": kind, "mime": "x/y", "size": 1, "width": 90, "height": 60, "duration_ms": 4_000}}}])
    };
    let slots = json!({"script": script, "sound": medium("audio"), "view": medium("video")});
    let annotations = json!([
        annotation("a", "ann", [("A", "good morning"), ("B", "everybody")], 0.0),
        annotation("b", "ben", [("tall", "Good morning!"), ("small", "every body")], 5.0),
    ]);
    let item = json!({"external_id": "t1", "slots": slots});
    let line = json!({"item_id": "1", "external_id": "t1", "item": item, "annotations": annotations});
    let (folder, path) = file("talks.jsonl", format!("{line}\n"));
    let manifest = json!({
        "format": "native", "project": "talks", "title": "Talks", "seq": 1, "n_items": 1, "n_annotations": 2,
        "files": [], "designs": {"1": serde_json::to_value(Design::parse(DESIGN).unwrap()).unwrap()},
    });
    std::fs::write(folder.path().join("talks.jsonl.manifest.json"), manifest.to_string()).unwrap();
    (folder, path)
}

#[test]
fn what_has_a_time_is_measured() {
    let (_folder, table) = talks();
    let measured = |field: &str, metric: &str| -> Value {
        serde_json::from_str(&run(&["agree", &table, "--field", field, "--metric", metric, "--json"], 0).0).unwrap()
    };
    assert_eq!(measured("region/sound/intervals", "region_f1")["value"], 1.0);
    assert_eq!(measured("region/sound/intervals", "boundary_median")["value"], 0.0);
    assert!(measured("region/sound/intervals", "gamma")["kind"] == "intervals");
    assert_eq!(measured("region/sound/speech", "diarization_error")["value"], 0.0, "whatever speakers are called");
    // Two errors on three words one way, on four the other way.
    assert_eq!(measured("region/sound/transcripts", "word_error")["value"], 4.0 / 7.0);
    // Against the script only Ben errs: two errors on three words, and three words of Ann.
    assert_eq!(measured("reference/sound/script", "word_error")["value"], 2.0 / 6.0);
    let hota = measured("region/view/tracks", "hota");
    // Boxes that share three fifths pass twelve of the nineteen limits.
    assert!((hota["value"].as_f64().unwrap() - 12.0 / 19.0).abs() < 1e-9, "{hota}");
    assert_eq!(measured("label/view", "identity_f1")["kind"], "tracks");
    let (_, err) = run(&["agree", &table, "--field", "region/sound/boxes", "--metric", "region_f1"], 1);
    assert!(err.contains("there is no field region/sound/boxes") && err.contains("region/sound/speech"), "{err}");
}

#[test]
fn what_has_a_time_becomes_one() {
    let (_folder, table) = talks();
    let fused = |field: &str, method: &str| -> Value {
        let out = run(&["aggregate", &table, "--field", field, "--method", method, "--json"], 0).0;
        serde_json::from_str(out.lines().next().unwrap()).unwrap()
    };
    let track = &fused("region/view/tracks", "track_median")["marks"][0];
    assert_eq!((&track["place"], &track["label"]), (&json!("view/0"), &json!("car")));
    let boxes = track["selector"]["boxes"].as_array().unwrap();
    assert_eq!((boxes.len(), &boxes[10]["time_ms"], &boxes[10]["selector"]["x"]), (11, &json!(1_000), &json!(47.5)));
    let turn = &fused("region/sound/intervals", "cluster_median")["marks"][0];
    assert_eq!(turn["selector"], json!({"type": "interval", "start_ms": 0.0, "end_ms": 1_800.0}));
    let text = fused("region/sound/transcripts", "rover");
    assert!(text["marks"].to_string().to_lowercase().contains("good"), "{text}");
    let (_, err) = run(&["aggregate", &table, "--field", "reference/sound/script", "--method", "rover"], 1);
    assert!(err.contains("region/SLOT/transcripts"), "{err}");
}
