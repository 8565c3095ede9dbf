//! Questions: what they are asked of, what they ask for, and when.

use super::{conditions::condition_problems, id_problems, kinds::kind_problems, slots::has_candidates, unknown_names};
use crate::{Design, Problem, QuestionOn};

pub(super) fn problems(design: &Design) -> Vec<Problem> {
    let mut problems = id_problems(design.questions.iter().map(|question| question.id.as_str()));
    for (index, question) in design.questions.iter().enumerate() {
        let mut found: Vec<Problem> =
            target_problems(design, &question.on).into_iter().map(|problem| problem.within("on")).collect();
        found.extend(kind_problems(&question.kind));
        let conditions = [("required_when", &question.required_when), ("visible_when", &question.visible_when)];
        for (name, condition) in conditions {
            let inner = condition.iter().flat_map(|condition| condition_problems(design, index, condition));
            found.extend(inner.map(|problem| problem.within(name)));
        }
        problems.extend(found.into_iter().map(|problem| problem.within(index)));
    }
    problems.into_iter().map(|problem| problem.within("questions")).collect()
}

fn target_problems(design: &Design, on: &QuestionOn) -> Vec<Problem> {
    let (name, problems) = match on {
        QuestionOn::Item => return Vec::new(),
        QuestionOn::Region { labels } => ("labels", unknown_names("label", labels, |id| design.label(id).is_some())),
        QuestionOn::Link { types } => ("types", unknown_names("link type", types, |id| design.link_type(id).is_some())),
        QuestionOn::Claim { verdicts } => match &design.claims {
            Some(rules) => ("verdicts", unknown_names("verdict", verdicts, |id| rules.verdict(id).is_some())),
            None => (
                "target",
                vec![Problem::new("claims_missing", "the design has no claims to ask about; declare `claims`")],
            ),
        },
        QuestionOn::Candidate if has_candidates(design) => return Vec::new(),
        QuestionOn::Candidate => {
            let message = "no slot has the role `candidate`; declare one";
            ("target", vec![Problem::new("candidate_missing", message)])
        }
    };
    problems.into_iter().map(|problem| problem.within(name)).collect()
}
