//! Blobs in an S3-compatible bucket. Credentials and endpoint come from the usual `AWS_…` variables.

use std::sync::Arc;

use object_store::{ObjectStore, aws::AmazonS3Builder, prefix::PrefixStore};

use crate::Result;

/// `s3://bucket/prefix`.
pub(crate) fn open(url: &str) -> Result<Arc<dyn ObjectStore>> {
    let bucket = AmazonS3Builder::from_env().with_url(url).build()?;
    let prefix = url.trim_start_matches("s3://").split_once('/').map_or("", |(_, prefix)| prefix.trim_matches('/'));
    if prefix.is_empty() { Ok(Arc::new(bucket)) } else { Ok(Arc::new(PrefixStore::new(bucket, prefix))) }
}
