//! What became of a request that got no response, as an error of a call.

use super::{Error, ErrorKind};
use crate::transport::{TransportError, TransportErrorKind};
use crate::values::timeouts::TimeoutPhase;

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let kind = match error.kind {
            TransportErrorKind::Request => ErrorKind::Build,
            TransportErrorKind::Connect => ErrorKind::Connect,
            TransportErrorKind::ConnectTimeout => {
                return Self::timed_out(TimeoutPhase::Connect, error.message.clone()).caused_by(error);
            }
            TransportErrorKind::Broken => ErrorKind::Transport,
            TransportErrorKind::Body => ErrorKind::Decode,
        };
        Self::new(kind, error.message.clone()).caused_by(error)
    }
}
