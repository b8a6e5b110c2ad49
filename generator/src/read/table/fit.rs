//! How well a cell fits a column, in tenths of a point. In: what a cell is and what its column holds. Out: a score; above
//! nothing speaks for, below against. Each column is a table, of which the first row that fits counts.

use super::{dump::Dump, lattice::Score};
use crate::glossary::{Column, Form, Signs, TypeSign, form};

/// How well a cell fits a column; a column of unknown head fits all alike.
pub(super) fn fit<'a>(dump: &Dump<'a>, column: Option<Column>, cell: &'a str) -> Score {
    fits(dump, &[column], cell).next().unwrap_or(0)
}

/// How well a cell fits each of some columns.
pub(super) fn fits<'a>(dump: &Dump<'a>, columns: &[Option<Column>], cell: &'a str) -> impl Iterator<Item = Score> {
    let text = cell.trim();
    let cell = Looks { text, signs: dump.signs(text) };
    columns.iter().map(move |column| column.map_or(0, |column| cell.score(column)))
}

/// Whether cells of this column may run over several lines.
pub(super) fn is_prose(column: Option<Column>) -> bool {
    use Column::{Default, Description, Message, Range, Remark, Sample, Solution};
    matches!(column, None | Some(Description | Remark | Message | Solution | Range | Default | Sample))
}

/// What is seen of a cell without knowing its column.
struct Looks<'a> {
    text: &'a str,
    signs: Signs,
}

/// What a row of a table asks of a cell.
type Is = fn(&Looks<'_>) -> bool;

const NAME: &[(Is, Score)] = &[
    (says_nothing, -30),
    (is_yes_no, -50),
    (is_sentence, -60),
    // Items, labels and `label：value` are lines of a description.
    (is_line_of_description, -60),
    (|cell| cell.signs.divides, -60),
    (|cell| is_type(cell) && is_name(cell) && !form::opens_small(cell.text), -20),
    (is_name, 30),
    (|cell| is_short(cell, 1, 20) && !cell.text.starts_with(|c: char| c.is_ascii_digit() || "-*\"".contains(c)), 0),
    (|cell| is_short(cell, 3, 40) && !cell.text.contains([':', '：', '"']), -10),
    (is_any, -40),
];

const MANDATORY: &[(Is, Score)] = &[
    (is_yes_no, 40),
    (|cell| cell.signs.yes_no_if, 20),
    (says_nothing, -10),
    (is_type, -30),
    (|cell| cell.signs.length <= 40, -20),
    (is_any, -35),
];

const TYPE: &[(Is, Score)] = &[
    (|cell| cell.signs.form == Form::Item, -40),
    (is_yes_no, -40),
    (is_type, 40),
    (says_nothing, -10),
    (|cell| (is_sentence(cell) && cell.signs.words > 2) || cell.signs.length > 80, -50),
    (is_name, 0),
    (|cell| is_short(cell, 4, 30) && !cell.text.contains([':', '：']), -20),
    (is_any, -40),
];

const PROSE: &[(Is, Score)] = &[
    (says_nothing, 0),
    (is_yes_no, -20),
    (|cell| cell.signs.ty == TypeSign::Whole, -15),
    (is_type, 0),
    (is_sentence, 12),
    (is_any, 8),
];

/// Some remarks say no more than `Mandatory`.
const REMARK: &[(Is, Score)] = &[
    (says_nothing, 0),
    (|cell| is_yes_no(cell) || cell.signs.yes_no_if, 20),
    (|cell| cell.signs.ty == TypeSign::Whole, -15),
    (is_type, 0),
    (is_sentence, 12),
    (is_any, 8),
];

const STATUS_CODE: &[(Is, Score)] =
    &[(|cell| digits(cell) == 3 && cell.text.len() <= 40, 30), (|cell| cell.text.len() <= 30, -10), (is_any, -40)];

const ERROR_CODE: &[(Is, Score)] = &[
    (says_nothing, -20),
    (|cell| cell.signs.words <= 1 && cell.text.chars().any(|c| c.is_ascii_digit()), 30),
    (|cell| is_short(cell, 1, 40) && !is_sentence(cell), 5),
    (is_any, -40),
];

const METHOD: &[(Is, Score)] =
    &[(|cell| cell.text.len() < 8 && cell.text.chars().all(|c| c.is_ascii_alphabetic()), 30), (is_any, -20)];

const URI: &[(Is, Score)] = &[(|cell| cell.text.starts_with('/') || cell.text.starts_with("http"), 30), (is_any, -20)];

const IN: &[(Is, Score)] = &[(|cell| cell.signs.words <= 2 && !is_sentence(cell), 5), (is_any, -20)];

impl Looks<'_> {
    fn score(&self, column: Column) -> Score {
        let table = match column {
            Column::Name => NAME,
            Column::Mandatory => MANDATORY,
            Column::Type => TYPE,
            Column::StatusCode => STATUS_CODE,
            Column::ErrorCode => ERROR_CODE,
            Column::Method => METHOD,
            Column::Uri => URI,
            Column::In => IN,
            Column::Description | Column::Message | Column::Solution => PROSE,
            Column::Remark => REMARK,
            Column::Range | Column::Default | Column::Sample | Column::Authorization => &[],
        };
        table.iter().find(|(is, _)| is(self)).map_or(0, |(_, score)| *score)
    }
}

fn is_any(_: &Looks<'_>) -> bool {
    true
}

fn says_nothing(cell: &Looks<'_>) -> bool {
    matches!(cell.signs.form, Form::Empty | Form::Dash)
}

fn is_yes_no(cell: &Looks<'_>) -> bool {
    cell.signs.yes_no.is_some()
}

fn is_type(cell: &Looks<'_>) -> bool {
    cell.signs.ty != TypeSign::None
}

fn is_sentence(cell: &Looks<'_>) -> bool {
    cell.signs.form == Form::Sentence
}

fn is_name(cell: &Looks<'_>) -> bool {
    cell.signs.form == Form::Identifier
}

fn is_line_of_description(cell: &Looks<'_>) -> bool {
    cell.signs.form == Form::Item
        || cell.text.starts_with(['-', '•'])
        || cell.text.contains(['：', '，'])
        || cell.text.ends_with(':')
}

fn is_short(cell: &Looks<'_>, words: usize, length: usize) -> bool {
    cell.signs.words <= words && cell.signs.length <= length
}

fn digits(cell: &Looks<'_>) -> usize {
    cell.text.chars().take_while(char::is_ascii_digit).count()
}
