//! What a manager does to selected items: each is a fact with a reason, in chunks of one transaction.

use crosscheck_domain::{AnnotatorId, ItemId, ProjectId};

use crate::{Result, Store};

impl Store {
    /// Asks for `extra` more annotations of each item.
    pub async fn requeue(
        &self,
        _project: &ProjectId,
        _items: &[ItemId],
        _extra: u32,
        _by: &AnnotatorId,
        _now: i64,
    ) -> Result<u64> {
        todo!()
    }

    pub async fn set_priority(
        &self,
        _project: &ProjectId,
        _items: &[ItemId],
        _priority: i64,
        _by: &AnnotatorId,
        _now: i64,
    ) -> Result<u64> {
        todo!()
    }

    /// Takes the items out. Those that are out already are not counted.
    pub async fn exclude(
        &self,
        _project: &ProjectId,
        _items: &[ItemId],
        _reason: &str,
        _by: &AnnotatorId,
        _now: i64,
    ) -> Result<u64> {
        todo!()
    }

    /// Takes the items back in.
    pub async fn include(&self, _project: &ProjectId, _items: &[ItemId], _by: &AnnotatorId, _now: i64) -> Result<u64> {
        todo!()
    }
}
