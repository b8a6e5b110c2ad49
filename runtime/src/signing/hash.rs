//! The hashes of signatures, and HMAC over them.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A hash with blocks of 64 bytes and a result of 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SM3, the Chinese standard.
    #[cfg(feature = "sm3")]
    Sm3,
}

const BLOCK: usize = 64;

impl Hash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> [u8; 32] {
        self.digest_parts(&[bytes])
    }

    /// The hash of no bytes, in hexadecimal: most requests have no body.
    pub(super) fn of_nothing(self) -> &'static str {
        match self {
            Self::Sha256 => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            #[cfg(feature = "sm3")]
            Self::Sm3 => "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
        }
    }

    /// The message authentication code of `message` under `key` (RFC 2104).
    #[must_use]
    pub fn hmac(self, key: &[u8], message: &[u8]) -> [u8; 32] {
        let hashed;
        let key = if key.len() > BLOCK {
            hashed = Zeroizing::new(self.digest(key));
            hashed.as_slice()
        } else {
            key
        };
        let mut inner = Zeroizing::new([0x36_u8; BLOCK]);
        let mut outer = Zeroizing::new([0x5c_u8; BLOCK]);
        for ((inner, outer), byte) in inner.iter_mut().zip(outer.iter_mut()).zip(key) {
            *inner ^= byte;
            *outer ^= byte;
        }
        self.digest_parts(&[&*outer, &self.digest_parts(&[&*inner, message])])
    }

    fn digest_parts(self, parts: &[&[u8]]) -> [u8; 32] {
        match self {
            Self::Sha256 => digest_with::<Sha256>(parts).into(),
            #[cfg(feature = "sm3")]
            Self::Sm3 => digest_with::<sm3::Sm3>(parts).into(),
        }
    }
}

fn digest_with<D: Digest>(parts: &[&[u8]]) -> sha2::digest::Output<D> {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize()
}

/// Lower-case hexadecimal text.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut digits = vec![0; bytes.len() * 2];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[hex_digit(byte >> 4), hex_digit(byte & 15)]);
    }
    String::from_utf8(digits).unwrap_or_default()
}

/// The digit of a value below 16.
pub(super) fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' - 10 + value }
}
