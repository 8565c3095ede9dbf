//! Gives refusals that no handler wrote, such as a body that is no JSON, the shape of all other errors.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{ApiError, bad_request};

/// Bytes of a plain message that are kept.
const MOST: usize = 4 << 10;

/// Answers every mistake below `/api` with an error that has a code and a sentence.
pub async fn explain(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    if has_nul(request.uri()) {
        return bad_request("nul", "the address contains %00, which no text here can hold").into_response();
    }
    let response = next.run(request).await;
    let status = response.status();
    let Some(code) = code(status) else { return response };
    if response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json")) {
        return response;
    }
    let text = to_bytes(response.into_body(), MOST).await.unwrap_or_default();
    let message = sentence(status, &String::from_utf8_lossy(&text));
    ApiError::Refused { status, code, message, problems: Vec::new() }.into_response()
}

fn has_nul(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|text| text.as_str().contains("%00"))
}

/// The statuses with which extractors and the router refuse.
fn code(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::BAD_REQUEST => Some("bad_request"),
        StatusCode::NOT_FOUND => Some("not_found"),
        StatusCode::METHOD_NOT_ALLOWED => Some("method_not_allowed"),
        StatusCode::PAYLOAD_TOO_LARGE => Some("too_large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some("content_type"),
        StatusCode::UNPROCESSABLE_ENTITY => Some("invalid"),
        _ => None,
    }
}

/// What was said, as a sentence of ours; where nothing was said, what the status means.
fn sentence(status: StatusCode, text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None if status == StatusCode::METHOD_NOT_ALLOWED => {
            "this address does not take this method; see /api/openapi.json".to_owned()
        }
        None => "this was not understood; see /api/openapi.json".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_in_our_style() {
        let check = |text: &str, expected: &str| assert_eq!(sentence(StatusCode::BAD_REQUEST, text), expected);
        check("Failed to read it.", "failed to read it");
        check("", "this was not understood; see /api/openapi.json");
    }
}
