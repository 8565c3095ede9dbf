//! How far the texts of a project hold: what became of the claims of each item, advanced by the facts after its sequence
//! number, and the report that is made of it.

mod items;
mod report;
mod table;

pub use items::page;
pub use report::view;
pub use table::rows;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::mismatch::{By, Group, Matched, Summary, matched};
use crosscheck_domain::{Annotation, Design, GroundTruth, ItemId, ItemState, ProjectId, same_field};
use crosscheck_store::{ExportItem, ItemFilter, ItemSort, Project};
use moka::future::Cache;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::app::App;
use crate::by_item::Reading;
use crate::error::{Result, internal};
use crate::wire::MismatchReport;

/// Excluded items are read in pages of this many.
const PAGE: u32 = 500;

/// What is known of the projects that somebody looked at lately.
pub struct Matches(Cache<ProjectId, Arc<Mutex<Known>>>);

impl Default for Matches {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(600)).build())
    }
}

/// What became of the claims of each item, by the facts up to `seq`.
#[derive(Default)]
struct Known {
    seq: i64,
    /// The version of the design that gives verdicts their meaning, and whether late answers count.
    made_for: Option<(u32, bool)>,
    items: BTreeMap<ItemId, Matched>,
    /// Items that are no part of any number.
    left_out: HashSet<ItemId>,
    /// Of all others.
    summary: Summary,
    report: Option<MismatchReport>,
}

impl Known {
    /// Items that count.
    fn counted(&self) -> impl Iterator<Item = (&ItemId, &Matched)> + Clone {
        self.items.iter().filter(|(id, _)| !self.left_out.contains(*id))
    }

    /// Replaces what is known of an item.
    fn put(&mut self, id: &ItemId, now: Option<Matched>, left_out: bool) {
        let before = self.items.remove(id);
        if !self.left_out.remove(id)
            && let Some(before) = &before
        {
            self.summary.remove(before);
        }
        if left_out {
            self.left_out.insert(id.clone());
        }
        if let Some(now) = now {
            if !left_out {
                self.summary.add(&now);
            }
            self.items.insert(id.clone(), now);
        }
    }

    /// Their numbers, by whatever tells them apart.
    fn groupings(&mut self) -> Vec<(By, Vec<Group>)> {
        let (items, left_out) = (&self.items, &self.left_out);
        self.summary.groupings(items.iter().filter(|(id, _)| !left_out.contains(*id)).map(|(_, matched)| matched))
    }
}

/// The report at the newest sequence number. Computed off the async threads, once for each state of the facts.
pub async fn report(app: &App, project: &Project) -> Result<MismatchReport> {
    let mut known = open(app, project).await?;
    if let Some(report) = &known.report {
        return Ok(report.clone());
    }
    let design = app.design(&project.id, project.design_version).await?;
    let now = app.now();
    let computing = tokio::task::spawn_blocking(move || {
        let report = report::compute(&design, &mut known, now);
        known.report = Some(report.clone());
        report
    });
    computing.await.map_err(internal)
}

/// Everything that is known, up to the newest fact.
async fn open(app: &App, project: &Project) -> Result<OwnedMutexGuard<Known>> {
    let known = app.matches.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut known = known.lock_owned().await;
    let made_for = (project.design_version, project.policy.count_late);
    if known.made_for != Some(made_for) {
        *known = Known { made_for: Some(made_for), ..Known::default() };
    }
    if project.seq > known.seq || known.report.is_none() {
        known.report = None;
        advance(app, project, &mut known).await?;
    }
    Ok(known)
}

async fn advance(app: &App, project: &Project, known: &mut Known) -> Result<()> {
    let mut reading = Reading::since(app, project, known.seq).await?;
    let all_left_out = if reading.is_whole() {
        // Should a page fail, the next one who asks begins anew.
        *known = Known { made_for: known.made_for, ..Known::default() };
        Some(left_out(app, project).await?)
    } else {
        None
    };
    while let Some(page) = reading.next(app, project).await? {
        let left_out = match &all_left_out {
            Some(all) => page.items.iter().map(|item| item.id.clone()).filter(|id| all.contains(id)).collect(),
            None => left_out_among(app, project, &page.changed).await?,
        };
        let mut now: HashMap<ItemId, Matched> = read(app, project, page.items).await?.into_iter().collect();
        for id in page.changed {
            known.put(&id, now.remove(&id), left_out.contains(&id));
        }
        now.into_iter().for_each(|(id, matched)| known.put(&id, Some(matched), left_out.contains(&id)));
    }
    known.seq = project.seq;
    Ok(())
}

