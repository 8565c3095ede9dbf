//! The check of an annotation, on "two dogs on a red sofa": one dog, a blue sofa, and a cat that does sleep.

use crosscheck_domain::{check as check_annotation, corrected_text};
use serde_json::{Value, json};

use crate::fixtures::{CAPTION, annotation, caption_check, no_annotation, places, sofa};

/// A complete, right annotation: three errors would be two, because c1 holds both the count and the colour.
fn right() -> Value {
    json!({
        "regions": [
            { "id": "r1", "slot": "image", "part": "0", "selector": { "type": "box", "x": 10, "y": 20, "width": 100, "height": 50 } },
            { "id": "r2", "slot": "image", "part": "0", "label": "dog",
              "selector": { "type": "polygon", "points": [[0, 0], [10, 0], [10, 10]] } },
            { "id": "r3", "slot": "caption", "part": "0", "label": "phrase",
              "selector": { "type": "text", "spans": [{ "start": 0, "end": 8, "quote": "Two dogs" }] } },
        ],
        "verdicts": [
            { "claim": "c1", "value": "contradicted", "rationale": "there is one dog and the sofa is blue",
              "evidence": [{ "region": "r1" }, { "region": "r2", "stance": "context" }],
              "errors": [
                { "type": "count", "severity": 3, "span": { "start": 0, "end": 3, "quote": "Two" }, "correction": "One" },
                { "type": "attribute", "severity": 2, "axes": { "visibility": "obvious" },
                  "span": { "start": 14, "end": 17, "quote": "red" }, "correction": "blue" },
              ] },
            { "claim": "c2", "value": "supported", "confidence": 0.9 },
        ],
        "omissions": [{ "id": "o1", "text": "A lamp stands behind the sofa", "type": "omission_object", "evidence": [{ "region": "r1" }] }],
        "links": [{ "id": "l1", "type": "shows", "from": { "on": "region", "id": "r3" }, "to": { "on": "region", "id": "r2" } }],
        "answers": [
            { "question": "quality", "target": { "on": "item" }, "value": 3 },
            { "question": "hard", "target": { "on": "claim", "id": "c1" }, "value": "easy" },
            { "question": "topics", "target": { "on": "item" }, "value": ["animals", "furniture"] },
        ],
    })
}

/// Changes the right annotation at JSON pointers (a key `-` appends) and compares the problems.
fn check_all(changes: &[(&str, Value)], expected: &[&str]) {
    let mut body = right();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match body.pointer_mut(parent).unwrap() {
            Value::Array(list) if key == "-" => list.push(value.clone()),
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
            parent => parent[key] = value.clone(),
        }
    }
    let found = check_annotation(&caption_check(), &sofa(), &annotation(body));
    assert_eq!(places(&found), expected, "{found:#?}");
}

fn check(pointer: &str, value: Value, expected: &[&str]) {
    check_all(&[(pointer, value)], expected);
}

#[test]
fn two_dogs_on_a_red_sofa() {
    check_all(&[], &[]);
    let corrected = corrected_text(&sofa(), &annotation(right())).unwrap();
    assert_eq!(corrected, "One dogs on a blue sofa. A cat sleeps beside them.");
    assert_eq!(CAPTION.chars().count(), 49);
}

#[test]
fn a_contradiction_without_evidence_is_refused() {
    check("/verdicts/0/evidence", json!([]), &["evidence_missing verdicts/0/evidence"]);
    check("/verdicts/0/evidence", json!([{ "none": "absent" }]), &[]);
    check("/verdicts/0/evidence", json!([{ "none": "lazy" }]), &["reason_unknown verdicts/0/evidence/0/none"]);
    check(
        "/verdicts/0/evidence",
        json!([{ "none": "absent" }, { "region": "r1" }]),
        &["evidence_contradictory verdicts/0/evidence"],
    );
    check("/verdicts/0/evidence", json!([{ "none": "absent" }, { "region": "r1", "stance": "context" }]), &[]);
    check("/verdicts/0/evidence", json!([{ "region": "r9" }]), &["region_unknown verdicts/0/evidence/0/region"]);
    check("/verdicts/0/evidence", json!([{ "region": "r3" }]), &["evidence_slot verdicts/0/evidence/0/region"]);
    check(
        "/verdicts/0/evidence",
        json!([{ "region": "r1" }, { "region": "r1" }]),
        &["id_twice verdicts/0/evidence/1/region"],
    );
}

