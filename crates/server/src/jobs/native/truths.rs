//! The ground truths of a native row: checked as those signed here are, with the ids and accounts that they get here.

use crosscheck_domain::{GroundTruth, Item, ItemId, Problem, TruthId, TruthKind, check, is_ulid, ratings, shown};
use crosscheck_formats::native::NativeTruth;
use crosscheck_store::{ImportedTruth, NewTruth};

use super::annotations::{Ids, annotator, derived, ids, name_problem};
use super::designs::Designs;
use super::{Accepted, Reached, on_line};
use crate::jobs::{Stop, Work};
use crate::secret;

/// What was signed of the item, oldest first; what is wrong with some of it is reported.
pub(super) async fn truths(
    work: &Work,
    designs: &Designs,
    row: &Accepted,
    item: &ItemId,
    reached: &mut Reached,
    refused: &mut Vec<crosscheck_store::JobProblem>,
) -> Result<Vec<ImportedTruth>, Stop> {
    let annotations = ids(work, &row.annotations).await?;
    let mut found = Vec::new();
    for (index, native) in row.truths.iter().enumerate() {
        let shows = row.older.get(&native.item_revision).unwrap_or(&row.item);
        let succeeded = row.truths.iter().any(|other| other.supersedes.as_deref() == Some(&native.id));
        match converted(work, designs, shows, native, &annotations) {
            Ok(truth) => {
                let retracted = !native.current && !succeeded;
                let id = here(work, &native.id).await?;
                let truth = NewTruth { id, item: item.clone(), ..truth };
                let signer = annotator(work.project.id.as_str(), native.signer.trim(), "human");
                let truth = NewTruth { signer: signer.id.clone(), ..truth };
                let shown_hash = secret::sha256(shown(shows).as_bytes());
                found.push(ImportedTruth { signer, shown_hash, retracted, truth });
            }
            Err(problems) => {
                reached.truths_rejected += 1;
                let within = |problem: Problem| problem.within(index).within("truths");
                refused.extend(problems.into_iter().map(|problem| on_line(within(problem), row.line)));
            }
        }
    }
    Ok(found)
}

/// The id that it has here: its own, unless another project has that one.
async fn here(work: &Work, id: &str) -> Result<TruthId, Stop> {
    let own = TruthId(id.to_owned());
    match work.app.store.truth(&own).await {
        Ok(stored) if stored.project != work.project.id => Ok(TruthId(derived(work.project.id.as_str(), id).0)),
        Ok(_) | Err(crosscheck_store::StoreError::NotFound) => Ok(own),
        Err(error) => Err(error.into()),
    }
}

/// As it is stored here, or everything that is wrong with it. Its id, item and signer are the caller's.
fn converted(
    work: &Work,
    designs: &Designs,
    item: &Item,
    native: &NativeTruth,
    annotations: &Ids,
) -> Result<NewTruth, Vec<Problem>> {
    let mut problems = Vec::new();
    if !is_ulid(&native.id) {
        problems.push(Problem::new("id_malformed", "the id of the ground truth is no ULID").within("id"));
    }
    problems.extend(name_problem(native.signer.trim()).map(|problem| problem.within("signer")));
    let kind = TruthKind::parse(&native.kind);
    if kind.is_none() {
        let known = TruthKind::ALL.map(TruthKind::as_str).join(", ");
        problems.push(Problem::new("kind_unknown", format!("the kind is one of {known}")).within("kind"));
    }
    let mut body: GroundTruth = match native.body() {
        Ok(body) => body,
        Err(problem) => return Err(vec![problem]),
    };
    for from in body.sources.iter_mut().flat_map(|source| &mut source.from) {
        if let Some((id, _)) = annotations.get(from.as_str()) {
            *from = id.clone();
        }
    }
    let (version, design) = designs.of(native.design_version);
    problems.extend(check(design, item, &body.facts).into_iter().map(|problem| problem.within("facts").within("body")));
    let (Some(kind), true) = (kind, problems.is_empty()) else { return Err(problems) };
    let json = serde_json::to_string(&body).map_err(|error| vec![Problem::new("body_invalid", error.to_string())])?;
    Ok(NewTruth {
        id: body.id,
        item: ItemId(String::new()),
        item_revision: native.item_revision,
        kind,
        design_version: *version,
        signer: work.job.by.clone().unwrap_or_else(|| "".into()),
        assignment: None,
        body_hash: secret::hash(&json),
        body: json,
        ratings: ratings(design, item, &body.facts),
        signed_at: Some(native.signed_at_ms),
    })
}
