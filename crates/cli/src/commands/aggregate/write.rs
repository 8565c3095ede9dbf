//! An aggregation as JSON lines or CSV.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::outcome::{Annotator, Answer, Item, Outcome};
use crate::commands::Failure;
use crate::commands::text::cell;

/// One line an item.
pub fn json_lines(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    for item in outcome.items() {
        serde_json::to_writer(&mut out, &item)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

pub fn items(outcome: &Outcome, path: &Path) -> Result<(), Failure> {
    let mut file = create(path)?;
    if !is_csv(path) {
        return Ok(json_lines(outcome, &mut file)?);
    }
    let mut out = BufWriter::new(file);
    out.write_all(b"item,label,confidence,tie,low,high,n_ratings,support\n")?;
    for item in outcome.items() {
        out.write_all(row(item).as_bytes())?;
    }
    Ok(out.flush()?)
}

pub fn annotators(outcome: &Outcome, path: &Path) -> Result<(), Failure> {
    let mut out = BufWriter::new(create(path)?);
    let quality = outcome.quality();
    let all = outcome.annotators();
    if is_csv(path) {
        let parameter = all.iter().find_map(|one| one.parameter).map_or("parameter", |(name, _)| name);
        writeln!(out, "annotator,n_ratings,{quality},low,high,spread,{parameter}")?;
    }
    for one in all {
        if is_csv(path) {
            let parameter = one.parameter.map(|(_, value)| value);
            let numbers = [one.value, one.low, one.high, one.spread, parameter].map(text).join(",");
            writeln!(out, "{},{},{numbers}", cell(&one.name), one.n_ratings)?;
        } else {
            writeln!(out, "{}", object(&one, quality))?;
        }
    }
    Ok(out.flush()?)
}

fn object(one: &Annotator, quality: &str) -> Value {
    let mut found = Map::new();
    found.insert("annotator".to_owned(), json!(one.name));
    found.insert("n_ratings".to_owned(), json!(one.n_ratings));
    found.insert(quality.to_owned(), json!(one.value));
    found.insert("low".to_owned(), json!(one.low));
    found.insert("high".to_owned(), json!(one.high));
    found.extend(one.spread.map(|spread| ("spread".to_owned(), json!(spread))));
    found.extend(one.parameter.map(|(name, value)| (name.to_owned(), json!(value))));
    Value::Object(found)
}

fn row(item: Item) -> String {
    let label = match item.label {
        Some(Answer::Label(label)) => label,
        Some(Answer::Set(labels)) => labels.join("|"),
        Some(Answer::Number(value)) => value.to_string(),
        None => String::new(),
    };
    let support = item.support.map(|support| json!(support).to_string()).unwrap_or_default();
    let (low, high) = item.interval.map_or((None, None), |bounds| (Some(bounds.low), Some(bounds.high)));
    let cells = [
        cell(&item.item),
        cell(&label),
        text(item.confidence),
        cell(&item.tie.join("|")),
        text(low),
        text(high),
        item.n_ratings.to_string(),
        cell(&support),
    ];
    cells.join(",") + "\n"
}

fn text(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

fn create(path: &Path) -> Result<File, Failure> {
    File::create(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}
