//! Training and evaluation data: one line an item with what is accepted as true, who signed it, and all votes behind it.

use std::collections::BTreeMap;

use crosscheck_domain::{Annotation, Claim, Item, Opened, Part, Problem, Source};
use serde::{Deserialize, Serialize};

use crate::{
    ExportAnnotation, ExportContext, ExportRow, ExportTruth, Format, FormatError, Purpose, Rows, Sink, Writing,
};

/// What it does: writes each item with its newest ground truth (facts, kind, signer, sources, what was opened), every vote
/// of the annotations that count, and the share of votes of each value, so that disagreement is kept as soft labels.
/// When to use it: training and evaluating models; judging how a decision came about.
/// When not: regions of annotators whose answer was not accepted, and superseded work: these are in the native format.
/// Example: `{"id":"7","split":"train","slots":{…},"truth":{"verdicts":[…]},"provenance":{"kind":"adjudicated",…},"votes":[…],"soft":[…]}`
/// Reference: the domain types; the manifest holds the designs, the agreement and what was left out.
pub const FORMAT: Format = Format {
    id: "ground_truth",
    title: "Ground truth with votes",
    description: "What is accepted as true of each item, who signed it, all votes and their shares",
    extensions: &["jsonl"],
    mime: "application/x-ndjson",
    read: None,
    write: Some(Writing {
        write,
        purposes: &[Purpose::Train, Purpose::Evaluate, Purpose::Publish],
        loses: &["of annotations that were not accepted it has the votes, and neither regions nor reasons"],
    }),
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    revision: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<&'a str>,
    slots: &'a BTreeMap<String, Vec<Part>>,
    claims: Vec<&'a Claim>,
    truth: Option<Facts<'a>>,
    provenance: Option<Provenance<'a>>,
    votes: Vec<Vote<'a>>,
    soft: Vec<Soft<'a>>,
}

/// The accepted facts; ids and times of the work behind them are left out.
#[derive(Serialize)]
struct Facts<'a> {
    regions: &'a [crosscheck_domain::Region],
    claims: &'a [Claim],
    dropped: &'a [String],
    omissions: &'a [crosscheck_domain::Omission],
    verdicts: &'a [crosscheck_domain::Verdict],
    links: &'a [crosscheck_domain::Link],
    answers: &'a [crosscheck_domain::Answer],
}

#[derive(Serialize)]
struct Provenance<'a> {
    kind: &'a str,
    signer: &'a str,
    signed_at_ms: i64,
    seq: u64,
    design_version: u32,
    item_revision: u32,
    sources: &'a [Source],
    opened: &'a [Opened],
    revealed_at: Option<i64>,
    reason: Option<&'a str>,
}

#[derive(Deserialize)]
struct Rated {
    field: String,
    unit: String,
    value: String,
}

#[derive(Serialize)]
struct Vote<'a> {
    annotation: &'a str,
    annotator: &'a str,
    annotator_kind: &'a str,
    field: &'a str,
    unit: &'a str,
    value: &'a str,
    /// Given after seeing what others answered: no part of the shares.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    informed: bool,
}

/// The share of votes of each value.
#[derive(Serialize)]
struct Soft<'a> {
    field: &'a str,
    unit: &'a str,
    n: u64,
    shares: BTreeMap<&'a str, f64>,
}

