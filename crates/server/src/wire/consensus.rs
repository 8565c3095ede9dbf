//! Consensus, what is forecast of it, and what is known of annotators.

use crosscheck_domain::consensus::{ClaimVote, Consensus, Status};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AnnotatorRef, IntervalView};

/// Which items: one of them, or a page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConsensusQuery {
    /// The id of one item.
    pub item: Option<String>,
    pub after: Option<String>,
    /// At most 100.
    pub limit: Option<u32>,
}

/// A function of the facts up to `seq`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsensusPage {
    pub seq: i64,
    pub fields: Vec<ConsensusField>,
    pub items: Vec<ItemConsensus>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsensusField {
    pub field: String,
    pub title: String,
    /// `nominal`, `ordinal`, `interval` or `set`.
    pub level: String,
    /// The id of the aggregator.
    pub method: String,
    pub n_ratings: u64,
    /// Units by status.
    pub agreed: u64,
    pub disputed: u64,
    pub too_few: u64,
    /// How far answers are believed: 1 if annotators err independently of each other, less where they err together.
    pub trust: Option<f64>,
}

/// What several annotations say of an item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemConsensus {
    pub item: String,
    pub external_id: String,
    /// The least of its units.
    pub status: Status,
    pub units: Vec<UnitConsensus>,
    /// Whether each shared claim stands; those that most people dropped have no consensus on their verdict.
    pub claims: Vec<ClaimVote>,
    /// Claims that annotators made themselves, aligned by their words and told apart from shared ones.
    pub own_claims: Vec<OwnClaimView>,
    /// Regions, intervals, tracks and transcripts brought together.
    pub places: Vec<PlaceConsensus>,
    /// Annotations that are not among those by which people are judged, and why.
    pub marked: Vec<MarkedAnnotation>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitConsensus {
    pub field: String,
    pub unit: String,
    /// The claim's text, or nothing for the item itself.
    pub unit_text: String,
    #[serde(flatten)]
    pub consensus: Consensus,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnClaimView {
    pub text: String,
    pub annotators: Vec<String>,
    pub of: u32,
    /// Verdicts with how many gave each.
    pub verdicts: Vec<(String, u32)>,
    pub from: Vec<String>,
}

/// A field of places.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceConsensus {
    pub field: String,
    pub title: String,
    /// The id of the fuser.
    pub method: String,
    pub n_annotators: u32,
    pub marks: Vec<FusedMark>,
    /// What too few annotators marked.
    pub left_out: u32,
    /// Why there is nothing.
    pub undefined: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FusedMark {
    pub slot: String,
    pub part: String,
    pub label: Option<String>,
    /// Of annotators, by weight.
    pub support: f64,
    #[schema(value_type = Value)]
    pub selector: serde_json::Value,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MarkedAnnotation {
    pub annotation: String,
    pub annotator: AnnotatorRef,
    /// `late`, `surplus`, `informed` or `outdated`.
    pub why: String,
}

/// What to accept as true.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptConsensus {
    /// Every value must be at least so probable, 0.5 to 1.
    pub min_confidence: f64,
    /// The fields that have to pass; all of them where empty.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Only tell how many items pass.
    #[serde(default)]
    pub preview: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AcceptedConsensus {
    pub seq: i64,
    /// Items of which every unit passes.
    pub passing: u64,
    /// Finished items that nothing was signed of yet.
    pub of: u64,
    /// The job that signs them; none for a preview.
    pub job: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ForecastQuery {
    /// Another threshold than that of the policy.
    pub threshold: Option<f64>,
    pub max: Option<u32>,
}

/// About so many more annotations until every item is sure enough, or has as many as it may have.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForecastView {
    pub seq: i64,
    pub threshold: f64,
    pub start: u32,
    pub max: u32,
    pub fields: Vec<String>,
    pub made: u64,
    pub more: f64,
    /// 90 % of simulated courses lie between these.
    pub low: f64,
    pub high: f64,
    pub open_items: u64,
    /// The share of open items that will be sure enough.
    pub sure: f64,
    /// The same number of items with as many annotations each as `max`.
    pub fixed: f64,
}

/// What is known of everybody who annotates. A function of the facts up to `seq`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnotatorsReport {
    pub seq: i64,
    pub annotators: Vec<AnnotatorQuality>,
    /// Pairs who agree more than their reliability explains.
    pub pairs: Vec<PairView>,
    pub proposals: Vec<Proposal>,
    pub actions: Vec<ActionView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnnotatorQuality {
    pub annotator: AnnotatorRef,
    pub paused_since: Option<i64>,
    pub n_items: u64,
    pub n_decisions: u64,
    /// The expected share of right answers, by the model.
    pub reliability: Option<ShareView>,
    /// Right beyond what the same answers would be without looking: 0 to 1, below where worse.
    pub skill: Option<ShareView>,
    /// Right answers on items with known ones.
    pub gold: Option<ShareView>,
    pub agreement_with_others: Option<f64>,
    pub drift: DriftView,
    pub median_active_ms: u64,
    /// The share of items on which less than three tenths of the peers' time was taken.
    pub fast: f64,
    pub lines: LinesView,
    /// The same reason, written for several items.
    pub repeated_reason: Option<RepeatedReason>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ShareView {
    pub value: f64,
    pub interval: IntervalView,
    pub n: u64,
}

/// The cumulative sum of how much likelier each item's answers are under a raised share of errors.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct DriftView {
    pub sums: Vec<f64>,
    /// The items behind the last sums are listed with the alarm.
    pub limit: f64,
    pub usual: f64,
    /// The item, counted from the annotator's first, at which there was an alarm.
    pub alarm: Option<u64>,
    pub since: Option<u64>,
}

#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct LinesView {
    /// Variety of the answers in bits, and that of others on the same units.
    pub entropy: f64,
    pub expected: f64,
    pub longest_run: u64,
    pub straight: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RepeatedReason {
    pub text: String,
    pub items: u64,
    pub of: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PairView {
    pub one: AnnotatorRef,
    pub two: AnnotatorRef,
    pub n: u64,
    pub agreement: f64,
    pub expected: f64,
}

/// What somebody might do about an annotator. Nothing is done by itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Proposal {
    pub annotator: AnnotatorRef,
    pub kind: ProposalKind,
    pub reasons: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// Look more often.
    MoreGold,
    Retrain,
    Pause,
    /// Ask them.
    Talk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionWord {
    Notice,
    Pause,
    Resume,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeAction {
    pub kind: ActionWord,
    /// The annotator reads it.
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActionView {
    pub id: String,
    pub annotator: AnnotatorRef,
    pub kind: ActionWord,
    pub reason: String,
    pub made_by: AnnotatorRef,
    pub at: i64,
    pub appeal: Option<String>,
    pub appealed_at: Option<i64>,
}

/// What concerns the caller in a project: notices and pauses, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MyNotices {
    pub paused_since: Option<i64>,
    pub notices: Vec<ActionView>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeAppeal {
    pub text: String,
}
