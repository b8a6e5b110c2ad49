//! Parameters as lines of code that assign each a value: `limit=10   how many`, whose words may go on below, set in. In
//! goes a block of code, out come its parameters, if all of its lines are of them. Which code is read is decided elsewhere.

use crate::{glossary::form, page::Text, read::parameter::Parameter};

/// What parts a value from its words.
const GAP: &str = "  ";

/// The head of the column of values.
const VALUE: &str = "Example value";

/// The parameters of such a block.
pub(super) fn read(code: &Text) -> Option<Vec<Parameter>> {
    let mut rows: Vec<Parameter> = Vec::new();
    for line in code.content.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with(char::is_whitespace) {
            rows.last_mut()?.words.append(&Text::plain(format!(" {}", line.trim()), code.place));
            continue;
        }
        let (pair, words) = line.split_once(GAP)?;
        let (name, value) = pair.split_once('=').filter(|(name, _)| form::is_identifier(name))?;
        rows.push(Parameter {
            name: name.to_owned(),
            words: Text::plain(words.trim(), code.place),
            more: vec![(VALUE.to_owned(), Text::plain(value, code.place))],
            place: code.place,
            ..Parameter::default()
        });
    }
    (!rows.is_empty()).then_some(rows)
}
