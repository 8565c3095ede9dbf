//! Places and words compared: cases by hand.

use crosscheck_stats::matching::{Kind, by_item};
use serde_json::{Value, json};

use super::{About, ClaimText, Compared, Judged, Words, compare, place_fields};
use crate::{Annotation, AnnotatorId, Design, Item, Split};

fn item() -> Item {
    let sound = json!({"id": "0", "content": "asset", "asset": {
        "sha256": "a", "name": null, "info": {"kind": "audio", "mime": "audio/wav", "size": 1, "duration_ms": 60_000},
        "provenance": {}}});
    let claims = json!([
        {"id": "c1", "text": "one", "spans": [], "time": {"start_ms": 4_000, "end_ms": 5_000}},
        {"id": "c2", "text": "two", "spans": []},
    ]);
    serde_json::from_value(json!({
        "external_id": "x",
        "slots": {"sound": [sound], "script": [{"id": "0", "content": "text", "text": "good morning to all of you"}],
                  "report": [{"id": "0", "content": "text", "text": "one two"}]},
        "claim_sets": [{"id": "s", "slot": "report", "part": "0", "origin": "imported", "claims": claims}],
    }))
    .unwrap()
}

fn annotation(id: &str, regions: Value, verdicts: Value) -> Annotation {
    serde_json::from_value(json!({
        "id": id, "outcome": {"type": "complete"}, "regions": regions, "verdicts": verdicts,
    }))
    .unwrap()
}

fn interval(id: &str, start: i64, end: i64, attributes: Value) -> Value {
    json!({"id": id, "slot": "sound", "part": "0", "label": "speech", "attributes": attributes,
           "selector": {"type": "interval", "start_ms": start, "end_ms": end}})
}

fn regions(kind: Kind) -> About {
    About::Regions { slot: "sound".into(), kind, labels: vec!["speech".into()] }
}

fn compared(about: &About, bodies: &[Annotation]) -> Option<Compared> {
    let names: Vec<AnnotatorId> = ["ann", "bo", "cy"].map(|name| AnnotatorId(name.into())).to_vec();
    let judged: Vec<Judged> = names.iter().zip(bodies).map(|(annotator, body)| Judged { annotator, body }).collect();
    compare(about, &item(), &judged).unwrap()
}

/// The first measure of the kind.
fn value(about: &About, found: &Compared) -> Result<f64, String> {
    let options = super::options(matches!(about, About::Reference { .. }));
    let kind = about.kind().unwrap();
    by_item(kind)[0].by_item(kind, &options).unwrap().value(&found.of_measures[0])
}

fn said(id: &str, words: &[(&str, i64, &str, &str)]) -> Annotation {
    let region = |(region, start, text, speaker): &(&str, i64, &str, &str)| {
        interval(region, *start, start + 2_000, json!({"text": text, "speaker": speaker}))
    };
    annotation(id, words.iter().map(region).collect(), json!([]))
}

#[test]
fn equal_annotators_agree_perfectly_and_there_is_nowhere_to_look() {
    let body = said("1", &[("r1", 0, "good morning", "A"), ("r2", 5_000, "to all", "B")]);
    for kind in [Kind::Intervals, Kind::Speech, Kind::Transcripts] {
        let found = compared(&regions(kind), &[body.clone(), body.clone()]).unwrap();
        let perfect = by_item(kind)[0].perfect;
        assert_eq!(value(&regions(kind), &found), Ok(perfect), "{kind:?}");
        assert_eq!((found.spot, found.wording.len(), found.n_pairs), (None, 0, 1), "{kind:?}");
    }
}

#[test]
fn intervals_that_only_one_has_are_where_to_look() {
    let ann = said("1", &[("r1", 0, "", ""), ("r2", 9_000, "", "")]);
    let bo = said("2", &[("q1", 100, "", "")]);
    let found = compared(&regions(Kind::Intervals), &[ann, bo]).unwrap();
    assert_eq!(value(&regions(Kind::Intervals), &found), Ok(2.0 / 3.0));
    let spot = found.spot.unwrap();
    assert_eq!((spot.t_ms, spot.region.as_deref()), (Some(9_000), Some("1/r2")));
    assert_eq!(spot.annotators.len(), 2);
}

