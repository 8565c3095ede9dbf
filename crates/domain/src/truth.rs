//! Ground truth: what is accepted as true of an item, and where each part of it comes from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Annotation, AnnotationId, TruthId};

/// Accepted facts of one item. Append-only: a later one supersedes it, or it is retracted and the item is open again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroundTruth {
    /// A ULID made by the client, so that a repeated signature is one.
    pub id: TruthId,
    pub kind: TruthKind,
    /// What is true, in the form of an annotation; its id and times mean nothing.
    pub facts: Annotation,
    /// Where each accepted value comes from; what is not named here was written by the signer.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What the signer had opened before signing, in that order.
    #[serde(default)]
    pub opened: Vec<Opened>,
    /// When the names of the annotators were revealed to the signer, in epoch milliseconds; never, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed_at: Option<i64>,
    /// Why it was decided so, or how it was computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How something came to be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TruthKind {
    /// Known answers of an item by which people are checked.
    Gold,
    /// Settled by a senior expert who was no first reader of the item.
    Adjudicated,
    /// Accepted, or put right, by a reviewer.
    Reviewed,
    /// Computed from several annotations and accepted as it is.
    Aggregated,
    /// Brought along with the item.
    Imported,
}

impl TruthKind {
    pub const ALL: [TruthKind; 5] = [Self::Gold, Self::Adjudicated, Self::Reviewed, Self::Aggregated, Self::Imported];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gold => "gold",
            Self::Adjudicated => "adjudicated",
            Self::Reviewed => "reviewed",
            Self::Aggregated => "aggregated",
            Self::Imported => "imported",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Where one accepted value comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A field (`verdict`, `verdict/{aspect}`, `question/{id}`, …), or `claim`, `region`, `omission`, `link`.
    pub field: String,
    /// What the field was asked of, as ratings name it (`claim:{id}`; empty for the item), or the id of the thing.
    pub unit: String,
    /// The annotations whose value it is; empty where the signer wrote it.
    #[serde(default)]
    pub from: Vec<AnnotationId>,
}

/// Something that the signer looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// `slot/part` of a medium, or `reader/{n}` of an annotation in the order in which they were shown.
    pub what: String,
    /// Epoch milliseconds.
    pub at: i64,
}
