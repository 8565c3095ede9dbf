//! What whoever decides about an item gets: all of it, and what its readers said, blinded, the differences first.

mod sign;

use crosscheck_domain::places::{About, Judged, compare, options, place_fields};
use crosscheck_domain::{Annotation, Design, Item, Outcome, Problem, blinded, differences, groups, ratings, unblinded};
use crosscheck_stats::matching;
use crosscheck_store::{Assignment, DecisionKind, StoredAnnotation};

use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, conflict, forbidden, gone, internal};
use crate::task::{self, own_assignment};
use crate::wire::{self, AnnotatorRef, CommentAnchor, PlaceDifference, Role};
use crate::{media, secret};

pub use sign::sign;

/// One annotator's answers that count.
pub struct Reader {
    /// `R1`, `R2`, …
    pub name: String,
    pub stored: StoredAnnotation,
    pub body: Annotation,
}

/// Whoever has this assignment, which has to be one to decide, and still may.
pub async fn own_decision(app: &App, caller: &Caller, id: &str) -> Result<(Assignment, DecisionKind)> {
    let assignment = own_assignment(app, caller, id).await?;
    let Some(kind) = assignment.decides() else {
        return Err(conflict("not_a_decision", "this assignment is to answer, not to decide"));
    };
    let project = app.store.project_by_id(&assignment.project).await?;
    app.access_to(caller, project, least_role(kind)).await?;
    if app.store.is_first_reader(&assignment.project, &assignment.item, caller.id()).await? {
        return Err(forbidden(
            "you have read this item yourself, or wrote its text, so somebody else has to decide about it",
        ));
    }
    Ok((assignment, kind))
}

/// Who may decide.
pub fn least_role(kind: DecisionKind) -> Role {
    match kind {
        DecisionKind::Review => Role::Reviewer,
        DecisionKind::Adjudicate => Role::Expert,
    }
}

/// The annotations that count towards what the item shows in this revision, in an order that another assignment does not
/// share: it tells neither who came first nor whose they are. Those as of a sequence number, where one is given.
pub async fn readers(app: &App, assignment: &Assignment, at: Option<i64>) -> Result<Vec<Reader>> {
    let shown = app.store.revisions_shown(&assignment.item).await?;
    let same = |revision: u32| shown.get(&revision) == shown.get(&assignment.item_revision);
    let current = |one: &StoredAnnotation| match at {
        Some(at) => one.seq <= at && one.until_seq.is_none_or(|until| until > at),
        None => one.until_seq.is_none(),
    };
    let mut found: Vec<(String, StoredAnnotation)> = Vec::new();
    for one in app.store.annotations_of(&assignment.project, &assignment.item).await? {
        if current(&one) && !one.surplus && one.outcome == "complete" && same(one.item_revision) {
            found.push((secret::hash(&format!("{}/{}", assignment.id, one.annotator)), one));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let reader = |(n, (_, stored)): (usize, (String, StoredAnnotation))| {
        let body = serde_json::from_str(&stored.body).map_err(internal)?;
        Ok(Reader { name: format!("R{}", n + 1), stored, body })
    };
    found.into_iter().enumerate().map(reader).collect()
}

/// Names exactly these annotations, and tells nothing of them.
fn fingerprint(assignment: &Assignment, readers: &[Reader]) -> String {
    let ids: Vec<&str> = readers.iter().map(|reader| reader.stored.id.as_str()).collect();
    secret::hash(&format!("{}/{}", assignment.id, ids.join("/")))[..16].to_owned()
}

/// Everything that has to be opened before a signature.
fn required(item: &Item, readers: &[Reader]) -> Vec<String> {
    let parts = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| format!("{slot}/{}", part.id)));
    parts.chain((1..=readers.len()).map(|n| format!("reader/{n}"))).collect()
}

/// The whole task.
pub async fn task(app: &App, assignment: Assignment, kind: DecisionKind) -> Result<wire::DecisionTask> {
    let design = app.design(&assignment.project, assignment.design_version).await?;
    let item = app.item(&assignment.item, assignment.item_revision).await?;
    let readers = readers(app, &assignment, None).await?;
    let names_shown_at = app.store.names_shown_at(&assignment.id).await?;
    let base = format!("/api/assignments/{}/media", assignment.id);
    let blind: Vec<Annotation> = readers.iter().map(|reader| blinded(&reader.body, &reader.name)).collect();
    let said: Vec<_> = readers.iter().map(|reader| ratings(&design, &item, &reader.body)).collect();
    let mut shown = Vec::new();
    for (reader, body) in readers.iter().zip(&blind) {
        let annotator = match names_shown_at {
            Some(_) => Some(person(app, &reader.stored.annotator).await?),
            None => None,
        };
        shown.push(wire::BlindReader { name: reader.name.clone(), body: body.clone(), annotator });
    }
    Ok(wire::DecisionTask {
        media: media::item_urls(app, &item, |slot, part, _| format!("{base}/{slot}/{part}")),
        differences: differences(&said),
        places: places(&design, &item, &readers),
        groups: groups(&blind.iter().collect::<Vec<_>>()),
        unusable: unusable(app, &assignment).await?,
        required: required(&item, &readers),
        seen: fingerprint(&assignment, &readers),
        item: task::anonymous(item.as_ref().clone()),
        design: design.as_ref().clone(),
        readers: shown,
        draft: assignment.draft.clone().map(task::wire_draft).transpose()?,
        names_shown_at,
        assignment: wire::DecisionAssignment {
            id: assignment.id.0,
            kind: wire_kind(kind),
            item: assignment.item.0,
            deadline: assignment.deadline,
            design_version: assignment.design_version,
        },
    })
}

