//! What is wrong with a design beyond its syntax: ids, references, and rules that cannot be met.

mod claims;
mod conditions;
mod kinds;
mod ontology;
mod questions;
mod slots;

use std::collections::HashSet;

use crate::{
    Choice, Design, Problem,
    limits::{MAX_DESIGN_BYTES, MAX_ID_LENGTH, MAX_PROBLEMS},
};

impl Design {
    /// What is wrong with this design; empty when it may be published.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.size_problem().into_iter().collect();
        if self.title.trim().is_empty() {
            problems.push(Problem::new("title_missing", "the design has no title; give it one").within("title"));
        }
        problems.extend(slots::problems(self));
        problems.extend(ontology::problems(self));
        problems.extend(claims::problems(self));
        problems.extend(slots::link_problems(self));
        problems.extend(questions::problems(self));
        problems.extend(choice_problems(&self.unusable_reasons).into_iter().map(|p| p.within("unusable_reasons")));
        problems.truncate(MAX_PROBLEMS);
        problems
    }

    fn size_problem(&self) -> Option<Problem> {
        let text = serde_json::to_string(self).ok()?;
        if text.contains("\\u0000") {
            return Some(Problem::new("text_null", "the design contains U+0000, which cannot be stored; remove it"));
        }
        let message = || format!("the design has {} bytes as JSON; keep to {MAX_DESIGN_BYTES}", text.len());
        (text.len() > MAX_DESIGN_BYTES).then(|| Problem::new("design_size", message()))
    }
}

/// Ids of one list: well formed, and each used once. Problems begin with the index.
fn id_problems<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for (index, id) in ids.into_iter().enumerate() {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if id.is_empty() || id.len() > MAX_ID_LENGTH || !id.chars().all(allowed) {
            let message = format!("the id `{id}` has to be 1 to {MAX_ID_LENGTH} of the characters a–z, 0–9, _ and -");
            problems.push(Problem::new("id_malformed", message).within("id").within(index));
        } else if !seen.insert(id) {
            let message = format!("the id `{id}` is used twice; rename one");
            problems.push(Problem::new("id_twice", message).within("id").within(index));
        }
    }
    problems
}

/// Hotkeys of one group: one character each, and no two alike. Problems begin with the index.
fn hotkey_problems<'a>(hotkeys: impl IntoIterator<Item = Option<&'a str>>) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for (index, hotkey) in hotkeys.into_iter().enumerate() {
        let Some(hotkey) = hotkey else { continue };
        let message = if hotkey.chars().count() != 1 || hotkey.trim().is_empty() {
            format!("the hotkey `{hotkey}` is not one key; use one character")
        } else if !seen.insert(hotkey) {
            format!("the hotkey `{hotkey}` is used twice; change one")
        } else {
            continue;
        };
        problems.push(Problem::new("hotkey", message).within("hotkey").within(index));
    }
    problems
}

fn choice_problems(choices: &[Choice]) -> Vec<Problem> {
    let mut problems = id_problems(choices.iter().map(|choice| choice.id.as_str()));
    problems.extend(hotkey_problems(choices.iter().map(|choice| choice.hotkey.as_deref())));
    problems
}

/// Names that are not among those declared. Problems begin with the index.
fn unknown_names(what: &str, names: &[String], is_known: impl Fn(&str) -> bool) -> Vec<Problem> {
    let unknown = names.iter().enumerate().filter(|(_, name)| !is_known(name));
    let problem = |(index, name): (usize, &String)| {
        let message = format!("no {what} `{name}` in this design; declare it or name another");
        Problem::new(&format!("{}_unknown", what.replace(' ', "_")), message).within(index)
    };
    unknown.map(problem).collect()
}
