//! From ratings to the report of the quality page.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use crosscheck_domain::{AnnotatorId, Choice, Field, Item, ItemId, Level, excerpt, shown};
use crosscheck_stats as stats;
use crosscheck_store::{Project, RatingRow};
use stats::{IntervalMethod, METRICS, Options, Rng, Rows, Running, Table, breakdown};

use super::facts::{Facts, FieldTable};
use super::people::Totals;
use crate::app::App;
use crate::error::Result;
use crate::task::{project_thumbnail, stored_item};
use crate::wire::{
    AgreementReport, AnnotatorRef, AnnotatorStat, Disputed, FieldAgreement, IntervalView, MetricValue, VoteCount,
};

/// Units are named `item`, this, the revision that shows what was judged, this, `unit within the item`.
const BETWEEN: char = '\u{1f}';
/// How many disputed units are listed for each field.
const MOST_DISPUTED: usize = 12;
const RESAMPLES: u32 = 1_000;

/// Fields with more units than this have intervals by derivative, where enough of them can be compared: the share of such
/// intervals that hold the truth is what it should be from 100 units on (bench/README.md), and for so many resampling takes
/// longer than anybody waits. Below, everything is computed from a table that stands still.
const MOST_RESAMPLED: usize = 1_000;
const LEAST_DERIVED: usize = 200;

/// What can be computed without asking the store for names.
pub struct Computed {
    fields: Vec<FieldAgreement>,
    disputed: Vec<(Field, DisputedUnit)>,
    annotators: Vec<Line>,
    n_items: u64,
    n_informed: u64,
}

/// What is known of an annotator.
struct Line {
    annotator: AnnotatorId,
    submitted: u64,
    /// Sum of agreement × units, and units.
    agreement: (f64, u64),
    median_active_ms: u64,
    unusable: u64,
    declined: u64,
}

/// What one field comes to.
struct OfField {
    agreement: FieldAgreement,
    annotators: Vec<(AnnotatorId, f64, u64)>,
    disputed: Vec<DisputedUnit>,
}

#[derive(Clone)]
pub struct DisputedUnit {
    pub item: ItemId,
    /// The first revision that shows what was judged.
    pub shown: u32,
    pub unit: String,
    pub agreement: f64,
    votes: Vec<(String, Vec<AnnotatorId>)>,
}

