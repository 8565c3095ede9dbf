//! What can go wrong in the store, as far as a caller can act on it.

/// Every function of the store answers with this error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Nothing stands under that id.
    #[error("not found")]
    NotFound,
    /// The request contradicts what is stored; the text says how.
    #[error("{0}")]
    Conflict(String),
    /// It was there, and is over: a used link, an assignment that was submitted.
    #[error("no longer available")]
    Gone,
    /// The database refused or is out of reach.
    #[error("database: {0}")]
    Database(String),
    /// The blob store refused or is out of reach.
    #[error("blobs: {0}")]
    Blob(String),
}

/// The result of every function of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Blob(other.to_string()),
        }
    }
}
