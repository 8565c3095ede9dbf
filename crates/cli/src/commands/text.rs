//! What commands print: aligned columns, numbers, and the explanation of a method.

use std::fmt::Write;

use super::Failure;

pub fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a text takes every line");
}

/// Four places, or a dash where there is no number.
pub fn number(number: Option<f64>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| format!("{number:.4}"))
}

/// A share, as `12.5 %`.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// `95 %` for a level of confidence, without the noise of its product with a hundred.
pub fn level(confidence: f64) -> String {
    format!("{} %", (confidence * 1e5).round() / 1e3)
}

/// `1 item` and `2 items`.
pub fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// Below a header, columns of numbers to the right and all others to the left.
pub fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let layout: Vec<(usize, bool)> = (0..columns)
        .map(|column| (widest(column).unwrap_or_default(), column > 0 && is_numeric(rows, column)))
        .collect();
    let mut out = String::new();
    for row in rows {
        let cell = |(cell, (width, right)): (&String, &(usize, bool))| match right {
            true => format!("{cell:>width$}"),
            false => format!("{cell:<width$}"),
        };
        let text = row.iter().zip(&layout).map(cell).collect::<Vec<_>>().join("  ");
        line(&mut out, text.trim_end());
    }
    out
}

fn is_numeric(rows: &[Vec<String>], column: usize) -> bool {
    let cells = rows.iter().skip(1).filter_map(|row| row.get(column));
    cells.map(|cell| cell.chars().next()).all(|first| first.is_none_or(|c| c.is_ascii_digit() || "-–".contains(c)))
}

/// What `--explain` prints.
pub fn explanation(id: &str, title: &str, summary: &str, doc: &str) -> String {
    format!("# {title} (`{id}`)\n\n{summary}\n\n{doc}")
}

/// What is known in place of an id that is not.
pub fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    Failure::Input(format!("there is no {what} {id}; there are: {}", known.collect::<Vec<_>>().join(", ")))
}

/// A level of confidence between 0 and 1.
pub fn confidence(ci: f64) -> Result<f64, Failure> {
    if ci > 0.0 && ci < 1.0 {
        return Ok(ci);
    }
    Err(Failure::Input(format!("--ci {ci} is no confidence level; give 0.95 or the like")))
}

/// The quotes that a cell of CSV needs.
pub fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
