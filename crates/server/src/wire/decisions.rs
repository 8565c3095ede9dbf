//! Review and adjudication: what there is to decide, blinded; what was signed, and what came before.

use crosscheck_domain::{Annotation, Design, Difference, GroundTruth, Group, Item, TruthKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AnnotatorRef, CommentAnchor, Draft, MediaUrls, PartUrls};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    Review,
    Adjudicate,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct DecisionQuery {
    pub kind: DecisionKind,
    /// The next item that waits, where absent.
    pub item: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionAssignment {
    pub id: String,
    pub kind: DecisionKind,
    pub item: String,
    pub deadline: i64,
    pub design_version: u32,
}

/// One annotator's answers, without anything that tells whose they are.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlindReader {
    /// `R1`, `R2`, … in an order that is another one for each assignment.
    pub name: String,
    pub body: Annotation,
    /// Null until the names are revealed.
    pub annotator: Option<AnnotatorRef>,
}

/// How far readers agree on places, times or words of one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceDifference {
    /// `region/{slot}/{kind}`, `evidence/{slot}/{kind}`, `reference/{slot}/{reference slot}` or `offset`.
    pub field: String,
    pub title: String,
    /// The measure that is recommended for the kind of place.
    pub metric: String,
    pub value: f64,
}

/// Everything that is needed to decide about one item, in one read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionTask {
    pub assignment: DecisionAssignment,
    pub item: Item,
    #[schema(value_type = BTreeMap<String, PartUrls>)]
    pub media: MediaUrls,
    pub design: Design,
    pub readers: Vec<BlindReader>,
    /// The most different first.
    pub differences: Vec<Difference>,
    pub places: Vec<PlaceDifference>,
    /// Regions and own claims of several readers that mean the same.
    pub groups: Vec<Group>,
    /// Why readers called the item unusable.
    pub unusable: Vec<String>,
    /// What has to be opened before it can be signed: `slot/part` and `reader/{n}`.
    pub required: Vec<String>,
    /// Names what was shown; it comes back with the signature.
    pub seen: String,
    pub draft: Option<Draft>,
    /// When the names of the readers were revealed.
    pub names_shown_at: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Signature {
    pub truth: GroundTruth,
    /// As the task gave it.
    pub seen: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SendBack {
    /// Names of readers: `R1`, …
    pub to: Vec<String>,
    pub comment: String,
    /// What in the item or in the answers it is about; the item, where empty.
    #[serde(default)]
    pub anchors: Vec<CommentAnchor>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Reopen {
    pub reason: String,
}

/// Who stood behind `reader/{n}` when it was signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TruthReader {
    pub name: String,
    pub annotation: String,
    pub annotator: AnnotatorRef,
}

/// That a ground truth holds no more.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TruthEnd {
    pub seq: i64,
    /// Of a reopening; null where a newer one took its place.
    pub reason: Option<String>,
    pub by: Option<AnnotatorRef>,
    pub at: Option<i64>,
}

/// A ground truth with its provenance.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TruthView {
    pub id: String,
    pub item: String,
    pub item_revision: u32,
    pub kind: TruthKind,
    pub design_version: u32,
    pub seq: i64,
    pub signer: AnnotatorRef,
    pub signed_at: i64,
    pub supersedes: Option<String>,
    /// Null while it holds.
    pub ended: Option<TruthEnd>,
    pub readers: Vec<TruthReader>,
    pub truth: GroundTruth,
}
