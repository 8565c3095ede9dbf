//! The report as a table: one row for each share.

use crate::wire::{MismatchBasis, MismatchGroup, MismatchReport, ShareView};

const HEAD: [&str; 16] = [
    "by",
    "value",
    "what",
    "id",
    "n",
    "of",
    "share",
    "low",
    "high",
    "level",
    "method",
    "items",
    "from_truth",
    "from_majority",
    "from_one",
    "seq",
];

/// One row for each share of each group. Claims are counted, and items where something is left out.
pub fn rows(report: &MismatchReport) -> Vec<Vec<String>> {
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    for grouping in &report.groupings {
        for group in &grouping.groups {
            let named = [grouping.by.as_str(), &group.value];
            rows.extend(of_group(report, group).into_iter().map(|row| {
                named.iter().map(|name| (*name).to_owned()).chain(row).chain([report.seq.to_string()]).collect()
            }));
        }
    }
    rows
}

fn of_group(report: &MismatchReport, group: &MismatchGroup) -> Vec<Vec<String>> {
    let claims = (group.n_items, group.basis);
    let items = (group.n_omission_items, group.omission_basis);
    let mut rows = Vec::new();
    for one in &group.holds {
        let id = serde_json::to_value(one.holds).ok().and_then(|id| id.as_str().map(str::to_owned));
        rows.push(row(("holds", &id.unwrap_or_default()), one.n, one.share.as_ref(), claims));
    }
    rows.extend(group.errors.iter().map(|one| row(("error", &one.id), one.n, one.share.as_ref(), claims)));
    if report.omissions {
        rows.push(row(("omitted", ""), group.n_omitting, group.omitted.as_ref(), items));
        rows.extend(group.omissions.iter().map(|one| row(("omission", &one.id), one.n, one.share.as_ref(), items)));
    }
    rows
}

fn row(
    (what, id): (&str, &str),
    n: u64,
    share: Option<&ShareView>,
    (items, basis): (u64, MismatchBasis),
) -> Vec<String> {
    let number = |of: &dyn Fn(&ShareView) -> f64| share.map(|share| of(share).to_string()).unwrap_or_default();
    vec![
        what.to_owned(),
        id.to_owned(),
        n.to_string(),
        share.map(|share| share.n.to_string()).unwrap_or_default(),
        number(&|share| share.value),
        number(&|share| share.interval.low),
        number(&|share| share.interval.high),
        number(&|share| share.interval.level),
        share.map(|share| share.interval.method.clone()).unwrap_or_default(),
        items.to_string(),
        basis.truth.to_string(),
        basis.majority.to_string(),
        basis.one.to_string(),
    ]
}
