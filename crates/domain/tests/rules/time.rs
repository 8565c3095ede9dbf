//! Places, claims and links in time: within their media, on the master clock, in the order that they say.

use crosscheck_domain::{
    Asset, Clock, Content, Cue, Design, Item, Keyframe, MediaInfo, MediaKind, Part, Provenance, Selector, TimeScope,
    TrackShape, check as check_annotation, check_item, shape_at, shown,
};
use serde_json::{Value, json};

use crate::fixtures::{annotation, item, places};

const DESIGN: &str = "
title: Time
slots:
  - { id: film, kind: video, role: context }
  - { id: sound, kind: audio, role: sensor }
  - { id: subtitles, kind: text, role: claim_source, timed: true }
ontology:
  labels:
    - { id: siren, slots: [sound], selectors: [interval] }
    - id: car
      slots: [film]
      selectors: [track, interval]
      attributes: [{ id: brakes, type: choice, options: [{ id: on }, { id: off }], required: true }]
claims:
  slot: subtitles
  split: cues
  all_judged: false
  error_types:
    - { id: out_of_sync, offset: true }
    - { id: wrong_word }
  severities: []
links:
  - { id: before, order: before }
  - { id: after, order: after }
  - { id: during, order: during }
  - { id: same_event }
";

fn design() -> Design {
    Design::parse(DESIGN).unwrap()
}

fn asset(kind: MediaKind, info: MediaInfo) -> Content {
    let name = Some(format!("{kind:?}"));
    Content::Asset { asset: Asset { sha256: "0".repeat(64), name, info, provenance: Provenance::default() } }
}

/// Ten seconds of 640 × 480 pixels.
fn film() -> Part {
    let info = MediaInfo::new(MediaKind::Video, "video/mp4", 1);
    let info = MediaInfo { width: Some(640), height: Some(480), duration_ms: Some(10_000), frames: Some(250), ..info };
    Part::new("0", asset(MediaKind::Video, info))
}

/// Ten seconds in two channels of 16 kHz, which begin 120 ms after the film.
fn sound() -> Part {
    let info = MediaInfo::new(MediaKind::Audio, "audio/wav", 1);
    let info = MediaInfo { duration_ms: Some(10_000), channels: Some(2), sample_rate: Some(16_000), ..info };
    let clock = Some(Clock { offset_ms: 120, drift_ppm: 0.0 });
    Part { clock, ..Part::new("0", asset(MediaKind::Audio, info)) }
}

fn subtitles() -> Part {
    let cue = |start, end, start_ms, speaker: Option<&str>| Cue {
        start,
        end,
        start_ms,
        end_ms: start_ms + 1_500,
        speaker: speaker.map(str::to_owned),
    };
    let text = "Halló!\n \nWho is there?".to_owned();
    let cues = vec![cue(0, 6, 500, Some("Ada")), cue(7, 8, 2_000, None), cue(9, 22, 1_900, None)];
    Part::new("0", Content::Text { text, cues })
}

fn scene() -> Item {
    item(&[("film", vec![film()]), ("sound", vec![sound()]), ("subtitles", vec![subtitles()])]).with_claims(&design())
}

fn check_on(part: &Part, selector: Value, expected: &[&str]) {
    let selector: Selector = serde_json::from_value(selector).unwrap();
    assert_eq!(places(&selector.check(part)), expected, "{selector:?}");
}

#[test]
fn intervals_lie_within_their_medium_on_the_master_clock() {
    let interval = |start: i64, end: i64| json!({ "type": "interval", "start_ms": start, "end_ms": end });
    check_on(&film(), interval(0, 10_000), &[]);
    check_on(&film(), interval(500, 500), &[]);
    check_on(&film(), interval(-100, 10_100), &[]);
    check_on(&film(), interval(-101, 10_101), &["outside_time start_ms", "outside_time end_ms"]);
    check_on(&film(), interval(600, 500), &["interval_backwards end_ms"]);
    // The sound begins later, and so does its end.
    check_on(&sound(), interval(10, 10_220), &["outside_time start_ms"]);
    check_on(&sound(), interval(20, 10_221), &["outside_time end_ms"]);
    check_on(&subtitles(), interval(0, 1), &["selector_kind type"]);
}

#[test]
fn channels_and_bands_are_those_of_the_sound() {
    let with = |key: &str, value: Value| {
        let mut interval = json!({ "type": "interval", "start_ms": 200, "end_ms": 300 });
        interval[key] = value;
        interval
    };
    check_on(&sound(), with("channel", json!(1)), &[]);
    check_on(&sound(), with("channel", json!(2)), &["channel_unknown channel"]);
    check_on(&film(), with("channel", json!(0)), &["channel_unknown channel"]);
    check_on(&sound(), with("low_hz", json!(7_999)), &[]);
    check_on(&sound(), with("high_hz", json!(8_001)), &["band_invalid low_hz"]);
    check_on(&sound(), with("low_hz", json!(-1)), &["band_invalid low_hz"]);
}

