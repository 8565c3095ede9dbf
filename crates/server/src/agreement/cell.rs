//! What stands behind a cell of the confusion matrix: the units on which two values of a field meet.

use crosscheck_domain::{Field, ItemId};
use crosscheck_stats::{Table, breakdown};
use crosscheck_store::{Project, RatingRow};

use super::report::{self, DisputedUnit};
use crate::app::App;
use crate::error::Result;
use crate::wire::{CellPage, CellQuery};

const PAGE: usize = 24;

/// Every unit of the field on which somebody gave one value and somebody else the other, in the order of their names.
pub fn meeting(field: &Field, rows: &[RatingRow], (a, b): (&str, &str)) -> Vec<DisputedUnit> {
    let rows: Vec<&RatingRow> = rows.iter().filter(|row| row.field == field.id).collect();
    let Some(table) = report::table(field, &rows) else { return Vec::new() };
    let number = |name: &str| (0..table.values.len()).find(|&value| table.values.name(value) == name);
    let (Some(a), Some(b)) = (number(a), number(b)) else { return Vec::new() };
    let found = breakdown::units(&table).filter(|unit| meet(&table, unit.unit, (a, b)));
    let mut units: Vec<DisputedUnit> = found.map(|unit| report::disputed_unit(&table, &unit)).collect();
    units.sort_by(|one, other| key(one).cmp(&key(other)));
    units
}

fn meet(table: &Table, unit: usize, (a, b): (usize, usize)) -> bool {
    let given = |value: usize| table.ratings(unit).filter(|(_, found)| *found as usize == value).count();
    if a == b { given(a) >= 2 } else { given(a) > 0 && given(b) > 0 }
}

/// By this pages follow each other; items are numbered as they came.
fn key(unit: &DisputedUnit) -> (&str, &str) {
    (unit.item.as_str(), &unit.unit)
}

/// A page of the units, but for those of items that the caller has still to judge.
pub async fn page(
    app: &App,
    project: &Project,
    (field, mut units): (Field, Vec<DisputedUnit>),
    query: &CellQuery,
    held: &[ItemId],
) -> Result<CellPage> {
    units.retain(|unit| !held.contains(&unit.item));
    let n = units.len() as u64;
    if let Some((item, unit)) = query.after.as_deref().and_then(|after| after.split_once('/')) {
        units.retain(|found| key(found) > (item, unit));
    }
    let more = units.len() > PAGE;
    units.truncate(PAGE);
    let next = units.last().filter(|_| more).map(|last| format!("{}/{}", last.item, last.unit));
    let names = report::names(app).await?;
    let mut described = Vec::new();
    for unit in units {
        described.push(report::describe_unit(app, project, &field, unit, &names).await?);
    }
    Ok(CellPage { units: described, n, next })
}
