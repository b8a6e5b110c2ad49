//! One number for content, however large: of a text, of a file, of a group of files. It tells whether work must be done
//! again and nothing else, so that it need not be cryptographic, and it is several times faster for that.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{
    fmt,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
    time::UNIX_EPOCH,
};
use twox_hash::XxHash3_128;

/// How much of a file is asked for at first; most files are smaller.
const MOST_FILES: usize = 128 << 10;

/// The number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Digest(u128);

impl Digest {
    /// The number of a content.
    #[must_use]
    pub fn of(content: impl AsRef<[u8]>) -> Self {
        Self(XxHash3_128::oneshot(content.as_ref()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map(Self).map_err(D::Error::custom)
    }
}

/// The number of several contents, each under its name, in the order given.
#[derive(Default)]
pub(super) struct Whole(Vec<u8>);

impl Whole {
    /// Adds a text; its length keeps two from running into one.
    pub(super) fn text(&mut self, text: &str) {
        self.0.extend(text.len().to_le_bytes());
        self.0.extend(text.as_bytes());
    }

    /// Adds a content by its number.
    pub(super) fn file(&mut self, name: &str, content: Digest) {
        self.text(name);
        self.0.extend(content.0.to_le_bytes());
    }

    pub(super) fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

/// The number of a file, and how many bytes it has. The buffer is used again from file to file.
pub(super) fn file_digest(path: &Path, buffer: &mut Vec<u8>) -> io::Result<(Digest, usize)> {
    let mut file = File::open(path)?;
    let mut bytes = 0;
    loop {
        if buffer.len() == bytes {
            buffer.resize(MOST_FILES.max(2 * bytes), 0);
        }
        let read = file.read(buffer.get_mut(bytes..).unwrap_or_default())?;
        if read == 0 {
            return Ok((Digest::of(buffer.get(..bytes).unwrap_or_default()), bytes));
        }
        bytes += read;
    }
}

/// This program: builds and installs replace it whole, so that which one it is can be told without reading it.
pub(super) fn program() -> Option<String> {
    let program = std::env::current_exe().ok()?;
    let metadata = fs::metadata(&program).ok()?;
    let made = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {} {}", env!("CARGO_PKG_VERSION"), program.display(), metadata.len(), made.as_nanos()))
}
