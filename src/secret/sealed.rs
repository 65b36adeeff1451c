//! The sealed format: AES-256-GCM, bound to a row.
//!
//! | bytes | content |
//! | --- | --- |
//! | 3 | `TDS` |
//! | 1 | version, 1 |
//! | 8 | id of the key, derived from the secret |
//! | 8 | tag of the row, derived from the secret and the row |
//! | 4 | length of the plaintext in bytes, most significant first |
//! | 12 | random nonce |
//! | 4 | checksum of the fields before it: the beginning of their SHA-256 |
//! | length + 16 | ciphertext and tag |
//!
//! Key, key id and row tag are derived from the secret by HKDF-SHA256. Header and row are
//! additional data, so the authentication tag alone decides whether a message opens; key id, row
//! tag, length and checksum only distinguish the reasons of a failure. The length of the plaintext
//! is no secret: it follows from the length of the message.
//!
//! A random nonce of 96 bits is safe for 2³² messages under one secret
//! (<https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf>, 8.3).

use std::mem;

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{AeadInOut, Generate, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{ApiKey, KeyRing, SecretError};

/// The beginning of every sealed message.
pub(super) const MAGIC: [u8; 3] = *b"TDS";

const VERSION: u8 = 1;
const VERSION_AT: usize = 3;
const HEADER: usize = 40;
const TAG: usize = 16;

const SALT: &[u8] = b"tomori-db sealed 1";
const INFO_KEY_ID: &[u8] = b"key id";
const INFO_CIPHER: &[u8] = b"aes-256-gcm";
const INFO_ROW: &[u8] = b"row tag";

/// The id by which a message names its key.
pub(super) type KeyId = [u8; 8];

/// The row that a message belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowContext<'a> {
    /// The table, for example `encrypted_api_keys`.
    pub table: &'a str,
    /// The key of the server.
    pub server: i64,
    /// The provider, for example `google`.
    pub provider: &'a str,
}

impl RowContext<'_> {
    /// Appends the row, in an unambiguous form: texts are preceded by their length.
    fn write(&self, out: &mut Vec<u8>) {
        for text in [self.table, self.provider] {
            out.extend((text.len() as u64).to_be_bytes());
            out.extend(text.as_bytes());
        }
        out.extend(self.server.to_be_bytes());
    }
}

/// The keys that are derived from one secret.
pub(super) struct SealingKey {
    id: KeyId,
    cipher: Aes256Gcm,
    derivation: Hkdf<Sha256>,
}

impl SealingKey {
    /// Derives the keys of a secret.
    pub(super) fn derive(secret: &str) -> Self {
        let derivation = Hkdf::<Sha256>::new(Some(SALT), secret.as_bytes());
        let mut key = Zeroizing::new([0; 32]);
        expand(&derivation, &[INFO_CIPHER], &mut *key);
        let mut id = KeyId::default();
        expand(&derivation, &[INFO_KEY_ID], &mut id);
        Self {
            id,
            cipher: Aes256Gcm::new(<&Key<Aes256Gcm>>::from(&*key)),
            derivation,
        }
    }

    pub(super) const fn id(&self) -> KeyId {
        self.id
    }

    fn row_tag(&self, row: &RowContext<'_>) -> [u8; 8] {
        let mut text = Vec::new();
        row.write(&mut text);
        let mut tag = [0; 8];
        expand(&self.derivation, &[INFO_ROW, &text], &mut tag);
        tag
    }
}

fn expand(derivation: &Hkdf<Sha256>, info: &[&[u8]], out: &mut [u8]) {
    derivation
        .expand_multi_info(info, out)
        .expect("32 bytes are within HKDF's limit of 8,160");
}

/// The fields of a header.
struct Header {
    key_id: KeyId,
    row_tag: [u8; 8],
    length: u32,
    nonce: [u8; 12],
}

