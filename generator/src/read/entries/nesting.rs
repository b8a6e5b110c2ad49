//! How deep the members of a printed schema stand: `Array [` opens the members of the list above it, `]` closes them. In go
//! the marks and rows of such lines in order; out come depths, and findings where the page has lost what would say them.

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::{Glossary, TypeMeaning},
    page::Span,
    read::{parameter::Parameter, printed_schema::Mark},
};

/// What is open above the next row.
#[derive(Default)]
pub(super) struct Nesting {
    open: Vec<Open>,
    /// Whether there was a list.
    marked: bool,
    /// Below how many lists the rows belong to alternatives.
    choice: Option<usize>,
    findings: Vec<(Diagnostic, Span)>,
}

struct Open {
    /// Whether it holds the members of a row.
    of_row: bool,
    /// How many rows there were before.
    rows: usize,
    place: Span,
}

impl Nesting {
    pub(super) fn pass(&mut self, mark: Mark, place: Span, rows: &[Parameter]) {
        match mark {
            Mark::Opens => {
                self.marked = true;
                let of_row = rows.last().is_some_and(|row| row.depth == self.depth());
                self.open.push(Open { of_row, rows: rows.len(), place });
            }
            Mark::Closes => {
                let Some(open) = self.open.pop() else { return };
                if open.rows == rows.len() {
                    self.tell("a list has lost its members: they may be among those that stand beside it", open.place);
                } else if !open.of_row {
                    self.tell("a list opens below no member: what holds its members may be a list of them", open.place);
                }
            }
            Mark::Choice => {
                self.tell(
                    "the members of several alternatives stand below each other, and are read as those of one",
                    place,
                );
                self.choice.get_or_insert(self.open.len());
            }
        }
        self.choice = self.choice.filter(|lists| *lists <= self.open.len());
    }

    fn tell(&mut self, message: &str, place: Span) {
        self.findings.push((Diagnostic::new(Code::UnclearMark, message), place));
    }

    /// Puts a row where the marks above it say. A member of one alternative need not be given.
    pub(super) fn place(&self, row: &mut Parameter) {
        row.depth = self.depth();
        if self.choice.is_some() {
            row.mandatory.clear();
        }
    }

    fn depth(&self) -> usize {
        self.open.iter().filter(|open| open.of_row).count()
    }

    /// Tells of objects: nothing marks where their members end, so that what stands below may be inside them or beside
    /// them, and need not be given. Gives all that is to be told.
    pub(super) fn settle(mut self, rows: &mut [Parameter], glossary: &Glossary) -> Vec<(Diagnostic, Span)> {
        // An object right above, and how deep the last one stands whose end is not known.
        let (mut above, mut unclosed): (Option<(String, usize, Span)>, Option<usize>) = (None, None);
        for row in rows.iter_mut().filter(|_| self.marked) {
            if let Some((name, depth, place)) = above.take().filter(|(_, depth, _)| *depth == row.depth) {
                let message = format!(
                    "the page does not show where the members of `{name}` end: those below are read as members beside it"
                );
                self.findings.push((Diagnostic::new(Code::UnclearMark, message), place));
                unclosed = Some(unclosed.map_or(depth, |known| known.min(depth)));
            }
            unclosed = unclosed.filter(|depth| *depth <= row.depth);
            if unclosed.is_some() {
                row.mandatory.clear();
            }
            above = is_object(row, glossary).then(|| (row.name.clone(), row.depth, row.place));
        }
        self.findings
    }
}

pub(super) fn is_object(row: &Parameter, glossary: &Glossary) -> bool {
    let kind = row.kind.rsplit(' ').next().unwrap_or_default();
    glossary.types().word(kind).is_some_and(|word| word.means == TypeMeaning::Object)
}
