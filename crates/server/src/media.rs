//! Pictures over HTTP: the bytes themselves with ranges, and views of them that are made once and kept.

use std::collections::BTreeMap;
use std::ops::Range;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use crosscheck_domain::{Asset, Content, Item, MediaInfo, MediaKind};
use crosscheck_media as media;
use futures_util::StreamExt;

use crate::app::App;
use crate::error::{Result, bad_request, internal, invalid, not_found};
use crate::headers::ASSET_POLICY;
use crate::wire::{AudioUrls, ImageUrls, MediaUrls, PartUrls, SoundUrls, VideoUrls};

/// Ranges are read from the blob store in pieces of this many bytes, so that no file is ever held in memory whole.
const PIECE: u64 = 1 << 20;

/// Which view of a picture is asked for: the tail of its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Original,
    Thumbnail,
    Display,
    Tile { level: u8, col: u32, row: u32 },
}

impl View {
    /// Reads `thumbnail`, `display` or `tiles/{level}/{col}/{row}`.
    pub fn parse(tail: &str) -> Option<Self> {
        let steps: Vec<&str> = tail.split('/').collect();
        match steps.as_slice() {
            [""] => Some(Self::Original),
            ["thumbnail"] => Some(Self::Thumbnail),
            ["display"] => Some(Self::Display),
            ["tiles", level, col, row] => {
                Some(Self::Tile { level: level.parse().ok()?, col: col.parse().ok()?, row: row.parse().ok()? })
            }
            _ => None,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Original => String::new(),
            Self::Thumbnail => "thumbnail".to_owned(),
            Self::Display => "display".to_owned(),
            Self::Tile { level, col, row } => format!("tiles/{level}/{col}/{row}"),
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

/// The URLs of one asset below `base`; none where it could not be read.
fn part_urls(base: &str, info: &MediaInfo) -> Option<PartUrls> {
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
            frame: None,
            thumbnail: None,
            storyboard: None,
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
pub fn item_urls(item: &Item, base: impl Fn(&str, &str, &Asset) -> String) -> MediaUrls {
    let mut urls = BTreeMap::new();
    for (slot, parts) in &item.slots {
        for part in parts {
            if let Content::Asset { asset } = &part.content
                && let Some(found) = part_urls(&base(slot, &part.id, asset), &asset.info)
            {
                urls.insert(format!("{slot}/{}", part.id), found);
            }
        }
    }
    urls
}

/// Answers a request for an asset in one of its views.
pub async fn serve(app: &App, asset: &Asset, tail: &str, headers: &HeaderMap) -> Result<Response> {
    match View::parse(tail).ok_or_else(|| not_found("view of this file"))? {
        View::Original => original(app, asset, headers).await,
        view => {
            let bytes = derived(app, asset, view).await?;
            let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
            Ok((asset_headers(kind), bytes).into_response())
        }
    }
}

fn asset_headers(kind: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(ASSET_POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
    headers
}

async fn original(app: &App, asset: &Asset, headers: &HeaderMap) -> Result<Response> {
    let size = asset.info.size;
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let range = match asked.map(|text| byte_range(text, size)) {
        None => 0..size,
        Some(Some(range)) => range,
        Some(None) => {
            let total = [(CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, total).into_response());
        }
    };
    let mut reply = asset_headers(&asset.info.mime);
    reply.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    reply.insert(CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    let status = if asked.is_some() {
        let text = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
        reply.insert(CONTENT_RANGE, HeaderValue::from_str(&text).map_err(internal)?);
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    Ok((status, reply, Body::from_stream(pieces(app.clone(), asset.sha256.clone(), range))).into_response())
}

pub fn pieces(
    app: App,
    sha: String,
    range: Range<u64>,
) -> impl futures_util::Stream<Item = std::result::Result<Bytes, std::io::Error>> {
    let starts = (range.start..range.end).step_by(usize::try_from(PIECE).unwrap_or(usize::MAX));
    futures_util::stream::iter(starts).then(move |start| {
        let (app, sha, end) = (app.clone(), sha.clone(), (start + PIECE).min(range.end));
        async move { app.store.blobs().get_range(&sha, start..end).await.map_err(std::io::Error::other) }
    })
}

/// Reads a `Range` header with one range; none when it cannot be satisfied.
fn byte_range(header: &str, size: u64) -> Option<Range<u64>> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) => first..last.saturating_add(1).min(size),
        (Ok(first), Err(_)) if last.is_empty() => first..size,
        (Err(_), Ok(suffix)) if first.is_empty() => size.saturating_sub(suffix)..size,
        _ => return None,
    };
    (range.start < range.end).then_some(range)
}

/// A view, from the store or made now. Tiles of one picture are cut together.
async fn derived(app: &App, asset: &Asset, view: View) -> Result<Bytes> {
    let name = view.name();
    if let Some(bytes) = app.store.blobs().get_derived(&asset.sha256, &name).await? {
        return Ok(bytes);
    }
    if let View::Tile { .. } = view {
        cut_tiles(app, asset).await?;
        let tile = app.store.blobs().get_derived(&asset.sha256, &name).await?;
        return tile.ok_or_else(|| not_found("tile"));
    }
    let made = render(app, asset, view).await?;
    app.store.blobs().put_derived(&asset.sha256, &name, made.clone()).await?;
    Ok(made)
}

async fn render(app: &App, asset: &Asset, view: View) -> Result<Bytes> {
    let turn = app.decoders.turn(&asset.info).await?;
    let bytes = app.store.blobs().get(&asset.sha256).await?;
    let info = asset.info.clone();
    let made = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        match view {
            View::Thumbnail => media::thumbnail(&bytes, &info, media::THUMBNAIL_EDGE),
            View::Display | View::Original | View::Tile { .. } => media::display(&bytes, &info),
        }
    });
    made.await.map_err(internal)?.map(Bytes::from).map_err(|problem| invalid("unreadable_media", vec![problem]))
}

/// Cuts every tile of a picture once, even when many are asked for at the same time.
pub async fn cut_tiles(app: &App, asset: &Asset) -> Result<()> {
    let failed = |error: std::sync::Arc<crate::error::ApiError>| match &*error {
        crate::error::ApiError::Refused { message, .. } => bad_request("unreadable_media", message.clone()),
        other => internal(format!("{other:?}")),
    };
    app.cutting.try_get_with(asset.sha256.clone(), cut(app, asset)).await.map_err(failed)
}

async fn cut(app: &App, asset: &Asset) -> Result<()> {
    if app.store.blobs().get_derived(&asset.sha256, "tiles/done").await?.is_some() {
        return Ok(());
    }
    let turn = app.decoders.turn(&asset.info).await?;
    let bytes = app.store.blobs().get(&asset.sha256).await?;
    let (info, sha, store) = (asset.info.clone(), asset.sha256.clone(), app.store.clone());
    let (send, mut receive) = tokio::sync::mpsc::channel::<(String, Vec<u8>)>(16);
    let cutting = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut sink = |level: u8, col: u32, row: u32, jpeg: Vec<u8>| {
            let name = View::Tile { level, col, row }.name();
            send.blocking_send((name, jpeg)).map_err(std::io::Error::other)
        };
        media::cut(&bytes, &info, &mut sink)
    });
    while let Some((name, jpeg)) = receive.recv().await {
        store.blobs().put_derived(&sha, &name, Bytes::from(jpeg)).await?;
    }
    cutting.await.map_err(internal)?.map_err(internal)?;
    store.blobs().put_derived(&sha, "tiles/done", Bytes::from_static(b"1")).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_browsers_send_them() {
        let check =
            |header: &str, expected: Option<Range<u64>>| assert_eq!(byte_range(header, 100), expected, "{header}");
        check("bytes=0-", Some(0..100));
        check("bytes=10-19", Some(10..20));
        check("bytes=90-500", Some(90..100));
        check("bytes=-10", Some(90..100));
        check("bytes=0-18446744073709551615", Some(0..100));
        check("bytes=100-", None);
        check("bytes=20-10", None);
        check("lines=1-2", None);
    }

    #[test]
    fn views_are_named_by_the_tail_of_the_url() {
        let check = |tail: &str, expected: Option<View>| assert_eq!(View::parse(tail), expected, "{tail}");
        check("", Some(View::Original));
        check("thumbnail", Some(View::Thumbnail));
        check("tiles/1/2/3", Some(View::Tile { level: 1, col: 2, row: 3 }));
        check("tiles/1/2", None);
        check("../secret", None);
    }
}
