//! Gold: what an annotation gets right of an item with known answers, and how often such items are mixed in.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Annotation, AnnotatorId, ClaimError, Design, Evidence, GoldRule, Item, Omission, Outcome, ProjectId, Rating,
    Region, Span, Verdict, ratings, standing::same_value,
};

/// Whether one thing that is known of a gold item was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Decision {
    /// A field of ratings, or `outcome`, `error`, `error_place`, `evidence`, `omission`.
    pub field: String,
    /// What it was asked of: empty for the item, else `claim:{id}`, `candidate:{slot}/{part}` or `omission:{id}`.
    pub unit: String,
    pub expected: Option<String>,
    pub given: Option<String>,
    pub right: bool,
    /// What is only told and not counted weighs nothing, such as how severe an error is.
    pub weight: u32,
}

/// How many of the decisions that count are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tally {
    pub right: u64,
    pub decisions: u64,
}

/// A share of right decisions with the interval of Wilson (1927) at 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RightShare {
    pub share: f64,
    pub low: f64,
    pub high: f64,
    pub decisions: u64,
}

/// Regions overlap by as much, by intersection over union.
const SAME_PLACE: f64 = 0.5;
/// An offset is found within so many milliseconds, or within a quarter of it where that is more.
const OFFSET_TOLERANCE_MS: i64 = 250;
/// The quantile of the normal distribution for an interval of 95 %.
const Z95: f64 = 1.959_963_984_540_054;

impl Tally {
    pub fn of(decisions: &[Decision]) -> Self {
        let counted = decisions.iter().filter(|decision| decision.weight > 0);
        counted.fold(Self::default(), |tally, decision| Self {
            right: tally.right + u64::from(decision.right),
            decisions: tally.decisions + 1,
        })
    }

    /// None where nothing was decided.
    pub fn share(self) -> Option<RightShare> {
        if self.decisions == 0 {
            return None;
        }
        let (share, n) = (self.right as f64 / self.decisions as f64, self.decisions as f64);
        let (low, high) = crosscheck_stats::aggregation::wilson(share, n, Z95);
        Some(RightShare { share, low, high, decisions: self.decisions })
    }
}

/// How an annotation answers what the gold facts say. What these leave open is not asked.
///
/// The share is not corrected for chance: a right answer that was guessed counts as right.
pub fn score(design: &Design, item: &Item, gold: &Annotation, given: &Annotation) -> Vec<Decision> {
    match (&gold.outcome, &given.outcome) {
        (_, Outcome::Declined { .. }) => return Vec::new(),
        (Outcome::Complete, Outcome::Complete) => {}
        (expected, said) => return vec![outcome(expected, said)],
    }
    let mut decisions = rated(design, item, gold, given);
    for verdict in &gold.verdicts {
        let answer = given.verdicts.iter().find(|one| one.claim == verdict.claim && one.aspect == verdict.aspect);
        for error in &verdict.errors {
            decisions.extend(found_error(item, verdict, error, answer));
        }
        decisions.extend(same_evidence(gold, verdict, given, answer));
    }
    decisions.extend(gold.omissions.iter().map(|omission| found_omission(gold, omission, given)));
    decisions
}

fn outcome(expected: &Outcome, said: &Outcome) -> Decision {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Complete => "complete",
        Outcome::Unusable { .. } => "unusable",
        Outcome::Declined { .. } => "declined",
    };
    Decision {
        field: "outcome".to_owned(),
        unit: String::new(),
        expected: Some(word(expected).to_owned()),
        given: Some(word(said).to_owned()),
        right: word(expected) == word(said),
        weight: 1,
    }
}

/// Verdicts, answers, severities and sets of labels. Labels count only in slots where the gold facts have some, and how
/// many links there are says nothing by itself.
fn rated(design: &Design, item: &Item, gold: &Annotation, given: &Annotation) -> Vec<Decision> {
    let labelled: BTreeSet<String> = gold
        .regions
        .iter()
        .filter(|region| region.label.is_some())
        .map(|region| format!("label/{}", region.slot))
        .collect();
    let asked = |rating: &Rating| {
        let open = rating.field.starts_with("label/") && !labelled.contains(&rating.field);
        !open && !rating.field.starts_with("link/")
    };
    let said: BTreeMap<(String, String), String> =
        ratings(design, item, given).into_iter().map(|rating| ((rating.field, rating.unit), rating.value)).collect();
    let decide = |rating: Rating| {
        let value = said.get(&(rating.field.clone(), rating.unit.clone())).cloned();
        let right = value.as_deref().is_some_and(|value| same_value(value, &rating.value));
        let weight = u32::from(rating.field != "severity");
        let Rating { field, unit, value: expected } = rating;
        Decision { field, unit, expected: Some(expected), given: value, right, weight }
    };
    ratings(design, item, gold).into_iter().filter(asked).map(decide).collect()
}