#[test]
fn verdicts_bring_what_their_value_needs() {
    check("/verdicts/0/errors", json!([]), &["error_missing verdicts/0/errors"]);
    check("/verdicts/0/rationale", json!(" "), &["rationale_missing verdicts/0/rationale"]);
    check("/verdicts/1/errors", json!([{ "type": "count" }]), &["error_forbidden verdicts/1/errors"]);
    check("/verdicts/1/value", json!("maybe"), &["verdict_unknown verdicts/1/value"]);
    check("/verdicts/1/value", json!("not_verifiable"), &["reason_missing verdicts/1/reason"]);
    check_all(&[("/verdicts/1/value", json!("not_verifiable")), ("/verdicts/1/reason", json!("occluded"))], &[]);
    check("/verdicts/1/reason", json!("occluded"), &["reason_unknown verdicts/1/reason"]);
    check("/verdicts/1/confidence", json!(1.1), &["value_range verdicts/1/confidence"]);
    check("/verdicts/1/aspect", json!("timing"), &["aspect_unknown verdicts/1/aspect", "verdict_missing verdicts/c2"]);
    let forbidden =
        [("/verdicts/1/value", json!("not_applicable")), ("/verdicts/1/evidence", json!([{ "region": "r1" }]))];
    check_all(&forbidden, &["evidence_forbidden verdicts/1/evidence"]);
}

#[test]
fn every_claim_is_judged_once() {
    check("/verdicts/1/claim", json!("c9"), &["claim_unknown verdicts/1/claim", "verdict_missing verdicts/c2"]);
    check("/verdicts/-", json!({ "claim": "c2", "value": "supported" }), &["verdict_twice verdicts/2/claim"]);
}

#[test]
fn errors_use_the_words_of_the_design() {
    check("/verdicts/0/errors/0/type", json!("smell"), &["error_type_unknown verdicts/0/errors/0/type"]);
    check("/verdicts/0/errors/0/type", json!("omission_object"), &["error_type_unknown verdicts/0/errors/0/type"]);
    check("/verdicts/0/errors/0/severity", json!(9), &["severity_unknown verdicts/0/errors/0/severity"]);
    check(
        "/verdicts/0/errors/0/axes",
        json!({ "visibility": "loud" }),
        &["option_unknown verdicts/0/errors/0/axes/visibility"],
    );
    check("/verdicts/0/errors/0/axes", json!({ "smell": "loud" }), &["axis_unknown verdicts/0/errors/0/axes/smell"]);
}

#[test]
fn wrong_words_stand_in_the_claim() {
    let span = |start: usize, end: usize, quote: &str| json!({ "start": start, "end": end, "quote": quote });
    check("/verdicts/0/errors/0/span", span(0, 3, "One"), &["quote_differs verdicts/0/errors/0/span"]);
    check("/verdicts/0/errors/0/span", span(26, 29, "cat"), &["span_outside verdicts/0/errors/0/span"]);
    check("/verdicts/0/errors/0/span", span(0, 900, "Two"), &["span_outside verdicts/0/errors/0/span"]);
    check(
        "/verdicts/0/errors/0/span",
        span(14, 22, "red sofa"),
        &["corrections_overlap verdicts/0/errors/0/correction"],
    );
}

