//! Everybody who may ask for something.

use crosscheck_domain::AnnotatorId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    SignedOut,
    /// Manages another project.
    Stranger,
    Annotator,
    Annotator2,
    Annotator3,
    Reviewer,
    Expert,
    Manager,
    /// Of the server; a member of nothing.
    Admin,
    /// The manager's tokens, by the highest scope that they carry.
    ReadToken,
    WriteToken,
    AdminToken,
}

impl Who {
    pub const ALL: [Self; 12] = [
        Self::SignedOut,
        Self::Stranger,
        Self::Annotator,
        Self::Annotator2,
        Self::Annotator3,
        Self::Reviewer,
        Self::Expert,
        Self::Manager,
        Self::Admin,
        Self::ReadToken,
        Self::WriteToken,
        Self::AdminToken,
    ];
    pub const PEOPLE: [Self; 8] = [
        Self::Admin,
        Self::Manager,
        Self::Expert,
        Self::Reviewer,
        Self::Annotator,
        Self::Annotator2,
        Self::Annotator3,
        Self::Stranger,
    ];
    pub const TOKENS: [Self; 3] = [Self::ReadToken, Self::WriteToken, Self::AdminToken];

    pub fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "Nobody",
            Self::Stranger => "Sam Stranger",
            Self::Annotator => "Ada Annotator",
            Self::Annotator2 => "Ben Annotator",
            Self::Annotator3 => "Cem Annotator",
            Self::Reviewer => "Rita Reviewer",
            Self::Expert => "Eve Expert",
            Self::Manager => "Mia Manager",
            Self::Admin => "Olga Operator",
            Self::ReadToken => "token to read",
            Self::WriteToken => "token to write",
            Self::AdminToken => "token to manage",
        }
    }

    pub fn id(self) -> AnnotatorId {
        AnnotatorId(format!("{:0>26}", self.first_name().to_uppercase()))
    }

    pub fn email(self) -> String {
        format!("{}@example.org", self.first_name())
    }

    /// What the cookie or the token says.
    pub fn secret(self) -> String {
        let letters: String = self.name().chars().filter(char::is_ascii_alphanumeric).collect();
        format!("{letters:s>64}")
    }

    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::ReadToken => &["read"],
            Self::WriteToken => &["read", "write"],
            Self::AdminToken => &["read", "write", "admin"],
            _ => &[],
        }
    }

    fn first_name(self) -> String {
        self.name().split(' ').next().unwrap().to_lowercase()
    }
}
