//! Secrets: the secret that stored API keys are encrypted with, and the two formats of these keys.
//!
//! Both formats are bytes and are distinguished by how they begin ([`KeyFormat::of`]):
//!
//! - *sealed*, the default: AES-256-GCM in this process ([`seal`], [`open`]). Neither the secret
//!   nor the plaintext ever reaches the database server. A message is bound to its row, so it
//!   cannot be opened in another one.
//! - *pgcrypto*: an OpenPGP message that other programs read and write in SQL. The server encrypts
//!   and decrypts, so it sees secret and plaintext: read the warning in [`crate::api_keys`] first.
//!
//! ```
//! use tomori_db::secret::{CryptoSecret, KeyRing, RowContext, open, seal};
//!
//! let old = CryptoSecret::new("correct horse battery staple, 1970");
//! let new = CryptoSecret::new("8iRZzjOOcEVxCNyPHtHuTwTkl3Rm1DZ5");
//! let row = RowContext { table: "encrypted_api_keys", server: 7, provider: "google" };
//!
//! let message = seal(&KeyRing::new(old.clone()), &row, "sk-example")?;
//! let ring = KeyRing::new(new).and_older(old);
//! assert_eq!(open(&ring, &row, &message)?.expose(), "sk-example");
//! # Ok::<(), tomori_db::secret::SecretError>(())
//! ```
//!
//! Secrets, derived keys and plaintexts are zeroed when dropped. This covers this crate only: the
//! environment keeps its variables, and drivers and the kernel have buffers of their own.

mod error;
mod openpgp;
mod ring;
mod sealed;

use std::env::{self, VarError};
use std::fmt;

use serde::Serialize;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use error::SecretError;
pub use ring::KeyRing;
pub use sealed::{RowContext, open, seal};

pub(crate) use openpgp::check as check_openpgp;

/// The environment variable of the newest secret.
pub const VARIABLE: &str = "CRYPTO_SECRET";

/// The environment variable of the previous secret, during and after a rotation.
pub const VARIABLE_PREVIOUS: &str = "CRYPTO_SECRET_PREVIOUS";

/// The minimum number of characters of a secret for the sealed format.
pub const MIN_CHARACTERS: usize = 32;

/// The maximum size of an API key in bytes.
pub const MAX_API_KEY_BYTES: usize = 10_000;

/// A secret that API keys are encrypted with; never printed, zeroed when dropped.
///
/// It is used as it is, including spaces. For the sealed format it needs at least
/// [`MIN_CHARACTERS`], and they should be random, because keys are derived by HKDF, which does not
/// slow down guessing: `openssl rand -base64 32`. A shorter one works for the pgcrypto format, to
/// open the database of another program.
#[derive(Clone, ZeroizeOnDrop)]
pub struct CryptoSecret(Zeroizing<String>);

impl CryptoSecret {
    /// Creates the secret with this text.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(Zeroizing::new(secret.into()))
    }

    /// Reads `CRYPTO_SECRET`.
    ///
    /// # Errors
    /// `Environment` when the variable is not set, empty, or not UTF-8. A short secret is refused
    /// by [`KeyRing::from_env`], or when something is sealed.
    pub fn from_env() -> Result<Self, SecretError> {
        Self::from_variable(VARIABLE, env::var(VARIABLE))?.ok_or(SecretError::Environment {
            variable: VARIABLE,
            problem: "is not set",
        })
    }

    /// Converts the value of the variable; `None` when the variable is not set or empty.
    fn from_variable(
        variable: &'static str,
        value: Result<String, VarError>,
    ) -> Result<Option<Self>, SecretError> {
        match value {
            Ok(text) if text.is_empty() => Ok(None),
            Ok(text) => Ok(Some(Self::new(text))),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(text)) => {
                text.into_encoded_bytes().zeroize();
                Err(SecretError::Environment {
                    variable,
                    problem: "is not UTF-8",
                })
            }
        }
    }

    /// Returns true if it has the length that the sealed format needs.
    #[must_use]
    pub fn is_long_enough(&self) -> bool {
        self.text().chars().count() >= MIN_CHARACTERS
    }

    fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CryptoSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CryptoSecret(..)")
    }
}

