//! One item: the consensus on its claims, its units and its places.

use std::collections::HashMap;

use crosscheck_domain::consensus::{ClaimStand, Status, consensus, own_claims, stands};
use crosscheck_domain::places::{PlaceField, fused, place_fields};
use crosscheck_domain::{Annotation, AnnotatorId, Item};
use crosscheck_store::{ExportItem, Project, StoredAnnotation};
use tokio::sync::OwnedMutexGuard;

use super::thresholds;
use crate::agreement::names;
use crate::app::App;
use crate::error::{Result, internal};
use crate::ledger::Ledger;
use crate::wire::{
    AnnotatorRef, FusedMark, ItemConsensus, MarkedAnnotation, OwnClaimView, PlaceConsensus, UnitConsensus,
};

type People = HashMap<AnnotatorId, AnnotatorRef>;

/// The items of a page, computed off the async threads.
pub async fn describe(
    app: &App,
    project: &Project,
    ledger: OwnedMutexGuard<Ledger>,
    page: Vec<ExportItem>,
) -> Result<Vec<ItemConsensus>> {
    let design = app.design(&project.id, project.design_version).await?;
    let (names, policy) = (names(app).await?, project.policy.clone());
    let computing = tokio::task::spawn_blocking(move || {
        let fields = place_fields(&design);
        page.iter().map(|found| of_item(&ledger, &policy, &fields, found, &names)).collect()
    });
    computing.await.map_err(internal)?
}

/// The annotations of an item on what it shows now, with their bodies.
pub struct Said {
    pub item: Item,
    pub bodies: Vec<(AnnotatorId, Annotation)>,
}

/// Parses what counts of an item: neither surplus nor outdated, and late only where the policy counts it.
pub fn said(found: &ExportItem, count_late: bool) -> Result<Said> {
    let item = serde_json::from_str(&found.body).map_err(internal)?;
    let counts = |one: &&StoredAnnotation| why(found, one).is_none_or(|why| why == "late" && count_late);
    let parsed = |one: &StoredAnnotation| {
        serde_json::from_str::<Annotation>(&one.body).map(|body| (one.annotator.clone(), body)).map_err(internal)
    };
    let bodies = found.annotations.iter().filter(counts).map(parsed).collect::<Result<Vec<_>>>()?;
    Ok(Said { item, bodies })
}

/// Why an annotation is not among those by which people are judged.
fn why(found: &ExportItem, one: &StoredAnnotation) -> Option<&'static str> {
    match () {
        () if found.older.contains_key(&one.item_revision) => Some("outdated"),
        () if one.surplus => Some("surplus"),
        () if one.late => Some("late"),
        () => None,
    }
}

fn of_item(
    ledger: &Ledger,
    policy: &crosscheck_domain::Policy,
    fields: &[PlaceField],
    found: &ExportItem,
    names: &People,
) -> Result<ItemConsensus> {
    let Said { item, bodies } = said(found, policy.count_late)?;
    let pairs: Vec<(&AnnotatorId, &Annotation)> = bodies.iter().map(|(who, body)| (who, body)).collect();
    let claims = stands(&item, &pairs);
    let units = units(ledger, policy, found, &item, &claims);
    let statuses = [Status::TooFew, Status::Disputed, Status::Agreed];
    let status = statuses.into_iter().find(|status| units.iter().any(|unit| unit.consensus.status == *status));
    let own_claims = own_claims(&pairs).into_iter().map(|own| OwnClaimView {
        text: own.text,
        annotators: own.annotators.iter().map(|id| person(names, id).name).collect(),
        of: own.of,
        verdicts: own.verdicts,
        from: own.from,
    });
    Ok(ItemConsensus {
        item: found.id.0.clone(),
        external_id: found.external_id.clone(),
        status: status.unwrap_or(Status::TooFew),
        own_claims: own_claims.collect(),
        places: fields.iter().filter_map(|field| place(field, &item, &pairs)).collect(),
        marked: marked(ledger, found, names),
        claims,
        units,
    })
}

/// Units in the order of fields and names, without the verdicts of claims that most people dropped.
fn units(
    ledger: &Ledger,
    policy: &crosscheck_domain::Policy,
    found: &ExportItem,
    item: &Item,
    claims: &[crosscheck_domain::consensus::ClaimVote],
) -> Vec<UnitConsensus> {
    let Some(number) = ledger.item(&found.id) else { return Vec::new() };
    let current = found.annotations.iter().find(|one| !found.older.contains_key(&one.item_revision));
    let Some(shown) = current.and_then(|one| ledger.entry(&one.id)).map(|entry| entry.shown) else { return Vec::new() };
    let dropped = |unit: &str| {
        let claim = unit.strip_prefix("claim:");
        claims.iter().any(|vote| Some(vote.claim.as_str()) == claim && vote.stands == ClaimStand::Dropped)
    };
    let mut units: Vec<(usize, UnitConsensus)> = ledger
        .of_item(number, Some(shown))
        .into_iter()
        .filter(|(_, unit, given)| !dropped(unit) && !given.is_empty())
        .map(|(panel, unit, given)| {
            let text = unit.strip_prefix("claim:").and_then(|id| item.claim(id));
            let field = &ledger.panels[panel];
            let consensus = consensus(field, &ledger.learned[panel], given, thresholds(policy));
            let unit_text = text.map(|claim| claim.text.clone()).unwrap_or_default();
            let field = field.field.id.clone();
            (panel, UnitConsensus { field, unit: unit.to_owned(), unit_text, consensus })
        })
        .collect();
    units.sort_by(|a, b| (a.0, &a.1.unit).cmp(&(b.0, &b.1.unit)));
    units.into_iter().map(|(_, unit)| unit).collect()
}

fn place(field: &PlaceField, item: &Item, said: &[(&AnnotatorId, &Annotation)]) -> Option<PlaceConsensus> {
    let found = fused::fuse(&field.about, item, said)?;
    Some(PlaceConsensus {
        field: field.id.clone(),
        title: field.title.clone(),
        method: found.method.to_owned(),
        n_annotators: found.n_annotators,
        marks: found
            .marks
            .into_iter()
            .map(|mark| FusedMark {
                slot: mark.slot,
                part: mark.part,
                label: mark.label,
                support: mark.support,
                selector: mark.selector,
            })
            .collect(),
        left_out: found.left_out,
        undefined: found.undefined,
    })
}

fn marked(ledger: &Ledger, found: &ExportItem, names: &People) -> Vec<MarkedAnnotation> {
    let of = |one: &StoredAnnotation| {
        let informed = ledger.entry(&one.id).is_some_and(|entry| entry.informed);
        let why = why(found, one).or(informed.then_some("informed"))?;
        let annotator = person(names, &one.annotator);
        Some(MarkedAnnotation { annotation: one.id.0.clone(), annotator, why: why.to_owned() })
    };
    found.annotations.iter().filter_map(of).collect()
}

pub fn person(names: &People, id: &AnnotatorId) -> AnnotatorRef {
    let unknown = || AnnotatorRef { id: id.0.clone(), name: id.0.clone(), kind: "human".to_owned() };
    names.get(id).cloned().unwrap_or_else(unknown)
}
