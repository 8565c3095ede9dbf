//! What people disagree about, label by label: a signal that the guideline is unclear there.

mod discussions;

pub use discussions::{checked_text, list, open};

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crosscheck_domain::consensus::{Given, Panel, Use};
use crosscheck_domain::{AnnotatorId, Field, ItemId, Level, ProjectId};
use crosscheck_store::Project;
use moka::future::Cache;

use crate::agreement::{names, statistical};
use crate::app::App;
use crate::error::{Result, internal, not_found};
use crate::ledger::{self, Ledger};
use crate::mismatch::view;
use crate::task::{project_thumbnail, stored_item};
use crate::wire::{
    AnnotatorRef, CellPage, CriterionView, Disputed, LabelQuery, LabelView, LabelsReport, ShareView, VoteCount,
};

/// Reports that somebody looked at lately, with the version of the design that they are by.
pub struct Labels(Cache<ProjectId, (u32, LabelsReport)>);

impl Default for Labels {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(64).time_to_idle(Duration::from_secs(600)).build())
    }
}

const PAGE: usize = 24;

/// The report at the newest sequence number, by what independent people said of what items show now.
pub async fn report(app: &App, project: &Project) -> Result<LabelsReport> {
    let known = app.labels.0.get(&project.id).await;
    if let Some((version, report)) = known
        && version == project.design_version
        && report.seq == project.seq
    {
        return Ok(report);
    }
    let mut ledger = ledger::open(app, project).await?;
    let computing = tokio::task::spawn_blocking(move || compute(&mut ledger));
    let report = computing.await.map_err(internal)?;
    app.labels.0.insert(project.id.clone(), (project.design_version, report.clone())).await;
    Ok(report)
}

