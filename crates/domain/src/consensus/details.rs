//! What those who gave the verdict that holds say of it together: why, which errors, and what shows it.

use std::collections::BTreeMap;

use crate::places::{About, fused, place_fields};
use crate::{Annotation, AnnotatorId, ClaimError, Design, Evidence, Item, Outcome, Region, Stance, Verdict};

/// Completes the verdicts of consensus: reasons, errors and evidence that more than half of those name who gave the same
/// verdict. What they do not agree on is left open; regions are brought together as everywhere.
pub fn with_details(facts: &mut Annotation, design: &Design, item: &Item, said: &[(&AnnotatorId, &Annotation)]) {
    let complete: Vec<_> = said.iter().filter(|(_, body)| body.outcome == Outcome::Complete).copied().collect();
    for held in &mut facts.verdicts {
        let given = complete.iter().flat_map(|(_, body)| &body.verdicts);
        let same: Vec<&Verdict> = given.filter(|one| is_same(one, held)).collect();
        held.reason = agreed(same.iter().filter_map(|one| one.reason.clone()), same.len());
        let absent = |one: &&Verdict| one.evidence.iter().find_map(none_because);
        let none = agreed(same.iter().filter_map(absent), same.len());
        held.evidence.extend(none.map(|none| Evidence::Absent { none }));
        held.errors = errors(&same);
    }
    // Only marks of those count who gave the verdict that holds.
    let supporting = |(who, body): &(&AnnotatorId, &Annotation)| {
        let mut body = (*body).clone();
        body.verdicts.retain(|one| facts.verdicts.iter().any(|held| is_same(one, held)));
        ((*who).clone(), body)
    };
    let supporters: Vec<(AnnotatorId, Annotation)> = complete.iter().map(supporting).collect();
    let supporters: Vec<(&AnnotatorId, &Annotation)> = supporters.iter().map(|(who, body)| (who, body)).collect();
    for field in place_fields(design).iter().filter(|field| matches!(field.about, About::Evidence { .. })) {
        let marks = fused::fuse(&field.about, item, &supporters).map(|found| found.marks).unwrap_or_default();
        // Of two people, one is no more than half.
        for mark in marks.into_iter().filter(|mark| mark.support > 0.5) {
            show(facts, mark);
        }
    }
}

fn is_same(one: &Verdict, held: &Verdict) -> bool {
    (&one.claim, &one.aspect, &one.value) == (&held.claim, &held.aspect, &held.value)
}

fn none_because(evidence: &Evidence) -> Option<String> {
    match evidence {
        Evidence::Absent { none } => Some(none.clone()),
        Evidence::Region { .. } => None,
    }
}

/// A region of its own as evidence of the verdict that it was fused for.
fn show(facts: &mut Annotation, mark: fused::FusedPlace) {
    let Some((claim, aspect)) = mark.about.as_deref().and_then(|about| about.rsplit_once('/')) else { return };
    let Ok(selector) = serde_json::from_value(mark.selector) else { return };
    let stances = [Stance::Supports, Stance::Contradicts, Stance::Context];
    let stance = stances.into_iter().find(|stance| mark.label.as_deref() == Some(&format!("{stance:?}")));
    let mut verdicts = facts.verdicts.iter_mut();
    let Some(held) = verdicts.find(|one| one.claim == claim && one.aspect == aspect) else { return };
    let id = format!("e{}", facts.regions.len() + 1);
    held.evidence.push(Evidence::Region { region: id.clone(), stance: stance.unwrap_or_default() });
    let (slot, part) = (mark.slot, mark.part);
    facts.regions.push(Region { id, slot, part, selector, label: None, attributes: BTreeMap::new() });
}

/// What more than half of `of` said.
fn agreed<T: PartialEq>(told: impl Iterator<Item = T>, of: usize) -> Option<T> {
    frequent(told).filter(|(_, n)| 2 * n > of).map(|(value, _)| value)
}

/// What was said most often, the first where several were, and how often.
fn frequent<T: PartialEq>(told: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in told {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, n)) => *n += 1,
            None => counts.push((value, 1)),
        }
    }
    counts.into_iter().reduce(|best, one| if one.1 > best.1 { one } else { best })
}

/// The lower one of the middle.
fn middle(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    numbers.get(numbers.len().saturating_sub(1) / 2).copied()
}

/// The types that more than half name, in the order in which they were first named.
fn errors(same: &[&Verdict]) -> Vec<ClaimError> {
    let mut types: Vec<&str> = Vec::new();
    for error in same.iter().flat_map(|verdict| &verdict.errors) {
        if !types.contains(&error.error_type.as_str()) {
            types.push(&error.error_type);
        }
    }
    let of_type = |error_type: &&str| {
        let first = |verdict: &&Verdict| verdict.errors.iter().find(|error| error.error_type == **error_type).cloned();
        same.iter().filter_map(first).collect::<Vec<_>>()
    };
    let named = types.iter().map(of_type).filter(|named| 2 * named.len() > same.len());
    named.map(|named| together(&named)).collect()
}

/// One error of what several say of it. The words are those that most mark; what stands in their place is of who marked
/// the same.
fn together(named: &[ClaimError]) -> ClaimError {
    let span = frequent(named.iter().filter_map(|error| error.span.clone())).map(|(span, _)| span);
    let corrections = named.iter().filter(|error| error.span == span).filter_map(|error| error.correction.clone());
    let mut axes = BTreeMap::new();
    for axis in named.iter().flat_map(|error| error.axes.keys()) {
        let options = named.iter().filter_map(|error| error.axes.get(axis).cloned());
        axes.extend(frequent(options).map(|(option, _)| (axis.clone(), option)));
    }
    ClaimError {
        error_type: named[0].error_type.clone(),
        severity: middle(named.iter().filter_map(|error| error.severity).collect()),
        correction: frequent(corrections).map(|(correction, _)| correction),
        span,
        offset_ms: middle(named.iter().filter_map(|error| error.offset_ms).collect()),
        axes,
    }
}
