//! What the server answered, with the promises that every reply keeps checked on the way.

use axum::body::to_bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

#[derive(Debug)]
pub struct Reply {
    asked: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Reply {
    pub async fn read(asked: String, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let reply = Self { asked, status: parts.status, headers: parts.headers, bytes };
        assert_eq!(reply.header(header::X_CONTENT_TYPE_OPTIONS.as_str()), "nosniff", "{reply}");
        assert!(reply.header(header::CONTENT_SECURITY_POLICY.as_str()).contains("default-src"), "{reply}");
        assert_ne!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{reply}");
        reply
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body, after the status was the expected one.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{self}");
        if self.bytes.is_empty() { Value::Null } else { serde_json::from_slice(&self.bytes).expect("a JSON body") }
    }

    /// The error's code, after the status was the expected one. Every error has a sentence for people.
    #[track_caller]
    pub fn refused(&self, status: u16) -> String {
        let error = self.expect(status)["error"].clone();
        assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{self}");
        assert!(error["problems"].is_array() && error["at"].is_array(), "{self}");
        error["code"].as_str().expect("a code").to_owned()
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start: String = self.text().chars().take(2_000).collect();
        write!(f, "{} answered {}: {start}", self.asked, self.status)
    }
}
