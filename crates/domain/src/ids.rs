//! Identifiers: ULIDs as text, made by whoever makes the fact, so that a retry is harmless.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Defines one newtype per kind of id, so that an item id can never be passed where an assignment id is meant.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String)]
        pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl From<&str> for $name {
            fn from(id: &str) -> Self { Self(id.to_owned()) }
        }
        impl From<String> for $name {
            fn from(id: String) -> Self { Self(id) }
        }
    )*};
}

ids!(
    /// A project.
    ProjectId,
    /// A person or a model that annotates.
    AnnotatorId,
    /// An item inside a project. Annotators never see it: they know an item by their assignment.
    ItemId,
    /// Permission and duty to annotate one item until a deadline.
    AssignmentId,
    /// One submission. Made by the client.
    AnnotationId,
    /// An accepted ground truth. Made by the client.
    TruthId,
    /// A background job.
    JobId,
    /// A finished export.
    ExportId,
);

/// True for the 26 letters and digits of a ULID in Crockford's base 32.
pub fn is_ulid(id: &str) -> bool {
    id.len() == 26 && ulid::Ulid::from_string(id).is_ok()
}
