//! From files and flags to a table of ratings, with a place for everything that is wrong.

use std::collections::BTreeMap;
use std::path::Path;

use crosscheck_stats::{Distances, RowError, Rows, Table, TableError};

use super::{Agree, LevelName};
use crate::commands::Failure;
use crate::table::{Rating, Wrong, ratings};

impl Agree {
    pub(super) fn read(&self, path: &Path) -> Result<Table, Failure> {
        let mut rows = self.rows()?;
        let worth = self.worth()?;
        let level = self.level();
        ratings(path, |rating| {
            let Rating { item, annotator, label, group } = rating;
            let label = match level {
                LevelName::Set => label,
                _ if label.is_empty() => {
                    return Err(Wrong::label("the label is empty; leave out what nobody answered"));
                }
                _ if label.eq_ignore_ascii_case("nan") => {
                    return Err(Wrong::label(format!("{label:?} is no label; leave out what nobody answered")));
                }
                LevelName::Interval | LevelName::Ratio if !worth.is_empty() => match worth.get(label) {
                    Some(number) => number,
                    None => return Err(Wrong::label(format!("label {label:?} has no number in --values; add it"))),
                },
                _ => label,
            };
            let pushed = match group {
                Some(group) => rows.push_grouped(item, annotator, label, group),
                None => rows.push(item, annotator, label),
            };
            pushed.map_err(|error| match error {
                RowError::GroupChanged { .. } => Wrong::group(error),
                error => Wrong::label(error),
            })
        })?;
        let table = match rows.finish() {
            Ok(table) => table,
            Err(error) => return Err(contradiction(path, &error)),
        };
        if table.n_annotators() < 2 {
            let name = table.annotators.get(0);
            let message = format!("every row is by {name:?}; agreement needs two annotators");
            return Err(Failure::Input(format!("{}: line 2, column annotator: {message}", path.display())));
        }
        Ok(table)
    }

    fn level(&self) -> LevelName {
        let ordered = !self.order.is_empty() || !self.values.is_empty();
        self.level.unwrap_or(if ordered { LevelName::Ordinal } else { LevelName::Nominal })
    }

    fn rows(&self) -> Result<Rows, Failure> {
        Ok(match self.level() {
            LevelName::Nominal => Rows::nominal(&self.order),
            LevelName::Ordinal if !self.values.is_empty() => {
                let number = |(label, text): (String, String)| (label, text.parse::<f64>().unwrap_or(f64::NAN));
                Rows::scored(&self.worth()?.into_iter().map(number).collect::<Vec<_>>())
            }
            LevelName::Ordinal if self.order.is_empty() => {
                return Err(Failure::Input("ordinal labels need their order: --order low,middle,high".to_owned()));
            }
            LevelName::Ordinal => Rows::ordinal(&self.order),
            LevelName::Interval => Rows::interval(),
            LevelName::Ratio => Rows::ratio(),
            LevelName::Set => Rows::sets(),
        })
    }

    /// Label → the text of its number, which is one.
    fn worth(&self) -> Result<BTreeMap<String, String>, Failure> {
        let mut worth = BTreeMap::new();
        for pair in &self.values {
            let (label, number) = pair.rsplit_once('=').unwrap_or((pair, ""));
            if !number.trim().parse::<f64>().is_ok_and(f64::is_finite) {
                return Err(Failure::Input(format!("--values {pair}: write LABEL=NUMBER, for instance severe=5")));
            }
            if worth.insert(label.to_owned(), number.trim().to_owned()).is_some() {
                return Err(Failure::Input(format!("--values names {label:?} twice")));
            }
        }
        Ok(worth)
    }

    /// The distances of `--distance FILE`: the first line names the labels, each further line begins with its label.
    pub(super) fn own_distances(&self) -> Result<Option<Distances>, Failure> {
        let Some(name) = self.distance.as_deref().filter(|name| !["masi", "jaccard"].contains(name)) else {
            return Ok(None);
        };
        let wrong = |line: usize, message: String| Failure::Input(format!("{name}: line {line}{message}"));
        let text = std::fs::read_to_string(name).map_err(|error| Failure::Input(format!("{name}: {error}")))?;
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let header = lines.next().ok_or_else(|| wrong(1, ": the file is empty".to_owned()))?;
        let labels: Vec<String> = header.split(',').skip(1).map(|label| label.trim().to_owned()).collect();
        let mut rows = Vec::new();
        for (line, text) in (2..).zip(lines) {
            let mut cells = text.split(',');
            let label = cells.next().unwrap_or_default().trim();
            if labels.get(line - 2).is_none_or(|expected| expected != label) {
                return Err(wrong(line, format!(": {label:?} is not in the order of the columns")));
            }
            let number = |(cell, column): (&str, &String)| {
                let bad = || wrong(line, format!(", column {column}: {:?} is not a number", cell.trim()));
                cell.trim().parse::<f64>().map_err(|_| bad())
            };
            let numbers = cells.zip(&labels).map(number).collect::<Result<Vec<f64>, Failure>>()?;
            rows.push(numbers);
        }
        Distances::new(labels, &rows).map(Some).map_err(|error| Failure::Input(format!("{name}: {error}")))
    }
}

/// Reads the file once more to find the line that contradicts an earlier one.
fn contradiction(path: &Path, error: &TableError) -> Failure {
    let mut first: Option<String> = None;
    let found = ratings(path, |rating| {
        let TableError::Contradiction { unit, annotator } = error else { return Ok(()) };
        if rating.item != unit || rating.annotator != annotator {
            return Ok(());
        }
        match first.get_or_insert_with(|| rating.label.to_owned()) {
            first if first == rating.label => Ok(()),
            _ => Err(Wrong::label(error)),
        }
    });
    found.err().unwrap_or_else(|| Failure::Input(format!("{}: {error}", path.display())))
}