fn compute(ledger: &mut Ledger) -> LabelsReport {
    let known = ledger.clarity();
    let (mut criteria, mut labels) = (Vec::new(), Vec::new());
    for (panel, known) in ledger.panels.iter().zip(known) {
        let field = &panel.field;
        let whole = known.criterion(0.95);
        if known.is_contradictory() {
            tracing::warn!(field = field.id, "nothing of its labels: somebody says two things of one unit");
            continue;
        }
        if whole.n_units == 0 {
            continue;
        }
        criteria.push(CriterionView {
            field: field.id.clone(),
            title: field.title.clone(),
            n_units: whole.n_units as u64,
            n_split: whole.n_split as u64,
            agreement: whole.agreement.map(view),
        });
        if !field.labels.is_empty() {
            labels.extend(known.labels(0.95).into_iter().map(|one| LabelView {
                field: field.id.clone(),
                field_title: field.title.clone(),
                title: title(field, &one.label),
                label: one.label,
                n_units: one.n_units as u64,
                n_split: one.n_split as u64,
                n_ratings: one.n_ratings as u64,
                specific: one.specific.map(view),
                alpha: one.alpha,
            }));
        }
    }
    // By what agreement is at most: what few people said of is not known to be unclear.
    let rank = |share: &Option<ShareView>| share.as_ref().map_or((1.0, 1.0), |one| (one.interval.high, one.value));
    let first = |a: &Option<ShareView>, b: &Option<ShareView>| {
        let (a, b) = (rank(a), rank(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    };
    criteria.sort_by(|a, b| first(&a.agreement, &b.agreement));
    labels.sort_by(|a, b| first(&a.specific, &b.specific));
    LabelsReport { seq: ledger.seq, criteria, labels }
}

fn independent(given: &[Given]) -> impl Iterator<Item = &Given> {
    given.iter().filter(|one| one.good_for == Use::Full)
}

/// Whether they say different things; most do not, and need not be looked at closely.
fn differ(given: &[Given]) -> bool {
    let mut values = independent(given).map(|one| one.value);
    let first = values.next();
    values.any(|value| Some(value) != first)
}

/// What a value of the field is called.
fn title(field: &Field, value: &str) -> String {
    let one = |value: &str| {
        let known = field.labels.iter().find(|label| label.id == value).filter(|label| !label.title.is_empty());
        known.map_or_else(|| value.to_owned(), |label| label.title.clone())
    };
    match field.level {
        Level::Set if value.is_empty() => "none".to_owned(),
        Level::Set => value.split('|').map(one).collect::<Vec<_>>().join(", "),
        Level::Nominal | Level::Ordinal | Level::Interval => one(value),
    }
}

/// A unit with what was said of it.
struct Split {
    item: ItemId,
    unit: String,
    /// Value → who gave it.
    votes: BTreeMap<String, Vec<AnnotatorId>>,
}

impl Split {
    fn of(ledger: &Ledger, panel: &Panel, item: &str, unit: &str, given: &[Given]) -> Self {
        let mut votes: BTreeMap<String, Vec<AnnotatorId>> = BTreeMap::new();
        for one in independent(given) {
            let value = statistical(panel.field.level, &panel.values[one.value as usize]).into_owned();
            votes.entry(value).or_default().push(ledger.annotators.name(one.annotator).into());
        }
        Self { item: item.into(), unit: unit.to_owned(), votes }
    }

    /// Whether people differ about the label, or at all where none is named.
    fn is_split(&self, level: Level, label: Option<&str>) -> bool {
        let has = |value: &str| match (label, level) {
            (None, _) => true,
            (Some(label), Level::Set) => value.split('|').any(|one| one == label),
            (Some(label), Level::Nominal | Level::Ordinal | Level::Interval) => value == label,
        };
        let n = self.votes.values().map(Vec::len).sum::<usize>();
        let with: usize = self.votes.iter().filter(|(value, _)| has(value)).map(|(_, who)| who.len()).sum();
        if label.is_none() { self.votes.len() > 1 } else { n > 1 && with > 0 && with < n }
    }

    /// The share of pairs that say the same.
    fn agreement(&self) -> f64 {
        let sizes: Vec<f64> = self.votes.values().map(|who| who.len() as f64).collect();
        let n: f64 = sizes.iter().sum();
        if n < 2.0 { 1.0 } else { sizes.iter().map(|size| size * (size - 1.0)).sum::<f64>() / (n * (n - 1.0)) }
    }
}

/// A page of the units on which people differ about a label, or about a field, without those of items that the caller has
/// still to judge.
pub async fn page(app: &App, project: &Project, query: &LabelQuery, held: &[ItemId]) -> Result<CellPage> {
    let ledger = ledger::open(app, project).await?;
    let number = ledger.panels.iter().position(|panel| panel.field.id == query.field);
    let number = number.ok_or_else(|| not_found("field"))?;
    let field = ledger.panels[number].field.clone();
    let mut found = Vec::new();
    for (item, name) in (0_u32..).zip(&ledger.items.names) {
        for (panel, unit, given) in ledger.of_item(item, None) {
            let split = (panel == number && differ(given))
                .then(|| Split::of(&ledger, &ledger.panels[panel], name, unit, given));
            found.extend(split.filter(|one| one.is_split(field.level, query.label.as_deref())));
        }
    }
    drop(ledger);
    found.retain(|one| !held.contains(&one.item));
    found.sort_by(|a, b| (a.item.as_str(), &a.unit).cmp(&(b.item.as_str(), &b.unit)));
    let n = found.len() as u64;
    if let Some((item, unit)) = query.after.as_deref().and_then(|after| after.split_once('/')) {
        found.retain(|one| (one.item.as_str(), one.unit.as_str()) > (item, unit));
    }
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| format!("{}/{}", last.item, last.unit));
    let (people, mut units) = (names(app).await?, Vec::new());
    for one in found {
        units.push(described(app, project, &field, one, &people).await?);
    }
    Ok(CellPage { units, n, next })
}

async fn described(
    app: &App,
    project: &Project,
    field: &Field,
    split: Split,
    people: &HashMap<AnnotatorId, AnnotatorRef>,
) -> Result<Disputed> {
    let (row, item) = stored_item(app, project, &split.item).await?;
    let claim = split.unit.strip_prefix("claim:").and_then(|id| item.claim(id));
    Ok(Disputed {
        agreement: split.agreement(),
        votes: votes(field, &split, Some(people)),
        item: split.item.0,
        external_id: row.external_id,
        excerpt: row.excerpt,
        thumbnail: project_thumbnail(&project.slug, row.thumbnail_sha.as_ref()),
        outdated: false,
        field: field.id.clone(),
        unit_text: claim.map(|claim| claim.text.clone()).unwrap_or_default(),
        unit: split.unit,
    })
}

/// What was said, the most frequent first; whose it is only where names are given.
fn votes(field: &Field, split: &Split, people: Option<&HashMap<AnnotatorId, AnnotatorRef>>) -> Vec<VoteCount> {
    let name = |id: &AnnotatorId| match people {
        Some(people) => people.get(id).map_or_else(|| id.0.clone(), |known| known.name.clone()),
        None => String::new(),
    };
    let mut found: Vec<(&String, &Vec<AnnotatorId>)> = split.votes.iter().collect();
    found.sort_by_key(|(_, who)| std::cmp::Reverse(who.len()));
    let vote = |(value, who): (&String, &Vec<AnnotatorId>)| VoteCount {
        value: value.clone(),
        title: title(field, value),
        annotators: who.iter().map(name).collect(),
    };
    found.into_iter().map(vote).collect()
}
