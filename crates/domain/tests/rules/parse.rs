//! Design files: what is read, and what is refused on which line.

use crosscheck_domain::{Design, default_verdicts, design_reference, design_schema};

use crate::fixtures::{CAPTION_CHECK, REPORT_CHECK};

const SLOTS: &str = "title: T\nslots: [{id: a, kind: text, role: context}]\n";

/// Parses and compares `line code at` of each problem.
fn check(text: &str, expected: &[&str]) {
    let problems = Design::parse(text).err().unwrap_or_default();
    let line = |line: Option<u64>| line.map_or("-".to_owned(), |line| line.to_string());
    let found: Vec<String> = problems.iter().map(|p| format!("{} {} {}", line(p.line), p.code, p.place())).collect();
    assert_eq!(found, expected, "{problems:#?}");
}

/// The same with lines appended to a sound design of two lines.
fn check_after(lines: &str, expected: &[&str]) {
    check(&format!("{SLOTS}{lines}"), expected);
}

#[test]
fn sound_designs_are_read() {
    check(CAPTION_CHECK, &[]);
    check(REPORT_CHECK, &[]);
    check(SLOTS, &[]);
    check(r#"{"title": "T", "slots": [{"id": "a", "kind": "text", "role": "context"}]}"#, &[]);
    check(
        "{\n\t\"title\": \"\\ud83d\\udc36\",\n\t\"slots\": [{\"id\": \"a\", \"kind\": \"text\", \"role\": \"context\"}]\n}",
        &[],
    );
    check("\u{feff}title: كلب\nslots: [{id: a, kind: text, role: context}]", &[]);
}

#[test]
fn what_is_left_out_has_its_default() {
    let design = Design::parse(CAPTION_CHECK).unwrap();
    let rules = design.claims.unwrap();
    assert_eq!(rules.verdicts, default_verdicts());
    assert!(rules.editable && rules.all_judged);
    assert!(design.slots[0].required);
    check_after("links:\nquestions:\nguideline:\n", &[]);
}

#[test]
fn syntax_errors_have_lines() {
    check("", &["- design_syntax "]);
    check("title: [", &["2 design_syntax "]);
    check("title: T\nslots:\n - id: a\n   kind: \"text\n", &["4 design_syntax "]);
    check("{\n\"title\": \"T\",\n\"slots\": [}", &["3 design_syntax "]);
    check("title: T\ntitle: U\n", &["2 key_twice "]);
    check("{\"title\": \"T\",\n\"title\": \"U\"}", &["2 key_twice "]);
    check("title: T\n---\ntitle: U\n", &["3 design_syntax "]);
    check("- a\n- b\n", &["1 design_shape "]);
}

#[test]
fn wrong_shapes_have_paths_and_lines() {
    check("title: T\n", &["1 design_shape "]);
    check("title: T\nslots:\n  - id: a\n    kind: smell\n    role: context\n", &["4 design_shape slots/0/kind"]);
    check(
        "title: T\nslots:\n  - id: a\n    kind: text\n    role: context\n    width: 3\n",
        &["6 design_shape slots/0/width"],
    );
    check_after(
        "questions:\n  - id: q\n    type: choice\n    options:\n      - id: a\n      - id: [b]\n",
        &["8 design_shape questions/0/options/1/id"],
    );
    check_after("questions:\n  - id: q\n    type: choice\n", &["4 design_shape questions/0"]);
    check_after(
        "questions:\n  - id: q\n    type: text\n    visible_when: {answer: q}\n",
        &["6 design_shape questions/0/visible_when"],
    );
}

#[test]
fn unknown_keys_are_refused_where_serde_would_ignore_them() {
    check_after("questions:\n  - id: q\n    type: text\n    requried: true\n", &["6 key_unknown questions/0/requried"]);
    check_after(
        "ontology:\n  labels:\n    - id: l\n      attributes:\n        - id: a\n          type: number\n          mn: 3\n",
        &["9 key_unknown ontology/labels/0/attributes/0/mn"],
    );
}

#[test]
fn a_text_that_lacks_its_quotes_is_not_cut() {
    check_after("questions:\n  - {id: q, type: text, help: Short, please}\n", &["4 key_unknown questions/0/please"]);
    check_after("questions:\n  - {id: q, type: text, help: }\n", &[]);
    check(r#"{"title": "T", "links": null, "slots": [{"id": "a", "kind": "text", "role": "context"}]}"#, &[]);
}

#[test]
fn semantic_problems_have_lines_too() {
    check_after("questions:\n  - id: q\n    type: text\n  - id: q\n    type: text\n", &["6 id_twice questions/1/id"]);
    check_after("claims:\n  slot: caption\n", &["4 claim_source claims/slot"]);
}

#[test]
fn bombs_are_refused() {
    let mut bomb = String::from("a: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("b{level}: &a{level} [{aliases}]\n"));
    }
    check(&bomb, &["6 design_size "]);
    check(&format!("title: {}{}", "[".repeat(70), "]".repeat(70)), &["1 design_depth "]);
    check(&format!("title: {}", "[".repeat(5_000)), &["1 design_syntax "]);
    check(&format!("{{\"title\": {}", "[".repeat(5_000)), &["1 design_syntax "]);
    check("title: &t [*t]\n", &["1 design_syntax "]);
    check(&"#".repeat(3_000_000), &["- design_size "]);
}

#[test]
fn aliases_are_filled_in() {
    let text = format!(
        "{SLOTS}questions:\n  - {{id: a, type: choice, options: &o [{{id: x}}]}}\n  - {{id: b, type: choice, options: *o}}\n"
    );
    let design = Design::parse(&text).unwrap();
    assert_eq!(design.questions[0].kind, design.questions[1].kind);
}

#[test]
fn a_design_is_written_short_and_read_back() {
    for text in [CAPTION_CHECK, REPORT_CHECK, SLOTS] {
        let design = Design::parse(text).unwrap();
        let yaml = design.to_yaml();
        assert!(!yaml.contains("[]") && !yaml.contains("partially_supported"), "{yaml}");
        assert_eq!(Design::parse(&yaml), Ok(design));
    }
}

#[test]
fn writing_keeps_what_differs_from_the_defaults() {
    let mut design = Design::parse(CAPTION_CHECK).unwrap();
    design.unusable_reasons.clear();
    design.slots[0].required = false;
    design.title = "no".to_owned();
    let rules = design.claims.as_mut().unwrap();
    rules.severities.clear();
    rules.editable = false;
    rules.verdicts.pop();
    rules.verdicts[1].fails_children = false;
    assert_eq!(Design::parse(&design.to_yaml()), Ok(design));
}

#[test]
fn the_schema_refers_only_to_itself() {
    let schema = design_schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let text = schema.to_string();
    assert!(!text.contains("#/components/"));
    for target in text.split("\"#/$defs/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(schema["$defs"].get(target).is_some(), "no definition of {target}");
    }
}

#[test]
fn the_reference_names_every_key() {
    let page = design_reference();
    for key in ["reveal_after", "all_judged", "`type: taxonomy`", "`on: region`", "`answered`", "spatial_relation"] {
        assert!(page.contains(key), "{key} is missing in:\n{page}");
    }
    for target in page.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        let heading = page
            .lines()
            .any(|line| line.strip_prefix("## ").is_some_and(|title| title.to_lowercase().replace(' ', "-") == target));
        assert!(heading, "no heading for #{target}");
    }
}
