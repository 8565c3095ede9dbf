//! Agreement on places and words over a project: what each item contributes, advanced by the facts after its sequence number.

mod item;
mod kept;
mod offsets;
mod report;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::places::{About, PlaceField, place_fields};
use crosscheck_domain::{ItemId, ProjectId};
use crosscheck_store::{ExportItem, Project};
use moka::future::Cache;
use tokio::sync::Mutex;

use crate::app::App;
use crate::by_item::Reading;
use crate::error::{Result, internal};
use crate::wire::PlacesReport;
use kept::{Kept, OfFields};

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
    kept: Kept,
    report: Option<(i64, u32, PlacesReport)>,
}

/// The report at the newest sequence number. Items are compared off the async threads, and only those that changed.
pub async fn report(app: &App, project: &Project) -> Result<PlacesReport> {
    let known = app.comparisons.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut known = known.lock_owned().await;
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
    let shown = fields.clone();
    let computing = tokio::task::spawn_blocking(move || {
        known.kept.settle(&shown);
        let computed = report::compute(&shown, &known.kept);
        (computed, known)
    });
    let (computed, mut known) = computing.await.map_err(internal)?;
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
    let mut reading = Reading::since(app, project, known.seq).await?;
    if reading.is_whole() {
        // Should a page fail, the next one who asks begins anew.
        known.seq = 0;
        known.kept = Kept::default();
    }
    while let Some(page) = reading.next(app, project).await? {
        let mut now: HashMap<ItemId, OfFields> = compare(app, project, fields, page.items).await?.into_iter().collect();
        for id in page.changed {
            known.kept.put(&id, now.remove(&id));
        }
        now.into_iter().for_each(|(id, of)| known.kept.put(&id, Some(of)));
    }
    known.seq = seq;
    Ok(())
}

async fn compare(
    app: &App,
    project: &Project,
    fields: &Arc<Vec<PlaceField>>,
    page: Vec<ExportItem>,
) -> Result<Vec<(ItemId, OfFields)>> {
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
