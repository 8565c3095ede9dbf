//! From what became of claims to the report of the quality page.

use std::collections::BTreeMap;

use crosscheck_domain::Design;
use crosscheck_domain::mismatch::{Basis, By, Counted, Group};
use crosscheck_stats::shares::Share;

use super::Known;
use crate::wire::{
    HoldsShare, IntervalView, MismatchBasis, MismatchGroup, MismatchGrouping, MismatchReport, ShareView, TypeShare,
};

pub fn compute(design: &Design, known: &mut Known, now: i64) -> MismatchReport {
    let grouping = |(by, groups): (By, Vec<Group>)| MismatchGrouping {
        groups: groups.into_iter().map(|one| group(design, &by, one)).collect(),
        by: by.id(),
    };
    MismatchReport {
        seq: known.seq,
        computed_at: now,
        n_left_out: known.left_out.iter().filter(|id| known.items.contains_key(*id)).count() as u64,
        omissions: design.claims.as_ref().is_some_and(|rules| rules.omissions),
        groupings: known.groupings().into_iter().map(grouping).collect(),
    }
}

fn group(design: &Design, by: &By, group: Group) -> MismatchGroup {
    let types = |found: Vec<(String, Counted)>| found.into_iter().map(|(id, counted)| typed(design, id, counted));
    MismatchGroup {
        title: title(design, by, &group.value),
        value: group.value,
        n_items: group.n_items,
        n_claims: group.n_claims,
        basis: basis(&group.basis),
        undecided: group.undecided,
        not_applicable: group.not_applicable,
        holds: group
            .holds
            .into_iter()
            .map(|(holds, counted)| HoldsShare { holds, n: counted.n, share: counted.share.map(view) })
            .collect(),
        errors: types(group.errors).collect(),
        n_omission_items: group.n_omission_items,
        omission_basis: basis(&group.omission_basis),
        n_omitting: group.omitted.n,
        omitted: group.omitted.share.map(view),
        omissions: types(group.omissions).collect(),
    }
}

fn typed(design: &Design, id: String, counted: Counted) -> TypeShare {
    TypeShare { title: error_title(design, &id), id, n: counted.n, share: counted.share.map(view) }
}

/// What an error type is called.
pub fn error_title(design: &Design, id: &str) -> String {
    let known = design.claims.as_ref().and_then(|rules| rules.error_type(id)).map(|known| known.title.as_str());
    known.filter(|title| !title.is_empty()).unwrap_or(id).to_owned()
}

fn title(design: &Design, by: &By, value: &str) -> String {
    let rules = design.claims.as_ref();
    let found = match by {
        By::Kind => rules.and_then(|rules| rules.kind(value)).map(|kind| kind.title.clone()),
        By::Aspect => rules
            .and_then(|rules| rules.aspects.iter().find(|aspect| aspect.id == value))
            .map(|aspect| aspect.title.clone()),
        By::Place => value.split_once('/').and_then(|(slot, part)| {
            let title = design.slot(slot)?.title.as_str();
            Some(format!("{} {}", if title.is_empty() { slot } else { title }, part))
        }),
        By::All | By::Origin | By::Metadata(_) => None,
    };
    found.filter(|title| !title.is_empty()).unwrap_or_else(|| value.to_owned())
}

fn basis(found: &BTreeMap<Basis, u64>) -> MismatchBasis {
    let of = |basis: Basis| found.get(&basis).copied().unwrap_or_default();
    MismatchBasis { truth: of(Basis::Truth), majority: of(Basis::Majority), one: of(Basis::One) }
}

/// A share as pages get it.
pub fn view(share: Share) -> ShareView {
    let interval = IntervalView { level: 0.95, low: share.low, high: share.high, method: share.method().to_owned() };
    ShareView { value: share.value, interval, n: share.n.round() as u64 }
}
