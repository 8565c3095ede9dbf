//! Claims: the set that was started from, what was dropped, and what the annotator made.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{regions::attribute_problems, subject::Subject, words};
use crate::{
    Annotation, Claim, ClaimRules, Problem,
    limits::{MAX_CLAIMS, MAX_POINTS},
    selector::Codepoints,
};

pub(super) fn problems(subject: &Subject) -> Vec<Problem> {
    let annotation = subject.annotation;
    let Some(rules) = &subject.design.claims else { return undeclared(annotation) };
    let mut problems = Vec::new();
    if let Some(named) = &annotation.claim_set
        && subject.item.claim_sets.iter().all(|set| set.id != *named)
    {
        let message = format!("the item has no claim set `{named}`; name one that it has, or none");
        problems.push(Problem::new("claim_set_unknown", message).within("claim_set"));
    }
    if !rules.editable {
        let edited = [("claims", annotation.claims.is_empty()), ("dropped", annotation.dropped.is_empty())];
        let edited = edited.into_iter().filter(|(_, empty)| !empty);
        let message = "claims of this design are not editable; judge them as they are";
        problems.extend(edited.map(|(name, _)| Problem::new("claims_not_editable", message).within(name)));
    }
    problems.extend(dropped_problems(subject));
    let mut ids = words::Ids::with_room_for(annotation.claims.len());
    for (index, claim) in annotation.claims.iter().enumerate() {
        let found = ids.problem(&claim.id).into_iter().chain(own_problems(subject, rules, claim));
        problems.extend(found.map(|problem| problem.within(index).within("claims")));
    }
    problems.extend(parent_cycle(&annotation.claims).map(|problem| problem.within("claims")));
    problems
}

fn undeclared(annotation: &Annotation) -> Vec<Problem> {
    let lists = [
        ("claim_set", annotation.claim_set.is_some()),
        ("claims", !annotation.claims.is_empty()),
        ("dropped", !annotation.dropped.is_empty()),
        ("omissions", !annotation.omissions.is_empty()),
        ("verdicts", !annotation.verdicts.is_empty()),
    ];
    let given = lists.into_iter().filter(|(_, given)| *given);
    let message = "this design has no claims; leave it out";
    given.map(|(name, _)| Problem::new("claims_not_declared", message).within(name)).collect()
}

fn dropped_problems(subject: &Subject) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for (index, id) in subject.annotation.dropped.iter().enumerate() {
        let problem = if !subject.shared.contains_key(id.as_str()) {
            let message = format!("`{id}` is no shared claim of this item; drop only shared claims");
            Problem::new("claim_unknown", message)
        } else if !seen.insert(id) {
            Problem::new("id_twice", format!("`{id}` is dropped twice; name it once"))
        } else {
            continue;
        };
        problems.push(problem.within(index).within("dropped"));
    }
    problems
}

fn own_problems(subject: &Subject, rules: &ClaimRules, claim: &Claim) -> Vec<Problem> {
    let mut problems = Vec::new();
    if subject.taken.contains(claim.id.as_str()) {
        let message = format!("`{}` is the id of a shared claim; give an own claim its own id", claim.id);
        problems.push(Problem::new("id_twice", message).within("id"));
    }
    problems.extend(claim_problems(rules, claim, subject.source(rules, claim)));
    for (index, parent) in claim.parents.iter().enumerate() {
        if !subject.claims.contains_key(parent.as_str()) {
            let message = format!("no claim `{parent}` to depend on; name one that is judged");
            problems.push(Problem::new("claim_unknown", message).within(index).within("parents"));
        }
    }
    for (index, origin) in claim.from.iter().enumerate() {
        problems.extend(origin_problem(subject, claim, origin).map(|problem| problem.within(index).within("from")));
    }
    problems
}

/// What an own claim is made from is a shared claim that it replaces, or another own claim.
fn origin_problem(subject: &Subject, claim: &Claim, origin: &str) -> Option<Problem> {
    if subject.shared.contains_key(origin) {
        let replaced = subject.dropped.contains(origin);
        let message =
            || format!("`{}` replaces `{origin}`, which is still judged; add `{origin}` to `dropped`", claim.id);
        return (!replaced).then(|| Problem::new("claim_not_dropped", message()));
    }
    let own = origin != claim.id && subject.claims.contains_key(origin);
    (!own).then(|| Problem::new("claim_unknown", format!("no claim `{origin}` to be made from; name one of this item")))
}

/// What is wrong with a claim by itself, shared or own: text, kind, attributes, and spans in the text it stands in.
pub(super) fn claim_problems(rules: &ClaimRules, claim: &Claim, text: Option<&Codepoints>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        words::sentence(&claim.text).map(|problem| problem.within("text")).into_iter().collect();
    problems.extend(kind_problems(rules, claim.kind.as_deref(), &claim.attributes));
    if claim.spans.len() > MAX_POINTS || claim.parents.len() > MAX_CLAIMS || claim.from.len() > MAX_CLAIMS {
        problems.push(words::too_many("spans, parents or origins", claim.spans.len(), MAX_CLAIMS));
        return problems;
    }
    match text {
        Some(text) => problems.extend(text.problems(&claim.spans).into_iter().map(|problem| problem.within("spans"))),
        None if claim.spans.is_empty() => {}
        None => {
            let message = "the claim quotes a text that the item does not have; leave its spans out";
            problems.push(Problem::new("span_outside", message).within("spans"));
        }
    }
    problems
}

/// What is wrong with the kind of a claim or an omission, and with the attributes that this kind declares.
pub(super) fn kind_problems(
    rules: &ClaimRules,
    kind: Option<&str>,
    attributes: &BTreeMap<String, Value>,
) -> Vec<Problem> {
    let Some(id) = kind else { return attribute_problems(&[], attributes) };
    match rules.kind(id) {
        Some(kind) => attribute_problems(&kind.attributes, attributes),
        None => {
            let message = format!("no claim kind `{id}` in the design; choose one of its kinds");
            vec![Problem::new("kind_unknown", message).within("kind")]
        }
    }
}

/// A claim that depends on itself, directly or through others.
pub(super) fn parent_cycle(claims: &[Claim]) -> Option<Problem> {
    let parents: HashMap<&str, &[String]> = claims.iter().map(|c| (c.id.as_str(), c.parents.as_slice())).collect();
    let mut finished: HashSet<&str> = HashSet::new();
    for (index, claim) in claims.iter().enumerate() {
        // Depth first without recursion: a claim is finished when all its parents are.
        let mut path: Vec<(&str, usize)> = vec![(&claim.id, 0)];
        let mut on_path: HashSet<&str> = HashSet::from([claim.id.as_str()]);
        while let Some((id, next)) = path.pop() {
            let Some(parent) = parents.get(id).and_then(|list| list.get(next)) else {
                on_path.remove(id);
                finished.insert(id);
                continue;
            };
            path.push((id, next + 1));
            if on_path.contains(parent.as_str()) {
                let message = format!("claim `{parent}` depends on itself; remove one of the parents");
                return Some(Problem::new("parent_cycle", message).within("parents").within(index));
            }
            if !finished.contains(parent.as_str()) && parents.contains_key(parent.as_str()) {
                on_path.insert(parent);
                path.push((parent, 0));
            }
        }
    }
    None
}
