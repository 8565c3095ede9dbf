//! The answers that `agree` and `aggregate` read: where they are, what kind they are of, and what is wrong with them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use crosscheck_domain::{Field, Level};
use crosscheck_stats::{RowError, Rows, TableError};

use super::Failure;
use crate::native::{Export, is_export};
use crate::table::{Given, Rating, Wrong, known, ratings};

#[derive(clap::Args)]
pub struct Answers {
    /// CSV, JSON lines or Parquet with item, annotator, label and optionally group; a native export with `--field`; `-`
    /// reads standard input
    table: Option<PathBuf>,
    /// Of a native export: verdict, severity, question/ID, label/SLOT or link/TYPE
    #[arg(long)]
    pub field: Option<String>,
    /// Nominal where absent, ordinal with `--order` or `--values`
    #[arg(long, value_enum)]
    level: Option<LevelName>,
    /// Labels in order, separated by commas; needed for ordinal labels
    #[arg(long, value_delimiter = ',', value_name = "LABELS")]
    order: Vec<String>,
    /// What labels are worth: none=0,mild=1,severe=5
    #[arg(long, value_delimiter = ',', value_name = "LABEL=NUMBER", conflicts_with = "order")]
    values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
    Set,
}

/// Rows as they were read, and at which level.
pub struct Read {
    pub rows: Rows,
    pub level: LevelName,
    /// Label → the text of its number.
    worth: BTreeMap<String, String>,
}

impl Answers {
    pub fn given(&self) -> Result<Given, Failure> {
        let path = self.table.as_deref().ok_or_else(|| Failure::Input("give a table of ratings".to_owned()))?;
        Given::new(path)
    }

    pub fn read(&self, given: &Given) -> Result<Read, Failure> {
        if self.field.is_none() && is_export(given)? {
            return Err(
                given.wrong("this is a native export; choose what to look at with --field, for instance verdict")
            );
        }
        let export = self.export(given)?;
        let mut read = match &export {
            Some((_, field)) if self.level.is_none() && self.order.is_empty() && self.values.is_empty() => {
                let level = level_of(field);
                Read { rows: crosscheck_server::no_rows(field), level, worth: BTreeMap::new() }
            }
            _ => Read { rows: self.no_rows()?, level: self.level(), worth: self.worth()? },
        };
        each(given, export.as_ref(), |rating| read.push(&rating))?;
        Ok(read)
    }

    fn export<'g>(&self, given: &'g Given) -> Result<Option<(Export<'g>, Field)>, Failure> {
        let Some(id) = &self.field else { return Ok(None) };
        let export = Export::open(given)?;
        let field = export.field(id)?;
        Ok(Some((export, field)))
    }

    fn level(&self) -> LevelName {
        let ordered = !self.order.is_empty() || !self.values.is_empty();
        self.level.unwrap_or(if ordered { LevelName::Ordinal } else { LevelName::Nominal })
    }

    fn no_rows(&self) -> Result<Rows, Failure> {
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

    /// Reads the file once more to find the line that contradicts an earlier one.
    pub fn contradiction(&self, given: &Given, error: &TableError) -> Failure {
        let export = match self.export(given) {
            Ok(export) => export,
            Err(failure) => return failure,
        };
        let mut first: Option<String> = None;
        let found = each(given, export.as_ref(), |rating| {
            let TableError::Contradiction { unit, annotator } = error else { return Ok(()) };
            if rating.item != unit || rating.annotator != annotator {
                return Ok(());
            }
            match first.get_or_insert_with(|| rating.label.to_owned()) {
                first if first == rating.label => Ok(()),
                _ => Err(Wrong::label(error)),
            }
        });
        found.err().unwrap_or_else(|| given.wrong(error))
    }
}

/// Every rating of the file, by columns or by the field of an export.
fn each(
    given: &Given,
    export: Option<&(Export, Field)>,
    rating: impl FnMut(Rating) -> Result<(), Wrong>,
) -> Result<u64, Failure> {
    match export {
        Some((export, field)) => export.ratings(field, rating),
        None => ratings(given, rating),
    }
}

fn level_of(field: &Field) -> LevelName {
    match field.level {
        Level::Nominal => LevelName::Nominal,
        Level::Ordinal if !field.labels.is_empty() => LevelName::Ordinal,
        Level::Ordinal | Level::Interval => LevelName::Interval,
        Level::Set => LevelName::Set,
    }
}

impl Read {
    fn push(&mut self, rating: &Rating) -> Result<(), Wrong> {
        let Rating { item, annotator, group, .. } = *rating;
        let label = label(self.level, &self.worth, rating.label).map_err(Wrong::label)?;
        let pushed = match group {
            Some(group) => self.rows.push_grouped(item, annotator, label, group),
            None => self.rows.push(item, annotator, label),
        };
        pushed.map_err(|error| match error {
            RowError::GroupChanged { .. } => Wrong::group(error),
            error => Wrong::label(error),
        })
    }

    /// Fixes the known answers of a file.
    pub fn know(&mut self, path: &Path) -> Result<(), Failure> {
        known(&Given::new(path)?, |item, text| {
            let label = label(self.level, &self.worth, text)?;
            self.rows.know(item, label).map_err(|error| error.to_string())
        })?;
        Ok(())
    }
}

/// The label as the rows take it.
fn label<'l>(level: LevelName, worth: &'l BTreeMap<String, String>, label: &'l str) -> Result<&'l str, String> {
    match level {
        LevelName::Set => Ok(label),
        _ if label.is_empty() => Err("the label is empty; leave out what nobody answered".to_owned()),
        _ if label.eq_ignore_ascii_case("nan") => Err(format!("{label:?} is no label; leave out what nobody answered")),
        LevelName::Interval | LevelName::Ratio if !worth.is_empty() => match worth.get(label) {
            Some(number) => Ok(number),
            None => Err(format!("label {label:?} has no number in --values; add it")),
        },
        _ => Ok(label),
    }
}

/// Nothing can be compared, or learned of annotators, where there is one.
pub fn lone(given: &Given, name: &str, what: &str) -> Failure {
    given.wrong(format!("line 2, column annotator: every row is by {name:?}; {what} needs two annotators"))
}
