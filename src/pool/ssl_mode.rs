//! How a connection is encrypted, by libpq's names.
//! <https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS>

use crate::error::{Error, Result};

/// How a TCP connection is encrypted. Unix sockets never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SslMode {
    /// Never.
    Disable,
    /// If the server offers it; the certificate is not checked.
    Prefer,
    /// Always; the certificate is checked only if `root_certificate` is set (as `VerifyCa`).
    Require,
    /// Always, and an authority that is trusted signed the certificate.
    VerifyCa,
    /// Always, an authority that is trusted signed the certificate, and it names the host.
    VerifyFull,
}

impl SslMode {
    /// The mode with this name; `allow` is taken for `prefer`.
    pub(super) fn named(name: &str) -> Result<Self> {
        match name {
            "disable" => Ok(Self::Disable),
            "allow" | "prefer" => Ok(Self::Prefer),
            "require" => Ok(Self::Require),
            "verify-ca" => Ok(Self::VerifyCa),
            "verify-full" => Ok(Self::VerifyFull),
            _ => Err(Error::Configuration(
                "`sslmode` must be disable, prefer, require, verify-ca or verify-full".into(),
            )),
        }
    }
}
