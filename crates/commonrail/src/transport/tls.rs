//! TLS through rustls: the accepted certificates, and the handshake.

mod certificate;
mod names;

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, Error as TlsError, SupportedProtocolVersion};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::socket::Socket;
use super::{Encryption, Stream, Target, TlsVersion, TransportError};
use crate::ssl_mode::SslMode;
use certificate::{Verifier, read_certificates};

/// The message with which a client requests TLS: length 8, code 80877103.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// An encrypted stream.
pub(super) type Encrypted = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

/// Performs handshakes.
pub(super) struct Tls {
    connect: MakeRustlsConnect,
    is_direct: bool,
}

impl Tls {
    /// Sets up the trusted certificates; `None` if the mode never encrypts.
    pub(super) fn new(encryption: &Encryption) -> Result<Option<Self>, TransportError> {
        if encryption.mode == SslMode::Disable {
            return Ok(None);
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions = versions(encryption.oldest, encryption.newest)?;
        let config = ClientConfig::builder_with_provider(provider.clone())
            .with_protocol_versions(&versions)
            .map_err(|_| TransportError::tls("TLS cannot be set up"))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Verifier::new(encryption, provider)?));
        let mut config = match own_certificate(encryption)? {
            Some((chain, key)) => config.with_client_auth_cert(chain, key).map_err(|_| {
                TransportError::tls("the client's certificate and its key do not match")
            })?,
            None => config.with_no_client_auth(),
        };
        if encryption.is_direct {
            config.alpn_protocols = vec![b"postgresql".to_vec()];
        }
        Ok(Some(Self {
            connect: MakeRustlsConnect::new(config),
            is_direct: encryption.is_direct,
        }))
    }

    /// Encrypts a socket, if the server offers it or the mode requires it.
    pub(super) async fn encrypt(
        &self,
        mut socket: Socket,
        target: &Target,
        mode: SslMode,
    ) -> Result<Stream, TransportError> {
        if !self.is_direct {
            let answer = request(&mut socket).await;
            match (answer.map_err(TransportError::HungUp)?, mode) {
                (b'S', _) => {}
                (b'N', SslMode::Prefer) => return Ok(Stream::plain(socket, target)),
                (b'N', _) => {
                    return Err(TransportError::tls(
                        "the server does not offer TLS, but `sslmode` asks for it",
                    ));
                }
                _ => return Err(TransportError::NotUnderstood),
            }
        }
        let reached = target.at(socket.peer());
        let stream = self.handshake(socket, &target.host_name).await?;
        Ok(Stream::encrypted(stream, reached))
    }

    async fn handshake(&self, socket: Socket, host: &str) -> Result<Encrypted, TransportError> {
        // Without verification the name is not checked, but rustls requires one.
        let host = if host.is_empty() { "localhost" } else { host };
        let mut connect = self.connect.clone();
        let Ok(rustls) = MakeTlsConnect::<Socket>::make_tls_connect(&mut connect, host);
        rustls
            .connect(socket)
            .await
            .map_err(|error| match explain(&error) {
                Some(words) => TransportError::tls(words),
                None => TransportError::HungUp(error),
            })
    }
}

/// Requests TLS; returns the server's response, a single byte.
async fn request(socket: &mut Socket) -> std::io::Result<u8> {
    socket.write_all(&SSL_REQUEST).await?;
    socket.flush().await?;
    let mut answer = [0];
    socket.read_exact(&mut answer).await?;
    Ok(answer[0])
}

/// Returns the versions within the limits.
fn versions(
    oldest: TlsVersion,
    newest: TlsVersion,
) -> Result<Vec<&'static SupportedProtocolVersion>, TransportError> {
    let mut versions = Vec::new();
    if oldest != TlsVersion::V13 {
        versions.push(&rustls::version::TLS12);
    }
    if newest != TlsVersion::V12 {
        versions.push(&rustls::version::TLS13);
    }
    if versions.is_empty() {
        return Err(TransportError::tls(
            "`ssl_min_protocol_version` is newer than `ssl_max_protocol_version`",
        ));
    }
    Ok(versions)
}

type OwnCertificate = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// Reads the certificate that this client presents, and its key.
fn own_certificate(encryption: &Encryption) -> Result<Option<OwnCertificate>, TransportError> {
    let (certificate, key) = match (&encryption.client_certificate, &encryption.client_key) {
        (Some(certificate), Some(key)) => (certificate, key),
        (None, None) => return Ok(None),
        _ => {
            let problem = "`client_certificate` and `client_key` belong together: set both";
            return Err(TransportError::tls(problem));
        }
    };
    let chain = read_certificates(certificate, "client's certificate")?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|_| {
        TransportError::tls(
            "the client's key cannot be read: it must be a PEM file without password",
        )
    })?;
    Ok(Some((chain, key)))
}

/// Returns what went wrong in a handshake, without naming the host; `None` when the error has
/// another cause.
pub(crate) fn explain(error: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    let mut source = Some(error);
    while let Some(error) = source {
        let inner = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        let tls = error.downcast_ref::<TlsError>();
        let tls = tls.or_else(|| inner.and_then(|inner| inner.downcast_ref()));
        if let Some(tls) = tls {
            return Some(certificate::words(tls));
        }
        source = error.source();
    }
    None
}
