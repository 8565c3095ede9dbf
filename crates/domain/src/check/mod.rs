//! The one check of an annotation against its design and item, used by server, importers and command line.

mod value;

pub use value::value_problems;

use crate::{Annotation, Design, Item, Outcome, Problem, correction::correction_overlaps};

/// What is wrong with an annotation; empty when it may be stored.
pub fn check(design: &Design, item: &Item, annotation: &Annotation) -> Vec<Problem> {
    match &annotation.outcome {
        Outcome::Declined { .. } => Vec::new(),
        Outcome::Unusable { reason } => {
            if design.unusable_reasons.iter().any(|choice| choice.id == *reason) {
                return Vec::new();
            }
            vec![
                Problem::new("reason_unknown", format!("no reason `{reason}`; choose one of the design's reasons"))
                    .within("outcome"),
            ]
        }
        Outcome::Complete => correction_overlaps(item, annotation),
    }
}

/// What is wrong with an item under a design; empty when it may be stored.
pub fn check_item(design: &Design, item: &Item) -> Vec<Problem> {
    let missing = design.slots.iter().filter(|slot| slot.required && !item.slots.contains_key(&slot.id));
    missing
        .map(|slot| {
            Problem::new("slot_missing", format!("slot `{}` is empty; give it a value", slot.id)).within("slots")
        })
        .collect()
}
