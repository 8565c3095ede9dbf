//! What a measure says of the sheets: a value with its interval and its parts, or why there is none.

use serde::Serialize;

use super::sheets::Sheets;
use crate::sampling::Interval;

/// A value with its interval, or the reason why the data has no value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub value: Option<f64>,
    pub interval: Option<Interval>,
    /// Why there is no value.
    pub undefined: Option<String>,
    /// The numbers behind the value or beside it, in a fixed order.
    pub parts: Vec<Part>,
    /// Items that at least two annotators answered.
    pub n_items: usize,
    /// The annotators who answered such items.
    pub n_annotators: usize,
    /// The marks in such items.
    pub n_marks: usize,
}

/// A named number beside the value; no value where it is undefined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Part {
    pub name: &'static str,
    pub value: Option<f64>,
}

impl Part {
    pub fn new(name: &'static str, value: f64) -> Self {
        Self { name, value: value.is_finite().then_some(value) }
    }

    /// A quotient, undefined when nothing is divided by.
    pub(super) fn share(name: &'static str, part: f64, whole: f64) -> Self {
        Self { name, value: (whole > 0.0).then(|| part / whole) }
    }
}

impl Finding {
    /// The named part.
    pub fn part(&self, name: &str) -> Option<f64> {
        self.parts.iter().find(|part| part.name == name)?.value
    }

    pub(super) fn new(sheets: &Sheets, value: Result<f64, String>, parts: Vec<Part>) -> Self {
        let shared = || sheets.items().filter(|sheets| sheets.len() >= 2);
        let mut seen = vec![false; sheets.n_annotators()];
        shared().flatten().for_each(|sheet| seen[sheet.annotator as usize] = true);
        let (value, undefined) = match value {
            Ok(value) => (Some(value), None),
            Err(why) => (None, Some(why)),
        };
        Self {
            value,
            interval: None,
            undefined,
            parts,
            n_items: shared().count(),
            n_annotators: seen.into_iter().filter(|seen| *seen).count(),
            n_marks: shared().flatten().map(|sheet| sheet.marks.len()).sum(),
        }
    }
}