impl Header {
    fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER);
        out.extend(MAGIC);
        out.push(VERSION);
        out.extend(self.key_id);
        out.extend(self.row_tag);
        out.extend(self.length.to_be_bytes());
        out.extend(self.nonce);
        out.extend(checksum(&out));
        out
    }

    /// Reads the header, and returns it with the bytes after it.
    fn read(message: &[u8]) -> Result<(Self, &[u8]), SecretError> {
        if !message.starts_with(&MAGIC) && !MAGIC.starts_with(message) {
            return Err(SecretError::UnknownFormat);
        }
        if message.get(VERSION_AT).is_some_and(|byte| *byte != VERSION) {
            return Err(SecretError::UnknownFormat);
        }
        let (header, body) = message
            .split_at_checked(HEADER)
            .ok_or(SecretError::Truncated)?;
        let mut rest = &header[VERSION_AT + 1..];
        let read = Self {
            key_id: take(&mut rest)?,
            row_tag: take(&mut rest)?,
            length: u32::from_be_bytes(take(&mut rest)?),
            nonce: take(&mut rest)?,
        };
        if rest != checksum(&header[..HEADER - rest.len()]) {
            return Err(SecretError::Altered);
        }
        Ok((read, body))
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], SecretError> {
    let (first, rest) = bytes.split_first_chunk().ok_or(SecretError::Truncated)?;
    *bytes = rest;
    Ok(*first)
}

/// Computes the checksum, which tells an altered header from a wrong secret. It protects nothing,
/// because anyone can compute it.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(bytes));
    [a, b, c, d]
}

/// Encrypts a plaintext for one row with the ring's newest secret; takes about a microsecond.
///
/// # Errors
/// `TooShort` when that secret has fewer than 32 characters, `NoRandomness` when the operating
/// system provides none, `ApiKey` for 4 GiB or more.
pub fn seal(ring: &KeyRing, row: &RowContext<'_>, plaintext: &str) -> Result<Vec<u8>, SecretError> {
    let key = ring.sealing()?;
    let nonce = Nonce::<U12>::try_generate().map_err(|_| SecretError::NoRandomness)?;
    let length = u32::try_from(plaintext.len()).map_err(|_| TOO_LONG)?;
    let header = Header {
        key_id: key.id,
        row_tag: key.row_tag(row),
        length,
        nonce: nonce.into(),
    };
    let mut message = header.write();
    // Room for the tag from the start: growing the buffer would leave a copy of the plaintext
    // behind.
    let mut body = Zeroizing::new(Vec::with_capacity(plaintext.len() + TAG));
    body.extend_from_slice(plaintext.as_bytes());
    key.cipher
        .encrypt_in_place(&nonce, &bound_to(&message, row), &mut *body)
        .map_err(|_| TOO_LONG)?;
    message.extend_from_slice(&body);
    Ok(message)
}

const TOO_LONG: SecretError = SecretError::ApiKey {
    problem: "must have less than 4 GiB",
};

/// Decrypts a sealed message of one row with whichever secret of the ring sealed it.
///
/// # Errors
/// `UnknownFormat`, `Truncated`, `Altered`, `WrongSecret` or `Moved`, in this order: an altered
/// message may also be reported as truncated, of an unknown format, or moved, depending on the
/// altered byte, but it never opens. `TooShort` when every secret of the ring has fewer than 32
/// characters.
pub fn open(ring: &KeyRing, row: &RowContext<'_>, message: &[u8]) -> Result<ApiKey, SecretError> {
    let (header, body) = Header::read(message)?;
    // At most 4 GiB and 16 bytes.
    let expected = u64::from(header.length) + TAG as u64;
    match (body.len() as u64).cmp(&expected) {
        std::cmp::Ordering::Less => return Err(SecretError::Truncated),
        std::cmp::Ordering::Greater => return Err(SecretError::Altered),
        std::cmp::Ordering::Equal => {}
    }
    let key = ring.opening(header.key_id)?;
    if key.row_tag(row) != header.row_tag {
        return Err(SecretError::Moved);
    }
    let mut body = Zeroizing::new(body.to_vec());
    let bound = bound_to(&message[..HEADER], row);
    key.cipher
        .decrypt_in_place(&header.nonce.into(), &bound, &mut *body)
        .map_err(|_| SecretError::Altered)?;
    let text = String::from_utf8(mem::take(&mut *body)).map_err(|_| SecretError::Altered)?;
    Ok(ApiKey::opened(Zeroizing::new(text)))
}

/// Returns the additional data of the encryption: header and row, which are authenticated but not
/// encrypted.
fn bound_to(header: &[u8], row: &RowContext<'_>) -> Vec<u8> {
    let mut data = header.to_vec();
    row.write(&mut data);
    data
}

#[cfg(test)]
mod tests;
