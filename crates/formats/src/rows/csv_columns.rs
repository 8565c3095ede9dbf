//! What each column of a CSV file means for a design.

use std::collections::BTreeMap;

use crosscheck_domain::{Design, MediaKind, Problem, Role, Slot};

/// Where the cells of a column go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// The next part of this slot, or the one with this number.
    Slot {
        slot: String,
        part: Option<usize>,
    },
    /// `id`, `group`, `split`, `priority`, `license`, `creator` or `source`.
    Field(&'static str),
    Claims,
    Metadata(String),
}

const FIELDS: [&str; 7] = ["id", "group", "split", "priority", "license", "creator", "source"];
const IMAGE_WORDS: [&str; 8] = ["file", "filename", "file_name", "image", "img", "path", "picture", "photo"];
const TEXT_WORDS: [&str; 7] = ["text", "caption", "description", "sentence", "report", "prompt", "content"];

/// The meaning of each header. `mapping` (header → slot id) comes first, then the design's own names, then the fields of
/// an item; what is left is metadata.
pub fn columns(
    headers: &[String],
    design: &Design,
    mapping: &BTreeMap<String, String>,
) -> Result<Vec<Column>, Problem> {
    for header in mapping.keys() {
        if !headers.contains(header) {
            let message = format!("the file has no column `{header}`; it has: {}", headers.join(", "));
            return Err(Problem::new("column_unknown", message).within(header));
        }
    }
    let guessed = if mapping.is_empty() { guess_columns(headers, design) } else { BTreeMap::new() };
    let mut columns = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        if header.is_empty() {
            let message = format!("column {} has no name; give it one or remove it", index + 1);
            return Err(Problem::new("column_unnamed", message).on_line(1));
        }
        if headers[..index].contains(header) {
            let message = format!("two columns are named `{header}`; rename one, or number parts as `{header}.0`");
            return Err(Problem::new("column_twice", message).on_line(1).within(header));
        }
        columns.push(column(header, design, mapping.get(header).or_else(|| guessed.get(header)))?);
    }
    Ok(columns)
}

fn column(header: &str, design: &Design, mapped: Option<&String>) -> Result<Column, Problem> {
    if let Some(slot) = mapped {
        return match numbered(slot, design) {
            Some(column) => Ok(column),
            None => {
                let slots: Vec<&str> = design.slots.iter().map(|slot| slot.id.as_str()).collect();
                let message = format!("the design has no slot `{slot}`; it has: {}", slots.join(", "));
                Err(Problem::new("slot_unknown", message).within(header))
            }
        };
    }
    if let Some(column) = numbered(header, design) {
        return Ok(column);
    }
    if let Some(field) = FIELDS.iter().find(|field| **field == header) {
        return Ok(Column::Field(field));
    }
    if header == "claims" {
        return Ok(Column::Claims);
    }
    Ok(Column::Metadata(header.strip_prefix("metadata.").unwrap_or(header).to_owned()))
}

/// `slot` or `slot.1`.
fn numbered(name: &str, design: &Design) -> Option<Column> {
    if design.slot(name).is_some() {
        return Some(Column::Slot { slot: name.to_owned(), part: None });
    }
    let (slot, part) = name.rsplit_once('.')?;
    design.slot(slot)?;
    Some(Column::Slot { slot: slot.to_owned(), part: Some(part.parse().ok()?) })
}

/// A guess which header means which slot, for a file whose headers are not the slots of the design: by name without regard
/// to case, by title, and by common words where one slot of the kind is left.
pub fn guess_columns(headers: &[String], design: &Design) -> BTreeMap<String, String> {
    let mut guessed = BTreeMap::new();
    let taken = |guessed: &BTreeMap<String, String>, slot: &Slot| {
        headers.contains(&slot.id) || guessed.values().any(|taken: &String| *taken == slot.id)
    };
    for header in headers.iter().filter(|header| numbered(header, design).is_none()) {
        let word = header.trim().to_lowercase();
        let named = |slot: &&Slot| slot.id.to_lowercase() == word || slot.title.to_lowercase() == word;
        if let Some(slot) = design.slots.iter().find(named).filter(|slot| !taken(&guessed, slot)) {
            guessed.insert(header.clone(), slot.id.clone());
        }
    }
    for header in headers.iter().filter(|header| numbered(header, design).is_none()) {
        let word = header.trim().to_lowercase();
        let kind = if IMAGE_WORDS.contains(&word.as_str()) {
            MediaKind::Image
        } else if TEXT_WORDS.contains(&word.as_str()) {
            MediaKind::Text
        } else {
            continue;
        };
        let free: Vec<&Slot> = design
            .slots
            .iter()
            .filter(|slot| slot.kind == kind && !taken(&guessed, slot) && !guessed.contains_key(header))
            .collect();
        let source = free.iter().find(|slot| kind == MediaKind::Text && slot.role == Role::ClaimSource);
        if let Some(slot) = source.or(if free.len() == 1 { free.first() } else { None }) {
            guessed.insert(header.clone(), slot.id.clone());
        }
    }
    guessed
}
