//! Items: the check before one is stored.

use std::collections::{HashMap, HashSet};

use super::{
    claims::{claim_problems, parent_cycle},
    words,
};
use crate::{
    ClaimOrigin, ClaimRules, ClaimSet, Content, Cue, Design, Item, Part, Problem, Slot,
    limits::{MAX_CLAIMS, MAX_PARTS, MAX_PRIORITY, MAX_PROBLEMS, MAX_TEXT_LENGTH},
    selector::Place,
};

/// What is wrong with an item under a design; empty when it may be stored.
pub fn check_item(design: &Design, item: &Item) -> Vec<Problem> {
    let mut problems = key_problems(item);
    problems.extend(priority_problem(item.priority).map(|problem| problem.within("priority")));
    for slot in &design.slots {
        let found = slot_problems(slot, item.slots.get(&slot.id).map_or(&[], Vec::as_slice));
        problems.extend(found.into_iter().map(|problem| problem.within(&slot.id).within("slots")));
    }
    for slot in item.slots.keys().filter(|slot| design.slot(slot).is_none()) {
        let known: Vec<&str> = design.slots.iter().map(|slot| slot.id.as_str()).collect();
        let message = format!("no slot `{slot}` in the design; use one of: {}", known.join(", "));
        problems.push(Problem::new("slot_unknown", message).within(slot).within("slots"));
    }
    problems.extend(claim_set_problems(design, item));
    problems.truncate(MAX_PROBLEMS);
    problems
}

/// What is wrong with a priority.
pub fn priority_problem(priority: i64) -> Option<Problem> {
    let message = || format!("give a priority between -{MAX_PRIORITY} and {MAX_PRIORITY}");
    let outside = !(-MAX_PRIORITY..=MAX_PRIORITY).contains(&priority);
    outside.then(|| Problem::new("priority", message()))
}

fn key_problems(item: &Item) -> Vec<Problem> {
    let keys = [
        ("external_id", Some(item.external_id.as_str())),
        ("group", item.group.as_deref()),
        ("split", item.split.as_deref()),
    ];
    let broken = keys.into_iter().filter_map(|(name, key)| Some(words::remark(key?)?.within(name)));
    broken.collect()
}

fn slot_problems(slot: &Slot, parts: &[Part]) -> Vec<Problem> {
    if parts.is_empty() {
        let message = format!("slot `{}` is empty; give it {}", slot.id, medium(slot));
        return if slot.required { vec![Problem::new("slot_missing", message)] } else { Vec::new() };
    }
    if parts.len() > 1 && !slot.many {
        let message = format!("slot `{}` holds one part but {} are given; keep one", slot.id, parts.len());
        return vec![Problem::new("slot_many", message)];
    }
    if parts.len() > MAX_PARTS {
        return vec![words::too_many("parts", parts.len(), MAX_PARTS)];
    }
    let mut ids = words::Ids::with_room_for(parts.len());
    let mut problems = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let found = ids.problem(&part.id).into_iter().chain(part_problem(slot, part));
        problems.extend(found.map(|problem| problem.within(index)));
    }
    problems
}

fn part_problem(slot: &Slot, part: &Part) -> Option<Problem> {
    if part.content.kind() != slot.kind {
        let message = format!("slot `{}` holds another kind of medium; give it {}", slot.id, medium(slot));
        return Some(Problem::new("slot_kind", message));
    }
    let Content::Text { text, cues } = &part.content else { return None };
    if text.contains('\0') {
        let message = "the text contains U+0000, which cannot be stored; remove that character";
        return Some(Problem::new("text_null", message).within("text"));
    }
    if let Some(problem) = cue_problem(slot, text, cues) {
        return Some(problem);
    }
    let length = if text.len() <= MAX_TEXT_LENGTH { 0 } else { text.chars().count() };
    (length > MAX_TEXT_LENGTH).then(|| {
        let message = format!("the text has {length} characters; keep to {MAX_TEXT_LENGTH}, or split it");
        Problem::new("text_length", message).within("text")
    })
}