pub fn compute(facts: &mut Facts) -> Computed {
    // Fields know nothing of each other, so that each core takes the next one.
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from).min(facts.fields.len());
    let mut found: Vec<(usize, Option<OfField>)> = Vec::new();
    let left = Mutex::new(facts.fields.iter_mut().enumerate());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take = || std::iter::from_fn(|| next().map(|(at, table)| (at, of_field(table)))).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..n_cores).map(|_| scope.spawn(take)).collect();
        for one in working {
            found.extend(one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    found.sort_by_key(|(at, _)| *at);
    let mut annotators: BTreeMap<AnnotatorId, (f64, u64)> = BTreeMap::new();
    let (mut fields, mut disputed) = (Vec::new(), Vec::new());
    for (table, (_, found)) in facts.fields.iter().zip(found) {
        let Some(found) = found else { continue };
        fields.push(found.agreement);
        for (annotator, share, n) in found.annotators {
            let sum = annotators.entry(annotator).or_default();
            sum.0 += share * n as f64;
            sum.1 += n;
        }
        disputed.extend(found.disputed.into_iter().map(|unit| (table.field.clone(), unit)));
    }
    disputed.sort_by(|a, b| a.1.agreement.total_cmp(&b.1.agreement));
    let line = |(annotator, totals): (&AnnotatorId, &mut Totals)| Line {
        agreement: annotators.get(annotator).copied().unwrap_or_default(),
        annotator: annotator.clone(),
        submitted: totals.complete(),
        median_active_ms: totals.median_active_ms().unwrap_or_default(),
        unusable: totals.unusable,
        declined: totals.declined,
    };
    Computed {
        fields,
        disputed,
        annotators: facts.people.totals.iter_mut().map(line).collect(),
        n_items: facts.n_items,
        n_informed: facts.people.n_informed,
    }
}

fn of_field(FieldTable { field, running }: &mut FieldTable) -> Option<OfField> {
    if running.is_contradictory() {
        tracing::warn!(field = field.id, "no table of ratings: somebody says two things of one unit");
        return None;
    }
    let counted = running.settle();
    if counted.n_units() > MOST_RESAMPLED && breakdown::n_compared(counted) >= LEAST_DERIVED {
        return Some(told(field, counted, IntervalMethod::Analytic));
    }
    told(field, &standing_still(field, running)?, IntervalMethod::Bootstrap { resamples: RESAMPLES }).into()
}

/// The same ratings in a table in which measures may be resampled.
fn standing_still(field: &Field, running: &Running) -> Option<Table> {
    let mut rows = no_rows(field);
    for (unit, annotator, value, group) in running.ratings() {
        if let Err(error) = rows.push_grouped(&unit, &annotator, &value, &group.to_string()) {
            tracing::warn!(field = field.id, ?error, "a rating does not fit its field");
        }
    }
    rows.finish().inspect_err(|error| tracing::warn!(field = field.id, ?error, "no table of ratings")).ok()
}

fn told(field: &Field, table: &Table, interval: IntervalMethod) -> OfField {
    let line = |one: breakdown::AnnotatorAgreement| {
        let id = AnnotatorId(table.annotators.get(one.annotator).into_owned());
        one.agreement.map(|share| (id, share, one.n_units as u64))
    };
    OfField {
        agreement: agreement(field, table, interval),
        annotators: breakdown::annotators(table).into_iter().filter_map(line).collect(),
        disputed: breakdown::disputed(table, MOST_DISPUTED).iter().map(|unit| disputed_unit(table, unit)).collect(),
    }
}

/// The ratings of one field; a value that the field does not know (it cannot, after `check`) is left out.
pub fn table(field: &Field, rows: &[&RatingRow]) -> Option<Table> {
    let mut filling = no_rows(field);
    for row in rows {
        let value = statistical(field.level, &row.value);
        if let Err(error) = filling.push_grouped(&unit_name(row), row.annotator.as_str(), &value, row.item.as_str()) {
            tracing::warn!(field = field.id, ?error, "a stored rating does not fit its field");
        }
    }
    filling.finish().inspect_err(|error| tracing::warn!(field = field.id, ?error, "no table of ratings")).ok()
}

/// The name of what was judged.
pub fn unit_name(row: &RatingRow) -> String {
    format!("{}{BETWEEN}{}{BETWEEN}{}", row.item, row.shown, row.unit)
}

/// Item, the first revision that shows what was judged, and the unit within the item.
pub fn unit_parts(table: &Table, unit: usize) -> (ItemId, u32, String) {
    let name = table.units.get(unit);
    let mut parts = name.splitn(3, BETWEEN);
    let item = parts.next().unwrap_or_default().into();
    (item, parts.next().and_then(|shown| shown.parse().ok()).unwrap_or(1), parts.next().unwrap_or_default().to_owned())
}

/// A table that takes the values of the field, and holds none yet.
pub fn no_rows(field: &Field) -> Rows {
    let ids: Vec<&str> = field.labels.iter().map(|label| label.id.as_str()).collect();
    match field.level {
        Level::Nominal => Rows::nominal(&ids),
        Level::Ordinal if !ids.is_empty() => Rows::ordinal(&ids),
        Level::Ordinal | Level::Interval => Rows::interval(),
        Level::Set => Rows::sets(),
    }
}

/// The value of a rating as the statistics write it: sets as `a|b`, where a rating has `["a","b"]`.
pub fn statistical(level: Level, value: &str) -> Cow<'_, str> {
    let set = || serde_json::from_str::<Vec<String>>(value).map(|labels| labels.join("|")).unwrap_or_default();
    match level {
        Level::Set => Cow::Owned(set()),
        Level::Nominal | Level::Ordinal | Level::Interval => Cow::Borrowed(value),
    }
}

fn agreement(field: &Field, table: &Table, interval: IntervalMethod) -> FieldAgreement {
    let options = Options { interval, ..Options::default() };
    let mut size = (0, 0, 0);
    let metrics = METRICS
        .iter()
        // Shares of agreement stand on one scale on the page; differences have that of the field.
        .filter(|metric| metric.levels.contains(&table.level) && metric.scale != stats::Scale::Difference)
        .map(|metric| {
            let estimate = metric.estimate(table, &options, &mut Rng::seeded(1));
            size = (estimate.n_units, estimate.n_annotators, estimate.n_ratings);
            let interval = estimate.interval.map(|interval| interval_view(interval, method_name(interval.method)));
            MetricValue {
                metric: metric.id.to_owned(),
                title: metric.title.to_owned(),
                value: estimate.value,
                undefined: estimate.undefined,
                interval,
            }
        })
        .collect();
    let (labels, confusion) = confusion(field, table);
    FieldAgreement {
        field: field.id.clone(),
        title: field.title.clone(),
        level: format!("{:?}", field.level).to_lowercase(),
        n_units: size.0 as u64,
        n_annotators: size.1 as u64,
        n_ratings: size.2 as u64,
        labels,
        metrics,
        recommended: stats::recommended(table.level).to_owned(),
        confusion,
    }
}

pub fn interval_view(interval: stats::Interval, method: &str) -> IntervalView {
    IntervalView { level: interval.level, low: interval.low, high: interval.high, method: method.to_owned() }
}

pub fn method_name(method: stats::Method) -> &'static str {
    match method {
        stats::Method::Analytic => "analytic",
        stats::Method::AnalyticGroups => "analytic, clustered by item",
        stats::Method::Bootstrap => "bootstrap over units",
        stats::Method::BootstrapGroups => "bootstrap over items",
    }
}

/// The values in the table's order with their titles, and how often each pair met.
fn confusion(field: &Field, table: &Table) -> (Vec<Choice>, Vec<Vec<f64>>) {
    let Ok(found) = breakdown::confusion(table) else { return (field.labels.clone(), Vec::new()) };
    let titled = |id: &String| {
        let known = field.labels.iter().find(|label| label.id == *id);
        known.cloned().unwrap_or_else(|| Choice::new(id, id))
    };
    let counts = found.counts.iter().map(|row| row.iter().map(|&n| n as f64).collect()).collect();
    (found.values.iter().map(titled).collect(), counts)
}

