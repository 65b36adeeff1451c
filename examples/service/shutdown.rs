//! Shuts down without losing a request: on SIGTERM or Ctrl-C the service accepts no new requests,
//! answers the pending ones, and ends.

use std::io;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::sleep;

/// The time for the last requests: a little more than `limits::MAX_TIME`.
const GRACE: Duration = Duration::from_secs(12);

/// Serves until a signal arrives and the last request is answered, or [`GRACE`] is over.
pub(crate) async fn serve(listener: TcpListener, routes: Router) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (stop, mut stopping) = watch::channel(());
    let server = axum::serve(listener, routes)
        .with_graceful_shutdown(async move { stopping.changed().await.unwrap_or_default() });
    let limit = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        stop.send_replace(());
        sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended,
        () = limit => {
            tracing::warn!("a client still held its connection");
            Ok(())
        }
    }
}
