//! What a request carries.

use std::fmt;

use bytes::Bytes;

use super::upload::Upload;

/// The body of a request. `Debug` shows only its size.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum RequestBody {
    /// No body; unlike an empty one, it has no `Content-Length`.
    #[default]
    None,
    /// Bytes in memory.
    Bytes(Bytes),
    /// Bytes from a file or a stream.
    Upload(Upload),
}

impl RequestBody {
    /// The bytes, when they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::None | Self::Upload(_) => None,
        }
    }

    /// How many bytes it has, as far as that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::None => Some(0),
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Upload(upload) => upload.length(),
        }
    }

    /// Whether there is no body at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

impl<T: Into<Bytes>> From<T> for RequestBody {
    fn from(bytes: T) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.length()) {
            (Self::None, _) => f.write_str("none"),
            (_, Some(length)) => write!(f, "{length} bytes"),
            (_, None) => f.write_str("bytes of unknown number"),
        }
    }
}
