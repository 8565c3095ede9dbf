//! How far texts hold against the other media: what became of each claim, and what was left out. Pure; the report over many
//! items is in `summary`.

mod report;
mod summary;
mod tally;

pub use report::{Behind, By, Counted, Group, behind};
pub use summary::Summary;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Annotation, Claim, ClaimOrigin, ClaimRules, Design, Item, Outcome, Tone, Verdict};

/// How far a claim holds. Later ones weigh more where a claim has several aspects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Its parent claim failed, so that it says nothing by itself. It is left out of shares.
    NotApplicable,
    /// Nothing that the media could show: subjective, or a value of the design without a tone.
    Other,
    Supported,
    Unverifiable,
    Partly,
    Contradicted,
}

impl Holds {
    /// Those of which shares are told, the best first.
    pub const SHARED: [Self; 5] = [Self::Supported, Self::Partly, Self::Contradicted, Self::Unverifiable, Self::Other];

    fn of(rules: &ClaimRules, value: &str) -> Self {
        match rules.verdict(value).map(|known| known.tone).unwrap_or_default() {
            Tone::Supported => Self::Supported,
            Tone::Contradicted => Self::Contradicted,
            Tone::Partial => Self::Partly,
            Tone::Unverifiable => Self::Unverifiable,
            Tone::NotApplicable => Self::NotApplicable,
            Tone::Subjective | Tone::Neutral => Self::Other,
        }
    }
}

/// What is taken for true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Somebody signed it.
    Truth,
    /// More of several people said so than anything else.
    Majority,
    /// One person said so.
    One,
}

/// What became of one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimMatch {
    pub claim: String,
    pub text: String,
    /// `slot/part` of the text that it stands in.
    pub place: String,
    pub origin: ClaimOrigin,
    pub kind: Option<String>,
    /// By aspect; nothing where as many people say one thing as another.
    pub aspects: BTreeMap<String, Option<Holds>>,
    /// Error types that its errors have, by the ground truth or by at least half of those whose verdict stands.
    pub errors: BTreeSet<String>,
    pub basis: Basis,
}

impl ClaimMatch {
    /// The heaviest of its aspects; nothing where none is decided.
    pub fn holds(&self) -> Option<Holds> {
        self.aspects.values().flatten().max().copied()
    }
}

/// A value of an item's metadata: one, or one by `slot/part`.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    One(String),
    ByPart(BTreeMap<String, String>),
}

/// What became of the claims of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    pub claims: Vec<ClaimMatch>,
    /// Types of what the text leaves out, empty text where they are not agreed on; nothing where nobody looked, or as many
    /// say that something is missing as not.
    pub omissions: Option<BTreeSet<String>>,
    /// Of the omissions.
    pub basis: Basis,
    metadata: BTreeMap<String, Told>,
}

/// What became of an item's claims: by its ground truth where there is one, else by what most of `said` say. Nothing where
/// the design has no claims, or nobody has said anything.
pub fn matched(design: &Design, item: &Item, truth: Option<&Annotation>, said: &[&Annotation]) -> Option<Matched> {
    let rules = design.claims.as_ref()?;
    let complete: Vec<&Annotation> = match truth {
        Some(truth) => vec![truth],
        None => said.iter().copied().filter(|one| one.outcome == Outcome::Complete).collect(),
    };
    if complete.is_empty() {
        return None;
    }
    let basis = match (truth, complete.len()) {
        (Some(_), _) => Basis::Truth,
        (None, 1) => Basis::One,
        (None, _) => Basis::Majority,
    };
    let mut claims = Vec::new();
    for set in &item.claim_sets {
        let of = |claim: &Claim| {
            let verdicts = Verdicts::of(rules, &claim.id, &complete);
            let place = format!("{}/{}", set.slot, set.part);
            verdicts.stand().then(|| verdicts.matched(claim, place, set.origin, truth.is_some()))
        };
        claims.extend(set.claims.iter().filter_map(of).filter(|found| !found.aspects.is_empty()));
    }
    // What the signer split or reworded is what holds of the text; nobody else's own claims are shared.
    for claim in truth.iter().flat_map(|truth| &truth.claims) {
        let place = item.claim_sets.iter().find(|set| set.claims.iter().any(|one| claim.from.contains(&one.id)));
        let place = place.map_or_else(|| format!("{}/0", rules.slot), |set| format!("{}/{}", set.slot, set.part));
        let found = Verdicts::of(rules, &claim.id, &complete).matched(claim, place, ClaimOrigin::Annotator, true);
        claims.extend((!found.aspects.is_empty()).then_some(found));
    }
    let omissions = if rules.omissions { omissions(&complete) } else { None };
    Some(Matched { claims, omissions, basis, metadata: metadata(item) })
}

/// What was said of one claim: by each annotation its verdicts, or nothing where it was dropped.
struct Verdicts<'a> {
    rules: &'a ClaimRules,
    dropped: usize,
    given: Vec<Vec<&'a Verdict>>,
}

