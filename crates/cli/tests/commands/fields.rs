//! Fields of a native export: as tables of answers, and as what annotators marked.

use crosscheck_domain::Design;
use serde_json::{Value, json};

use crate::offline::file;
use crate::place::run;

/// One annotation of a native export: its votes, and a box in the slot `picture`.
fn annotation(id: &str, who: &str, (mood, tags): (&str, &str), x: f64, current: bool) -> Value {
    json!({
        "id": id, "annotator": who, "annotator_kind": "human", "item_revision": 1, "design_version": 1, "seq": 1,
        "submitted_at_ms": 1, "late": false, "surplus": false, "current": current, "supersedes": null, "active_ms": 1,
        "votes": [{"field": "question/mood", "unit": "", "value": mood},
                  {"field": "label/picture", "unit": "", "value": tags}],
        "body": {"id": id, "outcome": {"type": "complete"}, "regions": [{
            "id": "r", "slot": "picture", "part": "0", "label": "cat",
            "selector": {"type": "box", "x": x, "y": 0.0, "width": 10.0, "height": 10.0}}]},
    })
}

fn export() -> String {
    let line = |n: usize, annotations: Value| {
        let item = json!({"external_id": format!("t{n}"), "slots": {}});
        json!({"item_id": format!("{n:026}"), "external_id": format!("t{n}"), "item": item, "annotations": annotations})
    };
    let (good, bad) = (("good", "[\"cat\"]"), ("bad", "[\"cat\",\"dog\"]"));
    let corrected = annotation("d", "ann", bad, 500.0, false);
    let first =
        line(1, json!([corrected, annotation("a", "ann", good, 0.0, true), annotation("b", "ben", good, 1.0, true)]));
    let second = line(2, json!([annotation("e", "ann", bad, 0.0, true), annotation("f", "ben", good, 0.0, true)]));
    format!("{first}\n{second}\n")
}

#[test]
fn fields_of_a_native_export_are_tables() {
    let (_folder, table) = file("export.jsonl", export());
    let (_, err) = run(&["agree", &table], 1);
    assert!(err.contains("export.jsonl: this is a native export") && err.contains("--field"), "{err}");
    let (_, err) = run(&["agree", &table, "--field", "verdict"], 1);
    assert!(err.contains("there is no field verdict; there is: label/picture, question/mood"), "{err}");
    let (out, _) = run(&["agree", &table, "--field", "question/mood", "--metric", "percent_agreement", "--json"], 0);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&found["value"], &found["n_items"], &found["n_ratings"]), (&json!(0.5), &json!(2), &json!(4)));
    let (out, _) = run(&["aggregate", &table, "--field", "label/picture", "--method", "majority", "--json"], 0);
    let first: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["item"], &first["label"]), (&json!("t1"), &json!(["cat"])));
}

#[test]
fn regions_of_a_native_export_become_one() {
    let (_folder, table) = file("export.jsonl", export());
    let flags = ["aggregate", &table, "--field", "label/picture", "--method", "cluster_median", "--json"];
    let lines: Vec<Value> = run(&flags, 0).0.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let mark = &lines[0]["marks"][0];
    assert_eq!((&lines[0]["item"], &lines[0]["annotators"]), (&json!("t1"), &json!(["ann", "ben"])));
    assert_eq!((&mark["place"], &mark["label"], &mark["support"]), (&json!("picture/0"), &json!("cat"), &json!(1.0)));
    let median = json!({"type": "box", "x": 0.5, "y": 0.0, "width": 10.0, "height": 10.0, "rotation": 0.0});
    assert_eq!(mark["selector"], median, "between 0 and 1; what was corrected does not count");
    assert_eq!(mark["votes"], json!({"cat": 2.0}));
    let (out, _) = run(&["aggregate", &table, "--field", "label/picture", "--method", "weighted_box_fusion"], 0);
    assert!(out.contains("picture/0") && out.contains("100.0 %"), "{out}");
    let (_, err) = run(&["aggregate", &table, "--field", "label/picture", "--method", "staple"], 1);
    assert!(err.contains("staple is not made for boxes; use cluster_median"), "{err}");
    let (_, err) = run(&["aggregate", &table, "--method", "staple"], 1);
    assert!(err.contains("give a native export and --field"), "{err}");
    let (_, err) = run(&["aggregate", &table, "--field", "question/mood", "--method", "staple"], 1);
    assert!(err.contains("question/mood has no places"), "{err}");
    let (out, _) = run(&["aggregate", "--explain", "staple"], 0);
    assert!(out.starts_with("# STAPLE"), "{out}");
}

#[test]
fn regions_of_a_native_export_are_matched() {
    let (_folder, table) = file("export.jsonl", export());
    let flags = ["agree", &table, "--field", "label/picture", "--metric", "mean_overlap", "--json"];
    let found: Value = serde_json::from_str(&run(&flags, 0).0).unwrap();
    assert_eq!((&found["kind"], &found["n_items"], &found["n_marks"]), (&json!("boxes"), &json!(2), &json!(4)));
    let value = found["value"].as_f64().unwrap();
    assert!(value > 0.8 && value < 1.0, "{found}");
    let (_, err) = run(&["agree", &table, "--field", "question/mood", "--metric", "region_f1"], 1);
    assert!(err.contains("question/mood has no places"), "{err}");
    let (_, err) = run(&["agree", &table, "--metric", "region_f1"], 1);
    assert!(err.contains("--field"), "{err}");
    let (_, err) = run(&["rank", &table], 1);
    assert!(err.contains("there is no column left"), "{err}");
    let (_folder, plain) = file("t.csv", "item,annotator,label\na,x,1\na,y,2\n");
    let (_, err) = run(&["agree", &plain, "--field", "verdict"], 1);
    assert!(err.contains("--field is for a native export"), "{err}");
}

