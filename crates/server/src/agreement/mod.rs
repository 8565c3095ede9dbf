//! Agreement over a project: a compact table of ratings for each, advanced by the facts after its sequence number.

mod cell;
mod figures;
mod report;

pub use figures::figures;
pub use report::{
    DisputedUnit, describe_unit, disputed_unit, interval_view, method_name, names, no_rows, statistical, table,
};

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::{Design, ItemId, ProjectId, fields, same_field};
use crosscheck_store::{Project, RatingRow};
use moka::future::Cache;
use tokio::sync::Mutex;

use crate::app::App;
use crate::error::{Result, internal, not_found};
use crate::wire::{AgreementReport, CellPage, CellQuery};

/// Ratings are read in pages of this many annotations.
const PAGE: u32 = 2_000;

/// The tables of the projects that somebody looked at lately.
pub struct Tables(Cache<ProjectId, Arc<Mutex<ProjectTable>>>);

impl Default for Tables {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(600)).build())
    }
}

/// Every counting rating of a project up to `seq` by people who had seen nothing of others' answers, with the report that was made of them last.
#[derive(Default)]
struct ProjectTable {
    seq: i64,
    rows: Vec<RatingRow>,
    /// Annotations that something superseded; their rows are left out.
    superseded: HashSet<String>,
    /// How far superseded annotations were read: a correction without ratings adds no row, and still takes some away.
    ended_seq: i64,
    report: Option<(i64, u32, AgreementReport)>,
}

/// The report at the newest sequence number. Computed off the async threads, once for each state of the facts.
pub async fn report(app: &App, project: &Project) -> Result<AgreementReport> {
    let table = app.tables.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut table = table.lock().await;
    advance(app, project, &mut table).await?;
    let key = (project.seq.max(table.seq), project.design_version);
    if let Some((seq, version, report)) = &table.report
        && (*seq, *version) == key
    {
        return Ok(report.clone());
    }
    let rows = counting(app, project, &table).await?;
    let design = app.design(&project.id, project.design_version).await?;
    let computing = tokio::task::spawn_blocking(move || report::compute(&design, &rows));
    let computed = computing.await.map_err(internal)?;
    let report = report::describe(app, project, computed, key.0).await?;
    table.report = Some((key.0, key.1, report.clone()));
    Ok(report)
}

/// A page of the units on which two values of a field meet, without those of items that the caller has in hand.
pub async fn cell(app: &App, project: &Project, query: &CellQuery, held: &[ItemId]) -> Result<CellPage> {
    let table = app.tables.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut table = table.lock().await;
    advance(app, project, &mut table).await?;
    let rows = counting(app, project, &table).await?;
    drop(table);
    let design = app.design(&project.id, project.design_version).await?;
    let field = fields(&design).into_iter().find(|field| field.id == query.field).ok_or_else(|| not_found("field"))?;
    let values = (query.a.clone(), query.b.clone());
    let computing = tokio::task::spawn_blocking(move || {
        let units = cell::meeting(&field, &rows, (&values.0, &values.1));
        (field, units)
    });
    cell::page(app, project, computing.await.map_err(internal)?, query, held).await
}

async fn advance(app: &App, project: &Project, table: &mut ProjectTable) -> Result<()> {
    let from = table.seq;
    let ended_from = table.ended_seq;
    loop {
        let rows = app.store.ratings_since(&project.id, table.seq, PAGE).await?;
        let Some(last) = rows.last().map(|row| row.seq) else { break };
        table.rows.extend(rows.into_iter().filter(|row| row.until_seq.is_none() && !row.surplus && !row.informed));
        table.seq = last;
    }
    loop {
        let ended = app.store.superseded_since(&project.id, table.ended_seq, PAGE).await?;
        let Some(last) = ended.last().map(|ended| ended.until_seq) else { break };
        table.superseded.extend(ended.into_iter().map(|ended| ended.annotation.0));
        table.ended_seq = last;
    }
    if table.seq > from || table.ended_seq > ended_from {
        let superseded = std::mem::take(&mut table.superseded);
        table.rows.retain(|row| !superseded.contains(row.annotation.as_str()));
    }
    Ok(())
}

/// The rows whose version of the design gives their field the same meaning as the newest one does.
async fn counting(app: &App, project: &Project, table: &ProjectTable) -> Result<Vec<RatingRow>> {
    let newest = app.design(&project.id, project.design_version).await?;
    let known: HashSet<String> = fields(&newest).into_iter().map(|field| field.id).collect();
    let versions: HashSet<u32> = table.rows.iter().map(|row| row.design_version).collect();
    let mut designs: HashMap<u32, Arc<Design>> = HashMap::new();
    for version in versions {
        designs.insert(version, app.design(&project.id, version).await?);
    }
    let mut same: HashMap<(u32, String), bool> = HashMap::new();
    let count_late = project.policy.count_late;
    let mut counts = |row: &&RatingRow| {
        let known = known.contains(&row.field) && (count_late || !row.late);
        known
            && (row.design_version == project.design_version
                || *same.entry((row.design_version, row.field.clone())).or_insert_with(|| {
                    designs.get(&row.design_version).is_some_and(|old| same_field(old, &newest, &row.field))
                }))
    };
    Ok(table.rows.iter().filter(|row| counts(row)).cloned().collect())
}
