//! Writes the table as CSV.

use crosscheck_domain::Problem;

use super::columns::{COLUMNS, Cell};
use super::protect;
use super::rows::each_row;
use crate::{ExportContext, FormatError, Rows, Sink};

pub fn write(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    sink.begin(&format!("{}.csv", context.project_slug))?;
    let mut writer = csv::Writer::from_writer(sink);
    writer.write_record(COLUMNS.iter().map(|column| column.name))?;
    let n_regions = each_row(rows, context, &mut |cells| {
        for cell in &cells {
            match cell {
                Cell::Empty => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(&*protect(text))?,
                Cell::Integer(number) => writer.write_field(number.to_string())?,
                Cell::Real(number) => writer.write_field(number.to_string())?,
                Cell::Truth(truth) => writer.write_field(if *truth { "true" } else { "false" })?,
            }
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    })?;
    writer.flush()?;
    Ok(losses(n_regions))
}

/// What neither kind of table can say.
pub fn losses(n_regions: u64) -> Vec<Problem> {
    if n_regions == 0 {
        return Vec::new();
    }
    let message =
        format!("{n_regions} labelled regions are in the table only where they are evidence; export COCO or native");
    vec![Problem::new("regions_left_out", message)]
}
