//! JSON lines: one object a row. Numbers and truth values stand as they are written, a list of texts is a set `a|b`.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::lines::{LONGEST, LineError, Lines};
use super::source::Source;
use super::{Column, MOST_COLUMNS, Row, Wrong, missing};
use crate::commands::Failure;

pub fn read(
    source: &mut Source,
    columns: &[Column],
    each: &mut impl FnMut(&Row) -> Result<(), Wrong>,
) -> Result<u64, Failure> {
    let mut lines = Lines::of_json();
    let mut n_rows = 0;
    loop {
        let (line, content) = match lines.next(source) {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(n_rows),
            Err(LineError::Io(error)) => {
                return Err(Failure::System(format!("the table cannot be read further: {error}")));
            }
            Err(LineError::TooLong(line)) => {
                return Err(source.wrong(line, None, format!("the line is longer than {} MB", LONGEST >> 20)));
            }
        };
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii();
        if content.is_empty() {
            continue;
        }
        let row = row(content, columns).and_then(|values| {
            let mut cells = [None; MOST_COLUMNS];
            for (cell, value) in cells.iter_mut().zip(&values) {
                *cell = value.as_deref();
            }
            each(&Row { cells })
        });
        row.map_err(|wrong| source.refused(line, columns, &wrong))?;
        n_rows += 1;
    }
}

/// The keys of the first object; none where it is broken, which reading the rows will tell.
pub fn names(source: &mut Source) -> Result<Vec<String>, Failure> {
    let mut lines = Lines::of_json();
    while let Ok(Some((_, content))) = lines.next(source) {
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii();
        if !content.is_empty() {
            let keys: Result<std::collections::BTreeMap<String, IgnoredAny>, _> = serde_json::from_slice(content);
            return Ok(keys.map(|keys| keys.into_keys().collect()).unwrap_or_default());
        }
    }
    Ok(Vec::new())
}

type Values<'a> = [Option<Cow<'a, str>>; MOST_COLUMNS];

/// The wanted values of one object.
fn row<'a>(content: &'a [u8], columns: &[Column]) -> Result<Values<'a>, Wrong> {
    let mut reader = serde_json::Deserializer::from_slice(content);
    let found = reader.deserialize_map(Object { columns }).and_then(|found| reader.end().map(|()| found));
    let found = found.map_err(|error| {
        let text = error.to_string();
        // The line inside of one line says nothing.
        let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
        Wrong { column: None, message: format!("{what} (character {})", error.column()) }
    })?;
    let mut values: Values = [const { None }; MOST_COLUMNS];
    for (index, (column, raw)) in columns.iter().zip(found.raw).enumerate() {
        values[index] = match raw {
            Some(raw) => text(raw).map_err(|message| Wrong { column: Some(index), message })?,
            None if column.required => {
                let message = missing(column, &found.keys.iter().map(AsRef::as_ref).collect::<Vec<_>>());
                return Err(Wrong { column: None, message });
            }
            None => None,
        };
    }
    Ok(values)
}

/// The raw values of the wanted columns; the keys only where a column is missing.
struct Found<'a> {
    raw: [Option<&'a RawValue>; MOST_COLUMNS],
    keys: Vec<Cow<'a, str>>,
}

struct Object<'c> {
    columns: &'c [Column],
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Found<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let mut found = Found { raw: [None; MOST_COLUMNS], keys: Vec::new() };
        while let Some(Key(key)) = map.next_key()? {
            match self.columns.iter().position(|column| column.is_named(&key)) {
                Some(column) if found.raw[column].is_some() => {
                    let name = self.columns[column].name;
                    return Err(serde::de::Error::custom(format!("{name} is given twice")));
                }
                Some(column) => found.raw[column] = Some(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            found.keys.push(key);
        }
        Ok(found)
    }
}

#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value as text; `None` for null.
fn text(raw: &RawValue) -> Result<Option<Cow<'_, str>>, String> {
    let raw = raw.get();
    match raw.as_bytes().first() {
        Some(b'"') => {
            let inner = &raw[1..raw.len() - 1];
            if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
                return Ok(Some(Cow::Borrowed(inner)));
            }
            serde_json::from_str(raw).map(|text| Some(Cow::Owned(text))).map_err(|error| error.to_string())
        }
        Some(b'[') => {
            let labels: Vec<String> =
                serde_json::from_str(raw).map_err(|_| "a list has to hold texts and nothing else".to_owned())?;
            match labels.iter().find(|label| label.contains('|')) {
                Some(label) => Err(format!("the label {label:?} contains `|`, which separates labels")),
                None => Ok(Some(Cow::Owned(labels.join("|")))),
            }
        }
        Some(b'{') => Err("an object is not a value; write a text, a number or a list of texts".to_owned()),
        Some(b'n') => Ok(None),
        _ => Ok(Some(Cow::Borrowed(raw))),
    }
}
