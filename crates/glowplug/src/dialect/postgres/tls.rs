//! TLS through rustls: which certificates count, and the handshake.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore,
    SignatureScheme,
};
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::settings::{Settings, SslMode};
use super::socket::Socket;
use super::wire::{Tap, Wire};
use crate::error::{Class, ServerError};

/// The encrypted stream, before the tap.
type Encrypted = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

/// Makes handshakes.
#[derive(Clone)]
pub(super) struct Tls(MakeRustlsConnect);

impl Tls {
    /// What the settings trust; `None` when they never encrypt.
    pub(super) fn new(settings: &Settings) -> Result<Option<Self>, ServerError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let root = settings.root_certificate.as_deref();
        let verifier: Arc<dyn ServerCertVerifier> = match (settings.ssl_mode, root) {
            (SslMode::Disable, _) => return Ok(None),
            (SslMode::Prefer, _) | (SslMode::Require, None) => {
                Arc::new(Lenient::any(provider.clone()))
            }
            (SslMode::Require | SslMode::VerifyCa, _) => {
                Arc::new(Lenient::signed(provider.clone(), trusted(root, &provider)?))
            }
            (SslMode::VerifyFull, _) => trusted(root, &provider)?,
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_| failure("TLS cannot be set up"))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Some(Self(MakeRustlsConnect::new(config))))
    }

    /// The handshake with one host, and the tap inside it.
    pub(super) fn handshake(&self, host: &str, tap: Tap) -> Handshake {
        // Without verification the name is not looked at, but there must be one.
        let host = if host.is_empty() { "localhost" } else { host };
        Handshake {
            tls: self.0.clone(),
            host: host.to_owned(),
            tap,
        }
    }
}

/// The chain of trust: the roots of a file, or the system's.
fn trusted(
    root: Option<&Path>,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<WebPkiServerVerifier>, ServerError> {
    let mut roots = RootCertStore::empty();
    let certificates = match root {
        Some(path) => read_roots(path)?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    roots.add_parsable_certificates(certificates);
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .map_err(|_| failure("no root certificate was found to verify the server with"))
}

fn read_roots(path: &Path) -> Result<Vec<CertificateDer<'static>>, ServerError> {
    let pem = fs::read(path);
    let pem = pem.map_err(|error| {
        let path = path.display();
        failure(format!("`sslrootcert` `{path}` cannot be read: {error}"))
    })?;
    CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|_| failure("`sslrootcert` is not a PEM file"))
}

fn failure(message: impl Into<String>) -> ServerError {
    ServerError::new(Class::Tls, message)
}

/// A handshake that puts the tap inside the encryption.
pub(super) struct Handshake {
    tls: MakeRustlsConnect,
    host: String,
    tap: Tap,
}

impl TlsConnect<Socket> for Handshake {
    type Stream = Wire<Encrypted>;
    type Error = std::io::Error;
    type Future = BoxFuture<'static, Result<Self::Stream, Self::Error>>;

    fn connect(mut self, socket: Socket) -> Self::Future {
        Box::pin(async move {
            let Ok(rustls) = MakeTlsConnect::<Socket>::make_tls_connect(&mut self.tls, &self.host);
            let encrypted = rustls.connect(socket).await?;
            Ok(Wire::new(encrypted, self.tap))
        })
    }
}

impl TlsStream for Wire<Encrypted> {
    fn channel_binding(&self) -> ChannelBinding {
        self.get_ref().channel_binding()
    }
}

/// Checks less than the whole: that the server owns its certificate, and perhaps who signed it,
/// but not the name in it.
#[derive(Debug)]
struct Lenient {
    provider: Arc<CryptoProvider>,
    chain: Option<Arc<WebPkiServerVerifier>>,
}

impl Lenient {
    const fn any(provider: Arc<CryptoProvider>) -> Self {
        Self {
            provider,
            chain: None,
        }
    }

    const fn signed(provider: Arc<CryptoProvider>, chain: Arc<WebPkiServerVerifier>) -> Self {
        Self {
            provider,
            chain: Some(chain),
        }
    }
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let Some(chain) = &self.chain else {
            return Ok(ServerCertVerified::assertion());
        };
        match chain.verify_server_cert(certificate, between, name, ocsp, now) {
            Err(TlsError::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

/// What went wrong in a handshake; `None` when the error is about something else.
pub(super) fn explain(error: &(dyn std::error::Error + 'static)) -> Option<ServerError> {
    let mut source = Some(error);
    while let Some(error) = source {
        let inner = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        let tls = error.downcast_ref::<TlsError>();
        let tls = tls.or_else(|| inner.and_then(|inner| inner.downcast_ref()));
        if let Some(tls) = tls {
            return Some(failure(words(tls)));
        }
        source = error.source();
    }
    None
}

fn words(error: &TlsError) -> &'static str {
    match error {
        TlsError::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "the server's certificate is for another host name",
        TlsError::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::BadSignature,
        ) => "no trusted authority signed the server's certificate",
        TlsError::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        ) => "the server's certificate has expired",
        TlsError::InvalidCertificate(_) => "the server's certificate is not valid",
        _ => "the TLS handshake failed",
    }
}
