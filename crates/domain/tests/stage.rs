//! What people wrote, as items of the next stage.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crosscheck_domain::stage::{stage_problems, staged, writings};
use crosscheck_domain::{Annotation, Content, Design, Item, check_item};
use serde_json::{Value, json};

fn design(value: Value) -> Design {
    serde_json::from_value(value).unwrap()
}

fn films() -> Design {
    design(json!({"title": "Films",
        "slots": [{"id": "film", "kind": "video", "role": "context"},
            {"id": "caption", "kind": "text", "role": "claim_source"}],
        "ontology": {"labels": [{"id": "said", "selectors": ["interval"], "slots": ["film"],
            "attributes": [{"id": "text", "type": "text"}, {"id": "speaker", "type": "text"}]}]},
        "claims": {"slot": "caption"},
        "questions": [{"id": "better", "title": "A better one", "type": "text"},
            {"id": "why", "type": "text", "on": {"target": "claim"}},
            {"id": "fit", "type": "choice", "options": [{"id": "good"}]}]}))
}

fn item() -> Item {
    let item = json!({"external_id": "f1", "metadata": {"model": "m"},
        "slots": {"caption": [{"id": "0", "content": "text", "text": "Two dogs. A red sofa."}],
            "note": [{"id": "0", "content": "text", "text": "not here"}]}});
    serde_json::from_value::<Item>(item).unwrap().with_claims(&films())
}

fn annotation(value: Value) -> Annotation {
    let mut whole = json!({"id": "01", "outcome": {"type": "complete"}});
    whole.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    serde_json::from_value(whole).unwrap()
}

fn text_of(id: &str, given: Value) -> Option<Content> {
    let all = writings(&films());
    all.iter().find(|one| one.id == id).unwrap().text(&item(), &annotation(given))
}

#[test]
fn people_write_in_answers_corrections_and_transcripts() {
    let found: Vec<(String, String)> = writings(&films()).into_iter().map(|one| (one.id, one.title)).collect();
    let expected = [
        ("question/better", "A better one"),
        ("corrected/caption", "caption, corrected"),
        ("transcript/film", "Transcript of film"),
    ];
    assert_eq!(found, expected.map(|(id, title)| (id.to_owned(), title.to_owned())));
    let answer = |text: &str| json!({"answers": [{"question": "better", "target": {"on": "item"}, "value": text}]});
    assert_eq!(text_of("question/better", answer(" Three cats.")), Some(Content::text(" Three cats.")));
    assert_eq!(text_of("question/better", answer("  ")), None);
    assert_eq!(text_of("question/better", json!({})), None);
    let claim = &item().claim_sets[0].claims[0];
    let wrong = json!({"verdicts": [{"claim": claim.id, "value": "contradicted", "errors": [{"type": "object",
        "span": {"start": 4, "end": 8, "quote": "dogs"}, "correction": "cats"}]}]});
    assert_eq!(text_of("corrected/caption", wrong), Some(Content::text("Two cats. A red sofa.")));
    assert_eq!(text_of("corrected/caption", json!({})), None, "who corrects nothing has written nothing");
}

#[test]
fn a_transcript_keeps_its_times() {
    let said = |id: &str, start: i64, text: &str| {
        json!({"id": id, "slot": "film", "part": "0", "label": "said", "attributes": {"text": text, "speaker": "Ann"},
            "selector": {"type": "interval", "start_ms": start, "end_ms": start + 500}})
    };
    let given = json!({"regions": [said("b", 900, "and you?"), said("a", 0, "Ça va"), said("c", 2000, " ")]});
    let Some(Content::Text { text, cues }) = text_of("transcript/film", given) else { panic!() };
    assert_eq!(text, "Ça va\nand you?");
    let places: Vec<_> = cues.iter().map(|cue| (cue.start, cue.end, cue.start_ms, cue.end_ms)).collect();
    assert_eq!(places, [(0, 5, 0, 500), (6, 14, 900, 1400)]);
    assert_eq!(cues[0].speaker.as_deref(), Some("Ann"));
}

#[test]
fn what_the_next_stage_knows_is_taken_over() {
    let next = design(json!({"title": "Review",
        "slots": [{"id": "film", "kind": "video", "role": "context", "required": false},
            {"id": "text", "kind": "text", "role": "claim_source"}],
        "claims": {"slot": "text"}}));
    let made = staged(item(), &next, ("text", Content::text("Three cats. A sofa.")), "f1/x".to_owned());
    assert_eq!(made.slots.keys().collect::<Vec<_>>(), ["text"]);
    assert_eq!(made.claim_sets[0].claims.len(), 2, "the claims are those of the new text");
    assert_eq!((made.group.as_deref(), made.external_id.as_str()), (Some("f1"), "f1/x"));
    assert!(check_item(&next, &made).is_empty());
}

#[test]
fn slots_that_do_not_fit_are_named() {
    let next = |slot: Value| {
        design(json!({"title": "Review", "slots": [slot, {"id": "text", "kind": "text", "role": "claim_source"}]}))
    };
    let problems = |slot: Value| {
        let found = stage_problems(&films(), &next(slot), "text");
        found.into_iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(problems(json!({"id": "film", "kind": "video", "role": "context"})), "");
    assert_eq!(problems(json!({"id": "photo", "kind": "image", "role": "context", "required": false})), "");
    assert!(problems(json!({"id": "photo", "kind": "image", "role": "context"})).starts_with("slots/0: slot `photo`"));
    assert!(problems(json!({"id": "film", "kind": "audio", "role": "context"})).contains("a sound here and a video"));
}
