//! How big and how slow a request may be.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use crate::error::ApiError;

/// The most bytes of a body: a memory of 1,000 characters, escaped, and room.
const MAX_BODY: usize = 16 * 1024;
/// How long a request may take.
const MAX_TIME: Duration = Duration::from_secs(10);

/// The routes, within the limits.
pub(crate) fn limited(routes: Router) -> Router {
    routes
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn(in_time))
}

/// Gives a slow request up. Its connection goes back to the pool, which cancels the statement
/// on the server.
async fn in_time(request: Request, next: Next) -> Response {
    timeout(MAX_TIME, next.run(request))
        .await
        .unwrap_or_else(|_| ApiError::TooSlow.into_response())
}
