//! What stands behind a cell of the confusion matrix: the units on which two values of a field meet.

use crosscheck_domain::{Field, ItemId};
use crosscheck_stats::{Table, breakdown};
use crosscheck_store::Project;

use super::report::{self, DisputedUnit};
use crate::app::App;
use crate::error::Result;
use crate::wire::{CellPage, CellQuery};

const PAGE: usize = 24;

/// A page of units, and how many there are on all pages.
#[derive(Default)]
pub struct Found {
    units: Vec<DisputedUnit>,
    n: u64,
    more: bool,
}

/// The units of the field on which somebody gave one value and somebody else the other, in the order of their items, but for
/// those of items that the caller has still to judge.
pub fn meeting(table: &Table, query: &CellQuery, held: &[ItemId]) -> Found {
    let number = |name: &str| (0..table.values.len()).find(|&value| table.values.name(value) == name);
    let (Some(a), Some(b)) = (number(&query.a), number(&query.b)) else { return Found::default() };
    let met = breakdown::units(table).filter(|unit| meet(table, unit.unit, (a, b)));
    let mut found: Vec<_> = met.map(|unit| (report::unit_parts(table, unit.unit), unit)).collect();
    found.retain(|(name, _)| !held.contains(&name.0));
    let n = found.len() as u64;
    if let Some((item, unit)) = query.after.as_deref().and_then(|after| after.split_once('/')) {
        found.retain(|(name, _)| (name.0.as_str(), name.2.as_str()) > (item, unit));
    }
    // By this pages follow each other; units are numbered as they came.
    found.sort_unstable_by(|(one, _), (other, _)| (&one.0, &one.2, one.1).cmp(&(&other.0, &other.2, other.1)));
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    Found { units: found.iter().map(|(_, unit)| report::disputed_unit(table, unit)).collect(), n, more }
}

fn meet(table: &Table, unit: usize, (a, b): (usize, usize)) -> bool {
    let given = |value: usize| table.ratings(unit).filter(|(_, found)| *found as usize == value).count();
    if a == b { given(a) >= 2 } else { given(a) > 0 && given(b) > 0 }
}

/// Adds names, texts and pictures.
pub async fn describe(app: &App, project: &Project, field: &Field, found: Found) -> Result<CellPage> {
    let next = found.units.last().filter(|_| found.more).map(|last| format!("{}/{}", last.item, last.unit));
    let names = report::names(app).await?;
    let units = found.units.into_iter().map(|unit| (field.clone(), unit)).collect();
    Ok(CellPage { units: report::describe_units(app, project, &names, units).await?, n: found.n, next })
}
