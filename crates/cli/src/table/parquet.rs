//! Parquet: the wanted columns, in batches of rows.

use std::io::Write;

use parquet::basic::Repetition;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::Type;

use super::source::Source;
use super::{Column, MOST_COLUMNS, Row, Wrong, places};
use crate::commands::Failure;

/// Rows that are held at once.
const BATCH: usize = 8192;

pub fn read(
    source: &Source,
    columns: &[Column],
    each: &mut impl FnMut(&Row) -> Result<(), Wrong>,
) -> Result<u64, Failure> {
    let broken = |error: ParquetError| source.wrong(1, None, format!("the file cannot be read as Parquet: {error}"));
    let reader = SerializedFileReader::new(source.file()?).map_err(broken)?;
    let places = places_in(reader.metadata().file_metadata().schema(), columns);
    let places = places.map_err(|message| source.wrong(1, None, message))?;
    source.bar.set_length(reader.metadata().file_metadata().num_rows().unsigned_abs());
    let mut n_rows = 0;
    for number in 0..reader.num_row_groups() {
        let group = reader.get_row_group(number).map_err(broken)?;
        let mut batches = open(&*group, &places).map_err(broken)?;
        loop {
            let mut n = 0;
            for (column, batch) in batches.iter_mut().enumerate() {
                let Some(batch) = batch else { continue };
                let read = batch.fill().map_err(broken)?;
                n = read.ok_or_else(|| {
                    let message = "the column holds something that is neither text, number nor truth value";
                    source.wrong(n_rows + 1, Some(columns[column].name), message)
                })?;
            }
            if n == 0 {
                break;
            }
            for row in 0..n {
                n_rows += 1;
                let row = texts(&batches, row).map(|cells| Row { cells });
                row.and_then(|row| each(&row)).map_err(|wrong| source.refused(n_rows, columns, &wrong))?;
            }
            source.bar.set_position(n_rows);
        }
    }
    Ok(n_rows)
}

/// The names of the columns.
pub fn names(source: &Source) -> Result<Vec<String>, Failure> {
    let broken = |error: ParquetError| source.wrong(1, None, format!("the file cannot be read as Parquet: {error}"));
    let reader = SerializedFileReader::new(source.file()?).map_err(broken)?;
    let fields = reader.metadata().file_metadata().schema().get_fields();
    Ok(fields.iter().map(|field| field.name().to_owned()).collect())
}

/// For each wanted column its number among the leaves of the schema. A column that has parts of its own has no number.
fn places_in(schema: &Type, columns: &[Column]) -> Result<Vec<Option<usize>>, String> {
    let headers: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
    let mut first_leaf = vec![0];
    for field in schema.get_fields() {
        first_leaf.push(first_leaf[first_leaf.len() - 1] + n_leaves(field));
    }
    let places = places(&headers, columns)?;
    let leaf = |place: usize| {
        let field = &schema.get_fields()[place];
        if field.is_group() || field.get_basic_info().repetition() == Repetition::REPEATED {
            return Err(format!("the column {} is nested; write sets of labels as text: a|b", field.name()));
        }
        Ok(first_leaf[place])
    };
    places.into_iter().map(|place| place.map(leaf).transpose()).collect()
}

fn n_leaves(field: &Type) -> usize {
    if field.is_group() { field.get_fields().iter().map(|field| n_leaves(field)).sum() } else { 1 }
}

/// Some rows of one column as text.
struct Batch {
    reader: ColumnReader,
    text: Vec<u8>,
    /// Where each value ends in `text`.
    ends: Vec<usize>,
    /// One for each row that has a value, zero for the others; empty where the column always has one.
    levels: Vec<i16>,
    /// For each row the number of its value.
    value_of_row: Vec<Option<usize>>,
}

fn open(group: &dyn RowGroupReader, places: &[Option<usize>]) -> Result<Vec<Option<Batch>>, ParquetError> {
    let batch = |place: &Option<usize>| {
        let reader = place.map(|place| group.get_column_reader(place)).transpose()?;
        let new =
            |reader| Batch { reader, text: Vec::new(), ends: Vec::new(), levels: Vec::new(), value_of_row: Vec::new() };
        Ok(reader.map(new))
    };
    places.iter().map(batch).collect()
}

impl Batch {
    /// Reads the next rows and returns their number; `None` for a type that has no text.
    fn fill(&mut self) -> Result<Option<usize>, ParquetError> {
        self.text.clear();
        self.ends.clear();
        self.levels.clear();
        self.value_of_row.clear();
        let into = (&mut self.text, &mut self.ends, &mut self.levels);
        let n = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => values(reader, into, write)?,
            ColumnReader::Int32ColumnReader(reader) => values(reader, into, write)?,
            ColumnReader::Int64ColumnReader(reader) => values(reader, into, write)?,
            ColumnReader::FloatColumnReader(reader) => values(reader, into, write)?,
            ColumnReader::DoubleColumnReader(reader) => values(reader, into, write)?,
            ColumnReader::ByteArrayColumnReader(reader) => {
                values(reader, into, |bytes, text| text.extend_from_slice(bytes.data()))?
            }
            ColumnReader::Int96ColumnReader(_) | ColumnReader::FixedLenByteArrayColumnReader(_) => return Ok(None),
        };
        let mut next = 0..;
        let always = self.levels.is_empty();
        let has_value = |row: usize| always || self.levels[row] > 0;
        self.value_of_row.extend((0..n).map(|row| if has_value(row) { next.next() } else { None }));
        Ok(Some(n))
    }

    fn get(&self, row: usize) -> Option<&[u8]> {
        let value = self.value_of_row[row]?;
        let start = if value == 0 { 0 } else { self.ends[value - 1] };
        Some(&self.text[start..self.ends[value]])
    }
}

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    (text, ends, levels): (&mut Vec<u8>, &mut Vec<usize>, &mut Vec<i16>),
    write: impl Fn(&T::T, &mut Vec<u8>),
) -> Result<usize, ParquetError> {
    let mut values = Vec::with_capacity(BATCH);
    let (n, _, _) = reader.read_records(BATCH, Some(levels), None, &mut values)?;
    for value in &values {
        write(value, text);
        ends.push(text.len());
    }
    Ok(n)
}

fn write(value: &impl std::fmt::Display, text: &mut Vec<u8>) {
    write!(text, "{value}").expect("memory takes every write");
}

fn texts(batches: &[Option<Batch>], row: usize) -> Result<[Option<&str>; MOST_COLUMNS], Wrong> {
    let mut texts = [None; MOST_COLUMNS];
    for (column, (text, batch)) in texts.iter_mut().zip(batches).enumerate() {
        let Some(bytes) = batch.as_ref().and_then(|batch| batch.get(row)) else { continue };
        let not_text = |_| Wrong { column: Some(column), message: "the value is not UTF-8".to_owned() };
        *text = Some(std::str::from_utf8(bytes).map_err(not_text)?);
    }
    Ok(texts)
}
