//! Regions: each lies in a part of the item, within it, and as its label allows.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{subject::Subject, value::value_problems, words};
use crate::{
    Attribute, Design, Keyframe, Label, MediaKind, Problem, Region, Selector, SelectorKind, default_no_evidence_reasons,
};

pub(super) fn problems(subject: &Subject) -> Vec<Problem> {
    let regions = &subject.annotation.regions;
    let mut ids = words::Ids::with_room_for(regions.len());
    let mut problems = Vec::new();
    for (index, region) in regions.iter().enumerate() {
        let found = ids.problem(&region.id).into_iter().chain(region_problems(subject, region));
        problems.extend(found.map(|problem| problem.within(index).within("regions")));
    }
    problems
}

fn region_problems(subject: &Subject, region: &Region) -> Vec<Problem> {
    let Some(place) = subject.places.get(&(region.slot.as_str(), region.part.as_str())) else {
        let message =
            format!("the item has no part `{}` in slot `{}`; draw on one that it has", region.part, region.slot);
        return vec![Problem::new("part_unknown", message).within("part")];
    };
    let mut problems = Vec::new();
    let label = match &region.label {
        None => None,
        Some(id) => {
            let label = subject.labels.get(id.as_str()).copied();
            if label.is_none() {
                let message = format!("no label `{id}` in the design; choose one of its labels");
                problems.push(Problem::new("label_unknown", message).within("label"));
            }
            label
        }
    };
    problems.extend(label.and_then(|label| wrong_slot(label, &region.slot)));
    problems.extend(wrong_kind(label, region.selector.kind(), place.kind()));
    if problems.is_empty() {
        problems.extend(region.selector.problems(place).into_iter().map(|problem| problem.within("selector")));
        problems.extend(unknown_reason(subject.design, &region.selector));
    }
    let declared = label.map_or(&[] as &[Attribute], |label| &label.attributes);
    problems.extend(attribute_problems(declared, &region.attributes));
    if let Selector::Track { keyframes } = &region.selector {
        problems.extend(keyframe_problems(declared, keyframes));
    }
    problems
}

/// What a keyframe says differently from its region, whose attributes hold for the whole track.
fn keyframe_problems(declared: &[Attribute], keyframes: &[Keyframe]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, keyframe) in keyframes.iter().enumerate().filter(|(_, keyframe)| !keyframe.attributes.is_empty()) {
        let found = given_problems(declared, &keyframe.attributes).into_iter();
        let placed =
            |problem: Problem| problem.within("attributes").within(index).within("keyframes").within("selector");
        problems.extend(found.map(placed));
    }
    problems
}

fn wrong_slot(label: &Label, slot: &str) -> Option<Problem> {
    let allowed = label.slots.is_empty() || label.slots.iter().any(|id| id == slot);
    let message =
        || format!("label `{}` does not belong in slot `{slot}`; use it in: {}", label.id, label.slots.join(", "));
    (!allowed).then(|| Problem::new("label_slot", message()).within("label"))
}

/// A region without a label may use everything that fits the medium, and say explicitly that there is no place.
fn wrong_kind(label: Option<&Label>, kind: SelectorKind, medium: MediaKind) -> Option<Problem> {
    let chosen = label.map(|label| label.selectors.as_slice()).filter(|chosen| !chosen.is_empty());
    let fits = Design::selectors_for(medium).contains(&kind) || kind == SelectorKind::None;
    let allowed = match chosen {
        Some(chosen) => chosen.contains(&kind),
        None => label.is_none() || kind != SelectorKind::None,
    };
    if fits && allowed {
        return None;
    }
    let fitting: Vec<_> =
        chosen.unwrap_or(Design::selectors_for(medium)).iter().map(|kind| format!("{kind:?}")).collect();
    let message = format!("{kind:?} is not allowed here; use one of: {}", fitting.join(", ")).to_lowercase();
    Some(Problem::new("selector_kind", message).within("type").within("selector"))
}

fn unknown_reason(design: &Design, selector: &Selector) -> Option<Problem> {
    let Selector::None { reason } = selector else { return None };
    let reasons =
        design.claims.as_ref().map_or_else(default_no_evidence_reasons, |rules| rules.no_evidence_reasons.clone());
    words::choice("reason", &reasons, reason).map(|problem| problem.within("reason").within("selector"))
}

/// Attributes of a region or a claim against those that its label or kind declares.
pub(super) fn attribute_problems(declared: &[Attribute], given: &BTreeMap<String, Value>) -> Vec<Problem> {
    let mut problems = given_problems(declared, given);
    for attribute in declared.iter().filter(|attribute| attribute.required && !given.contains_key(&attribute.id)) {
        let message = format!("attribute `{}` is missing; give it a value", attribute.id);
        problems.push(Problem::new("attribute_missing", message).within(&attribute.id));
    }
    problems.into_iter().map(|problem| problem.within("attributes")).collect()
}

/// What is given must be declared, and have a value of its kind.
fn given_problems(declared: &[Attribute], given: &BTreeMap<String, Value>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, value) in given {
        match declared.iter().find(|attribute| attribute.id == *id) {
            Some(attribute) => {
                problems.extend(value_problems(&attribute.kind, value).into_iter().map(|p| p.within(id)))
            }
            None => {
                let message = format!("no attribute `{id}` is declared here; leave it out");
                problems.push(Problem::new("attribute_unknown", message).within(id));
            }
        }
    }
    problems
}
