//! Slots, their order of appearance, and what links may join.

use super::{id_problems, unknown_names};
use crate::{Design, LinkEnd, MediaKind, Problem, QuestionOn, Role};

pub(super) fn problems(design: &Design) -> Vec<Problem> {
    let slots = &design.slots;
    if slots.is_empty() {
        return vec![Problem::new("slot_missing", "the design shows nothing; declare a slot").within("slots")];
    }
    let mut problems = id_problems(slots.iter().map(|slot| slot.id.as_str()));
    for (index, slot) in slots.iter().enumerate() {
        if slot.role == Role::ClaimSource && slot.kind != MediaKind::Text {
            let message = format!("slot `{}` is a claim source but no text; make it `kind: text`", slot.id);
            problems.push(Problem::new("claim_source_kind", message).within("role").within(index));
        }
        if slot.timed && slot.kind != MediaKind::Text {
            let message =
                format!("slot `{}` has times of its own; `timed` is for texts with cues, leave it out", slot.id);
            problems.push(Problem::new("timed_kind", message).within("timed").within(index));
        }
        for (step, question) in slot.reveal_after.iter().enumerate() {
            let problem = reveal_problem(design, question).map(|p| p.within(step).within("reveal_after").within(index));
            problems.extend(problem);
        }
    }
    if slots.iter().all(|slot| !slot.reveal_after.is_empty()) {
        let message = "every slot waits for an answer; show one from the start";
        problems.push(Problem::new("reveal_all", message));
    }
    problems.into_iter().map(|problem| problem.within("slots")).collect()
}

/// A slot that waits for a question must be sure to get its answer.
fn reveal_problem(design: &Design, id: &str) -> Option<Problem> {
    let Some(question) = design.question(id) else {
        let message = format!("no question `{id}` to wait for; declare it or name another");
        return Some(Problem::new("question_unknown", message));
    };
    let message = if question.on != QuestionOn::Item {
        format!("question `{id}` is not asked of the item; wait for one that is")
    } else if !question.required {
        format!("question `{id}` is not required, so the slot might never appear; make it `required: true`")
    } else if question.visible_when.is_some() {
        format!("question `{id}` is asked only sometimes, so the slot might never appear; remove its `visible_when`")
    } else {
        return None;
    };
    Some(Problem::new("reveal_question", message))
}

pub(super) fn link_problems(design: &Design) -> Vec<Problem> {
    let mut problems = id_problems(design.links.iter().map(|link| link.id.as_str()));
    for (index, link) in design.links.iter().enumerate() {
        for (name, ends) in [("from", &link.from), ("to", &link.to)] {
            for (step, end) in ends.iter().enumerate() {
                let found = end_problems(design, end).into_iter();
                problems.extend(found.map(|problem| problem.within(step).within(name).within(index)));
            }
        }
    }
    problems.into_iter().map(|problem| problem.within("links")).collect()
}

fn end_problems(design: &Design, end: &LinkEnd) -> Vec<Problem> {
    match end {
        LinkEnd::Item => Vec::new(),
        LinkEnd::Region { slots, labels } => {
            let mut problems = Vec::new();
            let slots = unknown_names("slot", slots, |id| design.slot(id).is_some());
            problems.extend(slots.into_iter().map(|problem| problem.within("slots")));
            let labels = unknown_names("label", labels, |id| design.label(id).is_some());
            problems.extend(labels.into_iter().map(|problem| problem.within("labels")));
            problems
        }
        LinkEnd::Claim | LinkEnd::Omission if design.claims.is_none() => {
            vec![Problem::new("claims_missing", "the design has no claims to link; declare `claims`")]
        }
        LinkEnd::Candidate if !has_candidates(design) => {
            vec![Problem::new("candidate_missing", "no slot has the role `candidate`; declare one")]
        }
        LinkEnd::Claim | LinkEnd::Omission | LinkEnd::Candidate => Vec::new(),
    }
}

pub(super) fn has_candidates(design: &Design) -> bool {
    design.slots.iter().any(|slot| slot.role == Role::Candidate)
}
