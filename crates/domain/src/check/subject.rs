//! Everything that the parts of a check look up, indexed once.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::{
    Annotation, Claim, ClaimRules, ClaimSet, Design, Item, Label, Link, Omission, Region, Role, Target, Verdict,
    selector::{Codepoints, Place},
};

/// An annotation with its design and item.
pub(super) struct Subject<'a> {
    pub design: &'a Design,
    pub item: &'a Item,
    pub annotation: &'a Annotation,
    /// Slot and part → what selectors are checked against.
    pub places: HashMap<(&'a str, &'a str), Place<'a>>,
    pub labels: HashMap<&'a str, &'a Label>,
    pub regions: HashMap<&'a str, &'a Region>,
    /// The shared claims of the set that the annotation started from, dropped ones included.
    pub shared: HashMap<&'a str, (&'a ClaimSet, &'a Claim)>,
    /// Ids of all shared claims of the item, also of sets that are not in use.
    pub taken: HashSet<&'a str>,
    pub dropped: HashSet<&'a str>,
    /// The claims that are judged: shared ones that were not dropped, and own ones.
    pub claims: HashMap<&'a str, &'a Claim>,
    /// The same in their order.
    pub judged: Vec<&'a Claim>,
    pub verdicts: HashMap<&'a str, Vec<&'a Verdict>>,
    pub omissions: HashMap<&'a str, &'a Omission>,
    pub links: HashMap<&'a str, &'a Link>,
    pub answers: HashMap<(&'a str, &'a Target), &'a Value>,
}

impl<'a> Subject<'a> {
    pub fn new(design: &'a Design, item: &'a Item, annotation: &'a Annotation) -> Self {
        let parts = item.slots.iter().flat_map(|(slot, parts)| parts.iter().map(move |part| (slot, part)));
        let places = parts.map(|(slot, part)| ((slot.as_str(), part.id.as_str()), Place::new(part))).collect();
        let in_use: Vec<_> = match design.claims {
            Some(_) => item.claims_in_use(annotation.claim_set.as_deref()).collect(),
            None => Vec::new(),
        };
        let dropped: HashSet<&str> = annotation.dropped.iter().map(String::as_str).collect();
        let kept = in_use.iter().map(|(_, claim)| *claim).filter(|claim| !dropped.contains(claim.id.as_str()));
        let judged: Vec<&Claim> = kept.chain(&annotation.claims).collect();
        let mut verdicts: HashMap<&str, Vec<&Verdict>> = HashMap::new();
        for verdict in &annotation.verdicts {
            verdicts.entry(&verdict.claim).or_default().push(verdict);
        }
        Self {
            design,
            item,
            annotation,
            places,
            labels: design.ontology.labels.iter().map(|label| (label.id.as_str(), label)).collect(),
            taken: item.claim_sets.iter().flat_map(|set| &set.claims).map(|claim| claim.id.as_str()).collect(),
            dropped,
            regions: annotation.regions.iter().map(|region| (region.id.as_str(), region)).collect(),
            shared: in_use.into_iter().map(|(set, claim)| (claim.id.as_str(), (set, claim))).collect(),
            claims: judged.iter().map(|claim| (claim.id.as_str(), *claim)).collect(),
            judged,
            verdicts,
            omissions: annotation.omissions.iter().map(|omission| (omission.id.as_str(), omission)).collect(),
            links: annotation.links.iter().map(|link| (link.id.as_str(), link)).collect(),
            answers: annotation
                .answers
                .iter()
                .map(|answer| ((answer.question.as_str(), &answer.target), &answer.value))
                .collect(),
        }
    }

    /// The text that a claim stands in: that of its set, or of a claim that it was made from, or the first text of the
    /// claim source in which all its spans are found.
    pub fn source<'s>(&'s self, rules: &'s ClaimRules, claim: &Claim) -> Option<&'s Codepoints<'a>> {
        let shared = |id: &str| self.shared.get(id).map(|(set, _)| (set.slot.as_str(), set.part.as_str()));
        let place = shared(&claim.id).or_else(|| claim.from.iter().find_map(|id| shared(id)));
        if let Some(Place::Text(text)) = place.and_then(|place| self.places.get(&place)) {
            return Some(text);
        }
        let parts = self.item.slots.get(&rules.slot)?.iter();
        let texts = parts.filter_map(|part| match self.places.get(&(rules.slot.as_str(), part.id.as_str())) {
            Some(Place::Text(text)) => Some(text),
            _ => None,
        });
        texts.clone().find(|text| text.problems(&claim.spans).is_empty()).or_else(|| texts.clone().next())
    }

    /// Whether `place`, written as `slot/part`, is a candidate of the item.
    pub fn is_candidate(&self, place: &str) -> bool {
        place.split_once('/').is_some_and(|(slot, part)| {
            self.design.slot(slot).is_some_and(|slot| slot.role == Role::Candidate)
                && self.item.part(slot, part).is_some()
        })
    }

    /// All candidates of the item, as `slot/part`.
    pub fn candidates(&self) -> Vec<String> {
        let slots = self.design.slots.iter().filter(|slot| slot.role == Role::Candidate);
        let parts =
            slots.flat_map(|slot| self.item.slots.get(&slot.id).into_iter().flatten().map(move |part| (slot, part)));
        parts.map(|(slot, part)| format!("{}/{}", slot.id, part.id)).collect()
    }

    /// Whether a target exists.
    pub fn has(&self, target: &Target) -> bool {
        match target {
            Target::Item => true,
            Target::Region(id) => self.regions.contains_key(id.as_str()),
            Target::Claim(id) => self.claims.contains_key(id.as_str()),
            Target::Omission(id) => self.omissions.contains_key(id.as_str()),
            Target::Link(id) => self.links.contains_key(id.as_str()),
            Target::Candidate(place) => self.is_candidate(place),
        }
    }
}
