//! The next stage: what people wrote in one project, as items of another one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crosscheck_domain::stage::{Writing, claim_sources, stage_problems, staged, writings};
use crosscheck_domain::{
    Annotation, AnnotationId, AnnotatorId, Content, Design, GroundTruth, Item, ItemId, ItemState, ProjectId,
};
use crosscheck_store::{ExportFilter, ExportItem, Project, ProjectScope, StoredAnnotation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::app::App;
use crate::auth::{Caller, wire_role};
use crate::error::{Result, bad_request, internal, invalid};
use crate::wire::{Role, StageOffers, StagePlace, StageProject, StageWhich};

/// Items of the other project that are read, and whose texts are committed, together.
const PAGE: u32 = 100;

/// What was asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub from: ProjectId,
    pub text: String,
    pub into: String,
    pub which: StageWhich,
}

/// The two projects, and what goes from one to the other.
#[derive(Clone)]
pub struct Stage {
    from: Project,
    pub to_design: Arc<Design>,
    writing: Writing,
    into: String,
    which: StageWhich,
}

/// Texts of the next finished items of the other project.
pub struct Page {
    /// The last item that was looked at.
    pub last: ItemId,
    pub finished: u64,
    pub made: Vec<Made>,
}

/// An item of the next stage, and who wrote it.
pub struct Made {
    pub item: Item,
    pub authors: Vec<AnnotatorId>,
}

/// How much there is.
pub struct Counted {
    pub seq: i64,
    pub items: u64,
    pub known: u64,
    pub finished: u64,
}

/// What the caller's other projects have, and where it could go here.
pub async fn offers(app: &App, caller: &Caller, project: &Project) -> Result<StageOffers> {
    let scope = if caller.user.admin { ProjectScope::All } else { ProjectScope::Member };
    let mut projects = Vec::new();
    for row in app.store.projects_for(caller.id(), scope, app.now()).await? {
        let manages = caller.user.admin || row.role.is_some_and(|role| wire_role(role) >= Role::Manager);
        if !manages || row.project.id == project.id {
            continue;
        }
        let design = app.design(&row.project.id, row.project.design_version).await?;
        let texts: Vec<StagePlace> =
            writings(&design).into_iter().map(|one| StagePlace { id: one.id, title: one.title }).collect();
        if !texts.is_empty() {
            let counts = app.store.counts(&row.project.id).await?;
            let (project, title) = (row.project.slug, row.project.title);
            let finished = counts.done + counts.settled;
            projects.push(StageProject { project, title, finished, settled: counts.settled, texts });
        }
    }
    let design = app.design(&project.id, project.design_version).await?;
    let into = claim_sources(&design).map(|slot| StagePlace {
        id: slot.id.clone(),
        title: if slot.title.is_empty() { slot.id.clone() } else { slot.title.clone() },
    });
    Ok(StageOffers { into: into.collect(), projects })
}

/// Looks whether this can be done at all, and says what stands in the way.
pub async fn open(app: &App, from: Project, to: &Project, asked: &Asked) -> Result<Stage> {
    if from.id == to.id {
        return Err(bad_request("from", "the texts have to come from another project than the one they go to"));
    }
    let from_design = app.design(&from.id, from.design_version).await?;
    let to_design = app.design(&to.id, to.design_version).await?;
    let Some(writing) = writings(&from_design).into_iter().find(|one| one.id == asked.text) else {
        return Err(bad_request("text", no_writing(&from, &from_design, &asked.text)));
    };
    if !claim_sources(&to_design).any(|slot| slot.id == asked.into) {
        return Err(bad_request("into", no_slot(to, &to_design, &asked.into)));
    }
    let problems = stage_problems(&from_design, &to_design, &asked.into);
    if !problems.is_empty() {
        return Err(invalid("stage_slots", problems));
    }
    Ok(Stage { from, to_design, writing, into: asked.into.clone(), which: asked.which })
}

fn no_writing(from: &Project, design: &Design, text: &str) -> String {
    let known: Vec<String> = writings(design).into_iter().map(|one| one.id).collect();
    if known.is_empty() {
        return format!(
            "nobody writes in project `{}`: it has no text question on the item, no claims, and no intervals with the \
             attribute `text`",
            from.slug
        );
    }
    format!("project `{}` has no text `{text}`; it has: {}", from.slug, known.join(", "))
}

fn no_slot(to: &Project, design: &Design, into: &str) -> String {
    let known: Vec<&str> = claim_sources(design).map(|slot| slot.id.as_str()).collect();
    if known.is_empty() {
        return format!(
            "project `{}` has no slot of kind text with the role claim_source for the texts to go into; add one to its design",
            to.slug
        );
    }
    format!("project `{}` has no text slot `{into}` with the role claim_source; it has: {}", to.slug, known.join(", "))
}

