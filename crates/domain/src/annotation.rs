//! One annotator's complete submission for one item under one design version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AnnotationId, Certainty, Claim, Polarity, Selector, Span};

/// What an annotator submits. Append-only: a correction is a new one that names what it supersedes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// A ULID made by the client, so that a repeated submission is one annotation.
    pub id: AnnotationId,
    pub outcome: Outcome,
    #[serde(default)]
    pub regions: Vec<Region>,
    /// The shared claim set it started from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_set: Option<String>,
    /// The annotator's own claims: made, split, merged, reworded. Never units by themselves.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Shared claims that own claims replace (split, merged, reworded) or that are not claims at all.
    #[serde(default)]
    pub dropped: Vec<String>,
    /// What the claim source fails to say: claims without a span, with evidence.
    #[serde(default)]
    pub omissions: Vec<Omission>,
    #[serde(default)]
    pub verdicts: Vec<Verdict>,
    #[serde(default)]
    pub links: Vec<Link>,
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// A remark for managers and reviewers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Asks a reviewer to look at it, and says why; empty when the annotator gave no reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// Milliseconds with the item in front and the person active.
    #[serde(default)]
    pub active_ms: u64,
    /// The annotation that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<AnnotationId>,
}

impl Annotation {
    /// One that says nothing yet.
    pub fn empty(id: AnnotationId) -> Self {
        Self {
            id,
            outcome: Outcome::Complete,
            regions: Vec::new(),
            claim_set: None,
            claims: Vec::new(),
            dropped: Vec::new(),
            omissions: Vec::new(),
            verdicts: Vec::new(),
            links: Vec::new(),
            answers: Vec::new(),
            note: None,
            flag: None,
            active_ms: 0,
            supersedes: None,
        }
    }
}

/// How the work on an item ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    Complete,
    /// The item is broken; k of these close it.
    Unusable {
        reason: String,
    },
    /// Not for me; the item never returns to this person.
    Declined {
        reason: String,
    },
}

/// A selector with an id, so that others can point at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Unique within the annotation.
    pub id: String,
    pub slot: String,
    pub part: String,
    pub selector: Selector,
    /// An ontology label; none for pure evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Attribute id → value.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Value>)]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

/// The judgement of one claim under one aspect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// A shared claim, or one of the annotation's own.
    pub claim: String,
    #[serde(default = "default_aspect")]
    pub aspect: String,
    /// An id of the design's verdict values.
    pub value: String,
    /// Why, where the value declares reasons (not verifiable: occluded, off screen, …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    #[serde(default)]
    pub errors: Vec<ClaimError>,
    /// Why, in the annotator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

pub fn default_aspect() -> String {
    "default".to_owned()
}

/// A region that speaks for or against a claim, or an explicit absence of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Evidence {
    Region {
        /// A region of this annotation.
        region: String,
        #[serde(default)]
        stance: Stance,
    },
    /// No region can be shown, and why: an id of the design's `no_evidence_reasons`.
    Absent { none: String },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    Supports,
    #[default]
    Contradicts,
    Context,
}

/// One error in a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimError {
    /// An id of the design's error types.
    #[serde(rename = "type")]
    pub error_type: String,
    /// A value of the design's severities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<i64>,
    /// The wrong words in the claim source; the whole claim where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// What should stand in place of the span.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// By how much the claim's time is off, in milliseconds: positive where it comes too late. Its true time is its
    /// own one less this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_ms: Option<i64>,
    /// Error axis id → option id, such as clinical significance.
    #[serde(default)]
    pub axes: BTreeMap<String, String>,
}

/// Something the claim source should have said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Omission {
    pub id: String,
    pub text: String,
    /// An error type of the design that is marked as an omission.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub error_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<i64>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    #[serde(default)]
    pub axes: BTreeMap<String, String>,
    /// An id of the design's claim kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default)]
    pub polarity: Polarity,
    #[serde(default)]
    pub certainty: Certainty,
    /// Attribute id → value, declared by the claim kind.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Value>)]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

/// What a link or an answer is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(tag = "on", content = "id", rename_all = "snake_case")]
pub enum Target {
    Item,
    Region(String),
    Claim(String),
    Omission(String),
    Link(String),
    /// A part of a slot with role `candidate`, as `slot/part`.
    Candidate(String),
}

/// A typed, directed relation between any two targets, across modalities too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub id: String,
    /// An id of the design's link types.
    #[serde(rename = "type")]
    pub link_type: String,
    pub from: Target,
    pub to: Target,
}

/// Question + target + value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub question: String,
    pub target: Target,
    /// Choice: an option id. Multi-choice: a list of option ids. Taxonomy: a node id. Scale and number: a number. Text: a string.
    #[schema(value_type = Value)]
    pub value: serde_json::Value,
}
