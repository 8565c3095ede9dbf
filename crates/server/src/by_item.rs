//! Reads the items of a project for whoever keeps a value of each: all of them, page by page, or only those that facts after a
//! sequence number are about.

use std::collections::BTreeSet;

use crosscheck_domain::ItemId;
use crosscheck_store::{ExportFilter, ExportItem, Project};

use crate::app::App;
use crate::error::Result;

/// Items are read in pages of this many.
const PAGE: u32 = 500;
/// When more items than this changed, all are read again, page by page.
const MOST_SINGLY: usize = 500;

/// What is left to be read.
pub enum Reading {
    /// All items, those after this one; what was known of them is to be forgotten first.
    Whole(Option<ItemId>),
    /// These, once.
    Changed(BTreeSet<ItemId>),
}

/// Items as they are at the project's sequence number.
pub struct Page {
    /// Those whose values are replaced, also where an item is not among `items` any more.
    pub changed: BTreeSet<ItemId>,
    pub items: Vec<ExportItem>,
}

impl Reading {
    /// What has changed since a sequence number; everything where nothing was read before, or too much has changed.
    pub async fn since(app: &App, project: &Project, seq: i64) -> Result<Self> {
        let (mut after, mut found) = (seq, BTreeSet::new());
        if seq == 0 {
            return Ok(Self::Whole(None));
        }
        loop {
            let facts = app.store.changes(&project.id, after, 1_000).await?;
            let Some(last) = facts.last().map(|fact| fact.seq) else { return Ok(Self::Changed(found)) };
            found.extend(facts.into_iter().filter_map(|fact| fact.item));
            if found.len() > MOST_SINGLY {
                return Ok(Self::Whole(None));
            }
            after = last;
        }
    }

    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Whole(_))
    }

    pub async fn next(&mut self, app: &App, project: &Project) -> Result<Option<Page>> {
        let filter = ExportFilter::default();
        match self {
            Self::Whole(after) => {
                let items = app.store.export_page(&project.id, project.seq, &filter, after.as_ref(), PAGE).await?;
                *after = items.last().map(|item| item.id.clone());
                Ok(after.is_some().then_some(Page { changed: BTreeSet::new(), items }))
            }
            Self::Changed(changed) => {
                let changed = std::mem::take(changed);
                let mut items = Vec::new();
                for id in &changed {
                    items.extend(app.store.export_item(&project.id, project.seq, &filter, id).await?);
                }
                Ok((!changed.is_empty()).then_some(Page { changed, items }))
            }
        }
    }
}
