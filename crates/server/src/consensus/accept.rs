//! Accepting consensus as true: items of which every unit passes, and what is signed of each.

use crosscheck_domain::consensus::{Consensus, Thresholds, consensus, stands, with_details};
use crosscheck_domain::places::{About, fused, place_fields};
use crosscheck_domain::{
    Annotation, AnnotationId, AnnotatorId, Answer, Design, GroundTruth, ItemId, ItemState, Rating, Region, Source,
    Target, TruthId, TruthKind, Verdict, default_aspect,
};
use crosscheck_store::{ExportFilter, NewTruth, Project};

use super::item::{Said, said};
use crate::app::App;
use crate::error::{Result, internal};
use crate::ledger::{self, Ledger};
use crate::secret;
use crate::wire::AcceptConsensus;

/// Standings are read in pages of this many.
const PAGE: u32 = 1_000;

/// Which items pass.
pub struct Passing {
    pub seq: i64,
    /// Ordered by id.
    pub items: Vec<ItemId>,
    /// Finished items that nothing was signed of yet.
    pub of: u64,
}

/// Finished items of which every unit in question has a value that is sure enough.
pub async fn passing(app: &App, project: &Project, asked: &AcceptConsensus) -> Result<Passing> {
    let ledger = ledger::open(app, project).await?;
    let mut found = Passing { seq: ledger.seq, items: Vec::new(), of: 0 };
    let mut after: Option<ItemId> = None;
    loop {
        let page = app.store.standings_page(&project.id, after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = Some(last.item.clone());
        for standing in page {
            if !matches!(standing.state, ItemState::Done | ItemState::Disputed | ItemState::Review) {
                continue;
            }
            found.of += 1;
            let sure =
                |one: &(usize, &str, Consensus)| one.2.value.is_some() && one.2.confidence >= asked.min_confidence;
            let units = units(&ledger, &standing.item, asked);
            if !units.is_empty() && units.iter().all(sure) {
                found.items.push(standing.item);
            }
        }
    }
}

/// The units in question with what is said of them.
fn units<'a>(ledger: &'a Ledger, item: &ItemId, asked: &AcceptConsensus) -> Vec<(usize, &'a str, Consensus)> {
    let Some(number) = ledger.item(item) else { return Vec::new() };
    let wanted = |panel: usize| asked.fields.is_empty() || asked.fields.contains(&ledger.panels[panel].field.id);
    let thresholds = Thresholds { least: 1, confidence: asked.min_confidence };
    ledger
        .of_item(number, None)
        .into_iter()
        .filter(|(panel, _, given)| wanted(*panel) && !given.is_empty())
        .map(|(panel, unit, given)| {
            (panel, unit, consensus(&ledger.panels[panel], &ledger.learned[panel], given, thresholds))
        })
        .collect()
}

/// Signs what is said of one item; false where it changed since, and is not sure enough any more.
pub async fn sign_item(
    app: &App,
    project: &Project,
    item: &ItemId,
    asked: &AcceptConsensus,
    signer: &AnnotatorId,
) -> Result<bool> {
    if app.store.item(&project.id, item).await?.row.state == ItemState::Settled {
        return Ok(false);
    }
    let ledger = ledger::open(app, project).await?;
    let found = app.store.export_item(&project.id, ledger.seq, &ExportFilter::default(), item).await?;
    let Some(found) = found else { return Ok(false) };
    let Said { item: content, bodies } = said(&found, project.policy.count_late)?;
    let pairs: Vec<(&AnnotatorId, &Annotation)> = bodies.iter().map(|(who, body)| (who, body)).collect();
    let dropped: Vec<String> = stands(&content, &pairs)
        .into_iter()
        .filter(|vote| vote.stands == crosscheck_domain::consensus::ClaimStand::Dropped)
        .map(|vote| vote.claim)
        .collect();
    let is_dropped = |unit: &str| unit.strip_prefix("claim:").is_some_and(|id| dropped.iter().any(|one| one == id));
    let units: Vec<_> = units(&ledger, item, asked).into_iter().filter(|(_, unit, _)| !is_dropped(unit)).collect();
    if units.iter().any(|(_, _, found)| found.value.is_none() || found.confidence < asked.min_confidence) {
        return Ok(false);
    }
    let design = app.design(&project.id, project.design_version).await?;
    let mut facts = facts(&design, &ledger, &units);
    facts.dropped = dropped;
    facts.regions = regions(&design, &content, &pairs);
    with_details(&mut facts, &design, &content, &pairs);
    let truth = GroundTruth {
        id: TruthId(secret::new_id()),
        kind: TruthKind::Aggregated,
        facts,
        sources: sources(&ledger, item, &units),
        opened: Vec::new(),
        revealed_at: None,
        reason: Some(reason(&units, ledger.seq, asked.min_confidence)),
    };
    let ratings = units.iter().filter_map(|(panel, unit, found)| {
        let field = ledger.panels[*panel].field.id.clone();
        Some(Rating { field, unit: (*unit).to_owned(), value: found.value.clone()? })
    });
    let body = serde_json::to_string(&truth).map_err(internal)?;
    let new = NewTruth {
        signed_at: None,
        id: truth.id.clone(),
        item: item.clone(),
        item_revision: found.revision,
        kind: TruthKind::Aggregated,
        design_version: project.design_version,
        signer: signer.clone(),
        assignment: None,
        body_hash: secret::hash(&body),
        body,
        ratings: ratings.collect(),
    };
    app.store.sign(&project.id, new, app.now()).await?;
    Ok(true)
}