/// Items that somebody excluded, and those that were made to check people: their errors are nobody's.
async fn left_out(app: &App, project: &Project) -> Result<HashSet<ItemId>> {
    let mut found = made(app, project).await?;
    let excluded = ItemFilter { state: Some(ItemState::Excluded), ..ItemFilter::default() };
    let mut after: Option<String> = None;
    loop {
        let page = app.store.items(&project.id, &excluded, ItemSort::Sequence, after.as_deref(), PAGE).await?;
        found.extend(page.items.into_iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// Items that were made to check people.
async fn made(app: &App, project: &Project) -> Result<HashSet<ItemId>> {
    let made = app.store.gold_items(&project.id).await?.into_iter().filter(|gold| gold.made_from.is_some());
    Ok(made.map(|gold| gold.item).collect())
}

/// Those of a few items that are no part of any number.
async fn left_out_among(app: &App, project: &Project, items: &BTreeSet<ItemId>) -> Result<HashSet<ItemId>> {
    let made = made(app, project).await?;
    let mut found = HashSet::new();
    for id in items {
        if made.contains(id) || app.store.item(&project.id, id).await?.row.state == ItemState::Excluded {
            found.insert(id.clone());
        }
    }
    Ok(found)
}

/// What became of the claims of a page of items; nothing of those that nobody has judged.
async fn read(app: &App, project: &Project, page: Vec<ExportItem>) -> Result<Vec<(ItemId, Matched)>> {
    let design = app.design(&project.id, project.design_version).await?;
    if design.claims.is_none() {
        return Ok(Vec::new());
    }
    let mut same: HashMap<u32, bool> = HashMap::new();
    let mut current = HashSet::new();
    for item in &page {
        let truth = item.truths.iter().rfind(|truth| truth.until_seq.is_none());
        let versions = item.annotations.iter().map(|one| one.design_version);
        for version in versions.chain(truth.map(|truth| truth.design_version)) {
            if let std::collections::hash_map::Entry::Vacant(unknown) = same.entry(version) {
                unknown.insert(same_verdicts(app.design(&project.id, version).await?.as_ref(), &design));
            }
        }
        if let Some(truth) = truth
            && (truth.item_revision == item.revision || shows_the_same(app, item, truth.item_revision).await?)
        {
            current.insert(truth.id.clone());
        }
    }
    let count_late = project.policy.count_late;
    let reading = tokio::task::spawn_blocking(move || {
        let of = |found: &ExportItem| -> Result<Option<Matched>> {
            let means = |version: u32| same.get(&version).copied().unwrap_or_default();
            let item = serde_json::from_str(&found.body).map_err(internal)?;
            let truth = found.truths.iter().rfind(|truth| current.contains(&truth.id) && means(truth.design_version));
            let truth = truth.map(|truth| serde_json::from_str::<GroundTruth>(&truth.body)).transpose();
            let truth = truth.map_err(internal)?.map(|truth| truth.facts);
            let counts = found.annotations.iter().filter(|one| {
                let outdated = found.older.contains_key(&one.item_revision);
                !outdated && !one.surplus && (count_late || !one.late) && means(one.design_version)
            });
            let said = counts.map(|one| serde_json::from_str::<Annotation>(&one.body).map_err(internal));
            let said = said.collect::<Result<Vec<_>>>()?;
            Ok(matched(&design, &item, truth.as_ref(), &said.iter().collect::<Vec<_>>()))
        };
        let mut read = Vec::new();
        for found in &page {
            read.extend(of(found)?.map(|matched| (found.id.clone(), matched)));
        }
        Ok(read)
    });
    reading.await.map_err(internal)?
}

/// Whether verdicts mean the same in both versions.
fn same_verdicts(old: &Design, new: &Design) -> bool {
    let mut verdicts = crosscheck_domain::fields(new).into_iter().filter(|field| field.id.starts_with("verdict"));
    verdicts.all(|field| same_field(old, new, &field.id))
}

async fn shows_the_same(app: &App, item: &ExportItem, revision: u32) -> Result<bool> {
    let shown = app.store.revisions_shown(&item.id).await?;
    Ok(shown.get(&revision) == shown.get(&item.revision))
}
