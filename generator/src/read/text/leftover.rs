//! What a dump shows of tables that nobody read: captions without a table, heads of columns and rows among the words,
//! and rows inside the cells of others. In: the blocks of a page. Out: a finding for each such region. Nothing is read
//! here, so that no loss is silent.

use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Column, Glossary, form},
    page::{Block, Row, Source, Span, Text},
};
use std::sync::Arc;

/// So many blocks without a sign of a table end a region.
const MOST_WORDS_BETWEEN: usize = 6;
const LONGEST_CAPTION: usize = 120;
const LONGEST_CELL: usize = 48;

/// Reports every region that looks like a table and is none.
pub(super) fn report(blocks: &[Block], glossary: &Glossary, source: &Arc<Source>, diagnostics: &mut Sink) {
    let reported: Vec<Span> = diagnostics
        .iter()
        .filter(|finding| matches!(finding.code, Code::FlattenedTable | Code::UnreadRegion))
        .filter_map(|finding| finding.place.as_ref().map(|place| place.span))
        .collect();
    let tables = blocks.iter().filter_map(Block::table).count();
    let mut open: Option<Region> = None;
    let mut opened = false;
    for (nth, block) in blocks.iter().enumerate() {
        let next = blocks.get(nth + 1);
        let words = block.words();
        let told = reported.iter().any(|span| span.start <= block.place.start && block.place.end <= span.end);
        let sign = words.filter(|_| !told).and_then(|text| sign(text, next, tables, glossary));
        // The type of the row that the block before opens is none of its own.
        let is_type_of_row = opened && words.is_some_and(|text| is_type(bare(&text.content), glossary));
        let sign = sign.filter(|_| !is_type_of_row);
        // What stands below an action is how it accesses something.
        let action = words.is_some_and(|text| form::is_permission(bare(&text.content)));
        opened = sign == Some(Sign::Row) || action;
        match (&mut open, sign) {
            (Some(region), Some(sign)) => region.add(block.place, sign),
            (None, Some(sign)) => {
                let mut region = Region { place: block.place, rows: 0, heads: false, since: 0 };
                region.add(block.place, sign);
                open = Some(region);
            }
            (Some(region), None) => {
                region.since += 1;
                let ended = words.is_none() || block.level().is_some() || region.since > MOST_WORDS_BETWEEN;
                if ended && let Some(region) = open.take() {
                    region.close(source, diagnostics);
                }
            }
            (None, None) => {}
        }
    }
    if let Some(region) = open {
        region.close(source, diagnostics);
    }
    let rows = blocks.iter().filter_map(Block::table).flat_map(|table| &table.rows);
    let message = "a cell of this row contains what looks like another row";
    let told = |row: &Row| Diagnostic::new(Code::UnreadRegion, message).at(source, row.place);
    diagnostics.extend(rows.filter(|row| swallowed(row, glossary)).map(told));
}

/// Whether lines of a cell look like a row of their own.
fn swallowed(row: &Row, glossary: &Glossary) -> bool {
    let row_in = |text: &Text| {
        let lines: Vec<&str> = text.lines().collect();
        // A type, yes or no alone, between words: the row's name is gone.
        let answers = |line: &str| is_capital(line) && line.chars().count() <= 3 && glossary.yes_no(line).is_some();
        let is_cell = |line: &&str| is_type(bare(line), glossary) || answers(bare(line));
        let opens_row = |three: &[&str]| match three {
            [before, cell, after] => {
                !is_cell(before) && is_cell(cell) && !is_cell(after) && !glossary.phrases().is_label(bare(before))
            }
            _ => false,
        };
        if lines.first().is_some_and(|first| !is_cell(first)) && lines.windows(3).any(opens_row) {
            return true;
        }
        let pairs = lines.iter().enumerate().skip(1).map(|(at, line)| (*line, lines.get(at + 1).copied()));
        pairs.into_iter().any(|(line, below)| {
            matches!(table_sign(bare(line), below.map(bare), glossary), Some(Sign::Heads | Sign::Row))
        })
    };
    row.cells.iter().any(|cell| cell.text.content.contains('\n') && row_in(&cell.text))
}

