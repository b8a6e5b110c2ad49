//! Reads the data files into maps. A broken file is a fault of the program, found by its test.

use super::{Column, Glossary, Section, YesNo, normalise};

/// The files that come with the program.
pub(super) fn builtin() -> Glossary {
    let mut glossary = Glossary::default();
    for (words, section) in [("uri", Section::Uri), ("function", Section::Function)] {
        glossary.sections.insert(normalise(words), section);
    }
    for (words, column) in [("parameter", Column::Name), ("type", Column::Type)] {
        glossary.columns.insert(normalise(words), column);
    }
    glossary.yes_no.insert("yes".into(), YesNo::Yes);
    glossary.none.push("n/a".into());
    glossary
}
