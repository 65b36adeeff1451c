//! The size and time limits of requests.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use crate::error::ApiError;

/// The maximum size of a body in bytes: a memory of 1,000 characters, escaped, and some room.
const MAX_BODY: usize = 16 * 1024;
/// How long a request may take.
const MAX_TIME: Duration = Duration::from_secs(10);

/// Adds the limits to the routes.
pub(crate) fn limited(routes: Router) -> Router {
    routes
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn(in_time))
}

/// Ends a slow request. Its connection is returned to the pool, which cancels the statement on the
/// server.
async fn in_time(request: Request, next: Next) -> Response {
    timeout(MAX_TIME, next.run(request))
        .await
        .unwrap_or_else(|_| ApiError::TooSlow.into_response())
}