fn at(time_ms: i64, x: f64) -> Value {
    let shape = json!({ "type": "box", "x": x, "y": 10, "width": 100, "height": 50 });
    json!({ "time_ms": time_ms, "frame": time_ms / 40, "shape": shape })
}

fn track(keyframes: Vec<Value>) -> Value {
    json!({ "type": "track", "keyframes": keyframes })
}

#[test]
fn tracks_move_forward_and_stay_in_the_picture() {
    check_on(&film(), track(vec![at(0, 0.0), at(400, 540.0)]), &[]);
    check_on(&film(), track(vec![]), &["too_few keyframes"]);
    check_on(&film(), track(vec![at(400, 0.0), at(400, 1.0)]), &["keyframe_order keyframes/1/time_ms"]);
    check_on(&film(), track(vec![at(0, 541.0)]), &["outside_image keyframes/0/shape"]);
    check_on(&film(), track(vec![at(11_000, 0.0)]), &["outside_time keyframes/0/time_ms"]);
    let points = json!({ "time_ms": 40, "frame": 1, "shape": { "type": "points", "points": [[1, 1]] } });
    check_on(&film(), track(vec![at(0, 0.0), points]), &["track_shape keyframes/1/shape/type"]);
    check_on(&sound(), track(vec![at(400, 0.0)]), &["selector_kind type"]);
}

fn keyframes(list: Vec<Value>) -> Vec<Keyframe> {
    serde_json::from_value(Value::Array(list)).unwrap()
}

/// Left edge of the box at a time.
fn left(keyframes: &[Keyframe], time_ms: f64) -> Option<f64> {
    shape_at(keyframes, time_ms).map(|shape| match shape {
        TrackShape::Box { x, .. } => x,
        other => panic!("{other:?}"),
    })
}

