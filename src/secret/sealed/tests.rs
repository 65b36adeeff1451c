//! Tests of the sealed format: a message from another implementation, altered messages, forged
//! headers.

use super::*;
use crate::secret::CryptoSecret;
use proptest::prelude::*;

const ROW: RowContext<'static> = RowContext {
    table: "encrypted_api_keys",
    server: 7,
    provider: "google",
};

/// Created by another implementation (Python's `hmac` and `cryptography`) according to the module's
/// table, with the nonce 0, 1, 2… 11.
const KNOWN: &[u8] = b"\
    \x54\x44\x53\x01\x4d\xe0\xef\xa7\x8a\x29\x75\xad\xf9\x10\xcd\x16\x84\x63\x91\x2a\x00\x00\
    \x00\x0a\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x09\x6c\x2f\x97\x3d\x14\xec\x04\
    \x3f\x87\xd8\xaf\x2e\x3f\x87\x2d\x9a\x5f\xbb\x4a\x79\x3d\x09\xa0\x06\xe1\x30\x2f\xba\x83";

fn ring(letter: &str) -> KeyRing {
    KeyRing::new(CryptoSecret::new(letter.repeat(32)))
}

fn sealed(plaintext: &str) -> Vec<u8> {
    seal(&ring("a"), &ROW, plaintext).unwrap()
}

fn opened(message: &[u8]) -> Result<String, SecretError> {
    open(&ring("a"), &ROW, message).map(|key| key.expose().to_owned())
}

#[test]
fn a_message_of_version_1_opens_for_ever() {
    assert_eq!(opened(KNOWN).unwrap(), "sk-example");
}

#[test]
fn two_messages_of_one_plaintext_differ() {
    assert_ne!(sealed("sk"), sealed("sk"));
    assert_eq!(sealed("sk").len(), HEADER + 2 + TAG);
}

#[test]
fn every_flipped_bit_is_found() {
    let message = sealed("sk-example");
    for place in 0..message.len() * 8 {
        let mut altered = message.clone();
        altered[place / 8] ^= 1 << (place % 8);
        let expected = match place / 8 {
            0..=3 => SecretError::UnknownFormat,
            _ => SecretError::Altered,
        };
        assert_eq!(opened(&altered), Err(expected), "bit {place}");
    }
}

#[test]
fn every_truncation_is_found() {
    let message = sealed("sk-example");
    for length in 0..message.len() {
        assert_eq!(
            opened(&message[..length]),
            Err(SecretError::Truncated),
            "{length}"
        );
    }
}

#[test]
fn appended_bytes_are_found() {
    let message = [sealed("sk-example").as_slice(), b"x"].concat();
    assert_eq!(opened(&message), Err(SecretError::Altered));
}

#[test]
fn another_row_is_told() {
    let message = sealed("sk-example");
    for row in [
        RowContext { server: 8, ..ROW },
        RowContext { server: -7, ..ROW },
        RowContext {
            provider: "googl",
            ..ROW
        },
        RowContext {
            provider: "Google",
            ..ROW
        },
        RowContext {
            table: "api_keys",
            ..ROW
        },
        RowContext {
            table: "encrypted_api_keysg",
            provider: "oogle",
            ..ROW
        },
    ] {
        let error = open(&ring("a"), &row, &message).unwrap_err();
        assert_eq!(error, SecretError::Moved, "{row:?}");
    }
}

/// Forges a header: the attacker computes the checksum and copies the tag of the target row.
#[test]
fn a_forged_header_never_opens() {
    let other = RowContext { server: 8, ..ROW };
    let (theirs, here) = (
        sealed("theirs"),
        seal(&ring("a"), &other, "sk-ours").unwrap(),
    );
    let mut forged = theirs;
    forged[12..20].copy_from_slice(&here[12..20]);
    let sum = checksum(&forged[..HEADER - 4]);
    forged[HEADER - 4..HEADER].copy_from_slice(&sum);
    let error = open(&ring("a"), &other, &forged).unwrap_err();
    assert_eq!(error, SecretError::Altered);
}

#[test]
fn another_secret_is_told() {
    let message = sealed("sk-example");
    let error = open(&ring("b"), &ROW, &message).unwrap_err();
    assert_eq!(error, SecretError::WrongSecret);
}

#[test]
fn the_newest_secret_writes_and_all_read() {
    let old = sealed("old");
    let both = ring("b").and_older(CryptoSecret::new("a".repeat(32)));
    assert_eq!(open(&both, &ROW, &old).unwrap().expose(), "old");
    let new = seal(&both, &ROW, "new").unwrap();
    assert_eq!(open(&ring("b"), &ROW, &new).unwrap().expose(), "new");
    assert_eq!(opened(&new), Err(SecretError::WrongSecret));
}

#[test]
fn a_short_secret_neither_seals_nor_opens() {
    let short = KeyRing::new(CryptoSecret::new("a".repeat(31)));
    assert_eq!(seal(&short, &ROW, "sk"), Err(SecretError::TooShort));
    let error = open(&short, &ROW, &sealed("sk")).unwrap_err();
    assert_eq!(error, SecretError::TooShort);
    let reads = short.and_older(CryptoSecret::new("a".repeat(32)));
    assert_eq!(open(&reads, &ROW, &sealed("sk")).unwrap().expose(), "sk");
    assert_eq!(seal(&reads, &ROW, "sk"), Err(SecretError::TooShort));
}

#[test]
fn derived_keys_are_zeroed_on_drop() {
    fn zeroed_on_drop<T: zeroize::ZeroizeOnDrop>() {}
    zeroed_on_drop::<Aes256Gcm>();
    zeroed_on_drop::<Sha256>();
}

proptest! {
    #[test]
    fn what_was_sealed_opens(
        plaintext in any::<String>(),
        secret in ".{32,64}",
        server: i64,
        provider in ".{1,50}",
    ) {
        let ring = KeyRing::new(CryptoSecret::new(secret));
        let row = RowContext { table: "t", server, provider: &provider };
        let message = seal(&ring, &row, &plaintext).unwrap();
        let opened = open(&ring, &row, &message).unwrap();
        prop_assert_eq!(opened.expose(), plaintext);
    }

    #[test]
    fn nothing_else_opens(mut message: Vec<u8>, start in 0..=HEADER) {
        let header = sealed("sk");
        message.splice(0..0, header[..start].iter().copied());
        prop_assert!(opened(&message).is_err());
    }

    #[test]
    fn several_altered_bytes_are_found(changes in proptest::collection::vec(
        (any::<proptest::sample::Index>(), 1_u8..),
        1..8,
    )) {
        let message = sealed("sk-example");
        let mut altered = message.clone();
        for (place, change) in &changes {
            altered[place.index(message.len())] ^= change;
        }
        prop_assume!(altered != message);
        prop_assert!(opened(&altered).is_err());
    }
}
