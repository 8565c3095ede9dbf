//! Questions: what is asked of an item, a region, a claim, a link or a candidate.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Choice;

/// One question and when it is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Answers are stored with it.
    pub id: String,
    /// The question itself.
    #[serde(default)]
    pub title: String,
    /// How to answer, shown on demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What it is asked of; the item when left out.
    #[serde(default)]
    pub on: QuestionOn,
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Submission is refused without an answer.
    #[serde(default)]
    pub required: bool,
    /// Required only while this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<Condition>,
    /// Asked only while this holds; an answer to a question that is not asked is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Condition>,
}

/// What a question is asked of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "target", rename_all = "snake_case", deny_unknown_fields)]
pub enum QuestionOn {
    #[default]
    Item,
    /// Every region with one of these labels; every region when empty.
    Region {
        #[serde(default)]
        labels: Vec<String>,
    },
    /// Every claim with one of these verdict values; every claim when empty.
    Claim {
        #[serde(default)]
        verdicts: Vec<String>,
    },
    /// Every link of one of these types; every link when empty.
    Link {
        #[serde(default)]
        types: Vec<String>,
    },
    /// Every part of every slot with role `candidate`.
    Candidate,
}

/// What an answer looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionKind {
    /// Exactly one option; the value is its id.
    Choice { options: Vec<Choice> },
    /// A set of options; the value is a list of ids.
    MultiChoice {
        options: Vec<Choice>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<usize>,
    },
    /// One node of a tree; the value is its id.
    Taxonomy {
        nodes: Vec<TaxonomyNode>,
        /// Only leaves can be chosen.
        #[serde(default)]
        leaves_only: bool,
    },
    /// An ordered scale; the value is a number from `min` to `max` in steps of `step`.
    Scale {
        min: f64,
        max: f64,
        #[serde(default = "one")]
        step: f64,
        #[serde(default)]
        anchors: Vec<Anchor>,
    },
    Number {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
        #[serde(default)]
        integer: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    Text {
        /// Unicode code points.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<usize>,
        #[serde(default)]
        multiline: bool,
    },
}

fn one() -> f64 {
    1.0
}

/// What a value of a scale means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// A step of the scale.
    pub value: f64,
    /// What that step means.
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxonomyNode {
    /// Unique in the whole tree.
    pub id: String,
    /// Falls back to the id.
    #[serde(default)]
    pub title: String,
    /// Finer nodes.
    #[serde(default)]
    #[schema(no_recursion)]
    pub children: Vec<TaxonomyNode>,
}

/// A test on the answers given so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The answer to this question (on the same target, else on the item) is one of these values.
    Answered(Answered),
    /// The verdict of the claim that is asked about is one of these values.
    Verdict(Vec<String>),
    #[schema(no_recursion)]
    All(Vec<Condition>),
    #[schema(no_recursion)]
    Any(Vec<Condition>),
    #[schema(no_recursion)]
    Not(Box<Condition>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// An earlier question.
    pub question: String,
    /// Any answer at all when empty. A multi-choice answer matches when it contains one of them.
    #[serde(default)]
    #[schema(value_type = Vec<Value>)]
    pub is: Vec<serde_json::Value>,
}
