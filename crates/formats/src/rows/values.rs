//! Takes the fields of a record out of a JSON object, each with its own complaint.

use std::collections::BTreeMap;

use crosscheck_domain::limits::MAX_CLAIMS;
use crosscheck_domain::{Clock, Problem, Provenance};
use serde_json::{Map, Value};

use super::text;
use crate::item::too_many_claims;
use crate::{ClaimInput, ReadLimits, Record};

/// The record that an object describes. Keys that mean nothing here become metadata.
pub fn record(line: u64, mut object: Map<String, Value>, limits: &ReadLimits) -> Result<Record, Problem> {
    check_texts(&object, limits)?;
    let mut record = Record {
        line,
        external_id: name(&mut object, "id")?,
        group: name(&mut object, "group")?,
        split: name(&mut object, "split")?,
        provenance: Provenance {
            source: name(&mut object, "source")?,
            license: name(&mut object, "license")?,
            creator: name(&mut object, "creator")?,
        },
        ..Record::default()
    };
    record.priority = priority(object.remove("priority"))?;
    for (slot, value) in map(object.remove("slots"), "slots")? {
        let parts = parts(value).map_err(|problem| problem.within(&slot).within("slots"))?;
        let clocks = parts.iter().enumerate().filter_map(|(part, (_, clock))| Some((part, (*clock)?)));
        let clocks: BTreeMap<usize, Clock> = clocks.collect();
        if !clocks.is_empty() {
            record.clocks.insert(slot.clone(), clocks);
        }
        if !parts.is_empty() {
            record.slots.insert(slot, parts.into_iter().map(|(value, _)| value).collect());
        }
    }
    record.claims = claims(object.remove("claims"))?;
    record.metadata = map(object.remove("metadata"), "metadata")?;
    for (key, value) in object {
        if record.metadata.contains_key(&key) {
            let message = format!("`{key}` stands in the row and in its metadata; keep one");
            return Err(Problem::new("field_twice", message).within(key));
        }
        record.metadata.insert(key, value);
    }
    Ok(record)
}

/// The list of claims that a value holds: texts, objects, or both.
pub fn claims(value: Option<Value>) -> Result<Vec<ClaimInput>, Problem> {
    let values = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(values)) if values.len() > MAX_CLAIMS => {
            return Err(too_many_claims(values.len()).within("claims"));
        }
        Some(Value::Array(values)) => values,
        Some(other) => return Err(wrong("a list", &other).within("claims")),
    };
    let claim = |(index, value): (usize, Value)| match value {
        Value::String(text) => Ok(ClaimInput { text: Some(text), ..ClaimInput::default() }),
        value => serde_json::from_value(value).map_err(|error| {
            let message = format!("the claim is not understood: {error}");
            Problem::new("field_invalid", message).within(index).within("claims")
        }),
    };
    values.into_iter().enumerate().map(claim).collect()
}

/// One or several parts.
fn parts(value: Value) -> Result<Vec<(String, Option<Clock>)>, Problem> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => {
            let each = |(index, value)| part(value).map_err(|problem| problem.within(index));
            values.into_iter().enumerate().map(each).collect()
        }
        value => Ok(vec![part(value)?]),
    }
}

/// A text or a name of a file, or an object that also says how its time lies on the master clock. A number stands for its
/// digits.
fn part(value: Value) -> Result<(String, Option<Clock>), Problem> {
    match value {
        Value::String(text) => Ok((text, None)),
        Value::Number(number) => Ok((number.to_string(), None)),
        Value::Object(object) => clocked(object),
        other => Err(wrong("a text, or an object with `text` or `file`", &other)),
    }
}

/// `{"file": …, "offset_ms": …, "drift_ppm": …}`, or the same with `text`.
fn clocked(mut object: Map<String, Value>) -> Result<(String, Option<Clock>), Problem> {
    let (text, file) = (object.remove("text"), object.remove("file"));
    let content = match (text, file) {
        (Some(content), None) | (None, Some(content)) => content,
        _ => return Err(Problem::new("field_invalid", "the part needs either `text` or `file`; give one of them")),
    };
    let Value::String(content) = content else { return Err(wrong("a text", &content)) };
    if object.is_empty() {
        return Ok((content, None));
    }
    let clock: Clock = serde_json::from_value(Value::Object(object)).map_err(|error| {
        let message = format!("the clock of the part is not understood: {error}; give offset_ms and drift_ppm");
        Problem::new("field_invalid", message)
    })?;
    Ok((content, Some(clock)))
}

/// A short text; a number stands for its digits.
fn name(object: &mut Map<String, Value>, field: &str) -> Result<Option<String>, Problem> {
    match object.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(other) => Err(wrong("a text", &other).within(field)),
    }
}

fn priority(value: Option<Value>) -> Result<i64, Problem> {
    match value {
        None | Some(Value::Null) => Ok(0),
        Some(value) => value.as_i64().ok_or_else(|| wrong("a whole number", &value).within("priority")),
    }
}

fn map(value: Option<Value>, field: &str) -> Result<Map<String, Value>, Problem> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map),
        Some(other) => Err(wrong("an object", &other).within(field)),
    }
}

fn wrong(expected: &str, found: &Value) -> Problem {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Problem::new("field_invalid", format!("expected {expected}, found {found}"))
}

/// Every text of the object is within the limit and free of U+0000, keys included.
fn check_texts(object: &Map<String, Value>, limits: &ReadLimits) -> Result<(), Problem> {
    for (key, value) in object {
        text::check(key, limits.max_text)?;
        check_value(value, limits).map_err(|problem| problem.within(key))?;
    }
    Ok(())
}

fn check_value(value: &Value, limits: &ReadLimits) -> Result<(), Problem> {
    match value {
        Value::String(text) => text::check(text, limits.max_text),
        Value::Array(values) => {
            let each = |(index, value)| check_value(value, limits).map_err(|problem| problem.within(index));
            values.iter().enumerate().try_for_each(each)
        }
        Value::Object(object) => check_texts(object, limits),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}
