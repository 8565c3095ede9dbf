//! The kinds of errors: which claims bear one, and what becomes of them.

use std::collections::BTreeSet;

use crosscheck_stats::Rng;

use super::{Attempt, Change, CorruptionKind, facts, sound, text_of, words};
use crate::{Annotation, Claim, ClaimRules, ClaimSet, Content, Cue, Item, Polarity, TimeScope};

/// A cue or a sound is shifted by between these, either way: below, people do not hear it; above, it is no question.
const SHIFT_MS: (i64, i64) = (600, 2_000);

/// Errors that could be put into the item, in an order of chance.
pub(super) fn attempts(
    kind: CorruptionKind,
    rules: &ClaimRules,
    item: &Item,
    base: &Annotation,
    others: &[Item],
    rng: &mut Rng,
) -> Vec<Attempt> {
    let claims: Vec<(&ClaimSet, &Claim)> =
        item.claims_in_use(None).filter(|(_, claim)| facts::is_right(rules, base, &claim.id)).collect();
    let mut found: Vec<Attempt> = match kind {
        CorruptionKind::SwapCaption => each(&claims, |set, claim| swap(rules, item, set, claim, others, rng)),
        CorruptionKind::ChangeNumber => by_word(item, &claims, NUMBER, &mut |word| words::number(word, rng), is_number),
        CorruptionKind::ChangeColour => by_word(item, &claims, COLOUR, &mut |word| words::colour(word, rng), any),
        CorruptionKind::FlipLaterality => by_word(item, &claims, LATERALITY, &mut words::side, any),
        CorruptionKind::ChangeSeverity => by_word(item, &claims, SEVERITY, &mut words::degree, any),
        CorruptionKind::RepeatWord => {
            let twice = |word: &str| (word.chars().count() > 3).then(|| format!("{word} {}", word.to_lowercase()));
            by_word(item, &claims, REPETITION, &mut { twice }, any)
        }
        CorruptionKind::Negate => each(&claims, |set, claim| negate(item, set, claim)),
        CorruptionKind::ShiftCue => each(&claims, |set, claim| shift(item, set, claim, rng)),
        CorruptionKind::ShiftAudio => sound::shifted(item, &claims, shift_ms(rng), rng).into_iter().collect(),
        CorruptionKind::SwapEvents => swapped_events(item, &claims),
    };
    for at in (1..found.len()).rev() {
        found.swap(at, rng.below(at as u64 + 1) as usize);
    }
    found
}

const SWAPPED: &[&str] = &[
    "object_hallucinated",
    "event_hallucinated",
    "false_finding",
    "scene",
    "sound_hallucinated",
    "source_mismatch",
    "wrong_word",
    "substitution",
];
const NUMBER: &[&str] = &["count", "number", "name_or_number", "measurement", "substitution", "wrong_word"];
const COLOUR: &[&str] = &["colour", "color", "attribute", "substitution", "wrong_word"];
const LATERALITY: &[&str] = &["laterality", "direction", "spatial_relation", "location", "substitution", "wrong_word"];
const SEVERITY: &[&str] = &["severity", "extent", "size", "attribute"];
const REPETITION: &[&str] = &["repetition", "word_added", "insertion", "linguistic"];
const DENIAL: &[&str] = &["negation", "false_negation", "word_added", "insertion"];
const AFFIRMATION: &[&str] =
    &["negation", "false_finding", "object_hallucinated", "event_hallucinated", "word_missing", "deletion"];
pub(super) const OUT_OF_SYNC: &[&str] = &["out_of_sync", "sync", "timing"];
const ORDER: &[&str] = &["wrong_order", "order"];

fn each(claims: &[(&ClaimSet, &Claim)], mut attempt: impl FnMut(&ClaimSet, &Claim) -> Option<Attempt>) -> Vec<Attempt> {
    claims.iter().filter_map(|(set, claim)| attempt(set, claim)).collect()
}

/// The attempt that changes words of one claim; none where they belong to another claim in use too.
fn reworded(
    item: &Item,
    set: &ClaimSet,
    claim: &Claim,
    (start, end, after): (usize, usize, String),
    error_types: &'static [&'static str],
) -> Option<Attempt> {
    let holds = |one: &&Claim| one.spans.iter().any(|span| span.start < end && start < span.end);
    if set.claims.iter().filter(holds).count() != 1 {
        return None;
    }
    let before: String = text_of(item, &set.slot, &set.part)?.chars().skip(start).take(end - start).collect();
    let change = Change { slot: set.slot.clone(), part: set.part.clone(), range: start..end, before, after };
    Some(Attempt {
        item: change.apply(item)?,
        claims: vec![claim.id.clone()],
        slot: set.slot.clone(),
        part: set.part.clone(),
        span: Some(change.span()),
        time: None,
        offset_ms: None,
        before: change.before,
        after: change.after,
        error_types,
        unknown: Vec::new(),
        sound: None,
    })
}

