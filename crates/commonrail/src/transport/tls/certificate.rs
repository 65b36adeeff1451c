//! Checks the certificate of a server as far as the mode requires.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};

use super::names;
use crate::ssl_mode::SslMode;
use crate::transport::{Encryption, TransportError};

/// Checks a certificate as far as the mode requires, and always that the server owns it.
#[derive(Debug)]
pub(super) struct Verifier {
    provider: Arc<CryptoProvider>,
    trusted: Option<Trusted>,
    checks_name: bool,
}

/// The authorities that may have signed the certificate.
#[derive(Debug)]
struct Trusted {
    chain: Arc<WebPkiServerVerifier>,
    roots: Vec<CertificateDer<'static>>,
}

impl Verifier {
    pub(super) fn new(
        encryption: &Encryption,
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, TransportError> {
        let root = encryption.root_certificate.as_deref();
        let checks = match encryption.mode {
            SslMode::Disable | SslMode::Prefer => false,
            SslMode::Require => root.is_some(),
            SslMode::VerifyCa | SslMode::VerifyFull => true,
        };
        let trusted = checks.then(|| trusted(root, &provider)).transpose()?;
        Ok(Self {
            provider,
            trusted,
            checks_name: encryption.mode == SslMode::VerifyFull,
        })
    }
}

/// Loads the trusted authorities: those of a file, or the system's.
fn trusted(root: Option<&Path>, provider: &Arc<CryptoProvider>) -> Result<Trusted, TransportError> {
    let mut store = RootCertStore::empty();
    let roots = match root {
        Some(path) => read_certificates(path, "root certificate")?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    store.add_parsable_certificates(roots.iter().cloned());
    let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider.clone())
        .build()
        .map_err(|_| {
            TransportError::tls("no root certificate was found to verify the server with")
        })?;
    Ok(Trusted { chain, roots })
}

/// Reads the certificates of a PEM file.
pub(super) fn read_certificates(
    path: &Path,
    what: &str,
) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let name = path.display();
    let pem = fs::read(path).map_err(|error| {
        TransportError::tls(format!("the {what} file `{name}` cannot be read: {error}"))
    })?;
    CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|_| TransportError::tls(format!("the {what} file `{name}` is not PEM")))
}

const fn is_about_name(error: &TlsError) -> bool {
    matches!(
        error,
        TlsError::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
        )
    )
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let Some(trusted) = &self.trusted else {
            return Ok(ServerCertVerified::assertion());
        };
        let verified = trusted
            .chain
            .verify_server_cert(certificate, between, name, ocsp, now);
        match verified {
            Ok(verified) => Ok(verified),
            Err(error) if is_about_name(&error) => {
                // The chain is valid. As in libpq, the common name is used if there is no other
                // name.
                if self.checks_name && !names::fit_common_name(certificate, name) {
                    return Err(error);
                }
                Ok(ServerCertVerified::assertion())
            }
            // A server's own certificate, given as the root: there is no chain to build.
            Err(_) if trusted.roots.iter().any(|root| root == certificate) => {
                names::check_dates(certificate, now)?;
                if self.checks_name && !names::fit(certificate, name) {
                    return Err(CertificateError::NotValidForName.into());
                }
                Ok(ServerCertVerified::assertion())
            }
            Err(error) => Err(error),
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

/// Describes what is wrong with a certificate or a handshake, without naming the host.
pub(super) fn words(error: &TlsError) -> &'static str {
    let TlsError::InvalidCertificate(problem) = error else {
        return match error {
            TlsError::AlertReceived(_) => {
                "the server refused the TLS handshake: it may ask for a client certificate \
                 (`sslcert`, `sslkey`)"
            }
            _ => "the TLS handshake failed",
        };
    };
    match problem {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is for another host name"
        }
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            "no trusted authority signed the server's certificate"
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet: compare the clocks"
        }
        CertificateError::Revoked => "the server's certificate was revoked",
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "the server's certificate is not valid for server authentication"
        }
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "the server's certificate is that of an authority, and not one of the roots: \
             name the certificate itself as `sslrootcert` to trust it"
        }
        _ => "the server's certificate is not valid",
    }
}
