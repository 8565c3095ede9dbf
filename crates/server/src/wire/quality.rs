//! Agreement and what is behind it.

use crosscheck_domain::Choice;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::AnnotatorRef;

/// A function of the facts up to `seq`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementReport {
    pub seq: i64,
    pub computed_at: i64,
    pub n_items: u64,
    pub n_annotations: u64,
    pub n_annotators: u64,
    /// Annotations by people who had seen what others said of the item: no number here rests on them.
    pub n_informed: u64,
    pub fields: Vec<FieldAgreement>,
    pub disputed: Vec<Disputed>,
    pub annotators: Vec<AnnotatorStat>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldAgreement {
    pub field: String,
    pub title: String,
    /// `nominal`, `ordinal`, `interval` or `set`.
    pub level: String,
    pub n_units: u64,
    pub n_annotators: u64,
    pub n_ratings: u64,
    /// In declared order.
    pub labels: Vec<Choice>,
    pub metrics: Vec<MetricValue>,
    /// Id of the metric to look at first for this kind of answer.
    pub recommended: String,
    /// Ordered pairs of annotators on the same unit, symmetrised: rows and columns follow `labels`.
    pub confusion: Vec<Vec<f64>>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MetricValue {
    pub metric: String,
    pub title: String,
    pub value: Option<f64>,
    /// Why there is no value.
    pub undefined: Option<String>,
    pub interval: Option<IntervalView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IntervalView {
    /// 0.95.
    pub level: f64,
    pub low: f64,
    pub high: f64,
    pub method: String,
}

/// A unit on which people differ most.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Disputed {
    pub item: String,
    pub external_id: String,
    pub excerpt: String,
    pub thumbnail: Option<String>,
    /// What was judged is not what the item shows now.
    pub outdated: bool,
    pub field: String,
    pub unit: String,
    /// The claim's text, or nothing for the item itself.
    pub unit_text: String,
    pub agreement: f64,
    pub votes: Vec<VoteCount>,
}

/// A cell of a confusion matrix: a field and two of its values.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CellQuery {
    pub field: String,
    pub a: String,
    /// The same value again: units on which at least two people gave it.
    pub b: String,
    pub after: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CellPage {
    pub units: Vec<Disputed>,
    /// How many there are on all pages.
    pub n: u64,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoteCount {
    pub value: String,
    pub title: String,
    pub annotators: Vec<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnotatorStat {
    pub annotator: AnnotatorRef,
    pub submitted: u64,
    /// Share of equal values on units shared with others.
    pub agreement_with_others: Option<f64>,
    /// Comparisons behind that share.
    pub n: u64,
    pub median_active_ms: u64,
    pub unusable: u64,
    pub declined: u64,
}