fn write(rows: &mut dyn Rows, context: &ExportContext, sink: &mut dyn Sink) -> Result<Vec<Problem>, FormatError> {
    sink.begin(&format!("{}-truth.jsonl", context.project_slug))?;
    let mut n_open = 0_u64;
    while let Some(row) = rows.next_row()? {
        let item = row.contents()?.newest;
        let truth = row.truths.iter().find(|truth| truth.current);
        n_open += u64::from(truth.is_none());
        let body = truth.map(ExportTruth::body).transpose()?;
        let counting: Vec<&ExportAnnotation<'_>> = row
            .annotations
            .iter()
            .filter(|one| one.current && !one.surplus && one.item_revision == row.revision)
            .collect();
        let rated = counting.iter().map(|one| rated(one)).collect::<Result<Vec<_>, _>>()?;
        let votes = votes(&counting, &rated, context);
        let provenance = truth.zip(body.as_ref()).map(|(truth, body)| Provenance {
            kind: truth.kind,
            signer: context.annotator(truth.signer),
            signed_at_ms: truth.signed_at_ms,
            seq: truth.seq,
            design_version: truth.design_version,
            item_revision: truth.item_revision,
            sources: &body.sources,
            opened: &body.opened,
            revealed_at: body.revealed_at,
            reason: body.reason.as_deref(),
        });
        let line = line(&row, &item, body.as_ref().map(|body| facts(&body.facts)), provenance, votes);
        serde_json::to_writer(&mut *sink, &line).map_err(std::io::Error::from)?;
        sink.write_all(b"\n")?;
    }
    let open = (n_open > 0).then(|| {
        let message = format!("{n_open} items have no ground truth; they stand here with their votes alone");
        Problem::new("truth_missing", message)
    });
    Ok(open.into_iter().collect())
}

fn line<'a>(
    row: &ExportRow<'a>,
    item: &'a Item,
    truth: Option<Facts<'a>>,
    provenance: Option<Provenance<'a>>,
    votes: Vec<Vote<'a>>,
) -> Line<'a> {
    Line {
        id: row.external_id,
        revision: row.revision,
        group: item.group.as_deref(),
        split: row.split.or(item.split.as_deref()),
        slots: &item.slots,
        claims: item.claim_sets.iter().flat_map(|set| &set.claims).collect(),
        truth,
        provenance,
        soft: soft(&votes),
        votes,
    }
}

fn facts(facts: &Annotation) -> Facts<'_> {
    Facts {
        regions: &facts.regions,
        claims: &facts.claims,
        dropped: &facts.dropped,
        omissions: &facts.omissions,
        verdicts: &facts.verdicts,
        links: &facts.links,
        answers: &facts.answers,
    }
}

fn rated(annotation: &ExportAnnotation<'_>) -> Result<Vec<Rated>, FormatError> {
    let what = || format!("votes of annotation {}", annotation.id);
    let parse = |json| serde_json::from_str(json).map_err(|error| FormatError::Stored { what: what(), error });
    annotation.votes_json.map_or_else(|| Ok(Vec::new()), parse)
}

fn votes<'a>(
    annotations: &[&ExportAnnotation<'a>],
    rated: &'a [Vec<Rated>],
    context: &'a ExportContext,
) -> Vec<Vote<'a>> {
    let of = |(one, ratings): (&&ExportAnnotation<'a>, &'a Vec<Rated>)| {
        let (annotation, annotator, informed) = (one.id, context.annotator(one.annotator), one.informed);
        let annotator_kind = one.annotator_kind;
        ratings
            .iter()
            .map(move |Rated { field, unit, value }| Vote {
                annotation,
                annotator,
                annotator_kind,
                field,
                unit,
                value,
                informed,
            })
            .collect::<Vec<_>>()
    };
    annotations.iter().zip(rated).flat_map(of).collect()
}

fn soft<'a>(votes: &[Vote<'a>]) -> Vec<Soft<'a>> {
    let mut counts: BTreeMap<(&str, &str), BTreeMap<&str, u64>> = BTreeMap::new();
    for vote in votes.iter().filter(|vote| !vote.informed) {
        *counts.entry((vote.field, vote.unit)).or_default().entry(vote.value).or_default() += 1;
    }
    let shares = |((field, unit), values): ((&'a str, &'a str), BTreeMap<&'a str, u64>)| {
        let n: u64 = values.values().sum();
        Soft {
            field,
            unit,
            n,
            shares: values.into_iter().map(|(value, count)| (value, count as f64 / n as f64)).collect(),
        }
    };
    counts.into_iter().map(shares).collect()
}
