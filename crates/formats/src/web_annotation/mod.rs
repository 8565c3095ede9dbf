//! W3C Web Annotation: one JSON-LD object a line, for archives and the semantic web.

mod selectors;
mod statements;
mod time;

use crosscheck_domain::{Outcome, Problem};

use crate::{ExportContext, Format, FormatError, Purpose, Rows, Sink, Writing};

/// What it does: writes each region, verdict, omission, answer and link of current, complete annotations as a Web
/// Annotation. Places are media fragments, SVG shapes, or text positions with quotes; positions are code points.
/// When to use it: exchange with libraries, archives and annotation servers.
/// When not: training; statistics.
/// Example: `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","motivation":"tagging",…}`
/// Reference: <https://www.w3.org/TR/annotation-model/>
pub const FORMAT: Format = Format {
    id: "web_annotation",
    title: "W3C Web Annotation",
    description: "Regions, verdicts, omissions, answers and links as JSON-LD, one a line",
    extensions: &["jsonl"],
    mime: "application/x-ndjson",
    read: None,
    write: Some(Writing {
        write,
        purposes: &[Purpose::Publish, Purpose::Move],
        loses: &[
            "annotations that declined their item, called it unusable or were replaced are left out",
            "notes, flags and marks that a claim was dropped are left out",
        ],
    }),
};

fn write(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    sink.begin(&format!("{}.annotations.jsonl", context.project_slug))?;
    let (mut n_left_out, mut n_edits) = (0_u64, 0);
    while let Some(row) = rows.next_row()? {
        let contents = row.contents()?;
        for stored in &row.annotations {
            if !stored.current {
                continue;
            }
            let body = stored.body()?;
            if body.outcome != Outcome::Complete {
                n_left_out += 1;
                continue;
            }
            n_edits += body.dropped.len() + usize::from(body.note.is_some()) + usize::from(body.flag.is_some());
            let (item, outdated) = (contents.of(stored), contents.outdated(stored));
            let source = statements::Source { item_id: row.item_id, item, outdated, stored, body: &body, context };
            for statement in source.statements() {
                serde_json::to_writer(&mut *sink, &statement).map_err(std::io::Error::from)?;
                sink.write_all(b"\n")?;
            }
        }
    }
    let losses = [
        ("outcomes_left_out", n_left_out, "annotations that declined the item or called it unusable are left out"),
        ("edits_left_out", n_edits as u64, "notes, flags and marks that a claim was dropped are left out"),
    ];
    let problem = |(code, n, what): (&str, u64, &str)| Problem::new(code, format!("{n} × {what}"));
    Ok(losses.into_iter().filter(|(_, n, _)| *n > 0).map(problem).collect())
}
