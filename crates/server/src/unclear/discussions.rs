//! The list of what people should talk about, as each may see it.

use std::collections::HashMap;

use crosscheck_domain::{AnnotatorId, Field, ItemId, Problem, fields};
use crosscheck_store::{Discussion, Project};

use super::{Split, votes};
use crate::agreement::names;
use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::ledger;
use crate::task::stored_item;
use crate::wire::{AnnotatorRef, ClosedDiscussion, DiscussionView, NewDiscussion, Role, VoteCount};

/// A note or an outcome says something, and is no book.
const MOST_WORDS: usize = 4_000;

/// Some text, and not too much.
pub fn checked_text(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MOST_WORDS || text.contains('\0') {
        let message = format!("write something of at most {MOST_WORDS} characters");
        return Err(Problem::new("text_malformed", message).within(field).into());
    }
    Ok(text.to_owned())
}

/// A unit of the project, ready to be put on the list.
pub async fn open(app: &App, project: &Project, given: NewDiscussion) -> Result<crosscheck_store::NewDiscussion> {
    let (_, item) = stored_item(app, project, &given.item.as_str().into()).await?;
    let design = app.design(&project.id, project.design_version).await?;
    if !given.field.is_empty() && !fields(&design).iter().any(|field| field.id == given.field) {
        return Err(Problem::new("field_unknown", format!("the design has no field {}", given.field))
            .within("field")
            .into());
    }
    if given.unit.strip_prefix("claim:").is_some_and(|id| item.claim(id).is_none()) {
        return Err(Problem::new("unit_unknown", format!("the item has no {}", given.unit)).within("unit").into());
    }
    if given.id.parse::<ulid::Ulid>().is_err() {
        return Err(Problem::new("id_malformed", "make a ULID for it").within("id").into());
    }
    Ok(crosscheck_store::NewDiscussion {
        note: checked_text("note", &given.note)?,
        id: given.id,
        item: given.item.as_str().into(),
        field: given.field,
        unit: given.unit,
    })
}

/// Everything that is or was on the list and that the caller may see. What others said of an item is withheld from whoever
/// has still to judge it; annotators get only what they have judged, and nobody's name. Whoever gets it is no independent
/// voice on the item any more.
pub async fn list(app: &App, project: &Project, caller: &Caller, role: Role) -> Result<Vec<DiscussionView>> {
    let mut found = app.store.discussions(&project.id).await?;
    let held = app.store.held_items(&project.id, caller.id()).await?;
    found.retain(|one| !held.contains(&one.item));
    let annotates = role == Role::Annotator;
    if annotates {
        let mut own = Vec::new();
        for one in found {
            let all = app.store.annotations_of(&project.id, &one.item).await?;
            let judged = all.iter().any(|said| said.until_seq.is_none() && said.annotator == *caller.id());
            own.extend(judged.then_some(one));
        }
        found = own;
    }
    let said = said(app, project, &found, annotates).await?;
    let (people, mut views) = (names(app).await?, Vec::new());
    for (one, (field_title, votes)) in found.into_iter().zip(said) {
        views.push(view(app, project, one, (field_title, votes), (&people, annotates)).await?);
    }
    let shown: Vec<ItemId> = views.iter().map(|view| view.item.as_str().into()).collect();
    app.store.mark_seen(&project.id, &shown, caller.id(), app.now()).await?;
    Ok(views)
}

/// What the field of each is called, and what was said.
async fn said(
    app: &App,
    project: &Project,
    found: &[Discussion],
    without_names: bool,
) -> Result<Vec<(String, Vec<VoteCount>)>> {
    let people = names(app).await?;
    let ledger = ledger::open(app, project).await?;
    let of = |one: &Discussion| {
        let number = ledger.panels.iter().position(|panel| panel.field.id == one.field)?;
        let field: &Field = &ledger.panels[number].field;
        let item = ledger.item(&one.item);
        let given = item.and_then(|item| {
            ledger.of_item(item, None).into_iter().find(|(panel, unit, _)| *panel == number && *unit == one.unit)
        });
        let split =
            given.map(|(panel, unit, given)| Split::of(&ledger, &ledger.panels[panel], one.item.as_str(), unit, given));
        let votes = split.map(|split| votes(field, &split, (!without_names).then_some(&people)));
        Some((field.title.clone(), votes.unwrap_or_default()))
    };
    Ok(found.iter().map(|one| of(one).unwrap_or_default()).collect())
}

async fn view(
    app: &App,
    project: &Project,
    one: Discussion,
    (field_title, votes): (String, Vec<VoteCount>),
    (people, annotates): (&HashMap<AnnotatorId, AnnotatorRef>, bool),
) -> Result<DiscussionView> {
    let (row, item) = stored_item(app, project, &one.item).await?;
    let claim = one.unit.strip_prefix("claim:").and_then(|id| item.claim(id));
    let person = |id: &AnnotatorId| {
        let unknown = || AnnotatorRef { id: id.0.clone(), name: id.0.clone(), kind: "human".to_owned() };
        people.get(id).cloned().unwrap_or_else(unknown)
    };
    Ok(DiscussionView {
        id: one.id,
        external_id: (!annotates).then_some(row.external_id),
        unit_text: claim.map(|claim| claim.text.clone()).unwrap_or_default(),
        opened_by: person(&one.opened_by),
        closed: one.closed.map(|closed| ClosedDiscussion {
            outcome: closed.outcome,
            guideline_version: closed.guideline_version,
            by: person(&closed.by),
            at: closed.at,
        }),
        item: one.item.0,
        field: one.field,
        field_title,
        unit: one.unit,
        note: one.note,
        opened_at: one.opened_at,
        votes,
    })
}
