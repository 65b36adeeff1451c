//! How a connection is encrypted, by libpq's names.
//! <https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS>

/// How a TCP connection is encrypted. Unix sockets never are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SslMode {
    /// Never.
    Disable,
    /// If the server offers it; the certificate is not checked.
    #[default]
    Prefer,
    /// Always; the certificate is checked only if `root_certificate` is set (as `VerifyCa`).
    Require,
    /// Always, and a trusted authority must have signed the certificate.
    VerifyCa,
    /// Always, a trusted authority must have signed the certificate, and it must name the host.
    VerifyFull,
}

impl SslMode {
    /// Returns the mode with this name; `allow` is treated as `prefer`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "disable" => Some(Self::Disable),
            "allow" | "prefer" => Some(Self::Prefer),
            "require" => Some(Self::Require),
            "verify-ca" => Some(Self::VerifyCa),
            "verify-full" => Some(Self::VerifyFull),
            _ => None,
        }
    }

    /// Returns the name of this mode in an address.
    #[cfg(feature = "diesel")]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Prefer => "prefer",
            Self::Require => "require",
            Self::VerifyCa => "verify-ca",
            Self::VerifyFull => "verify-full",
        }
    }
}
