//! The one way by which every stage reports what it finds. Findings enter in any order; they leave in a stable one,
//! each told once: two drafts of one page, or two readings of one block, find the same thing twice.

use super::{Code, Diagnostic, Place};

/// Collects the findings of a stage.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Takes a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Takes a finding of this code and message; `None` if it has no place.
    pub fn note(&mut self, code: Code, message: impl Into<String>, place: Option<Place>) {
        self.push(Diagnostic { place, ..Diagnostic::new(code, message) });
    }

    /// Whether nothing was found so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings so far.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// All findings by path, place, code and message, each once.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| a.order().cmp(&b.order()));
        self.found.dedup_by(|a, b| a.order() == b.order());
        self.found
    }
}

impl Extend<Diagnostic> for Sink {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.found.extend(findings);
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Place, Sink};
    use crate::diagnostic::{Source, Span};
    use std::sync::Arc;

    #[test]
    fn a_finding_is_told_once_and_in_order() {
        let source = Arc::new(Source::new("kiln.md", "one two"));
        let at = |start| Some(Place { source: Arc::clone(&source), span: Span::new(start, start + 3) });
        let mut sink = Sink::default();
        sink.note(Code::LostCell, "a", at(4));
        sink.note(Code::LostCell, "a", at(0));
        sink.note(Code::LostCell, "a", at(4));
        sink.note(Code::LostCell, "b", at(4));
        sink.note(Code::LostCell, "a", None);
        let found = sink.finish();
        let told = found.iter().map(|found| (found.place.as_ref().map(|place| place.span.start), &*found.message));
        assert_eq!(told.collect::<Vec<_>>(), [(None, "a"), (Some(0), "a"), (Some(4), "a"), (Some(4), "b")]);
    }
}
