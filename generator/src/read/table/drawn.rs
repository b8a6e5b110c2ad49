//! Tables that a dump has drawn: with borders, above a ruler of dashes, or in columns that blanks alone keep apart.
//! In: the lines of a page with their blanks. Out: tables with their places, in order. What no drawing shows is left
//! to the readers of cells.

mod gaps;
mod rows;
mod rulers;

use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Glossary, form},
    page::{Cell, Row, Source, Span, Table, Text},
    read::{
        grid,
        grid_table::{self, GridCell, is_border},
        line::{self, Columns, Line, Measure, span_of},
    },
};
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// The tables of a page, and what is not sure of them.
pub(in crate::read) fn find(
    source: &Arc<Source>,
    glossary: &Glossary,
    unmark: impl Fn(&mut Text),
    diagnostics: &mut Sink,
) -> Vec<Table> {
    let lines = line::lines_of(&source.text);
    let mut tables: Vec<Table> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = lines.get(at..).unwrap_or_default();
        let found = bordered(rest, glossary).or_else(|| rulers::read(rest)).or_else(|| gaps::read(rest, glossary));
        let Some(drawn) = found else {
            at += 1;
            continue;
        };
        diagnostics.extend(drawn.findings.into_iter().map(|(finding, place)| finding.at(source, place)));
        let mut table = drawn.table;
        for cell in table.header.iter_mut().chain(table.rows.iter_mut().flat_map(|row| &mut row.cells)) {
            unmark(&mut cell.text);
        }
        at += drawn.lines.max(1);
        if let Some((caption, lines)) = caption_below(lines.get(at..).unwrap_or_default()) {
            table.place = table.place.to(caption.place);
            table.caption = Some(caption);
            table.caption.iter_mut().for_each(&unmark);
            at += lines;
        }
        tables.push(table);
    }
    tables
}

/// A table, and how many lines it takes.
struct Drawn {
    table: Table,
    lines: usize,
    /// Why its cells are a guess, which of its rows are uneven.
    findings: Vec<(Diagnostic, Span)>,
}

impl Drawn {
    fn new(table: Table, lines: usize, doubt: Option<&str>) -> Self {
        let finding = doubt.map(|doubt| (Diagnostic::new(Code::CrookedTable, doubt), table.place));
        Self { table, lines, findings: finding.into_iter().collect() }
    }
}

/// A table whose cells are boxes of `+`, `-` and `|`.
fn bordered(lines: &[Line<'_>], glossary: &Glossary) -> Option<Drawn> {
    let first = lines.first().filter(|line| is_border(line.text.trim_start()))?;
    let indent = first.indent();
    let inside = |line: &&Line<'_>| line.text.trim_start().starts_with(['+', '|']);
    let length = lines.iter().take_while(inside).count();
    let drawn: Vec<Line<'_>> = lines.iter().take(length).map(|line| line.skip(indent.min(line.indent()))).collect();
    if drawn.iter().filter(|line| is_border(line.text)).count() < 2 || drawn.len() < 3 {
        return None;
    }
    let (rows, doubt) = grid_table::read(&drawn);
    let expanded = grid::table(grid_table::written(rows, words), glossary, span_of(&drawn));
    let mut drawn = Drawn::new(expanded.table, length, doubt);
    drawn.findings.extend(expanded.findings);
    Some(drawn)
}

/// `: Table 1 Path parameters`, as one tool writes captions, and the lines that it and the blanks before it take.
fn caption_below(lines: &[Line<'_>]) -> Option<(Text, usize)> {
    let blank = lines.iter().take_while(|line| line.is_blank()).count();
    let caption: Vec<Line<'_>> = lines
        .iter()
        .skip(blank)
        .take_while(|line| !line.is_blank() && !line.text.starts_with(":::"))
        .copied()
        .collect();
    let marked = caption.first()?.text.trim_start().strip_prefix(": ").is_some();
    let text = words(&GridCell::plain(caption.clone()));
    let content = text.content.trim_start_matches([':', ' ']).replace('\n', " ");
    (marked && blank < 2).then_some((Text { content, marked: Vec::new(), ..text }, blank + caption.len()))
}

/// Where the columns of a table start, and how they are counted.
struct Layout {
    starts: Vec<usize>,
    measure: Measure,
}

impl Layout {
    /// A head and rows by columns: each cell the lines that it has in its column.
    fn table(&self, head: &[Line<'_>], rows: &[&[Line<'_>]]) -> Table {
        let body = rows.iter().map(|lines| Row { cells: self.cells(lines), place: span_of(lines), doubt: None });
        let place = rows.iter().map(|lines| span_of(lines)).fold(span_of(head), Span::to);
        Table { caption: None, header: self.cells(head), rows: body.collect(), place, cut: false }
    }

    fn cells(&self, lines: &[Line<'_>]) -> Vec<Cell> {
        let mut cells: Vec<Vec<Line<'_>>> = vec![Vec::with_capacity(lines.len()); self.starts.len()];
        for line in lines {
            cells.iter_mut().zip(self.cut(line)).for_each(|(cell, piece)| cell.push(piece));
        }
        cells.into_iter().map(|lines| Cell::written(words(&GridCell::plain(lines)))).collect()
    }

    /// The pieces of a line, one for each column: a word that reaches into the next is not cut.
    fn cut<'a>(&self, line: &Line<'a>) -> Vec<Line<'a>> {
        let line = Columns::measured(*line, self.measure);
        let ends = self.starts.iter().skip(1).copied().chain([usize::MAX]);
        let piece = |(start, end): (&usize, usize)| {
            let start = line.end_of_word(*start);
            let piece = line.piece(start, line.end_of_word(end).max(start));
            piece.skip(piece.indent())
        };
        self.starts.iter().zip(ends).map(piece).collect()
    }
}

/// The words of a cell. A line that has room for the next one's first word was ended by the page, not by the width;
/// where a word is too long for a line because marks stand in it, its pieces fill theirs.
fn words(cell: &GridCell<'_>) -> Text {
    let width = cell.lines.iter().map(|line| line.text.width()).max().unwrap_or(0);
    let written: Vec<Line<'_>> = cell.lines.iter().filter(|line| !line.is_blank()).copied().collect();
    if let Some(name) = grid_table::broken_name(cell) {
        return Text::plain(name, span_of(&written));
    }
    let marked = cell.lines.iter().map(|line| line.text.trim()).collect::<String>().contains("]{#");
    let mut words = String::new();
    let mut before: Option<&Line<'_>> = None;
    let mut goes_on = false;
    for line in &cell.lines {
        if line.is_blank() {
            before = None;
            continue;
        }
        let text = line.text.trim();
        if goes_on && before.is_some() && cell.is_piece(line) {
            words.push_str(text);
            before = Some(line);
            continue;
        }
        goes_on = marked && before.is_none() && !text.contains(char::is_whitespace);
        let first = text.split_whitespace().next().unwrap_or_default();
        let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let wrapped = before.filter(|before| {
            let room = if wide(first.chars().next()) { 2 } else { 1 + first.width() };
            before.text.width() + room > width && !text.starts_with(form::BULLETS)
        });
        match wrapped {
            Some(before) if wide(before.text.chars().next_back()) && wide(text.chars().next()) => {}
            Some(_) => words.push(' '),
            None if words.is_empty() => {}
            None => words.push('\n'),
        }
        words.push_str(text);
        before = Some(line);
    }
    Text::plain(words.replace("**", ""), span_of(&written))
}
