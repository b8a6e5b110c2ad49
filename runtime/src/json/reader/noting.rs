//! What is noted about a response that is not as the pages say, and under which path.

use super::{Reader, Step};
use crate::json::DriftKind;
use crate::json::tree::whole;

impl Reader<'_> {
    pub(super) fn unfit_from<T>(&mut self, start: usize, expected: &'static str) -> Option<T> {
        self.scanner.seek(start);
        self.unfit(expected)
    }

    pub(super) fn unfit<T>(&mut self, expected: &'static str) -> Option<T> {
        self.mismatch(expected);
        None
    }

    pub(super) fn mismatch(&mut self, expected: &'static str) -> bool {
        self.misfit = true;
        if self.peek().is_some() {
            let found = self.found();
            self.note(DriftKind::Mismatch { expected, found });
        }
        false
    }

    pub(super) fn coerced<T>(&mut self, expected: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.note_coerced(expected);
        read(self)
    }

    pub(super) fn note_coerced(&mut self, expected: &'static str) {
        let found = self.found();
        self.note_as(expected, found);
    }

    pub(super) fn note_as(&mut self, expected: &'static str, found: &'static str) {
        self.note(DriftKind::Coerced { expected, found });
    }

    pub(super) fn note(&mut self, kind: DriftKind) {
        if !self.drift.is_full() {
            let path = self.path_text();
            self.drift.add(path, kind);
        }
    }

    /// `data.items[].size`; what a terminal would obey is left out.
    pub(super) fn path_text(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match *step {
                Step::Item => path.push_str("[]"),
                Step::Member { start, end } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    let name = self.scanner.slice(start, end);
                    path.extend(name.chars().filter(|character| !character.is_control()).take(64));
                }
            }
        }
        path
    }

    /// The JSON type of the value at the scanner.
    pub(super) fn found(&mut self) -> &'static str {
        match self.scanner.peek() {
            Some(b'"') if self.blank_text() => "empty string",
            Some(b'"') => "string",
            Some(b'{') => "object",
            Some(b'[') => "list",
            Some(b't' | b'f') => "boolean",
            Some(b'-' | b'0'..=b'9') if !self.infinity_ahead() => {
                let mut ahead = self.scanner;
                let digits = ahead.number().unwrap_or_default();
                match digits {
                    _ if digits.contains(['.', 'e', 'E']) => "number",
                    _ if whole(digits).is_none() => "integer beyond 64 bits",
                    _ => "integer",
                }
            }
            Some(b'N' | b'I' | b'-') => "number that JSON does not have",
            _ => "null",
        }
    }
}