fn any(_: &[char], _: usize, _: usize) -> bool {
    true
}

/// Not a part of a larger number, a date, a time or a fraction.
fn is_number(text: &[char], start: usize, end: usize) -> bool {
    let joins = |c: Option<&char>| c.is_some_and(|c| "./:-,%".contains(*c));
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let before = start >= 2 && joins(text.get(start - 1)) && digit(text.get(start - 2));
    !(before || joins(text.get(end)) && digit(text.get(end + 1)))
}

/// An attempt for each word of each claim that there is another word for.
fn by_word(
    item: &Item,
    claims: &[(&ClaimSet, &Claim)],
    error_types: &'static [&'static str],
    other: &mut dyn FnMut(&str) -> Option<String>,
    fits: fn(&[char], usize, usize) -> bool,
) -> Vec<Attempt> {
    let mut found = Vec::new();
    for (set, claim) in claims {
        let Some(text) = text_of(item, &set.slot, &set.part) else { continue };
        let chars: Vec<char> = text.chars().collect();
        for span in &claim.spans {
            for (start, end, word) in words::words(&span.quote) {
                let (start, end) = (span.start + start, span.start + end);
                if !fits(&chars, start, end) {
                    continue;
                }
                let Some(after) = other(word) else { continue };
                found.extend(reworded(item, set, claim, (start, end, after), error_types));
            }
        }
    }
    found
}

/// A statement about another item in place of the claim's own words.
fn swap(
    rules: &ClaimRules,
    item: &Item,
    set: &ClaimSet,
    claim: &Claim,
    others: &[Item],
    rng: &mut Rng,
) -> Option<Attempt> {
    let [span] = &claim.spans[..] else { return None };
    let own = content_words(text_of(item, &set.slot, &set.part)?);
    let strange = |other: &&Claim| {
        let said = content_words(&other.text);
        let shared = said.intersection(&own).count();
        other.polarity == Polarity::Affirmed && other.parents.is_empty() && !said.is_empty() && 2 * shared <= said.len()
    };
    let foreign: Vec<&Claim> = others
        .iter()
        .filter(|other| other.external_id != item.external_id && other.group.as_deref() != Some(&item.external_id))
        .flat_map(|other| &other.claim_sets)
        .filter(|other| other.slot == rules.slot)
        .flat_map(|other| &other.claims)
        .filter(|other| matches!(&other.spans[..], [words] if full_stop(&words.quote) == full_stop(&span.quote)))
        .filter(strange)
        .collect();
    if foreign.is_empty() {
        return None;
    }
    let other = foreign[rng.below(foreign.len() as u64) as usize];
    let quote = &other.spans[0].quote;
    let mut attempt = reworded(item, set, claim, (span.start, span.end, quote.clone()), SWAPPED)?;
    for set in &mut attempt.item.claim_sets {
        for one in set.claims.iter_mut().filter(|one| one.id == claim.id) {
            other.text.clone_into(&mut one.text);
            one.kind.clone_from(&other.kind);
            one.attributes.clone_from(&other.attributes);
            (one.polarity, one.certainty) = (other.polarity, other.certainty);
        }
    }
    Some(attempt)
}

/// Whether the words end a sentence, so that what takes their place ends one too.
fn full_stop(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_punctuation())
}

/// Words that say something, in small letters.
fn content_words(text: &str) -> BTreeSet<String> {
    let long = words::words(text).into_iter().filter(|(_, _, word)| word.chars().count() > 3);
    long.map(|(_, _, word)| word.to_lowercase()).collect()
}

fn negate(item: &Item, set: &ClaimSet, claim: &Claim) -> Option<Attempt> {
    let [span] = &claim.spans[..] else { return None };
    let found = words::words(&span.quote);
    let at = |(start, end, _): (usize, usize, &str)| (span.start + start, span.start + end);
    let (denies, (start, end), after) = if claim.polarity == Polarity::Negated {
        let (first, second) = (*found.first()?, *found.get(1)?);
        if first.2.eq_ignore_ascii_case("no") {
            (false, (at(first).0, at(second).1), words::as_written(first.2, second.2))
        } else {
            let not = found.iter().position(|(_, _, word)| *word == "not").filter(|at| *at > 0)?;
            (false, (at(found[not - 1]).0, at(found[not]).1), found[not - 1].2.to_owned())
        }
    } else if found.iter().any(|(_, _, word)| ["no", "not", "none", "never"].contains(&word.to_lowercase().as_str())) {
        return None;
    } else if let Some((word, after)) = found.iter().find_map(|word| Some((*word, words::denied(word.2)?))) {
        (true, at(word), after)
    } else {
        let (first, second) = (*found.first()?, *found.get(1)?);
        match first.2.to_lowercase().as_str() {
            "a" | "an" => (true, at(first), words::as_written(first.2, "no")),
            "the" | "this" | "it" | "there" | "both" => return None,
            // A finding is named without an article: “Consolidation in the left lung”.
            _ if claim.kind.as_deref() == Some("finding") => {
                let after = format!("No {} {}", first.2.to_lowercase(), second.2);
                (true, (at(first).0, at(second).1), after)
            }
            _ => return None,
        }
    };
    let error_types = if denies { DENIAL } else { AFFIRMATION };
    let mut attempt = reworded(item, set, claim, (start, end, after), error_types)?;
    for one in attempt.item.claim_sets.iter_mut().flat_map(|set| &mut set.claims).filter(|one| one.id == claim.id) {
        one.polarity = if denies { Polarity::Negated } else { Polarity::Affirmed };
    }
    Some(attempt)
}

