//! Nothing that a stranger sends makes the rules panic: broken files, and annotations with values swapped at random.

use crosscheck_domain::{Annotation, Design, check, corrected_text, ratings};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::{CAPTION_CHECK, annotation, caption_check, sofa};

/// A sound annotation with something of everything.
fn body() -> Value {
    serde_json::to_value(annotation(json!({
        "regions": [{ "id": "r1", "slot": "image", "part": "0", "label": "dog", "attributes": { "a": 1 },
            "selector": { "type": "polygon", "points": [[0, 0], [9, 0], [9, 9]], "holes": [[[1, 1], [2, 1], [2, 2]]] } }],
        "claims": [{ "id": "n1", "text": "a", "from": ["c1"], "parents": ["c2"], "spans": [{ "start": 0, "end": 3, "quote": "Two" }] }],
        "dropped": ["c1"],
        "verdicts": [{ "claim": "n1", "value": "contradicted", "evidence": [{ "region": "r1" }], "confidence": 0.5,
            "errors": [{ "type": "count", "correction": "One", "span": { "start": 0, "end": 3, "quote": "Two" } }] }],
        "omissions": [{ "id": "o1", "text": "b", "evidence": [{ "none": "global" }] }],
        "links": [{ "id": "l1", "type": "shows", "from": { "on": "claim", "id": "n1" }, "to": { "on": "region", "id": "r1" } }],
        "answers": [{ "question": "quality", "target": { "on": "item" }, "value": 3 }],
    })))
    .unwrap()
}

/// All places of a value that hold no other values.
fn leaves(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| leaves(inner, format!("{path}/{key}"), found)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, inner)| leaves(inner, format!("{path}/{n}"), found))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(path),
    }
}

fn any_leaf() -> impl Strategy<Value = Value> {
    let names =
        ["", "c1", "c2", "n1", "r1", "o1", "image", "caption", "0", "contradicted", "\0", "🐶", "image/0", "item"];
    prop_oneof![
        prop::sample::select(names.to_vec()).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3..12_i64).prop_map(Value::from),
        Just(Value::Null),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn swapped_values_are_refused_or_accepted(swaps in prop::collection::vec((any::<prop::sample::Index>(), any_leaf()), 1..4)) {
        let mut body = body();
        for (index, value) in swaps {
            let mut places = Vec::new();
            leaves(&body, String::new(), &mut places);
            let place = index.get(&places);
            *body.pointer_mut(place).unwrap() = value;
        }
        let (design, item) = (caption_check(), sofa());
        if let Ok(annotation) = serde_json::from_value::<Annotation>(body) {
            let problems = check(&design, &item, &annotation);
            prop_assert!(problems.iter().all(|problem| !problem.at.is_empty()));
            let _ = (corrected_text(&item, &annotation), ratings(&design, &item, &annotation));
            let _ = annotation.regions.iter().map(|region| region.selector.overlap(&annotation.regions[0].selector)).sum::<f64>();
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_a_design_or_has_problems(text in "[ \\t\\n\\-:\\[\\]{}&*\"'#,a-c!|>?%@`é🐶]{0,80}") {
        prop_assert!(Design::parse(&text).is_err_and(|problems| !problems.is_empty()));
    }

    #[test]
    fn a_damaged_design_is_a_design_or_has_problems(at in any::<prop::sample::Index>(), n in 0_usize..40, put in "[ \\n\\-:\\[\\]{}&*\"a]{0,3}") {
        let letters: Vec<char> = CAPTION_CHECK.chars().collect();
        let at = at.index(letters.len());
        let end = (at + n).min(letters.len());
        let damaged: String = letters[..at].iter().copied().chain(put.chars()).chain(letters[end..].iter().copied()).collect();
        match Design::parse(&damaged) {
            Ok(design) => prop_assert_eq!(Design::parse(&design.to_yaml()), Ok(design)),
            Err(problems) => prop_assert!(problems.iter().all(|p| p.line.is_none_or(|line| line as usize <= damaged.lines().count() + 1))),
        }
    }
}
