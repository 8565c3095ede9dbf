//! What browsers play, and a copy with the same times of what they do not.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::Response;
use crosscheck_domain::{Asset, MediaInfo, MediaKind, Problem};
use crosscheck_media as media;

use super::bytes::{Served, ranged};
use super::readable::{readable, spare};
use super::timed::{frame_table, not_ready, once};
use crate::app::App;
use crate::error::{ApiError, Result, internal, invalid};
use crate::ffmpeg::Conversion;

/// The view that is played where the original cannot be.
const VIEW: &str = "play";
/// What the browsers decode that Crosscheck supports.
const VIDEO_CODECS: [&str; 4] = ["h264", "vp8", "vp9", "av1"];
const SOUND_CODECS: [&str; 8] = ["aac", "mp3", "opus", "vorbis", "flac", "pcm", "pcm_mulaw", "pcm_alaw"];
/// Even a short video may take this long.
const LEAST_TIME: Duration = Duration::from_secs(600);
/// A frame of a rendition may be shown so much earlier or later, in milliseconds: its ticks are others.
const ACCURACY_MS: f64 = 1.0;

/// Whether a browser plays the original.
pub fn is_playable(info: &MediaInfo) -> bool {
    let known = |codec: &String| VIDEO_CODECS.contains(&codec.as_str()) || SOUND_CODECS.contains(&codec.as_str());
    info.codecs.iter().all(known)
}

/// The original where browsers play it, else its rendition.
pub async fn play(app: &App, asset: &Asset, headers: &HeaderMap) -> Result<Response> {
    if is_playable(&asset.info) {
        // A browser that knows the codecs refuses some types of containers only for their names.
        let kind = match asset.info.mime.as_str() {
            "video/quicktime" => "video/mp4",
            "video/x-matroska" => "video/webm",
            "audio/x-matroska" => "audio/webm",
            mime => mime,
        };
        let served = Served { sha: asset.sha256.clone(), view: None, size: asset.info.size };
        return ranged(app, &served, kind, headers);
    }
    let Some(size) = app.store.blobs().derived_size(&asset.sha256, VIEW).await? else {
        if app.settings.ffmpeg.is_none() {
            let codecs = asset.info.codecs.join(", ");
            let message = format!(
                "browsers do not play this file ({codecs}), and the server has no ffmpeg to convert it; \
                 install ffmpeg, or import it as MP4 (H.264, AAC) or WebM"
            );
            return Err(invalid("not_playable", vec![Problem::new("not_playable", message)]));
        }
        let (app, asset) = (app.clone(), asset.clone());
        tokio::spawn(async move { convert(&app, &asset).await });
        return Ok(not_ready("the file is being converted for browsers"));
    };
    let kind = if asset.info.kind == MediaKind::Video { "video/mp4" } else { "audio/mp4" };
    ranged(app, &Served { sha: asset.sha256.clone(), view: Some(VIEW), size }, kind, headers)
}

/// Makes the rendition where one is needed and possible; again costs nothing.
pub async fn convert(app: &App, asset: &Asset) -> Result<()> {
    if is_playable(&asset.info) || app.settings.ffmpeg.is_none() {
        return Ok(());
    }
    once(app, asset, VIEW, make(app, asset)).await
}

async fn make(app: &App, asset: &Asset) -> Result<()> {
    let Some(ffmpeg) = &app.settings.ffmpeg else { return Ok(()) };
    let _turn = app.decoders.turn(&asset.info).await?;
    let (original, made) = (readable(app, asset).await?, spare(app, ".mp4")?);
    let common = ["-map", "0:v:0?", "-map", "0:a:0?", "-sn", "-dn", "-c:a", "aac", "-b:a", "160k"];
    let picture = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p"];
    // Each frame keeps its own time: none is doubled or dropped to make the rate even.
    let times = ["-fps_mode", "passthrough", "-enc_time_base", "-1", "-copyts", "-movflags", "+faststart", "-f", "mp4"];
    // Half colours need even edges.
    let even = ["-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2"];
    let video = asset.info.kind == MediaKind::Video;
    let after: Vec<&str> = if video {
        common.into_iter().chain(picture).chain(even).chain(times).collect()
    } else {
        common.into_iter().chain(["-vn"]).chain(times).collect()
    };
    let duration = Duration::from_millis(asset.info.duration_ms.unwrap_or(0));
    let conversion = Conversion {
        info: &asset.info,
        input: &original.path,
        before: &[],
        after: &after,
        output: &made,
        max_bytes: app.settings.limits.max_timed_bytes,
    };
    let refused = |problem| invalid("conversion_failed", vec![problem]);
    ffmpeg.run(&conversion, LEAST_TIME.max(duration * 4)).await.map_err(refused)?;
    if video {
        let expected = frame_table(app, asset).await?;
        let (path, limits) = (made.to_path_buf(), app.settings.limits.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let mut file = std::fs::File::open(path).map_err(internal)?;
            media::frame_table(&mut file, &limits).map_err(refused)
        });
        let found = reading.await.map_err(internal)??;
        same_times(&expected, &found).map_err(refused)?;
    }
    app.store.blobs().put_derived_file(&asset.sha256, VIEW, &made).await?;
    Ok::<(), ApiError>(())
}

/// A rendition whose frames are shown at other times would let people mark the wrong moment.
fn same_times(expected: &media::FrameTable, found: &media::FrameTable) -> std::result::Result<(), Problem> {
    let differs = |what: String| {
        let message = format!("the converted file {what}; convert the original to MP4 yourself");
        Err(Problem::new("rendition_differs", message))
    };
    if expected.n() != found.n() {
        return differs(format!("has {} frames, the original {}", found.n(), expected.n()));
    }
    for index in 0..expected.n() as usize {
        let (Some(wanted), Some(is)) = (expected.ms(index), found.ms(index)) else { continue };
        if (wanted - is).abs() > ACCURACY_MS {
            return differs(format!("shows frame {index} at {is:.1} ms, the original at {wanted:.1}"));
        }
    }
    Ok(())
}
