//! Selectors against the part that they lie on.

use crosscheck_domain::{Part, Selector};
use serde_json::{Value, json};

use crate::fixtures::{image, places, text};

fn check_on(part: &Part, selector: Value, expected: &[&str]) {
    let selector: Selector = serde_json::from_value(selector).unwrap();
    assert_eq!(places(&selector.check(part)), expected);
}

/// On an image of 640 × 480 pixels.
fn check(selector: Value, expected: &[&str]) {
    check_on(&image(), selector, expected);
}

#[test]
fn boxes() {
    let a_box = |x: f64, y: f64, width: f64, height: f64, rotation: f64| json!({ "type": "box", "x": x, "y": y, "width": width, "height": height, "rotation": rotation });
    check(a_box(0.0, 0.0, 640.0, 480.0, 0.0), &[]);
    check(a_box(0.0, 0.0, 640.009, 480.0, 0.0), &[]);
    check(a_box(0.0, 0.0, 640.02, 480.0, 0.0), &["outside_image "]);
    check(a_box(5.0, 5.0, 0.0, 5.0, 0.0), &["no_area width"]);
    check(a_box(5.0, 5.0, 5.0, -5.0, 0.0), &["no_area height"]);
    check(a_box(0.0, 0.0, 100.0, 100.0, 45.0), &["outside_image "]);
    check(a_box(100.0, 100.0, 100.0, 50.0, 30.0), &[]);
    // A tall box at the left edge fits when it lies on its side, and not when it stands.
    check(a_box(0.0, 100.0, 200.0, 40.0, 90.0), &[]);
    check(a_box(0.0, 0.0, 200.0, 40.0, 90.0), &["outside_image "]);
}

#[test]
fn polygons() {
    check(json!({ "type": "polygon", "points": [[0, 0], [640, 0], [640, 480]] }), &[]);
    check(json!({ "type": "polygon", "points": [[0, 0], [1, 1]] }), &["too_few points"]);
    check(json!({ "type": "polygon", "points": [[0, 0], [1, 1], [2, 2]] }), &["no_area points"]);
    check(json!({ "type": "polygon", "points": [[0, 0], [700, 0], [2, 2]] }), &["outside_image points"]);
    let with_hole =
        |hole: Value| json!({ "type": "polygon", "points": [[0, 0], [9, 0], [9, 9], [0, 9]], "holes": [hole] });
    check(with_hole(json!([[1, 1], [2, 1], [2, 2]])), &[]);
    check(with_hole(json!([[0, 0], [9, 0], [9, 9]])), &[]);
    check(with_hole(json!([[1, 1], [20, 1], [2, 2]])), &["hole_outside holes/0"]);
    check(with_hole(json!([[1, 1], [2, 1]])), &["too_few holes/0"]);
}

#[test]
fn lines_points_and_ellipses() {
    check(json!({ "type": "polyline", "points": [[0, 0], [5, 5]] }), &[]);
    check(json!({ "type": "polyline", "points": [[5, 5], [5, 5]] }), &["no_length points"]);
    check(json!({ "type": "points", "points": [[5, 5]] }), &[]);
    check(json!({ "type": "points", "points": [] }), &["too_few points"]);
    check(json!({ "type": "points", "points": [[5, 481]] }), &["outside_image points"]);
    check(json!({ "type": "ellipse", "cx": 50, "cy": 50, "rx": 50, "ry": 20 }), &[]);
    check(json!({ "type": "ellipse", "cx": 50, "cy": 20, "rx": 50, "ry": 20, "rotation": 90 }), &["outside_image "]);
    check(json!({ "type": "ellipse", "cx": 50, "cy": 50, "rx": 50, "ry": 20, "rotation": 90 }), &[]);
    check(json!({ "type": "ellipse", "cx": 50, "cy": 50, "rx": 0, "ry": 20 }), &["no_area rx"]);
}

#[test]
fn masks() {
    let mask = |width: u32, height: u32, counts: Value| json!({ "type": "mask", "width": width, "height": height, "counts": counts });
    check(mask(640, 480, json!([100, 200, 306_900])), &[]);
    check(mask(640, 480, json!([0, 307_200])), &[]);
    check(mask(320, 480, json!([0, 153_600])), &["mask_size "]);
    check(mask(640, 480, json!([100, 200])), &["mask_counts counts"]);
    check(mask(640, 480, json!([100, 0, 307_100])), &["mask_counts counts"]);
    check(mask(640, 480, json!([307_200])), &["mask_empty counts"]);
    check(mask(640, 480, json!([u32::MAX, u32::MAX, u32::MAX])), &["mask_counts counts"]);
}

#[test]
fn texts() {
    let long = format!("{}🐶 كلب e\u{301}nd", "ä".repeat(200));
    let part = text(&long).remove(0);
    let span = |start: usize, end: usize, quote: &str| json!({ "start": start, "end": end, "quote": quote });
    let spans = |spans: Value| json!({ "type": "text", "spans": spans });
    check_on(&part, spans(json!([span(200, 201, "🐶"), span(202, 205, "كلب")])), &[]);
    check_on(&part, spans(json!([span(206, 210, "e\u{301}nd")])), &[]);
    check_on(&part, spans(json!([span(206, 210, "énd")])), &["quote_differs spans/0"]);
    // What a browser would send if it counted UTF-16 units.
    check_on(&part, spans(json!([span(203, 206, "كلب")])), &["quote_differs spans/0"]);
    check_on(&part, spans(json!([span(206, 211, "e\u{301}nd")])), &["span_outside spans/0"]);
    check_on(&part, spans(json!([span(202, 205, "كلب"), span(200, 201, "🐶")])), &["span_order spans/1"]);
    check_on(&part, spans(json!([])), &["span_missing spans"]);
    check_on(&part, spans(json!([span(3, 3, "")])), &["span_empty spans/0"]);
}

#[test]
fn selectors_fit_their_medium() {
    check(json!({ "type": "whole" }), &[]);
    check(json!({ "type": "none", "reason": "negated" }), &[]);
    check(json!({ "type": "none", "reason": " " }), &["reason_missing reason"]);
    check(json!({ "type": "text", "spans": [] }), &["selector_kind type"]);
    check_on(&text("dog")[0], json!({ "type": "points", "points": [[1, 1]] }), &["selector_kind type"]);
}
