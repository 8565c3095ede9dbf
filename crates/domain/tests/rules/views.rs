//! What is shown of items: excerpts, search words, corrected texts, and what annotators may see.

use crosscheck_domain::{Content, Item, corrected_text, excerpt, for_annotator, search_words};
use serde_json::{Value, json};

use crate::fixtures::{annotation, image, item, sofa, text};

fn check_excerpt(words: &str, expected: &str) {
    assert_eq!(excerpt(&item(&[("image", vec![image()]), ("caption", text(words))])), expected);
}

#[test]
fn excerpts_are_one_short_line() {
    check_excerpt("  two\n dogs\t\0here ", "two dogs here");
    check_excerpt("", "");
    check_excerpt(&"ab ".repeat(40), "ab ".repeat(40).trim_end());
    check_excerpt(&"ab ".repeat(100), &format!("{}…", "ab ".repeat(40).trim_end()));
    check_excerpt(&"a".repeat(120), &"a".repeat(120));
    check_excerpt(&"a".repeat(121), &format!("{}…", "a".repeat(120)));
    // A family of five code points is never cut.
    let family = "👩‍👩‍👧";
    check_excerpt(&family.repeat(30), &format!("{}…", family.repeat(24)));
    check_excerpt(&format!("x{}", family.repeat(30)), &format!("x{}…", family.repeat(23)));
    let two = item(&[("b", text("second")), ("a", text("first"))]);
    assert_eq!(excerpt(&two), "first second");
}

fn check_words(text: &str, expected: &[&str]) {
    assert_eq!(search_words(text), expected);
}

#[test]
fn words_are_folded_and_unique() {
    check_words("Two dogs, two Dogs!", &["two", "dogs"]);
    check_words("Éclair CAFÉ cafe\u{301} Straße", &["eclair", "cafe", "straße"]);
    check_words("كَلْبٌ كلب", &["كلب"]);
    check_words("don't ﬁnd 3.5 🐶", &["don't", "find", "3.5"]);
    check_words("東京タワー", &["東", "京", "タワー"]);
    check_words("", &[]);
}

/// Corrects c1 of the sofa caption by `(start, end, correction)`; no span where the end is zero.
fn check_corrected(corrections: &[(usize, usize, &str)], expected: Option<&str>) {
    let errors: Vec<Value> = corrections
        .iter()
        .map(|(start, end, words)| match end {
            0 => json!({ "type": "count", "correction": words }),
            _ => json!({ "type": "count", "correction": words, "span": { "start": start, "end": end, "quote": "" } }),
        })
        .collect();
    let judged = annotation(json!({ "verdicts": [{ "claim": "c1", "value": "contradicted", "errors": errors }] }));
    assert_eq!(corrected_text(&sofa(), &judged).as_deref(), expected);
}

#[test]
fn corrections_compose() {
    let rest = " A cat sleeps beside them.";
    check_corrected(&[], None);
    check_corrected(&[(14, 17, "blue"), (0, 8, "One dog")], Some(&format!("One dog on a blue sofa.{rest}")));
    check_corrected(&[(13, 17, "")], Some(&format!("Two dogs on a sofa.{rest}").replace(" a sofa", " a sofa")));
    check_corrected(&[(0, 0, "A dog on a sofa. 🐶")], Some(&format!("A dog on a sofa. 🐶{rest}")));
    check_corrected(&[(0, 8, "One"), (4, 8, "dog")], None);
    check_corrected(&[(8, 3, "backwards")], None);
    check_corrected(&[(0, 3, "One"), (0, 3, "One")], Some(&format!("One dogs on a red sofa.{rest}")));
}

#[test]
fn own_claims_are_corrected_in_place() {
    let body = json!({
        "claims": [{ "id": "n1", "text": "a cat", "spans": [{ "start": 24, "end": 29, "quote": "A cat" }] }],
        "verdicts": [{ "claim": "n1", "value": "contradicted", "errors": [{ "type": "identity", "correction": "A fox" }] }],
    });
    let corrected = corrected_text(&sofa(), &annotation(body)).unwrap();
    assert_eq!(corrected, "Two dogs on a red sofa. A fox sleeps beside them.");
}

#[test]
fn annotators_see_no_origin() {
    let mut secret = Item { group: Some("g".into()), split: Some("test".into()), priority: 9, ..sofa() };
    secret.metadata.insert("gold".to_owned(), json!("contradicted"));
    let seen = for_annotator(secret.clone());
    let text = serde_json::to_string(&seen).unwrap();
    for hidden in ["ext-1", "gold", "sofa.jpg", "\"test\""] {
        assert!(!text.contains(hidden), "{hidden} is visible in {text}");
    }
    assert_eq!((seen.group, seen.split, seen.priority), (None, None, 0));
    assert_eq!(seen.claim_sets, secret.claim_sets);
    assert!(matches!(seen.slots["image"][0].content, Content::Asset { .. }));
}
