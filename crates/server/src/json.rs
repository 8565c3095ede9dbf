//! JSON bodies in and out. Text with U+0000 is refused at the door: PostgreSQL cannot hold it, and nobody means it.

use axum::body::Bytes;
use axum::extract::rejection::MissingJsonContentType;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use crosscheck_domain::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::invalid;

/// As axum's own, with that one check.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
            return Err(MissingJsonContentType::default().into_response());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        if holds_nul(&bytes) {
            let problem = Problem::new("nul", "a text contains U+0000, which cannot be stored; remove it");
            return Err(invalid("nul", vec![problem]).into_response());
        }
        axum::Json::from_bytes(&bytes).map(|axum::Json(value)| Self(value)).map_err(IntoResponse::into_response)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Finds the escape of U+0000, and is not misled by an escaped backslash before `u0000`.
fn holds_nul(json: &[u8]) -> bool {
    let escape = b"\\u0000";
    let is_escape = |at: usize| json[..=at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    json.windows(escape.len()).enumerate().any(|(at, found)| found == escape && is_escape(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_escape_itself_is_refused() {
        let check = |json: &str, expected: bool| assert_eq!(holds_nul(json.as_bytes()), expected, "{json}");
        check(r#"{"a":"\u0000"}"#, true);
        check(r#"{"a":"x\\\u0000"}"#, true);
        check(r#"{"a":"\\u0000"}"#, false);
        check(r#"{"a":"u0000 \u0001"}"#, false);
    }
}