/// A decrypted key for a provider; never printed or serialized, zeroed when dropped.
#[derive(Clone, ZeroizeOnDrop)]
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    /// Creates the key with this text: 1 to [`MAX_API_KEY_BYTES`] bytes, not blank, without NUL.
    ///
    /// # Errors
    /// `ApiKey` with the violated limit; the text is zeroed in this case too.
    pub fn new(key: impl Into<String>) -> Result<Self, SecretError> {
        let key = Self::opened(Zeroizing::new(key.into()));
        let problem = if key.expose().len() > MAX_API_KEY_BYTES {
            "must have at most 10000 bytes"
        } else if key.expose().trim().is_empty() {
            "must have 1 to 10000 bytes, not blank"
        } else if key.expose().contains('\0') {
            "must not contain the NUL character"
        } else {
            return Ok(key);
        };
        Err(SecretError::ApiKey { problem })
    }

    /// Returns the key from a stored message, without checks, because another program may have
    /// stored it.
    pub(crate) const fn opened(key: Zeroizing<String>) -> Self {
        Self(key)
    }

    /// Returns the text. Keep it short-lived: a copy of it is not zeroed.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(..)")
    }
}

/// The format in which a key is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyFormat {
    /// AES-256-GCM in this process, bound to its row: the default.
    Sealed,
    /// An OpenPGP message of pgcrypto's `pgp_sym_encrypt`, for other programs.
    Pgcrypto,
}

impl KeyFormat {
    /// Returns the format of a message, by its first three bytes; `None` when it is neither.
    ///
    /// The first byte of an OpenPGP message always has its highest bit set
    /// (<https://www.rfc-editor.org/rfc/rfc4880#section-4.2>); the sealed format begins with `T`.
    #[must_use]
    pub fn of(message: &[u8]) -> Option<Self> {
        if message.starts_with(&sealed::MAGIC) {
            return Some(Self::Sealed);
        }
        let first = message.first()?;
        (first & 0x80 != 0).then_some(Self::Pgcrypto)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    #[test]
    fn a_missing_or_empty_variable_is_no_secret() {
        for value in [Err(VarError::NotPresent), Ok(String::new())] {
            assert!(
                CryptoSecret::from_variable(VARIABLE, value)
                    .unwrap()
                    .is_none()
            );
        }
        let value = Ok("kurz".to_owned());
        let secret = CryptoSecret::from_variable(VARIABLE, value)
            .unwrap()
            .unwrap();
        assert!(!secret.is_long_enough());
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_utf8_is_an_error_without_its_value() {
        use std::os::unix::ffi::OsStringExt as _;
        let value = Err(VarError::NotUnicode(OsString::from_vec(
            b"canary\xff".into(),
        )));
        let error = CryptoSecret::from_variable(VARIABLE, value).unwrap_err();
        assert_eq!(error.to_string(), "`CRYPTO_SECRET` is not UTF-8");
        assert!(!format!("{error:?}").contains("canary"));
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(CryptoSecret::new("ä".repeat(32)).is_long_enough());
        assert!(!CryptoSecret::new("ä".repeat(31)).is_long_enough());
    }

    #[test]
    fn secrets_and_keys_are_zeroed_on_drop_and_never_printed() {
        fn zeroed_on_drop<T: ZeroizeOnDrop>(_: &T) {}
        let secret = CryptoSecret::new("canary");
        let key = ApiKey::new("canary").unwrap();
        zeroed_on_drop(&secret);
        zeroed_on_drop(&key);
        assert_eq!(format!("{secret:?} {key:?}"), "CryptoSecret(..) ApiKey(..)");
        assert_eq!(
            format!("{secret:#?} {key:#?}"),
            "CryptoSecret(..) ApiKey(..)"
        );
    }

    #[test]
    fn an_api_key_has_limits() {
        assert!(ApiKey::new("k".repeat(MAX_API_KEY_BYTES)).is_ok());
        for bad in ["", " \n", "a\0b", &"k".repeat(MAX_API_KEY_BYTES + 1)] {
            let error = ApiKey::new(bad).unwrap_err();
            assert!(matches!(error, SecretError::ApiKey { .. }), "{error}");
        }
    }

    #[test]
    fn a_format_is_known_by_its_first_bytes() {
        assert_eq!(KeyFormat::of(b"TDS\x01"), Some(KeyFormat::Sealed));
        assert_eq!(KeyFormat::of(b"\xc3\x0d\x04"), Some(KeyFormat::Pgcrypto));
        for neither in [&b""[..], b"TD", b"sk-plain", b"-----BEGIN PGP MESSAGE-----"] {
            assert_eq!(KeyFormat::of(neither), None);
        }
    }
}
