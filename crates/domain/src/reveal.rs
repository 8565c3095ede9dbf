//! What an annotator may see of an item: without its origin, and without the slots that come later.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{Answer, Content, Design, Item, Part, Provenance, Target, check::value_problems};

/// The item without the slots that are not revealed yet, and the ids of those slots in the design's order.
///
/// A slot is revealed once each question that it waits for has a fitting answer on the item.
pub fn withhold(design: &Design, item: &Item, answers: &[Answer]) -> (Item, Vec<String>) {
    let waits = |slot: &&crate::Slot| {
        item.slots.contains_key(&slot.id) && !slot.reveal_after.iter().all(|id| is_answered(design, id, answers))
    };
    let hidden: Vec<String> = design.slots.iter().filter(waits).map(|slot| slot.id.clone()).collect();
    let mut seen = item.clone();
    seen.slots.retain(|slot, _| !hidden.contains(slot));
    seen.claim_sets.retain(|set| !hidden.contains(&set.slot));
    (seen, hidden)
}

fn is_answered(design: &Design, question: &str, answers: &[Answer]) -> bool {
    let Some(asked) = design.question(question) else { return false };
    answers.iter().any(|answer| {
        answer.question == question
            && answer.target == Target::Item
            && value_problems(&asked.kind, &answer.value).is_empty()
    })
}

/// The item without everything that tells where it comes from or what others expect of it: keys, metadata, group,
/// split, priority, and the names and sources of its files.
pub fn for_annotator(item: Item) -> Item {
    let mut item = Item {
        external_id: String::new(),
        group: None,
        split: None,
        priority: 0,
        metadata: serde_json::Map::new(),
        ..item
    };
    for part in item.slots.values_mut().flatten() {
        if let Content::Asset { asset } = &mut part.content {
            asset.name = None;
            asset.provenance = Provenance { source: None, ..std::mem::take(&mut asset.provenance) };
        }
    }
    item
}

/// What annotators judge of an item, as text that can be compared: texts, bytes and shared claims. What is said about one
/// revision of an item holds for every other one of which this is equal.
pub fn shown(item: &Item) -> String {
    let part = |part: &Part| {
        let (kind, content) = match &part.content {
            Content::Text { text, cues } if cues.is_empty() => ("text", json!(text)),
            Content::Text { text, cues } => ("text", json!([text, cues])),
            Content::Asset { asset } => ("asset", json!(asset.sha256)),
        };
        match part.clock {
            None => json!([part.id, kind, content]),
            Some(clock) => json!([part.id, kind, content, clock]),
        }
    };
    let slots: BTreeMap<&str, Vec<_>> =
        item.slots.iter().map(|(slot, parts)| (slot.as_str(), parts.iter().map(part).collect())).collect();
    serde_json::to_string(&(slots, &item.claim_sets)).expect("every key is a text")
}
