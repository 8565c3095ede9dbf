//! Tables of ratings: item, annotator, label and optionally group, under the names that other tools give them.

use std::path::Path;

use super::{Column, Row, Wrong, read};
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
pub fn ratings(path: &Path, mut each: impl FnMut(Rating) -> Result<(), Wrong>) -> Result<u64, Failure> {
    read(path, COLUMNS, |row: &Row| {
        let named = |column: usize| {
            row.get(column).ok_or_else(|| row.wrong(column, "the cell is empty; give it a name or leave the row out"))
        };
        let rating =
            Rating { item: named(ITEM)?, annotator: named(ANNOTATOR)?, label: row.text(LABEL), group: row.get(GROUP) };
        each(rating)
    })
}

impl Wrong {
    pub fn label(message: impl std::fmt::Display) -> Self {
        Self { column: Some(LABEL), message: message.to_string() }
    }

    pub fn group(message: impl std::fmt::Display) -> Self {
        Self { column: Some(GROUP), message: message.to_string() }
    }
}
