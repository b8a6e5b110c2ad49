//! The pieces of a file, read off the threads that wait for responses.

use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};

use super::unreadable;
use crate::transport::{Pieces, TransportError};

/// What is read of a file at a time.
const CHUNK: usize = 64 * 1024;

pub(super) struct FilePieces(tokio::fs::File);

impl FilePieces {
    pub(super) fn open(path: &Path) -> Result<Self, TransportError> {
        let file = std::fs::File::open(path).map_err(|error| unreadable(&error))?;
        Ok(Self(tokio::fs::File::from_std(file)))
    }
}

impl Pieces for FilePieces {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        ready!(Pin::new(&mut self.0).poll_read(context, &mut buffer)).map_err(|error| unreadable(&error))?;
        let read = buffer.filled().len();
        chunk.truncate(read);
        Poll::Ready((read > 0).then(|| Ok(chunk.into())))
    }
}
