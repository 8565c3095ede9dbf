//! The corrected text: what the claim source says once the corrections of its errors are put in.

use std::collections::BTreeMap;

use crate::{Annotation, Claim, Content, Item, Problem, Span};

/// The claim source with all corrections in place, or nothing where no correction changes a text.
///
/// Several corrected parts are joined by a line break. An overlap of two corrections is a problem of `check`; should
/// one occur in old data, there is no corrected text.
pub fn corrected_text(item: &Item, annotation: &Annotation) -> Option<String> {
    let corrections = corrections(item, annotation);
    if corrections.is_empty() || !overlapping(&corrections).is_empty() {
        return None;
    }
    let mut parts: BTreeMap<(&str, &str), Vec<&Correction>> = BTreeMap::new();
    for correction in &corrections {
        parts.entry((correction.slot, correction.part)).or_default().push(correction);
    }
    let texts = parts
        .into_iter()
        .filter_map(|((slot, part), corrections)| Some(composed(text(item, slot, part)?, corrections)));
    Some(texts.collect::<Vec<_>>().join("\n"))
}

/// All parts of this slot with the corrections in place, or nothing where none of its texts was corrected.
pub(crate) fn corrected_slot(item: &Item, annotation: &Annotation, slot: &str) -> Option<String> {
    let corrections = corrections(item, annotation);
    if !corrections.iter().any(|one| one.slot == slot) || !overlapping(&corrections).is_empty() {
        return None;
    }
    let parts = item.slots.get(slot)?.iter().filter_map(|part| {
        let here = corrections.iter().filter(|one| one.slot == slot && one.part == part.id);
        Some(composed(text(item, slot, &part.id)?, here.collect()))
    });
    Some(parts.collect::<Vec<_>>().join("\n"))
}

/// Corrections that touch the same words: a problem at each verdict and error that comes second.
pub(crate) fn correction_overlaps(item: &Item, annotation: &Annotation) -> Vec<Problem> {
    overlapping(&corrections(item, annotation))
}

/// One correction with its place in the text and in the annotation.
struct Correction<'a> {
    slot: &'a str,
    part: &'a str,
    span: &'a Span,
    words: &'a str,
    verdict: usize,
    error: usize,
}

/// All corrections that have a place in a text, in the order of the text.
fn corrections<'a>(item: &'a Item, annotation: &'a Annotation) -> Vec<Correction<'a>> {
    let mut found = Vec::new();
    for (verdict, judged) in annotation.verdicts.iter().enumerate() {
        if judged.errors.iter().all(|error| error.correction.is_none()) {
            continue;
        }
        let Some((claim, slot, part)) = claim_source(item, annotation, &judged.claim) else { continue };
        for (error, wrong) in judged.errors.iter().enumerate() {
            let span = wrong.span.as_ref().or(match claim.spans.as_slice() {
                [whole] => Some(whole),
                _ => None,
            });
            let span = span.filter(|span| span.start <= span.end);
            if let (Some(words), Some(span)) = (&wrong.correction, span) {
                found.push(Correction { slot, part, span, words, verdict, error });
            }
        }
    }
    let place = |c: &Correction<'a>| (c.slot, c.part, c.span.start, c.span.end, c.words);
    found.sort_by(|a, b| place(a).cmp(&place(b)));
    found.dedup_by(|a, b| place(a) == place(b));
    found
}

fn overlapping(corrections: &[Correction]) -> Vec<Problem> {
    let clash = |pair: &&[Correction]| {
        let (a, b) = (&pair[0], &pair[1]);
        a.slot == b.slot && a.part == b.part && (b.span.start < a.span.end || b.span == a.span)
    };
    let problem = |pair: &[Correction]| {
        let (a, b) = (&pair[0], &pair[1]);
        let message = format!(
            "the corrections of “{}” and “{}” overlap; give each its own words, or one correction for both",
            a.span.quote, b.span.quote
        );
        let path = Problem::new("corrections_overlap", message).within("correction").within(b.error);
        path.within("errors").within(b.verdict).within("verdicts")
    };
    corrections.windows(2).filter(clash).map(problem).collect()
}

/// The claim of this id and the slot and part of the text that it stands in. An own claim stands where its spans are
/// quoted from.
pub fn claim_source<'a>(item: &'a Item, annotation: &'a Annotation, id: &str) -> Option<(&'a Claim, &'a str, &'a str)> {
    let shared = |id: &str| {
        let set = item.claim_sets.iter().find(|set| set.claims.iter().any(|claim| claim.id == id))?;
        Some((set.claims.iter().find(|claim| claim.id == id)?, set.slot.as_str(), set.part.as_str()))
    };
    if let Some(found) = shared(id) {
        return Some(found);
    }
    let own = annotation.claims.iter().find(|claim| claim.id == id)?;
    if let Some((_, slot, part)) = own.from.iter().find_map(|origin| shared(origin)) {
        return Some((own, slot, part));
    }
    let mut texts = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| (slot.as_str(), part)));
    let quoted = |part: &crate::Part| match &part.content {
        Content::Text { text, .. } => own.spans.iter().all(|span| slice(text, span) == Some(&span.quote)),
        Content::Asset { .. } => false,
    };
    texts.find(|(_, part)| quoted(part)).map(|(slot, part)| (own, slot, part.id.as_str()))
}

fn text<'a>(item: &'a Item, slot: &str, part: &str) -> Option<&'a str> {
    match &item.part(slot, part)?.content {
        Content::Text { text, .. } => Some(text),
        Content::Asset { .. } => None,
    }
}

/// Replaces from right to left, so that the earlier spans keep their places.
fn composed(text: &str, corrections: Vec<&Correction>) -> String {
    let mut result = text.to_owned();
    for correction in corrections.into_iter().rev() {
        if let (Some(start), Some(end)) = (byte(text, correction.span.start), byte(text, correction.span.end)) {
            result.replace_range(start..end, correction.words);
        }
    }
    result
}

/// The byte at which a code point begins; the length of the text for the one after the last.
fn byte(text: &str, code_point: usize) -> Option<usize> {
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(code_point)
}

fn slice<'a>(text: &'a str, span: &Span) -> Option<&'a str> {
    text.get(byte(text, span.start)?..byte(text, span.end)?)
}