/// The values in the form of an annotation.
fn facts(design: &Design, ledger: &Ledger, units: &[(usize, &str, Consensus)]) -> Annotation {
    let mut facts = Annotation::empty(AnnotationId(secret::new_id()));
    for (panel, unit, found) in units {
        let Some(value) = &found.value else { continue };
        let field = &ledger.panels[*panel].field;
        if let (Some(verdict), Some(claim)) = (field.id.strip_prefix("verdict"), unit.strip_prefix("claim:")) {
            let only = design.claims.as_ref().and_then(|rules| rules.aspects.first()).map(|aspect| aspect.id.clone());
            let aspect = verdict.strip_prefix('/').map(str::to_owned).or(only).unwrap_or_else(default_aspect);
            facts.verdicts.push(Verdict {
                claim: claim.to_owned(),
                aspect,
                value: value.clone(),
                reason: None,
                evidence: Vec::new(),
                errors: Vec::new(),
                rationale: None,
                confidence: Some(found.confidence),
            });
        }
        if let Some(question) = field.id.strip_prefix("question/") {
            let target = match unit.split_once(':') {
                Some(("claim", id)) => Target::Claim(id.to_owned()),
                Some(("candidate", place)) => Target::Candidate(place.to_owned()),
                _ => Target::Item,
            };
            let value = match field.level {
                crosscheck_domain::Level::Nominal => serde_json::Value::String(value.clone()),
                _ => serde_json::from_str(value).unwrap_or_else(|_| serde_json::Value::String(value.clone())),
            };
            facts.answers.push(Answer { question: question.to_owned(), target, value });
        }
    }
    facts
}

/// Labelled regions that most people drew, brought together.
fn regions(design: &Design, item: &crosscheck_domain::Item, said: &[(&AnnotatorId, &Annotation)]) -> Vec<Region> {
    let mut regions = Vec::new();
    for field in place_fields(design).iter().filter(|field| matches!(field.about, About::Regions { .. })) {
        let marks = fused::fuse(&field.about, item, said).map(|found| found.marks).unwrap_or_default();
        for mark in marks.into_iter().filter(|mark| mark.support > 0.5) {
            // What is fused to no selector, as a transcript, has no place of its own.
            let (Ok(selector), Some(label)) = (serde_json::from_value(mark.selector), mark.label) else { continue };
            regions.push(Region {
                id: format!("r{}", regions.len() + 1),
                slot: mark.slot,
                part: mark.part,
                selector,
                label: Some(label),
                attributes: std::collections::BTreeMap::new(),
            });
        }
    }
    regions
}

/// The annotations that gave each value.
fn sources(ledger: &Ledger, item: &ItemId, units: &[(usize, &str, Consensus)]) -> Vec<Source> {
    let Some(number) = ledger.item(item) else { return Vec::new() };
    let all = ledger.of_item(number, None);
    let of = |(panel, unit, found): &(usize, &str, Consensus)| {
        let given = all.iter().find(|one| one.0 == *panel && one.1 == *unit).map_or(&[] as &[_], |one| one.2);
        let panel = &ledger.panels[*panel];
        let same = given.iter().filter(|one| Some(&panel.values[one.value as usize]) == found.value.as_ref());
        let from = same.map(|one| ledger.entries[one.at as usize].annotation.clone());
        Source { field: panel.field.id.clone(), unit: (*unit).to_owned(), from: from.collect() }
    };
    units.iter().map(of).collect()
}

fn reason(units: &[(usize, &str, Consensus)], seq: i64, least: f64) -> String {
    let mut methods: Vec<&str> = units.iter().map(|(_, _, found)| found.method).collect();
    methods.sort_unstable();
    methods.dedup();
    format!("{} at sequence {seq}: every value with at least {least}", methods.join(", "))
}
