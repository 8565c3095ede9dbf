//! A blob as a file that decoders can seek in: the file itself, or a copy from the bucket that is kept for a while.

use std::path::PathBuf;
use std::sync::Arc;

use crosscheck_domain::Asset;
use tempfile::TempPath;

use crate::app::App;
use crate::error::{ApiError, Result, internal};
use crate::upload::{Uploaded, copy_to};

/// A file for as long as somebody holds this.
pub struct Readable {
    pub path: PathBuf,
    /// Removed with the last handle.
    _copy: Option<TempPath>,
}

/// The bytes of an asset as a file.
pub async fn readable(app: &App, asset: &Asset) -> Result<Arc<Readable>> {
    if let Some(path) = app.store.blobs().file(&asset.sha256)? {
        return Ok(Arc::new(Readable { path, _copy: None }));
    }
    let failed = |error: Arc<ApiError>| internal(format!("{error:?}"));
    app.copies.try_get_with(asset.sha256.clone(), copied(app, asset)).await.map_err(failed)
}

async fn copied(app: &App, asset: &Asset) -> Result<Arc<Readable>> {
    let copy = spare(app, "")?;
    let whole = Uploaded { name: String::new(), sha256: asset.sha256.clone(), size: asset.info.size };
    copy_to(app, &whole, &copy).await?;
    Ok(Arc::new(Readable { path: copy.to_path_buf(), _copy: Some(copy) }))
}

/// A file for something that is being made; removed when it is dropped.
pub fn spare(app: &App, ending: &str) -> Result<TempPath> {
    let made = tempfile::Builder::new().suffix(ending).tempfile_in(&app.settings.spool).map_err(internal)?;
    Ok(made.into_temp_path())
}
