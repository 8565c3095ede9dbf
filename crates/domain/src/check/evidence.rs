//! Evidence of a verdict or an omission: regions of the annotation, or one explicit absence with its reason.

use std::collections::HashSet;

use super::{subject::Subject, words};
use crate::{ClaimRules, Evidence, Need, Problem, Stance};

pub(super) fn problems(subject: &Subject, rules: &ClaimRules, evidence: &[Evidence]) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for (index, piece) in evidence.iter().enumerate() {
        let problem = match piece {
            Evidence::Region { region, .. } if !seen.insert(region) => Some(
                Problem::new("id_twice", format!("region `{region}` is named twice; name it once")).within("region"),
            ),
            Evidence::Region { region, .. } => region_problem(subject, rules, region).map(|p| p.within("region")),
            Evidence::Absent { none } => {
                words::choice("reason", &rules.no_evidence_reasons, none).map(|problem| problem.within("none"))
            }
        };
        problems.extend(problem.map(|problem| problem.within(index).within("evidence")));
    }
    problems.extend(contradiction(evidence).map(|problem| problem.within("evidence")));
    problems
}

fn region_problem(subject: &Subject, rules: &ClaimRules, id: &str) -> Option<Problem> {
    let Some(region) = subject.regions.get(id) else {
        let message = format!("no region `{id}` in this annotation; draw it, or name another");
        return Some(Problem::new("region_unknown", message));
    };
    let allowed = match rules.evidence_slots.as_slice() {
        [] => region.slot != rules.slot,
        slots => slots.contains(&region.slot),
    };
    let message =
        || format!("region `{id}` lies in slot `{}`, where evidence may not lie; draw it elsewhere", region.slot);
    (!allowed).then(|| Problem::new("evidence_slot", message()))
}

/// Saying that nothing can be shown while showing it. A region that only gives context does not contradict it.
fn contradiction(evidence: &[Evidence]) -> Option<Problem> {
    let absent = evidence.iter().filter(|piece| matches!(piece, Evidence::Absent { .. })).count();
    let shown = evidence.iter().any(|piece| match piece {
        Evidence::Region { stance, .. } => *stance != Stance::Context,
        Evidence::Absent { .. } => false,
    });
    let message = "either show a region or say once why there is none; remove one of them";
    (absent > 1 || (absent == 1 && shown)).then(|| Problem::new("evidence_contradictory", message))
}

/// Whether something is given as a rule needs it. `missing` says what to do about its absence.
pub(super) fn need_problem(need: Need, given: bool, name: &str, value: &str, missing: &str) -> Option<Problem> {
    match (need, given) {
        (Need::Required, false) => {
            let message = format!("verdict `{value}` needs {name}; {missing}");
            Some(Problem::new(&format!("{name}_missing"), message))
        }
        (Need::Forbidden, true) => {
            let message = format!("verdict `{value}` takes no {name}; remove it, or choose another verdict");
            Some(Problem::new(&format!("{name}_forbidden"), message))
        }
        (Need::Required, true) | (Need::Forbidden, false) | (Need::Optional, _) => None,
    }
}
