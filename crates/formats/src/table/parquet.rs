//! Writes the table as Parquet, column by column, in groups of rows.

use std::io::Write;
use std::sync::Arc;

use crosscheck_domain::Problem;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::columns::{COLUMNS, Cell, Column, Kind};
use super::csv::losses;
use super::rows::each_row;
use crate::{ExportContext, FormatError, Rows, Sink};

/// Rows that are held before they are written.
const GROUP_ROWS: usize = 50_000;

pub fn write(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    sink.begin(&format!("{}.parquet", context.project_slug))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("crosscheck".to_owned())
        .build();
    let mut held: Vec<Vec<Cell>> = Vec::new();
    let mut file = SerializedFileWriter::new(Out(sink), schema()?, Arc::new(properties))?;
    let n_regions = each_row(rows, context, &mut |cells| {
        held.push(cells);
        if held.len() == GROUP_ROWS {
            write_group(&mut file, &held)?;
            held.clear();
        }
        Ok(())
    })?;
    if !held.is_empty() {
        write_group(&mut file, &held)?;
    }
    file.close()?;
    Ok(losses(n_regions))
}

/// The writer of Parquet wants a target of a known size.
struct Out<'a>(&'a mut dyn Sink);

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

fn schema() -> Result<TypePtr, ParquetError> {
    let fields = COLUMNS.iter().map(|column| field(column).map(Arc::new)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Type::group_type_builder("row").with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Truth => (Physical::BOOLEAN, None),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()
}

fn write_group<W: Write + Send>(file: &mut SerializedFileWriter<W>, rows: &[Vec<Cell>]) -> Result<(), FormatError> {
    let mut group = file.next_row_group()?;
    for index in 0..COLUMNS.len() {
        write_column(&mut group, rows.iter().map(|row| &row[index]))?;
    }
    group.close()?;
    Ok(())
}

fn write_column<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'a Cell> + Clone,
) -> Result<(), FormatError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    // A level says for each row whether the column has a value there.
    let levels: Vec<i16> = cells.clone().map(|cell| i16::from(*cell != Cell::Empty)).collect();
    match column.untyped() {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let text = |cell: &Cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            };
            writer.write_batch(&cells.filter_map(text).collect::<Vec<_>>(), Some(&levels), None)?;
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let integer = |cell: &Cell| if let Cell::Integer(number) = cell { Some(*number) } else { None };
            writer.write_batch(&cells.filter_map(integer).collect::<Vec<_>>(), Some(&levels), None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let real = |cell: &Cell| if let Cell::Real(number) = cell { Some(*number) } else { None };
            writer.write_batch(&cells.filter_map(real).collect::<Vec<_>>(), Some(&levels), None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let truth = |cell: &Cell| if let Cell::Truth(truth) = cell { Some(*truth) } else { None };
            writer.write_batch(&cells.filter_map(truth).collect::<Vec<_>>(), Some(&levels), None)?;
        }
        _ => unreachable!("the schema has no other type"),
    }
    column.close()?;
    Ok(())
}
