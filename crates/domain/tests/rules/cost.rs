//! Large annotations pass, many boxes on one picture being ordinary work; and a large design is refused at once.

use std::time::{Duration, Instant};

use crosscheck_domain::{Annotation, Design, check};
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

/// Two megabytes of keys, as anybody who is signed in may send. Comparing each with all before took minutes.
#[test]
fn very_many_keys_are_read_in_no_time() {
    let text: String = (0..190_000).map(|n| format!("k{n}: 1\n")).collect();
    let begun = Instant::now();
    assert!(Design::parse(&text).is_err());
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}
