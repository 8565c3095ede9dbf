//! Agreement over a project: a compact table of ratings for each field, advanced by the facts after its sequence number.

mod cell;
mod facts;
mod figures;
mod people;
mod report;

pub use figures::figures;
pub use report::{
    DisputedUnit, describe_units, disputed_unit, interval_view, method_name, names, no_rows, statistical, table,
};

use std::sync::Arc;
use std::time::Duration;

use crosscheck_domain::{ItemId, ProjectId};
use crosscheck_store::Project;
use moka::future::Cache;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::app::App;
use crate::error::{Result, internal, not_found};
use crate::wire::{AgreementReport, CellPage, CellQuery};
use facts::Facts;

/// The tables of the projects that somebody looked at lately.
pub struct Tables(Cache<ProjectId, Arc<Mutex<ProjectTable>>>);

impl Default for Tables {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(1_800)).build())
    }
}

/// What is known of a project, and the report that was made of it last. Who asks while another one reads or computes waits
/// for it; other projects do not.
#[derive(Default)]
struct ProjectTable {
    facts: Facts,
    report: Option<(i64, u32, AgreementReport)>,
}

/// The report at the newest sequence number. Computed off the async threads, once for each state of the facts.
pub async fn report(app: &App, project: &Project) -> Result<AgreementReport> {
    let mut table = open(app, project).await?;
    let key = (project.seq.max(table.facts.seq), project.design_version);
    if let Some((seq, version, report)) = &table.report
        && (*seq, *version) == key
    {
        return Ok(report.clone());
    }
    let computing = tokio::task::spawn_blocking(move || {
        let computed = report::compute(&mut table.facts);
        (table, computed)
    });
    let (mut table, computed) = computing.await.map_err(internal)?;
    let report = report::describe(app, project, computed, key.0).await?;
    table.report = Some((key.0, key.1, report.clone()));
    Ok(report)
}

/// A page of the units on which two values of a field meet, without those of items that the caller has in hand.
pub async fn cell(app: &App, project: &Project, query: &CellQuery, held: &[ItemId]) -> Result<CellPage> {
    let mut table = open(app, project).await?;
    let at = table.facts.fields.iter().position(|table| table.field.id == query.field);
    let at = at.ok_or_else(|| not_found("field"))?;
    let field = table.facts.fields[at].field.clone();
    let (query, held) = (query.clone(), held.to_vec());
    let computing = tokio::task::spawn_blocking(move || {
        let running = &mut table.facts.fields[at].running;
        if running.is_contradictory() { cell::Found::default() } else { cell::meeting(running.settle(), &query, &held) }
    });
    cell::describe(app, project, &field, computing.await.map_err(internal)?).await
}

/// The project's tables at the newest sequence number.
async fn open(app: &App, project: &Project) -> Result<OwnedMutexGuard<ProjectTable>> {
    let table = app.tables.0.get_with(project.id.clone(), async { Arc::default() }).await;
    let mut table = table.lock_owned().await;
    facts::advance(app, project, &mut table.facts).await?;
    Ok(table)
}
