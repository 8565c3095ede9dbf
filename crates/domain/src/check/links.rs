//! Links: both ends exist and may be joined by a link of this type.

use std::collections::HashSet;

use super::{subject::Subject, words};
use crate::{Link, LinkEnd, LinkType, Problem, Target, TimeOrder, TimeScope};

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
    problems.extend(order_problem(subject, link, declared));
    if link.from == link.to {
        problems.push(
            Problem::new("link_to_itself", "the link joins a thing with itself; choose another end").within("to"),
        );
    }
    problems
}

/// What the link says of the order in time is what its two regions show.
fn order_problem(subject: &Subject, link: &Link, declared: &LinkType) -> Option<Problem> {
    let order = declared.order?;
    let extent = |target: &Target| match target {
        Target::Region(id) => subject.regions.get(id.as_str()).and_then(|region| region.selector.extent()),
        _ => None,
    };
    let (from, to) = (extent(&link.from)?, extent(&link.to)?);
    let holds = match order {
        TimeOrder::Before => from.start_ms < to.start_ms,
        TimeOrder::After => from.start_ms > to.start_ms,
        TimeOrder::During => from.start_ms >= to.start_ms && from.end_ms <= to.end_ms,
    };
    let (word, other) = match order {
        TimeOrder::Before => ("begins before", "turn the link around"),
        TimeOrder::After => ("begins after", "turn the link around"),
        TimeOrder::During => ("lies within", "move an end, or choose another type"),
    };
    let message = || {
        let stretch = |scope: TimeScope| format!("{}–{} ms", scope.start_ms, scope.end_ms);
        format!(
            "`{}` says that {} ({}) {word} {} ({}), which it does not; {other}",
            link.link_type,
            named(&link.from),
            stretch(from),
            named(&link.to),
            stretch(to)
        )
    };
    (!holds).then(|| Problem::new("link_order", message()).within("type"))
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
