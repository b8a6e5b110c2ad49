//! Lists of definitions to tables: `limit integer (optional)` and what it means are the row of a parameter. In go the
//! terms of a list and their meanings, out comes a table if every term is a name and some have a type or say whether
//! they must be given. Where only some terms are of that kind, the list stays a list, and it is said.

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::Glossary,
    page::{Cell, Row, Span, Table, Text},
};

/// The heads of a table that a list becomes.
const HEADS: [&str; 4] = ["Parameter", "Type", "Mandatory", "Description"];

/// What parts a term into name, type and marks.
const MARKS: [char; 6] = [',', '(', ')', ':', ';', '|'];

/// A term and what it means.
pub(super) struct Definition {
    pub(super) term: Text,
    pub(super) meaning: Text,
}

/// What a list is.
pub(super) enum List {
    /// The table of a list of parameters.
    Table(Table),
    /// Words, which the reader reads as such, and what is to be said of them.
    Words(Option<Diagnostic>),
}

/// Tells what the definitions are that stand in `place`.
pub(super) fn read(definitions: &[Definition], place: Span, glossary: &Glossary) -> List {
    let terms: Vec<Option<Term>> =
        definitions.iter().map(|definition| Term::of(&definition.term.content, glossary)).collect();
    let described = terms.iter().flatten().filter(|term| !term.kind.is_empty() || !term.mandatory.is_empty()).count();
    if described == 0 {
        return List::Words(None);
    }
    if terms.iter().any(Option::is_none) {
        let message =
            "a list of definitions is read as words: some of its terms look like parameters and others do not";
        return List::Words(Some(Diagnostic::new(Code::UnreadRegion, message)));
    }
    let rows = terms.into_iter().flatten().zip(definitions).map(|(term, definition)| term.row(definition));
    let header = HEADS.map(|head| Cell::written(Text::plain(head, place))).to_vec();
    List::Table(Table { caption: None, header, rows: rows.collect(), place })
}

/// A term, taken apart.
#[derive(Default)]
struct Term {
    name: String,
    kind: String,
    mandatory: String,
}

impl Term {
    /// `None` if it is not a name, or holds words besides type and marks.
    fn of(term: &str, glossary: &Glossary) -> Option<Self> {
        let term = term.trim();
        let end = term.find(|c: char| c.is_whitespace() || MARKS.contains(&c)).unwrap_or(term.len());
        let (name, rest) = term.split_at_checked(end)?;
        let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$' | '*' | '?');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$') || !name.chars().all(sound) {
            return None;
        }
        let mut read = Self { name: name.to_owned(), ..Self::default() };
        for part in rest.split(MARKS).map(str::trim).filter(|part| !part.is_empty()) {
            read.part(part, glossary)?;
        }
        Some(read)
    }

    fn part(&mut self, part: &str, glossary: &Glossary) -> Option<()> {
        if glossary.yes_no(part).is_some() {
            part.clone_into(&mut self.mandatory);
        } else if glossary.looks_like_type(part) {
            part.clone_into(&mut self.kind);
        } else {
            let split = |(left, right): (&str, &str)| {
                let (mark, kind) = if glossary.yes_no(left).is_some() { (left, right) } else { (right, left) };
                (glossary.yes_no(mark).is_some() && glossary.looks_like_type(kind))
                    .then(|| (mark.to_owned(), kind.to_owned()))
            };
            let halves = [part.split_once(' '), part.rsplit_once(' ')];
            (self.mandatory, self.kind) = halves.into_iter().flatten().find_map(split)?;
        }
        Some(())
    }

    fn row(self, definition: &Definition) -> Row {
        let place = definition.term.place;
        let cell = |words: String| Cell::written(Text::plain(words, place));
        let meaning = Cell::written(definition.meaning.clone());
        let cells = vec![cell(self.name), cell(self.kind), cell(self.mandatory), meaning];
        Row { cells, place: place.to(definition.meaning.place), doubt: None }
    }
}

#[cfg(test)]
mod tests {
    use super::Term;
    use crate::glossary::Glossary;

    #[test]
    fn terms_are_taken_apart() {
        let rows = [
            ("limit integer (optional)", Some(["limit", "integer", "optional"])),
            ("limit : integer, required", Some(["limit", "integer", "required"])),
            ("name (string)", Some(["name", "string", ""])),
            ("tags required array of strings", Some(["tags", "array of strings", "required"])),
            ("limit", Some(["limit", "", ""])),
            ("A kite: what flies", None),
            ("见下表", None),
        ];
        for (term, expected) in rows {
            let read = Term::of(term, Glossary::builtin()).map(|read| [read.name, read.kind, read.mandatory]);
            assert_eq!(read, expected.map(|parts| parts.map(str::to_owned)), "{term}");
        }
    }
}
