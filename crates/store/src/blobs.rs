//! Immutable bytes under the name of their SHA-256, in a folder or a bucket, with derived views beside them.

use std::{ops::Range, path::Path, sync::Arc};

use bytes::Bytes;
use object_store::ObjectStore;

use crate::Result;

/// The blob store. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    #[allow(dead_code)]
    objects: Arc<dyn ObjectStore>,
}

impl Blobs {
    /// Stores the bytes and returns their SHA-256 in lower-case hexadecimal. Bytes that are there already are kept.
    pub async fn put(&self, _bytes: Bytes) -> Result<String> {
        todo!()
    }

    /// Stores a file without holding it in memory.
    pub async fn put_file(&self, _path: &Path) -> Result<String> {
        todo!()
    }

    pub async fn get(&self, _sha256: &str) -> Result<Bytes> {
        todo!()
    }

    pub async fn get_range(&self, _sha256: &str, _range: Range<u64>) -> Result<Bytes> {
        todo!()
    }

    /// How many bytes there are; none when the blob is absent.
    pub async fn size(&self, _sha256: &str) -> Result<Option<u64>> {
        todo!()
    }

    pub async fn exists(&self, _sha256: &str) -> Result<bool> {
        todo!()
    }

    /// Stores a view computed from a blob (`thumbnail.webp`, `tiles/0/1/2.jpg`) beside it.
    pub async fn put_derived(&self, _sha256: &str, _name: &str, _bytes: Bytes) -> Result<()> {
        todo!()
    }

    pub async fn get_derived(&self, _sha256: &str, _name: &str) -> Result<Option<Bytes>> {
        todo!()
    }
}
