//! The pieces of a table region, in the order of the text, with what stands between them. In: lines. Out: [`Piece`]s.
//! Which row and column a piece belongs to is decided elsewhere.

use super::{
    cut::bars::{Cut, bars, gaps, outer_bars},
    dump::{Dump, Kind},
    heads::{Gap, Head},
};
use crate::{
    glossary::{Section, TypeSign, form},
    limits::MOST_CELLS,
    page::Span,
};
use std::ops::Range;

/// A piece of a table: a cell or a part of one.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each states one observation, and all combinations occur")]
pub(super) struct Piece {
    pub(super) span: Span,
    /// The line it stands on.
    pub(super) line: usize,
    /// Whether a bar, or a gap of blanks, stands between it and the piece before.
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

impl Piece {
    /// Whether it is all that its line holds, with a bar before and after it.
    pub(super) fn is_alone_between_bars(&self) -> bool {
        self.on_line == 1 && self.opens_line && self.mark && self.closed && !self.optional
    }
}

/// The pieces between two lines.
pub(super) fn pieces(dump: &Dump<'_>, head: &Head, lines: Range<usize>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut bar = true;
    let mut mark = false;
    let mut after_row_end = true;
    let paragraphs = head.gap == Gap::Blank;
    for index in lines {
        let Some(line) = dump.line(index).filter(|_| pieces.len() < MOST_CELLS) else { break };
        match line.kind {
            Kind::Ruler(_) => {}
            Kind::Bar if bar => {
                let span = Span::new(line.start, line.start);
                pieces.push(Piece {
                    span,
                    line: index,
                    bar: true,
                    closed: true,
                    opens_line: true,
                    on_line: 1,
                    optional: true,
                    ..Piece::default()
                });
                mark = true;
            }
            Kind::Bar => {
                bar = true;
                mark = true;
                if let Some(last) = pieces.last_mut() {
                    last.closed = true;
                }
            }
            Kind::Words | Kind::Code | Kind::Hash(_) | Kind::Drawn(_) => {
                let cut = match line.kind {
                    Kind::Words => cut_line(line.text, head),
                    _ => outer_bars(line.text),
                };
                let alone = cut.cells.len() == 1 && !cut.closed;
                let foreign = alone && is_foreign(dump, index, paragraphs);
                let count = cut.cells.len();
                for (nth, cell) in cut.cells.into_iter().enumerate() {
                    let first = nth == 0;
                    pieces.push(Piece {
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
                let closed_again = head.open_end && cut_closes(dump, index + 1);
                bar = cut.closed || closed_again;
                mark = false;
                after_row_end = line.ends_row;
            }
        }
    }
    pieces
}

/// Whether a line's last cell is closed by a bar.
fn cut_closes(dump: &Dump<'_>, index: usize) -> bool {
    dump.line(index).is_some_and(|line| line.kind == Kind::Words && line.text.ends_with('|'))
        || dump.kind(index + 1) == Some(Kind::Bar)
}

/// Whether a line without bars opens something that is not part of a table. Labels such as `Constraints` divide a
/// description where each paragraph is a cell or a part of one, and elsewhere if they stand among other labels. Headings
/// do not open with a small letter as names do: a parameter may be called `endpoint`.
fn is_foreign(dump: &Dump<'_>, index: usize, paragraphs: bool) -> bool {
    const LONGEST: usize = 80;
    let Some((kind, text)) = dump.line(index).map(|line| (line.kind, line.text)) else { return false };
    let bare = form::without_bullets(text);
    let label = bare.trim_matches('*');
    if kind != Kind::Words || form::is_request_line(text) {
        return true;
    }
    let divides = dump.glossary.divides_description(label) && (paragraphs || stands_among_labels(dump, index));
    if label.len() >= LONGEST || form::ends_sentence(label) || divides {
        return false;
    }
    let opens = |section| section != Section::Parameters || label.len() < text.len();
    dump.glossary.status(label).is_some()
        || dump.glossary.is_caption(label)
        || dump.glossary.label_section(label).is_some_and(opens) && !(paragraphs && ends_last_row(dump, index))
}

/// Whether a label such as `Constraints` stands between others of one description: another label is above it, and one
/// more below it, before any heading or caption, unless the page breaks off. The section of that name comes after all
/// labels of the last row.
fn stands_among_labels(dump: &Dump<'_>, index: usize) -> bool {
    const FARTHEST: usize = 16;
    let words = |at: usize| dump.line(at).map_or("", |line| line.text).trim_end_matches([':', '：']);
    let divides = |at: &usize| dump.glossary.divides_description(words(*at));
    let opens = |at: &usize| dump.glossary.label_section(words(*at)).is_some() || dump.glossary.is_caption(words(*at));
    let above = (index.saturating_sub(FARTHEST)..index).rev().find(divides);
    let last = (index + 1 + FARTHEST).min(dump.lines.len());
    let below = (index + 1..last).find(|at| divides(at) || opens(at));
    let goes_on = below.map_or(last == dump.lines.len(), |at| divides(&at));
    goes_on && above.is_some_and(|at| words(at) != words(index))
}

/// Whether words that could be a heading describe the last row, because a type stands right before them, and the page ends
/// with them or breaks off in the name of the next row.
fn ends_last_row(dump: &Dump<'_>, index: usize) -> bool {
    let text = |at: usize| dump.line(at).map_or("", |line| line.text);
    let after_type = index.checked_sub(1).is_some_and(|above| dump.signs(text(above)).ty == TypeSign::Whole);
    let left = dump.lines.len() - index - 1;
    after_type && (left == 0 || left == 1 && form::is_member_name(text(index + 1)))
}

/// Cuts a line the way that fits the table: a cell a line keeps its inner bars.
fn cut_line(text: &str, head: &Head) -> Cut {
    let columns = head.cells.len();
    if head.aligned {
        return gaps(text);
    }
    let loose = bars(text, true);
    let fits = |cut: &Cut| cut.cells.len() == columns;
    if head.row_a_line {
        let tight = bars(text, false);
        return if !fits(&loose) && fits(&tight) { tight } else { loose };
    }
    if fits(&loose) { loose } else { outer_bars(text) }
}