#[test]
fn regions_lie_within_their_image() {
    let a_box = |x: f64, y: f64, width: f64| json!({ "type": "box", "x": x, "y": y, "width": width, "height": 10 });
    check("/regions/0/selector", a_box(-1.0, 0.0, 10.0), &["outside_image regions/0/selector"]);
    check("/regions/0/selector", a_box(635.0, 0.0, 10.0), &["outside_image regions/0/selector"]);
    check("/regions/0/selector", a_box(630.0, -0.005, 10.005), &[]);
    check("/regions/0/part", json!("1"), &["part_unknown regions/0/part"]);
    check("/regions/0/slot", json!("sound"), &["part_unknown regions/0/part"]);
    check(
        "/regions/1/id",
        json!("r1"),
        &["id_twice regions/1/id", "region_unknown verdicts/0/evidence/1/region", "target_unknown links/0/to"],
    );
    check("/regions/0/selector", json!({ "type": "none", "reason": "absent" }), &[]);
    check(
        "/regions/0/selector",
        json!({ "type": "none", "reason": "lazy" }),
        &["reason_unknown regions/0/selector/reason"],
    );
}

#[test]
fn regions_are_drawn_as_their_label_allows() {
    check("/regions/0/label", json!("cow"), &["label_unknown regions/0/label"]);
    check(
        "/regions/0/label",
        json!("phrase"),
        &["label_slot regions/0/label", "selector_kind regions/0/selector/type"],
    );
    check("/regions/0/selector", json!({ "type": "text", "spans": [] }), &["selector_kind regions/0/selector/type"]);
    check("/regions/0/label", json!("animal"), &["attribute_missing regions/0/attributes/occluded"]);
    let labelled =
        |value: &str| [("/regions/0/label", json!("animal")), ("/regions/0/attributes", json!({ "occluded": value }))];
    check_all(&labelled("partly"), &[]);
    check_all(&labelled("very"), &["option_unknown regions/0/attributes/occluded"]);
    check("/regions/0/attributes", json!({ "age": 3 }), &["attribute_unknown regions/0/attributes/age"]);
    check("/regions/2/selector/spans/0/quote", json!("Two cats"), &["quote_differs regions/2/selector/spans/0"]);
}

/// c1 split into two own claims, each judged.
fn split() -> Vec<(&'static str, Value)> {
    vec![
        (
            "/claims",
            json!([
                { "id": "n1", "text": "Two dogs", "from": ["c1"], "spans": [{ "start": 0, "end": 8, "quote": "Two dogs" }] },
                { "id": "n2", "text": "A red sofa", "from": ["c1"], "parents": ["n1"] },
            ]),
        ),
        ("/dropped", json!(["c1"])),
        ("/verdicts/0/claim", json!("n1")),
        ("/verdicts/0/errors/1", json!({ "type": "attribute" })),
        ("/verdicts/-", json!({ "claim": "n2", "value": "not_applicable" })),
        ("/answers/1/target", json!({ "on": "claim", "id": "n1" })),
    ]
}

#[test]
fn own_claims_replace_shared_ones() {
    check_all(&split(), &[]);
    let with = |pointer: &'static str, value: Value, expected: &[&str]| {
        check_all(&[split(), vec![(pointer, value)]].concat(), expected);
    };
    with(
        "/dropped",
        json!([]),
        &["claim_not_dropped claims/0/from/0", "claim_not_dropped claims/1/from/0", "verdict_missing verdicts/c1"],
    );
    with("/dropped", json!(["c1", "c9"]), &["claim_unknown dropped/1"]);
    with("/dropped", json!(["c1", "c1"]), &["id_twice dropped/1"]);
    with("/claims/1/from", json!(["c9"]), &["claim_unknown claims/1/from/0"]);
    with(
        "/claims/1/id",
        json!("c2"),
        &["id_twice claims/1/id", "claim_unknown verdicts/2/claim", "parent_failed verdicts/1/value"],
    );
    with("/claims/0/parents", json!(["n2"]), &["parent_cycle claims/0/parents", "parent_failed verdicts/0/value"]);
    with("/claims/0/spans/0/quote", json!("Two cats"), &["quote_differs claims/0/spans/0"]);
    with("/claims/0/text", json!(""), &["text_empty claims/0/text"]);
    with("/claim_set", json!("model"), &["claim_set_unknown claim_set"]);
}

