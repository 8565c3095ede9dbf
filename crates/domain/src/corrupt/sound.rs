//! A sound that comes too early or too late: which statements that makes wrong, and what moves along.

use crosscheck_stats::Rng;

use super::facts::about_time;
use super::kinds::OUT_OF_SYNC;
use super::{Attempt, MovedSound};
use crate::{Annotation, Asset, Claim, ClaimSet, Content, Item, MediaKind, Part, Selector};

/// The item with its only sound moved by so many milliseconds, later or earlier.
///
/// Statements with times, such as cues, are wrong by the same time then. Where there are none, the statements are whose kind
/// is that of being in time; there the sound is only ever late, as nobody knows what its beginning holds.
pub(super) fn shifted(item: &Item, claims: &[(&ClaimSet, &Claim)], by: i64, rng: &mut Rng) -> Option<Attempt> {
    let (slot, part, _) = only_sound(item)?;
    let kind = |claim: &Claim, wanted: fn(&str) -> bool| claim.kind.as_deref().is_some_and(wanted);
    let mut wrong: Vec<&Claim> = claims.iter().map(|(_, claim)| *claim).filter(|claim| claim.time.is_some()).collect();
    wrong.sort_by_key(|claim| claim.time.map(|time| time.start_ms));
    let timed = !wrong.is_empty();
    if !timed {
        let has_pictures = item.slots.values().flatten().any(|part| part.content.kind() == MediaKind::Video);
        wrong.extend(claims.iter().map(|(_, claim)| *claim).filter(|claim| has_pictures && kind(claim, about_time)));
    }
    let clock = part.clock.unwrap_or_default();
    let first = item.claims_in_use(None).filter_map(|(_, claim)| claim.time).map(|time| time.start_ms).min();
    let room = first.is_some_and(|first| clock.own_ms(first as f64) >= by as f64);
    let by_ms = if timed && room && rng.below(2) == 0 { -by } else { by };
    // What comes before and after what may be another matter now.
    let order = |claim: &Claim| claim.time.is_none() && kind(claim, |id| id.contains("order"));
    let unknown = item.claims_in_use(None).filter(|(_, claim)| order(claim)).map(|(_, claim)| claim.id.clone());
    let from = |ms: i64| format!("sound from {ms} ms");
    (!wrong.is_empty()).then(|| Attempt {
        item: item.clone(),
        claims: wrong.iter().map(|claim| claim.id.clone()).collect(),
        slot: slot.to_owned(),
        part: part.id.clone(),
        span: None,
        time: None,
        // Where the sound is late, the cue is early.
        offset_ms: Some(if timed { -by_ms } else { by_ms }),
        before: from(clock.offset_ms),
        after: from(clock.offset_ms + by_ms),
        error_types: OUT_OF_SYNC,
        unknown: unknown.collect(),
        sound: Some(MovedSound { slot: slot.to_owned(), part: part.id.clone(), by_ms }),
    })
}

/// The one part of the item that can be heard; none where there are several.
fn only_sound(item: &Item) -> Option<(&str, &Part, &Asset)> {
    let parts = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| (slot.as_str(), part)));
    let mut sounds = parts.filter_map(|(slot, part)| match &part.content {
        Content::Asset { asset } if asset.info.channels.is_some() => Some((slot, part, asset)),
        _ => None,
    });
    sounds.next().filter(|_| sounds.next().is_none())
}

/// Moves what was marked in the sound along with it. False where a mark would lie ahead of the sound, or where nobody knows
/// whether it is one of the sound or of the pictures.
pub(super) fn moves_along(facts: &mut Annotation, item: &Item, moved: &MovedSound) -> bool {
    let Some(part) = item.part(&moved.slot, &moved.part) else { return false };
    let begins = part.clock.unwrap_or_default().offset_ms;
    for region in facts.regions.iter_mut().filter(|region| region.slot == moved.slot && region.part == moved.part) {
        match &mut region.selector {
            Selector::Whole | Selector::None { .. } => {}
            Selector::Interval { start_ms, end_ms, .. } if part.content.kind() == MediaKind::Audio => {
                (*start_ms, *end_ms) = (*start_ms + moved.by_ms, *end_ms + moved.by_ms);
                if *start_ms < begins {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}
