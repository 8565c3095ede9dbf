//! By how much annotators find shared claims out of time.

use super::compare::{Compared, Judged};
use super::spot::Spot;
use crate::{AnnotatorId, Item, Verdict};

/// One annotator's offset of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    pub claim: String,
    pub annotator: AnnotatorId,
    /// Positive where the claim comes too late.
    pub ms: i64,
    /// When the claim is said, where it says so.
    pub at_ms: Option<i64>,
}

/// The offsets that were given; nothing where none was. Even one alone says how claims lie, though not how people agree.
pub(super) fn compare(item: &Item, judged: &[Judged]) -> Option<Compared> {
    let mut offsets = Vec::new();
    for one in judged {
        let mut given: Vec<Offset> = Vec::new();
        for verdict in &one.body.verdicts {
            let (Some(claim), Some(ms)) = (item.claim(&verdict.claim), offset(verdict)) else { continue };
            // A claim that is judged under several aspects has one time.
            if given.iter().all(|known| known.claim != claim.id) {
                let at_ms = claim.time.map(|time| time.start_ms);
                let annotator = one.annotator.clone();
                given.push(Offset { claim: claim.id.clone(), annotator, ms, at_ms });
            }
        }
        offsets.extend(given);
    }
    if offsets.is_empty() {
        return None;
    }
    offsets.sort_by(|a, b| (&a.claim, &a.annotator).cmp(&(&b.claim, &b.annotator)));
    let of_claims = || offsets.chunk_by(|a, b| a.claim == b.claim);
    let n_pairs = of_claims().map(|of_claim| of_claim.len() * (of_claim.len() - 1) / 2).sum();
    let widest = of_claims().filter(|of_claim| spread(of_claim) > 0).max_by_key(|of_claim| spread(of_claim));
    let spot = widest.map(|of_claim| {
        let ends = [of_claim.iter().min_by_key(|one| one.ms), of_claim.iter().max_by_key(|one| one.ms)];
        let named = ends.into_iter().flatten().map(|one| one.annotator.clone());
        Spot { t_ms: of_claim[0].at_ms, region: None, annotators: named.collect() }
    });
    Some(Compared {
        annotators: judged.iter().map(|one| one.annotator.clone()).collect(),
        n_pairs,
        n_marks: offsets.len(),
        spot,
        offsets,
        ..Compared::default()
    })
}

fn offset(verdict: &Verdict) -> Option<i64> {
    verdict.errors.iter().find_map(|error| error.offset_ms)
}

/// From the smallest to the largest offset.
fn spread(of_claim: &[Offset]) -> i64 {
    let all = || of_claim.iter().map(|one| one.ms);
    all().max().unwrap_or(0) - all().min().unwrap_or(0)
}
