//! A copy of a sound or video whose sound begins later or earlier, in the format that it had.

use std::io::{BufReader, BufWriter, Write};
use std::time::Duration;

use crosscheck_domain::{Asset, MediaInfo, MediaKind, Problem, ProjectId};
use crosscheck_media as media;

use super::readable::{readable, spare};
use super::timed::frame_table;
use crate::app::App;
use crate::error::{Result, internal, invalid};
use crate::ffmpeg::Conversion;
use crate::upload;

/// Even a short one may take this long.
const LEAST_TIME: Duration = Duration::from_secs(120);
/// The pictures of a copy may begin so much later than those of the original, in milliseconds.
const MOST_LATE_MS: f64 = 40.0;

/// Makes the copy and gives it to the project. The original's name and origin go with it, so that they tell nothing.
pub async fn moved_sound(app: &App, project: &ProjectId, asset: &Asset, by_ms: i64) -> Result<Asset> {
    let original = readable(app, asset).await?;
    let made = spare(app, "")?;
    let plain = asset.info.mime == "audio/wav" && {
        let (from, to) = (original.path.clone(), made.to_path_buf());
        let moving = tokio::task::spawn_blocking(move || {
            let mut input = BufReader::new(std::fs::File::open(from)?);
            let mut output = BufWriter::new(std::fs::File::create(to)?);
            media::moved_wav(&mut input, &mut output, by_ms)?;
            output.flush()
        });
        moving.await.map_err(internal)?.is_ok()
    };
    if !plain {
        converted(app, asset, &original.path, &made, by_ms).await?;
    }
    let copy = upload::asset(app, project, &made, asset.name.clone()).await?.map_err(refused)?;
    let known = |info: &MediaInfo| (info.kind, info.mime.clone(), info.codecs.clone(), info.channels);
    if known(&copy.info) != known(&asset.info) {
        return Err(refused(Problem::new("conversion_failed", "the copy has another format than the original")));
    }
    if copy.info.kind == MediaKind::Video {
        same_pace(&frame_table(app, asset).await?, &frame_table(app, &copy).await?)?;
    }
    Ok(Asset { provenance: asset.provenance.clone(), ..copy })
}

fn refused(problem: Problem) -> crate::error::ApiError {
    invalid("sound_not_moved", vec![problem])
}

/// The pictures are shown as before, but for the little that a container begins later so that no sound lies before zero.
fn same_pace(original: &media::FrameTable, copy: &media::FrameTable) -> Result<()> {
    let late = |index: usize| Some(copy.ms(index)? - original.ms(index)?);
    let first = late(0).unwrap_or(0.0);
    let same = |index: usize| late(index).is_some_and(|ms| (ms - first).abs() <= 1.0);
    if copy.n() == original.n() && first.abs() <= MOST_LATE_MS && (0..original.n() as usize).all(same) {
        return Ok(());
    }
    Err(refused(Problem::new("conversion_failed", "the copy shows its pictures at other times than the original")))
}

async fn converted(
    app: &App,
    asset: &Asset,
    original: &std::path::Path,
    made: &std::path::Path,
    by_ms: i64,
) -> Result<()> {
    let Some(ffmpeg) = &app.settings.ffmpeg else {
        let message = "the sound of anything but WAV files is moved by ffmpeg, which this server does not have";
        return Err(refused(Problem::new("ffmpeg_missing", message)));
    };
    let (Some(container), Some(encoder)) = (container(&asset.info.mime), encoder(&asset.info)) else {
        return Err(refused(Problem::new("conversion_failed", "sound of this format cannot be written")));
    };
    let _turn = app.decoders.turn(&asset.info).await?;
    let filter = if by_ms > 0 {
        format!("adelay=delays={by_ms}:all=1")
    } else {
        format!("atrim=start={}ms,asetpts=PTS-STARTPTS", by_ms.unsigned_abs())
    };
    let after = ["-map", "0:v:0?", "-map", "0:a:0", "-sn", "-dn", "-c:v", "copy", "-c:a", encoder, "-b:a", "160k"];
    let after = [&after[..], &["-strict", "-2", "-af", &filter, "-f", container]].concat();
    let conversion = Conversion {
        info: &asset.info,
        input: original,
        before: &[],
        after: &after,
        output: made,
        max_bytes: app.settings.limits.max_timed_bytes,
    };
    let duration = Duration::from_millis(asset.info.duration_ms.unwrap_or(0));
    ffmpeg.run(&conversion, LEAST_TIME.max(duration)).await.map_err(refused)
}

/// What ffmpeg calls the container.
fn container(mime: &str) -> Option<&'static str> {
    Some(match mime {
        "audio/wav" => "wav",
        "audio/flac" => "flac",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/aac" => "adts",
        "video/quicktime" => "mov",
        "audio/mp4" | "video/mp4" => "mp4",
        mime if mime.ends_with("/webm") => "webm",
        mime if mime.ends_with("/x-matroska") => "matroska",
        _ => return None,
    })
}

/// What writes the sound's own format.
fn encoder(info: &MediaInfo) -> Option<&'static str> {
    info.codecs.iter().find_map(|codec| {
        Some(match codec.as_str() {
            "aac" => "aac",
            "mp3" => "libmp3lame",
            "opus" => "libopus",
            "vorbis" => "libvorbis",
            "flac" => "flac",
            "pcm" => "pcm_s16le",
            "pcm_mulaw" => "pcm_mulaw",
            "pcm_alaw" => "pcm_alaw",
            _ => return None,
        })
    })
}
