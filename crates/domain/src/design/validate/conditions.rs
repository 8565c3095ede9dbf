//! Conditions: they look back at earlier answers that the target can have.

use std::mem::discriminant;

use super::unknown_names;
use crate::{Answered, Condition, Design, Problem, QuestionKind, QuestionOn, check::value_problems};

/// The problems of a condition of the question at `index`.
pub(super) fn condition_problems(design: &Design, index: usize, condition: &Condition) -> Vec<Problem> {
    let inner = |name: &str, list: &[Condition]| -> Vec<Problem> {
        let each = list.iter().enumerate();
        each.flat_map(|(step, condition)| {
            condition_problems(design, index, condition).into_iter().map(move |problem| problem.within(step))
        })
        .map(|problem| problem.within(name))
        .collect()
    };
    match condition {
        Condition::Answered(answered) => {
            answered_problems(design, index, answered).into_iter().map(|problem| problem.within("answered")).collect()
        }
        Condition::Verdict(values) => {
            verdict_problems(design, index, values).into_iter().map(|problem| problem.within("verdict")).collect()
        }
        Condition::All(list) => inner("all", list),
        Condition::Any(list) => inner("any", list),
        Condition::Not(one) => {
            condition_problems(design, index, one).into_iter().map(|problem| problem.within("not")).collect()
        }
    }
}

fn answered_problems(design: &Design, index: usize, answered: &Answered) -> Vec<Problem> {
    let id = &answered.question;
    let problem = |message: String| vec![Problem::new("condition", message).within("question")];
    let Some(position) = design.questions.iter().position(|question| question.id == *id) else {
        return problem(format!("no question `{id}`; declare it or name another"));
    };
    if position >= index {
        return problem(format!("question `{id}` comes later or is the question itself; ask it before"));
    }
    let (earlier, asked) = (&design.questions[position], &design.questions[index]);
    if earlier.on != QuestionOn::Item && discriminant(&earlier.on) != discriminant(&asked.on) {
        return problem(format!(
            "question `{id}` is asked of something else; use one on the item or on the same target"
        ));
    }
    let values = answered.is.iter().enumerate();
    let unfit = values.filter_map(|(step, value)| {
        // A value may be one of a set of options.
        let fits = match &earlier.kind {
            QuestionKind::MultiChoice { options, .. } => {
                value.as_str().is_some_and(|id| options.iter().any(|o| o.id == id))
            }
            kind => value_problems(kind, value).is_empty(),
        };
        let message = format!("{value} is no answer to question `{id}`; use one that can be given");
        (!fits).then(|| Problem::new("condition", message).within(step).within("is"))
    });
    unfit.collect()
}

fn verdict_problems(design: &Design, index: usize, values: &[String]) -> Vec<Problem> {
    let on_claims = matches!(design.questions[index].on, QuestionOn::Claim { .. });
    let Some(rules) = design.claims.as_ref().filter(|_| on_claims) else {
        let message = "only a question on claims can depend on a verdict; ask it of claims";
        return vec![Problem::new("condition", message)];
    };
    if values.is_empty() {
        return vec![Problem::new("condition", "no verdict is named, so this never holds; name one")];
    }
    unknown_names("verdict", values, |id| rules.verdict(id).is_some())
}
