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
    /// A project without a manager could not be repaired by anybody in it.
    #[error("this is the only manager; make somebody else manager first")]
    LastManager,
    /// The job was cancelled or is another worker's by now: whoever worked on it stops, and writes nothing.
    #[error("the job was cancelled, or another worker has it")]
    JobLost,
    /// It was there, and is over: a used link, an assignment that was submitted.
    #[error("no longer available")]
    Gone,
    /// The database refused or is out of reach.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// The blob store refused or is out of reach.
    #[error("blobs: {0}")]
    Blob(String),
}

/// The result of every function of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict(message.into())
    }

    /// A stored text that cannot be read back: the database was changed by other hands.
    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Database(sqlx::Error::Decode(format!("unreadable {what} in the database").into()))
    }

    /// This error, or a conflict with this message where a unique row existed already.
    pub(crate) fn or_taken(self, message: &str) -> Self {
        match self {
            Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Self::Conflict(message.to_owned())
            }
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            other => Self::Database(other),
        }
    }
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Blob(other.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Blob(error.to_string())
    }
}
