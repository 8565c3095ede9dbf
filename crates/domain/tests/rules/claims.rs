//! Texts become claims: sentences, whole texts, many parts, and imported sets.

use crosscheck_domain::{ClaimRules, Content, Part, Split, split_claims};

use crate::fixtures::{caption_check, item, sofa, text};

fn rules(split: Split) -> ClaimRules {
    ClaimRules { split, ..caption_check().claims.unwrap() }
}

/// Splits into sentences and compares `id start–end quote`.
fn check(text: &str, expected: &[&str]) {
    let set = split_claims(&rules(Split::Sentences), "caption", "0", text, &[]);
    let code_points: Vec<char> = text.chars().collect();
    let found = set.claims.iter().map(|claim| {
        let span = &claim.spans[0];
        assert_eq!(code_points[span.start..span.end].iter().collect::<String>(), span.quote);
        assert_eq!(claim.text, span.quote);
        format!("{} {}–{} {}", claim.id, span.start, span.end, span.quote)
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn sentences_become_claims() {
    check("Two dogs on a red sofa.", &["c1 0–23 Two dogs on a red sofa."]);
    check("A dog. A cat!", &["c1 0–6 A dog.", "c2 7–13 A cat!"]);
    check("  A dog.\n\nA cat?  ", &["c1 2–8 A dog.", "c2 10–16 A cat?"]);
    check("The lens is 3.5 mm wide. It works.", &["c1 0–24 The lens is 3.5 mm wide.", "c2 25–34 It works."]);
    check("", &[]);
    check(" \n\t ", &[]);
}

#[test]
fn positions_are_code_points_in_every_script() {
    check("كلبان على أريكة حمراء. قطة نائمة؟", &["c1 0–22 كلبان على أريكة حمراء.", "c2 23–33 قطة نائمة؟"]);
    check("🐶🐶 here. 👩‍👩‍👧 There.", &["c1 0–8 🐶🐶 here.", "c2 9–21 👩‍👩‍👧 There."]);
    check("两只狗。一只猫。", &["c1 0–4 两只狗。", "c2 4–8 一只猫。"]);
}

#[test]
fn other_rules() {
    let whole = split_claims(&rules(Split::Whole), "caption", "0", " A dog. A cat. ", &[]);
    assert_eq!(whole.claims.len(), 1);
    assert_eq!(whole.claims[0].text, "A dog. A cat.");
    assert!(split_claims(&rules(Split::None), "caption", "0", "A dog.", &[]).claims.is_empty());
}

#[test]
fn a_rule_set_is_added_only_where_none_was_imported() {
    let item = sofa();
    assert_eq!(item.claim_sets.len(), 1);
    assert_eq!(item.clone().with_claims(&caption_check()), item);
}

#[test]
fn ids_stay_unique_over_several_parts() {
    let part = |id: &str, text: &str| Part::new(id, Content::text(text));
    let item = item(&[("caption", vec![part("a", "One. Two."), part("b", "Three.")])]).with_claims(&caption_check());
    let ids: Vec<&str> = item.claim_sets.iter().flat_map(|set| &set.claims).map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids, ["a.c1", "a.c2", "b.c1"]);
}

#[test]
fn an_annotation_works_on_the_set_it_names() {
    let mut item = item(&[("caption", text("One. Two."))]).with_claims(&caption_check());
    let mut other = item.claim_sets[0].clone();
    other.id = "model".to_owned();
    other.claims.truncate(1);
    other.claims[0].id = "m1".to_owned();
    item.claim_sets.push(other);
    let ids = |named: Option<&str>| item.claims_in_use(named).map(|(_, claim)| claim.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(None), ["c1", "c2"]);
    assert_eq!(ids(Some("model")), ["m1"]);
}
