//! Cells of a table region, in the order of the text, with what stands between them. In: lines. Out: [`Token`]s.
//! Which row and column a cell belongs to is decided elsewhere.

use super::{
    Dump, code,
    header::{Gap, Header},
    line::Kind,
    words,
};
use crate::{glossary::Section, limits::MOST_CELLS, page::Span};
use std::ops::Range;

/// A piece of a table: a cell or a part of one.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each states one observation, and all combinations occur")]
pub(super) struct Token {
    /// Its words.
    pub(super) span: Span,
    /// The line it stands on.
    pub(super) line: usize,
    /// Whether a bar, or a gap of blanks, stands between it and the token before.
    pub(super) bar: bool,
    /// Whether a bar closes it.
    pub(super) closed: bool,
    /// Whether it opens its line.
    pub(super) opens_line: bool,
    /// How many cells its line has.
    pub(super) on_line: usize,
    /// Whether a bar opens its line, or a lone bar stands before it.
    pub(super) mark: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Whether the line before it ends a row by its own mark.
    pub(super) after_row_end: bool,
    /// Whether its own line ends a row by its own mark.
    pub(super) ends_row: bool,
    /// A lone bar after a closed cell: an empty cell, or nothing but the mark of a row.
    pub(super) optional: bool,
    /// Words that would stand outside of tables: a heading, a request, code.
    pub(super) foreign: bool,
}

impl Token {
    /// Whether it is all that its line holds, with a bar before and behind it.
    pub(super) fn is_alone_between_bars(&self) -> bool {
        self.on_line == 1 && self.opens_line && self.mark && self.closed && !self.optional
    }
}

/// The tokens between two lines.
pub(super) fn tokens(dump: &Dump<'_>, header: &Header, lines: Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut bar = true;
    let mut mark = false;
    let mut after_row_end = true;
    let paragraphs = header.gap == Gap::Blank;
    for index in lines {
        let Some(line) = dump.line(index).filter(|_| tokens.len() < MOST_CELLS) else { break };
        match line.kind {
            Kind::Ruler(_) => {}
            Kind::Bar if bar => {
                let span = Span::new(line.start, line.start);
                tokens.push(Token { optional: true, bar: true, closed: true, ..blank_token(span, index) });
                mark = true;
            }
            Kind::Bar => {
                bar = true;
                mark = true;
                if let Some(last) = tokens.last_mut() {
                    last.closed = true;
                }
            }
            Kind::Words | Kind::Code | Kind::Hash(_) | Kind::Drawn(_) => {
                let cut = match line.kind {
                    Kind::Words => cut_line(line.text, header),
                    _ => outer_bars(line.text),
                };
                let foreign = cut.cells.len() == 1 && !cut.closed && is_foreign(dump, line.kind, line.text, paragraphs);
                let count = cut.cells.len();
                for (nth, cell) in cut.cells.into_iter().enumerate() {
                    let first = nth == 0;
                    tokens.push(Token {
                        span: Span::new(line.start + cell.start, line.start + cell.end),
                        line: index,
                        bar: !first || bar || cut.opened,
                        closed: nth + 1 < count || cut.closed,
                        opens_line: first,
                        on_line: count,
                        mark: first && (mark || cut.opened),
                        blank: first && line.blank_before,
                        after_row_end: first && after_row_end,
                        ends_row: nth + 1 == count && line.ends_row,
                        optional: false,
                        foreign,
                    });
                }
                let closed_again = header.open_end && cut_closes(dump, index + 1);
                bar = cut.closed || closed_again;
                mark = false;
                after_row_end = line.ends_row;
            }
        }
    }
    tokens
}

/// Whether a line's last cell is closed by a bar.
fn cut_closes(dump: &Dump<'_>, index: usize) -> bool {
    dump.line(index).is_some_and(|line| line.kind == Kind::Words && line.text.ends_with('|'))
        || dump.kind(index + 1) == Some(Kind::Bar)
}

fn blank_token(span: Span, line: usize) -> Token {
    Token {
        span,
        line,
        bar: false,
        closed: false,
        opens_line: true,
        on_line: 1,
        mark: false,
        blank: false,
        after_row_end: false,
        ends_row: false,
        optional: false,
        foreign: false,
    }
}