impl<'a> Verdicts<'a> {
    fn of(rules: &'a ClaimRules, claim: &str, complete: &[&'a Annotation]) -> Self {
        let dropped = complete.iter().filter(|one| one.dropped.iter().any(|id| id == claim)).count();
        let verdicts = |one: &&'a Annotation| -> Vec<&'a Verdict> {
            one.verdicts.iter().filter(|verdict| verdict.claim == claim).collect()
        };
        let given = complete.iter().map(verdicts).filter(|verdicts| !verdicts.is_empty()).collect();
        Self { rules, dropped, given }
    }

    /// Whether it is a claim at all: no more people drop it than judge it.
    fn stand(&self) -> bool {
        self.dropped <= self.given.len()
    }

    fn matched(&self, claim: &Claim, place: String, origin: ClaimOrigin, signed: bool) -> ClaimMatch {
        let mut aspects: BTreeMap<String, Option<Holds>> = BTreeMap::new();
        for aspect in self.given.iter().flatten().map(|verdict| verdict.aspect.clone()) {
            aspects.entry(aspect.clone()).or_insert_with(|| self.most(&aspect));
        }
        ClaimMatch {
            claim: claim.id.clone(),
            text: claim.text.clone(),
            place,
            origin,
            kind: claim.kind.clone(),
            errors: self.errors(&aspects),
            aspects,
            basis: match (signed, self.given.len()) {
                (true, _) => Basis::Truth,
                (false, 1) => Basis::One,
                (false, _) => Basis::Majority,
            },
        }
    }

    /// What more people say than anything else.
    fn most(&self, aspect: &str) -> Option<Holds> {
        let mut counts: BTreeMap<Holds, usize> = BTreeMap::new();
        for verdict in self.given.iter().flatten().filter(|verdict| verdict.aspect == aspect) {
            *counts.entry(Holds::of(self.rules, &verdict.value)).or_default() += 1;
        }
        let most = counts.values().max().copied()?;
        let mut first = counts.into_iter().filter(|(_, count)| *count == most);
        let (holds, _) = first.next()?;
        first.next().is_none().then_some(holds)
    }

    /// Types that at least half of those name whose verdict stands.
    fn errors(&self, aspects: &BTreeMap<String, Option<Holds>>) -> BTreeSet<String> {
        let stands = |verdict: &&&Verdict| {
            let decided = aspects.get(&verdict.aspect).copied().flatten();
            decided == Some(Holds::of(self.rules, &verdict.value))
        };
        let mut voters = 0;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for verdicts in &self.given {
            let standing: Vec<&&Verdict> = verdicts.iter().filter(stands).collect();
            let named: BTreeSet<&str> =
                standing.iter().flat_map(|verdict| &verdict.errors).map(|error| error.error_type.as_str()).collect();
            voters += usize::from(!standing.is_empty());
            named.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
        }
        counts.into_iter().filter(|(_, count)| 2 * count >= voters).map(|(name, _)| name.to_owned()).collect()
    }
}

fn omissions(complete: &[&Annotation]) -> Option<BTreeSet<String>> {
    let naming: Vec<BTreeSet<&str>> = complete
        .iter()
        .filter(|one| !one.omissions.is_empty())
        .map(|one| one.omissions.iter().map(|omission| omission.error_type.as_deref().unwrap_or_default()).collect())
        .collect();
    match (2 * naming.len()).cmp(&complete.len()) {
        std::cmp::Ordering::Less => Some(BTreeSet::new()),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => {
            let all: BTreeSet<&str> = naming.iter().flatten().copied().collect();
            let agreed = all.into_iter().filter(|name| {
                2 * naming.iter().filter(|types| types.contains(name)).count() >= naming.len() && !name.is_empty()
            });
            let types: BTreeSet<String> = agreed.map(str::to_owned).collect();
            Some(if types.is_empty() { BTreeSet::from([String::new()]) } else { types })
        }
    }
}

fn metadata(item: &Item) -> BTreeMap<String, Told> {
    let told = |(key, value): (&String, &serde_json::Value)| {
        let told = match value {
            serde_json::Value::Object(parts) => {
                let parts: BTreeMap<String, String> =
                    parts.iter().filter_map(|(part, value)| Some((part.clone(), scalar(value)?))).collect();
                (!parts.is_empty()).then_some(Told::ByPart(parts))
            }
            value => scalar(value).map(Told::One),
        };
        Some((key.clone(), told?))
    };
    item.metadata.iter().filter_map(told).collect()
}

/// Short values tell where something comes from; long ones are texts.
const LONGEST: usize = 80;

fn scalar(value: &serde_json::Value) -> Option<String> {
    let text = match value {
        serde_json::Value::String(text) => text.trim().to_owned(),
        serde_json::Value::Number(number) => number.to_string(),
        serde_json::Value::Bool(yes) => yes.to_string(),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => return None,
    };
    (!text.is_empty() && text.chars().count() <= LONGEST).then_some(text)
}
