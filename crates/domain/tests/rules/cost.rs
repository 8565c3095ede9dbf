//! The check stays cheap: its work grows with the annotation, not with its square.

use std::time::Instant;

use crosscheck_domain::{Annotation, check};
use serde_json::{Value, json};

use crate::fixtures::{annotation, caption_check, sofa};

fn with_boxes(n: usize) -> Annotation {
    let region = |n: usize| {
        let (x, y) = (n % 600, n % 440);
        json!({ "id": format!("r{n}"), "slot": "image", "part": "0", "label": "dog",
                "selector": { "type": "box", "x": x, "y": y, "width": 12.5, "height": 10.25 } })
    };
    let regions: Vec<Value> = (0..n).map(region).collect();
    annotation(json!({
        "regions": regions,
        "verdicts": [{ "claim": "c1", "value": "supported" }, { "claim": "c2", "value": "supported" }],
        "answers": [{ "question": "quality", "target": { "on": "item" }, "value": 3 }],
    }))
}

/// The quickest of several runs, in milliseconds.
fn milliseconds(annotation: &Annotation) -> f64 {
    let (design, item) = (caption_check(), sofa());
    let run = |_| {
        let begin = Instant::now();
        assert!(check(&design, &item, annotation).is_empty());
        begin.elapsed().as_secs_f64() * 1_000.0
    };
    (0..10).map(run).fold(f64::INFINITY, f64::min)
}

#[test]
fn two_thousand_boxes_are_quick() {
    let (few, many) = (milliseconds(&with_boxes(2_000)), milliseconds(&with_boxes(16_000)));
    println!("2,000 boxes: {few:.3} ms, 16,000 boxes: {many:.3} ms");
    // Eight times the boxes cost about eight times as much, not 64 times.
    assert!(many < few * 32.0, "2,000 boxes take {few} ms but 16,000 take {many} ms");
    // An unoptimised build is many times slower than what people run.
    let most = if cfg!(debug_assertions) { 200.0 } else { 1.0 };
    assert!(few < most, "2,000 boxes take {few} ms");
}
