//! What of a request line stands above the present block: its method, or all of it, with no heading after it. In go the
//! blocks of a page in order; out comes what stands above and which names its path takes. Nothing is read as a parameter
//! here.

use crate::{
    glossary::{Glossary, form},
    page::{Block, BlockKind},
};

/// How much of a request line stands above, with no heading after it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    None,
    /// The method, on the last line.
    Method,
    Line,
}

#[derive(Default)]
pub(super) struct RequestAbove {
    part: Part,
    /// The line that holds the path.
    line: String,
    /// The level of the last heading, and of the one below which a call is stated, as long as no other as high follows.
    heading_level: u8,
    call_level: Option<u8>,
}

impl RequestAbove {
    /// Whether a request line stands above, with no heading between.
    pub(super) fn is_whole(&self) -> bool {
        self.part == Part::Line
    }

    /// Whether the heading of a call stands above.
    pub(super) fn is_below_call(&self) -> bool {
        self.call_level.is_some()
    }

    /// Whether the path above has a placeholder of this name, in any signs.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.line.split(['/', '?', '&', '=']).any(|part| {
            let bare = part.trim_matches(|c: char| "{}<>:()[]`*".contains(c));
            bare.len() < part.len() && bare == name
        })
    }

    /// Passes a heading.
    pub(super) fn heading(&mut self, level: u8) {
        self.heading_level = level;
        self.call_level = self.call_level.filter(|call| level > *call);
    }

    /// A section opens: what it holds is not right below the line.
    pub(super) fn leave(&mut self) {
        self.part = Part::None;
    }

    /// An item that is a request line opens what is said of its call.
    pub(super) fn open(&mut self) {
        self.part = Part::Line;
    }

    /// Looks for a request line, on one line or two, or for the label of its path.
    pub(super) fn pass(&mut self, block: &Block, glossary: &Glossary) {
        let Some(text) = block.text() else { return };
        for line in text.lines() {
            let line = line.trim_matches('`');
            if is_labelled(line) {
                self.call_level = Some(self.heading_level);
            }
            let has_path = self.part == Part::Method && line.starts_with(['/', '{']);
            let is_line = has_path || form::is_request_line(line);
            let path = glossary.after_path_label(line).filter(|path| path.trim_matches('`').starts_with('/'));
            if is_line || path.is_some() {
                path.unwrap_or(line).clone_into(&mut self.line);
            }
            self.part = match self.part {
                Part::Line => Part::Line,
                _ if is_line => {
                    self.call_level = Some(self.heading_level);
                    Part::Line
                }
                _ if form::method_word(line).is_some() => Part::Method,
                _ => Part::None,
            };
        }
    }
}

/// `GET: /v1/kites`: whether a colon stands between the method and the path.
fn is_labelled(line: &str) -> bool {
    let parts = line.split_once(':').filter(|(method, _)| form::method_word(method).is_some());
    parts.is_some_and(|(method, path)| form::is_request_line(&format!("{method}{path}")))
}

/// Whether the first block is an item that is a request line, below which more is set in.
pub(super) fn opens_call(blocks: &[Block]) -> bool {
    let [first, next, ..] = blocks else { return false };
    let BlockKind::Item(text) = &first.kind else { return false };
    next.depth > first.depth
        && text.lines().count() == 1
        && form::is_request_line(text.content.trim_matches(['`', '*']))
}
