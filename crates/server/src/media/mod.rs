//! Media over HTTP: the bytes themselves with ranges, and views of them that are made once and kept.

mod bytes;
mod moved;
mod pictures;
mod readable;
mod renditions;
mod stills;
mod timed;

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crosscheck_domain::{Asset, Content, Item, MediaInfo, MediaKind};
use crosscheck_media as media;

use crate::app::App;
use crate::error::{Result, not_found};
use crate::wire::{AudioUrls, ImageUrls, MediaUrls, PartUrls, SoundUrls, VideoUrls};

use bytes::{Served, asset_headers, ranged};

pub use crate::ffmpeg::PICTURE_LIMIT;
pub use bytes::pieces;
pub use moved::moved_sound;
pub use pictures::cut_tiles;
pub use readable::Readable;
pub use renditions::convert;
pub use stills::{storyboard, thumbnail};
pub use timed::{frames, make_peaks};

/// Which view of a medium is asked for: the tail of its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Original,
    Thumbnail,
    Display,
    Tile {
        level: u8,
        col: u32,
        row: u32,
    },
    /// What a browser plays.
    Play,
    Frames,
    Frame(u32),
    Peaks,
    Spectrogram(u32),
    Storyboard,
}

impl View {
    /// Reads `thumbnail`, `display`, `tiles/{level}/{col}/{row}`, `play`, `frames`, `frames/{index}`, `peaks`,
    /// `spectrogram/{n}` or `storyboard`.
    pub fn parse(tail: &str) -> Option<Self> {
        let steps: Vec<&str> = tail.split('/').collect();
        match steps.as_slice() {
            [""] => Some(Self::Original),
            ["thumbnail"] => Some(Self::Thumbnail),
            ["display"] => Some(Self::Display),
            ["tiles", level, col, row] => {
                Some(Self::Tile { level: level.parse().ok()?, col: col.parse().ok()?, row: row.parse().ok()? })
            }
            ["play"] => Some(Self::Play),
            ["frames"] => Some(Self::Frames),
            ["frames", index] => Some(Self::Frame(index.parse().ok()?)),
            ["peaks"] => Some(Self::Peaks),
            ["spectrogram", n] => Some(Self::Spectrogram(n.parse().ok()?)),
            ["storyboard"] => Some(Self::Storyboard),
            _ => None,
        }
    }

    /// Of a view of a picture, in the store.
    fn name(self) -> String {
        match self {
            Self::Original => String::new(),
            Self::Thumbnail => "thumbnail".to_owned(),
            Self::Display => "display".to_owned(),
            Self::Tile { level, col, row } => format!("tiles/{level}/{col}/{row}"),
            Self::Play => "play".to_owned(),
            Self::Frames => "frames".to_owned(),
            Self::Frame(index) => format!("frames/{index}"),
            Self::Peaks => "peaks".to_owned(),
            Self::Spectrogram(n) => format!("spectrogram/{n}"),
            Self::Storyboard => "storyboard".to_owned(),
        }
    }
}

/// The URLs of one picture below `base`.
pub fn image_urls(base: &str, info: &MediaInfo) -> Option<ImageUrls> {
    let (width, height) = (info.width?, info.height?);
    let whole = width.max(height) <= media::DISPLAY_EDGE;
    Some(ImageUrls {
        original: base.to_owned(),
        thumbnail: format!("{base}/thumbnail"),
        display: format!("{base}/display"),
        tile: (!whole).then(|| format!("{base}/tiles/{{level}}/{{col}}/{{row}}")),
        tile_size: media::TILE_SIZE,
        levels: media::levels(width, height),
        width,
        height,
    })
}

