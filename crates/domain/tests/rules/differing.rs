//! What readers say differently, and answers that do not tell whose they are.

use crosscheck_domain::{Annotation, GroupKind, Rating, blinded, differences, groups};
use serde_json::json;

fn annotation(body: serde_json::Value) -> Annotation {
    serde_json::from_value(body).unwrap()
}

fn rating(unit: &str, value: &str) -> Rating {
    Rating { field: "verdict".to_owned(), unit: unit.to_owned(), value: value.to_owned() }
}

#[test]
fn the_most_different_comes_first() {
    let readers = [
        vec![rating("claim:c1", "supported"), rating("claim:c2", "supported"), rating("claim:c3", "supported")],
        vec![rating("claim:c1", "supported"), rating("claim:c2", "contradicted"), rating("claim:c3", "contradicted")],
        vec![rating("claim:c1", "supported"), rating("claim:c3", "not_verifiable")],
    ];
    let found = differences(&readers);
    let units: Vec<(&str, u32, bool)> =
        found.iter().map(|one| (one.unit.as_str(), one.n_values, one.differs)).collect();
    assert_eq!(units, [("claim:c2", 3, true), ("claim:c3", 3, true), ("claim:c1", 1, false)]);
    assert_eq!(found[0].values[2], None, "who says nothing differs");
}

fn boxed(id: &str, x: f64) -> serde_json::Value {
    let selector = json!({"type": "box", "x": x, "y": 0.0, "width": 100.0, "height": 100.0});
    json!({"id": id, "slot": "image", "part": "0", "selector": selector})
}

#[test]
fn regions_meet_by_place_and_claims_by_words() {
    let claim = |id: &str, start: usize, end: usize| json!({"id": id, "text": "x", "spans": [{"start": start, "end": end, "quote": "x"}]});
    let complete = json!({"type": "complete"});
    let readers = [
        annotation(json!({"id": "A", "outcome": complete, "regions": [boxed("a", 0.0), boxed("b", 500.0)],
            "claims": [claim("whole", 0, 20)]})),
        annotation(json!({"id": "B", "outcome": complete, "regions": [boxed("c", 10.0)],
            "claims": [claim("left", 0, 10), claim("right", 10, 20)]})),
        annotation(json!({"id": "C", "outcome": complete, "regions": [boxed("d", 30.0)]})),
    ];
    let found = groups(&readers.iter().collect::<Vec<_>>());
    let ids = |kind: GroupKind| -> Vec<Vec<&str>> {
        let group = found.iter().filter(|group| group.kind == kind);
        group.map(|group| group.members.iter().map(|member| member.id.as_str()).collect()).collect()
    };
    assert_eq!(ids(GroupKind::Region), [vec!["a", "c", "d"], vec!["b"]]);
    assert_eq!(ids(GroupKind::Claim), [["whole", "left", "right"]]);
    assert_eq!(found[0].typical, 1, "the one in the middle");
}

#[test]
fn a_blinded_answer_says_the_same_under_other_ids() {
    let own = annotation(json!({
        "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "outcome": {"type": "complete"}, "active_ms": 41_000,
        "supersedes": "01ARZ3NDEKTSV4RRFFQ69G5FAU",
        "regions": [boxed("ada-1", 0.0)],
        "claims": [{"id": "ada-claim", "text": "x", "from": ["c1"]}, {"id": "second", "text": "y", "parents": ["ada-claim"]}],
        "verdicts": [{"claim": "ada-claim", "value": "contradicted", "evidence": [{"region": "ada-1", "stance": "contradicts"}]},
            {"claim": "c2", "value": "supported"}],
        "answers": [{"question": "q", "target": {"on": "region", "id": "ada-1"}, "value": 1},
            {"question": "q", "target": {"on": "claim", "id": "c2"}, "value": 1}],
        "links": [{"id": "ada-link", "type": "t", "from": {"on": "region", "id": "ada-1"}, "to": {"on": "claim", "id": "ada-claim"}}],
    }));
    let blind = serde_json::to_string(&blinded(&own, "R1")).unwrap();
    assert!(!blind.contains("ada") && !blind.contains("01ARZ") && !blind.contains("41000"), "{blind}");
    let expected = json!({"claim": "own-1", "aspect": "default", "value": "contradicted", "errors": [],
        "evidence": [{"region": "r1", "stance": "contradicts"}]});
    assert_eq!(serde_json::from_str::<serde_json::Value>(&blind).unwrap()["verdicts"][0], expected);
    assert!(blind.contains(r#""parents":["own-1"]"#) && blind.contains(r#""claim":"c2""#), "{blind}");
}
