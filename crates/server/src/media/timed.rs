//! Views of what has times: frame tables, peaks, spectrograms and pictures out of videos, made once and kept.

use std::fs::File;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use crosscheck_domain::{Asset, MediaKind, Problem};
use crosscheck_media::{self as media, FrameTable, Limits};

use super::bytes::{Served, asset_headers, ranged};
use super::readable::{readable, spare};
use crate::app::App;
use crate::error::{ApiError, Result, bad_request, internal, invalid, not_found};
use crate::ffmpeg::Conversion;
use crate::json::Json;
use crate::wire::{ErrorBody, ErrorDetail};

pub const PEAKS: &str = "peaks";
const FRAMES: &str = "frames";
const BYTES: &str = "application/octet-stream";
/// A page waits this long for what is made while it waits; then it is told to ask again.
const PATIENCE: Duration = Duration::from_secs(2);
/// A sound that only ffmpeg decodes is decoded by it within this time.
const DECODING_LIMIT: Duration = Duration::from_secs(3600);

/// Makes a view once, even when many ask for it at the same time; nothing is done where it is there already.
pub async fn once(app: &App, asset: &Asset, name: &str, make: impl Future<Output = Result<()>>) -> Result<()> {
    let blobs = app.store.blobs();
    let making = async {
        if blobs.derived_size(&asset.sha256, name).await?.is_some() {
            return Ok(());
        }
        make.await
    };
    let failed = |error: std::sync::Arc<ApiError>| match &*error {
        ApiError::Refused { message, .. } => bad_request("unreadable_media", message.clone()),
        other => internal(format!("{other:?}")),
    };
    app.cutting.try_get_with(format!("{}/{name}", asset.sha256), making).await.map_err(failed)
}

/// The answer to who asks too early.
pub fn not_ready(what: &str) -> Response {
    let error = ErrorDetail {
        code: "not_ready".to_owned(),
        message: format!("{what}; ask again in a moment"),
        at: Vec::new(),
        problems: Vec::new(),
    };
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")], Json(ErrorBody { error })).into_response()
}

/// Runs what reads a medium on a thread for blocking work, when it is its turn.
async fn reading<T: Send + 'static>(
    app: &App,
    asset: &Asset,
    read: impl FnOnce(&mut File, &Limits) -> std::result::Result<T, Problem> + Send + 'static,
) -> Result<T> {
    let turn = app.decoders.turn(&asset.info).await?;
    let original = readable(app, asset).await?;
    let limits = app.settings.limits.clone();
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut file = File::open(&original.path).map_err(internal)?;
        read(&mut file, &limits).map_err(|problem| invalid("unreadable_media", vec![problem]))
    });
    work.await.map_err(internal)?
}

pub async fn frame_table(app: &App, asset: &Asset) -> Result<FrameTable> {
    let broken = || internal("a frame table in the store is broken");
    FrameTable::from_bytes(&frames(app, asset).await?).ok_or_else(broken)
}

/// The frame table as bytes.
pub async fn frames(app: &App, asset: &Asset) -> Result<Bytes> {
    let blobs = app.store.blobs();
    if let Some(known) = blobs.get_derived(&asset.sha256, FRAMES).await? {
        return Ok(known);
    }
    if asset.info.kind != MediaKind::Video {
        return Err(not_found("view of this file"));
    }
    let table = reading(app, asset, |file, limits| media::frame_table(file, limits)).await?;
    let bytes = Bytes::from(table.to_bytes());
    blobs.put_derived(&asset.sha256, FRAMES, bytes.clone()).await?;
    Ok(bytes)
}

/// The peaks, with ranges. What takes long is made while the page asks again.
pub async fn peaks(app: &App, asset: &Asset, headers: &HeaderMap) -> Result<Response> {
    if asset.info.channels.is_none() {
        return Err(not_found("view of this file"));
    }
    let (blobs, sha) = (app.store.blobs(), &asset.sha256);
    let mut size = blobs.derived_size(sha, PEAKS).await?;
    if size.is_none() {
        let (app, asset) = (app.clone(), asset.clone());
        let making = tokio::spawn(async move { make_peaks(&app, &asset, |_| {}).await });
        match tokio::time::timeout(PATIENCE, making).await {
            Ok(made) => made.map_err(internal)??,
            Err(_) => return Ok(not_ready("the peaks of this sound are being made")),
        }
        size = blobs.derived_size(sha, PEAKS).await?;
    }
    let size = size.ok_or_else(|| internal("peaks that were made are gone"))?;
    ranged(app, &Served { sha: sha.clone(), view: Some(PEAKS), size }, BYTES, headers)
}

