//! Deals the items of an export to the sides of a split, so that no two sides share a group or a medium.

use std::collections::HashMap;

use crosscheck_domain::{Content, Item, ItemId, Splits, Together};
use crosscheck_store::ExportFilter;

use super::{Stop, Work};

const PAGE: u32 = 2_000;

/// Item → its side; empty where no splits were asked for.
#[derive(Default)]
pub struct Sides(HashMap<ItemId, &'static str>);

impl Sides {
    /// Reads every item once. An item that came with a split of its own keeps that one.
    pub async fn of(work: &Work, seq: i64, splits: Option<Splits>) -> Result<Self, Stop> {
        let Some(splits) = splits else { return Ok(Self::default()) };
        let (mut together, mut own, mut after) = (Together::default(), HashMap::new(), None);
        let filter = ExportFilter::default();
        loop {
            let page = work.app.store.export_page(&work.project.id, seq, &filter, after.as_ref(), PAGE).await?;
            let ended = page.len() < PAGE as usize;
            after = page.last().map(|item| item.id.clone()).or(after);
            for stored in page {
                let item: Item = serde_json::from_str(&stored.body)?;
                let shared = shared(&item);
                together.add(stored.id.as_str(), shared.iter().map(String::as_str));
                own.insert(stored.id, item.split);
            }
            if ended {
                break;
            }
        }
        let names = together.names();
        let side = |(id, own): (ItemId, Option<String>)| match own {
            Some(_) => None,
            None => Some((splits.side(names.get(id.as_str()).map_or("", String::as_str)), id)),
        };
        Ok(Self(own.into_iter().filter_map(side).map(|(side, id)| (id, side)).collect()))
    }

    pub fn of_item(&self, item: &ItemId) -> Option<&'static str> {
        self.0.get(item).copied()
    }
}

/// What the item has in common with others: its group, its media.
fn shared(item: &Item) -> Vec<String> {
    let group = item.group.as_ref().map(|group| format!("group:{group}"));
    let media = item.slots.values().flatten().filter_map(|part| match &part.content {
        Content::Asset { asset } => Some(format!("asset:{}", asset.sha256)),
        Content::Text { .. } => None,
    });
    group.into_iter().chain(media).collect()
}
