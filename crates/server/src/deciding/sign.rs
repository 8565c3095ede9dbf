//! Signing: what is signed fits the design, its sources are of this item, and everything was looked at.

use std::collections::BTreeSet;

use crosscheck_domain::{AnnotationId, GroundTruth, Item, Outcome, Problem, TruthKind, check, is_ulid, ratings};
use crosscheck_store::{Assignment, AssignmentState, DecisionKind, NewTruth, StoredTruth};

use super::{Reader, fingerprint, own_decision, readers, required};
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, conflict, internal, invalid};
use crate::secret;
use crate::wire::Signature;

/// Signs what is true of the item, and ends the assignment. The same truth again is signed once.
pub async fn sign(app: &App, caller: &Caller, id: &str, given: Signature) -> Result<StoredTruth> {
    let (assignment, kind) = own_decision(app, caller, id).await?;
    let design = app.design(&assignment.project, assignment.design_version).await?;
    let item = app.item(&assignment.item, assignment.item_revision).await?;
    let body_hash = secret::hash(&serde_json::to_string(&given.truth).map_err(internal)?);
    // A repetition: whoever stood behind the names is known by what was stored.
    let repeated = assignment.state == AssignmentState::Done;
    let at = if repeated { signed_at(app, &assignment).await? } else { None };
    let readers = readers(app, &assignment, at).await?;
    if !repeated && given.seen != fingerprint(&assignment, &readers) {
        return Err(conflict("answers_changed", "an annotator corrected an answer since; look at it again, then sign"));
    }
    let mut problems = shape_problems(&given.truth, kind, &item, &readers);
    problems.extend(check(&design, &item, &given.truth.facts).into_iter().map(|problem| problem.within("facts")));
    if !problems.is_empty() {
        return Err(invalid("truth_refused", problems));
    }
    let mut truth = given.truth;
    name_sources(&mut truth, &readers);
    truth.revealed_at = app.store.names_shown_at(&assignment.id).await?;
    let new = NewTruth {
        signed_at: None,
        id: truth.id.clone(),
        item: assignment.item.clone(),
        item_revision: assignment.item_revision,
        kind: truth.kind,
        design_version: assignment.design_version,
        signer: caller.id().clone(),
        assignment: Some(assignment.id.clone()),
        ratings: ratings(&design, &item, &truth.facts),
        body: serde_json::to_string(&truth).map_err(internal)?,
        body_hash,
    };
    Ok(app.store.sign(&assignment.project, new, app.now()).await?)
}

/// The sequence number before the signature that this assignment came to.
async fn signed_at(app: &App, assignment: &Assignment) -> Result<Option<i64>> {
    let signed = app.store.truths_of(&assignment.project, &assignment.item).await?;
    let mine = signed.iter().find(|truth| truth.assignment.as_ref() == Some(&assignment.id));
    Ok(mine.map(|truth| truth.seq - 1))
}

/// What is wrong beside the facts: its id and kind, sources that are none, what was not opened.
fn shape_problems(truth: &GroundTruth, kind: DecisionKind, item: &Item, readers: &[Reader]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !is_ulid(truth.id.as_str()) {
        problems.push(Problem::new("id_malformed", "make the id a ULID").within("id"));
    }
    let wanted = match kind {
        DecisionKind::Review => TruthKind::Reviewed,
        DecisionKind::Adjudicate => TruthKind::Adjudicated,
    };
    if truth.kind != wanted {
        let message = format!("this assignment signs what is {}", wanted.as_str());
        problems.push(Problem::new("kind_wrong", message).within("kind"));
    }
    if truth.facts.outcome != Outcome::Complete {
        problems.push(Problem::new("not_complete", "sign complete answers").within("outcome").within("facts"));
    }
    let named = truth.sources.iter().flat_map(|source| &source.from);
    for unknown in named.filter(|id| reader_of(readers, id).is_none()) {
        let message = format!("{unknown} is no annotation of this item; name readers as they are shown");
        problems.push(Problem::new("source_unknown", message).within("sources"));
    }
    let opened: BTreeSet<&str> = truth.opened.iter().map(|one| one.what.as_str()).collect();
    let required = required(item, readers);
    let missing: Vec<&str> = required.iter().map(String::as_str).filter(|what| !opened.contains(what)).collect();
    if !missing.is_empty() {
        let message = format!("look at these first: {}", missing.join(", "));
        problems.push(Problem::new("not_opened", message).within("opened"));
    }
    problems
}

/// By the name under which it is shown, or by its id.
fn reader_of<'a>(readers: &'a [Reader], id: &AnnotationId) -> Option<&'a Reader> {
    readers.iter().find(|reader| reader.name == id.as_str() || reader.stored.id == *id)
}

/// Names give way to the annotations that they stand for.
fn name_sources(truth: &mut GroundTruth, readers: &[Reader]) {
    for id in truth.sources.iter_mut().flat_map(|source| &mut source.from) {
        if let Some(reader) = reader_of(readers, id) {
            id.clone_from(&reader.stored.id);
        }
    }
}
