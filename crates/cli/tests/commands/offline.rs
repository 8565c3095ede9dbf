//! Commands that need no server and no database.

use serde_json::Value;

use crate::place::run;

/// Four observers and twelve units, from Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C.
const OBSERVERS: [&str; 4] = ["123321412...", "12332241 25.3", ".33323422 51.", "123324412 51."];

fn reliability_data() -> String {
    let mut rows = "item,annotator,label\n".to_owned();
    for (annotator, values) in OBSERVERS.iter().enumerate() {
        let values = values.replace(' ', "");
        assert_eq!(values.len(), 12);
        for (unit, value) in values.chars().enumerate().filter(|(_, value)| *value != '.') {
            rows += &format!("u{unit},a{annotator},{value}\n");
        }
    }
    rows
}

pub fn file(name: &str, text: impl AsRef<[u8]>) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn agree_gives_the_published_alpha() {
    let (_folder, table) = file("ratings.csv", reliability_data());
    let arguments = ["agree", &table, "--metric", "krippendorff_alpha", "--level", "nominal", "--json"];
    let (out, _) = run(&arguments, 0);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&found["metric"], &found["level"]), (&"krippendorff_alpha".into(), &"nominal".into()));
    assert!((found["value"].as_f64().unwrap() - 0.743).abs() < 0.0005, "{found}");
    let (low, high) = (found["interval"]["low"].as_f64().unwrap(), found["interval"]["high"].as_f64().unwrap());
    assert!(low < 0.743 && 0.743 < high, "{found}");
    assert_eq!(found["n_annotators"], 4);
    assert_eq!(run(&arguments, 0).0, out, "the same seed gives the same interval");
    let (all, _) = run(&["agree", &table, "--metric", "all", "--json"], 0);
    assert!(serde_json::from_str::<Vec<Value>>(&all).unwrap().len() > 3);
    // The aliases that other tools write, and JSON lines.
    let lines = "{\"task\":\"a\",\"worker\":\"x\",\"label\":1}\n{\"task\":\"a\",\"worker\":\"y\",\"label\":1}\n";
    let (_folder, table) = file("ratings.jsonl", lines);
    run(&["agree", &table], 0);
}

#[test]
fn agree_names_the_line_of_a_bad_row() {
    let (_folder, short) = file("short.csv", "item,annotator,label\na,x,1\na,y\n");
    let (_, err) = run(&["agree", &short], 1);
    assert!(err.contains("short.csv") && (err.contains("line 3") || err.contains("line: 3")), "{err}");
    let (_folder, broken) = file("broken.jsonl", "{\"item\":\"a\",\"annotator\":\"x\",\"label\":1}\n{\"item\":\n");
    let (_, err) = run(&["agree", &broken], 1);
    assert!(err.contains("broken.jsonl: line 2"), "{err}");
    let (_folder, twice) = file("twice.csv", "item,annotator,label\na,x,1\na,x,2\n");
    let (_, err) = run(&["agree", &twice], 1);
    assert!(err.contains("twice.csv") && err.contains("\"x\"") && err.contains("\"a\""), "{err}");
    let (_, err) = run(&["agree", "no-such-file.csv"], 1);
    assert!(err.contains("no-such-file.csv"), "{err}");
    let (_, err) = run(&["agree", &short, "--metric", "nonsense"], 1);
    assert!(!err.is_empty());
}

#[test]
fn agree_names_the_column_of_a_bad_cell() {
    let refused = |rows: &str, flags: &[&str]| {
        let (_folder, table) = file("t.csv", format!("item,annotator,label\n{rows}"));
        let (_, err) = run(&[&["agree", &table], flags].concat(), 1);
        err
    };
    let err = refused("a,x,low\na,y,high\n", &["--order", "low,middle"]);
    assert!(err.contains("t.csv: line 3, column label: label \"high\" is not in the declared order"), "{err}");
    let err = refused("a,x,1\na,y,NaN\n", &["--level", "interval"]);
    assert!(err.contains("t.csv: line 3, column label: \"NaN\" is no label"), "{err}");
    let err = refused("a,x,1\nb,x,2\n", &[]);
    assert!(err.contains("column annotator: every row is by \"x\""), "{err}");
    let err = refused("a,x,1\nb,x,2\na,x,2\n", &[]);
    assert!(err.contains("t.csv: line 4, column label") && err.contains("two different values"), "{err}");
}

#[test]
fn agree_breaks_down_by_category_and_weighs_by_declared_values() {
    let (_folder, table) = file("t.csv", "item,annotator,label\na,x,0\na,y,1\nb,x,1\nb,y,1\nc,x,5\nc,y,5\n");
    let (out, _) = run(&["agree", &table, "--by", "category", "--confusion", "--json"], 0);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["categories"][1]["category"], "1");
    assert_eq!(found["confusion"]["counts"][1], serde_json::json!([1, 2, 0]));
    let weighted = |values: &str| {
        let flags = ["agree", &table, "--values", values, "--weights", "quadratic", "--metric", "gwet_ac", "--json"];
        serde_json::from_str::<Value>(&run(&flags, 0).0).unwrap()["value"].as_f64().unwrap()
    };
    assert!(weighted("0=0,1=1,5=5") > weighted("0=0,1=4,5=5"));
}

#[test]
fn check_names_line_and_path() {
    let (_folder, good) = file("good.yaml", crate::place::DESIGN);
    let (out, _) = run(&["check", &good], 0);
    assert!(out.contains("Sentiment is in order"), "{out}");
    let broken = "title: Broken\nslots:\n  - {id: text, kind: text, role: context}\nquestions:\n  - id: mood\n    type: choice\n    options: []\n";
    let (_folder, broken) = file("broken.yaml", broken);
    let (_, err) = run(&["check", &good, &broken], 1);
    assert!(err.contains("broken.yaml: line ") && err.contains("questions/0"), "{err}");
    assert!(!err.contains("good.yaml"));
}

#[test]
fn probe_tells_what_a_file_is() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(7, 5).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let (_folder, picture) = file("picture.bin", png.into_inner());
    let (out, _) = run(&["probe", &picture, "--json"], 0);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&found["info"]["mime"], &found["info"]["width"]), (&"image/png".into(), &7.into()), "{found}");
    let (_folder, page) = file("page.png", "<html></html>");
    let (out, err) = run(&["probe", &picture, &page], 1);
    assert!(out.contains("7 × 5") && err.contains("page.png"), "{out}{err}");
}

#[test]
fn wrong_usage_is_told_apart_from_wrong_input() {
    run(&["agree", "--no-such-flag"], 2);
    run(&["no-such-command"], 2);
    for command in
        ["agree", "aggregate", "rank", "import", "export", "backup", "restore", "serve", "token", "check", "probe"]
    {
        let (out, _) = run(&[command, "--help"], 0);
        assert!(out.contains("Example: crosscheck"), "{command} has no example");
    }
}
