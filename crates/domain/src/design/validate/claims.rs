//! Claim rules: verdicts, errors and evidence that an annotator can actually give.

use std::collections::HashSet;

use super::{choice_problems, id_problems, ontology::attribute_problems, unknown_names};
use crate::{ClaimRules, Design, ErrorAxis, Need, Problem, Role, Split, VerdictValue};

pub(super) fn problems(design: &Design) -> Vec<Problem> {
    let Some(rules) = &design.claims else { return Vec::new() };
    let mut problems: Vec<Problem> = source_problem(design, rules).into_iter().collect();
    problems.extend(split_problem(design, rules));
    problems.extend(kind_problems(rules));
    problems.extend(verdict_problems(design, rules));
    problems.extend(error_problems(rules));
    for (name, choices) in [("aspects", &rules.aspects), ("no_evidence_reasons", &rules.no_evidence_reasons)] {
        problems.extend(choice_problems(choices).into_iter().map(|problem| problem.within(name)));
    }
    let slots = unknown_names("slot", &rules.evidence_slots, |id| design.slot(id).is_some());
    problems.extend(slots.into_iter().map(|problem| problem.within("evidence_slots")));
    problems.into_iter().map(|problem| problem.within("claims")).collect()
}

fn source_problem(design: &Design, rules: &ClaimRules) -> Option<Problem> {
    let message = match design.slot(&rules.slot) {
        None => format!("no slot `{}` to take claims from; declare it or name another", rules.slot),
        Some(slot) if slot.role != Role::ClaimSource => {
            format!("slot `{}` is no claim source; give it `role: claim_source`", rules.slot)
        }
        Some(_) => return None,
    };
    Some(Problem::new("claim_source", message).within("slot"))
}

/// Cues are in timed texts only.
fn split_problem(design: &Design, rules: &ClaimRules) -> Option<Problem> {
    let timed = design.slot(&rules.slot).is_none_or(|slot| slot.timed);
    let message = || format!("slot `{}` has no cues to split; give it `timed: true`", rules.slot);
    (rules.split == Split::Cues && !timed).then(|| Problem::new("split_cues", message()).within("split"))
}

fn kind_problems(rules: &ClaimRules) -> Vec<Problem> {
    let mut problems = id_problems(rules.kinds.iter().map(|kind| kind.id.as_str()));
    for (index, kind) in rules.kinds.iter().enumerate() {
        problems.extend(attribute_problems(&kind.attributes).into_iter().map(|problem| problem.within(index)));
    }
    problems.into_iter().map(|problem| problem.within("kinds")).collect()
}

fn verdict_problems(design: &Design, rules: &ClaimRules) -> Vec<Problem> {
    let verdicts = &rules.verdicts;
    if verdicts.is_empty() {
        return vec![Problem::new("verdict_missing", "there is no verdict to give; list some").within("verdicts")];
    }
    let mut problems = id_problems(verdicts.iter().map(|value| value.id.as_str()));
    for (index, value) in verdicts.iter().enumerate() {
        let found = value_problems(design, rules, value).into_iter();
        problems.extend(found.map(|problem| problem.within(index)));
    }
    problems.into_iter().map(|problem| problem.within("verdicts")).collect()
}

fn value_problems(design: &Design, rules: &ClaimRules, value: &VerdictValue) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        choice_problems(&value.reasons).into_iter().map(|problem| problem.within("reasons")).collect();
    let mut refuse = |at: &str, message: String| problems.push(Problem::new("verdict_rule", message).within(at));
    let id = &value.id;
    if value.fails_children && !rules.verdicts.iter().any(|other| other.not_applicable) {
        refuse("fails_children", format!("`{id}` fails children, but no verdict is `not_applicable: true`; mark one"));
    }
    if value.fails_children && value.not_applicable {
        refuse("not_applicable", format!("`{id}` is both a failure and not applicable; choose one"));
    }
    if value.not_applicable && [value.evidence, value.error].contains(&Need::Required) {
        refuse(
            "not_applicable",
            format!("`{id}` is given by rule, so it cannot need evidence or an error; relax them"),
        );
    }
    if value.error == Need::Required && rules.error_types.iter().all(|error| error.omission) {
        refuse("error", format!("`{id}` needs an error, but there are no error types; declare some"));
    }
    let elsewhere = design.slots.iter().any(|slot| slot.id != rules.slot) || !rules.evidence_slots.is_empty();
    if value.evidence == Need::Required && !elsewhere && rules.no_evidence_reasons.is_empty() {
        let message = format!("`{id}` needs evidence, but no slot can hold any; declare one, or reasons for none");
        refuse("evidence", message);
    }
    problems
}

fn error_problems(rules: &ClaimRules) -> Vec<Problem> {
    let types = id_problems(rules.error_types.iter().map(|error| error.id.as_str()));
    let mut problems: Vec<Problem> = types.into_iter().map(|problem| problem.within("error_types")).collect();
    let mut seen = HashSet::new();
    for (index, severity) in rules.severities.iter().enumerate().filter(|(_, severity)| !seen.insert(severity.value)) {
        let message = format!("severity {} is declared twice; change one", severity.value);
        problems.push(Problem::new("id_twice", message).within("value").within(index).within("severities"));
    }
    let axes = id_problems(rules.error_axes.iter().map(|axis| axis.id.as_str()));
    let axes = axes.into_iter().chain(rules.error_axes.iter().enumerate().flat_map(axis_problems));
    problems.extend(axes.map(|problem| problem.within("error_axes")));
    problems
}

fn axis_problems((index, axis): (usize, &ErrorAxis)) -> Vec<Problem> {
    let mut problems = choice_problems(&axis.options);
    if axis.options.is_empty() {
        problems.push(Problem::new("options_missing", format!("axis `{}` has no options; list some", axis.id)));
    }
    problems.into_iter().map(|problem| problem.within("options").within(index)).collect()
}
