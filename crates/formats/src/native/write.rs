//! Writes native lines without parsing what it copies.

use std::io::{self, Write};

use crosscheck_domain::Problem;
use serde::Serialize;

use crate::{ExportAnnotation, ExportContext, ExportTruth, FormatError, Rows, Sink};

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
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    informed: bool,
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
        if let Some(split) = row.split {
            line.extend(b",\"split\":");
            json(&mut line, split)?;
        }
        line.extend(b",\"annotations\":[");
        for (index, one) in row.annotations.iter().enumerate() {
            if index > 0 {
                line.push(b',');
            }
            annotation(&mut line, one, context)?;
        }
        line.push(b']');
        if !row.truths.is_empty() {
            truths(&mut line, &row.truths, context)?;
        }
        line.extend(b"}\n");
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
        informed: one.informed,
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

/// Everything of a ground truth but its body.
#[derive(Serialize)]
struct TruthHead<'a> {
    id: &'a str,
    kind: &'a str,
    signer: &'a str,
    item_revision: u32,
    design_version: u32,
    seq: u64,
    signed_at_ms: i64,
    current: bool,
    supersedes: Option<&'a str>,
}

fn truths(line: &mut Vec<u8>, truths: &[ExportTruth<'_>], context: &ExportContext) -> io::Result<()> {
    line.extend(b",\"truths\":[");
    for (index, one) in truths.iter().enumerate() {
        if index > 0 {
            line.push(b',');
        }
        let head = TruthHead {
            id: one.id,
            kind: one.kind,
            signer: context.annotator(one.signer),
            item_revision: one.item_revision,
            design_version: one.design_version,
            seq: one.seq,
            signed_at_ms: one.signed_at_ms,
            current: one.current,
            supersedes: one.supersedes,
        };
        serde_json::to_writer(&mut *line, &head)?;
        line.pop();
        line.extend(b",\"body\":");
        raw(line, one.body_json);
        line.push(b'}');
    }
    line.push(b']');
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
