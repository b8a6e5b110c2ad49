//! Bodies of responses packed as `deflate`: packed pieces enter, unpacked pieces of a bounded size leave. Some services
//! frame what they pack as zlib does, as the standard asks, and some do not; the first two bytes tell.

use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes, BytesMut};
use flate2::{Decompress, FlushDecompress, Status};

use super::{Pieces, TransportError, TransportErrorKind};

/// Bytes that are unpacked at a time, so that a small piece cannot become a large one.
const STEP: usize = 32 * 1024;

/// The pieces of a packed body, unpacked.
pub(super) struct Inflating<P> {
    pieces: P,
    packed: BytesMut,
    unpacker: Option<Decompress>,
    is_whole: bool,
}

impl<P: Pieces> Inflating<P> {
    pub(super) fn new(pieces: P) -> Self {
        Self { pieces, packed: BytesMut::new(), unpacker: None, is_whole: false }
    }

    /// What the packed bytes at hand give; empty when more are needed.
    fn unpack(&mut self) -> Result<Bytes, TransportError> {
        if self.unpacker.is_none() {
            let [first, second, ..] = *self.packed else { return Ok(Bytes::new()) };
            self.unpacker = Some(Decompress::new(is_framed(first, second)));
        }
        let Some(unpacker) = &mut self.unpacker else { return Ok(Bytes::new()) };
        let (read, written) = (unpacker.total_in(), unpacker.total_out());
        let mut step = vec![0; STEP];
        let status = unpacker.decompress(&self.packed, &mut step, FlushDecompress::None);
        let status = status.map_err(|error| damaged(&error.to_string()))?;
        self.packed.advance(length(unpacker.total_in() - read).min(self.packed.len()));
        self.is_whole = status == Status::StreamEnd;
        step.truncate(length(unpacker.total_out() - written));
        Ok(step.into())
    }
}

impl<P: Pieces> Pieces for Inflating<P> {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        while !self.is_whole {
            match self.unpack() {
                Ok(piece) if piece.is_empty() => {}
                unpacked => return Poll::Ready(Some(unpacked)),
            }
            if self.is_whole {
                break;
            }
            match ready!(self.pieces.poll_piece(context)) {
                Some(Ok(piece)) => self.packed.extend_from_slice(&piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // A response without any body is packed by nobody.
                None if self.unpacker.is_none() && self.packed.is_empty() => break,
                None => {
                    self.is_whole = true;
                    return Poll::Ready(Some(Err(damaged("it ends too early"))));
                }
            }
        }
        Poll::Ready(None)
    }
}

/// Whether these are the first bytes of zlib's frame: the method, and a sum over both.
fn is_framed(first: u8, second: u8) -> bool {
    first & 0x0f == 8 && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

fn length(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

fn damaged(why: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Body, format!("the body is damaged: deflate: {why}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::task::Waker;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    /// A body in pieces of this size.
    struct Cut(Bytes, usize);

    impl Pieces for Cut {
        fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
            let size = self.1.min(self.0.len());
            Poll::Ready((size > 0).then(|| Ok(self.0.split_to(size))))
        }
    }

    fn unpacked(packed: &[u8], size: usize) -> Result<Vec<u8>, TransportError> {
        let mut body = Inflating::new(Cut(Bytes::copy_from_slice(packed), size));
        let mut whole = Vec::new();
        while let Poll::Ready(Some(piece)) = body.poll_piece(&mut Context::from_waker(Waker::noop())) {
            let piece = piece?;
            assert!(!piece.is_empty() && piece.len() <= STEP);
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }

    #[test]
    fn both_forms_are_unpacked_in_pieces_of_any_size() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(|number| (number % 7919).to_string().into_bytes()).collect();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&text).unwrap();
        raw.write_all(&text).unwrap();
        for packed in [zlib.finish().unwrap(), raw.finish().unwrap()] {
            for size in [1, 7, 4096, usize::MAX] {
                assert!(unpacked(&packed, size).unwrap() == text, "pieces of {size} bytes");
                let cut = unpacked(&packed[..packed.len() / 2], size).unwrap_err();
                assert_eq!(cut.kind, TransportErrorKind::Body, "{cut}");
            }
        }
        assert!(unpacked(b"", 1).unwrap().is_empty());
        assert!(unpacked(b"{\"a\":1}", 3).is_err());
    }
}
