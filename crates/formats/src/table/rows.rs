//! Takes an annotation apart into the rows of the table.

use crosscheck_domain::{Annotation, Answer, ClaimError, Evidence, Item, Link, Omission, Outcome, Target, Verdict};
use serde::Serialize;
use serde_json::{Value, json};

use super::columns::{Cell, Judgement};
use crate::{ExportAnnotation, ExportContext, ExportRow, FormatError, Rows};

/// Gives every row of the table to `each`, and says whether there were regions with labels, which it only holds as evidence.
pub fn each_row(
    rows: &mut dyn Rows,
    context: &ExportContext,
    each: &mut dyn FnMut(Vec<Cell>) -> Result<(), FormatError>,
) -> Result<u64, FormatError> {
    let mut n_regions = 0;
    while let Some(row) = rows.next_row()? {
        let contents = row.contents()?;
        for stored in &row.annotations {
            let annotation = stored.body()?;
            n_regions += annotation.regions.iter().filter(|region| region.label.is_some()).count() as u64;
            let head = head(&row, stored, contents.outdated(stored), context);
            let rules = context.design(stored.design_version)?.claims.as_ref();
            let several_aspects = rules.is_some_and(|rules| rules.aspects.len() > 1);
            for judgement in judgements(contents.of(stored), &annotation, several_aspects) {
                let mut cells = head.clone();
                cells.extend(judgement.into_cells());
                each(cells)?;
            }
        }
    }
    Ok(n_regions)
}

fn head(row: &ExportRow<'_>, stored: &ExportAnnotation<'_>, outdated: bool, context: &ExportContext) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        text(row.item_id),
        text(row.external_id),
        text(stored.id),
        text(context.annotator(stored.annotator)),
        text(stored.annotator_kind),
        Cell::Integer(stored.item_revision.into()),
        Cell::Truth(outdated),
        Cell::Integer(stored.design_version.into()),
        Cell::Integer(stored.seq.cast_signed()),
        Cell::Integer(stored.submitted_at_ms),
        Cell::Truth(stored.late),
        Cell::Truth(stored.surplus),
        Cell::Truth(stored.current),
        Cell::Integer(stored.active_ms.cast_signed()),
    ]
}

fn judgements(item: &Item, annotation: &Annotation, several_aspects: bool) -> Vec<Judgement> {
    let mut all = vec![outcome(&annotation.outcome)];
    let verdicts = annotation.verdicts.iter();
    all.extend(verdicts.flat_map(|verdict| verdict_rows(item, annotation, verdict, several_aspects)));
    all.extend(annotation.omissions.iter().map(|omission| omission_row(annotation, omission)));
    all.extend(annotation.answers.iter().map(|answer| answer_row(item, annotation, answer)));
    all.extend(annotation.links.iter().map(|link| link_row(item, annotation, link)));
    all
}

fn outcome(outcome: &Outcome) -> Judgement {
    let (value, reason) = match outcome {
        Outcome::Complete => ("complete", None),
        Outcome::Unusable { reason } => ("unusable", Some(reason.clone())),
        Outcome::Declined { reason } => ("declined", Some(reason.clone())),
    };
    Judgement {
        kind: "outcome",
        field: "outcome".to_owned(),
        value: Some(value.to_owned()),
        reason,
        ..Judgement::default()
    }
}

