//! What consensus says of a verdict beyond its value: errors, reasons and evidence of those who gave it.

use crosscheck_domain::consensus::with_details;
use crosscheck_domain::places::{fused::fuse, place_fields};
use crosscheck_domain::{Annotation, AnnotatorId, Evidence, Selector, Stance};
use serde_json::{Value, json};

use crate::fixtures::{annotation, caption_check, sofa};

/// Says that there are three dogs, at a place of the picture.
fn contradicts(x: f64, error: Value) -> Annotation {
    annotation(json!({
        "regions": [{"id": "dogs", "slot": "image", "part": "0",
            "selector": {"type": "box", "x": x, "y": 10.0, "width": 200.0, "height": 100.0}}],
        "verdicts": [
            {"claim": "c1", "value": "contradicted", "evidence": [{"region": "dogs", "stance": "contradicts"}],
             "errors": [error]},
            {"claim": "c2", "value": "supported"}],
    }))
}

fn held() -> Annotation {
    annotation(json!({"verdicts": [
        {"claim": "c1", "value": "contradicted"}, {"claim": "c2", "value": "supported"}]}))
}

fn detailed(said: &[Annotation]) -> Annotation {
    let names: Vec<AnnotatorId> = (0..said.len()).map(|n| AnnotatorId(format!("a{n}"))).collect();
    let said: Vec<_> = names.iter().zip(said).collect();
    let mut facts = held();
    with_details(&mut facts, &caption_check(), &sofa(), &said);
    facts
}

#[test]
fn errors_and_evidence_are_those_of_most_who_gave_the_verdict() {
    let two = json!({"start": 0, "end": 3, "quote": "Two"});
    let count = |severity: i64| json!({"type": "count", "severity": severity, "span": two, "correction": "Three"});
    let red = json!({"type": "attribute", "severity": 4});
    // The fourth sees nothing wrong, and what is marked for that is no evidence here.
    let other = annotation(json!({
        "regions": [{"id": "r", "slot": "image", "part": "0",
            "selector": {"type": "box", "x": 400.0, "y": 10.0, "width": 50.0, "height": 50.0}}],
        "verdicts": [{"claim": "c1", "value": "supported", "evidence": [{"region": "r", "stance": "supports"}]},
            {"claim": "c2", "value": "supported"}],
    }));
    let said = [contradicts(100.0, count(1)), contradicts(104.0, count(3)), contradicts(100.0, red), other];
    let facts = detailed(&said);
    let [wrong, right] = &facts.verdicts[..] else { panic!("two verdicts") };
    let told = serde_json::to_value(&wrong.errors).unwrap();
    assert_eq!(told, json!([{"type": "count", "severity": 1, "span": two, "correction": "Three", "axes": {}}]));
    let [Evidence::Region { region, stance: Stance::Contradicts }] = &wrong.evidence[..] else {
        panic!("{:?}", wrong.evidence)
    };
    assert_eq!((facts.regions.len(), &facts.regions[0].id, &facts.regions[0].label), (1, region, &None));
    let Selector::Box { x, width, .. } = facts.regions[0].selector else { panic!("a box") };
    assert!((100.0..=104.0).contains(&x) && (width - 200.0).abs() < 1.0, "{x} {width}");
    assert!(right.errors.is_empty() && right.evidence.is_empty());
}

#[test]
fn what_they_do_not_agree_on_is_left_open() {
    let error = |of: &str| json!({"type": of});
    let facts = detailed(&[contradicts(0.0, error("count")), contradicts(300.0, error("attribute"))]);
    assert_eq!((&facts.verdicts[0].errors[..], &facts.regions[..]), (&[][..], &[][..]));
    let absent = |none: &str| {
        annotation(json!({"verdicts": [
            {"claim": "c1", "value": "contradicted", "evidence": [{"none": none}]}, {"claim": "c2", "value": "supported"}]}))
    };
    let facts = detailed(&[absent("off_screen"), absent("off_screen"), absent("absent")]);
    assert_eq!(facts.verdicts[0].evidence, [Evidence::Absent { none: "off_screen".to_owned() }]);
}

#[test]
fn boxes_are_brought_together_where_polygons_may_be_drawn_as_well() {
    let at = |x: f64| contradicts(x, json!({"type": "count"}));
    let mut drawn = at(100.0);
    drawn.regions = annotation(json!({"regions": [{"id": "dogs", "slot": "image", "part": "0", "selector":
        {"type": "polygon", "points": [[102.0, 10.0], [302.0, 10.0], [302.0, 110.0], [102.0, 110.0]]}}]}))
    .regions;
    let fields = place_fields(&caption_check());
    let about = &fields.iter().find(|field| field.id == "evidence/image/polygons").unwrap().about;
    let fused = |said: &[Annotation]| {
        let names: Vec<AnnotatorId> = (0..said.len()).map(|n| AnnotatorId(format!("a{n}"))).collect();
        let found = fuse(about, &sofa(), &names.iter().zip(said).collect::<Vec<_>>()).unwrap();
        assert_eq!(found.undefined, None);
        found.marks.iter().map(|mark| mark.selector["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(fused(&[at(100.0), at(104.0), at(102.0)]), ["box"]);
    assert_eq!(fused(&[at(100.0), at(104.0), drawn]), ["polygon"]);
}
