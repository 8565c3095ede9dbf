//! What the workbench gets for one assignment, with everything withheld that the annotator must not know.

use crosscheck_domain::{Annotation, Answer, Content, Design, Item, ItemId, Outcome, Problem, for_annotator, withhold};
use crosscheck_store::{AnnotatorCounts, Assignment, AssignmentState, Project, StoreError};

use crate::api::guideline;
use crate::app::App;
use crate::auth::Caller;
use crate::error::{Result, internal, not_found};
use crate::media;
use crate::wire::{AssignmentView, Draft, Progress, Task};

/// The caller's own assignment; somebody else's does not exist for them.
pub async fn own_assignment(app: &App, caller: &Caller, id: &str) -> Result<Assignment> {
    let (assignment, role) = match app.store.own_assignment(&id.into(), caller.id()).await {
        Err(StoreError::NotFound) => return Err(not_found("assignment")),
        other => other?,
    };
    if role.is_none() && !caller.user.admin {
        return Err(not_found("assignment"));
    }
    if assignment.state == AssignmentState::Released {
        return Err(crate::error::gone("this assignment was given back or taken away; drafts of it are kept"));
    }
    Ok(assignment)
}

/// The answers that were given before slots were revealed.
pub fn first_impression(assignment: &Assignment) -> Result<Vec<Answer>> {
    match &assignment.revealed {
        Some(json) => serde_json::from_str(json).map_err(internal),
        None => Ok(Vec::new()),
    }
}

/// What is wrong with how the annotation treats hidden slots: all must have been shown, and the first impression stands.
pub fn reveal_problems(
    design: &Design,
    item: &Item,
    assignment: &Assignment,
    annotation: &Annotation,
) -> Result<Vec<Problem>> {
    if annotation.outcome != Outcome::Complete {
        return Ok(Vec::new());
    }
    let first = first_impression(assignment)?;
    let (_, hidden) = withhold(design, item, &first);
    let unseen = hidden.iter().map(|slot| {
        let message = format!("the slot {slot} was never shown; record the first impression, then look at it");
        Problem::new("not_revealed", message).within("answers")
    });
    let given = |asked: &Answer| {
        let same = |answer: &&Answer| answer.question == asked.question && answer.target == asked.target;
        annotation.answers.iter().find(same)
    };
    let changed = first.iter().filter(|asked| given(asked).is_some_and(|answer| answer.value != asked.value));
    let changed = changed.map(|asked| {
        let message = format!("the first impression of {} stands; change it back", asked.question);
        Problem::new("first_impression_changed", message).within("answers")
    });
    Ok(unseen.chain(changed).collect())
}

/// The item as this assignment may show it, and the slots that are still hidden. Who decides sees all of it.
pub async fn visible_item(app: &App, assignment: &Assignment) -> Result<(Item, Vec<String>)> {
    let design = app.design(&assignment.project, assignment.design_version).await?;
    let item = app.item(&assignment.item, assignment.item_revision).await?;
    if assignment.decides().is_some() {
        return Ok((item.as_ref().clone(), Vec::new()));
    }
    Ok(withhold(&design, &item, &first_impression(assignment)?))
}

/// The whole task, with the counts as they are now.
pub async fn task(app: &App, assignment: Assignment) -> Result<Task> {
    let counts = app.store.counts_for(&assignment.project, &assignment.annotator, app.now()).await?;
    task_with(app, assignment, None, counts).await
}

/// The task with the counts that came with the lease, without the design if the browser has it.
pub async fn task_with(
    app: &App,
    assignment: Assignment,
    known_design: Option<u32>,
    counts: AnnotatorCounts,
) -> Result<Task> {
    let pinned = app.design(&assignment.project, assignment.design_version).await?;
    let item = app.item_anew(&assignment.item, assignment.item_revision).await?;
    let (shown, hidden_slots) = withhold(&pinned, &item, &first_impression(&assignment)?);
    let base = format!("/api/assignments/{}/media", assignment.id);
    let media = media::item_urls(app, &shown, |slot, part, _| format!("{base}/{slot}/{part}"));
    let design = match known_design {
        Some(version) if version == assignment.design_version => None,
        _ => Some(pinned.as_ref().clone()),
    };
    let previous = match &assignment.supersedes {
        Some(id) => Some(serde_json::from_str(&app.store.annotation(id).await?.body).map_err(internal)?),
        None => None,
    };
    let (project, person, version) = (&assignment.project, &assignment.annotator, assignment.design_version);
    let guideline = guideline::to_reread(app, project, person, version).await?;
    let first_impression = first_impression(&assignment)?;
    let draft = assignment.draft.map(wire_draft).transpose()?;
    Ok(Task {
        assignment: AssignmentView {
            id: assignment.id.0,
            deadline: assignment.deadline,
            design_version: assignment.design_version,
            supersedes: assignment.supersedes.map(|id| id.0),
        },
        item: anonymous(shown),
        hidden_slots,
        media,
        draft,
        previous,
        first_impression,
        progress: progress(counts),
        design,
        guideline,
    })
}

pub fn progress(counts: AnnotatorCounts) -> Progress {
    Progress { submitted: counts.submitted, today: counts.today, total: counts.items }
}

pub fn wire_draft(draft: crosscheck_store::Draft) -> Result<Draft> {
    Ok(Draft {
        revision: draft.revision,
        body: serde_json::from_str(&draft.body).map_err(internal)?,
        saved_at: draft.saved_at,
        client: draft.client,
    })
}

/// Names and hashes could tell two people that they have the same item, or which one is gold.
pub fn anonymous(item: Item) -> Item {
    let mut item = for_annotator(item);
    for part in item.slots.values_mut().flatten() {
        if let Content::Asset { asset } = &mut part.content {
            asset.sha256.clear();
            asset.name = None;
        }
    }
    item
}

/// A stored outcome's word with its reason taken from the body.
pub fn outcome_of(body: &str) -> Result<Outcome> {
    #[derive(serde::Deserialize)]
    struct Head {
        outcome: Outcome,
    }
    serde_json::from_str::<Head>(body).map(|head| head.outcome).map_err(internal)
}

/// Thumbnail of an item for those who may know its asset.
pub fn project_thumbnail(slug: &str, sha: Option<&String>) -> Option<String> {
    sha.map(|sha| format!("/api/projects/{slug}/assets/{sha}/thumbnail"))
}

/// The item's newest revision with its parsed content.
pub async fn stored_item(
    app: &App,
    project: &Project,
    id: &ItemId,
) -> Result<(crosscheck_store::ItemRow, std::sync::Arc<Item>)> {
    let stored = app.store.item(&project.id, id).await?;
    let item = app.item(id, stored.row.revision).await?;
    Ok((stored.row, item))
}
