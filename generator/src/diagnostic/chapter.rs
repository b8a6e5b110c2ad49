//! What people read of a code: its page, and the chapter of the book that holds all pages. The
//! catalogue is their one source.

use super::Code;
use std::fmt::Write as _;

impl Code {
    /// Its page, for a terminal.
    #[must_use]
    pub fn page(self) -> String {
        let (id, severity, title) = (self.id(), self.severity().word(), self.title());
        format!("{id} ({severity}): {title}\n\nCause: {}\n\nCure: {}\n", self.cause(), self.cure())
    }
}

/// The chapter of all codes, by number, in Markdown.
#[must_use]
pub fn chapter() -> String {
    let mut out = String::from(HEAD);
    let mut opened = "";
    for code in Code::ALL {
        let room = room(code.id());
        if room != opened {
            let _ = write!(out, "\n# {room}\n");
            opened = room;
        }
        let _ = write!(
            out,
            "\n## {}\n\n*{}: {}*\n\n{}\n\n**Cure.** {}\n",
            code.id(),
            code.severity().word(),
            code.title(),
            code.cause(),
            code.cure()
        );
    }
    out
}

const HEAD: &str = "\
# Diagnostics

What each code means and what to do about it; `specwright explain SW201` prints one of these at the terminal. An
**error** says that the output would be wrong or is missing, and the run ends with exit code 1. A **warning** says that
something of a page did not reach the IR, or that a guess was made. A **note** is worth knowing; nothing is lost.

This chapter is made from the catalogue of codes.
";

/// Who reports the codes of a number.
fn room(id: &str) -> &'static str {
    match id.as_bytes().get(2) {
        Some(b'1') => "Reading a page",
        Some(b'2') => "Understanding a page",
        Some(b'3') => "Making one service of its pages",
        Some(b'4') => "The IR, and what is written by hand",
        Some(b'5') => "Making the client",
        _ => "Files and commands",
    }
}
