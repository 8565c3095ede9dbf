//! Large annotations pass: many boxes on one picture are ordinary work.

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

#[test]
fn sixteen_thousand_boxes_are_accepted() {
    assert_eq!(check(&caption_check(), &sofa(), &with_boxes(16_000)), []);
}
