//! Writes native lines without parsing what it copies.

use std::io::{self, Write};

use crosscheck_domain::Problem;
use serde::Serialize;

use crate::{ExportAnnotation, ExportContext, FormatError, Rows, Sink};

/// Everything of an annotation but its body, in the order of the file.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    annotator: &'a str,
    annotator_kind: &'a str,
    item_revision: u32,
    design_version: u32,
    seq: u64,
    submitted_at_ms: i64,
    late: bool,
    surplus: bool,
    current: bool,
    supersedes: Option<&'a str>,
    active_ms: u64,
}

pub fn write(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    sink.begin(&format!("{}.jsonl", context.project_slug))?;
    let mut line = Vec::new();
    while let Some(row) = rows.next_row()? {
        line.clear();
        line.extend(b"{\"item_id\":");
        json(&mut line, row.item_id)?;
        line.extend(b",\"external_id\":");
        json(&mut line, row.external_id)?;
        write!(line, ",\"revision\":{},\"item\":", row.revision)?;
        raw(&mut line, row.item_json);
        if !row.older.is_empty() {
            revisions(&mut line, &row.older)?;
        }
        line.extend(b",\"annotations\":[");
        for (index, one) in row.annotations.iter().enumerate() {
            if index > 0 {
                line.push(b',');
            }
            annotation(&mut line, one, context)?;
        }
        line.extend(b"]}\n");
        sink.write_all(&line)?;
    }
    Ok(Vec::new())
}

fn revisions(line: &mut Vec<u8>, older: &[(u32, &str)]) -> io::Result<()> {
    line.extend(b",\"revisions\":[");
    for (index, (revision, item_json)) in older.iter().enumerate() {
        let separator = if index > 0 { "," } else { "" };
        write!(line, "{separator}{{\"revision\":{revision},\"item\":")?;
        raw(line, item_json);
        line.push(b'}');
    }
    line.push(b']');
    Ok(())
}

fn annotation(line: &mut Vec<u8>, one: &ExportAnnotation<'_>, context: &ExportContext) -> io::Result<()> {
    let head = Head {
        id: one.id,
        annotator: context.annotator(one.annotator),
        annotator_kind: one.annotator_kind,
        item_revision: one.item_revision,
        design_version: one.design_version,
        seq: one.seq,
        submitted_at_ms: one.submitted_at_ms,
        late: one.late,
        surplus: one.surplus,
        current: one.current,
        supersedes: one.supersedes,
        active_ms: one.active_ms,
    };
    serde_json::to_writer(&mut *line, &head)?;
    // The head is an object: it stays open for what is copied.
    line.pop();
    if let Some(votes) = one.votes_json {
        line.extend(b",\"votes\":");
        raw(line, votes);
    }
    line.extend(b",\"body\":");
    raw(line, one.body_json);
    line.push(b'}');
    Ok(())
}

fn json(line: &mut Vec<u8>, text: &str) -> io::Result<()> {
    Ok(serde_json::to_writer(line, text)?)
}

/// Copies JSON onto one line: a line end in JSON is only ever white space between its parts.
fn raw(line: &mut Vec<u8>, json: &str) {
    let start = line.len();
    line.extend_from_slice(json.as_bytes());
    for byte in &mut line[start..] {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}
