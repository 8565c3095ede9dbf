//! Links: both ends exist and may be joined by a link of this type.

use std::collections::HashSet;

use super::{subject::Subject, words};
use crate::{Link, LinkEnd, Problem, Target};

pub(super) fn problems(subject: &Subject) -> Vec<Problem> {
    let links = &subject.annotation.links;
    let mut ids = words::Ids::with_room_for(links.len());
    let mut seen = HashSet::with_capacity(links.len());
    let mut problems = Vec::new();
    for (index, link) in links.iter().enumerate() {
        let mut found = link_problems(subject, link);
        found.extend(ids.problem(&link.id));
        if !seen.insert((&link.link_type, &link.from, &link.to)) {
            found.push(Problem::new("link_twice", "the same two things are linked twice; remove one of the links"));
        }
        problems.extend(found.into_iter().map(|problem| problem.within(index).within("links")));
    }
    problems
}

fn link_problems(subject: &Subject, link: &Link) -> Vec<Problem> {
    let Some(declared) = subject.design.link_type(&link.link_type) else {
        let message = format!("no link type `{}` in the design; choose one of its types", link.link_type);
        return vec![Problem::new("link_type_unknown", message).within("type")];
    };
    let ends = [("from", &link.from, &declared.from), ("to", &link.to, &declared.to)];
    let mut problems: Vec<Problem> = ends
        .into_iter()
        .filter_map(|(name, target, allowed)| Some(end_problem(subject, target, allowed)?.within(name)))
        .collect();
    if link.from == link.to {
        problems.push(
            Problem::new("link_to_itself", "the link joins a thing with itself; choose another end").within("to"),
        );
    }
    problems
}

fn end_problem(subject: &Subject, target: &Target, allowed: &[LinkEnd]) -> Option<Problem> {
    if !subject.has(target) {
        return Some(Problem::new("target_unknown", format!("{} does not exist; link something else", named(target))));
    }
    let fits = match target {
        Target::Link(_) => false,
        _ => allowed.is_empty() || allowed.iter().any(|end| fits(subject, target, end)),
    };
    let message = || format!("{} may not stand at this end of the link; choose another end or type", named(target));
    (!fits).then(|| Problem::new("link_end", message()))
}

fn fits(subject: &Subject, target: &Target, end: &LinkEnd) -> bool {
    match (end, target) {
        (LinkEnd::Item, Target::Item)
        | (LinkEnd::Claim, Target::Claim(_))
        | (LinkEnd::Omission, Target::Omission(_))
        | (LinkEnd::Candidate, Target::Candidate(_)) => true,
        (LinkEnd::Region { slots, labels }, Target::Region(id)) => {
            subject.regions.get(id.as_str()).is_some_and(|region| {
                (slots.is_empty() || slots.contains(&region.slot))
                    && (labels.is_empty() || region.label.as_ref().is_some_and(|label| labels.contains(label)))
            })
        }
        (LinkEnd::Item | LinkEnd::Claim | LinkEnd::Omission | LinkEnd::Candidate | LinkEnd::Region { .. }, _) => false,
    }
}

/// `region `r1`` and the like, for messages.
pub(super) fn named(target: &Target) -> String {
    match target {
        Target::Item => "the item".to_owned(),
        Target::Region(id) => format!("region `{id}`"),
        Target::Claim(id) => format!("claim `{id}`"),
        Target::Omission(id) => format!("omission `{id}`"),
        Target::Link(id) => format!("link `{id}`"),
        Target::Candidate(place) => format!("candidate `{place}`"),
    }
}
