//! The annotations of a native row: checked as those of people here are, with the ids and accounts that they get here.

use std::collections::HashMap;

use crosscheck_domain::{Annotation, AnnotationId, Item, ItemId, Problem, check, is_ulid, ratings, shown};
use crosscheck_formats::native::NativeAnnotation;
use crosscheck_store::{ImportedAnnotation, JobProblem, Placeholder};
use serde_json::json;

use super::designs::Designs;
use super::{Accepted, Reached, on_line};
use crate::jobs::{Stop, Work};
use crate::secret;
use crate::wire::ImportedFrom;

/// The longest name of an annotator, in characters.
const MOST_NAME: usize = 200;

/// The annotations of a row that are new here; what is wrong with the others is reported.
pub(super) async fn annotations(
    work: &Work,
    designs: &Designs,
    row: &Accepted,
    item: &ItemId,
    reached: &mut Reached,
    refused: &mut Vec<JobProblem>,
) -> Result<Vec<ImportedAnnotation>, Stop> {
    let ids = ids(work, &row.annotations).await?;
    let successor = |id: &str| row.annotations.iter().find(|other| other.supersedes.as_deref() == Some(id));
    let mut found = Vec::new();
    for (index, native) in row.annotations.iter().enumerate() {
        let (id, known) = &ids[&native.id];
        let made_on = row.older.get(&native.item_revision).unwrap_or(&row.item);
        let outcome = converted(work, designs, made_on, native, &ids);
        match (outcome, known) {
            (Ok(annotation), true) if work.app.store.annotation(id).await?.body == annotation.body => {
                reached.annotations_known += 1;
            }
            (Ok(_), true) => {
                reached.annotations_rejected += 1;
                let message = "another annotation has this id here already; it was kept as it is";
                let problem = Problem::new("annotation_differs", message);
                refused.push(on_line(problem.within(index).within("annotations"), row.line));
            }
            (Ok(annotation), false) => {
                let next = successor(&native.id).map_or(id, |next| &ids[&next.id].0);
                let ended_by = (!native.current).then(|| next.clone());
                reached.annotations += 1;
                found.push(ImportedAnnotation { item: item.clone(), ended_by, ..annotation });
            }
            (Err(problems), _) => {
                reached.annotations_rejected += 1;
                let within = |problem: Problem| problem.within(index).within("annotations");
                refused.extend(problems.into_iter().map(|problem| on_line(within(problem), row.line)));
            }
        }
    }
    Ok(found)
}

/// Id in the file → id here, and whether it is stored.
pub(super) type Ids = HashMap<String, (AnnotationId, bool)>;

/// Id in the file → id here, and whether it is stored. An id that another project has gets a new one, always the same.
/// What is no id is not looked for: a database may refuse to be asked for it.
pub(super) async fn ids(work: &Work, annotations: &[NativeAnnotation]) -> Result<Ids, Stop> {
    let project = &work.project.id;
    let pair = |native: &NativeAnnotation| (AnnotationId(native.id.clone()), derived(project.as_str(), &native.id));
    let real = annotations.iter().filter(|native| is_ulid(&native.id));
    let asked: Vec<AnnotationId> = real.flat_map(|native| <[_; 2]>::from(pair(native))).collect();
    let stored = work.app.store.projects_of_annotations(&asked).await?;
    let choose = |native: &NativeAnnotation| {
        let (own, other) = pair(native);
        match (stored.get(&own), stored.contains_key(&other)) {
            (_, true) => (other, true),
            (Some(there), false) if there == project => (own, true),
            (Some(_), false) => (other, false),
            (None, false) => (own, false),
        }
    };
    Ok(annotations.iter().map(|native| (native.id.clone(), choose(native))).collect())
}

pub(super) fn derived(project: &str, id: &str) -> AnnotationId {
    AnnotationId(stable_id(id.get(..10).unwrap_or_default(), &format!("{project} {id}")))
}

