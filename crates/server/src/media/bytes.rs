//! Bytes over HTTP: ranges of a blob or of a view of it, in pieces, so that no file is ever held in memory whole.

use std::ops::Range;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::StreamExt;

use crate::app::App;
use crate::error::{Result, internal};
use crate::headers::ASSET_POLICY;

/// Ranges are read from the blob store in pieces of this many bytes.
const PIECE: u64 = 1 << 20;

pub fn asset_headers(kind: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(ASSET_POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
    headers
}

/// What is served: a blob, or a view of it.
#[derive(Clone, Debug)]
pub struct Served {
    pub sha: String,
    /// The name of the view; the blob itself where there is none.
    pub view: Option<&'static str>,
    pub size: u64,
}

/// The bytes that were asked for: all, or one range.
pub fn ranged(app: &App, served: &Served, kind: &str, headers: &HeaderMap) -> Result<Response> {
    let size = served.size;
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let range = match asked.map(|text| byte_range(text, size)) {
        None => 0..size,
        Some(Some(range)) => range,
        Some(None) => {
            let total = [(CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, total).into_response());
        }
    };
    let mut reply = asset_headers(kind);
    reply.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    reply.insert(CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    let status = if asked.is_some() {
        let text = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
        reply.insert(CONTENT_RANGE, HeaderValue::from_str(&text).map_err(internal)?);
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let body = Body::from_stream(pieces(app.clone(), served.sha.clone(), served.view, range));
    Ok((status, reply, body).into_response())
}

/// A range of a blob, or of a view of it.
pub fn pieces(
    app: App,
    sha: String,
    view: Option<&'static str>,
    range: Range<u64>,
) -> impl futures_util::Stream<Item = std::result::Result<Bytes, std::io::Error>> {
    let starts = (range.start..range.end).step_by(usize::try_from(PIECE).unwrap_or(usize::MAX));
    futures_util::stream::iter(starts).then(move |start| {
        let (app, sha, range) = (app.clone(), sha.clone(), start..(start + PIECE).min(range.end));
        async move {
            let blobs = app.store.blobs();
            let read = match view {
                Some(name) => blobs.get_derived_range(&sha, name, range).await,
                None => blobs.get_range(&sha, range).await,
            };
            read.map_err(std::io::Error::other)
        }
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
}
