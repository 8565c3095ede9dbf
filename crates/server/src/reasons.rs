//! Reasons that annotators wrote, as reviewers find them: blinded while they rate, told by annotator afterwards.

use crosscheck_domain::{Annotation, Problem, Target, unblinded};
use crosscheck_stats::shares::{Part, share};
use crosscheck_store::{Assignment, Project, RatedReason, ReasonRating};

use crate::agreement::names;
use crate::app::App;
use crate::auth::Caller;
use crate::deciding::{self, Reader};
use crate::error::Result;
use crate::mismatch::view;
use crate::wire::{AnnotatorReasons, AnnotatorRef, RateReason, ReasonWord, ReasonsReport};

/// Writes down what the caller, who decides about the item, thinks of a reader's reason.
pub async fn rate(app: &App, caller: &Caller, id: &str, given: &RateReason) -> Result<()> {
    let (assignment, _) = deciding::own_decision(app, caller, id).await?;
    deciding::in_hand(&assignment)?;
    let readers = deciding::readers(app, &assignment, None).await?;
    let reader = readers.iter().find(|reader| reader.name == given.reader);
    let unknown = || Problem::new("reader_unknown", format!("there is no reader {}", given.reader)).within("reader");
    let reader = reader.ok_or_else(unknown)?;
    let unit = stored_unit(&reader.body, &given.unit);
    let missing = || Problem::new("reason_missing", "this reader wrote no reason there").within("unit");
    let unit = unit.ok_or_else(missing)?;
    let rating = match given.rating {
        ReasonWord::Good => ReasonRating::Good,
        ReasonWord::Thin => ReasonRating::Thin,
        ReasonWord::Wrong => ReasonRating::Wrong,
    };
    let about = (&reader.stored.id, unit.as_str());
    Ok(app.store.rate_reason(&assignment.project, about, rating, caller.id(), app.now()).await?)
}

/// What the caller has said of the readers' reasons so far, in the names of the task.
pub async fn own(app: &App, caller: &Caller, id: &str) -> Result<Vec<RateReason>> {
    let (assignment, _) = deciding::own_decision(app, caller, id).await?;
    let readers = deciding::readers(app, &assignment, None).await?;
    let rated = of_item(app, &assignment).await?;
    let mine = rated.into_iter().filter(|one| one.rated_by == *caller.id());
    let named = mine.filter_map(|one| {
        let reader = readers.iter().find(|reader| reader.stored.id == one.annotation)?;
        Some(RateReason { reader: reader.name.clone(), unit: shown_unit(reader, &one.unit)?, rating: word(one.rating) })
    });
    Ok(named.collect())
}

async fn of_item(app: &App, assignment: &Assignment) -> Result<Vec<RatedReason>> {
    Ok(app.store.rated_reasons(&assignment.project, Some(&assignment.item)).await?)
}

fn word(rating: ReasonRating) -> ReasonWord {
    match rating {
        ReasonRating::Good => ReasonWord::Good,
        ReasonRating::Thin => ReasonWord::Thin,
        ReasonRating::Wrong => ReasonWord::Wrong,
    }
}

/// The unit as the annotation itself knows it, if there is a reason.
fn stored_unit(body: &Annotation, unit: &str) -> Option<String> {
    let written = |reason: &Option<String>| reason.as_ref().is_some_and(|text| !text.trim().is_empty());
    if let Some((id, aspect)) = unit.strip_prefix("claim:").and_then(|rest| rest.rsplit_once('/')) {
        let Target::Claim(id) = unblinded(body, &Target::Claim(id.to_owned())) else { return None };
        let found = body.verdicts.iter().any(|one| one.claim == id && one.aspect == aspect && written(&one.rationale));
        return found.then(|| format!("claim:{id}/{aspect}"));
    }
    let id = unit.strip_prefix("omission:")?;
    let Target::Omission(id) = unblinded(body, &Target::Omission(id.to_owned())) else { return None };
    let found = body.omissions.iter().any(|one| one.id == id && written(&one.rationale));
    found.then(|| format!("omission:{id}"))
}

/// The unit in the names of the task.
fn shown_unit(reader: &Reader, unit: &str) -> Option<String> {
    let blind = crosscheck_domain::blinded(&reader.body, &reader.name);
    let shown = |number: Option<usize>, prefix: &str| number.map(|at| format!("{prefix}{}", at + 1));
    if let Some((id, aspect)) = unit.strip_prefix("claim:").and_then(|rest| rest.rsplit_once('/')) {
        let own = shown(reader.body.claims.iter().position(|claim| claim.id == id), "own-");
        return Some(format!("claim:{}/{aspect}", own.unwrap_or_else(|| id.to_owned())));
    }
    let at = reader.body.omissions.iter().position(|one| Some(one.id.as_str()) == unit.strip_prefix("omission:"))?;
    Some(format!("omission:{}", blind.omissions.get(at)?.id))
}

/// The share of good reasons of everybody whose reasons were rated; those on one item hang together.
pub async fn report(app: &App, project: &Project) -> Result<ReasonsReport> {
    let (names, rated) = (names(app).await?, app.store.rated_reasons(&project.id, None).await?);
    let mut annotators = Vec::new();
    for of_one in rated.chunk_by(|a, b| a.annotator == b.annotator) {
        let count = |rating: ReasonRating| of_one.iter().filter(|one| one.rating == rating).count() as u64;
        let items = of_one.chunk_by(|a, b| a.item == b.item).map(|item| Part {
            hits: item.iter().filter(|one| one.rating == ReasonRating::Good).count() as f64,
            of: item.len() as f64,
        });
        let id = &of_one[0].annotator;
        let unknown = || AnnotatorRef { id: id.0.clone(), name: id.0.clone(), kind: "human".to_owned() };
        annotators.push(AnnotatorReasons {
            annotator: names.get(id).cloned().unwrap_or_else(unknown),
            good: share(&items.collect::<Vec<_>>(), 0.95).map(view),
            n_good: count(ReasonRating::Good),
            n_thin: count(ReasonRating::Thin),
            n_wrong: count(ReasonRating::Wrong),
        });
    }
    Ok(ReasonsReport { annotators })
}
