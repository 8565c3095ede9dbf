//! The items behind a number of the report.

use crosscheck_domain::mismatch::{Behind, By, ClaimMatch, Matched, behind};
use crosscheck_domain::{Design, ItemId, Problem};
use crosscheck_store::Project;

use super::{open, report::error_title};
use crate::app::App;
use crate::error::Result;
use crate::task::project_thumbnail;
use crate::wire::{MismatchClaim, MismatchItem, MismatchItemsQuery, MismatchPage, MismatchWhat};

const PAGE: usize = 24;

/// A page of the items, but for those that the caller has still to judge.
pub async fn page(app: &App, project: &Project, query: &MismatchItemsQuery, held: &[ItemId]) -> Result<MismatchPage> {
    let by = By::parse(&query.by);
    let by = by.ok_or_else(|| Problem::new("by_unknown", "claims cannot be told apart by this").within("by"))?;
    let wanted = wanted(query)?;
    let design = app.design(&project.id, project.design_version).await?;
    let known = open(app, project).await?;
    let found = known.counted().filter(|(id, _)| !held.contains(id)).filter_map(|(id, item)| {
        let claims = behind(item, &by, &query.value, &wanted)?;
        Some((id, item, claims))
    });
    let (mut n, mut here) = (0_u64, Vec::new());
    for (id, item, claims) in found {
        n += 1;
        let later = query.after.as_deref().is_none_or(|after| id.as_str() > after);
        if later && here.len() <= PAGE {
            here.push((id.clone(), described(&design, item, claims, &wanted)));
        }
    }
    drop(known);
    let more = here.len() > PAGE;
    here.truncate(PAGE);
    let next = here.last().filter(|_| more).map(|(id, _)| id.0.clone());
    let mut items = Vec::new();
    for (id, mut item) in here {
        let row = app.store.item(&project.id, &id).await?.row;
        item.item = id.0;
        item.external_id = row.external_id;
        item.excerpt = row.excerpt;
        item.thumbnail = project_thumbnail(&project.slug, row.thumbnail_sha.as_ref());
        items.push(item);
    }
    Ok(MismatchPage { items, n, next })
}

fn wanted(query: &MismatchItemsQuery) -> Result<Behind> {
    let id = || {
        let missing = || Problem::new("id_missing", "say which").within("id");
        query.id.clone().ok_or_else(missing)
    };
    Ok(match query.what {
        MismatchWhat::Counted => Behind::Counted,
        MismatchWhat::Error => Behind::Error(id()?),
        MismatchWhat::Omitted => Behind::Omitted(query.id.clone()),
        MismatchWhat::Holds => {
            let unknown = |_| Problem::new("id_unknown", "claims do not hold that far").within("id");
            Behind::Holds(serde_json::from_value(serde_json::Value::String(id()?)).map_err(unknown)?)
        }
    })
}

/// What is known of it without asking the store.
fn described(design: &Design, item: &Matched, claims: Vec<&ClaimMatch>, wanted: &Behind) -> MismatchItem {
    let claim = |claim: &ClaimMatch| MismatchClaim {
        claim: claim.claim.clone(),
        text: claim.text.clone(),
        holds: claim.holds(),
        errors: claim.errors.iter().map(|id| error_title(design, id)).collect(),
        basis: claim.basis,
    };
    let omitted = item.omissions.iter().flatten().filter(|id| !id.is_empty()).map(|id| error_title(design, id));
    let asked = matches!(wanted, Behind::Omitted(_));
    MismatchItem {
        item: String::new(),
        external_id: String::new(),
        excerpt: String::new(),
        thumbnail: None,
        claims: claims.into_iter().map(claim).collect(),
        omissions: omitted.filter(|_| asked).collect(),
        basis: item.basis,
    }
}
