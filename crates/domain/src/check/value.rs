//! Whether a value fits a question or an attribute.

use std::collections::HashSet;

use serde_json::Value;

use crate::{Choice, Problem, QuestionKind, TaxonomyNode};

/// What is wrong with `value` as an answer of this kind. An empty text or set is no answer.
pub fn value_problems(kind: &QuestionKind, value: &Value) -> Vec<Problem> {
    let problem = match kind {
        QuestionKind::Choice { options } => choice(options, value),
        QuestionKind::MultiChoice { options, min, max } => choices(options, *min, *max, value),
        QuestionKind::Taxonomy { nodes, leaves_only } => node(nodes, *leaves_only, value),
        QuestionKind::Scale { min, max, step, .. } => scale(*min, *max, *step, value),
        QuestionKind::Number { min, max, integer, .. } => number(*min, *max, *integer, value),
        QuestionKind::Text { max_length, .. } => text(*max_length, value),
    };
    problem.into_iter().collect()
}

fn kind_problem(wanted: &str) -> Option<Problem> {
    Some(Problem::new("value_kind", format!("the value is not {wanted}; give {wanted}")))
}

fn choice(options: &[Choice], value: &Value) -> Option<Problem> {
    let Some(id) = value.as_str() else { return kind_problem("an option id") };
    option(options, id)
}

fn option(options: &[Choice], id: &str) -> Option<Problem> {
    if options.iter().any(|option| option.id == id) {
        return None;
    }
    let known: Vec<&str> = options.iter().take(12).map(|option| option.id.as_str()).collect();
    Some(Problem::new("option_unknown", format!("no option `{id}`; choose one of: {}", known.join(", "))))
}

fn choices(options: &[Choice], min: Option<usize>, max: Option<usize>, value: &Value) -> Option<Problem> {
    let Some(ids) = value.as_array().and_then(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>()) else {
        return kind_problem("a list of option ids");
    };
    if let Some(problem) = ids.iter().find_map(|id| option(options, id)) {
        return Some(problem);
    }
    let n = ids.len();
    if ids.into_iter().collect::<HashSet<_>>().len() < n {
        return Some(Problem::new("option_twice", "an option is chosen twice; name each option once"));
    }
    if min.is_some_and(|min| n < min) || max.is_some_and(|max| n > max) {
        let range = match (min, max) {
            (Some(min), Some(max)) => format!("from {min} to {max} options"),
            (Some(min), None) => format!("at least {min}"),
            (None, max) => format!("at most {}", max.unwrap_or(usize::MAX)),
        };
        return Some(Problem::new("option_count", format!("{n} options are chosen; choose {range}")));
    }
    None
}

fn node(nodes: &[TaxonomyNode], leaves_only: bool, value: &Value) -> Option<Problem> {
    let Some(id) = value.as_str() else { return kind_problem("a node id") };
    match find(nodes, id) {
        None => Some(Problem::new("option_unknown", format!("no node `{id}` in the tree; choose one of its nodes"))),
        Some(node) if leaves_only && !node.children.is_empty() => {
            Some(Problem::new("option_not_leaf", format!("`{id}` has finer nodes; choose one of those")))
        }
        Some(_) => None,
    }
}

fn find<'a>(nodes: &'a [TaxonomyNode], id: &str) -> Option<&'a TaxonomyNode> {
    nodes.iter().find_map(|node| if node.id == id { Some(node) } else { find(&node.children, id) })
}

fn scale(min: f64, max: f64, step: f64, value: &Value) -> Option<Problem> {
    let Some(given) = value.as_f64() else { return kind_problem("a number") };
    if !(min..=max).contains(&given) {
        return Some(Problem::new(
            "value_range",
            format!("{given} is off the scale; give a number from {min} to {max}"),
        ));
    }
    let steps = (given - min) / step;
    let between = (steps - steps.round()).abs() > 1e-6;
    between.then(|| {
        Problem::new("value_step", format!("{given} lies between two steps; go from {min} in steps of {step}"))
    })
}

fn number(min: Option<f64>, max: Option<f64>, integer: bool, value: &Value) -> Option<Problem> {
    let Some(given) = value.as_f64() else { return kind_problem("a number") };
    if integer && given.fract() != 0.0 {
        return Some(Problem::new("value_integer", format!("{given} is not a whole number; give a whole number")));
    }
    if let Some(min) = min.filter(|min| given < *min) {
        return Some(Problem::new("value_range", format!("{given} is too small; give at least {min}")));
    }
    let max = max.filter(|max| given > *max)?;
    Some(Problem::new("value_range", format!("{given} is too large; give at most {max}")))
}

fn text(max_length: Option<usize>, value: &Value) -> Option<Problem> {
    let Some(given) = value.as_str() else { return kind_problem("a text") };
    if given.trim().is_empty() {
        return Some(Problem::new("text_empty", "the text is empty; write something or leave the answer out"));
    }
    if given.contains('\0') {
        return Some(Problem::new("text_null", "the text contains U+0000; remove that character"));
    }
    let length = given.chars().count();
    let max = max_length.unwrap_or(crate::limits::MAX_REMARK_LENGTH);
    (length > max)
        .then(|| Problem::new("text_length", format!("the text has {length} characters; keep it under {}", max + 1)))
}
