//! Designs that are well formed but cannot work.

use crosscheck_domain::Design;
use serde_json::{Value, json};

use crate::fixtures::places;

/// Puts a value at a JSON pointer into a sound design and compares the problems.
fn check(pointer: &str, value: Value, expected: &[&str]) {
    let mut design = json!({
        "title": "T",
        "slots": [
            { "id": "image", "kind": "image", "role": "context", "reveal_after": [] },
            { "id": "caption", "kind": "text", "role": "claim_source", "reveal_after": ["good"] },
        ],
        "ontology": { "labels": [{ "id": "dog", "hotkey": "d", "attributes": [] }, { "id": "cat", "hotkey": "c" }] },
        "claims": { "slot": "caption", "kinds": [], "aspects": [], "evidence_slots": ["image"], "error_axes": [] },
        "links": [{ "id": "shows", "from": [{ "on": "claim" }], "to": [] }],
        "questions": [
            { "id": "good", "type": "choice", "options": [{ "id": "yes" }, { "id": "no" }], "required": true },
            { "id": "score", "on": { "target": "claim" }, "type": "scale", "min": 1, "max": 5 },
            { "id": "why", "on": { "target": "claim" }, "type": "text" },
        ],
        "unusable_reasons": [{ "id": "broken" }],
    });
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match design.pointer_mut(parent).unwrap() {
        Value::Array(list) if key == "-" => list.push(value),
        parent => match key.parse::<usize>() {
            Ok(index) => parent[index] = value,
            Err(_) => parent[key] = value,
        },
    }
    let design: Design = serde_json::from_value(design).unwrap();
    assert_eq!(places(&design.problems()), expected);
}

#[test]
fn the_sound_design_is_sound() {
    check("/title", json!("T"), &[]);
}

#[test]
fn ids_are_unique_and_plain() {
    check("/title", json!("  "), &["title_missing title"]);
    check(
        "/slots",
        json!([]),
        &["slot_missing slots", "claim_source claims/slot", "slot_unknown claims/evidence_slots/0"],
    );
    check("/slots/0/id", json!("Image 1"), &["id_malformed slots/0/id", "slot_unknown claims/evidence_slots/0"]);
    check("/ontology/labels/1/id", json!("dog"), &["id_twice ontology/labels/1/id"]);
    check("/ontology/labels/1/id", json!("a/b"), &["id_malformed ontology/labels/1/id"]);
    check("/ontology/labels/1/id", json!("كلب"), &["id_malformed ontology/labels/1/id"]);
    check("/unusable_reasons/-", json!({ "id": "broken" }), &["id_twice unusable_reasons/1/id"]);
    check("/title", json!("a\u{0}b"), &["text_null "]);
}

#[test]
fn labels_hold_together() {
    check("/ontology/labels/1/hotkey", json!("d"), &["hotkey ontology/labels/1/hotkey"]);
    check("/ontology/labels/1/hotkey", json!("F1"), &["hotkey ontology/labels/1/hotkey"]);
    check("/ontology/labels/0/color", json!("red"), &["color ontology/labels/0/color"]);
    check("/ontology/labels/0/color", json!("#12AbeF"), &[]);
    check("/ontology/labels/0/parent", json!("animal"), &["label_unknown ontology/labels/0/parent"]);
    check("/ontology/labels/0/parent", json!("dog"), &["label_cycle ontology/labels/0/parent"]);
    check(
        "/ontology/labels",
        json!([{ "id": "a", "parent": "b" }, { "id": "b", "parent": "a" }]),
        &["label_cycle ontology/labels/0/parent"],
    );
    check("/ontology/labels/0/slots", json!(["video"]), &["slot_unknown ontology/labels/0/slots/0"]);
    check("/ontology/labels/0/selectors", json!(["text", "none"]), &[]);
    let only_caption = json!({ "id": "dog", "slots": ["caption"], "selectors": ["text", "box"] });
    check("/ontology/labels/0", only_caption, &["selector_kind ontology/labels/0/selectors/1"]);
    check(
        "/ontology/labels/0/attributes/-",
        json!({ "id": "a", "type": "choice", "options": [] }),
        &["options_missing ontology/labels/0/attributes/0/options"],
    );
}

