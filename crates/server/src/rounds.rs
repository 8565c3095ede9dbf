//! What calibration rounds show: agreement within each, and how it changed since the one before.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crosscheck_domain::{AnnotatorId, Design, Field, ItemId, fields, same_field};
use crosscheck_stats::{self as stats, IntervalMethod, Options, Rng, Table, breakdown};
use crosscheck_store::{Project, RatingRow, StoredRound};

use crate::agreement::{self, describe_units, disputed_unit, interval_view, table};
use crate::app::App;
use crate::error::{Result, internal, not_found};
use crate::wire::{AnnotatorRef, Disputed, RoundChange, RoundField, RoundPerson, RoundView};

/// How many disputed units of a round are listed.
const MOST_DISPUTED: usize = 12;
const RESAMPLES: u32 = 1_000;

/// A field of a round, with its estimate.
struct Measured {
    field: Field,
    metric: &'static str,
    estimate: stats::Estimate,
    disputed: Vec<agreement::DisputedUnit>,
}

/// All rounds, the first one first. Items in `held` are not named.
pub async fn views(app: &App, project: &Project, held: &[ItemId]) -> Result<Vec<RoundView>> {
    let names = agreement::names(app).await?;
    let mut views = Vec::new();
    let mut before: Option<(StoredRound, Vec<Measured>)> = None;
    for round in app.store.rounds(&project.id).await? {
        let measured = measure(app, project, &round).await?;
        let disputed = disputed(app, project, &measured, held, &names).await?;
        let fields = measured.iter().map(|one| {
            let earlier = before.as_ref().and_then(|(_, all)| all.iter().find(|two| two.field.id == one.field.id));
            view(one, earlier)
        });
        let fields = fields.collect();
        let changed = match &before {
            Some((earlier, _)) => guideline(app, project, earlier).await? != guideline(app, project, &round).await?,
            None => false,
        };
        views.push(RoundView {
            id: round.id.clone(),
            number: round.number,
            title: round.title.clone(),
            guideline_version: round.design_version,
            guideline_changed: changed,
            opened_by: reference(&names, &round.opened_by).name,
            opened_at: round.opened_at,
            closed_at: round.closed_at,
            n_items: round.items.len() as u32,
            people: round
                .people
                .iter()
                .map(|(id, done)| RoundPerson { annotator: reference(&names, id), done: *done })
                .collect(),
            fields,
            disputed,
        });
        before = Some((round, measured));
    }
    Ok(views)
}

/// One round, for who opened or closed it.
pub async fn view_of(app: &App, project: &Project, id: &str) -> Result<RoundView> {
    let found = views(app, project, &[]).await?.into_iter().find(|round| round.id == id);
    found.map(|round| RoundView { disputed: Vec::new(), ..round }).ok_or_else(|| not_found("round"))
}

async fn guideline(app: &App, project: &Project, round: &StoredRound) -> Result<String> {
    Ok(app.design(&project.id, round.design_version).await?.guideline.clone())
}

/// Agreement by the fields of the newest design; answers that meant something else by a field are left out.
async fn measure(app: &App, project: &Project, round: &StoredRound) -> Result<Vec<Measured>> {
    let rows = app.store.round_ratings(&round.id).await?;
    let newest = app.design(&project.id, project.design_version).await?;
    let versions: HashSet<u32> = rows.iter().map(|row| row.design_version).collect();
    let mut designs: HashMap<u32, Arc<Design>> = HashMap::new();
    for version in versions {
        designs.insert(version, app.design(&project.id, version).await?);
    }
    let measuring = tokio::task::spawn_blocking(move || {
        let found = fields(&newest).into_iter().filter_map(|field| {
            let means = |row: &&RatingRow| {
                row.field == field.id
                    && designs.get(&row.design_version).is_some_and(|old| same_field(old, &newest, &field.id))
            };
            let rows: Vec<&RatingRow> = rows.iter().filter(means).collect();
            let table = table(&field, &rows)?;
            Some(measured(field, &table))
        });
        found.collect()
    });
    measuring.await.map_err(internal)
}

fn measured(field: Field, table: &Table) -> Measured {
    let options = Options { interval: IntervalMethod::Bootstrap { resamples: RESAMPLES }, ..Options::default() };
    let id = stats::recommended(table.level);
    let metric = stats::METRICS.iter().find(|metric| metric.id == id).expect("the recommended one is there");
    let estimate = metric.estimate(table, &options, &mut Rng::seeded(1));
    let disputed = breakdown::disputed(table, MOST_DISPUTED).iter().map(|unit| disputed_unit(table, unit)).collect();
    Measured { field, metric: metric.id, estimate, disputed }
}

fn view(now: &Measured, before: Option<&Measured>) -> RoundField {
    let Measured { field, metric, estimate, .. } = now;
    let change = before.and_then(|before| {
        let from = (before.estimate.value?, before.estimate.interval.as_ref()?);
        let (value, low, high) = stats::difference(from, (estimate.value?, estimate.interval.as_ref()?));
        Some(RoundChange { value, low, high })
    });
    RoundField {
        field: field.id.clone(),
        title: field.title.clone(),
        metric: (*metric).to_owned(),
        value: estimate.value,
        undefined: estimate.undefined.clone(),
        interval: estimate.interval.map(|interval| interval_view(interval, agreement::method_name(interval.method))),
        n_units: estimate.n_units as u64,
        n_ratings: estimate.n_ratings as u64,
        change,
    }
}

async fn disputed(
    app: &App,
    project: &Project,
    measured: &[Measured],
    held: &[ItemId],
    names: &HashMap<AnnotatorId, AnnotatorRef>,
) -> Result<Vec<Disputed>> {
    let of_field = |one: &Measured| {
        let units = one.disputed.iter().filter(|unit| !held.contains(&unit.item)).cloned();
        units.map(|unit| (one.field.clone(), unit)).collect::<Vec<_>>()
    };
    let mut units: Vec<_> = measured.iter().flat_map(of_field).collect();
    units.sort_by(|a, b| a.1.agreement.total_cmp(&b.1.agreement));
    units.truncate(MOST_DISPUTED);
    describe_units(app, project, names, units).await
}

fn reference(names: &HashMap<AnnotatorId, AnnotatorRef>, id: &AnnotatorId) -> AnnotatorRef {
    let unknown = || AnnotatorRef { id: id.0.clone(), name: id.0.clone(), kind: "human".to_owned() };
    names.get(id).cloned().unwrap_or_else(unknown)
}