pub fn disputed_unit(table: &Table, found: &breakdown::UnitAgreement) -> DisputedUnit {
    let (item, shown, unit) = unit_parts(table, found.unit);
    let mut votes: BTreeMap<String, Vec<AnnotatorId>> = BTreeMap::new();
    for (annotator, value) in table.ratings(found.unit) {
        let annotator = AnnotatorId(table.annotators.get(annotator as usize).into_owned());
        votes.entry(table.values.name(value as usize)).or_default().push(annotator);
    }
    let mut votes: Vec<(String, Vec<AnnotatorId>)> = votes.into_iter().collect();
    votes.sort_by_key(|(_, annotators)| std::cmp::Reverse(annotators.len()));
    DisputedUnit { item, shown, unit, agreement: found.agreement, votes }
}

/// Adds names, texts and pictures.
pub async fn describe(app: &App, project: &Project, computed: Computed, seq: i64) -> Result<AgreementReport> {
    let names = names(app).await?;
    let disputed = computed.disputed.into_iter().take(MOST_DISPUTED * 2).collect();
    let disputed = describe_units(app, project, &names, disputed).await?;
    let annotator = |line: Line| AnnotatorStat {
        annotator: reference(&names, &line.annotator),
        submitted: line.submitted,
        agreement_with_others: (line.agreement.1 > 0).then(|| line.agreement.0 / line.agreement.1 as f64),
        n: line.agreement.1,
        median_active_ms: line.median_active_ms,
        unusable: line.unusable,
        declined: line.declined,
    };
    let annotators = computed.annotators.into_iter().map(annotator).collect();
    let counts = app.store.counts(&project.id).await?;
    Ok(AgreementReport {
        seq,
        computed_at: app.now(),
        n_items: computed.n_items,
        n_annotations: counts.annotations,
        n_annotators: counts.annotators,
        n_informed: computed.n_informed,
        fields: computed.fields,
        disputed,
        annotators,
    })
}

/// Everybody by id.
pub async fn names(app: &App) -> Result<HashMap<AnnotatorId, AnnotatorRef>> {
    let users = app.store.users().await?;
    Ok(users
        .into_iter()
        .map(|user| (user.id.clone(), AnnotatorRef { id: user.id.0, name: user.name, kind: user.kind }))
        .collect())
}

fn reference(names: &HashMap<AnnotatorId, AnnotatorRef>, id: &AnnotatorId) -> AnnotatorRef {
    let unknown = || AnnotatorRef { id: id.0.clone(), name: id.0.clone(), kind: "human".to_owned() };
    names.get(id).cloned().unwrap_or_else(unknown)
}

/// Several units at once: each asks the store.
pub async fn describe_units(
    app: &App,
    project: &Project,
    names: &HashMap<AnnotatorId, AnnotatorRef>,
    units: Vec<(Field, DisputedUnit)>,
) -> Result<Vec<Disputed>> {
    let described =
        |(field, unit): (Field, DisputedUnit)| async move { describe_unit(app, project, &field, unit, names).await };
    futures_util::future::try_join_all(units.into_iter().map(described)).await
}

async fn describe_unit(
    app: &App,
    project: &Project,
    field: &Field,
    unit: DisputedUnit,
    names: &HashMap<AnnotatorId, AnnotatorRef>,
) -> Result<Disputed> {
    let (row, newest) = stored_item(app, project, &unit.item).await?;
    let item = app.item(&unit.item, unit.shown).await?;
    let outdated = unit.shown != row.revision && shown(&item) != shown(&newest);
    let one = |value: &str| {
        let known = field.labels.iter().find(|label| label.id == value).filter(|label| !label.title.is_empty());
        known.map_or_else(|| value.to_owned(), |label| label.title.clone())
    };
    let title = |value: &str| match field.level {
        Level::Set if value.is_empty() => "none".to_owned(),
        Level::Set => value.split('|').map(one).collect::<Vec<_>>().join(", "),
        Level::Nominal | Level::Ordinal | Level::Interval => one(value),
    };
    let votes = unit.votes.into_iter().map(|(value, annotators)| VoteCount {
        title: title(&value),
        value,
        annotators: annotators.iter().map(|id| reference(names, id).name).collect(),
    });
    Ok(Disputed {
        item: unit.item.0,
        external_id: row.external_id,
        excerpt: if outdated { excerpt(&item) } else { row.excerpt },
        thumbnail: project_thumbnail(&project.slug, row.thumbnail_sha.as_ref().filter(|_| !outdated)),
        outdated,
        field: field.id.clone(),
        unit_text: unit_text(&item, &unit.unit),
        unit: unit.unit,
        agreement: unit.agreement,
        votes: votes.collect(),
    })
}

fn unit_text(item: &Item, unit: &str) -> String {
    let claim = unit.strip_prefix("claim:").and_then(|id| item.claim(id));
    claim.map(|claim| claim.text.clone()).unwrap_or_default()
}
