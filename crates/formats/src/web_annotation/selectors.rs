//! Selectors as the Web Annotation model writes them.

use crosscheck_domain::{Keyframe, Point, Selector, Span};
use serde_json::{Value, json};

use crate::timed::text::seconds;

/// The ways to select a place in `source`: one target for each span of a text, one for everything else.
pub fn targets(source: &Value, selector: &Selector) -> Vec<Value> {
    match selector {
        Selector::Whole => vec![source.clone()],
        Selector::Text { spans } => spans.iter().map(|span| resource(source, text(span))).collect(),
        Selector::Box { x, y, width, height, rotation } if rotation.rem_euclid(360.0) == 0.0 => {
            let selector = json!({
                "type": "FragmentSelector",
                "conformsTo": "http://www.w3.org/TR/media-frags/",
                "value": format!("xywh=pixel:{x},{y},{width},{height}"),
            });
            vec![resource(source, selector)]
        }
        Selector::Interval { start_ms, end_ms, channel, low_hz, high_hz } => {
            let mut selector = moment(*start_ms, *end_ms);
            for (name, value) in [("channel", json!(channel)), ("low_hz", json!(low_hz)), ("high_hz", json!(high_hz))] {
                if !value.is_null() {
                    selector[format!("crosscheck:{name}")] = value;
                }
            }
            vec![resource(source, selector)]
        }
        Selector::Track { keyframes } => {
            let (first, last) = (keyframes.first(), keyframes.last());
            let time = |keyframe: Option<&Keyframe>| keyframe.map_or(0, |keyframe| keyframe.time_ms);
            let mut selector = moment(time(first), time(last));
            selector["crosscheck:keyframes"] = json!(keyframes);
            vec![resource(source, selector)]
        }
        Selector::None { reason } => {
            vec![resource(source, json!({ "type": "crosscheck:NoPlace", "crosscheck:reason": reason }))]
        }
        shape => vec![resource(source, svg(&shape_element(shape)))],
    }
}

/// A stretch of the medium's own time as a media fragment; a point begins and ends at once.
fn moment(start_ms: i64, end_ms: i64) -> Value {
    json!({
        "type": "FragmentSelector",
        "conformsTo": "http://www.w3.org/TR/media-frags/",
        "value": format!("t={},{}", seconds(start_ms), seconds(end_ms)),
    })
}

fn resource(source: &Value, selector: Value) -> Value {
    json!({ "type": "SpecificResource", "source": source["id"], "selector": selector })
}

/// Position and quote say the same place twice; a reader may take either.
pub fn text(span: &Span) -> Value {
    json!([
        { "type": "TextPositionSelector", "start": span.start, "end": span.end },
        { "type": "TextQuoteSelector", "exact": span.quote },
    ])
}

fn svg(element: &str) -> Value {
    json!({
        "type": "SvgSelector",
        "value": format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{element}</svg>"),
    })
}

/// The SVG element in pixels of the picture. Only numbers go in: nothing that a person typed.
fn shape_element(selector: &Selector) -> String {
    match selector {
        Selector::Box { x, y, width, height, rotation } => {
            let (cx, cy) = (x + width / 2.0, y + height / 2.0);
            let turn = turn(*rotation, cx, cy);
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{turn}/>")
        }
        Selector::Ellipse { cx, cy, rx, ry, rotation } => {
            let turn = turn(*rotation, *cx, *cy);
            format!("<ellipse cx=\"{cx}\" cy=\"{cy}\" rx=\"{rx}\" ry=\"{ry}\"{turn}/>")
        }
        Selector::Polygon { points, holes } => {
            let rings = std::iter::once(points).chain(holes);
            let path: Vec<String> = rings.map(|ring| format!("M{}Z", pairs(ring).replace(' ', "L"))).collect();
            format!("<path fill-rule=\"evenodd\" d=\"{}\"/>", path.join(" "))
        }
        Selector::Polyline { points } => format!("<polyline fill=\"none\" points=\"{}\"/>", pairs(points)),
        Selector::Points { points } => {
            points.iter().map(|Point(x, y)| format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"0.5\"/>")).collect()
        }
        Selector::Mask { height, counts, .. } => format!("<path d=\"{}\"/>", mask(*height, counts)),
        Selector::Whole
        | Selector::Text { .. }
        | Selector::Interval { .. }
        | Selector::Track { .. }
        | Selector::None { .. } => String::new(),
    }
}

fn turn(degrees: f64, cx: f64, cy: f64) -> String {
    if degrees.rem_euclid(360.0) == 0.0 { String::new() } else { format!(" transform=\"rotate({degrees} {cx} {cy})\"") }
}

/// `1,2 3,4`
fn pairs(points: &[Point]) -> String {
    points.iter().map(|Point(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

/// A bar of one pixel's width for each stretch of set pixels in a column: exactly the mask.
fn mask(height: u32, counts: &[u32]) -> String {
    let mut path = String::new();
    let mut at: u64 = 0;
    let column_height = u64::from(height.max(1));
    for (index, run) in counts.iter().enumerate() {
        let end = at + u64::from(*run);
        while index % 2 == 1 && at < end {
            let (x, y) = (at / column_height, at % column_height);
            let length = (column_height - y).min(end - at);
            path.push_str(&format!("M{x},{y}h1v{length}h-1z"));
            at += length;
        }
        at = end;
    }
    path
}

#[cfg(test)]
mod tests {
    use crosscheck_domain::{Point, Selector};
    use serde_json::json;

    use super::{mask, shape_element, targets};

    #[test]
    fn shapes_are_svg() {
        let check = |selector: Selector, expected: &str| assert_eq!(shape_element(&selector), expected);
        check(
            Selector::Box { x: 1.0, y: 2.0, width: 4.0, height: 6.5, rotation: 30.0 },
            "<rect x=\"1\" y=\"2\" width=\"4\" height=\"6.5\" transform=\"rotate(30 3 5.25)\"/>",
        );
        check(
            Selector::Polygon {
                points: vec![Point(0.0, 0.0), Point(4.0, 0.0), Point(0.0, 4.0)],
                holes: vec![vec![Point(1.0, 1.0), Point(2.0, 1.0), Point(1.0, 2.0)]],
            },
            "<path fill-rule=\"evenodd\" d=\"M0,0L4,0L0,4Z M1,1L2,1L1,2Z\"/>",
        );
    }

    #[test]
    fn times_are_media_fragments() {
        let interval =
            Selector::Interval { start_ms: 1500, end_ms: 2000, channel: Some(1), low_hz: None, high_hz: None };
        let found = &targets(&json!({"id": "urn:x"}), &interval)[0];
        assert_eq!(
            (&found["selector"]["value"], &found["selector"]["crosscheck:channel"]),
            (&json!("t=1.500,2.000"), &json!(1))
        );
    }

    #[test]
    fn a_mask_becomes_bars() {
        assert_eq!(mask(4, &[3, 2, 11]), "M0,3h1v1h-1zM1,0h1v1h-1z");
        assert_eq!(mask(4, &[16]), "");
    }
}
