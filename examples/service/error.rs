//! Converts every error into a status code and a JSON object: what the caller can act on, without
//! internal details. Internal errors are written to the service's log.

use std::error::Error as _;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tomori_db::Error;

/// The number of seconds after which a caller may try again.
const LATER: &str = "1";

/// The errors of a request.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// The caller is unknown: this header is missing or invalid.
    Unauthorized(&'static str),
    /// The request cannot be read: its status and what is wrong.
    Unreadable(StatusCode, String),
    /// The request took too long and was given up.
    TooSlow,
    /// The data layer's error.
    Data(Error),
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self::Data(error)
    }
}

/// 400 for invalid JSON, 422 for JSON of another form, 413 and 415 for other bodies.
impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        Self::Unreadable(rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::Unreadable(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> Self {
        Self::Unreadable(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Unauthorized(header) => {
                let body = json!({"error": "unauthorized", "header": header});
                let challenge = [(WWW_AUTHENTICATE, "Headers")];
                (StatusCode::UNAUTHORIZED, challenge, Json(body)).into_response()
            }
            Self::Unreadable(status, problem) => {
                answer(status, json!({"error": "unreadable", "problem": problem}))
            }
            Self::TooSlow => later("timeout"),
            Self::Data(error) => data(&error),
        }
    }
}

/// Converts the error of the data layer, by what the caller can do next.
fn data(error: &Error) -> Response {
    match error {
        Error::NotFound { what } => answer(
            StatusCode::NOT_FOUND,
            json!({"error": "not_found", "what": what}),
        ),
        Error::Conflict { .. } => answer(StatusCode::CONFLICT, json!({"error": "conflict"})),
        Error::InvalidInput { field, problem } => answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            json!({"error": "invalid_input", "field": field, "problem": problem}),
        ),
        Error::Timeout { .. } => later("timeout"),
        Error::Unavailable { .. } => later("unavailable"),
        Error::OutcomeUnknown { .. } => answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            json!({"error": "outcome_unknown"}),
        ),
        Error::Retry { .. } => later("conflict_with_another_request"),
        // Secret, Corrupt, Database, Configuration, and future variants: for the operator.
        _ => {
            let cause = error.source().map(ToString::to_string);
            tracing::error!(%error, cause, "a request failed");
            answer(
                StatusCode::INTERNAL_SERVER_ERROR,
                json!({"error": "internal"}),
            )
        }
    }
}

fn answer(status: StatusCode, body: Value) -> Response {
    (status, Json(body)).into_response()
}

fn later(error: &str) -> Response {
    let body = Json(json!({"error": error}));
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(RETRY_AFTER, LATER)],
        body,
    )
        .into_response()
}
