//! Secrets: the key ring, and the sealed format.

/// Why a stored secret could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// Placeholder replaced by the module's own text.
    #[error("the secret is wrong")]
    WrongSecret,
}