#[test]
fn point_events_match_within_a_fifth_of_a_second() {
    let at = |id: &str, ms: i64| annotation(id, json!([interval("r", ms, ms, json!({}))]), json!([]));
    for (apart, wanted) in [(0, 1.0), (199, 1.0), (220, 0.0)] {
        let found = compared(&regions(Kind::Intervals), &[at("1", 5_000), at("2", 5_000 + apart)]).unwrap();
        assert_eq!(value(&regions(Kind::Intervals), &found), Ok(wanted), "{apart} ms apart");
    }
}

#[test]
fn speakers_are_told_apart_whatever_they_are_called() {
    let ann = said("1", &[("r1", 0, "", "A"), ("r2", 2_000, "", "B")]);
    let bo = said("2", &[("r1", 0, "", "tall"), ("r2", 2_000, "", "small")]);
    let one = said("3", &[("r1", 0, "", "x"), ("r2", 2_000, "", "x")]);
    let found = compared(&regions(Kind::Speech), &[ann.clone(), bo]).unwrap();
    assert_eq!(value(&regions(Kind::Speech), &found), Ok(0.0));
    let found = compared(&regions(Kind::Speech), &[ann, one]).unwrap();
    assert_eq!(value(&regions(Kind::Speech), &found), Ok(0.5));
    assert!(found.spot.unwrap().t_ms.is_some());
}

#[test]
fn words_are_compared_both_ways_whoever_comes_first() {
    let ann = said("1", &[("r1", 0, "good morning", "A"), ("r2", 5_000, "to all of you", "A")]);
    let bo = said("2", &[("q1", 0, "Good morning!", "A"), ("q2", 5_000, "to hall of", "A")]);
    let about = regions(Kind::Transcripts);
    let found = compared(&about, &[ann.clone(), bo.clone()]).unwrap();
    // Two errors on six words one way, on five the other way.
    assert_eq!(value(&about, &found), Ok(4.0 / 11.0));
    let words = |one: &str, two: Option<&str>| Words { one: Some(one.into()), two: two.map(Into::into) };
    let listed: Vec<&Words> = found.wording.iter().map(|one| &one.words).collect();
    assert_eq!(listed, [&words("all", Some("hall")), &words("you", None)]);
    let spot = found.spot.clone().unwrap();
    assert_eq!(spot.t_ms, Some(5_000));
    let turned = compared(&about, &[bo, ann]).unwrap();
    assert_eq!(value(&about, &turned), value(&about, &found));
    assert_eq!(turned.wording.iter().map(|one| &one.words).collect::<Vec<_>>(), listed);
}

#[test]
fn a_reference_is_compared_with_one_answer_alone() {
    let about = About::Reference { slot: "sound".into(), reference: "script".into(), labels: vec!["speech".into()] };
    let ann = said("1", &[("r1", 0, "good morning", "A"), ("r2", 5_000, "to all of", "A"), ("r3", 8_000, "uh", "A")]);
    let found = compared(&about, &[ann]).unwrap();
    // `you` became `uh`: one of six words.
    assert_eq!((found.n_pairs, value(&about, &found)), (1, Ok(1.0 / 6.0)));
    assert_eq!(found.wording[0].words, Words { one: Some("you".into()), two: Some("uh".into()) });
    assert_eq!(found.wording[0].spot.region.as_deref(), Some("1/r3"));
    let missing = About::Reference { slot: "sound".into(), reference: "none".into(), labels: vec!["speech".into()] };
    assert_eq!(compared(&missing, &[said("1", &[])]), None);
}

#[test]
fn one_answer_is_nothing_to_compare_and_an_empty_one_is_an_answer() {
    let about = regions(Kind::Intervals);
    let ann = said("1", &[("r1", 0, "", "")]);
    assert_eq!(compared(&about, std::slice::from_ref(&ann)), None);
    let found = compared(&about, &[ann, said("2", &[])]).unwrap();
    assert_eq!(value(&about, &found), Ok(0.0));
    let nothing = compared(&about, &[said("1", &[]), said("2", &[])]).unwrap();
    assert!(value(&about, &nothing).is_err());
}

