//! What all three statistical commands share: explanations, plots, and fields of a native export.

use serde_json::{Value, json};

use crate::offline::file;
use crate::place::run;

#[test]
fn every_method_explains_itself_without_a_table() {
    let check = |command: &str, id: &str, title: &str| {
        let (out, _) = run(&[command, "--explain", id], 0);
        assert!(out.starts_with(&format!("# {title} (`{id}`)")), "{out}");
        for part in ["## What it does", "## When to use it", "## When not", "## Example", "## Reference"] {
            assert!(out.contains(part), "{command} {id} has no {part}");
        }
    };
    crosscheck_stats::METRICS.iter().for_each(|one| check("agree", one.id, one.title));
    crosscheck_stats::matching::MATCHERS.iter().for_each(|one| check("agree", one.id, one.title));
    crosscheck_stats::AGGREGATORS.iter().for_each(|one| check("aggregate", one.id, one.title));
    crosscheck_stats::RANKERS.iter().for_each(|one| check("rank", one.id, one.title));
    for (command, known) in [("agree", "gwet_ac"), ("aggregate", "dawid_skene"), ("rank", "elo")] {
        let (_, err) = run(&[command, "--explain", "nonsense"], 1);
        assert!(err.contains("nonsense") && err.contains(known), "{err}");
    }
}

#[test]
fn plots_are_the_same_bytes_each_time() {
    let check = |rows: &str, flags: &[&str], expected: &[&str]| {
        let (folder, table) = file("t.csv", rows);
        let path = folder.path().join("plot.svg").to_str().unwrap().to_owned();
        let drawn = || {
            run(&[&[flags[0], &table, "--plot", &path], &flags[1..]].concat(), 0);
            std::fs::read_to_string(&path).unwrap()
        };
        let svg = drawn();
        assert!(svg.starts_with("<svg ") && expected.iter().all(|text| svg.contains(text)), "{svg}");
        assert_eq!(drawn(), svg);
    };
    let labels = "item,annotator,label\na,x,c<d\na,y,c<d\nb,x,e\nb,y,c<d\n";
    check(labels, &["agree"], &["Labels that meet", "c&lt;d", "share of row"]);
    check(labels, &["aggregate", "--method", "majority"], &["Reliability of annotators", ">x<", "95 % intervals"]);
    let numbers = "item,annotator,label\na,x,1\na,y,2\nb,x,4\nb,y,4\nc,x,7\nc,y,9\n";
    check(numbers, &["agree", "--level", "interval"], &["Bland–Altman", "x − y", "upper limit"]);
    check(numbers, &["aggregate", "--level", "interval"], &["Bias of annotators"]);
    check("left,right,winner\na,b,left\nb,a,left\n", &["rank"], &["Ranking", "score, as the logarithm"]);
    let sets = "item,annotator,label\na,x,c|d\na,y,c\nb,x,d\nb,y,d|c\n";
    check(sets, &["agree", "--level", "set"], &["Agreement on each label"]);
}

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
