//! Short-lived passwords, fetched for each connection.

use std::future::Future;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::error::{Error, Result};
use crate::failure::Failure;

/// Fetches the password whenever a connection is opened.
#[derive(Clone)]
pub(crate) struct PasswordSource(Arc<dyn Fn() -> BoxFuture<'static, Result<String>> + Send + Sync>);

impl PasswordSource {
    pub(crate) fn new<F>(fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String>> + Send + 'static,
    {
        Self(Arc::new(move || fetch().boxed()))
    }

    pub(crate) async fn fetch(&self) -> Result<String, Failure> {
        (self.0)().await.map_err(|error| match error {
            Error::Configuration(reason) => Failure::lasting(reason),
            Error::Unavailable { reason } => Failure::passing(reason),
            other => Failure::passing(format!("no password could be fetched: {other}")),
        })
    }
}
