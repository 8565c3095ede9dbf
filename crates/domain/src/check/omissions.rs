//! Omissions: what the claim source fails to say.

use super::{
    claims, evidence,
    subject::Subject,
    verdicts::{OfOmission, axis_problems, error_type_problem, severity_problem},
    words,
};
use crate::{ClaimRules, Omission, Problem};

pub(super) fn problems(subject: &Subject) -> Vec<Problem> {
    let omissions = &subject.annotation.omissions;
    let Some(rules) = subject.design.claims.as_ref().filter(|_| !omissions.is_empty()) else { return Vec::new() };
    if !rules.omissions {
        let message = "this design does not ask for omissions; leave them out";
        return vec![Problem::new("omissions_not_declared", message).within("omissions")];
    }
    let mut ids = words::Ids::with_room_for(omissions.len());
    let mut problems = Vec::new();
    for (index, omission) in omissions.iter().enumerate() {
        let found = ids.problem(&omission.id).into_iter().chain(omission_problems(subject, rules, omission));
        problems.extend(found.map(|problem| problem.within(index).within("omissions")));
    }
    problems
}

fn omission_problems(subject: &Subject, rules: &ClaimRules, omission: &Omission) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(words::sentence(&omission.text).map(|problem| problem.within("text")));
    let error_type = omission.error_type.as_deref().and_then(|id| error_type_problem(rules, id, OfOmission::Yes));
    problems.extend(error_type.map(|problem| problem.within("type")));
    problems.extend(severity_problem(&rules.severities, omission.severity).map(|problem| problem.within("severity")));
    problems.extend(axis_problems(&rules.error_axes, &omission.axes));
    problems.extend(claims::kind_problems(rules, omission.kind.as_deref(), &omission.attributes));
    problems.extend(evidence::problems(subject, rules, &omission.evidence));
    problems.extend(omission.rationale.as_deref().and_then(words::remark).map(|problem| problem.within("rationale")));
    problems
}
