//! Opening the store: the database, its schema, and the blobs beside it.

use crate::{Blobs, Result};

/// Where facts and bytes are kept.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// `sqlite:///path/to/file.db` or `postgres://user:password@host/database`.
    pub database_url: String,
    /// `file:///path/to/folder`, or `s3://bucket/prefix` with the feature `s3`.
    pub blobs_url: String,
}

/// A handle on facts and bytes. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    blobs: Blobs,
}

impl Store {
    /// Opens both places, creates what is missing and brings the schema up to date.
    pub async fn open(_options: OpenOptions) -> Result<Self> {
        todo!()
    }

    /// Answers when both the database and the blob store can be reached.
    pub async fn ready(&self) -> Result<()> {
        todo!()
    }

    /// The bytes beside the facts.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Writes a consistent copy of everything into a folder, while writes go on.
    pub async fn backup(&self, _dir: &std::path::Path, _now: i64) -> Result<()> {
        todo!()
    }

    /// Fills an empty store from a folder that `backup` wrote, on either engine.
    pub async fn restore(&self, _dir: &std::path::Path) -> Result<()> {
        todo!()
    }
}
