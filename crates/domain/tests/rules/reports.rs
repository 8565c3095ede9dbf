//! The report says "left lung consolidation", but the film is clear.

use crosscheck_domain::{Item, check as check_annotation, check_item, corrected_text, withhold};
use serde_json::{Value, json};

use crate::fixtures::{annotation, image, item, places, report_check, text};

/// The report with one imported finding that the second sentence depends on.
fn film() -> Item {
    let mut item = item(&[("film", vec![image()]), ("report", text("Left lung consolidation. It is dense."))]);
    let sets = json!([{ "id": "imported", "slot": "report", "part": "0", "origin": "imported", "claims": [
        { "id": "f1", "text": "Left lung consolidation", "kind": "finding",
          "attributes": { "laterality": "left", "site": "lung" },
          "spans": [{ "start": 0, "end": 23, "quote": "Left lung consolidation" }] },
        { "id": "f2", "text": "It is dense", "parents": ["f1"],
          "spans": [{ "start": 25, "end": 36, "quote": "It is dense" }] },
    ] }]);
    item.claim_sets = serde_json::from_value(sets).unwrap();
    item
}

fn false_finding() -> Value {
    json!({
        "claim_set": "imported",
        "regions": [{ "id": "clear", "slot": "film", "part": "0", "label": "lung_left",
            "selector": { "type": "box", "x": 300, "y": 50, "width": 250, "height": 350 } }],
        "verdicts": [
            { "claim": "f1", "value": "contradicted", "rationale": "both lungs are clear",
              "evidence": [{ "region": "clear", "stance": "contradicts" }],
              "errors": [{ "type": "false_finding", "severity": 4, "axes": { "clinical_significance": "significant" },
                           "correction": "No consolidation" }] },
            { "claim": "f2", "value": "not_applicable" },
        ],
        "answers": [{ "question": "impression", "target": { "on": "item" }, "value": "normal" }],
    })
}

fn check(pointer: &str, value: Value, expected: &[&str]) {
    let mut body = false_finding();
    *body.pointer_mut(pointer).unwrap() = value;
    assert_eq!(places(&check_annotation(&report_check(), &film(), &annotation(body))), expected);
}

#[test]
fn a_false_finding_is_recorded_with_span_and_region() {
    assert_eq!(check_item(&report_check(), &film()), []);
    check("/answers/0/value", json!("normal"), &[]);
    let corrected = corrected_text(&film(), &annotation(false_finding())).unwrap();
    assert_eq!(corrected, "No consolidation. It is dense.");
}

#[test]
fn its_significance_must_be_said() {
    let at = "/verdicts/0/errors/0/axes";
    check(at, json!({}), &["axis_missing verdicts/0/errors/0/axes/clinical_significance"]);
}

#[test]
fn what_depends_on_it_is_not_judged() {
    check("/verdicts/1/value", json!("supported"), &["parent_failed verdicts/1/value"]);
    check("/verdicts/0/errors/0/type", json!("finding_omitted"), &["error_type_unknown verdicts/0/errors/0/type"]);
}

#[test]
fn findings_have_a_side_and_a_site() {
    let mut item = film();
    let attributes = &mut item.claim_sets[0].claims[0].attributes;
    attributes.insert("site".to_owned(), json!("chest"));
    attributes.remove("laterality");
    let at = "claim_sets/0/claims/0/attributes";
    let expected = [format!("option_not_leaf {at}/site"), format!("attribute_missing {at}/laterality")];
    assert_eq!(places(&check_item(&report_check(), &item)), expected);
}

#[test]
fn the_film_comes_before_the_report() {
    let (design, item) = (report_check(), film());
    let (seen, hidden) = withhold(&design, &item, &[]);
    assert_eq!(hidden, ["report"]);
    assert!(!serde_json::to_string(&seen).unwrap().contains("consolidation"));
    let bogus =
        annotation(json!({ "answers": [{ "question": "impression", "target": { "on": "item" }, "value": "?" }] }));
    assert_eq!(withhold(&design, &item, &bogus.answers).1, ["report"]);
    let answered = annotation(false_finding());
    assert_eq!(withhold(&design, &item, &answered.answers), (item, Vec::new()));
}