/// Cues stand in a timed slot, in the order of the text, each within it and with a time that does not run backwards.
fn cue_problem(slot: &Slot, text: &str, cues: &[Cue]) -> Option<Problem> {
    if !cues.is_empty() && !slot.timed {
        let message = format!("slot `{}` takes no times; declare it `timed: true`, or leave the cues out", slot.id);
        return Some(Problem::new("cues_unexpected", message).within("cues"));
    }
    let length = if cues.is_empty() { 0 } else { text.chars().count() };
    let mut end = 0;
    for (index, cue) in cues.iter().enumerate() {
        let message = if cue.start < end || cue.end < cue.start || cue.end > length {
            format!(
                "the cue covers {}–{} of {length} characters; let cues follow each other in the text",
                cue.start, cue.end
            )
        } else if cue.end_ms < cue.start_ms {
            format!("the cue ends at {} ms, before it begins at {} ms; correct its times", cue.end_ms, cue.start_ms)
        } else {
            end = cue.end;
            continue;
        };
        return Some(Problem::new("cue_invalid", message).within(index).within("cues"));
    }
    None
}

pub(crate) fn medium(slot: &Slot) -> &'static str {
    match slot.kind {
        crate::MediaKind::Text => "a text",
        crate::MediaKind::Image => "an image",
        crate::MediaKind::Audio => "a sound",
        crate::MediaKind::Video => "a video",
    }
}

fn claim_set_problems(design: &Design, item: &Item) -> Vec<Problem> {
    let Some(rules) = &design.claims else {
        let message = "this design has no claims; leave them out";
        let given = !item.claim_sets.is_empty();
        return if given {
            vec![Problem::new("claims_not_declared", message).within("claim_sets")]
        } else {
            Vec::new()
        };
    };
    let mut set_ids = words::Ids::default();
    let mut owners: HashMap<&str, usize> = HashMap::new();
    let parts = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| (slot, part)));
    let parts: HashMap<(&str, &str), &Part> =
        parts.map(|(slot, part)| ((slot.as_str(), part.id.as_str()), part)).collect();
    let mut problems = Vec::new();
    for (index, set) in item.claim_sets.iter().enumerate() {
        let mut found: Vec<Problem> = set_ids.problem(&set.id).into_iter().collect();
        for claim in &set.claims {
            if owners.insert(&claim.id, index).is_some_and(|owner| owner != index) {
                let message = format!("claim id `{}` is used in two sets; ids are unique in an item", claim.id);
                found.push(Problem::new("id_twice", message).within("claims"));
            }
        }
        found.extend(set_problems(rules, parts.get(&(&set.slot, &set.part)).copied(), set));
        problems.extend(found.into_iter().map(|problem| problem.within(index).within("claim_sets")));
    }
    problems
}

fn set_problems(rules: &ClaimRules, part: Option<&Part>, set: &ClaimSet) -> Vec<Problem> {
    let mut problems = Vec::new();
    if set.slot != rules.slot {
        let message = format!("claims are made of slot `{}`, not of `{}`; correct the slot", rules.slot, set.slot);
        problems.push(Problem::new("claim_slot", message).within("slot"));
    }
    if set.origin == ClaimOrigin::Annotator {
        let message = "annotators' own claims belong to annotations; import the set as `imported`";
        problems.push(Problem::new("claim_origin", message).within("origin"));
    }
    let Some(part) = part else {
        let message = format!("the item has no part `{}` in slot `{}`; name one that it has", set.part, set.slot);
        problems.push(Problem::new("part_unknown", message).within("part"));
        return problems;
    };
    if set.claims.len() > MAX_CLAIMS {
        problems.push(words::too_many("claims", set.claims.len(), MAX_CLAIMS).within("claims"));
        return problems;
    }
    let place = Place::new(part);
    let text = match &place {
        Place::Text(text) => Some(text),
        Place::Image(_) | Place::Audio(_) | Place::Video(..) => None,
    };
    let known: HashSet<&str> = set.claims.iter().map(|claim| claim.id.as_str()).collect();
    let mut ids = words::Ids::with_room_for(set.claims.len());
    for (index, claim) in set.claims.iter().enumerate() {
        let mut found: Vec<Problem> = ids.problem(&claim.id).into_iter().collect();
        found.extend(claim_problems(rules, claim, text));
        let lost = claim.parents.iter().find(|parent| !known.contains(parent.as_str()));
        found.extend(lost.map(|parent| {
            let message = format!("no claim `{parent}` in this set to depend on; name one of its claims");
            Problem::new("claim_unknown", message).within("parents")
        }));
        problems.extend(found.into_iter().map(|problem| problem.within(index).within("claims")));
    }
    problems.extend(parent_cycle(&set.claims).map(|problem| problem.within("claims")));
    problems
}