#[test]
fn children_of_a_failed_claim_are_not_applicable() {
    let judged = [split(), vec![("/verdicts/2/value", json!("supported"))]].concat();
    check_all(&judged, &["parent_failed verdicts/2/value"]);
}

#[test]
fn claims_are_edited_only_where_the_design_says_so() {
    let mut design = caption_check();
    let rules = design.claims.as_mut().unwrap();
    (rules.editable, rules.omissions) = (false, false);
    let mut body = right();
    body["dropped"] = json!(["c2"]);
    body["verdicts"].as_array_mut().unwrap().pop();
    let found = check_annotation(&design, &sofa(), &annotation(body));
    assert_eq!(places(&found), ["claims_not_editable dropped", "omissions_not_declared omissions"]);
}

#[test]
fn omissions_are_claims_without_a_span() {
    check("/omissions/0/type", json!("count"), &["error_type_unknown omissions/0/type"]);
    check("/omissions/0/text", json!(""), &["text_empty omissions/0/text"]);
    check("/omissions/0/severity", json!(-1), &["severity_unknown omissions/0/severity"]);
    check("/omissions/0/evidence", json!([{ "region": "r7" }]), &["region_unknown omissions/0/evidence/0/region"]);
    check("/omissions/-", json!({ "id": "o1", "text": "again" }), &["id_twice omissions/1/id"]);
}

#[test]
fn omissions_have_kinds_as_claims_have() {
    let lamps = |fields: Value| {
        let mut omission = right()["omissions"][0].clone();
        omission.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!([omission])
    };
    let count = json!({ "kind": "count", "attributes": { "n": 2 }, "polarity": "negated", "certainty": "uncertain" });
    check("/omissions", lamps(count.clone()), &[]);
    check("/omissions", lamps(json!({ "kind": "song" })), &["kind_unknown omissions/0/kind"]);
    check("/omissions", lamps(json!({ "attributes": { "n": 2 } })), &["attribute_unknown omissions/0/attributes/n"]);
    let mut body = right();
    body["omissions"] = lamps(count);
    let kept = serde_json::to_value(&annotation(body).omissions[0]).unwrap();
    assert_eq!((&kept["kind"], &kept["attributes"]["n"]), (&json!("count"), &json!(2)));
    assert_eq!((&kept["polarity"], &kept["certainty"]), (&json!("negated"), &json!("uncertain")));
}

#[test]
fn links_never_dangle() {
    check("/links/0/to", json!({ "on": "region", "id": "r9" }), &["target_unknown links/0/to"]);
    check("/links/0/to", json!({ "on": "claim", "id": "c1" }), &["link_end links/0/to"]);
    check("/links/0/from", json!({ "on": "claim", "id": "c1" }), &[]);
    check("/links/0/from", json!({ "on": "region", "id": "r1" }), &["link_end links/0/from"]);
    check("/links/0/type", json!("hides"), &["link_type_unknown links/0/type"]);
    let again = json!({ "id": "l2", "type": "shows", "from": { "on": "region", "id": "r3" }, "to": { "on": "region", "id": "r2" } });
    check("/links/-", again, &["link_twice links/1"]);
    check("/links/0/to", json!({ "on": "link", "id": "l1" }), &["link_end links/0/to"]);
}

