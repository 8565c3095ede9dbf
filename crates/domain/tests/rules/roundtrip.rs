//! What the check accepts survives JSON: nothing is lost or changed between browser, store and export.

use crosscheck_domain::{Annotation, check};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::{CAPTION, annotation, caption_check, sofa};

fn point() -> impl Strategy<Value = Value> {
    (0.0..640.0_f64, 0.0..480.0_f64).prop_map(|(x, y)| json!([x, y]))
}

fn selector() -> impl Strategy<Value = (&'static str, Value)> {
    let on_image = |selector: Value| ("image", selector);
    prop_oneof![
        (0.0..300.0_f64, 0.0..200.0_f64, 0.0..400.0_f64, 0.0..300.0_f64, -45.0..45.0_f64).prop_map(
            move |(x, y, width, height, rotation)| on_image(
                json!({ "type": "box", "x": x, "y": y, "width": width, "height": height, "rotation": rotation })
            )
        ),
        prop::collection::vec(point(), 2..9).prop_map(move |p| on_image(json!({ "type": "polygon", "points": p }))),
        prop::collection::vec(point(), 1..9).prop_map(move |p| on_image(json!({ "type": "polyline", "points": p }))),
        prop::collection::vec(point(), 1..9).prop_map(move |p| on_image(json!({ "type": "points", "points": p }))),
        (0_u32..307_200).prop_map(move |n| on_image(
            json!({ "type": "mask", "width": 640, "height": 480, "counts": [n, 307_200 - n] })
        )),
        (0_usize..49, 1_usize..20).prop_map(|(start, length)| {
            let quote: String = CAPTION.chars().skip(start).take(length).collect();
            ("caption", json!({ "type": "text", "spans": [{ "start": start, "end": start + length, "quote": quote }] }))
        }),
    ]
}

fn any_annotation() -> impl Strategy<Value = Annotation> {
    let regions = prop::collection::vec(selector(), 0..6);
    let verdict = prop_oneof![Just("supported"), Just("subjective_not_checkable"), Just("contradicted")];
    (regions, verdict, 0.0..=1.0_f64, "\\PC{0,40}", 1..=5_u8, any::<u64>()).prop_map(
        |(selectors, value, confidence, words, quality, active_ms)| {
            let regions: Vec<Value> = selectors
                .into_iter()
                .enumerate()
                .map(|(n, (slot, selector))| json!({ "id": format!("r{n}"), "slot": slot, "part": "0", "selector": selector }))
                .collect();
            annotation(json!({
                "regions": regions,
                "verdicts": [
                    { "claim": "c1", "value": value, "confidence": confidence, "rationale": words },
                    { "claim": "c2", "value": "supported", "evidence": [{ "none": "global" }] },
                ],
                "omissions": [{ "id": "o1", "text": format!("{words}.") }],
                "answers": [{ "question": "quality", "target": { "on": "item" }, "value": quality }],
                "note": words,
                "flag": words,
                "active_ms": active_ms,
            }))
        },
    )
}

proptest! {
    #[test]
    fn accepted_annotations_survive_json(annotation in any_annotation()) {
        let (design, item) = (caption_check(), sofa());
        prop_assume!(check(&design, &item, &annotation).is_empty());
        let text = serde_json::to_string(&annotation).unwrap();
        let read: Annotation = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &annotation);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
        prop_assert!(check(&design, &item, &read).is_empty());
    }
}
