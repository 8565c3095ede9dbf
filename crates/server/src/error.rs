//! The one error of the HTTP API: a status, a word for programs, a sentence for people.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crosscheck_domain::Problem;
use crosscheck_store::StoreError;

use crate::wire::{Draft, DraftConflict, ErrorBody, ErrorDetail};

pub type Result<T> = std::result::Result<T, ApiError>;

/// Everything that a handler can answer instead of its result.
#[derive(Debug)]
pub enum ApiError {
    /// The user's mistake or a refusal.
    Refused { status: StatusCode, code: &'static str, message: String, problems: Vec<Problem> },
    /// Somebody saved the draft since.
    StaleDraft(Box<Draft>),
    /// The world is broken; logged once, here.
    Internal(String),
}

fn refused(status: StatusCode, code: &'static str, message: impl Into<String>) -> ApiError {
    ApiError::Refused { status, code, message: message.into(), problems: Vec::new() }
}

pub fn bad_request(code: &'static str, message: impl Into<String>) -> ApiError {
    refused(StatusCode::BAD_REQUEST, code, message)
}

pub fn not_found(what: &str) -> ApiError {
    refused(StatusCode::NOT_FOUND, "not_found", format!("there is no such {what} here, or it is not yours to see"))
}

pub fn forbidden(message: impl Into<String>) -> ApiError {
    refused(StatusCode::FORBIDDEN, "forbidden", message)
}

pub fn unauthorized() -> ApiError {
    refused(StatusCode::UNAUTHORIZED, "signed_out", "sign in first; what you did is kept in this browser")
}

pub fn conflict(code: &'static str, message: impl Into<String>) -> ApiError {
    refused(StatusCode::CONFLICT, code, message)
}

pub fn gone(message: impl Into<String>) -> ApiError {
    refused(StatusCode::GONE, "gone", message)
}

pub fn too_many(message: impl Into<String>) -> ApiError {
    refused(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", message)
}

/// Refuses input for the reasons given; there is at least one.
pub fn invalid(code: &'static str, problems: Vec<Problem>) -> ApiError {
    let message = problems.first().map_or_else(String::new, ToString::to_string);
    ApiError::Refused { status: StatusCode::UNPROCESSABLE_ENTITY, code, message, problems }
}

pub fn internal(error: impl std::fmt::Display) -> ApiError {
    ApiError::Internal(error.to_string())
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => not_found("thing"),
            StoreError::Conflict(message) => conflict("conflict", message),
            StoreError::LastManager => conflict("last_manager", error.to_string()),
            StoreError::JobLost => conflict("job_lost", error.to_string()),
            StoreError::Gone => gone("this is over: it was used, submitted or given back"),
            StoreError::Database(_) | StoreError::Blob(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        invalid("invalid", vec![problem])
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Refused { status, code, message, problems } => {
                let at = problems.first().map(|problem| problem.at.clone()).unwrap_or_default();
                let error = ErrorDetail { code: code.to_owned(), message, at, problems };
                (status, Json(ErrorBody { error })).into_response()
            }
            Self::StaleDraft(draft) => {
                let error = ErrorDetail {
                    code: "stale_draft".to_owned(),
                    message: "another tab or device saved this draft since; both are kept".to_owned(),
                    at: Vec::new(),
                    problems: Vec::new(),
                };
                (StatusCode::CONFLICT, Json(DraftConflict { error, draft: *draft })).into_response()
            }
            Self::Internal(message) => {
                tracing::error!(%message, "request failed");
                let error = ErrorDetail {
                    code: "internal".to_owned(),
                    message: "the server could not do this; nothing was changed, try again".to_owned(),
                    at: Vec::new(),
                    problems: Vec::new(),
                };
                (StatusCode::INTERNAL_SERVER_ERROR, Json(ErrorBody { error })).into_response()
            }
        }
    }
}