/// One row for each error, and one where there is none. The field is called as in every rating: a single aspect, named
/// or not, is just the verdict.
fn verdict_rows(item: &Item, annotation: &Annotation, verdict: &Verdict, several_aspects: bool) -> Vec<Judgement> {
    let field = if several_aspects { format!("verdict/{}", verdict.aspect) } else { "verdict".to_owned() };
    let row = |error: Option<&ClaimError>| Judgement {
        kind: "verdict",
        field: field.clone(),
        unit: format!("claim:{}", verdict.claim),
        unit_text: claim_text(item, annotation, &verdict.claim),
        value: Some(verdict.value.clone()),
        reason: verdict.reason.clone(),
        error_type: error.map(|error| error.error_type.clone()),
        severity: error.and_then(|error| error.severity),
        error_text: error.and_then(|error| Some(error.span.as_ref()?.quote.clone())),
        error_start: error.and_then(|error| i64::try_from(error.span.as_ref()?.start).ok()),
        error_end: error.and_then(|error| i64::try_from(error.span.as_ref()?.end).ok()),
        correction: error.and_then(|error| error.correction.clone()),
        axes: error.filter(|error| !error.axes.is_empty()).map(|error| as_json(&error.axes)),
        rationale: verdict.rationale.clone(),
        confidence: verdict.confidence,
        evidence: evidence(annotation, &verdict.evidence),
    };
    if verdict.errors.is_empty() {
        vec![row(None)]
    } else {
        verdict.errors.iter().map(|error| row(Some(error))).collect()
    }
}

fn omission_row(annotation: &Annotation, omission: &Omission) -> Judgement {
    Judgement {
        kind: "omission",
        field: "omission".to_owned(),
        unit: format!("omission:{}", omission.id),
        unit_text: Some(omission.text.clone()),
        error_type: omission.error_type.clone(),
        severity: omission.severity,
        axes: (!omission.axes.is_empty()).then(|| as_json(&omission.axes)),
        rationale: omission.rationale.clone(),
        evidence: evidence(annotation, &omission.evidence),
        ..Judgement::default()
    }
}

fn answer_row(item: &Item, annotation: &Annotation, answer: &Answer) -> Judgement {
    let value = match &answer.value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Judgement {
        kind: "answer",
        field: format!("question/{}", answer.question),
        unit: unit(&answer.target),
        unit_text: unit_text(item, annotation, &answer.target),
        value: Some(value),
        ..Judgement::default()
    }
}

fn link_row(item: &Item, annotation: &Annotation, link: &Link) -> Judgement {
    Judgement {
        kind: "link",
        field: format!("link/{}", link.link_type),
        unit: unit(&link.from),
        unit_text: unit_text(item, annotation, &link.from),
        value: Some(unit(&link.to)),
        ..Judgement::default()
    }
}

/// `claim:c1` and the like; empty for the item.
fn unit(target: &Target) -> String {
    match target {
        Target::Item => String::new(),
        Target::Region(id) => format!("region:{id}"),
        Target::Claim(id) => format!("claim:{id}"),
        Target::Omission(id) => format!("omission:{id}"),
        Target::Link(id) => format!("link:{id}"),
        Target::Candidate(place) => format!("candidate:{place}"),
    }
}

fn unit_text(item: &Item, annotation: &Annotation, target: &Target) -> Option<String> {
    match target {
        Target::Claim(id) => claim_text(item, annotation, id),
        Target::Omission(id) => annotation.omissions.iter().find(|one| one.id == *id).map(|one| one.text.clone()),
        Target::Region(id) => annotation.regions.iter().find(|one| one.id == *id)?.label.clone(),
        Target::Item | Target::Link(_) | Target::Candidate(_) => None,
    }
}

fn claim_text(item: &Item, annotation: &Annotation, id: &str) -> Option<String> {
    let own = annotation.claims.iter().find(|claim| claim.id == id);
    own.or_else(|| item.claim(id)).map(|claim| claim.text.clone())
}

/// The evidence as JSON, each region with its place.
fn evidence(annotation: &Annotation, evidence: &[Evidence]) -> Option<String> {
    let one = |evidence: &Evidence| match evidence {
        Evidence::Absent { none } => json!({ "none": none }),
        Evidence::Region { region: id, stance } => match annotation.regions.iter().find(|region| region.id == *id) {
            Some(region) => json!({
                "region": id, "stance": stance, "slot": region.slot, "part": region.part, "selector": region.selector,
            }),
            None => json!({ "region": id, "stance": stance }),
        },
    };
    (!evidence.is_empty()).then(|| as_json(&evidence.iter().map(one).collect::<Vec<_>>()))
}

fn as_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("every key is a text")
}
