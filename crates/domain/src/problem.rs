//! A user's mistake, as data: what is wrong, where, and what to do about it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing that is wrong with what a user gave us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A stable word for programs, such as `evidence_missing`.
    pub code: String,
    /// Lower case, no full stop; names the thing and what to do about it.
    pub message: String,
    /// The path to the place, outermost first: `["verdicts", "1", "evidence"]`.
    #[serde(default)]
    pub at: Vec<String>,
    /// One-based line in the file that was read, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl Problem {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), at: Vec::new(), line: None }
    }

    /// The same problem, one level further in: `outer` becomes the first step of the path.
    pub fn within(mut self, outer: impl ToString) -> Self {
        self.at.insert(0, outer.to_string());
        self
    }

    pub fn on_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// `verdicts/1/evidence`, for people.
    pub fn place(&self) -> String {
        self.at.join("/")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.at.is_empty() {
            write!(f, "{}: ", self.place())?;
        }
        f.write_str(&self.message)
    }
}