pub fn wire_kind(kind: DecisionKind) -> wire::DecisionKind {
    match kind {
        DecisionKind::Review => wire::DecisionKind::Review,
        DecisionKind::Adjudicate => wire::DecisionKind::Adjudicate,
    }
}

pub fn store_kind(kind: wire::DecisionKind) -> DecisionKind {
    match kind {
        wire::DecisionKind::Review => DecisionKind::Review,
        wire::DecisionKind::Adjudicate => DecisionKind::Adjudicate,
    }
}

/// Somebody as people with a role see them.
pub async fn person(app: &App, id: &crosscheck_domain::AnnotatorId) -> Result<AnnotatorRef> {
    let user = app.store.user(id).await?;
    Ok(AnnotatorRef { id: user.id.0, name: user.name, kind: user.kind })
}

/// Why current annotations call the item unusable.
async fn unusable(app: &App, assignment: &Assignment) -> Result<Vec<String>> {
    let all = app.store.annotations_of(&assignment.project, &assignment.item).await?;
    let mut reasons = Vec::new();
    for one in all.iter().filter(|one| one.until_seq.is_none() && one.outcome == "unusable") {
        if let Outcome::Unusable { reason } = task::outcome_of(&one.body)? {
            reasons.push(reason);
        }
    }
    reasons.sort();
    Ok(reasons)
}

/// How far the readers agree on places, times and words, by the measure recommended for each; least first. A field that
/// nobody used says nothing.
fn places(design: &Design, item: &Item, readers: &[Reader]) -> Vec<PlaceDifference> {
    let judged: Vec<Judged> =
        readers.iter().map(|reader| Judged { annotator: &reader.stored.annotator, body: &reader.body }).collect();
    let mut found = Vec::new();
    for field in place_fields(design) {
        let Some(kind) = field.about.kind() else { continue };
        let Ok(Some(compared)) = compare(&field.about, item, &judged) else { continue };
        if compared.n_marks == 0 {
            continue;
        }
        let options = options(matches!(field.about, About::Reference { .. }));
        let Some(matcher) = matching::by_item(kind).first() else { continue };
        let measure = matcher.by_item(kind, &options);
        let value = measure.zip(compared.of_measures.first()).and_then(|(measure, of)| measure.value(of).ok());
        if let Some(value) = value.filter(|value| value.is_finite()) {
            found.push(PlaceDifference { field: field.id, title: field.title, metric: matcher.id.to_owned(), value });
        }
    }
    found.sort_by(|a, b| a.value.total_cmp(&b.value));
    found
}

/// Gives answers back to their readers, and the review with them.
pub async fn send_back(app: &App, caller: &Caller, id: &str, given: wire::SendBack) -> Result<()> {
    let (assignment, kind) = own_decision(app, caller, id).await?;
    if kind != DecisionKind::Review {
        return Err(conflict("not_a_review", "a dispute is settled, not sent back; sign what is true"));
    }
    let body = checked_body(&given.comment)?;
    let all = readers(app, &assignment, None).await?;
    let mut chosen = Vec::new();
    for name in &given.to {
        let reader = all.iter().find(|reader| reader.name == *name);
        let reader =
            reader.ok_or_else(|| Problem::new("reader_unknown", format!("there is no reader {name}")).within("to"))?;
        chosen.push(reader);
    }
    if chosen.is_empty() {
        return Err(Problem::new("reader_missing", "name whose answer goes back").within("to").into());
    }
    let anchors: Vec<CommentAnchor> = given.anchors.iter().map(|anchor| unblinded_anchor(&all, anchor)).collect();
    let what = crosscheck_store::SendBack {
        assignment: assignment.id.clone(),
        annotations: chosen.iter().map(|reader| reader.stored.id.clone()).collect(),
        body,
        target: serde_json::to_string(&anchors).map_err(internal)?,
    };
    Ok(app.store.send_back(&assignment.project, what, caller.id(), app.now()).await?)
}

/// The anchor as the annotation itself knows it.
pub fn unblinded_anchor(readers: &[Reader], anchor: &CommentAnchor) -> CommentAnchor {
    let reader = readers.iter().find(|reader| anchor.annotation.as_deref() == Some(reader.name.as_str()));
    match reader {
        Some(reader) => CommentAnchor {
            target: unblinded(&reader.body, &anchor.target),
            annotation: Some(reader.stored.id.0.clone()),
        },
        None => anchor.clone(),
    }
}

const MOST_WORDS: usize = 10_000;

/// The text of a comment: some, and not too much.
pub fn checked_body(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MOST_WORDS || text.contains('\0') {
        let message = format!("write a comment of at most {MOST_WORDS} characters");
        return Err(Problem::new("comment_malformed", message).within("comment").into());
    }
    Ok(text.to_owned())
}

/// Nothing that was signed or given back can be worked on.
pub fn in_hand(assignment: &Assignment) -> Result<()> {
    if assignment.state == crosscheck_store::AssignmentState::Done {
        return Err(gone("this was signed; reopen the item to decide again"));
    }
    Ok(())
}