/// Whether the known error is named by its type, and where it is named, whether its place is right.
fn found_error(item: &Item, verdict: &Verdict, error: &ClaimError, answer: Option<&Verdict>) -> Vec<Decision> {
    let named: &[ClaimError] = answer.map_or(&[], |answer| &answer.errors);
    let found = named.iter().find(|one| one.error_type == error.error_type);
    let unit = format!("claim:{}", verdict.claim);
    let types: Vec<&str> = named.iter().map(|one| one.error_type.as_str()).collect();
    let mut decisions = vec![Decision {
        field: "error".to_owned(),
        unit: unit.clone(),
        expected: Some(error.error_type.clone()),
        given: (!types.is_empty()).then(|| types.join(", ")),
        right: found.is_some(),
        weight: 1,
    }];
    let Some(found) = found else { return decisions };
    let place = |expected: String, given: Option<String>, right: bool| Decision {
        field: "error_place".to_owned(),
        unit: unit.clone(),
        expected: Some(expected),
        given,
        right,
        weight: 1,
    };
    if let (Some(known), Some(span)) = (&error.span, &found.span) {
        decisions.push(place(known.quote.clone(), Some(span.quote.clone()), overlaps(known, span)));
    } else if let (Some(known), Some(claim)) = (&error.span, item.claim(&verdict.claim)) {
        // No words were marked: the whole claim is meant, which is its place in any case.
        decisions.push(place(known.quote.clone(), None, claim.spans.iter().any(|span| overlaps(known, span))));
    }
    if let Some(known) = error.offset_ms {
        let tolerance = OFFSET_TOLERANCE_MS.max(known.abs() / 4);
        let right = found.offset_ms.is_some_and(|given| (given - known).abs() <= tolerance);
        decisions.push(place(known.to_string(), found.offset_ms.map(|given| given.to_string()), right));
    }
    decisions
}

/// Words that are marked a little wider or narrower are the same: one lies in the other, or half of both is shared.
fn overlaps(one: &Span, other: &Span) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let (length, given) = (one.end - one.start, other.end - other.start);
    let union = length + given - shared;
    shared > 0 && (shared == length || shared == given || shared as f64 >= SAME_PLACE * union as f64)
}

/// Whether one of the regions shown as evidence lies where the gold facts have it.
fn same_evidence(
    gold: &Annotation,
    verdict: &Verdict,
    given: &Annotation,
    answer: Option<&Verdict>,
) -> Option<Decision> {
    let known = regions(gold, &verdict.evidence);
    if known.is_empty() {
        return None;
    }
    let shown = answer.map_or_else(Vec::new, |answer| regions(given, &answer.evidence));
    Some(Decision {
        field: "evidence".to_owned(),
        unit: format!("claim:{}", verdict.claim),
        expected: Some(places(&known)),
        given: (!shown.is_empty()).then(|| places(&shown)),
        right: shown.iter().any(|one| known.iter().any(|other| same_region(one, other))),
        weight: 1,
    })
}

fn regions<'a>(annotation: &'a Annotation, evidence: &[Evidence]) -> Vec<&'a Region> {
    let named = evidence.iter().filter_map(|one| match one {
        Evidence::Region { region, .. } => annotation.regions.iter().find(|candidate| candidate.id == *region),
        Evidence::Absent { .. } => None,
    });
    named.collect()
}

fn places(regions: &[&Region]) -> String {
    let mut slots: Vec<String> = regions.iter().map(|region| format!("{}/{}", region.slot, region.part)).collect();
    slots.dedup();
    slots.join(", ")
}

fn same_region(one: &Region, other: &Region) -> bool {
    one.slot == other.slot && one.part == other.part && one.selector.overlap(&other.selector) >= SAME_PLACE
}

/// An omission is found where one of its type is named, and at its place where both have one.
fn found_omission(gold: &Annotation, omission: &Omission, given: &Annotation) -> Decision {
    let known = regions(gold, &omission.evidence);
    let found = given.omissions.iter().find(|one| {
        let shown = regions(given, &one.evidence);
        let same_type = omission.error_type.is_none() || one.error_type == omission.error_type;
        let near = known.is_empty()
            || shown.is_empty()
            || shown.iter().any(|region| known.iter().any(|other| same_region(region, other)));
        same_type && near
    });
    Decision {
        field: "omission".to_owned(),
        unit: format!("omission:{}", omission.id),
        expected: Some(omission.text.clone()),
        given: found.map(|one| one.text.clone()),
        right: found.is_some(),
        weight: 1,
    }
}

impl GoldRule {
    /// The share of gold among somebody's items: that of newcomers, which comes down evenly as the lower end of the
    /// interval of their right answers rises to where they are trusted.
    pub fn share_for(&self, tally: Tally) -> f64 {
        let low = tally.share().map_or(0.0, |share| share.low);
        let trust = if self.trusted_at > 0.0 { (low / self.trusted_at).min(1.0) } else { 1.0 };
        self.share + (self.trusted_share.min(self.share) - self.share) * trust
    }
}

/// Whether two values of one field say the same: lists as sets, decimal numbers as numbers.
pub fn same_answer(one: &str, other: &str) -> bool {
    same_value(one, other)
}

/// A number from 0 to 1 for one draw of one person. Who does not know the id of the project, which annotators are never
/// told, cannot compute it; and it has no period.
pub fn draw_place(project: &ProjectId, annotator: &AnnotatorId, draw: u64) -> f64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    let key = project.as_str().bytes().chain([0]).chain(annotator.as_str().bytes()).chain([0]);
    for byte in key.chain(draw.to_le_bytes()) {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The finaliser of SplitMix64 spreads each bit over all others.
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^= state >> 31;
    (state >> 11) as f64 / (1_u64 << 53) as f64
}
