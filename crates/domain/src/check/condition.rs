//! Conditions: whether a question is asked or required, given the other answers and verdicts.

use serde_json::Value;

use super::subject::Subject;
use crate::{Answered, Condition, Target};

/// Whether a condition holds for one target of the question that carries it.
pub(super) fn holds(subject: &Subject, condition: &Condition, target: &Target) -> bool {
    match condition {
        Condition::Answered(Answered { question, is }) => {
            let answer = |target: &Target| subject.answers.get(&(question.as_str(), target)).copied();
            answer(target).or_else(|| answer(&Target::Item)).is_some_and(|given| matches(given, is))
        }
        Condition::Verdict(values) => match target {
            Target::Claim(id) => {
                let given = subject.verdicts.get(id.as_str()).into_iter().flatten();
                given.into_iter().any(|verdict| values.contains(&verdict.value))
            }
            Target::Item | Target::Region(_) | Target::Omission(_) | Target::Link(_) | Target::Candidate(_) => false,
        },
        Condition::All(all) => all.iter().all(|condition| holds(subject, condition, target)),
        Condition::Any(any) => any.iter().any(|condition| holds(subject, condition, target)),
        Condition::Not(inner) => !holds(subject, inner, target),
    }
}

/// An empty list is any answer at all; a set of options matches when it contains one of the values.
fn matches(given: &Value, values: &[Value]) -> bool {
    let equal = |given: &Value| values.iter().any(|value| value == given || both_number(value, given));
    values.is_empty() || equal(given) || given.as_array().is_some_and(|list| list.iter().any(equal))
}

/// 1 and 1.0 are the same answer.
fn both_number(one: &Value, other: &Value) -> bool {
    matches!((one.as_f64(), other.as_f64()), (Some(one), Some(other)) if one == other)
}
