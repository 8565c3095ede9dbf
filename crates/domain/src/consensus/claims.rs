//! Consensus on what the claims are, which comes before consensus on their verdicts.

use crosscheck_stats::matching::{Mark, Shape, Sheet, Stretch, align_claims};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Annotation, AnnotatorId, Item, Outcome, Span};

/// Whether a shared claim is a claim at all, by those who looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStand {
    Kept,
    /// More people dropped it than kept it: there is no consensus on its verdict.
    Dropped,
    /// As many dropped it as kept it.
    Undecided,
}

/// How people took a shared claim.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ClaimVote {
    pub claim: String,
    pub text: String,
    pub kept: u32,
    pub dropped: u32,
    pub stands: ClaimStand,
}

/// What annotators' own claims of the same words have in common: one unit, told apart from the shared ones.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OwnClaim {
    /// The longest wording.
    pub text: String,
    pub annotators: Vec<AnnotatorId>,
    /// How many people looked.
    pub of: u32,
    /// Verdicts with how many gave each, most frequent first.
    pub verdicts: Vec<(String, u32)>,
    /// Shared claims that these replace.
    pub from: Vec<String>,
}

/// Which shared claims stand. Annotations that started from another set say nothing of a claim.
pub fn stands(item: &Item, said: &[(&AnnotatorId, &Annotation)]) -> Vec<ClaimVote> {
    let complete = || said.iter().filter(|(_, body)| body.outcome == Outcome::Complete);
    let mut found = Vec::new();
    for set in &item.claim_sets {
        let started =
            |body: &&&Annotation| body.claim_set.as_ref().map_or(item.claim_sets.len() == 1, |id| *id == set.id);
        for claim in &set.claims {
            let bodies: Vec<&Annotation> = complete().map(|(_, body)| body).filter(started).copied().collect();
            let dropped = bodies.iter().filter(|body| body.dropped.contains(&claim.id)).count() as u32;
            let kept = bodies.len() as u32 - dropped;
            let stands = match kept.cmp(&dropped) {
                std::cmp::Ordering::Less => ClaimStand::Dropped,
                std::cmp::Ordering::Equal if dropped > 0 => ClaimStand::Undecided,
                _ => ClaimStand::Kept,
            };
            found.push(ClaimVote { claim: claim.id.clone(), text: claim.text.clone(), kept, dropped, stands });
        }
    }
    found
}

/// Own claims of the same words, whoever split them how: aligned by their spans, and by their text where they have none.
pub fn own_claims(said: &[(&AnnotatorId, &Annotation)]) -> Vec<OwnClaim> {
    let complete: Vec<&(&AnnotatorId, &Annotation)> =
        said.iter().filter(|(_, body)| body.outcome == Outcome::Complete).collect();
    let sheet = |(at, (_, body)): (u32, &&(&AnnotatorId, &Annotation))| {
        let marks = body.claims.iter().map(|claim| Mark::new(Shape::Stretches(stretches(&claim.spans)), 0));
        Sheet::new(0, at, marks.collect())
    };
    let sheets: Vec<Sheet> = (0u32..).zip(&complete).map(sheet).collect();
    let aligned = align_claims(&sheets, 0.5);
    let claim = |sheet: u32, mark: u32| &complete[sheet as usize].1.claims[mark as usize];
    let mut groups: Vec<Vec<(u32, u32)>> =
        aligned.groups.iter().map(|group| group.iter().map(|one| (one.sheet, one.mark)).collect()).collect();
    for one in &aligned.without_place {
        let words = folded(&claim(one.sheet, one.mark).text);
        let same = |group: &&mut Vec<(u32, u32)>| {
            group.iter().all(|(sheet, mark)| {
                claim(*sheet, *mark).spans.is_empty() && folded(&claim(*sheet, *mark).text) == words
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push((one.sheet, one.mark)),
            None => groups.push(vec![(one.sheet, one.mark)]),
        }
    }
    groups.into_iter().map(|group| own_claim(&complete, &group)).collect()
}

fn own_claim(complete: &[&(&AnnotatorId, &Annotation)], group: &[(u32, u32)]) -> OwnClaim {
    let (mut annotators, mut from, mut verdicts) = (Vec::new(), Vec::new(), Vec::<(String, u32)>::new());
    let mut text = "";
    for &(sheet, mark) in group {
        let (annotator, body) = complete[sheet as usize];
        let claim = &body.claims[mark as usize];
        if claim.text.chars().count() > text.chars().count() {
            text = &claim.text;
        }
        if !annotators.contains(*annotator) {
            annotators.push((*annotator).clone());
        }
        from.extend(claim.from.iter().filter(|id| body.dropped.contains(id)).cloned());
        for verdict in body.verdicts.iter().filter(|verdict| verdict.claim == claim.id) {
            match verdicts.iter_mut().find(|(value, _)| *value == verdict.value) {
                Some((_, count)) => *count += 1,
                None => verdicts.push((verdict.value.clone(), 1)),
            }
        }
    }
    from.sort();
    from.dedup();
    verdicts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), value.clone()));
    OwnClaim { text: text.to_owned(), annotators, of: complete.len() as u32, verdicts, from }
}

fn stretches(spans: &[Span]) -> Vec<Stretch> {
    spans.iter().map(|span| Stretch { start: span.start as f64, end: span.end as f64 }).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
