//! `crosscheck aggregate`: items, ties, annotators, known answers, and what is refused.

use serde_json::{Value, json};

use crate::offline::file;
use crate::place::run;

/// Three annotators; `c` is of two minds.
const RATINGS: &str = "item,annotator,label\na,x,yes\na,y,yes\na,z,no\nb,x,no\nb,y,no\nb,z,no\nc,x,yes\nc,y,no\n";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_line_for_each_item_with_support_and_ties() {
    let (_folder, table) = file("t.csv", RATINGS);
    let (out, err) = run(&["aggregate", &table, "--method", "majority", "--json"], 0);
    assert_eq!(err, "");
    let found = lines(&out);
    assert_eq!((&found[0]["item"], &found[0]["label"]), (&json!("a"), &json!("yes")));
    assert!((found[0]["confidence"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9);
    assert_eq!(found[0]["support"], json!({"yes": 2, "no": 1}));
    assert_eq!((&found[2]["label"], &found[2]["tie"]), (&Value::Null, &json!(["no", "yes"])));
    let (text, _) = run(&["aggregate", &table, "--method", "majority"], 0);
    for told in ["2 decided, 1 tied, 0 undecided", "tied: no = yes", "accuracy"] {
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn standard_input_and_other_formats_are_the_same_table() {
    let rows =
        "{\"task\":\"a\",\"worker\":\"x\",\"label\":\"yes\"}\n{\"task\":\"a\",\"worker\":\"y\",\"label\":\"yes\"}\n";
    let (_folder, table) = file("t.jsonl", rows);
    let (out, _) = run(&["aggregate", &table, "--method", "majority", "--json"], 0);
    let input = std::fs::File::open(&table).unwrap();
    let mut command = crate::place::crosscheck(&["aggregate", "-", "--method", "majority", "--json"]);
    let found = command.stdin(input).output().unwrap();
    assert_eq!(String::from_utf8(found.stdout).unwrap(), out);
}

#[test]
fn files_of_items_and_annotators_are_json_lines_or_csv() {
    let (folder, table) = file("t.csv", RATINGS);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (items, annotators) = (path("items.csv"), path("who.jsonl"));
    let flags = ["aggregate", &table, "--method", "wawa", "--out", &items, "--annotators", &annotators];
    let (text, _) = run(&flags, 0);
    assert!(text.contains("annotator") && !text.contains("support"), "{text}");
    let items = std::fs::read_to_string(items).unwrap();
    assert!(items.starts_with("item,label,confidence,tie,low,high,n_ratings,support\na,yes,"), "{items}");
    assert!(items.contains("\"{\"\"no\"\":1,\"\"yes\"\":2}\""), "{items}");
    let who = lines(&std::fs::read_to_string(annotators).unwrap());
    assert_eq!((&who[0]["annotator"], &who[0]["n_ratings"]), (&json!("x"), &json!(3)));
    let (low, high) = (who[0]["low"].as_f64().unwrap(), who[0]["high"].as_f64().unwrap());
    let accuracy = who[0]["accuracy"].as_f64().unwrap();
    assert!(low <= accuracy && accuracy <= high, "{who:?}");
}

#[test]
fn known_answers_are_held_to() {
    let (_folder, table) = file("t.csv", RATINGS);
    let (_gold_folder, gold) = file("gold.csv", "item,label\nc,yes\nnobody,no\n");
    let (out, _) = run(&["aggregate", &table, "--method", "one_coin", "--gold", &gold, "--json"], 0);
    let found = lines(&out);
    assert_eq!(found.len(), 3);
    assert_eq!((&found[2]["item"], &found[2]["label"]), (&json!("c"), &json!("yes")));
    let (_gold_folder, gold) = file("gold.csv", "item,label\nc,perhaps\n");
    let (_, err) = run(&["aggregate", &table, "--order", "no,yes", "--gold", &gold], 1);
    assert!(err.contains("gold.csv: line 2, column label: label \"perhaps\""), "{err}");
}

#[test]
fn sets_and_numbers_have_their_own_answers() {
    let rows = "item,annotator,label\na,x,cat|dog\na,y,dog\na,z,dog\nb,x,cat\nb,y,dog|cat\nb,z,\n";
    let (_folder, table) = file("sets.csv", rows);
    let (out, _) = run(&["aggregate", &table, "--level", "set", "--method", "majority", "--json"], 0);
    let found = lines(&out);
    assert_eq!((&found[0]["label"], &found[0]["support"]), (&json!(["dog"]), &json!({"cat": 1, "dog": 3})));
    assert_eq!(found[1]["label"], json!(["cat"]));
    let (_folder, table) = file("numbers.csv", "item,annotator,label\na,x,1\na,y,2\na,z,9\nb,x,4\nb,y,4\nb,z,4\n");
    let (out, _) = run(&["aggregate", &table, "--level", "interval", "--method", "median", "--json"], 0);
    let found = lines(&out);
    assert_eq!((&found[0]["label"], &found[1]["label"]), (&json!(2.0), &json!(4.0)));
    let (text, _) = run(&["aggregate", &table, "--level", "interval"], 0);
    assert!(text.contains("bias"), "{text}");
}

#[test]
fn every_method_has_an_answer_and_the_same_one_twice() {
    let (_folder, table) = file("t.csv", RATINGS);
    for method in crosscheck_stats::AGGREGATORS {
        let scale = method.levels.contains(&crosscheck_stats::Level::Interval);
        if scale || method.id == "gold_majority" {
            continue;
        }
        let flags = ["aggregate", &table, "--method", method.id, "--json", "--seed", "7"];
        let (out, _) = run(&flags, 0);
        assert_eq!(lines(&out).len(), 3, "{}", method.id);
        assert_eq!(run(&flags, 0).0, out, "{}", method.id);
    }
}

#[test]
fn a_bad_table_is_refused_with_its_place() {
    let refused = |rows: &str, flags: &[&str]| {
        let (_folder, table) = file("t.csv", rows);
        run(&[&["aggregate", &table], flags].concat(), 1).1
    };
    let check = |rows: &str, flags: &[&str], expected: &str| {
        let err = refused(rows, flags);
        assert!(err.contains(expected), "{err}");
    };
    check("", &[], "t.csv: line 1: the file is empty");
    check("item,annotator\na,x\n", &[], "t.csv: line 1: there is no column label");
    check("item,annotator,label\na,x,1\na,y\n", &[], "t.csv: line 3: the row has 2 cells");
    check("item,annotator,label\na,x,low\na,y,high\n", &["--order", "low,mid"], "t.csv: line 3, column label");
    check("item,annotator,label\na,x,1\na,y,NaN\n", &["--level", "interval"], "t.csv: line 3, column label");
    check("item,annotator,label\na,x,1\nb,x,2\n", &[], "column annotator: every row is by \"x\"");
    check(RATINGS, &["--method", "median"], "median is not made for nominal answers; use one of: majority");
    check(RATINGS, &["--method", "gold_majority"], "known label");
    check(RATINGS, &["--method", "best"], "there is no method best; there are: majority");
    check(RATINGS, &["--plot", "x.png"], ".svg");
    check(RATINGS, &["--ci", "2"], "--ci 2 is no confidence level");
    let twice = "item,annotator,label\na,x,1\na,y,2\na,x,3\n";
    check(twice, &["--level", "interval"], "t.csv: line 4, column label");
}
