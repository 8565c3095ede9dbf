//! Agreement on places, times and words, and where to look.

use serde::Serialize;
use utoipa::ToSchema;

use super::IntervalView;

/// A function of the facts up to `seq`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacesReport {
    pub seq: i64,
    pub computed_at: i64,
    pub fields: Vec<PlaceAgreement>,
}

/// How far people agree on one thing that has a place, a time or a wording.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceAgreement {
    /// `region/{slot}/{kind}`, `evidence/{slot}/{kind}`, `reference/{slot}/{reference slot}` or `offset`.
    pub field: String,
    pub title: String,
    /// `boxes`, `intervals`, `transcripts` and the like; `offsets` for those of claims.
    pub kind: String,
    /// Items that two people answered, or one where there is a reference.
    pub n_items: u64,
    /// Pairs of answers that were compared.
    pub n_pairs: u64,
    pub n_annotators: u64,
    pub n_marks: u64,
    /// The one to look at first comes first.
    pub metrics: Vec<PlaceMetric>,
    /// The items with least agreement by the first measure, the worst first.
    pub places: Vec<PlaceBehind>,
    /// The most frequent differences of transcripts.
    pub words: Vec<WordDifference>,
    /// How far claims are out of time.
    pub offsets: Option<OffsetSpread>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceMetric {
    pub metric: String,
    pub title: String,
    /// What the number means, in a sentence.
    pub summary: String,
    pub value: Option<f64>,
    /// Why there is no value.
    pub undefined: Option<String>,
    pub interval: Option<IntervalView>,
    /// The value of people who marked the same: 1, or 0 where errors are counted.
    pub perfect: f64,
    /// `ms` where the value is milliseconds; nothing where it is a share.
    pub unit: Option<String>,
    /// The numbers beside the value.
    pub parts: Vec<PlacePart>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacePart {
    pub name: String,
    pub value: Option<f64>,
}

/// An item on which people are far apart, and where on it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceBehind {
    pub item: String,
    pub external_id: String,
    pub excerpt: String,
    pub thumbnail: Option<String>,
    /// The first measure on this item alone.
    pub value: f64,
    #[serde(flatten)]
    pub spot: SpotView,
    pub annotators: Vec<String>,
}

/// Where to look on an item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SpotView {
    /// Milliseconds of the item's master clock.
    pub t_ms: Option<i64>,
    /// A region there, as `annotation/region`.
    pub region: Option<String>,
}

/// A word in place of another, or one that only one transcript has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WordDifference {
    /// The word of the reference, where there is one; else the one that comes first in the alphabet.
    pub one: Option<String>,
    pub two: Option<String>,
    pub n: u64,
    /// Some of the items that have it.
    pub places: Vec<WordPlace>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WordPlace {
    pub item: String,
    pub external_id: String,
    #[serde(flatten)]
    pub spot: SpotView,
}

/// All offsets that were given, in classes of equal width; zero is the middle of one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OffsetSpread {
    pub n: u64,
    pub median_ms: f64,
    /// Claims that several people gave an offset, and claims that only one did.
    pub n_shared: u64,
    pub n_single: u64,
    pub step_ms: i64,
    pub bins: Vec<OffsetBin>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OffsetBin {
    /// The middle of the class; positive where claims come too late.
    pub at_ms: i64,
    pub n: u64,
}