#[test]
fn between_keyframes_a_shape_moves_evenly_stays_or_is_away() {
    let mut list = vec![at(1_000, 0.0), at(2_000, 100.0), at(3_000, 100.0), at(4_000, 200.0)];
    list[1]["outside"] = json!(true);
    list[2]["hold"] = json!(true);
    let moving = keyframes(list);
    for (time, expected) in [
        (999.0, None),
        (1_000.0, Some(0.0)),
        (1_250.0, Some(25.0)),
        (1_999.0, Some(99.9)),
        (2_000.0, None),
        (2_999.0, None),
        (3_000.0, Some(100.0)),
        (3_999.0, Some(100.0)),
        (4_000.0, Some(200.0)),
        (4_001.0, None),
    ] {
        assert_eq!(left(&moving, time), expected, "{time}");
    }
    // A box turns by the shorter way.
    let mut turning = keyframes(vec![at(0, 200.0), at(100, 200.0)]);
    let turn = |keyframe: &mut Keyframe, degrees: f64| match &mut keyframe.shape {
        TrackShape::Box { rotation, .. } => *rotation = degrees,
        other => panic!("{other:?}"),
    };
    turn(&mut turning[0], 350.0);
    turn(&mut turning[1], 10.0);
    match shape_at(&turning, 50.0) {
        Some(TrackShape::Box { rotation, .. }) => assert_eq!(rotation, 360.0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn overlap_in_time_and_in_the_picture() {
    let check = |one: Value, other: Value, expected: f64| {
        let read = |value: Value| serde_json::from_value::<Selector>(value).unwrap();
        let (one, other) = (read(one), read(other));
        assert!((one.overlap(&other) - expected).abs() < 1e-9, "{one:?} {other:?} {}", one.overlap(&other));
        assert_eq!(one.overlap(&other), other.overlap(&one));
    };
    let interval = |start: i64, end: i64| json!({ "type": "interval", "start_ms": start, "end_ms": end });
    check(interval(0, 1_000), interval(500, 1_500), 1.0 / 3.0);
    check(interval(0, 1_000), interval(1_000, 2_000), 0.0);
    check(interval(700, 700), interval(750, 750), 1.0);
    check(interval(700, 700), interval(751, 751), 0.0);
    let mut on_the_left = interval(0, 1_000);
    on_the_left["channel"] = json!(0);
    check(on_the_left, interval(0, 1_000), 0.0);
    check(track(vec![at(0, 0.0), at(400, 100.0)]), track(vec![at(0, 0.0), at(400, 100.0)]), 1.0);
    check(track(vec![at(0, 0.0), at(400, 0.0)]), track(vec![at(0, 50.0), at(400, 50.0)]), 1.0 / 3.0);
    // There only half of the time: at 0, 200 and 400 ms of 0, 200, 400, 600 and 800 ms.
    check(track(vec![at(0, 0.0), at(400, 0.0)]), track(vec![at(0, 0.0), at(800, 0.0)]), 3.0 / 5.0);
}

#[test]
fn each_cue_that_says_something_is_a_claim_with_its_time() {
    let claims = &scene().claim_sets[0].claims;
    let found: Vec<_> = claims
        .iter()
        .map(|claim| (claim.id.as_str(), claim.text.as_str(), claim.time, claim.speaker.as_deref()))
        .collect();
    let time = |start_ms, end_ms| Some(TimeScope { start_ms, end_ms });
    let expected = [("c1", "Halló!", time(500, 2_000), Some("Ada")), ("c2", "Who is there?", time(1_900, 3_400), None)];
    assert_eq!(found, expected);
    assert_eq!(places(&check_item(&design(), &scene())), [""; 0]);
}

#[test]
fn cues_follow_each_other_in_a_text_that_takes_times() {
    let check = |change: fn(&mut Vec<Cue>), expected: &str| {
        let mut scene = scene();
        match &mut scene.slots.get_mut("subtitles").unwrap()[0].content {
            Content::Text { cues, .. } => change(cues),
            Content::Asset { .. } => unreachable!("it is a text"),
        }
        assert_eq!(places(&check_item(&design(), &scene))[0], expected);
    };
    check(|cues| cues.swap(0, 2), "cue_invalid slots/subtitles/0/cues/1");
    check(|cues| cues[2].end = 23, "cue_invalid slots/subtitles/0/cues/2");
    check(|cues| cues[1].end_ms = 0, "cue_invalid slots/subtitles/0/cues/1");
    let mut untimed = design();
    untimed.slots[2].timed = false;
    assert_eq!(places(&check_item(&untimed, &scene())), ["cues_unexpected slots/subtitles/0/cues"]);
}

#[test]
fn what_annotators_see_changes_with_times_and_offsets() {
    let (before, mut moved, mut later) = (shown(&scene()), scene(), scene());
    moved.slots.get_mut("sound").unwrap()[0].clock = Some(Clock { offset_ms: 121, drift_ppm: 0.0 });
    match &mut later.slots.get_mut("subtitles").unwrap()[0].content {
        Content::Text { cues, .. } => cues[2].end_ms += 1,
        Content::Asset { .. } => unreachable!("it is a text"),
    }
    assert_ne!(before, shown(&moved));
    assert_ne!(before, shown(&later));
}

fn check(fields: Value, expected: &[&str]) {
    let found = check_annotation(&design(), &scene(), &annotation(fields));
    assert_eq!(places(&found), expected, "{found:#?}");
}

#[test]
fn an_offset_belongs_to_errors_of_time() {
    let with = |kind: &str| {
        let error = json!({ "type": kind, "offset_ms": -1_500 });
        let evidence = json!([{ "none": "global" }]);
        json!({ "verdicts": [{ "claim": "c1", "value": "contradicted", "rationale": "late", "evidence": evidence, "errors": [error] }] })
    };
    check(with("out_of_sync"), &[]);
    check(with("wrong_word"), &["offset_unexpected verdicts/0/errors/0/offset_ms"]);
}

#[test]
fn links_say_the_order_that_the_times_show() {
    let linked = |kind: &str, from: &str, to: &str| {
        let siren = json!({ "type": "interval", "start_ms": 1_000, "end_ms": 4_000 });
        let car = track(vec![at(2_000, 0.0), at(3_000, 100.0)]);
        json!({
            "regions": [
                { "id": "r1", "slot": "sound", "part": "0", "label": "siren", "selector": siren },
                { "id": "r2", "slot": "film", "part": "0", "label": "car", "selector": car, "attributes": { "brakes": "on" } },
            ],
            "links": [{ "id": "l1", "type": kind, "from": { "on": "region", "id": from }, "to": { "on": "region", "id": to } }],
        })
    };
    check(linked("before", "r1", "r2"), &[]);
    check(linked("before", "r2", "r1"), &["link_order links/0/type"]);
    check(linked("after", "r2", "r1"), &[]);
    check(linked("after", "r1", "r2"), &["link_order links/0/type"]);
    check(linked("during", "r2", "r1"), &[]);
    check(linked("during", "r1", "r2"), &["link_order links/0/type"]);
    check(linked("same_event", "r2", "r1"), &[]);
}

#[test]
fn keyframes_carry_only_attributes_of_their_label() {
    let with = |attributes: Value| {
        let mut second = at(400, 100.0);
        second["attributes"] = attributes;
        let selector = track(vec![at(0, 0.0), second]);
        json!({ "regions": [{ "id": "r1", "slot": "film", "part": "0", "label": "car", "selector": selector, "attributes": { "brakes": "off" } }] })
    };
    check(with(json!({ "brakes": "on" })), &[]);
    check(with(json!({ "brakes": "maybe" })), &["option_unknown regions/0/selector/keyframes/1/attributes/brakes"]);
    check(with(json!({ "colour": "red" })), &["attribute_unknown regions/0/selector/keyframes/1/attributes/colour"]);
}

#[test]
fn a_design_takes_times_only_where_there_are_any() {
    let check = |from: &str, to: &str, expected: &str| {
        let problems = Design::parse(&DESIGN.replace(from, to)).unwrap_err();
        assert_eq!(places(&problems)[0], expected);
    };
    check("role: claim_source, timed: true", "role: claim_source", "split_cues claims/split");
    check("kind: audio, role: sensor", "kind: audio, role: sensor, timed: true", "timed_kind slots/1/timed");
}
