//! Tables of ratings: item, annotator, label and optionally group, under the names that other tools give them.

use super::{Column, Given, Row, Wrong, read};
use crate::commands::Failure;

const ITEM: usize = 0;
const ANNOTATOR: usize = 1;
const LABEL: usize = 2;
const GROUP: usize = 3;

const COLUMNS: &[Column] = &[
    Column::required("item", &["task", "unit"]),
    Column::required("annotator", &["worker", "rater", "coder"]),
    Column::required("label", &["value", "rating"]),
    Column::optional("group", &["cluster"]),
];

/// One label by one annotator.
#[derive(Clone, Copy, Debug)]
pub struct Rating<'a> {
    pub item: &'a str,
    pub annotator: &'a str,
    /// Empty where the cell is.
    pub label: &'a str,
    /// What the item belongs to.
    pub group: Option<&'a str>,
}

/// Gives each rating of the file to `each`, whose complaint is about the label unless it names another column. Item and
/// annotator are never empty.
pub fn ratings(given: &Given, mut each: impl FnMut(Rating) -> Result<(), Wrong>) -> Result<u64, Failure> {
    read(given, COLUMNS, |row: &Row| {
        let (item, annotator) = (row.named(ITEM)?, row.named(ANNOTATOR)?);
        each(Rating { item, annotator, label: row.text(LABEL), group: row.get(GROUP) })
    })
}

/// Gives each known answer of the file, an item and its label, to `each`.
pub fn known(given: &Given, mut each: impl FnMut(&str, &str) -> Result<(), String>) -> Result<u64, Failure> {
    const KNOWN: &[Column] =
        &[Column::required("item", &["task", "unit"]), Column::required("label", &["value", "answer", "gold"])];
    read(given, KNOWN, |row: &Row| each(row.named(0)?, row.text(1)).map_err(|message| row.wrong(1, message)))
}

impl Wrong {
    pub fn label(message: impl std::fmt::Display) -> Self {
        Self { column: Some(LABEL), message: message.to_string() }
    }

    pub fn group(message: impl std::fmt::Display) -> Self {
        Self { column: Some(GROUP), message: message.to_string() }
    }
}
