//! The secrets that are in use at the same time: the newest encrypts, all decrypt.

use std::env;
use std::fmt;
use std::sync::Arc;

use super::sealed::{KeyId, SealingKey};
use super::{CryptoSecret, SecretError, VARIABLE, VARIABLE_PREVIOUS};

/// One or more secrets: the newest encrypts, every one of them decrypts.
///
/// Keys are derived once, when a secret is added. Clones are cheap and share them.
#[derive(Clone)]
pub struct KeyRing {
    newest: Arc<Entry>,
    older: Vec<Arc<Entry>>,
}

/// A secret and its derived keys; a short secret has no sealing key.
struct Entry {
    secret: CryptoSecret,
    sealing: Option<SealingKey>,
}

impl Entry {
    fn new(secret: CryptoSecret) -> Arc<Self> {
        let sealing = secret
            .is_long_enough()
            .then(|| SealingKey::derive(secret.text()));
        Arc::new(Self { secret, sealing })
    }
}

impl KeyRing {
    /// Creates a ring with one secret, of any length: a short one reads and writes the pgcrypto
    /// format only, and sealing with it is refused.
    #[must_use]
    pub fn new(secret: CryptoSecret) -> Self {
        Self {
            newest: Entry::new(secret),
            older: Vec::new(),
        }
    }

    /// Adds a secret that only decrypts.
    #[must_use]
    pub fn and_older(mut self, secret: CryptoSecret) -> Self {
        self.older.push(Entry::new(secret));
        self
    }

    /// Reads `CRYPTO_SECRET` and, where it is set, `CRYPTO_SECRET_PREVIOUS`.
    ///
    /// To change the secret: set both variables, restart, call
    /// [`api_keys::rotate`](crate::api_keys::rotate), and remove the previous one.
    ///
    /// # Errors
    /// `Environment` when `CRYPTO_SECRET` is not set or has fewer than 32 characters, or one of
    /// them is not UTF-8. A program that uses only the pgcrypto format, with a short secret, calls
    /// `KeyRing::new(CryptoSecret::from_env()?)`.
    pub fn from_env() -> Result<Self, SecretError> {
        let secret = CryptoSecret::from_env()?;
        if !secret.is_long_enough() {
            return Err(SecretError::Environment {
                variable: VARIABLE,
                problem: "has fewer than 32 characters",
            });
        }
        let ring = Self::new(secret);
        let previous = env::var(VARIABLE_PREVIOUS);
        Ok(
            match CryptoSecret::from_variable(VARIABLE_PREVIOUS, previous)? {
                Some(previous) => ring.and_older(previous),
                None => ring,
            },
        )
    }

    /// Returns the key that seals.
    pub(super) fn sealing(&self) -> Result<&SealingKey, SecretError> {
        self.newest.sealing.as_ref().ok_or(SecretError::TooShort)
    }

    /// Returns the key that opens what the key with this id sealed.
    pub(super) fn opening(&self, id: KeyId) -> Result<&SealingKey, SecretError> {
        let mut keys = self.entries().filter_map(|entry| entry.sealing.as_ref());
        let missing = if keys.clone().next().is_none() {
            SecretError::TooShort
        } else {
            SecretError::WrongSecret
        };
        keys.find(|key| key.id() == id).ok_or(missing)
    }

    /// Checks that the newest secret is long enough to seal.
    ///
    /// # Errors
    /// `TooShort` when it is not.
    pub(crate) fn check_sealing(&self) -> Result<(), SecretError> {
        self.sealing().map(|_| ())
    }

    /// Returns the text of the newest secret, for pgcrypto.
    ///
    /// # Errors
    /// `Unusable` when PostgreSQL does not accept it.
    pub(crate) fn pgcrypto_secret(&self) -> Result<&str, SecretError> {
        Some(self.newest.secret.text())
            .filter(|text| is_usable(text))
            .ok_or(SecretError::Unusable)
    }

    /// Returns the texts of all secrets that pgcrypto accepts, newest first.
    pub(crate) fn pgcrypto_secrets(&self) -> Vec<&str> {
        self.entries()
            .map(|entry| entry.secret.text())
            .filter(|text| is_usable(text))
            .collect()
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        std::iter::once(&self.newest)
            .chain(&self.older)
            .map(|entry| &**entry)
    }
}

fn is_usable(secret: &str) -> bool {
    !secret.is_empty() && !secret.contains('\0')
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({} secrets)", 1 + self.older.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_prints_how_many_secrets_it_has() {
        let ring = KeyRing::new(CryptoSecret::new("canary-new"));
        let ring = ring.and_older(CryptoSecret::new("canary-old"));
        assert_eq!(format!("{ring:?}"), "KeyRing(2 secrets)");
    }

    #[test]
    fn pgcrypto_gets_every_secret_it_takes_newest_first() {
        let ring = KeyRing::new(CryptoSecret::new("new"))
            .and_older(CryptoSecret::new("a\0b"))
            .and_older(CryptoSecret::new(""))
            .and_older(CryptoSecret::new("old"));
        assert_eq!(ring.pgcrypto_secret(), Ok("new"));
        assert_eq!(ring.pgcrypto_secrets(), ["new", "old"]);
        let empty = KeyRing::new(CryptoSecret::new(""));
        assert_eq!(empty.pgcrypto_secret(), Err(SecretError::Unusable));
    }

    #[test]
    fn a_short_secret_does_not_seal() {
        let short = KeyRing::new(CryptoSecret::new("s".repeat(31)));
        assert_eq!(short.check_sealing(), Err(SecretError::TooShort));
        let long = KeyRing::new(CryptoSecret::new("s".repeat(32)));
        assert_eq!(long.check_sealing(), Ok(()));
    }
}
