//! Standings: one row an item, a cache that one pure function computes from facts and leases.

use crosscheck_domain::{ItemId, ItemState, ProjectId};

use crate::{Result, Store};

/// The standing of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingRow {
    pub item: ItemId,
    pub state: ItemState,
    pub wanted: u32,
    /// Leases and direct assignments.
    pub taken: u32,
    pub votes: u32,
    pub agreement: Option<f64>,
    /// Additional annotations that a manager asked for.
    pub extra: u32,
    pub excluded: bool,
    pub priority: i64,
}

impl Store {
    /// Standings in the order of their items.
    pub async fn standings_page(
        &self,
        _project: &ProjectId,
        _after: Option<&ItemId>,
        _limit: u32,
    ) -> Result<Vec<StandingRow>> {
        todo!()
    }

    /// Computes the standing from facts and leases under the project's policy, and stores it.
    pub async fn recompute_standing(&self, _item: &ItemId, _now: i64) -> Result<StandingRow> {
        todo!()
    }

    /// Computes the standing from facts and leases, and stores nothing.
    pub async fn rebuild_standing(&self, _item: &ItemId) -> Result<StandingRow> {
        todo!()
    }
}