#[test]
fn claim_rules_can_be_followed() {
    check("/claims/slot", json!("image"), &["claim_source claims/slot"]);
    check("/slots/1/kind", json!("image"), &["claim_source_kind slots/1/role"]);
    check("/claims/evidence_slots", json!(["video"]), &["slot_unknown claims/evidence_slots/0"]);
    check("/claims/verdicts", json!([]), &["verdict_missing claims/verdicts"]);
    check(
        "/claims/verdicts",
        json!([{ "id": "no", "fails_children": true }]),
        &["verdict_rule claims/verdicts/0/fails_children"],
    );
    let needy = json!([{ "id": "na", "not_applicable": true, "evidence": "required" }]);
    check("/claims/verdicts", needy, &["verdict_rule claims/verdicts/0/not_applicable"]);
    check(
        "/claims/error_types",
        json!([]),
        &["verdict_rule claims/verdicts/1/error", "verdict_rule claims/verdicts/2/error"],
    );
    check(
        "/claims/severities",
        json!([{ "value": 1, "title": "a" }, { "value": 1, "title": "b" }]),
        &["id_twice claims/severities/1/value"],
    );
    check(
        "/claims/error_axes/-",
        json!({ "id": "a", "options": [] }),
        &["options_missing claims/error_axes/0/options"],
    );
    check("/claims/kinds", json!([{ "id": "a" }, { "id": "a" }]), &["id_twice claims/kinds/1/id"]);
    check("/claims/aspects", json!([{ "id": "a" }, { "id": "a" }]), &["id_twice claims/aspects/1/id"]);
}

#[test]
fn questions_make_sense() {
    check(
        "/questions/2/on",
        json!({ "target": "region", "labels": ["cow"] }),
        &["label_unknown questions/2/on/labels/0"],
    );
    check(
        "/questions/2/on",
        json!({ "target": "claim", "verdicts": ["maybe"] }),
        &["verdict_unknown questions/2/on/verdicts/0"],
    );
    check(
        "/questions/2/on",
        json!({ "target": "link", "types": ["x"] }),
        &["link_type_unknown questions/2/on/types/0"],
    );
    check("/questions/2/on", json!({ "target": "candidate" }), &["candidate_missing questions/2/on/target"]);
    check("/questions/1/min", json!(5), &["scale questions/1/max"]);
    check("/questions/1/step", json!(0), &["scale questions/1/step"]);
    check("/questions/1/step", json!(3), &["scale questions/1/step"]);
    check("/questions/1/step", json!(0.1), &[]);
    check("/questions/1/anchors", json!([{ "value": 1.5, "title": "a" }]), &["anchor questions/1/anchors/0/value"]);
    check("/questions/0/options/-", json!({ "id": "yes" }), &["id_twice questions/0/options/2/id"]);
    let range = json!({ "id": "n", "type": "number", "min": 2, "max": 1 });
    check("/questions/-", range, &["range_empty questions/3/max"]);
    let many = json!({ "id": "n", "type": "multi_choice", "options": [{ "id": "a" }], "min": 2 });
    check("/questions/-", many, &["range_empty questions/3/min"]);
    let tree =
        json!({ "id": "n", "type": "taxonomy", "nodes": [{ "id": "a", "children": [{ "id": "b" }, { "id": "a" }] }] });
    check("/questions/-", tree, &["id_twice questions/3/nodes/0/children/1/id"]);
}

#[test]
fn conditions_look_back() {
    let when = |condition: Value, expected: &[&str]| check("/questions/2/visible_when", condition, expected);
    when(json!({ "answered": { "question": "good", "is": ["yes"] } }), &[]);
    when(json!({ "answered": { "question": "score", "is": [3] } }), &[]);
    when(
        json!({ "answered": { "question": "score", "is": [9] } }),
        &["condition questions/2/visible_when/answered/is/0"],
    );
    when(json!({ "answered": { "question": "why" } }), &["condition questions/2/visible_when/answered/question"]);
    when(json!({ "answered": { "question": "lost" } }), &["condition questions/2/visible_when/answered/question"]);
    when(json!({ "verdict": ["contradicted"] }), &[]);
    when(json!({ "verdict": ["maybe"] }), &["verdict_unknown questions/2/visible_when/verdict/0"]);
    when(json!({ "all": [{ "not": { "verdict": [] } }] }), &["condition questions/2/visible_when/all/0/not/verdict"]);
    let on_item = json!({ "id": "n", "type": "text", "visible_when": { "answered": { "question": "score" } } });
    check("/questions/-", on_item, &["condition questions/3/visible_when/answered/question"]);
}

#[test]
fn hidden_slots_are_sure_to_appear() {
    check("/slots/1/reveal_after", json!(["lost"]), &["question_unknown slots/1/reveal_after/0"]);
    check("/slots/1/reveal_after", json!(["score"]), &["reveal_question slots/1/reveal_after/0"]);
    check("/questions/0/required", json!(false), &["reveal_question slots/1/reveal_after/0"]);
    check("/slots/0/reveal_after", json!(["good"]), &["reveal_all slots"]);
}

#[test]
fn links_join_what_exists() {
    check(
        "/links/0/to",
        json!([{ "on": "region", "slots": ["video"], "labels": ["cow"] }]),
        &["slot_unknown links/0/to/0/slots/0", "label_unknown links/0/to/0/labels/0"],
    );
    check("/links/0/to", json!([{ "on": "candidate" }]), &["candidate_missing links/0/to/0"]);
    check("/links/-", json!({ "id": "shows" }), &["id_twice links/1/id"]);
}
