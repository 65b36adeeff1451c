//! A server that is far away: bytes take their time in both directions.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// Listens on a port of this machine, and passes everything on to the server after a delay; returns
/// the address. It ends with the process.
///
/// # Errors
/// When no port is to be had.
pub fn start(server: SocketAddr, delay: Duration) -> Result<SocketAddr> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    thread::Builder::new()
        .name("relay".into())
        .spawn(move || runtime.block_on(accept(listener, server, delay)))
        .context("no thread for the relay")?;
    Ok(address)
}

async fn accept(
    listener: std::net::TcpListener,
    server: SocketAddr,
    delay: Duration,
) -> Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (near, _) = listener.accept().await?;
        let far = TcpStream::connect(server).await?;
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        let (from_client, to_client) = near.into_split();
        let (from_server, to_server) = far.into_split();
        tokio::spawn(carry(from_client, to_server, delay));
        tokio::spawn(carry(from_server, to_client, delay));
    }
}

/// Passes the bytes of one direction on, each as long after it came as the delay says.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin + Send + 'static,
    delay: Duration,
) {
    let (sender, mut receiver) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        while let Some((due, bytes)) = receiver.recv().await {
            sleep_until(due).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
        let _ = to.shutdown().await;
    });
    let mut space = vec![0; 64 * 1_024];
    while let Ok(count @ 1..) = from.read(&mut space).await {
        let due = Instant::now() + delay;
        if sender.send((due, space[..count].to_vec())).is_err() {
            return;
        }
    }
}
