//! One number for content, however large: of a text, of a file, of a group of files. It tells whether work must be done
//! again and nothing else, so that it need not be cryptographic, and it is several times faster for that.

use serde::{Deserialize, Serialize};
use std::{
    fmt::{self, Write},
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
    time::UNIX_EPOCH,
};
use twox_hash::XxHash3_128;

/// How much of a file is asked for at once; most files are smaller.
const PIECE: usize = 64 << 10;

/// The number, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest(String);

impl Digest {
    /// The number of a content.
    #[must_use]
    pub fn of(content: impl AsRef<[u8]>) -> Self {
        Self(format!("{:032x}", XxHash3_128::oneshot(content.as_ref())))
    }

    /// The number of a content, as it is written out.
    #[must_use]
    pub fn of_written(content: impl fmt::Display) -> Self {
        let mut hash = Hash(XxHash3_128::new());
        // This writer never fails.
        let _ = write!(hash, "{content}");
        Self(format!("{:032x}", hash.0.finish_128()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

struct Hash(XxHash3_128);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
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
    pub(super) fn file(&mut self, name: &str, content: &Digest) {
        self.text(name);
        self.text(&content.0);
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
        if buffer.len() < bytes + PIECE {
            buffer.resize(bytes + PIECE, 0);
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
