//! Blobs in an S3-compatible bucket. Credentials come from the usual `AWS_…` variables, and from nowhere else.

use std::sync::Arc;

use object_store::{
    ObjectStore,
    aws::{AmazonS3Builder, AmazonS3ConfigKey as Key},
    prefix::PrefixStore,
};

use crate::{Result, StoreError};

/// `s3://bucket/prefix?endpoint=https://…&region=…`, with the options of `object_store` for S3.
pub(crate) fn open(url: &str) -> Result<Arc<dyn ObjectStore>> {
    // Whoever came first has chosen the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (place, options) = url.split_once('?').unwrap_or((url, ""));
    let mut builder = AmazonS3Builder::from_env().with_url(place);
    for option in options.split('&').filter(|option| !option.is_empty()) {
        let (name, value) = option.split_once('=').unwrap_or((option, "true"));
        let key: Key = name.parse().map_err(|_| refused(name, "is no option of an S3 bucket"))?;
        if matches!(key, Key::AccessKeyId | Key::SecretAccessKey | Key::Token) {
            return Err(refused(
                name,
                "does not belong into an address: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            ));
        }
        if key == Key::Endpoint && value.starts_with("http://") {
            builder = builder.with_allow_http(true);
        }
        builder = builder.with_config(key, value);
    }
    let bucket = builder.build()?;
    let prefix = place.trim_start_matches("s3://").split_once('/').map_or("", |(_, prefix)| prefix.trim_matches('/'));
    if prefix.is_empty() { Ok(Arc::new(bucket)) } else { Ok(Arc::new(PrefixStore::new(bucket, prefix))) }
}

fn refused(name: &str, why: &str) -> StoreError {
    StoreError::Blob(format!("{name} {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stand_in_the_address_and_secrets_do_not() {
        let check = |options: &str, refused: &str| match open(&format!("s3://media/crosscheck?{options}")) {
            Ok(_) => assert_eq!(refused, "", "{options}"),
            Err(error) => assert!(!refused.is_empty() && error.to_string().contains(refused), "{error}"),
        };
        check("endpoint=http://127.0.0.1:9000&region=eu-central-1", "");
        check("region=eu-central-1&skip_signature", "");
        check("secret_access_key=hush&region=x", "AWS_SECRET_ACCESS_KEY");
        check("colour=red", "colour is no option");
    }
}
