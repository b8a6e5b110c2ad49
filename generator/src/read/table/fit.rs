//! How well a cell fits a column, in tenths of a point. In: what a cell is and what its column holds. Out: a score; above
//! nothing speaks for, below against. Each column is a table, of which the first row that fits counts.

use super::{dump::Dump, lattice::Score, weights::Observation as O};
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

/// What a cell is as one of a column; one that no row fits speaks neither for nor against.
type Rows = &'static [(Is, Option<O>)];

const NAME: Rows = &[
    (cannot_be_name, Some(O::NoName)),
    (|cell| is_name(cell) && !is_capital_type(cell) || is_marked_name(cell), Some(O::FittingName)),
    (is_plain_word, None),
    (|cell| is_short(cell, 3, 40) && !cell.text.contains([':', '：', '"']), Some(O::NearMisfit)),
    (is_any, Some(O::Misfit)),
];

const MANDATORY: Rows = &[
    (is_yes_no, Some(O::FittingCell)),
    (|cell| cell.signs.yes_no_if || says_nothing(cell), None),
    (|cell| !is_type(cell) && cell.signs.length <= 40, Some(O::NearMisfit)),
    (is_any, Some(O::Misfit)),
];

const TYPE: Rows = &[
    (|cell| cell.signs.form == Form::Item || is_yes_no(cell) || cell.signs.divides, Some(O::Misfit)),
    (is_type, Some(O::FittingCell)),
    (|cell| says_nothing(cell) || is_name(cell), None),
    (|cell| is_short(cell, 4, 30) && !cell.text.contains([':', '：']), Some(O::NearMisfit)),
    (is_any, Some(O::Misfit)),
];

const PROSE: Rows = &[(|cell| !says_nothing(cell) && !is_yes_no(cell) && !is_type(cell), Some(O::Prose))];

/// Some remarks say no more than `Mandatory`.
const REMARK: Rows = &[
    (|cell| is_yes_no(cell) || cell.signs.yes_no_if, Some(O::FittingCell)),
    (|cell| !says_nothing(cell) && !is_type(cell), Some(O::Prose)),
];

const STATUS_CODE: Rows = &[
    (|cell| digits(cell) == 3 && cell.text.len() <= 40, Some(O::FittingName)),
    (|cell| cell.text.len() <= 30, Some(O::NearMisfit)),
    (is_any, Some(O::Misfit)),
];

const ERROR_CODE: Rows = &[
    (|cell| cell.signs.words <= 1 && cell.text.chars().any(|c| c.is_ascii_digit()), Some(O::FittingName)),
    (|cell| is_short(cell, 1, 40) && !is_sentence(cell), None),
    (is_any, Some(O::Misfit)),
];

const METHOD: Rows = &[
    (|cell| cell.text.len() < 8 && cell.text.chars().all(|c| c.is_ascii_alphabetic()), Some(O::FittingName)),
    (is_any, Some(O::NearMisfit)),
];

const URI: Rows = &[
    (|cell| cell.text.starts_with('/') || cell.text.starts_with("http"), Some(O::FittingName)),
    (is_any, Some(O::NearMisfit)),
];

const IN: Rows = &[
    (|cell| cell.signs.place, Some(O::FittingCell)),
    (|cell| cell.signs.words <= 2 && !is_sentence(cell), None),
    (is_any, Some(O::NearMisfit)),
];

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
            Column::Range | Column::Default | Column::Sample | Column::Authorization => return 0,
        };
        table.iter().find(|(is, _)| is(self)).and_then(|(_, observation)| *observation).map_or(0, O::score)
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

/// What says yes or no, a sentence, or a line of a description: an item, a label, `label：value`.
fn cannot_be_name(cell: &Looks<'_>) -> bool {
    is_yes_no(cell) || is_sentence(cell) || cell.signs.divides || is_line_of_description(cell)
}

/// `limit optional`: a name, and whether it must be given.
fn is_marked_name(cell: &Looks<'_>) -> bool {
    let marked = cell.text.split_once(' ').filter(|(name, _)| form::is_member_name(name));
    cell.signs.words == 2 && cell.signs.yes_no_if && marked.is_some()
}

fn is_capital_type(cell: &Looks<'_>) -> bool {
    is_type(cell) && is_name(cell) && !form::opens_small(cell.text)
}

fn is_plain_word(cell: &Looks<'_>) -> bool {
    is_short(cell, 1, 20) && !cell.text.starts_with(|c: char| c.is_ascii_digit() || "-*\"".contains(c))
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
