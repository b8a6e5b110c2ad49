//! The hashes of signatures, and HMAC over them.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// A hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-1: broken for other uses, and still what some vendors sign with.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
    /// SM3, the Chinese standard.
    #[cfg(feature = "sm3")]
    Sm3,
}

/// The longest block of a hash.
const LONGEST_BLOCK: usize = 128;

impl Hash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        self.digest_parts(&[bytes])
    }

    /// The hash of `bytes`, in hexadecimal; most requests have no body.
    pub(super) fn text_of(self, bytes: &[u8]) -> String {
        match (self, bytes) {
            (Self::Sha256, b"") => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
            (hash, bytes) => hex(&hash.digest(bytes)),
        }
    }

    /// The message authentication code of `message` under `key` (RFC 2104).
    #[must_use]
    pub fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        let block = self.block();
        let hashed;
        let key = if key.len() > block {
            hashed = Zeroizing::new(self.digest(key));
            hashed.as_slice()
        } else {
            key
        };
        let mut inner = Zeroizing::new([0x36_u8; LONGEST_BLOCK]);
        let mut outer = Zeroizing::new([0x5c_u8; LONGEST_BLOCK]);
        for ((inner, outer), byte) in inner.iter_mut().zip(outer.iter_mut()).zip(key) {
            *inner ^= byte;
            *outer ^= byte;
        }
        let (inner, outer) = (inner.get(..block).unwrap_or_default(), outer.get(..block).unwrap_or_default());
        self.digest_parts(&[outer, &self.digest_parts(&[inner, message])])
    }

    /// How many bytes it takes at a time.
    const fn block(self) -> usize {
        match self {
            Self::Sha512 => LONGEST_BLOCK,
            Self::Sha1 | Self::Sha256 => 64,
            #[cfg(feature = "sm3")]
            Self::Sm3 => 64,
        }
    }

    fn digest_parts(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => digest_with::<Sha1>(parts),
            Self::Sha256 => digest_with::<Sha256>(parts),
            Self::Sha512 => digest_with::<Sha512>(parts),
            #[cfg(feature = "sm3")]
            Self::Sm3 => digest_with::<sm3::Sm3>(parts),
        }
    }
}

fn digest_with<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().to_vec()
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
