//! Checks without the secret whether an OpenPGP message is complete and integrity-protected.
//!
//! pgcrypto reports a wrong secret, a truncated and an altered message in the same way, and it
//! opens messages without a checksum of their content. So both are checked before pgcrypto is
//! called. Packets: <https://www.rfc-editor.org/rfc/rfc4880#section-4.2>.

use super::SecretError;

/// "Symmetrically Encrypted Integrity Protected Data": what pgcrypto writes.
const PROTECTED: u8 = 18;
/// "Symmetrically Encrypted Data": what it writes with `disable-mdc`.
const UNPROTECTED: u8 = 9;
/// "Symmetric-Key Encrypted Session Key" and "Marker": the packets that may come first.
const BEFORE: [u8; 2] = [3, 10];

/// Refuses a message that pgcrypto should not be asked to open.
///
/// # Errors
/// `UnknownFormat`, `Truncated` or `Unprotected`.
pub(crate) fn check(mut message: &[u8]) -> Result<(), SecretError> {
    loop {
        let (&first, rest) = message.split_first().ok_or(SecretError::Truncated)?;
        let (tag, length) = match first {
            0xc0.. => (first & 0x3f, Length::New),
            0x80.. => (first >> 2 & 0x0f, Length::Old(first & 3)),
            _ => return Err(SecretError::UnknownFormat),
        };
        message = length.skip(rest)?;
        match tag {
            PROTECTED => return Ok(()),
            UNPROTECTED => return Err(SecretError::Unprotected),
            tag if BEFORE.contains(&tag) => {}
            _ => return Err(SecretError::UnknownFormat),
        }
    }
}

/// How a packet encodes its length.
#[derive(Clone, Copy)]
enum Length {
    /// In the packet's first bytes, or in pieces.
    New,
    /// In 1, 2 or 4 bytes, or to the end of the message.
    Old(u8),
}

impl Length {
    /// Returns the bytes after the packet.
    fn skip(self, body: &[u8]) -> Result<&[u8], SecretError> {
        match self {
            Self::New => skip_new(body),
            Self::Old(3) => Ok(&[]),
            Self::Old(kind) => {
                let (length, rest) = number(body, 1 << kind)?;
                after(rest, length)
            }
        }
    }
}

fn skip_new(mut body: &[u8]) -> Result<&[u8], SecretError> {
    loop {
        let (&first, rest) = body.split_first().ok_or(SecretError::Truncated)?;
        match first {
            ..192 => return after(rest, usize::from(first)),
            192..224 => {
                let (second, rest) = number(rest, 1)?;
                let first = usize::from(first - 192);
                return after(rest, (first << 8) + second + 192);
            }
            // A partial length: another length follows the part.
            224..255 => body = after(rest, 1 << (first & 0x1f))?,
            255 => {
                let (length, rest) = number(rest, 4)?;
                return after(rest, length);
            }
        }
    }
}

fn number(bytes: &[u8], size: usize) -> Result<(usize, &[u8]), SecretError> {
    let (digits, rest) = bytes.split_at_checked(size).ok_or(SecretError::Truncated)?;
    let number = digits
        .iter()
        .fold(0, |number, digit| number << 8 | usize::from(*digit));
    Ok((number, rest))
}

fn after(bytes: &[u8], length: usize) -> Result<&[u8], SecretError> {
    bytes.get(length..).ok_or(SecretError::Truncated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `pgp_sym_encrypt('sk-abc', 'k', 'cipher-algo=aes256')`
    const MESSAGE: &[u8] = b"\
        \xc3\x0d\x04\x09\x03\x02\x14\xf1\x77\x40\x3a\x12\x1a\x40\x72\xd2\x37\x01\x06\x10\xdf\x12\
        \x39\x3e\xe9\xc5\x0f\x9f\xe4\x5d\x78\x19\xc1\x98\x59\x6f\x49\x8b\x43\xd0\xbc\xfc\x8b\x4c\
        \x6d\xce\x65\x54\x3e\x69\xcc\xb7\xd5\xa5\xdb\xde\xbd\xc3\xb1\xfe\x1a\x10\x8d\x5c\xd5\xc5\
        \xb6\xef\x5c\xa6\xc7\xb8";

    #[test]
    fn a_message_of_pgcrypto_is_whole_and_every_part_of_it_truncated() {
        assert_eq!(check(MESSAGE), Ok(()));
        for length in 0..MESSAGE.len() {
            assert_eq!(
                check(&MESSAGE[..length]),
                Err(SecretError::Truncated),
                "{length}"
            );
        }
    }

    #[test]
    fn a_message_without_protection_is_refused() {
        let mut unprotected = MESSAGE.to_vec();
        unprotected[15] = 0xc0 | UNPROTECTED;
        assert_eq!(check(&unprotected), Err(SecretError::Unprotected));
        // The same in the old packet format, its length in one byte.
        unprotected[15] = 0x80 | UNPROTECTED << 2;
        assert_eq!(check(&unprotected), Err(SecretError::Unprotected));
    }

    #[test]
    fn every_form_of_length_is_understood() {
        let body = vec![0; 5_000];
        for header in [
            &[0xd2, 0xc0 + 18, 200][..],     // (18 << 8) + 200 + 192
            &[0xd2, 0xff, 0, 0, 0x13, 0x88], // 5,000 in four bytes
            &[0xd2, 0xec],                   // a piece of 4,096, then zero's length 0
        ] {
            assert_eq!(check(&[header, &body].concat()), Ok(()), "{header:x?}");
            assert_eq!(
                check(&[header, &body[..900]].concat()),
                Err(SecretError::Truncated)
            );
        }
    }

    #[test]
    fn other_packets_are_unknown() {
        // A public-key session key: `pgp_pub_encrypt`.
        assert_eq!(check(b"\xc1\x01x"), Err(SecretError::UnknownFormat));
        assert_eq!(check(b"text"), Err(SecretError::UnknownFormat));
    }

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(message: Vec<u8>) {
            let _ = check(&message);
        }
    }
}
