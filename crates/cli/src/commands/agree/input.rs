//! The table that agreement is measured in, and distances of one's own.

use crosscheck_stats::{Distances, Table};

use super::Agree;
use crate::commands::Failure;
use crate::commands::answers::lone;
use crate::table::Given;

impl Agree {
    pub(super) fn read(&self, given: &Given) -> Result<Table, Failure> {
        let read = self.answers.read(given)?;
        let table = read.rows.finish().map_err(|error| self.answers.contradiction(given, &error))?;
        if table.n_annotators() < 2 {
            return Err(lone(given, &table.annotators.get(0), "agreement"));
        }
        Ok(table)
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
