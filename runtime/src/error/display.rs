//! An error in one line: which operation, what failed, status and code, the service's words, the request's id.

use std::error::Error as _;
use std::fmt;

use super::{Error, ErrorKind};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        write!(f, "{}", self.kind())?;
        if let Some(status) = self.status() {
            write!(f, " ({status}")?;
            if let Some(code) = self.code() {
                write!(f, " {}", printable(code))?;
            }
            write!(f, ")")?;
        }
        write!(f, ": {}", printable(self.message()))?;
        if let Some(advice) = self.advice() {
            write!(f, "; {}", printable(advice))?;
        }
        if self.attempts() > 1 {
            write!(f, " (sent {} times)", self.attempts())?;
        }
        match self.request_id() {
            Some(id) => write!(f, " [request {}]", printable(id)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let mut source = self.source();
        while let Some(cause) = source {
            write!(f, "\n  caused by: {}", printable(&cause.to_string()))?;
            source = cause.source();
        }
        Ok(())
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Config => "configuration",
            Self::Build => "the call cannot be sent",
            Self::Credential => "no credential",
            Self::Connect => "no connection",
            Self::Timeout => "timed out",
            Self::Transport => "the connection broke",
            Self::Service => "the service refused",
            Self::Decode => "the response cannot be read",
            Self::Failed => "it failed",
        })
    }
}

/// Text of a service on one line of a terminal: no control characters, and not a whole page of it.
fn printable(text: &str) -> String {
    const LIMIT: usize = 1000;
    let mut characters = text.chars().map(|character| if character.is_control() { ' ' } else { character });
    let mut shown: String = characters.by_ref().take(LIMIT).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}
