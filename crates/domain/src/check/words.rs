//! Checks of plain words: sizes, remarks, ids that clients make, and ids that a design declares.

use std::collections::HashSet;

use crate::{
    Annotation, Choice, Problem,
    limits::{MAX_CLAIMS, MAX_ENTRIES, MAX_ID_LENGTH, MAX_REMARK_LENGTH},
};

/// Lists that are too long to be looked at.
pub(super) fn sizes(annotation: &Annotation) -> Vec<Problem> {
    let lists = [
        ("regions", annotation.regions.len(), MAX_ENTRIES),
        ("claims", annotation.claims.len(), MAX_CLAIMS),
        ("dropped", annotation.dropped.len(), MAX_CLAIMS),
        ("omissions", annotation.omissions.len(), MAX_CLAIMS),
        ("verdicts", annotation.verdicts.len(), MAX_ENTRIES),
        ("links", annotation.links.len(), MAX_ENTRIES),
        ("answers", annotation.answers.len(), MAX_ENTRIES),
    ];
    let long = lists.into_iter().filter(|(_, n, most)| n > most);
    long.map(|(name, n, most)| too_many(name, n, most).within(name)).collect()
}

pub(super) fn too_many(name: &str, n: usize, most: usize) -> Problem {
    Problem::new("too_many", format!("{n} {name} are too many; keep to {most}"))
}

/// A free text that is too long, or that a database cannot hold.
pub(super) fn remark(text: &str) -> Option<Problem> {
    if text.contains('\0') {
        return Some(Problem::new("text_null", "the text contains U+0000; remove that character"));
    }
    // Bytes are at least as many as code points, so most texts need no counting.
    let length = if text.len() <= MAX_REMARK_LENGTH { 0 } else { text.chars().count() };
    (length > MAX_REMARK_LENGTH).then(|| {
        let message = format!("the text has {length} characters; keep to {MAX_REMARK_LENGTH}");
        Problem::new("text_length", message)
    })
}

/// A free text that must say something.
pub(super) fn sentence(text: &str) -> Option<Problem> {
    if text.trim().is_empty() {
        return Some(Problem::new("text_empty", "the text is empty; write something"));
    }
    remark(text)
}

/// Ids that a client makes: short, printable, and each used once.
#[derive(Default)]
pub(super) struct Ids<'a> {
    seen: HashSet<&'a str>,
}

impl<'a> Ids<'a> {
    pub fn with_room_for(n: usize) -> Self {
        Self { seen: HashSet::with_capacity(n) }
    }

    pub fn problem(&mut self, id: &'a str) -> Option<Problem> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c);
        if id.is_empty() || id.len() > MAX_ID_LENGTH || !id.chars().all(allowed) {
            let message = format!("the id has to be 1 to {MAX_ID_LENGTH} of the letters a–z, A–Z, 0–9, _ - . :");
            return Some(Problem::new("id_malformed", message).within("id"));
        }
        let twice = || Problem::new("id_twice", format!("the id `{id}` is used twice; give each its own")).within("id");
        (!self.seen.insert(id)).then(twice)
    }
}

/// An id that should be one of the choices of a design.
pub(super) fn choice(what: &str, choices: &[Choice], id: &str) -> Option<Problem> {
    if choices.iter().any(|choice| choice.id == id) {
        return None;
    }
    let known: Vec<&str> = choices.iter().take(12).map(|choice| choice.id.as_str()).collect();
    let advice =
        if known.is_empty() { "leave it out".to_owned() } else { format!("choose one of: {}", known.join(", ")) };
    Some(Problem::new(&format!("{}_unknown", what.replace(' ', "_")), format!("no {what} `{id}`; {advice}")))
}