/// A stretch of the page.
struct Region {
    place: Span,
    rows: usize,
    heads: bool,
    /// Blocks since the last sign.
    since: usize,
}

/// What shows that a table stood here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Caption,
    Heads,
    Row,
}

impl Region {
    fn add(&mut self, place: Span, sign: Sign) {
        self.place = self.place.to(place);
        self.since = 0;
        self.rows += usize::from(sign == Sign::Row);
        self.heads |= sign == Sign::Heads;
    }

    fn close(self, source: &Arc<Source>, diagnostics: &mut Sink) {
        let message = match (self.heads, self.rows) {
            (_, 1) => "what looks like a row of a table was not read".to_owned(),
            (_, 2..) => format!("what looks like {} rows of a table was not read", self.rows),
            (true, _) => "these are column headers, but no rows were found below them".to_owned(),
            (false, _) => "this is a caption, but no table was found below it".to_owned(),
        };
        diagnostics.push(Diagnostic::new(Code::UnreadRegion, message).at(source, self.place));
    }
}

fn sign(text: &Text, next: Option<&Block>, tables: usize, glossary: &Glossary) -> Option<Sign> {
    let words = bare(&text.content);
    let below = next.filter(|next| next.level().is_none()).and_then(Block::words).map(|text| bare(&text.content));
    if let Some(sign) = table_sign(words, below, glossary) {
        return Some(sign);
    }
    // A type alone: the name that stood above it is gone.
    if is_type(words, glossary) && below.is_some() {
        return Some(Sign::Row);
    }
    let sentence = form::ends_sentence_or_label(words);
    // What names a table beyond the last one of the page tells of one that is gone, whatever else it says.
    let label = glossary.table_label(words)?;
    let gone = label.number as usize > tables;
    (gone || (!sentence && words.len() <= LONGEST_CAPTION)).then_some(Sign::Caption)
}

/// The words without what marks them and the bars of a row around them.
fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '|'))
}

/// Whether words, and those below them, are heads of columns or open a row.
fn table_sign(words: &str, below: Option<&str>, glossary: &Glossary) -> Option<Sign> {
    let head = |words: &str| glossary.head(words);
    let opens = matches!(head(words), Some(Column::Name | Column::StatusCode));
    let follows =
        |below| matches!(head(below), Some(Column::Type | Column::Mandatory | Column::Description | Column::In));
    // A slip of the pen is seen through in a type cell; in running words, `strong` is not a `string`.
    let type_word = |words: &str| glossary.types().plain_word(words).is_some();
    let formed = |words: &str| (is_capital(words) || words.contains(' ')) && !form::is_dash(words);
    let typed = |words: &str| {
        glossary.yes_no(words).is_some() || type_word(words) || (formed(words) && glossary.looks_like_type(words))
    };
    if opens && below.is_some_and(follows) {
        return Some(Sign::Heads);
    }
    if form::is_member_name(words) && below.is_some_and(|below| below.len() <= LONGEST_CELL && typed(below)) {
        return Some(Sign::Row);
    }
    let mut parts = words.split_whitespace();
    let (first, second) = (parts.next()?, parts.next()?);
    // `limit int Yes How many`: a type in small letters, where yes or no or words of another script follow.
    let more = || !words.is_ascii() || parts.clone().next().is_some_and(|third| glossary.yes_no(third).is_some());
    let is_row = typed(second) && (is_capital(second) || type_word(second) && more());
    (form::is_member_name(first) && is_row).then_some(Sign::Row)
}

/// Whether a line is a type and nothing else, as no words of a description are.
fn is_type(line: &str, glossary: &Glossary) -> bool {
    let plain = || is_capital(line) && !glossary.is_none(line) && glossary.types().plain_word(line).is_some();
    plain() || glossary.names_structure(line)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| !c.is_lowercase())
}
