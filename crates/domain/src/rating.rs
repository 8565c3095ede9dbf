//! Ratings: what one annotation says per field and unit, as canonical strings. The input of all statistics.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::{Annotation, Design, Item, Outcome, QuestionKind, Region, Target, Verdict, fields::label_slots};

/// One annotator's value of one field for one unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rating {
    /// `verdict`, `verdict/{aspect}`, `severity`, `question/{id}`, `label/{slot}` or `link/{type}`.
    pub field: String,
    /// Empty for the item, else `claim:{id}` or `candidate:{slot}/{part}`.
    pub unit: String,
    /// An option id, a number as text, or a sorted JSON list for a set.
    pub value: String,
}

impl Rating {
    fn new(field: impl Into<String>, unit: impl Into<String>, value: impl Into<String>) -> Self {
        Self { field: field.into(), unit: unit.into(), value: value.into() }
    }
}

/// The ratings of a complete annotation, ordered by field and unit; none for every other outcome.
///
/// Only shared claims are units: what annotators made themselves can be compared only by a computed alignment.
pub fn ratings(design: &Design, item: &Item, annotation: &Annotation) -> Vec<Rating> {
    if annotation.outcome != Outcome::Complete {
        return Vec::new();
    }
    let shared: HashSet<&str> =
        item.claim_sets.iter().flat_map(|set| &set.claims).map(|claim| claim.id.as_str()).collect();
    let mut found = Vec::new();
    if design.claims.is_some() {
        verdicts(design, &shared, &annotation.verdicts, &mut found);
    }
    answers(design, &shared, annotation, &mut found);
    labels(design, item, &annotation.regions, &mut found);
    links(design, annotation, &mut found);
    found.sort();
    found.dedup();
    found
}

fn verdicts(design: &Design, shared: &HashSet<&str>, verdicts: &[Verdict], found: &mut Vec<Rating>) {
    let several = design.claims.as_ref().is_some_and(|rules| rules.aspects.len() > 1);
    let mut severities: BTreeMap<&str, i64> = BTreeMap::new();
    for verdict in verdicts.iter().filter(|verdict| shared.contains(verdict.claim.as_str())) {
        let field = if several { format!("verdict/{}", verdict.aspect) } else { "verdict".to_owned() };
        found.push(Rating::new(field, format!("claim:{}", verdict.claim), verdict.value.as_str()));
        for severity in verdict.errors.iter().filter_map(|error| error.severity) {
            let worst = severities.entry(&verdict.claim).or_insert(severity);
            *worst = severity.max(*worst);
        }
    }
    for (claim, severity) in severities {
        found.push(Rating::new("severity", format!("claim:{claim}"), severity.to_string()));
    }
}

fn answers(design: &Design, shared: &HashSet<&str>, annotation: &Annotation, found: &mut Vec<Rating>) {
    for answer in &annotation.answers {
        let unit = match &answer.target {
            Target::Item => String::new(),
            Target::Claim(id) if shared.contains(id.as_str()) => format!("claim:{id}"),
            Target::Candidate(place) => format!("candidate:{place}"),
            Target::Claim(_) | Target::Region(_) | Target::Omission(_) | Target::Link(_) => continue,
        };
        let value = design.question(&answer.question).and_then(|question| canonical(&question.kind, &answer.value));
        if let Some(value) = value {
            found.push(Rating::new(format!("question/{}", answer.question), unit, value));
        }
    }
}

/// The set of labels used in each slot that can carry labels; empty where the annotator drew none.
fn labels(design: &Design, item: &Item, regions: &[Region], found: &mut Vec<Rating>) {
    let mut used: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for region in regions {
        if let Some(label) = &region.label {
            used.entry(&region.slot).or_default().insert(label);
        }
    }
    for slot in label_slots(design).filter(|slot| item.slots.contains_key(*slot)) {
        let labels = used.remove(slot).unwrap_or_default();
        found.push(Rating::new(format!("label/{slot}"), "", list(labels)));
    }
}

fn links(design: &Design, annotation: &Annotation, found: &mut Vec<Rating>) {
    for link_type in &design.links {
        let count = annotation.links.iter().filter(|link| link.link_type == link_type.id).count();
        found.push(Rating::new(format!("link/{}", link_type.id), "", count.to_string()));
    }
}

/// The canonical text of an answer, or nothing where the kind is free text or the value does not fit the kind.
fn canonical(kind: &QuestionKind, value: &serde_json::Value) -> Option<String> {
    match kind {
        QuestionKind::Choice { .. } | QuestionKind::Taxonomy { .. } => value.as_str().map(str::to_owned),
        QuestionKind::MultiChoice { .. } => {
            Some(list(value.as_array()?.iter().map(serde_json::Value::as_str).collect::<Option<BTreeSet<_>>>()?))
        }
        QuestionKind::Scale { .. } | QuestionKind::Number { .. } => value.as_f64().map(number),
        QuestionKind::Text { .. } => None,
    }
}

fn list(values: BTreeSet<&str>) -> String {
    serde_json::to_string(&values).expect("a set of strings is always JSON")
}

/// `3` for 3.0 and `2.5` for 2.5, so that equal numbers are equal texts.
pub(crate) fn number(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}