const DESIGN: &str = "
title: Reports
slots:
  - {id: report, kind: text, role: claim_source}
claims: {slot: report, split: sentences, verdicts: [{id: right}, {id: wrong}]}
links: [{id: explains, from: [{on: claim}], to: [{on: claim}]}]
questions:
  - {id: grade, title: How good?, type: scale, min: 1, max: 10, required: true}
";

/// An annotator's own claims of a text of ten letters with their verdicts, a link between the first two, and a grade.
fn split(id: &str, who: &str, claims: &[(usize, usize, &str)], grade: i64) -> Value {
    let name = |index: usize| format!("own{index}");
    let text = |start: usize, end: usize| "abcdefghij"[start..end].to_owned();
    let claim = |(index, &(start, end, _)): (usize, &(usize, usize, &str))| {
        let span = json!({"start": start, "end": end, "quote": text(start, end)});
        json!({"id": name(index), "text": text(start, end), "spans": [span]})
    };
    let verdict =
        |(index, &(_, _, value)): (usize, &(usize, usize, &str))| json!({"claim": name(index), "value": value});
    let target = |index: usize| json!({"on": "claim", "id": name(index)});
    let body = json!({
        "id": id, "outcome": {"type": "complete"},
        "claims": claims.iter().enumerate().map(claim).collect::<Vec<_>>(),
        "verdicts": claims.iter().enumerate().map(verdict).collect::<Vec<_>>(),
        "links": [{"id": "l", "type": "explains", "from": target(0), "to": target(1)}],
        "answers": [{"question": "grade", "target": {"on": "item"}, "value": grade}],
    });
    json!({
        "id": id, "annotator": who, "annotator_kind": "human", "design_version": 1, "seq": 1, "submitted_at_ms": 1,
        "late": false, "surplus": false, "current": true, "supersedes": null, "active_ms": 1, "body": body,
    })
}

/// Without votes: they are derived from the bodies, by the design in the manifest.
fn reports() -> (tempfile::TempDir, String) {
    let slots = json!({"report": [{"id": "0", "content": "text", "text": "abcdefghij"}]});
    let line = |n: usize, annotations: Value| {
        let item = json!({"external_id": format!("t{n}"), "slots": slots});
        json!({"item_id": n.to_string(), "external_id": format!("t{n}"), "item": item, "annotations": annotations})
    };
    let first = line(
        1,
        json!([
            split("a", "ann", &[(0, 5, "right"), (5, 10, "wrong")], 2),
            split("b", "ben", &[(0, 5, "right"), (5, 10, "wrong")], 2),
        ]),
    );
    let second = line(
        2,
        json!([
            split("c", "ann", &[(0, 5, "right"), (5, 10, "wrong")], 9),
            split("d", "ben", &[(0, 5, "right"), (5, 7, "wrong"), (7, 10, "right")], 10),
        ]),
    );
    let (folder, path) = file("reports.jsonl", format!("{first}\n{second}\n"));
    let design = serde_json::to_value(Design::parse(DESIGN).unwrap()).unwrap();
    let manifest = json!({
        "format": "native", "project": "reports", "title": "Reports", "seq": 1, "n_items": 2, "n_annotations": 4,
        "files": [], "designs": {"1": design},
    });
    std::fs::write(folder.path().join("reports.jsonl.manifest.json"), manifest.to_string()).unwrap();
    (folder, path)
}

#[test]
fn levels_and_orders_come_from_the_manifest() {
    let (_folder, table) = reports();
    let measured = |flags: &[&str]| -> Value {
        serde_json::from_str(&run(&[&["agree", &table, "--json"], flags].concat(), 0).0).unwrap()
    };
    let grade = measured(&["--field", "question/grade"]);
    assert_eq!((&grade["level"], &grade["n_items"]), (&json!("ordinal"), &json!(2)));
    assert!(grade["value"].as_f64().unwrap() > 0.5, "10 stands beside 9, not beside 1: {grade}");
    assert_eq!(measured(&["--field", "question/grade", "--level", "nominal"])["level"], "nominal");
    let (_, err) = run(&["agree", &table, "--field", "label/report"], 1);
    assert!(err.contains("no field label/report; there is: verdict, severity, question/grade, link/explains"), "{err}");
    let (_, err) = run(&["agree", &table, "--field", "verdict"], 1);
    assert!(err.contains("nobody answered verdict"), "own claims are no units: {err}");
    let (_folder, broken) = file("broken.jsonl", export().replacen("\"slots\":{}", "\"slots\":7", 1));
    let (_, err) = run(&["agree", &broken, "--field", "question/mood"], 1);
    assert!(err.contains("broken.jsonl: line 1: item: invalid type"), "{err}");
}

#[test]
fn claims_and_links_are_aligned() {
    let (_folder, table) = reports();
    let measured = |field: &str, metric: &str| -> Value {
        let (out, _) = run(&["agree", &table, "--json", "--field", field, "--metric", metric], 0);
        serde_json::from_str(&out).unwrap()
    };
    let claims = measured("verdict", "claim_alignment");
    assert_eq!((&claims["kind"], &claims["n_marks"]), (&json!("claims"), &json!(9)));
    assert_eq!(claims["value"], 1.0);
    assert!(measured("verdict", "claim_verdict_alpha")["value"].as_f64().unwrap() > 0.0);
    // The second link of ben ends at a part of what ann's ends at.
    let links = measured("link/explains", "link_f1");
    assert_eq!((&links["kind"], &links["value"]), (&json!("links"), &json!(0.5)));
}
