//! What a question or an attribute asks for: options, trees, scales and ranges that make sense.

use super::choice_problems;
use crate::{Anchor, Choice, Problem, QuestionKind, TaxonomyNode, limits::MAX_REMARK_LENGTH};

/// More steps than this belong into a number.
const MAX_STEPS: f64 = 10_000.0;

pub(super) fn kind_problems(kind: &QuestionKind) -> Vec<Problem> {
    match kind {
        QuestionKind::Choice { options } => option_problems(options),
        QuestionKind::MultiChoice { options, min, max } => {
            let mut problems = option_problems(options);
            problems.extend(count_problem(options.len(), *min, *max));
            problems
        }
        QuestionKind::Taxonomy { nodes, .. } => tree_problems(nodes),
        QuestionKind::Scale { min, max, step, anchors } => scale_problems(*min, *max, *step, anchors),
        QuestionKind::Number { min: Some(min), max: Some(max), .. } if min > max => {
            let message = format!("no number lies between {min} and {max}; exchange them");
            vec![Problem::new("range_empty", message).within("max")]
        }
        QuestionKind::Number { .. } => Vec::new(),
        QuestionKind::Text { max_length, .. } => {
            let wrong = max_length.is_some_and(|length| length == 0 || length > MAX_REMARK_LENGTH);
            let message = format!("no text can be that long; choose a length from 1 to {MAX_REMARK_LENGTH}");
            wrong.then(|| Problem::new("text_length", message).within("max_length")).into_iter().collect()
        }
    }
}

fn option_problems(options: &[Choice]) -> Vec<Problem> {
    if options.is_empty() {
        return vec![Problem::new("options_missing", "there is nothing to choose; list options").within("options")];
    }
    choice_problems(options).into_iter().map(|problem| problem.within("options")).collect()
}

fn count_problem(n_options: usize, min: Option<usize>, max: Option<usize>) -> Option<Problem> {
    let (least, most) = (min.unwrap_or(0), max.unwrap_or(n_options));
    if least <= most && least <= n_options && most > 0 {
        return None;
    }
    let at = if max.is_some() { "max" } else { "min" };
    let message = format!("nobody can choose from {least} to {most} of {n_options} options; correct the numbers");
    Some(Problem::new("range_empty", message).within(at))
}

fn tree_problems(nodes: &[TaxonomyNode]) -> Vec<Problem> {
    if nodes.is_empty() {
        return vec![Problem::new("options_missing", "the tree is empty; list nodes").within("nodes")];
    }
    let mut found = Vec::new();
    collect(nodes, &["nodes".to_owned()], &mut found);
    let problems = super::id_problems(found.iter().map(|(id, _)| *id));
    let placed = problems.into_iter().map(|problem| {
        let index: usize = problem.at.first().and_then(|index| index.parse().ok()).unwrap_or(0);
        let at = found[index].1.iter().cloned().chain(["id".to_owned()]).collect();
        Problem { at, ..problem }
    });
    placed.collect()
}

/// All nodes with their paths, because an id is unique in the whole tree.
fn collect<'a>(nodes: &'a [TaxonomyNode], path: &[String], found: &mut Vec<(&'a str, Vec<String>)>) {
    for (index, node) in nodes.iter().enumerate() {
        let here: Vec<String> = path.iter().cloned().chain([index.to_string()]).collect();
        let below: Vec<String> = here.iter().cloned().chain(["children".to_owned()]).collect();
        found.push((&node.id, here));
        collect(&node.children, &below, found);
    }
}

fn scale_problems(min: f64, max: f64, step: f64, anchors: &[Anchor]) -> Vec<Problem> {
    let problem = |at: &str, message: String| vec![Problem::new("scale", message).within(at)];
    if !(min.is_finite() && max.is_finite() && min < max) {
        return problem("max", format!("the scale from {min} to {max} has no length; make `max` larger than `min`"));
    }
    if !(step.is_finite() && step > 0.0) {
        return problem("step", format!("steps of {step} lead nowhere; make the step larger than zero"));
    }
    let n_steps = (max - min) / step;
    let is_whole = |steps: f64| (steps - steps.round()).abs() < 1e-6;
    if !is_whole(n_steps) || n_steps > MAX_STEPS {
        return problem("step", format!("steps of {step} do not lead from {min} to {max}; choose a step that does"));
    }
    let mut problems = Vec::new();
    for (index, anchor) in anchors.iter().enumerate() {
        let on_scale = (min..=max).contains(&anchor.value) && is_whole((anchor.value - min) / step);
        let twice = anchors[..index].iter().any(|other| other.value == anchor.value);
        if !on_scale || twice {
            let message =
                format!("the anchor at {} is off the scale or there twice; move it to a free step", anchor.value);
            problems.push(Problem::new("anchor", message).within("value").within(index).within("anchors"));
        }
    }
    problems
}