#[test]
fn answers_fit_their_question() {
    check("/answers/0/value", json!(6), &["value_range answers/0/value"]);
    check("/answers/0/value", json!(2.5), &["value_step answers/0/value"]);
    check("/answers/0/value", json!("3"), &["value_kind answers/0/value"]);
    check("/answers/1/value", json!("medium"), &["option_unknown answers/1/value"]);
    check("/answers/2/value", json!(["animals", "furniture", "people"]), &["option_count answers/2/value"]);
    check("/answers/2/value", json!(["animals", "animals"]), &["option_twice answers/2/value"]);
    check(
        "/answers/0/question",
        json!("taste"),
        &["question_unknown answers/0/question", "answer_missing answers/quality"],
    );
    check(
        "/answers/-",
        json!({ "question": "quality", "target": { "on": "item" }, "value": 3 }),
        &["answer_twice answers/3"],
    );
    check("/answers/1/target", json!({ "on": "item" }), &["target_not_asked answers/1/target"]);
    check("/answers/1/target", json!({ "on": "claim", "id": "c2" }), &["target_not_asked answers/1/target"]);
    check("/answers/1/target", json!({ "on": "claim", "id": "c9" }), &["target_unknown answers/1/target"]);
}

#[test]
fn conditions_decide_what_is_asked() {
    let why = |words: &str| json!({ "question": "why_bad", "target": { "on": "item" }, "value": words });
    check("/answers/-", why("wrong"), &["question_not_asked answers/3/question"]);
    check("/answers/0/value", json!(1), &["answer_missing answers/why_bad"]);
    check("/answers/0/value", json!(2), &[]);
    check_all(&[("/answers/0/value", json!(1.0)), ("/answers/-", why("كل شيء خطأ 🙃"))], &[]);
    check_all(
        &[("/answers/0/value", json!(1)), ("/answers/-", why(&"x".repeat(201)))],
        &["text_length answers/3/value"],
    );
    check_all(&[("/answers/0/value", json!(1)), ("/answers/-", why(" "))], &["text_empty answers/3/value"]);
}

#[test]
fn ids_and_words_can_be_stored() {
    check("/id", json!("not-a-ulid"), &["id_malformed id"]);
    check("/note", json!("a\0b"), &["text_null note"]);
    check("/note", json!("x".repeat(20_001)), &["text_length note"]);
    check("/flag", json!(""), &[]);
    check("/flag", json!("a\0b"), &["text_null flag"]);
    check("/flag", json!("x".repeat(20_001)), &["text_length flag"]);
    check(
        "/regions/0/id",
        json!("a b"),
        &[
            "id_malformed regions/0/id",
            "region_unknown verdicts/0/evidence/0/region",
            "region_unknown omissions/0/evidence/0/region",
        ],
    );
}

#[test]
fn other_outcomes_need_only_their_reason() {
    let outcome =
        |outcome: Value| json!({ "outcome": outcome, "verdicts": [{ "claim": "c9", "value": "unfinished" }] });
    let check = |value: Value, expected: &[&str]| {
        assert_eq!(places(&check_annotation(&caption_check(), &sofa(), &annotation(outcome(value)))), expected);
    };
    check(json!({ "type": "unusable", "reason": "broken_media" }), &[]);
    check(json!({ "type": "unusable", "reason": "boring" }), &["reason_unknown outcome/reason"]);
    check(json!({ "type": "declined", "reason": "I know the dog" }), &[]);
}

#[test]
fn a_design_without_claims_takes_none() {
    let mut design = caption_check();
    design.claims = None;
    design.links.clear();
    design.questions.clear();
    let found = check_annotation(&design, &sofa(), &annotation(right()));
    let expected = ["claims_not_declared omissions", "claims_not_declared verdicts"];
    assert_eq!(places(&found)[..2], expected);
    assert!(check_annotation(&design, &sofa(), &no_annotation()).is_empty());
}

#[test]
fn a_hostile_annotation_gets_a_short_reply() {
    let regions: Vec<Value> = (0..5_000)
        .map(|n| json!({ "id": format!("r{n}"), "slot": "x", "part": "0", "selector": { "type": "whole" } }))
        .collect();
    let found = check_annotation(&caption_check(), &sofa(), &annotation(json!({ "regions": regions })));
    assert_eq!(found.len(), 200);
}
