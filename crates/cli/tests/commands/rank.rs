//! `crosscheck rank`: entries in order, what to look at before it is believed, and what is refused.

use serde_json::{Value, json};

use crate::offline::file;
use crate::place::run;

/// A circle of three with enough ties and sides for every diagnostic.
fn battles() -> String {
    let mut rows = "left,right,winner,annotator\n".to_owned();
    for (left, right, wins) in [("a", "b", "lllrt"), ("b", "c", "lllrr"), ("c", "a", "llrrt"), ("a", "d", "lllll")] {
        for (index, winner) in wins.chars().enumerate() {
            let winner = match winner {
                'l' => "left",
                'r' => "right",
                _ => "tie",
            };
            rows += &format!("{left},{right},{winner},who{}\n", index % 3);
        }
    }
    rows + "d,c,left,who1\n"
}

fn object(table: &str, flags: &[&str]) -> Value {
    serde_json::from_str(&run(&[&["rank", table, "--json"], flags].concat(), 0).0).unwrap()
}

#[test]
fn an_order_with_intervals_and_diagnostics() {
    let (_folder, table) = file("t.csv", battles());
    let found = object(&table, &[]);
    assert_eq!((&found["method"], &found["intervals"]), (&json!("bradley_terry"), &json!("sandwich")));
    let entries = found["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["name"], &entries[0]["rank"]), (4, &json!("a"), &json!(1)));
    for entry in entries {
        let (low, high) = (entry["low"].as_f64().unwrap(), entry["high"].as_f64().unwrap());
        assert!(low <= entry["score"].as_f64().unwrap() && entry["score"].as_f64().unwrap() <= high, "{entry}");
    }
    assert_eq!((&found["connected"], &found["n_comparisons"]), (&json!(true), &json!(21)));
    assert!((found["ties"]["share"].as_f64().unwrap() - 2.0 / 21.0).abs() < 1e-9);
    assert!(found["left_wins"]["share"].as_f64().unwrap() > 0.5);
    assert!(found["cycles"]["triads"].is_u64());
    let (text, _) = run(&["rank", &table], 0);
    for told in ["connected", "cycles", "ties: 9.5 %", "left wins"] {
        assert!(text.contains(told), "{text}");
    }
    let resampled = object(&table, &["--bootstrap", "100", "--seed", "3"]);
    assert_eq!(resampled["intervals"], "bootstrap");
    assert_eq!(resampled, object(&table, &["--bootstrap", "100", "--seed", "3"]));
}

#[test]
fn every_method_ranks() {
    let (_folder, comparisons) = file("t.csv", battles());
    let rows = "ranking,entry,tier\nr,a,1\nr,b,2\nr,c,3\ns,b,1\ns,a,1\ns,c,2\nt,c,1\nt,a,2\nt,b,3\n";
    let (_folder, rankings) = file("t.csv", rows);
    for method in crosscheck_stats::RANKERS {
        let table = if method.id == "best_worst" { &rankings } else { &comparisons };
        let found = object(table, &["--method", method.id]);
        assert_eq!(found["method"], method.id);
    }
    let found = object(&rankings, &[]);
    assert_eq!((&found["method"], &found["n_rankings"]), (&json!("plackett_luce"), &json!(3)));
}

#[test]
fn groups_that_never_met_are_told() {
    let rows = "left,right,winner\na,b,left\na,b,right\nc,d,left\nc,d,right\n";
    let (_folder, table) = file("t.csv", rows);
    let found = object(&table, &[]);
    assert_eq!((&found["connected"], &found["groups"]), (&json!(false), &json!([["a", "b"], ["c", "d"]])));
    let (text, _) = run(&["rank", &table], 0);
    assert!(text.contains("NOT CONNECTED") && text.contains("group 2: c, d") && text.contains("collect"), "{text}");
}

#[test]
fn comparisons_of_one_group_are_not_independent() {
    let row = |n: usize, twin: usize, grouped: bool| {
        let group = if grouped { format!(",p{n}") } else { String::new() };
        format!("a,b,{},w{twin}{group}\n", if n.is_multiple_of(3) { "right" } else { "left" })
    };
    let rows = |grouped: bool| (0..30).flat_map(|n| (0..4).map(move |twin| row(n, twin, grouped))).collect::<String>();
    let (_alone, apart) = file("apart.csv", format!("left,right,winner,annotator\n{}", rows(false)));
    let (_grouped, together) = file("together.csv", format!("left,right,winner,annotator,group\n{}", rows(true)));
    let width = |table: &str| {
        let entry = object(table, &["--method", "bradley_terry"])["entries"][0].clone();
        entry["high"].as_f64().unwrap() - entry["low"].as_f64().unwrap()
    };
    let ratio = width(&together) / width(&apart);
    assert!((ratio - 2.0).abs() < 0.1, "four copies of each say as much as one: {ratio}");
    let (_folder, holes) = file("holes.csv", "left,right,winner,group\na,b,left,p\nb,a,left,\n");
    let (_, err) = run(&["rank", &holes], 1);
    assert!(err.contains("holes.csv: line 3, column group"), "{err}");
}

#[test]
fn dimensions_are_ranked_apart_and_winners_may_be_names() {
    let rows = "left,right,winner,dimension\nm1,m2,m1,style\nm1,m2,tie,style\nm2,m1,left,facts\nm1,m2,m1,facts\n";
    let (_folder, table) = file("t.csv", rows);
    let (out, _) = run(&["rank", &table, "--json"], 0);
    let found: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&found[0]["dimension"], &found[1]["dimension"]), (&json!("facts"), &json!("style")));
    assert_eq!(object(&table, &["--dimension", "style"])["n_comparisons"], 2);
    let (_, err) = run(&["rank", &table, "--dimension", "taste"], 1);
    assert!(err.contains("there is no dimension taste; there is: facts, style"), "{err}");
    let (_, err) = run(&["rank", &table, "--plot", "x.svg"], 1);
    assert!(err.contains("--dimension"), "{err}");
}