impl Stage {
    /// The texts behind an item; none where no items are left.
    pub async fn page(&self, app: &App, after: Option<&ItemId>) -> Result<Option<Page>> {
        let standings = app.store.standings_page(&self.from.id, after, PAGE).await?;
        let Some(last) = standings.last().map(|one| one.item.clone()) else { return Ok(None) };
        let is_finished = |state: ItemState| matches!(state, ItemState::Done | ItemState::Settled);
        let finished: HashSet<ItemId> =
            standings.into_iter().filter(|one| is_finished(one.state)).map(|one| one.item).collect();
        let filter = ExportFilter { include_superseded: true, ..ExportFilter::default() };
        let mut items = app.store.export_page(&self.from.id, self.from.seq, &filter, after, PAGE).await?;
        items.retain(|item| finished.contains(&item.id));
        let ids: Vec<ItemId> = items.iter().map(|item| item.id.clone()).collect();
        // Who corrects a text has not written all of it.
        let before = if self.writing.changes_a_text() { app.store.authors_of(&ids).await? } else { HashMap::new() };
        let stage = self.clone();
        let making = tokio::task::spawn_blocking(move || {
            let mut made = Vec::new();
            for item in &items {
                made.extend(stage.of_item(item, before.get(&item.id).map_or(&[], Vec::as_slice))?);
            }
            Ok::<_, crate::error::ApiError>(made)
        });
        Ok(Some(Page { last, finished: finished.len() as u64, made: making.await.map_err(internal)?? }))
    }

    /// How many texts there are, and how many of them are items already.
    pub async fn count(&self, app: &App, to: &ProjectId) -> Result<Counted> {
        let mut counted = Counted { seq: self.from.seq, items: 0, known: 0, finished: 0 };
        let mut after = None;
        while let Some(page) = self.page(app, after.as_ref()).await? {
            let ids: Vec<String> = page.made.into_iter().map(|made| made.item.external_id).collect();
            counted.items += ids.len() as u64;
            counted.known += app.store.known_external_ids(to, &ids).await?.len() as u64;
            counted.finished += page.finished;
            after = Some(page.last);
        }
        Ok(counted)
    }

    /// What is signed; where nothing is, what each annotator wrote.
    fn of_item(&self, found: &ExportItem, before: &[AnnotatorId]) -> Result<Vec<Made>> {
        let item: Item = serde_json::from_str(&found.body).map_err(internal)?;
        let mut written = Vec::new();
        for stored in found.annotations.iter().filter(|one| self.counts(found, one)) {
            let annotation: Annotation = serde_json::from_str(&stored.body).map_err(internal)?;
            if let Some(text) = self.writing.text(&item, &annotation) {
                written.push((stored, text));
            }
        }
        let signed = found.truths.iter().rev().find(|truth| truth.until_seq.is_none());
        if let Some(signed) = signed {
            let truth: GroundTruth = serde_json::from_str(&signed.body).map_err(internal)?;
            if let Some(text) = self.writing.text(&item, &truth.facts) {
                // What is signed may be anybody's wording.
                let writers = written.iter().map(|(stored, _)| &stored.annotator);
                let authors = authors(writers.chain([&signed.signer]).chain(before));
                return Ok(vec![self.made(&item, text, found.id.as_str(), ("signed", signed.id.as_str()), authors)]);
            }
        }
        if self.which == StageWhich::Settled {
            return Ok(Vec::new());
        }
        let each = written.into_iter().map(|(stored, text)| {
            let authors = authors([&stored.annotator].into_iter().chain(before));
            let first = first_of(found, stored);
            self.made(&item, text, first.as_str(), ("attempt", stored.id.as_str()), authors)
        });
        Ok(each.collect())
    }

    /// Current answers to what the item shows now.
    fn counts(&self, found: &ExportItem, one: &StoredAnnotation) -> bool {
        let is_late = one.late && !self.from.policy.count_late;
        one.until_seq.is_none() && !one.surplus && !is_late && !found.older.contains_key(&one.item_revision)
    }

    /// `key` stays the same when the text is put right, so that the item is revised and not doubled.
    fn made(&self, item: &Item, text: Content, key: &str, (what, id): (&str, &str), authors: Vec<AnnotatorId>) -> Made {
        let external_id = format!("{}/{}/{key}", item.external_id, self.writing.id);
        let mut made = staged(item.clone(), &self.to_design, (&self.into, text), external_id);
        let told = [
            ("source", self.from.slug.as_str()),
            ("source_item", &item.external_id),
            ("source_text", &self.writing.id),
            (what, id),
        ];
        tell(&mut made.metadata, told);
        Made { item: made, authors }
    }
}

/// Where it comes from. What an earlier stage told of this gives way.
fn tell(metadata: &mut Map<String, Value>, told: [(&str, &str); 4]) {
    for key in ["attempt", "signed"] {
        metadata.remove(key);
    }
    for (key, value) in told {
        metadata.insert(key.to_owned(), Value::String(value.to_owned()));
    }
}

/// The annotation that this one corrects in the end.
fn first_of<'a>(found: &'a ExportItem, stored: &'a StoredAnnotation) -> &'a AnnotationId {
    let mut first = stored;
    while let Some(before) = first.supersedes.as_ref().and_then(|id| found.annotations.iter().find(|one| one.id == *id))
    {
        first = before;
    }
    &first.id
}

fn authors<'a>(people: impl Iterator<Item = &'a AnnotatorId>) -> Vec<AnnotatorId> {
    let mut authors: Vec<AnnotatorId> = people.cloned().collect();
    authors.sort();
    authors.dedup();
    authors
}