#[test]
fn offsets_are_those_of_shared_claims() {
    let about = About::Offsets { claims: ClaimText { slot: "report".into(), split: Split::None } };
    let found_late = |claim: &str, ms: i64| {
        json!({"claim": claim, "value": "contradicted",
        "errors": [{"type": "out_of_sync", "offset_ms": ms}]})
    };
    let ann = annotation("1", json!([]), json!([found_late("c1", 1_500), found_late("own", 9)]));
    let bo = annotation("2", json!([]), json!([found_late("c1", 1_400)]));
    let found = compared(&about, &[ann, bo]).unwrap();
    assert_eq!(found.offsets.iter().map(|one| one.ms).collect::<Vec<_>>(), [1_500, 1_400]);
    assert_eq!((found.n_pairs, found.spot.unwrap().t_ms), (1, Some(4_000)));
    assert_eq!(compared(&about, &[annotation("1", json!([]), json!([]))]), None);
}

#[test]
fn evidence_is_compared_claim_by_claim() {
    let about = About::Evidence {
        slot: "sound".into(),
        kind: Kind::Intervals,
        claims: ClaimText { slot: "report".into(), split: Split::None },
    };
    let shown = |id: &str, claim: &str| {
        let verdict =
            json!({"claim": claim, "value": "supported", "evidence": [{"region": "r", "stance": "supports"}]});
        annotation(id, json!([interval("r", 1_000, 2_000, json!({}))]), json!([verdict]))
    };
    let same = compared(&about, &[shown("1", "c1"), shown("2", "c1")]).unwrap();
    assert_eq!(value(&about, &same), Ok(1.0));
    let other = compared(&about, &[shown("1", "c1"), shown("2", "c2")]).unwrap();
    assert_eq!(value(&about, &other), Ok(0.0), "the same place for another claim is another thing");
}

#[test]
fn tracks_are_compared_along_their_way() {
    let about = About::Regions { slot: "view".into(), kind: Kind::Tracks, labels: vec!["car".into()] };
    let frame = |ms: i64, x: f64| {
        json!({"time_ms": ms, "frame": ms / 40,
        "shape": {"type": "box", "x": x, "y": 0.0, "width": 10.0, "height": 10.0}})
    };
    let track = |id: &str, frames: Value| {
        let region = json!({"id": "t", "slot": "view", "part": "0", "label": "car",
            "selector": {"type": "track", "keyframes": frames}});
        annotation(id, json!([region]), json!([]))
    };
    let mut item = item();
    let view = item.slots["sound"].clone();
    item.slots.insert("view".into(), view);
    let [ann, bo] = ["ann", "bo"].map(|name| AnnotatorId(name.into()));
    // One keyframe more on the same way changes nothing.
    let one = track("1", json!([frame(0, 0.0), frame(1_000, 100.0)]));
    let two = track("2", json!([frame(0, 0.0), frame(500, 50.0), frame(1_000, 100.0)]));
    let late = track("3", json!([frame(5_000, 0.0), frame(6_000, 100.0)]));
    let compared = |two: &Annotation| {
        let judged = [Judged { annotator: &ann, body: &one }, Judged { annotator: &bo, body: two }];
        compare(&about, &item, &judged).unwrap().unwrap()
    };
    assert_eq!((value(&about, &compared(&two)), compared(&two).spot), (Ok(1.0), None));
    let apart = compared(&late);
    assert_eq!((value(&about, &apart), apart.spot.unwrap().t_ms), (Ok(0.0), Some(0)));
}

#[test]
fn a_design_has_the_fields_that_its_labels_can_fill() {
    let design = Design::parse(
        "
title: Speech
slots:
  - {id: sound, kind: audio, role: context}
  - {id: picture, kind: image, role: context}
  - {id: script, kind: text, role: reference}
  - {id: report, kind: text, role: claim_source}
ontology:
  labels:
    - id: speech
      slots: [sound]
      attributes: [{id: text, type: text}, {id: speaker, type: text}]
    - {id: dog, slots: [picture], selectors: [box]}
claims: {slot: report, evidence_slots: [sound]}
",
    )
    .unwrap();
    let ids: Vec<String> = place_fields(&design).into_iter().map(|field| field.id).collect();
    let wanted = [
        "region/sound/intervals",
        "region/sound/speech",
        "region/sound/transcripts",
        "reference/sound/script",
        "region/picture/boxes",
        "evidence/sound/intervals",
    ];
    assert_eq!(ids[..6], wanted);
}
