//! Receiving files: streamed to disk, then into the blob store, so that a job in any process can read them.

use std::path::Path;

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use crosscheck_domain::{Asset, Problem, ProjectId, Provenance};
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use crate::app::App;
use crate::error::{Result, bad_request, internal};

/// A file of an upload, kept as a blob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// As the browser named it, with its folders.
    pub name: String,
    pub sha256: String,
    pub size: u64,
}

/// No upload is larger than this: 64 GiB.
const MAX_UPLOAD: u64 = 64 << 30;
const MAX_FILES: usize = 100_000;

/// Takes every file of the request: one body of JSON lines or CSV, or the parts of a multipart form.
pub async fn receive(app: &App, request: Request) -> Result<Vec<Uploaded>> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim() {
        "multipart/form-data" => receive_parts(app, request).await,
        "application/x-ndjson" | "application/jsonl" | "application/json" => body(app, request, "items.jsonl").await,
        "text/csv" => body(app, request, "items.csv").await,
        "application/zip" => body(app, request, "items.zip").await,
        other => Err(bad_request(
            "content_type",
            format!(
                "cannot import {other:?}: send application/x-ndjson, text/csv, application/zip or multipart/form-data"
            ),
        )),
    }
}

async fn body(app: &App, request: Request, name: &str) -> Result<Vec<Uploaded>> {
    let stream = request.into_body().into_data_stream();
    Ok(vec![keep(app, name.to_owned(), stream).await?])
}

async fn receive_parts(app: &App, mut request: Request) -> Result<Vec<Uploaded>> {
    // The limit of ordinary requests is for bodies that are held in memory; files have limits of their own.
    DefaultBodyLimit::disable().apply(&mut request);
    let broken = |error: axum::extract::multipart::MultipartError| bad_request("upload_broken", error.body_text());
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|error| bad_request("upload_broken", error.body_text()))?;
    let mut files = Vec::new();
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let Some(name) = part.file_name().map(unescaped) else { continue };
        if files.len() >= MAX_FILES {
            return Err(bad_request(
                "too_many_files",
                format!("send at most {MAX_FILES} files at once, or a zip file"),
            ));
        }
        files.push(keep(app, safe_name(&name)?, part).await?);
    }
    Ok(files)
}

/// Browsers write these three characters of a file name as percent escapes in a form, and no others.
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// Refuses names that could leave a folder, or that a file system could not hold.
fn safe_name(name: &str) -> Result<String> {
    Ok(crosscheck_formats::clean_path(name)?)
}

async fn keep<E: std::fmt::Display>(
    app: &App,
    name: String,
    stream: impl Stream<Item = std::result::Result<Bytes, E>>,
) -> Result<Uploaded> {
    // Removed when it is dropped: also when the sender goes away in the middle.
    let path = tempfile::Builder::new().tempfile_in(&app.settings.spool).map_err(internal)?.into_temp_path();
    let size = spool(&path, stream, MAX_UPLOAD).await?;
    let sha256 = app.store.keep_file(&path, app.now()).await?;
    Ok(Uploaded { name, sha256, size })
}

/// The body of a request as one file, of no more bytes than any medium may have.
pub async fn one(app: &App, request: Request) -> Result<TempPath> {
    let path = tempfile::Builder::new().tempfile_in(&app.settings.spool).map_err(internal)?.into_temp_path();
    spool(&path, request.into_body().into_data_stream(), app.settings.limits.largest()).await?;
    Ok(path)
}

/// Probes a file, stores it and makes it known to the project; or tells why not.
pub async fn asset(
    app: &App,
    project: &ProjectId,
    path: &Path,
    name: Option<String>,
) -> Result<std::result::Result<Asset, Problem>> {
    let (probed, limits) = (path.to_owned(), app.settings.limits.clone());
    let probing = tokio::task::spawn_blocking(move || {
        let mut file = std::fs::File::open(probed)?;
        Ok::<_, std::io::Error>(crosscheck_media::probe(&mut file, &limits))
    });
    let info = match probing.await.map_err(internal)?.map_err(internal)? {
        Ok(info) => info,
        Err(problem) => return Ok(Err(problem)),
    };
    let sha256 = app.store.put_blob_file(path, app.now()).await?;
    let asset = Asset { sha256, name, info, provenance: Provenance::default() };
    app.store.add_asset(project, &asset, app.now()).await?;
    Ok(Ok(asset))
}

async fn spool<E: std::fmt::Display>(
    path: &Path,
    stream: impl Stream<Item = std::result::Result<Bytes, E>>,
    most: u64,
) -> Result<u64> {
    let mut stream = std::pin::pin!(stream);
    let mut file = tokio::fs::File::create(path).await.map_err(internal)?;
    let mut size = 0;
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| bad_request("upload_broken", format!("the upload broke off: {error}")))?;
        size += piece.len() as u64;
        if size > most {
            return Err(bad_request("upload_too_large", format!("one file may have at most {most} bytes")));
        }
        file.write_all(&piece).await.map_err(internal)?;
    }
    file.flush().await.map_err(internal)?;
    Ok(size)
}

/// Writes a blob into a file, for readers that need one.
pub async fn copy_to(app: &App, uploaded: &Uploaded, path: &Path) -> Result<()> {
    let pieces = crate::media::pieces(app.clone(), uploaded.sha256.clone(), None, 0..uploaded.size);
    spool(path, pieces, MAX_UPLOAD).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_browsers_write_them() {
        assert_eq!(unescaped("a folder/red <b> %22big%22 100%25.png"), "a folder/red <b> \"big\" 100%25.png");
    }

    #[test]
    fn names_stay_inside_the_upload() {
        let check =
            |name: &str, expected: Option<&str>| assert_eq!(safe_name(name).ok().as_deref(), expected, "{name}");
        check("a.jpg", Some("a.jpg"));
        check("folder\\b.jpg", Some("folder/b.jpg"));
        check("صورة 1.png", Some("صورة 1.png"));
        check("../a.jpg", None);
        check("x/../../etc/passwd", None);
        check("/etc/passwd", None);
        check("C:..\\..\\x", None);
    }
}
