//! Agreement on places and words over a project: what each item contributes, advanced by the facts after its sequence number.

mod item;
mod offsets;
mod report;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::places::{About, Compared, PlaceField, place_fields};
use crosscheck_domain::{ItemId, ProjectId};
use crosscheck_store::{ExportFilter, ExportItem, Project};
use moka::future::Cache;
use tokio::sync::Mutex;

use crate::app::App;
use crate::error::{Result, internal};
use crate::wire::PlacesReport;

/// Items are read in pages of this many.
const PAGE: u32 = 500;
/// When more items than this changed, all are read again, page by page.
const MOST_SINGLY: usize = 500;

/// What is known of the projects that somebody looked at lately.
pub struct Comparisons(Cache<ProjectId, Arc<Mutex<Known>>>);

impl Default for Comparisons {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(600)).build())
    }
}

/// What each item contributes to each field, by the facts up to `seq`.
#[derive(Default)]
struct Known {
    seq: i64,
    /// What the fields mean, and whether late answers count: with other ones everything is compared anew.
    meaning: Option<(Vec<About>, bool)>,
    items: BTreeMap<ItemId, Vec<Option<Compared>>>,
    report: Option<(i64, u32, PlacesReport)>,
}

/// The report at the newest sequence number. Items are compared off the async threads, and only those that changed.
pub async fn report(app: &App, project: &Project) -> Result<PlacesReport> {
    let known = app.comparisons.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut known = known.lock().await;
    let design = app.design(&project.id, project.design_version).await?;
    let fields = Arc::new(place_fields(&design));
    let meaning = (fields.iter().map(|field| field.about.clone()).collect(), project.policy.count_late);
    if known.meaning.as_ref() != Some(&meaning) {
        *known = Known { meaning: Some(meaning), ..Known::default() };
    }
    advance(app, project, &fields, &mut known).await?;
    let key = (known.seq, project.design_version);
    if let Some((seq, version, report)) = &known.report
        && (*seq, *version) == key
    {
        return Ok(report.clone());
    }
    let items = std::mem::take(&mut known.items);
    let shown = fields.clone();
    let computing = tokio::task::spawn_blocking(move || (report::compute(&shown, &items), items));
    let (computed, items) = computing.await.map_err(internal)?;
    known.items = items;
    let report = report::describe(app, project, &fields, computed, key.0).await?;
    known.report = Some((key.0, key.1, report.clone()));
    Ok(report)
}

async fn advance(app: &App, project: &Project, fields: &Arc<Vec<PlaceField>>, known: &mut Known) -> Result<()> {
    let seq = project.seq;
    if seq <= known.seq || fields.is_empty() {
        known.seq = known.seq.max(seq);
        return Ok(());
    }
    let filter = ExportFilter::default();
    match changed(app, project, known.seq).await? {
        Some(changed) => {
            for id in changed {
                known.items.remove(&id);
                let found = app.store.export_item(&project.id, seq, &filter, &id).await?;
                let compared = compare(app, project, fields, found.into_iter().collect()).await?;
                known.items.extend(compared);
            }
        }
        None => {
            // Should a page fail, the next one who asks begins anew.
            known.seq = 0;
            known.items.clear();
            let mut after: Option<ItemId> = None;
            loop {
                let page = app.store.export_page(&project.id, seq, &filter, after.as_ref(), PAGE).await?;
                let Some(last) = page.last().map(|item| item.id.clone()) else { break };
                known.items.extend(compare(app, project, fields, page).await?);
                after = Some(last);
            }
        }
    }
    known.seq = seq;
    Ok(())
}

/// The items that facts after a sequence number are about; nothing where they are too many to be read one by one.
pub async fn changed(app: &App, project: &Project, from: i64) -> Result<Option<BTreeSet<ItemId>>> {
    let (mut after, mut found) = (from, BTreeSet::new());
    if from == 0 {
        return Ok(None);
    }
    loop {
        let facts = app.store.changes(&project.id, after, 1_000).await?;
        let Some(last) = facts.last().map(|fact| fact.seq) else { return Ok(Some(found)) };
        found.extend(facts.into_iter().filter_map(|fact| fact.item));
        if found.len() > MOST_SINGLY {
            return Ok(None);
        }
        after = last;
    }
}

async fn compare(
    app: &App,
    project: &Project,
    fields: &Arc<Vec<PlaceField>>,
    page: Vec<ExportItem>,
) -> Result<Vec<(ItemId, Vec<Option<Compared>>)>> {
    let versions: BTreeSet<u32> =
        page.iter().flat_map(|item| &item.annotations).map(|annotation| annotation.design_version).collect();
    // Which fields mean in an older version of the design what they mean now.
    let mut same: HashMap<u32, Vec<bool>> = HashMap::new();
    for version in versions {
        let old = place_fields(app.design(&project.id, version).await?.as_ref());
        let means = |field: &PlaceField| old.iter().any(|old| old.id == field.id && old.about == field.about);
        same.insert(version, fields.iter().map(means).collect());
    }
    let (fields, count_late) = (fields.clone(), project.policy.count_late);
    let comparing = tokio::task::spawn_blocking(move || {
        let several = page.into_iter().filter(|item| !item.annotations.is_empty());
        several.map(|found| item::compared(&fields, &same, count_late, &found).map(|of| (found.id, of))).collect()
    });
    comparing.await.map_err(internal)?
}