/// By how many milliseconds something is shifted.
fn shift_ms(rng: &mut Rng) -> i64 {
    SHIFT_MS.0 + rng.below((SHIFT_MS.1 - SHIFT_MS.0) as u64 / 100 + 1) as i64 * 100
}

/// The cue of the claim comes too early or too late.
fn shift(item: &Item, set: &ClaimSet, claim: &Claim, rng: &mut Rng) -> Option<Attempt> {
    let (time, [span]) = (claim.time?, &claim.spans[..]) else { return None };
    let by = shift_ms(rng);
    let offset_ms = if time.start_ms > by && rng.below(2) == 0 { -by } else { by };
    let mut made = item.clone();
    let part = made.slots.get_mut(&set.slot)?.iter_mut().find(|part| part.id == set.part)?;
    let Content::Text { cues, .. } = &mut part.content else { return None };
    let of_claim = |cue: &&mut Cue| {
        (cue.start_ms, cue.end_ms) == (time.start_ms, time.end_ms) && cue.start < span.end && span.start < cue.end
    };
    let cue = cues.iter_mut().find(of_claim)?;
    let (start, end) = (cue.start, cue.end);
    (cue.start_ms, cue.end_ms) = (cue.start_ms + offset_ms, cue.end_ms + offset_ms);
    let after = TimeScope { start_ms: time.start_ms + offset_ms, end_ms: time.end_ms + offset_ms };
    for other in made.claim_sets.iter_mut().filter(|one| one.slot == set.slot && one.part == set.part) {
        let in_cue = |one: &&mut Claim| {
            one.time == Some(time) && one.spans.iter().any(|span| span.start < end && start < span.end)
        };
        let shifted: Vec<&mut Claim> = other.claims.iter_mut().filter(in_cue).collect();
        // Two claims of one cue would both be off.
        if shifted.len() > 1 {
            return None;
        }
        shifted.into_iter().for_each(|one| one.time = Some(after));
    }
    let told = |time: TimeScope| format!("{}–{} ms", time.start_ms, time.end_ms);
    Some(Attempt {
        item: made,
        claims: vec![claim.id.clone()],
        slot: set.slot.clone(),
        part: set.part.clone(),
        span: None,
        time: Some(after),
        offset_ms: Some(offset_ms),
        before: told(time),
        after: told(after),
        error_types: OUT_OF_SYNC,
        unknown: Vec::new(),
        sound: None,
    })
}

/// Two statements that follow each other in a text without times, each in the other's place. The first one is wrong by
/// its place; of the second one nothing is said, as one of both being wrong is enough.
fn swapped_events(item: &Item, claims: &[(&ClaimSet, &Claim)]) -> Vec<Attempt> {
    let mut found = Vec::new();
    for pair in claims.windows(2) {
        let [(set, first), (other_set, second)] = pair else { continue };
        let ([one], [other]) = (&first.spans[..], &second.spans[..]) else { continue };
        let timed = first.time.is_some() || second.time.is_some();
        let depends = !first.parents.is_empty() || !second.parents.is_empty();
        if set.id != other_set.id || timed || depends || one.end > other.start || one.quote == other.quote {
            continue;
        }
        // The later words first, so that the earlier ones still stand where they stood.
        let later = (other.start, other.end, one.quote.clone());
        let Some(half) = reworded(item, set, second, later, ORDER) else { continue };
        let earlier = (one.start, one.end, other.quote.clone());
        let Some(mut whole) = reworded(&half.item, set, first, earlier, ORDER) else { continue };
        for claim in whole.item.claim_sets.iter_mut().flat_map(|set| &mut set.claims) {
            let said = match claim.id.as_str() {
                id if id == first.id => second,
                id if id == second.id => first,
                _ => continue,
            };
            said.text.clone_into(&mut claim.text);
            claim.kind.clone_from(&said.kind);
            claim.attributes.clone_from(&said.attributes);
            (claim.polarity, claim.certainty) = (said.polarity, said.certainty);
        }
        whole.unknown.push(second.id.clone());
        found.push(whole);
    }
    found
}
