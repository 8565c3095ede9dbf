//! Answers: each fits its question, is asked of its target, and none that is required is missing.

use std::collections::HashSet;

use super::{condition::holds, links::named, subject::Subject, value::value_problems};
use crate::{Answer, Problem, Question, QuestionOn, Target};

pub(super) fn problems(subject: &Subject) -> Vec<Problem> {
    let answers = &subject.annotation.answers;
    let mut seen = HashSet::with_capacity(answers.len());
    let mut problems = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let mut found = answer_problems(subject, answer);
        if !seen.insert((&answer.question, &answer.target)) {
            let message = format!("question `{}` is answered twice for one target; keep one answer", answer.question);
            found.push(Problem::new("answer_twice", message));
        }
        problems.extend(found.into_iter().map(|problem| problem.within(index).within("answers")));
    }
    problems.extend(subject.design.questions.iter().flat_map(|question| missing(subject, question)));
    problems
}

fn answer_problems(subject: &Subject, answer: &Answer) -> Vec<Problem> {
    let Some(question) = subject.design.question(&answer.question) else {
        let message = format!("no question `{}` in the design; leave the answer out", answer.question);
        return vec![Problem::new("question_unknown", message).within("question")];
    };
    if !subject.has(&answer.target) {
        let message = format!("{} does not exist; leave the answer out", named(&answer.target));
        return vec![Problem::new("target_unknown", message).within("target")];
    }
    if !is_asked_of(subject, &question.on, &answer.target) {
        let message =
            format!("question `{}` is not asked of {}; leave the answer out", question.id, named(&answer.target));
        return vec![Problem::new("target_not_asked", message).within("target")];
    }
    if !is_visible(subject, question, &answer.target) {
        let message = format!("question `{}` is not asked after these answers; leave the answer out", question.id);
        return vec![Problem::new("question_not_asked", message).within("question")];
    }
    value_problems(&question.kind, &answer.value).into_iter().map(|problem| problem.within("value")).collect()
}

/// One problem per target for which a required answer is missing.
fn missing(subject: &Subject, question: &Question) -> Vec<Problem> {
    if !question.required && question.required_when.is_none() {
        return Vec::new();
    }
    let is_required = |target: &Target| {
        let wanted =
            question.required || question.required_when.as_ref().is_some_and(|when| holds(subject, when, target));
        wanted && is_visible(subject, question, target)
    };
    let unanswered = |target: &Target| !subject.answers.contains_key(&(question.id.as_str(), target));
    let targets = targets(subject, &question.on).into_iter();
    let problem = |target: Target| {
        let about = if target == Target::Item { String::new() } else { format!(" for {}", named(&target)) };
        let message = format!("question `{}` is not answered{about}; answer it", question.id);
        Problem::new("answer_missing", message).within(&question.id).within("answers")
    };
    targets.filter(unanswered).filter(is_required).map(problem).collect()
}

fn is_visible(subject: &Subject, question: &Question, target: &Target) -> bool {
    question.visible_when.as_ref().is_none_or(|when| holds(subject, when, target))
}

/// Everything that a question is asked of.
fn targets(subject: &Subject, on: &QuestionOn) -> Vec<Target> {
    let annotation = subject.annotation;
    let all: Vec<Target> = match on {
        QuestionOn::Item => vec![Target::Item],
        QuestionOn::Region { .. } => {
            annotation.regions.iter().map(|region| Target::Region(region.id.clone())).collect()
        }
        QuestionOn::Claim { .. } => subject.judged.iter().map(|claim| Target::Claim(claim.id.clone())).collect(),
        QuestionOn::Link { .. } => annotation.links.iter().map(|link| Target::Link(link.id.clone())).collect(),
        QuestionOn::Candidate => subject.candidates().into_iter().map(Target::Candidate).collect(),
    };
    all.into_iter().filter(|target| is_asked_of(subject, on, target)).collect()
}

/// Whether a question is asked of this existing target.
fn is_asked_of(subject: &Subject, on: &QuestionOn, target: &Target) -> bool {
    match (on, target) {
        (QuestionOn::Item, Target::Item) | (QuestionOn::Candidate, Target::Candidate(_)) => true,
        (QuestionOn::Region { labels }, Target::Region(id)) => {
            let label = subject.regions.get(id.as_str()).and_then(|region| region.label.as_ref());
            labels.is_empty() || label.is_some_and(|label| labels.contains(label))
        }
        (QuestionOn::Claim { verdicts }, Target::Claim(id)) => {
            let given = subject.verdicts.get(id.as_str()).into_iter().flatten();
            verdicts.is_empty() || given.into_iter().any(|verdict| verdicts.contains(&verdict.value))
        }
        (QuestionOn::Link { types }, Target::Link(id)) => {
            let link = subject.links.get(id.as_str());
            types.is_empty() || link.is_some_and(|link| types.contains(&link.link_type))
        }
        (
            QuestionOn::Item
            | QuestionOn::Candidate
            | QuestionOn::Region { .. }
            | QuestionOn::Claim { .. }
            | QuestionOn::Link { .. },
            _,
        ) => false,
    }
}