#[test]
fn a_bad_table_is_refused_with_its_place() {
    let check = |rows: &str, expected: &str| {
        let (_folder, table) = file("t.csv", rows);
        let (_, err) = run(&["rank", &table], 1);
        assert!(err.contains(expected), "{err}");
    };
    check("", "t.csv: line 1: the file is empty");
    check("left,right\na,b\n", "t.csv: line 1: there is no column winner");
    check("left,right,winner\n", "there are no rows below");
    check("left,right,winner\na,b,left\na,b\n", "t.csv: line 3: the row has 2 cells");
    check(
        "left,right,winner\na,b,nobody\n",
        "t.csv: line 2, column winner: \"nobody\" is no winner; write left, right",
    );
    check("left,right,winner\nb,a,b\n", "t.csv: line 2, column winner: \"b\" is a side and the name");
    check("left,right,winner\na,a,left\n", "t.csv: line 2, column right: \"a\" is compared with itself");
    check("left,right,winner,weight\na,b,left,1\na,b,left,-1\n", "t.csv: line 3, column weight: the weight \"-1\"");
    check("left,right,winner,weight\na,b,left,NaN\n", "t.csv: line 2, column weight: the weight \"NaN\"");
    check("left,right,winner\na,,left\n", "t.csv: line 2, column right: the cell is empty");
    check("ranking,entry\nr,a\n", "t.csv: line 1: there is no column tier");
    check("ranking,entry,tier\nr,a,first\n", "t.csv: line 2, column tier: the tier \"first\" is not a number");
    check("ranking,entry,tier\nr,a,1\nr,b,2\nr,a,3\n", "t.csv: line 4, column entry: ranking \"r\" places \"a\" twice");
    let (_, err) = run(&["rank", "no-such.csv"], 1);
    assert!(err.contains("no-such.csv"), "{err}");
    let (_folder, table) = file("t.csv", battles());
    let (_, err) = run(&["rank", &table, "--method", "best_worst"], 1);
    assert!(err.contains("t.csv: best_worst needs rankings"), "{err}");
    let (_folder, lines) = file("t.jsonl", "{\"left\":\"a\",\"right\":\"b\",\"winner\":\"x\"}\n");
    let (_, err) = run(&["rank", &lines], 1);
    assert!(err.contains("t.jsonl: line 1, column winner"), "{err}");
}
