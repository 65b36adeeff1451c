//! The errors of secrets and of messages encrypted with one. They never contain values.

/// Why a secret cannot be used, or a stored message cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// An environment variable is missing or unusable.
    #[error("`{variable}` {problem}")]
    Environment {
        /// The variable, for example `CRYPTO_SECRET`.
        variable: &'static str,
        /// What is wrong, without the value.
        problem: &'static str,
    },
    /// The sealed format needs a longer secret.
    #[error("the secret has fewer than 32 characters, too few for the sealed format")]
    TooShort,
    /// PostgreSQL accepts neither an empty secret nor a NUL character.
    #[error("the secret is empty or contains the NUL character, which pgcrypto does not take")]
    Unusable,
    /// An API key is outside its limits; nothing was sent.
    #[error("the api key {problem}")]
    ApiKey {
        /// What is wrong and what is allowed, without the value.
        problem: &'static str,
    },
    /// The operating system gave no random numbers for a nonce.
    #[error("the operating system gave no random numbers")]
    NoRandomness,
    /// Sealed with a secret that is not in the ring.
    #[error("the message was sealed with another secret")]
    WrongSecret,
    /// The end of the message is missing, or its length was altered.
    #[error("the message is truncated")]
    Truncated,
    /// Some byte of the message is not what was sealed.
    #[error("the message was altered")]
    Altered,
    /// Sealed for another table, server or provider: it was pasted into this row.
    #[error("the message belongs to another row")]
    Moved,
    /// Neither the sealed format of a known version, nor an OpenPGP message.
    #[error("the message has an unknown format")]
    UnknownFormat,
    /// An OpenPGP message that was written with `disable-mdc`: if altered, it would decrypt to a
    /// wrong plaintext, so it is not opened at all.
    #[error("the message has no integrity protection")]
    Unprotected,
    /// An OpenPGP message that no secret of the ring opens. pgcrypto does not report the reason.
    #[error("the secret is wrong, or the message was altered")]
    WrongSecretOrAltered,
}
