//! From ratings to the report of the quality page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crosscheck_domain::{AnnotatorId, Choice, Design, Field, Item, ItemId, Level, excerpt, fields, shown};
use crosscheck_stats as stats;
use crosscheck_store::{Project, RatingRow};
use stats::{IntervalMethod, METRICS, Options, Rng, Rows, Table, breakdown};

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

/// What can be computed without asking the store for names.
pub struct Computed {
    fields: Vec<FieldAgreement>,
    disputed: Vec<(Field, DisputedUnit)>,
    /// Annotator → (sum of agreement × units, units).
    annotators: BTreeMap<AnnotatorId, (f64, u64)>,
    n_items: u64,
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

pub fn compute(design: &Design, rows: &[RatingRow]) -> Computed {
    let mut by_field: HashMap<&str, Vec<&RatingRow>> = HashMap::new();
    for row in rows {
        by_field.entry(&row.field).or_default().push(row);
    }
    let items: BTreeSet<&ItemId> = rows.iter().map(|row| &row.item).collect();
    let mut computed =
        Computed { fields: Vec::new(), disputed: Vec::new(), annotators: BTreeMap::new(), n_items: items.len() as u64 };
    for field in fields(design) {
        let rows = by_field.remove(field.id.as_str()).unwrap_or_default();
        let Some(table) = table(&field, &rows) else { continue };
        computed.fields.push(agreement(&field, &table));
        for annotator in breakdown::annotators(&table) {
            if let Some(share) = annotator.agreement {
                let id = AnnotatorId(table.annotators.get(annotator.annotator).into_owned());
                let sum = computed.annotators.entry(id).or_default();
                sum.0 += share * annotator.n_units as f64;
                sum.1 += annotator.n_units as u64;
            }
        }
        let units = breakdown::disputed(&table, MOST_DISPUTED);
        computed.disputed.extend(units.iter().map(|unit| (field.clone(), disputed_unit(&table, unit))));
    }
    computed.disputed.sort_by(|a, b| a.1.agreement.total_cmp(&b.1.agreement));
    computed
}

/// The ratings of one field; a value that the field does not know (it cannot, after `check`) is left out.
pub fn table(field: &Field, rows: &[&RatingRow]) -> Option<Table> {
    let mut filling = no_rows(field);
    for row in rows {
        let unit = format!("{}{BETWEEN}{}{BETWEEN}{}", row.item, row.shown, row.unit);
        let value = statistical(field.level, &row.value);
        if let Err(error) = filling.push_grouped(&unit, row.annotator.as_str(), &value, row.item.as_str()) {
            tracing::warn!(field = field.id, ?error, "a stored rating does not fit its field");
        }
    }
    filling.finish().inspect_err(|error| tracing::warn!(field = field.id, ?error, "no table of ratings")).ok()
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

fn agreement(field: &Field, table: &Table) -> FieldAgreement {
    let options = Options { interval: IntervalMethod::Bootstrap { resamples: RESAMPLES }, ..Options::default() };
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
    let name = table.units.get(found.unit).into_owned();
    let mut parts = name.splitn(3, BETWEEN);
    let item = parts.next().unwrap_or_default();
    let (shown, unit) = (parts.next().and_then(|shown| shown.parse().ok()).unwrap_or(1), parts.next().unwrap_or(""));
    let mut votes: BTreeMap<String, Vec<AnnotatorId>> = BTreeMap::new();
    for (annotator, value) in table.ratings(found.unit) {
        let annotator = AnnotatorId(table.annotators.get(annotator as usize).into_owned());
        votes.entry(table.values.name(value as usize)).or_default().push(annotator);
    }
    let mut votes: Vec<(String, Vec<AnnotatorId>)> = votes.into_iter().collect();
    votes.sort_by_key(|(_, annotators)| std::cmp::Reverse(annotators.len()));
    DisputedUnit { item: item.into(), shown, unit: unit.to_owned(), agreement: found.agreement, votes }
}

/// Adds names, texts and pictures.
pub async fn describe(app: &App, project: &Project, computed: Computed, seq: i64) -> Result<AgreementReport> {
    let names = names(app).await?;
    let mut disputed = Vec::new();
    for (field, unit) in computed.disputed.into_iter().take(MOST_DISPUTED * 2) {
        disputed.push(describe_unit(app, project, &field, unit, &names).await?);
    }
    let mut annotators = Vec::new();
    for total in app.store.annotator_totals(&project.id).await? {
        let (sum, n) = computed.annotators.get(&total.annotator).copied().unwrap_or_default();
        annotators.push(AnnotatorStat {
            annotator: reference(&names, &total.annotator),
            submitted: total.complete,
            agreement_with_others: (n > 0).then(|| sum / n as f64),
            n,
            median_active_ms: total.median_active_ms.unwrap_or_default(),
            unusable: total.unusable,
            declined: total.declined,
        });
    }
    let counts = app.store.counts(&project.id).await?;
    Ok(AgreementReport {
        seq,
        computed_at: app.now(),
        n_items: computed.n_items,
        n_annotations: counts.annotations,
        n_annotators: counts.annotators,
        n_informed: app.store.count_informed(&project.id).await?,
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

pub async fn describe_unit(
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