/// Makes the peaks where they are missing; `reached` hears how many milliseconds are done.
pub async fn make_peaks(app: &App, asset: &Asset, reached: impl Fn(u64) + Send + 'static) -> Result<()> {
    once(app, asset, PEAKS, async {
        let made = spare(app, "")?;
        let out = made.to_path_buf();
        let computing = reading(app, asset, move |file, limits| compute(file, limits, &out, &reached)).await;
        if let Err(ApiError::Refused { problems, .. }) = &computing
            && problems.iter().any(|problem| problem.code == "sound_undecodable")
            && app.settings.ffmpeg.is_some()
        {
            let decoded = decoded(app, asset, &[], DECODING_LIMIT).await?;
            let (out, limits) = (made.to_path_buf(), app.settings.limits.clone());
            let work = tokio::task::spawn_blocking(move || {
                let mut file = File::open(&decoded).map_err(internal)?;
                compute(&mut file, &limits, &out, &|_| {}).map_err(|problem| invalid("unreadable_media", vec![problem]))
            });
            work.await.map_err(internal)??;
        } else {
            computing?;
        }
        Ok(app.store.blobs().put_derived_file(&asset.sha256, PEAKS, &made).await?)
    })
    .await
}

fn compute(
    file: &mut File,
    limits: &Limits,
    out: &std::path::Path,
    reached: &dyn Fn(u64),
) -> std::result::Result<(), Problem> {
    let unwritable = |error: std::io::Error| Problem::new("disk", format!("the peaks cannot be written: {error}"));
    let mut out = std::io::BufWriter::new(File::create(out).map_err(unwritable)?);
    media::peaks(file, limits, &mut out, &mut |ms| {
        reached(ms);
        true
    })?;
    out.into_inner().map_err(|error| unwritable(error.into_error()))?;
    Ok(())
}

/// The sound as WAV, by ffmpeg, from its beginning or from where the arguments say.
async fn decoded(app: &App, asset: &Asset, before: &[&str], limit: Duration) -> Result<tempfile::TempPath> {
    let Some(ffmpeg) = &app.settings.ffmpeg else { return Err(not_found("view of this file")) };
    let (original, made) = (readable(app, asset).await?, spare(app, ".wav")?);
    // What begins later begins with silence, so that times stay what they are.
    let after = ["-map", "0:a:0", "-vn", "-af", "aresample=async=1:first_pts=0", "-c:a", "pcm_s16le", "-f", "wav"];
    let conversion = Conversion {
        info: &asset.info,
        input: &original.path,
        before,
        after: &after,
        output: &made,
        max_bytes: app.settings.limits.max_timed_bytes,
    };
    ffmpeg.run(&conversion, limit).await.map_err(|problem| invalid("unreadable_media", vec![problem]))?;
    Ok(made)
}

/// One picture of the spectrogram.
pub async fn spectrogram(app: &App, asset: &Asset, n: u32) -> Result<Response> {
    let duration_ms = asset.info.duration_ms.unwrap_or(0);
    if asset.info.channels.is_none() || u64::from(n) * media::PICTURE_MS >= duration_ms.max(1) {
        return Err(not_found("view of this file"));
    }
    let name = format!("spectrogram/{n}");
    let (blobs, sha) = (app.store.blobs(), &asset.sha256);
    if let Some(known) = blobs.get_derived(sha, &name).await? {
        return Ok((asset_headers("image/png"), known).into_response());
    }
    let drawing = reading(app, asset, move |file, limits| media::spectrogram(file, limits, n)).await;
    let png = match drawing {
        Err(ApiError::Refused { problems, .. })
            if app.settings.ffmpeg.is_some() && problems.iter().any(|one| one.code == "sound_undecodable") =>
        {
            let start = format!("{:.3}", f64::from(n) * media::PICTURE_MS as f64 / 1000.0);
            let heard = decoded(app, asset, &["-ss", &start, "-t", "10.5"], super::PICTURE_LIMIT).await?;
            let limits = app.settings.limits.clone();
            let work = tokio::task::spawn_blocking(move || {
                let mut file = File::open(&heard).map_err(internal)?;
                media::spectrogram(&mut file, &limits, 0).map_err(|problem| invalid("unreadable_media", vec![problem]))
            });
            work.await.map_err(internal)??
        }
        drawn => drawn?,
    };
    let png = Bytes::from(png);
    blobs.put_derived(sha, &name, png.clone()).await?;
    Ok((asset_headers("image/png"), png).into_response())
}
