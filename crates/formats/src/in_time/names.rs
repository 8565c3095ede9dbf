//! Names of the files of an export: by item, and by part and annotator where there are several.

use std::collections::BTreeSet;

use super::Source;

const LONGEST: usize = 80;

/// The names given so far.
#[derive(Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// `item.vtt`, `item.captions-1.vtt`, `item.Ada.vtt`.
    pub fn file(&mut self, source: &Source<'_>, place: Option<(&str, &str)>, ending: &str) -> String {
        let stem = self.stem(source, place);
        format!("{stem}.{ending}")
    }

    /// The same without an ending.
    pub fn stem(&mut self, source: &Source<'_>, place: Option<(&str, &str)>) -> String {
        let mut name = safe(&source.item.external_id);
        if let Some((slot, part)) = place {
            name = format!("{name}.{}-{}", safe(slot), safe(part));
        }
        if source.among_others {
            name = format!("{name}.{}", safe(source.context.annotator(source.stored.annotator)));
        }
        // Names may differ in case only, and a disk may not tell them apart.
        let mut free = name.clone();
        let mut number = 2;
        while !self.0.insert(free.to_lowercase()) {
            free = format!("{name}-{number}");
            number += 1;
        }
        free
    }
}

/// Letters, digits and a few marks: a name on every system, that leads nowhere else.
pub fn safe(text: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let name: String = text.chars().take(LONGEST).map(safe).collect();
    let name = name.trim_matches('.');
    if name.is_empty() { "item".to_owned() } else { name.to_owned() }
}
