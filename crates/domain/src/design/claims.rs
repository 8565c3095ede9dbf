//! How a text becomes claims, and how claims are judged.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Attribute, Choice};

/// The claim rules of a design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRules {
    /// The slot with role `claim_source` whose text is judged.
    pub slot: String,
    /// How claims come into being when an import row brings none.
    #[serde(default)]
    pub split: Split,
    /// Annotators may make, split, merge, reword and drop claims.
    #[serde(default = "super::yes")]
    pub editable: bool,
    /// Annotators may record what the text fails to say.
    #[serde(default = "super::yes")]
    pub omissions: bool,
    /// Submission is refused while a claim has no verdict.
    #[serde(default = "super::yes")]
    pub all_judged: bool,
    /// Annotators are asked how sure they are of each verdict; they may leave it open.
    #[serde(default)]
    pub confidence: bool,
    /// Sorts of statements, with their attributes.
    #[serde(default)]
    pub kinds: Vec<ClaimKind>,
    /// What each claim is judged for; one unnamed aspect when empty.
    #[serde(default)]
    pub aspects: Vec<Choice>,
    /// The values that a verdict can take.
    #[serde(default = "default_verdicts")]
    pub verdicts: Vec<VerdictValue>,
    /// What can be wrong with a claim, or left out of the text.
    #[serde(default = "default_error_types")]
    pub error_types: Vec<ErrorType>,
    /// How bad an error is, mildest first.
    #[serde(default = "default_severities")]
    pub severities: Vec<Severity>,
    /// Further axes of an error, such as clinical significance.
    #[serde(default)]
    pub error_axes: Vec<ErrorAxis>,
    /// Why there may be no region.
    #[serde(default = "default_no_evidence_reasons")]
    pub no_evidence_reasons: Vec<Choice>,
    /// Evidence may lie in these slots; in every other slot than the claim source when empty.
    #[serde(default)]
    pub evidence_slots: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Nothing is split: claims are imported or made by annotators.
    None,
    /// One claim a sentence, by the Unicode rules (UAX 29).
    #[default]
    Sentences,
    /// The whole text is one claim.
    Whole,
    /// One claim a cue, with its time and speaker. For a slot with `timed: true`.
    Cues,
}

/// A sort of statement, with its typed attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimKind {
    /// Claims are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// What is said about each claim of this kind.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

/// One value that a verdict can take, and what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictValue {
    /// Verdicts are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// How it looks: colour, shape and word belong together.
    #[serde(default)]
    pub tone: Tone,
    /// A region, or a reason for none.
    #[serde(default)]
    pub evidence: Need,
    /// At least one error, with its type.
    #[serde(default)]
    pub error: Need,
    /// Why, in words.
    #[serde(default)]
    pub rationale: Need,
    /// When not empty, one of them must be given.
    #[serde(default)]
    pub reasons: Vec<Choice>,
    /// Child claims of a claim with this value are not applicable.
    #[serde(default)]
    pub fails_children: bool,
    /// The value that children of a failed claim take.
    #[serde(default)]
    pub not_applicable: bool,
}

/// What a verdict says, for colour and shape on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Supported,
    Contradicted,
    Partial,
    Unverifiable,
    Subjective,
    NotApplicable,
    #[default]
    Neutral,
}

/// Whether something has to be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Must not be given.
    Forbidden,
    #[default]
    Optional,
    /// Must be given. For evidence, an explicit `none` with a reason will do.
    Required,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorType {
    /// Errors are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// What counts as one, shown on demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// It is a type of omission rather than of a wrong statement.
    #[serde(default)]
    pub omission: bool,
    /// A signed offset in milliseconds says by how much the claim's time is off.
    #[serde(default)]
    pub offset: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Severity {
    /// Stored with the error; larger is worse.
    pub value: i64,
    /// What it is called.
    pub title: String,
    /// What counts as such, shown on demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorAxis {
    /// Errors are stored with it.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// One of these is chosen.
    pub options: Vec<Choice>,
    /// Each error needs a choice.
    #[serde(default)]
    pub required: bool,
}

fn verdict(id: &str, title: &str, tone: Tone) -> VerdictValue {
    VerdictValue {
        id: id.to_owned(),
        title: title.to_owned(),
        tone,
        evidence: Need::Optional,
        error: Need::Forbidden,
        rationale: Need::Optional,
        reasons: Vec::new(),
        fails_children: false,
        not_applicable: false,
    }
}

/// Six values: two-way true and false would destroy "not verifiable", where label noise lives.
pub fn default_verdicts() -> Vec<VerdictValue> {
    let reasons = [
        ("occluded", "Occluded"),
        ("off_screen", "Outside the picture"),
        ("needs_external_knowledge", "Needs outside knowledge"),
        ("too_ambiguous", "Too ambiguous"),
        ("asset_unreadable", "Medium is unreadable"),
    ];
    vec![
        verdict("supported", "Supported", Tone::Supported),
        VerdictValue {
            evidence: Need::Required,
            error: Need::Required,
            rationale: Need::Required,
            fails_children: true,
            ..verdict("contradicted", "Contradicted", Tone::Contradicted)
        },
        VerdictValue { error: Need::Required, ..verdict("partially_supported", "Partly supported", Tone::Partial) },
        VerdictValue {
            reasons: reasons.map(|(id, title)| Choice::new(id, title)).to_vec(),
            ..verdict("not_verifiable", "Not verifiable", Tone::Unverifiable)
        },
        verdict("subjective_not_checkable", "Subjective", Tone::Subjective),
        VerdictValue {
            evidence: Need::Forbidden,
            not_applicable: true,
            ..verdict("not_applicable", "Not applicable", Tone::NotApplicable)
        },
    ]
}

pub fn default_error_types() -> Vec<ErrorType> {
    let error = |(id, title): (&str, &str)| ErrorType {
        id: id.to_owned(),
        title: title.to_owned(),
        help: None,
        omission: id.starts_with("omission"),
        offset: false,
    };
    [
        ("object_hallucinated", "Object that is not there"),
        ("attribute", "Wrong attribute"),
        ("count", "Wrong count"),
        ("spatial_relation", "Wrong position or relation"),
        ("action", "Wrong action"),
        ("identity", "Wrong identity"),
        ("text_in_image", "Misread text in the picture"),
        ("scene", "Wrong scene"),
        ("camera_view", "Wrong view"),
        ("style", "Wrong style"),
        ("omission_object", "Object left out"),
        ("omission_attribute", "Attribute left out"),
        ("omission_event", "Event left out"),
    ]
    .map(error)
    .to_vec()
}

pub fn default_severities() -> Vec<Severity> {
    ["none", "minor", "moderate", "major", "critical"]
        .into_iter()
        .zip(0..)
        .map(|(title, value)| Severity { value, title: title.to_owned(), help: None })
        .collect()
}

pub fn default_no_evidence_reasons() -> Vec<Choice> {
    [
        ("negated", "The claim denies it"),
        ("absent", "It is not there"),
        ("global", "The whole medium shows it"),
        ("off_screen", "It lies outside"),
        ("occluded", "It is hidden"),
    ]
    .map(|(id, title)| Choice::new(id, title))
    .to_vec()
}

impl ClaimRules {
    pub fn verdict(&self, id: &str) -> Option<&VerdictValue> {
        self.verdicts.iter().find(|value| value.id == id)
    }

    pub fn error_type(&self, id: &str) -> Option<&ErrorType> {
        self.error_types.iter().find(|error| error.id == id)
    }

    pub fn kind(&self, id: &str) -> Option<&ClaimKind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
}
