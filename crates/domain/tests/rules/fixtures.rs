//! Designs and items that the tests share.

use std::collections::BTreeMap;

use crosscheck_domain::{
    Annotation, Asset, Content, Design, Item, MediaInfo, MediaKind, Outcome, Part, Problem, Provenance,
};
use serde_json::{Value, json};

pub const CAPTION_CHECK: &str = include_str!("../data/caption-check.yaml");
pub const REPORT_CHECK: &str = include_str!("../data/report-check.yaml");
/// Two claims: c1 counts and colours the animals, c2 is about the cat.
pub const CAPTION: &str = "Two dogs on a red sofa. A cat sleeps beside them.";

pub fn caption_check() -> Design {
    Design::parse(CAPTION_CHECK).unwrap()
}

pub fn report_check() -> Design {
    Design::parse(REPORT_CHECK).unwrap()
}

pub fn text(text: &str) -> Vec<Part> {
    vec![Part::new("0", Content::text(text))]
}

/// A part with an image of 640 × 480 pixels.
pub fn image() -> Part {
    let info = MediaInfo { width: Some(640), height: Some(480), ..MediaInfo::new(MediaKind::Image, "image/jpeg", 1) };
    let asset =
        Asset { sha256: "0".repeat(64), name: Some("sofa.jpg".to_owned()), info, provenance: Provenance::default() };
    Part::new("0", Content::Asset { asset })
}

fn timed(info: MediaInfo) -> Part {
    let info = MediaInfo { duration_ms: Some(30_000), ..info };
    let asset = Asset { sha256: "1".repeat(64), name: None, info, provenance: Provenance::default() };
    Part::new("0", Content::Asset { asset })
}

/// Half a minute of pictures without a sound.
pub fn film() -> Part {
    timed(MediaInfo { width: Some(640), height: Some(480), ..MediaInfo::new(MediaKind::Video, "video/mp4", 1) })
}

/// Half a minute of speech.
pub fn recording() -> Part {
    timed(MediaInfo { channels: Some(1), ..MediaInfo::new(MediaKind::Audio, "audio/wav", 1) })
}

pub fn item(slots: &[(&str, Vec<Part>)]) -> Item {
    Item {
        external_id: "ext-1".to_owned(),
        slots: slots.iter().map(|(slot, parts)| ((*slot).to_owned(), parts.clone())).collect::<BTreeMap<_, _>>(),
        claim_sets: Vec::new(),
        group: None,
        split: None,
        priority: 0,
        metadata: serde_json::Map::new(),
    }
}

/// The sofa photograph with its caption, split by rule.
pub fn sofa() -> Item {
    item(&[("image", vec![image()]), ("caption", text(CAPTION))]).with_claims(&caption_check())
}

/// An annotation from its JSON, with id and outcome filled in.
pub fn annotation(fields: Value) -> Annotation {
    let mut body = json!({ "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "outcome": { "type": "complete" } });
    for (key, value) in fields.as_object().unwrap() {
        body[key.as_str()] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

pub fn no_annotation() -> Annotation {
    Annotation { outcome: Outcome::Complete, ..annotation(json!({})) }
}

/// `code at/path` of each problem, in order.
pub fn places(problems: &[Problem]) -> Vec<String> {
    for problem in problems {
        assert!(!problem.message.ends_with('.'), "a message has no full stop: {}", problem.message);
        assert!(!problem.message.starts_with(char::is_uppercase), "a message is lower case: {}", problem.message);
    }
    problems.iter().map(|problem| format!("{} {}", problem.code, problem.place())).collect()
}
