//! Pictures out of videos, by ffmpeg: one frame, a thumbnail, and a strip of thirty.

use bytes::Bytes;
use crosscheck_domain::{Asset, MediaKind, Problem};
use crosscheck_media as media;

use super::PICTURE_LIMIT;
use super::readable::{readable, spare};
use super::timed::{frame_table, once};
use crate::app::App;
use crate::error::{Result, internal, invalid, not_found};
use crate::ffmpeg::Conversion;

pub const STORYBOARD: &str = "storyboard";
pub const THUMBNAIL: &str = "thumbnail";
/// Bytes of one picture: none that a video has is larger.
const MOST_BYTES: u64 = 100_000_000;

/// One frame as JPEG, exactly the one that the table names.
pub async fn frame(app: &App, asset: &Asset, index: u32) -> Result<Bytes> {
    let table = frame_table(app, asset).await?;
    if index >= table.n() {
        return Err(not_found("frame"));
    }
    // Between the frame before and this one: the first that comes then is this one, whatever the rounding.
    let at = |index: usize| table.ms(index).unwrap_or(0.0);
    let begin = at(index as usize);
    let before = if index == 0 { begin } else { (at(index as usize - 1) + begin) / 2.0 };
    still(app, asset, before, "scale=iw*max(sar\\,1):ih*max(1/sar\\,1),setsar=1").await
}

/// The picture of a video for lists: a little after its beginning, where titles and darkness are over.
pub async fn thumbnail(app: &App, asset: &Asset) -> Result<Bytes> {
    let at = asset.info.duration_ms.unwrap_or(0) as f64 / 10.0;
    let edge = media::THUMBNAIL_EDGE;
    let fitted = format!("scale=w={edge}:h={edge}:force_original_aspect_ratio=decrease,setsar=1");
    kept(app, asset, THUMBNAIL, async { still(app, asset, frame_before(app, asset, at).await?, &fitted).await }).await
}

/// Thirty pictures from evenly spaced times beside each other.
pub async fn storyboard(app: &App, asset: &Asset) -> Result<Bytes> {
    kept(app, asset, STORYBOARD, async {
        let duration = asset.info.duration_ms.unwrap_or(0) as f64;
        let mut pictures = Vec::with_capacity(media::STRIP_PICTURES);
        for index in 0..media::STRIP_PICTURES {
            let at = duration * (index as f64 + 0.5) / media::STRIP_PICTURES as f64;
            let scaled = format!("scale={}:-2,setsar=1", media::STRIP_EDGE);
            pictures.push(still(app, asset, frame_before(app, asset, at).await?, &scaled).await?);
        }
        let joining = tokio::task::spawn_blocking(move || media::strip(&pictures));
        let strip = joining.await.map_err(internal)?;
        Ok(Bytes::from(strip.map_err(|problem| invalid("unreadable_media", vec![problem]))?))
    })
    .await
}

/// A view from the store, or made now and kept.
async fn kept(
    app: &App,
    asset: &Asset,
    name: &'static str,
    make: impl Future<Output = Result<Bytes>>,
) -> Result<Bytes> {
    let blobs = app.store.blobs();
    once(app, asset, name, async { Ok(blobs.put_derived(&asset.sha256, name, make.await?).await?) }).await?;
    blobs.get_derived(&asset.sha256, name).await?.ok_or_else(|| internal("a picture that was made is gone"))
}

/// A time at which the frame comes next that is shown at `ms`.
async fn frame_before(app: &App, asset: &Asset, ms: f64) -> Result<f64> {
    let table = frame_table(app, asset).await?;
    let ticks = ms * f64::from(table.timescale) / 1000.0;
    let shown = table.ticks.partition_point(|tick| f64::from(*tick) <= ticks).min(table.n() as usize).saturating_sub(1);
    let at = |index: usize| table.ms(index).unwrap_or(0.0);
    Ok(if shown == 0 { at(0) } else { (at(shown - 1) + at(shown)) / 2.0 })
}

/// The first frame that is shown at `ms` or later.
async fn still(app: &App, asset: &Asset, ms: f64, filter: &str) -> Result<Bytes> {
    let Some(ffmpeg) = app.settings.ffmpeg.as_ref().filter(|_| asset.info.kind == MediaKind::Video) else {
        return Err(not_found("view of this file"));
    };
    let _turn = app.decoders.turn(&asset.info).await?;
    let (original, made) = (readable(app, asset).await?, spare(app, ".jpg")?);
    let start = format!("{:.6}", ms / 1000.0);
    let before = ["-seek_timestamp", "1", "-ss", &start];
    let conversion = Conversion {
        info: &asset.info,
        input: &original.path,
        before: if ms > 0.0 { &before } else { &[] },
        after: &["-map", "0:v:0", "-frames:v", "1", "-vf", filter, "-q:v", "3", "-f", "image2", "-update", "1"],
        output: &made,
        max_bytes: MOST_BYTES,
    };
    let refused = |problem| invalid("unreadable_media", vec![problem]);
    ffmpeg.run(&conversion, PICTURE_LIMIT).await.map_err(refused)?;
    let bytes = tokio::fs::read(&made).await.map_err(internal)?;
    if bytes.is_empty() {
        return Err(refused(Problem::new("conversion_failed", "there is no picture at this time of the video")));
    }
    Ok(Bytes::from(bytes))
}
