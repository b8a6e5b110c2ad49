//! The documentation of a code: its page for the terminal, and the chapter of the book with all codes. Both are made from
//! the catalogue.

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

/// The chapter of all codes, by number, in Markdown: an index, and a section per stage.
#[must_use]
pub fn chapter() -> String {
    let mut out = format!("{INTRODUCTION}\n{}", index());
    let mut opened = "";
    for code in Code::ALL {
        let stage = stage(code.id());
        if stage != opened {
            let _ = write!(out, "\n## {stage}\n");
            opened = stage;
        }
        let _ = write!(
            out,
            "\n### {}\n\n*{}: {}*\n\n{}\n\n**Cure.** {}\n",
            code.id(),
            code.severity().word(),
            code.title(),
            code.cause(),
            code.cure()
        );
    }
    out
}

fn index() -> String {
    let mut out = String::from("| code | severity | finding |\n|---|---|---|\n");
    for code in Code::ALL {
        let (id, severity, title) = (code.id(), code.severity().word(), code.title());
        let _ = writeln!(out, "| [{id}](#{}) | {severity} | {title} |", id.to_ascii_lowercase());
    }
    out
}

const INTRODUCTION: &str = "\
# Diagnostics

The cause and the cure of each diagnostic. `specwright explain SW201` prints one of them in the terminal. The severities are:

- **error**: the output is missing or would be wrong. The run ends with exit code 1.
- **warning**: a part of a page is missing in the IR, or a guess was made that should be checked.
- **note**: for information; in most cases nothing has to be done.

Overrides are corrections in `service.yaml`; [their keys](service-file.md#overrides) (`retype`, `add`, ...) are named in brackets.

This chapter is generated from `generator/src/diagnostic/catalogue.rs`.
";

/// The stage that reports the codes of a number.
fn stage(id: &str) -> &'static str {
    match id.as_bytes().get(2) {
        Some(b'1') => "Reading a page",
        Some(b'2') => "Interpreting a page",
        Some(b'3') => "Linking the pages of a service",
        Some(b'4') => "ir.yaml and service.yaml",
        Some(b'5') => "Emitting the client",
        _ => "Files and commands",
    }
}
