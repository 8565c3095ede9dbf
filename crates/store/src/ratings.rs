//! Streams of facts by sequence number: ratings for the statistics, and changes for whoever follows along.

use crosscheck_domain::{AnnotationId, AnnotatorId, ItemId, ProjectId};

use crate::{Result, Store};

/// One rating of one current or superseded annotation: the input of all statistics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow {
    pub seq: i64,
    /// The fact that superseded the annotation; none while current.
    pub until_seq: Option<i64>,
    pub annotation: AnnotationId,
    pub supersedes: Option<AnnotationId>,
    pub item: ItemId,
    pub annotator: AnnotatorId,
    pub design_version: u32,
    pub late: bool,
    pub surplus: bool,
    pub field: String,
    pub unit: String,
    pub value: String,
}

/// An annotation that is no longer current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Superseded {
    pub annotation: AnnotationId,
    pub item: ItemId,
    /// The fact that superseded it.
    pub until_seq: i64,
}

/// One fact, as the change feed tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub seq: i64,
    /// `annotation`, `item`, `design`, `exclude`, `include`, `requeue` or `priority`.
    pub kind: String,
    pub id: String,
    pub item: Option<ItemId>,
    pub at: i64,
}

impl Store {
    /// The ratings of the next `limit` annotations after a sequence number, whole annotations at a time. The last row's
    /// `seq` continues; an empty answer is the end.
    pub async fn ratings_since(&self, _project: &ProjectId, _after_seq: i64, _limit: u32) -> Result<Vec<RatingRow>> {
        todo!()
    }

    /// Annotations superseded after a sequence number, in that order.
    pub async fn superseded_since(
        &self,
        _project: &ProjectId,
        _after_seq: i64,
        _limit: u32,
    ) -> Result<Vec<Superseded>> {
        todo!()
    }

    /// The facts after a sequence number, none missing, in order.
    pub async fn changes(&self, _project: &ProjectId, _after_seq: i64, _limit: u32) -> Result<Vec<Change>> {
        todo!()
    }
}
