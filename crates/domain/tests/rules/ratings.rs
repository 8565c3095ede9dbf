//! What an annotation says per field and unit, and which fields two designs share.

use crosscheck_domain::{Annotation, Design, fields, ratings, same_field};
use serde_json::{Value, json};

use crate::fixtures::{annotation, caption_check, sofa};

/// Compares `field unit value` of each rating.
fn check(annotation: &Annotation, expected: &[&str]) {
    let found = ratings(&caption_check(), &sofa(), annotation);
    let found: Vec<String> = found.iter().map(|r| format!("{} {} {}", r.field, r.unit, r.value)).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_annotation_becomes_ratings() {
    let body = json!({
        "regions": [
            { "id": "r1", "slot": "image", "part": "0", "label": "dog", "selector": { "type": "whole" } },
            { "id": "r2", "slot": "image", "part": "0", "label": "animal", "selector": { "type": "whole" } },
            { "id": "r3", "slot": "image", "part": "0", "label": "dog", "selector": { "type": "whole" } },
        ],
        "claims": [{ "id": "own", "text": "an own claim" }],
        "verdicts": [
            { "claim": "c1", "value": "contradicted", "errors": [{ "type": "count", "severity": 1 }, { "type": "attribute", "severity": 3 }] },
            { "claim": "c2", "value": "supported" },
            { "claim": "own", "value": "supported" },
        ],
        "answers": [
            { "question": "quality", "target": { "on": "item" }, "value": 3.0 },
            { "question": "why_bad", "target": { "on": "item" }, "value": "free text is no field" },
            { "question": "hard", "target": { "on": "claim", "id": "c1" }, "value": "easy" },
            { "question": "hard", "target": { "on": "claim", "id": "own" }, "value": "hard" },
            { "question": "topics", "target": { "on": "item" }, "value": ["furniture", "animals"] },
        ],
    });
    check(
        &annotation(body),
        &[
            r#"label/caption  []"#,
            r#"label/image  ["animal","dog"]"#,
            "link/shows  0",
            "question/hard claim:c1 easy",
            "question/quality  3",
            r#"question/topics  ["animals","furniture"]"#,
            "severity claim:c1 3",
            "verdict claim:c1 contradicted",
            "verdict claim:c2 supported",
        ],
    );
}

#[test]
fn other_outcomes_say_nothing() {
    check(&annotation(json!({ "outcome": { "type": "declined", "reason": "" } })), &[]);
}

#[test]
fn a_design_has_fields_with_levels() {
    let found = fields(&caption_check());
    let found: Vec<String> = found.iter().map(|f| format!("{} {:?} {}", f.id, f.level, f.labels.len())).collect();
    let expected = [
        "verdict Nominal 6",
        "severity Ordinal 5",
        "question/quality Ordinal 5",
        "question/hard Nominal 2",
        "question/topics Set 3",
        "label/image Set 2",
        "label/caption Set 2",
        "link/shows Interval 0",
    ];
    assert_eq!(found, expected);
}

#[test]
fn several_aspects_are_several_fields() {
    let mut design = caption_check();
    let aspects = json!([{ "id": "text", "title": "Text" }, { "id": "timing" }]);
    design.claims.as_mut().unwrap().aspects = serde_json::from_value(aspects).unwrap();
    let titles: Vec<String> = fields(&design).into_iter().take(2).map(|field| field.title).collect();
    assert_eq!(titles, ["Verdict: Text", "Verdict: timing"]);
    let judged = annotation(json!({ "verdicts": [{ "claim": "c1", "aspect": "timing", "value": "supported" }] }));
    assert!(ratings(&design, &sofa(), &judged).iter().any(|rating| rating.field == "verdict/timing"));
}

/// Whether a field keeps its meaning when the design is changed at a JSON pointer.
fn same(pointer: &str, value: Value, field: &str) -> bool {
    let old = caption_check();
    let mut new = serde_json::to_value(&old).unwrap();
    *new.pointer_mut(pointer).unwrap() = value;
    let new: Design = serde_json::from_value(new).unwrap();
    same_field(&old, &new, field)
}

#[test]
fn titles_may_change_but_meanings_may_not() {
    let options = json!([{ "id": "hard", "title": "Très dur" }, { "id": "easy" }]);
    assert!(same("/questions/2/options", options, "question/hard"));
    assert!(!same("/questions/2/options", json!([{ "id": "easy" }]), "question/hard"));
    assert!(!same("/questions/0/max", json!(7), "question/quality"));
    assert!(same("/questions/0/max", json!(7), "question/hard"));
    assert!(same("/questions/0/title", json!("Other"), "question/quality"));
    assert!(!same("/claims/split", json!("whole"), "verdict"));
    assert!(!same("/claims/split", json!("whole"), "question/hard"));
    assert!(same("/claims/split", json!("whole"), "question/quality"));
    assert!(!same("/claims/verdicts", json!([{ "id": "yes" }]), "verdict"));
    assert!(!same("/ontology/labels/1/id", json!("hound"), "label/image"));
    assert!(!same("/title", json!("T"), "question/lost"));
}
