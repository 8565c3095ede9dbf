//! The one check of an annotation against its design and item, used by server, importers and command line.

mod answers;
mod claims;
mod condition;
mod evidence;
mod item;
mod links;
mod omissions;
mod regions;
mod subject;
mod value;
mod verdicts;
mod words;

pub(crate) use item::medium;
pub use item::{check_item, priority_problem};
pub use value::value_problems;

use crate::{
    Annotation, Design, Item, Outcome, Problem, correction::correction_overlaps, is_ulid, limits::MAX_PROBLEMS,
};
use subject::Subject;

/// What is wrong with an annotation; empty when it may be stored.
///
/// Of an outcome other than `complete`, only the reason is checked: what was drawn until then is kept as it is.
pub fn check(design: &Design, item: &Item, annotation: &Annotation) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (name, id) in [("id", Some(&annotation.id)), ("supersedes", annotation.supersedes.as_ref())] {
        if id.is_some_and(|id| !is_ulid(id.as_str())) {
            problems.push(Problem::new("id_malformed", format!("`{name}` is no ULID; make one")).within(name));
        }
    }
    match &annotation.outcome {
        Outcome::Complete => problems.extend(complete(design, item, annotation)),
        Outcome::Unusable { reason } => problems.extend(unusable(design, reason)),
        Outcome::Declined { reason } => {
            problems.extend(words::remark(reason).map(|problem| problem.within("reason").within("outcome")));
        }
    }
    problems.truncate(MAX_PROBLEMS);
    problems
}

fn complete(design: &Design, item: &Item, annotation: &Annotation) -> Vec<Problem> {
    let mut problems = words::sizes(annotation);
    if !problems.is_empty() {
        return problems;
    }
    let subject = Subject::new(design, item, annotation);
    problems.extend(regions::problems(&subject));
    problems.extend(claims::problems(&subject));
    problems.extend(verdicts::problems(&subject));
    problems.extend(omissions::problems(&subject));
    problems.extend(links::problems(&subject));
    problems.extend(answers::problems(&subject));
    for (name, text) in [("note", &annotation.note), ("flag", &annotation.flag)] {
        problems.extend(text.as_deref().and_then(words::remark).map(|problem| problem.within(name)));
    }
    if problems.is_empty() {
        problems.extend(correction_overlaps(item, annotation));
    }
    problems
}

fn unusable(design: &Design, reason: &str) -> Option<Problem> {
    words::choice("reason", &design.unusable_reasons, reason).map(|problem| problem.within("reason").within("outcome"))
}
