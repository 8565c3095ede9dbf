//! Labels, their tree and their attributes.

use std::collections::{HashMap, HashSet};

use super::{hotkey_problems, id_problems, kinds::kind_problems, unknown_names};
use crate::{Attribute, Design, Label, Problem, SelectorKind};

pub(super) fn problems(design: &Design) -> Vec<Problem> {
    let labels = &design.ontology.labels;
    let mut problems = id_problems(labels.iter().map(|label| label.id.as_str()));
    problems.extend(hotkey_problems(labels.iter().map(|label| label.hotkey.as_deref())));
    for (index, label) in labels.iter().enumerate() {
        problems.extend(label_problems(design, label).into_iter().map(|problem| problem.within(index)));
    }
    problems.extend(parent_problems(labels));
    problems.into_iter().map(|problem| problem.within("labels").within("ontology")).collect()
}

fn label_problems(design: &Design, label: &Label) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(label.color.as_deref().and_then(color_problem).map(|problem| problem.within("color")));
    let slots = unknown_names("slot", &label.slots, |id| design.slot(id).is_some());
    problems.extend(slots.into_iter().map(|problem| problem.within("slots")));
    for (step, kind) in label.selectors.iter().enumerate() {
        let mut slots = design.slots.iter().filter(|slot| label.slots.is_empty() || label.slots.contains(&slot.id));
        let fits = *kind == SelectorKind::None || slots.any(|slot| Design::selectors_for(slot.kind).contains(kind));
        if !fits {
            let message =
                format!("label `{}` can be drawn this way in none of its slots; choose another way", label.id);
            problems.push(Problem::new("selector_kind", message).within(step).within("selectors"));
        }
    }
    problems.extend(attribute_problems(&label.attributes));
    problems
}

fn color_problem(color: &str) -> Option<Problem> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6);
    let valid = digits.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()));
    (!valid).then(|| Problem::new("color", format!("`{color}` is no colour; write it as #rrggbb")))
}

/// Attributes of a label or a claim kind.
pub(super) fn attribute_problems(attributes: &[Attribute]) -> Vec<Problem> {
    let mut problems = id_problems(attributes.iter().map(|attribute| attribute.id.as_str()));
    for (index, attribute) in attributes.iter().enumerate() {
        problems.extend(kind_problems(&attribute.kind).into_iter().map(|problem| problem.within(index)));
    }
    problems.into_iter().map(|problem| problem.within("attributes")).collect()
}

/// Parents exist, and following them comes to an end.
fn parent_problems(labels: &[Label]) -> Vec<Problem> {
    let parents: HashMap<&str, Option<&str>> =
        labels.iter().map(|label| (label.id.as_str(), label.parent.as_deref())).collect();
    let mut finished: HashSet<&str> = HashSet::new();
    let mut problems = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let mut path = HashSet::new();
        let mut at = Some(label.id.as_str());
        while let Some(id) = at.filter(|id| !finished.contains(id)) {
            if !path.insert(id) {
                let message = format!("label `{}` is below itself; remove one of the parents", label.id);
                problems.push(Problem::new("label_cycle", message).within("parent").within(index));
                break;
            }
            at = parents.get(id).copied().flatten();
        }
        finished.extend(path);
        if let Some(parent) = label.parent.as_deref().filter(|parent| !parents.contains_key(parent)) {
            let message = format!("no label `{parent}` to stand below; declare it or name another");
            problems.push(Problem::new("label_unknown", message).within("parent").within(index));
        }
    }
    problems
}
