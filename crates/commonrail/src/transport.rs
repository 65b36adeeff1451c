//! Streams to a server: hosts, sockets, TLS and cancel requests.
//!
//! This is for programs that drive tokio-postgres themselves: open a [`Stream`], wrap it to see
//! every byte unencrypted, and start the protocol on it.
//!
//! ```no_run
//! use commonrail::transport::{Encryption, Transport};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let config: tokio_postgres::Config = "host=localhost user=app dbname=app".parse()?;
//! let transport = Transport::new(config.clone(), &Encryption::default())?;
//! for target in transport.targets() {
//!     if let Ok(stream) = transport.open(target).await {
//!         let (client, connection) = stream.start(config, |stream| stream).await?;
//!         tokio::spawn(connection);
//!         client.batch_execute("SELECT 1").await?;
//!         break;
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod cancel;
mod error;
mod socket;
mod stream;
mod target;
#[cfg(feature = "tls")]
mod tls;

use std::path::PathBuf;

use tokio_postgres::Config;

use crate::ssl_mode::SslMode;

pub use cancel::Canceller;
pub use error::TransportError;
pub use stream::{Route, Stream};
pub use target::Target;

use socket::Shutdown;

/// The TLS mode, the versions, and the certificates.
#[derive(Clone, Debug, Default)]
pub struct Encryption {
    /// Whether to encrypt, and what to check.
    pub mode: SslMode,
    /// A PEM file of the authorities to trust instead of the system's.
    pub root_certificate: Option<PathBuf>,
    /// A PEM file of the certificate that this client presents.
    pub client_certificate: Option<PathBuf>,
    /// A PEM file of its private key.
    pub client_key: Option<PathBuf>,
    /// The minimum TLS version.
    pub oldest: TlsVersion,
    /// The maximum TLS version.
    pub newest: TlsVersion,
    /// Whether TLS starts without a request to the server (`sslnegotiation=direct`).
    pub is_direct: bool,
}

/// A version of TLS, as a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TlsVersion {
    /// No limit, or one below 1.2, which is obsolete.
    #[default]
    Any,
    /// 1.2.
    V12,
    /// 1.3.
    V13,
}

/// Opens streams to the hosts of one configuration; TLS is set up once.
pub struct Transport {
    config: Config,
    targets: Vec<Target>,
    mode: SslMode,
    #[cfg(feature = "tls")]
    tls: Option<tls::Tls>,
}

impl Transport {
    /// Sets up streams to the hosts of `config`, whose own TLS settings are ignored.
    ///
    /// # Errors
    /// `Tls` when the encryption asks for something unsupported.
    pub fn new(config: Config, encryption: &Encryption) -> Result<Self, TransportError> {
        let mode = encryption.mode;
        #[cfg(not(feature = "tls"))]
        if !matches!(mode, SslMode::Disable | SslMode::Prefer) {
            return Err(TransportError::Tls(
                "this `sslmode` needs TLS: build with the feature `tls`".into(),
            ));
        }
        let targets = Target::all(&config);
        if mode == SslMode::VerifyFull && targets.iter().any(Target::is_nameless) {
            return Err(TransportError::Tls(
                "`sslmode=verify-full` needs `host` in addition to `hostaddr`: the certificate \
                 must name it"
                    .into(),
            ));
        }
        Ok(Self {
            config,
            targets,
            mode,
            #[cfg(feature = "tls")]
            tls: tls::Tls::new(encryption)?,
        })
    }

    /// Returns the hosts, in the order in which libpq tries them.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Opens a stream to a host: at the first address that accepts connections, encrypted as the
    /// mode requires. Nothing secret has been sent yet.
    ///
    /// # Errors
    /// If no address accepts connections, or the mode's conditions are not met.
    pub async fn open(&self, target: &Target) -> Result<Stream, TransportError> {
        match self.negotiate(target, Shutdown::Immediate, self.mode).await {
            Err(TransportError::Tls(_)) if self.mode == SslMode::Prefer => {
                self.open_unencrypted(target).await
            }
            opened => opened,
        }
    }

    /// Opens a stream to a host without encryption: the fallback of `prefer`.
    ///
    /// # Errors
    /// If no address accepts connections.
    pub async fn open_unencrypted(&self, target: &Target) -> Result<Stream, TransportError> {
        self.negotiate(target, Shutdown::Immediate, SslMode::Disable)
            .await
    }

    /// Opens a stream to the same address and with the same encryption as another one, for a cancel
    /// request.
    async fn reopen(&self, route: &Route) -> Result<Stream, TransportError> {
        let mode = match route.is_encrypted {
            true => SslMode::Require,
            false => SslMode::Disable,
        };
        self.negotiate(&route.target, Shutdown::AfterServer, mode)
            .await
    }

    async fn negotiate(
        &self,
        target: &Target,
        shutdown: Shutdown,
        mode: SslMode,
    ) -> Result<Stream, TransportError> {
        let socket = target.dial(&self.config, shutdown).await?;
        #[cfg(feature = "tls")]
        if mode != SslMode::Disable
            && !target.is_local()
            && let Some(tls) = &self.tls
        {
            return tls.encrypt(socket, target, mode).await;
        }
        // Without the TLS feature, only modes that do not require it are accepted.
        let _ = mode;
        Ok(Stream::plain(socket, target))
    }
}

/// Returns what went wrong in a TLS handshake, if the error was caused by one. A server may refuse
/// the client's certificate as late as in its first response.
#[must_use]
pub fn handshake_failure(error: &(dyn std::error::Error + 'static)) -> Option<TransportError> {
    #[cfg(feature = "tls")]
    return tls::explain(error).map(|words| TransportError::Tls(words.into()));
    #[cfg(not(feature = "tls"))]
    {
        let _ = error;
        None
    }
}