/// The URLs of one asset below `base`; none where it could not be read. Whoever has no ffmpeg has no pictures of videos.
fn part_urls(base: &str, info: &MediaInfo, has_ffmpeg: bool) -> Option<PartUrls> {
    match info.kind {
        MediaKind::Text => None,
        MediaKind::Image => image_urls(base, info).map(PartUrls::Image),
        MediaKind::Audio => Some(PartUrls::Audio(AudioUrls {
            original: base.to_owned(),
            play: format!("{base}/play"),
            sound: sound_urls(base, info)?,
            duration_ms: info.duration_ms?,
        })),
        MediaKind::Video => Some(PartUrls::Video(VideoUrls {
            original: base.to_owned(),
            play: format!("{base}/play"),
            frames: format!("{base}/frames"),
            frame: has_ffmpeg.then(|| format!("{base}/frames/{{index}}")),
            thumbnail: has_ffmpeg.then(|| format!("{base}/thumbnail")),
            storyboard: has_ffmpeg.then(|| format!("{base}/storyboard")),
            sound: sound_urls(base, info),
            duration_ms: info.duration_ms?,
            width: info.width?,
            height: info.height?,
            n_frames: info.frames?,
        })),
    }
}

fn sound_urls(base: &str, info: &MediaInfo) -> Option<SoundUrls> {
    Some(SoundUrls {
        peaks: format!("{base}/peaks"),
        spectrogram: format!("{base}/spectrogram/{{n}}"),
        channels: info.channels?,
        sample_rate: info.sample_rate?,
    })
}

/// The URLs of every asset of an item; `base` tells where one lives.
pub fn item_urls(app: &App, item: &Item, base: impl Fn(&str, &str, &Asset) -> String) -> MediaUrls {
    let (mut urls, has_ffmpeg) = (BTreeMap::new(), app.settings.ffmpeg.is_some());
    for (slot, parts) in &item.slots {
        for part in parts {
            if let Content::Asset { asset } = &part.content
                && let Some(found) = part_urls(&base(slot, &part.id, asset), &asset.info, has_ffmpeg)
            {
                urls.insert(format!("{slot}/{}", part.id), found);
            }
        }
    }
    urls
}

/// Answers a request for an asset in one of its views.
pub async fn serve(app: &App, asset: &Asset, tail: &str, headers: &HeaderMap) -> Result<Response> {
    let view = View::parse(tail).ok_or_else(|| not_found("view of this file"))?;
    let jpeg = |bytes: ::bytes::Bytes| (asset_headers("image/jpeg"), bytes).into_response();
    match (view, asset.info.kind) {
        (View::Original, _) => {
            let served = Served { sha: asset.sha256.clone(), view: None, size: asset.info.size };
            ranged(app, &served, &asset.info.mime, headers)
        }
        (View::Thumbnail | View::Display | View::Tile { .. }, MediaKind::Image) => {
            let bytes = pictures::derived(app, asset, view).await?;
            let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
            Ok((asset_headers(kind), bytes).into_response())
        }
        (View::Play, MediaKind::Audio | MediaKind::Video) => renditions::play(app, asset, headers).await,
        (View::Peaks, MediaKind::Audio | MediaKind::Video) => timed::peaks(app, asset, headers).await,
        (View::Spectrogram(n), MediaKind::Audio | MediaKind::Video) => timed::spectrogram(app, asset, n).await,
        (View::Frames, MediaKind::Video) => {
            let table = timed::frames(app, asset).await?;
            Ok((asset_headers("application/octet-stream"), table).into_response())
        }
        (View::Frame(index), MediaKind::Video) => Ok(jpeg(stills::frame(app, asset, index).await?)),
        (View::Thumbnail, MediaKind::Video) if app.settings.ffmpeg.is_none() => {
            // Lists name it as long as there is a video; without ffmpeg it is a drawn one.
            Ok((asset_headers("image/png"), media::blank_still(&asset.info)).into_response())
        }
        (View::Thumbnail, MediaKind::Video) => Ok(jpeg(stills::thumbnail(app, asset).await?)),
        (View::Storyboard, MediaKind::Video) => Ok(jpeg(stills::storyboard(app, asset).await?)),
        _ => Err(not_found("view of this file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_named_by_the_tail_of_the_url() {
        let check = |tail: &str, expected: Option<View>| assert_eq!(View::parse(tail), expected, "{tail}");
        check("", Some(View::Original));
        check("thumbnail", Some(View::Thumbnail));
        check("tiles/1/2/3", Some(View::Tile { level: 1, col: 2, row: 3 }));
        check("tiles/1/2", None);
        check("frames", Some(View::Frames));
        check("frames/12", Some(View::Frame(12)));
        check("spectrogram/3", Some(View::Spectrogram(3)));
        check("spectrogram/-1", None);
        check("../secret", None);
    }
}
