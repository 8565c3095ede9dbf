//! Items before they are stored.

use crosscheck_domain::{Content, Item, Part, check_item};
use serde_json::{Value, json};

use crate::fixtures::{caption_check, image, item, places, sofa, text};

fn check(item: &Item, expected: &[&str]) {
    assert_eq!(places(&check_item(&caption_check(), item)), expected);
}

/// A sofa item whose one claim set is changed at a JSON pointer.
fn check_set(pointer: &str, value: Value, expected: &[&str]) {
    let mut set = serde_json::to_value(&sofa().claim_sets[0]).unwrap();
    *set.pointer_mut(pointer).unwrap() = value;
    let mut item = sofa();
    item.claim_sets = vec![serde_json::from_value(set).unwrap()];
    check(&item, expected);
}

#[test]
fn slots_hold_what_the_design_says() {
    check(&sofa(), &[]);
    check(&item(&[("image", vec![image()])]), &["slot_missing slots/caption"]);
    check(&item(&[("image", text("dog")), ("caption", text("dog"))]), &["slot_kind slots/image/0"]);
    check(&item(&[("image", vec![image(), image()]), ("caption", text("dog"))]), &["slot_many slots/image"]);
    let unknown = item(&[("image", vec![image()]), ("caption", text("dog")), ("sound", text("woof"))]);
    check(&unknown, &["slot_unknown slots/sound"]);
}

#[test]
fn priorities_have_bounds() {
    check(&Item { priority: -(1 << 53) + 1, ..sofa() }, &[]);
    for priority in [i64::MIN, i64::MAX, 1 << 53] {
        check(&Item { priority, ..sofa() }, &["priority priority"]);
    }
}

#[test]
fn parts_have_ids_of_their_own() {
    let mut design = caption_check();
    design.slots[1].many = true;
    let part = |id: &str| Part::new(id, Content::text("dog"));
    let item = item(&[("image", vec![image()]), ("caption", vec![part("a"), part("a"), part("x/y")])]);
    let expected = ["id_twice slots/caption/1/id", "id_malformed slots/caption/2/id"];
    assert_eq!(places(&check_item(&design, &item)), expected);
}

#[test]
fn texts_can_be_stored() {
    check(&item(&[("image", vec![image()]), ("caption", text("a\0b"))]), &["text_null slots/caption/0/text"]);
    let mut keyed = sofa();
    keyed.external_id = "a\0".to_owned();
    check(&keyed, &["text_null external_id"]);
    check(&item(&[("image", vec![image()]), ("caption", text("<script>alert(1)</script> 🐶"))]), &[]);
}

#[test]
fn imported_claims_quote_their_text() {
    check_set("/claims/0/spans/0/quote", json!("Two cats"), &["quote_differs claim_sets/0/claims/0/spans/0"]);
    check_set("/claims/0/spans/0/end", json!(900), &["span_outside claim_sets/0/claims/0/spans/0"]);
    check_set("/claims/0/spans/0/end", json!(0), &["span_empty claim_sets/0/claims/0/spans/0"]);
    check_set("/claims/0/spans", json!([]), &[]);
    check_set("/claims/0/text", json!(" "), &["text_empty claim_sets/0/claims/0/text"]);
}

#[test]
fn imported_claims_hold_together() {
    check_set("/claims/1/id", json!("c1"), &["id_twice claim_sets/0/claims/1/id"]);
    check_set("/claims/1/parents", json!(["c9"]), &["claim_unknown claim_sets/0/claims/1/parents"]);
    check_set("/claims/1/parents", json!(["c1"]), &[]);
    check_set("/claims/1/parents", json!(["c2"]), &["parent_cycle claim_sets/0/claims/1/parents"]);
    check_set(
        "/slot",
        json!("image"),
        &[
            "claim_slot claim_sets/0/slot",
            "span_outside claim_sets/0/claims/0/spans",
            "span_outside claim_sets/0/claims/1/spans",
        ],
    );
    check_set("/part", json!("7"), &["part_unknown claim_sets/0/part"]);
    check_set("/origin", json!("annotator"), &["claim_origin claim_sets/0/origin"]);
}

#[test]
fn claim_kinds_bring_their_attributes() {
    let claim = |fields: Value| {
        let mut claim = serde_json::to_value(&sofa().claim_sets[0].claims[0]).unwrap();
        for (key, value) in fields.as_object().unwrap() {
            claim[key.as_str()] = value.clone();
        }
        json!([claim])
    };
    check_set("/claims", claim(json!({ "kind": "count", "attributes": { "n": 2 } })), &[]);
    check_set(
        "/claims",
        claim(json!({ "kind": "count", "attributes": { "n": 2.5 } })),
        &["value_integer claim_sets/0/claims/0/attributes/n"],
    );
    check_set("/claims", claim(json!({ "kind": "sound" })), &["kind_unknown claim_sets/0/claims/0/kind"]);
    check_set(
        "/claims",
        claim(json!({ "attributes": { "n": 2 } })),
        &["attribute_unknown claim_sets/0/claims/0/attributes/n"],
    );
}

#[test]
fn two_sets_never_share_an_id() {
    let mut item = sofa();
    let mut other = item.claim_sets[0].clone();
    other.id = "model".to_owned();
    other.claims.truncate(1);
    item.claim_sets.push(other);
    check(&item, &["id_twice claim_sets/1/claims"]);
}
