//! One row of an import, before it is checked against a design, and a row that was not accepted.

use std::collections::BTreeMap;

use crosscheck_domain::{Certainty, Clock, Cue, Polarity, Problem, Provenance, TimeScope};
use serde::Deserialize;
use serde_json::{Map, Value};

/// What a row says. Which slots there are, and whether a value is a text or the name of a file, is for the design to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// One-based line where the row begins; in a folder without a data file, the number of the item.
    pub line: u64,
    /// Bytes that the row took in its file, for whoever holds many rows.
    pub bytes: usize,
    /// The data file of a folder that the row stands in.
    pub file: Option<String>,
    pub external_id: Option<String>,
    /// Slot id → texts, names of files, or hashes of assets.
    pub slots: BTreeMap<String, Vec<String>>,
    /// Slot id → part → how its time lies on the master clock, where the row says so.
    pub clocks: BTreeMap<String, BTreeMap<usize, Clock>>,
    /// Slot id → part → the pieces of its text, with times of the part's own clock.
    pub cues: BTreeMap<String, BTreeMap<usize, Vec<Cue>>>,
    /// What was left out of the row, which is taken nevertheless.
    pub remarks: Vec<Problem>,
    pub claims: Vec<ClaimInput>,
    pub metadata: Map<String, Value>,
    pub group: Option<String>,
    pub split: Option<String>,
    pub priority: i64,
    /// Of every medium that the row names.
    pub provenance: Provenance,
}

/// A claim as a row gives it: a plain text, or an object.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimInput {
    /// `c1`, `c2`, … in the order of the row where absent.
    pub id: Option<String>,
    /// The words of its span where absent.
    pub text: Option<String>,
    /// Code points in the claim source; found by the text where absent and the text occurs once.
    pub start: Option<usize>,
    pub end: Option<usize>,
    /// Several spans, in place of `start` and `end`.
    pub spans: Vec<ClaimSpan>,
    /// The part of the claim source, where it has several.
    pub part: Option<String>,
    pub kind: Option<String>,
    pub polarity: Polarity,
    pub certainty: Certainty,
    pub parents: Vec<String>,
    pub attributes: BTreeMap<String, Value>,
    /// Milliseconds of the master clock.
    pub time: Option<TimeScope>,
    pub speaker: Option<String>,
}

/// A half-open range of code points, with the words that it should cover, where they are known.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimSpan {
    pub start: usize,
    pub end: usize,
    #[serde(default)]
    pub quote: Option<String>,
}

/// A row that was not accepted: why, and its own bytes for a file of rejected rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    pub problem: Problem,
    /// The row as it stood in the file, without the line end; only its beginning where it was too long to be held.
    pub raw: Vec<u8>,
}

impl Rejected {
    pub fn new(problem: Problem, raw: &[u8]) -> Self {
        Self { problem, raw: raw.to_vec() }
    }
}

impl From<Rejected> for Problem {
    fn from(rejected: Rejected) -> Self {
        rejected.problem
    }
}

/// How long a row may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Bytes of a row. A longer one is skipped to its end in flat memory.
    pub max_row: usize,
    /// Bytes of one value of a slot, one claim or one cell.
    pub max_text: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { max_row: 16 << 20, max_text: 1_000_000 }
    }
}