/// Whether a line without bars opens something that is not a part of a table. Where each paragraph is a cell or a part
/// of one, labels such as `Constraints` divide a description. Headings do not open with a small letter as names do: a
/// parameter may be called `endpoint`.
fn is_foreign(dump: &Dump<'_>, kind: Kind, text: &str, paragraphs: bool) -> bool {
    const LONGEST: usize = 80;
    let label = text.trim_start_matches(['-', '*', '•', ' ']).trim_matches('*');
    if paragraphs && kind == Kind::Words && dump.glossary.divides_description(label) {
        return false;
    }
    kind != Kind::Words
        || code::is_request_line(text)
        || (label.len() < LONGEST
            && !label.ends_with(words::STOPS)
            && (dump.glossary.status(label).is_some()
                || words::is_caption(dump, label)
                || (!label.starts_with(|c: char| c.is_ascii_lowercase())
                    && dump
                        .glossary
                        .section(label)
                        .is_some_and(|section| section != Section::Parameters || label.len() < text.len()))))
}

/// A line cut into cells.
pub(super) struct Cut {
    /// The cells' bytes in the line, outer blanks trimmed.
    pub(super) cells: Vec<Range<usize>>,
    /// Whether a bar stands before the first.
    pub(super) opened: bool,
    /// Whether a bar stands behind the last.
    pub(super) closed: bool,
}

/// Cuts a line the way that fits the table: a cell a line keeps its inner bars.
fn cut_line(text: &str, header: &Header) -> Cut {
    let columns = header.cells.len();
    if header.aligned {
        return aligned(text);
    }
    let loose = bars(text, true);
    let fits = |cut: &Cut| cut.cells.len() == columns;
    if header.row_a_line {
        let tight = bars(text, false);
        return if !fits(&loose) && fits(&tight) { tight } else { loose };
    }
    if fits(&loose) { loose } else { outer_bars(text) }
}

/// Cuts at bars; at `spaced` ones only, those with a blank or the line's end beside them.
pub(super) fn bars(text: &str, spaced: bool) -> Cut {
    let bytes = text.as_bytes();
    let blank_at = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'|')
    };
    let cuts = memchr::memchr_iter(b'|', bytes).filter(|at| {
        let before = at.checked_sub(1);
        let escaped = before.and_then(|before| bytes.get(before)) == Some(&b'\\');
        !escaped && (!spaced || blank_at(before) || blank_at(Some(at + 1)))
    });
    let mut cells = Vec::new();
    let mut from = 0;
    for at in cuts.chain([text.len()]) {
        cells.push(trimmed(text, from, at));
        from = at + 1;
    }
    let opened = cells.len() > 1 && text.starts_with('|');
    let closed = cells.len() > 1 && text.ends_with('|') && !text.ends_with("\\|");
    if opened {
        cells.remove(0);
    }
    if closed && cells.len() > 1 {
        cells.pop();
    }
    Cut { cells, opened, closed }
}

/// Cuts off the bars at both ends only.
fn outer_bars(text: &str) -> Cut {
    let opened = text.starts_with('|');
    let closed = text.ends_with('|') && !text.ends_with("\\|");
    let from = usize::from(opened);
    let to = text.len() - usize::from(closed && text.len() > from);
    Cut { cells: vec![trimmed(text, from, to)], opened, closed }
}

/// Cuts at gaps of a tab or two blanks.
pub(super) fn aligned(text: &str) -> Cut {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut blanks = 0;
    for (at, c) in text.char_indices() {
        if c == '\t' || c == ' ' {
            blanks += if c == '\t' { 2 } else { 1 };
            continue;
        }
        if blanks > 1 {
            cells.push(trimmed(text, from, at));
            from = at;
        }
        blanks = 0;
    }
    cells.push(trimmed(text, from, text.len()));
    Cut { cells, opened: false, closed: false }
}

fn trimmed(text: &str, from: usize, to: usize) -> Range<usize> {
    let cell = text.get(from..to).unwrap_or_default();
    let start = from + (cell.len() - cell.trim_start().len());
    start..start.max(from + cell.trim_end().len())
}