/// A ULID with this time, made from the text: the same text gives the same id.
fn stable_id(time: &str, text: &str) -> String {
    let hash = u128::from_str_radix(&secret::sha256(text.as_bytes())[..32], 16).unwrap_or_default();
    let time = ulid::Ulid::from_string(&format!("{time:0>10}{:0>16}", "")).map_or(0, |ulid| ulid.timestamp_ms());
    ulid::Ulid::from_parts(time, hash).to_string()
}

/// The annotation as it is stored here, or everything that is wrong with it. `item` and `ended_by` are the caller's.
fn converted(
    work: &Work,
    designs: &Designs,
    item: &Item,
    native: &NativeAnnotation,
    ids: &Ids,
) -> Result<ImportedAnnotation, Vec<Problem>> {
    let mut problems = Vec::new();
    if !is_ulid(&native.id) {
        problems.push(Problem::new("id_malformed", "the annotation's id is no ULID").within("id"));
    }
    if native.supersedes.as_deref().is_some_and(|id| !is_ulid(id)) {
        let message = "what the annotation supersedes is named by an id that is no ULID";
        problems.push(Problem::new("id_malformed", message).within("supersedes"));
    }
    let name = native.annotator.trim();
    problems.extend(name_problem(name).map(|problem| problem.within("annotator")));
    let here = |id: &str| ids.get(id).map_or_else(|| AnnotationId(id.to_owned()), |(id, _)| id.clone());
    let mut body: Annotation = match native.body() {
        Ok(body) => body,
        Err(problem) => return Err(vec![problem]),
    };
    if body.id.as_str() != native.id {
        problems.push(Problem::new("id_differs", "`id` of the annotation and of its body differ").within("body"));
    }
    body.id = here(&native.id);
    body.supersedes = body.supersedes.map(|id| here(id.as_str()));
    let (version, design) = designs.of(native.design_version);
    problems.extend(check(design, item, &body).into_iter().map(|problem| problem.within("body")));
    if !problems.is_empty() {
        return Err(problems);
    }
    let json = serde_json::to_string(&body).map_err(|error| vec![Problem::new("body_invalid", error.to_string())])?;
    let origin = origin(work, designs, native);
    Ok(ImportedAnnotation {
        id: body.id.clone(),
        item: ItemId(String::new()),
        shown_hash: secret::sha256(shown(item).as_bytes()),
        annotator: annotator(work.project.id.as_str(), name, &native.annotator_kind),
        design_version: *version,
        body_hash: secret::hash(&json),
        body: json,
        ratings: ratings(design, item, &body),
        outcome: body.outcome,
        late: native.late,
        surplus: native.surplus,
        informed: native.informed,
        supersedes: native.supersedes.as_deref().map(here),
        ended_by: None,
        active_ms: native.active_ms,
        submitted_at: native.submitted_at_ms,
        origin,
    })
}

/// What is wrong with a person's name, if anything.
pub(super) fn name_problem(name: &str) -> Option<Problem> {
    let unfit = name.is_empty() || name.chars().count() > MOST_NAME || name.contains(char::is_control);
    let message = "name the person with at most 200 characters, without control characters";
    unfit.then(|| Problem::new("annotator_malformed", message))
}

/// The same name in the same project is the same account.
pub(super) fn annotator(project: &str, name: &str, kind: &str) -> Placeholder {
    let id = stable_id("", &format!("{project} {kind} {name}"));
    let kind = if kind == "model" { "model" } else { "imported" };
    Placeholder { id: id.into(), name: name.to_owned(), kind: kind.to_owned() }
}

fn origin(work: &Work, designs: &Designs, native: &NativeAnnotation) -> String {
    let origin = ImportedFrom {
        project: designs.from.clone(),
        id: native.id.clone(),
        annotator: native.annotator.clone(),
        design_version: native.design_version,
        seq: native.seq,
        job: work.id().0.clone(),
        imported_at: work.app.now(),
    };
    json!(origin).to_string()
}
