//! The hashes of signatures, and HMAC over them.

use sha2::{Digest, Sha256};

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

    /// The message authentication code of `message` under `key` (RFC 2104).
    #[must_use]
    pub fn hmac(self, key: &[u8], message: &[u8]) -> [u8; 32] {
        let hashed;
        let key = if key.len() > BLOCK {
            hashed = self.digest(key);
            hashed.as_slice()
        } else {
            key
        };
        let mut inner = [0x36_u8; BLOCK];
        let mut outer = [0x5c_u8; BLOCK];
        for ((inner, outer), byte) in inner.iter_mut().zip(&mut outer).zip(key) {
            *inner ^= byte;
            *outer ^= byte;
        }
        self.digest_parts(&[&outer, &self.digest_parts(&[&inner, message])])
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
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}
