//! One stored item: its annotations are compared with those on the same content, field by field.

use std::collections::HashMap;

use crosscheck_domain::places::{Compared, Judged, PlaceField, compare};
use crosscheck_domain::{Annotation, AnnotatorId, Item, shown};
use crosscheck_store::ExportItem;

use crate::error::{Result, internal};

/// Who said what, under which version of the design.
struct Said {
    annotator: AnnotatorId,
    design_version: u32,
    body: Annotation,
}

/// People who saw the same.
struct Group {
    revision: u32,
    item: Item,
    /// What it shows; not needed where the item has always shown the same.
    shown: String,
    said: Vec<Said>,
}

/// What the item contributes to each field, in their order.
pub fn compared(
    fields: &[PlaceField],
    same: &HashMap<u32, Vec<bool>>,
    count_late: bool,
    found: &ExportItem,
) -> Result<Vec<Option<Compared>>> {
    let groups = groups(found, count_late)?;
    let of_field = |(at, field): (usize, &PlaceField)| {
        let mut whole: Option<Compared> = None;
        for group in &groups {
            let counts = |one: &&Said| same.get(&one.design_version).is_some_and(|same| same[at]);
            let judged: Vec<Judged> = group
                .said
                .iter()
                .filter(counts)
                .map(|one| Judged { annotator: &one.annotator, body: &one.body })
                .collect();
            let part = compare(&field.about, &group.item, &judged)
                .inspect_err(|error| tracing::warn!(item = %found.id, field = field.id, error, "not compared"));
            match (&mut whole, part.unwrap_or_default()) {
                (_, None) => {}
                (Some(whole), Some(part)) => whole.join(part, group.revision),
                (none, part) => *none = part,
            }
        }
        whole
    };
    Ok(fields.iter().enumerate().map(of_field).collect())
}

/// The annotations by what they were made on; what the item shows now comes first.
fn groups(found: &ExportItem, count_late: bool) -> Result<Vec<Group>> {
    let parsed = |body: &str| serde_json::from_str::<Item>(body).map_err(internal);
    let group = |revision: u32, item: Item| {
        let shown = if found.older.is_empty() { String::new() } else { shown(&item) };
        Group { revision, item, shown, said: Vec::new() }
    };
    let mut groups = vec![group(found.revision, parsed(&found.body)?)];
    let mut of_revision: HashMap<u32, usize> = HashMap::new();
    for (&revision, body) in &found.older {
        let older = group(revision, parsed(body)?);
        let at = groups.iter().position(|known| known.shown == older.shown).unwrap_or(groups.len());
        if at == groups.len() {
            groups.push(older);
        }
        of_revision.insert(revision, at);
    }
    for annotation in found.annotations.iter().filter(|one| !one.informed && (count_late || !one.late)) {
        let at = of_revision.get(&annotation.item_revision).copied().unwrap_or(0);
        groups[at].said.push(Said {
            annotator: annotation.annotator.clone(),
            design_version: annotation.design_version,
            body: serde_json::from_str(&annotation.body).map_err(internal)?,
        });
    }
    Ok(groups)
}
