//! The stream of an export: items with their annotations, in key pages at a fixed sequence number.

use crosscheck_domain::{ItemId, ItemState, ProjectId};

use crate::{Result, Store, StoredAnnotation};

/// What to export.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportFilter {
    pub state: Option<ItemState>,
    /// Annotations beyond the overlap too.
    pub include_surplus: bool,
    /// Annotations that were corrected later too.
    pub include_superseded: bool,
}

/// One item, as it stood at the sequence number.
#[derive(Clone, Debug)]
pub struct ExportItem {
    pub id: ItemId,
    pub external_id: String,
    pub revision: u32,
    pub body: String,
    /// By sequence number.
    pub annotations: Vec<StoredAnnotation>,
}

impl Store {
    /// At most `limit` items after `after_item`, ordered by id; fewer only at the end.
    pub async fn export_page(
        &self,
        _project: &ProjectId,
        _seq: i64,
        _filter: &ExportFilter,
        _after_item: Option<&ItemId>,
        _limit: u32,
    ) -> Result<Vec<ExportItem>> {
        todo!()
    }
}
