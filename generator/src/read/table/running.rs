//! Lines into which a scraper has run a label and what stood below it: `Response parameters Table 2 ... Parameter Type
//! Description id String ...`. In: such a line and those that go on with its last row. Out: pieces in the order of the
//! text, tables among them. Words that no evidence makes a row stay words, and are reported.

mod rows;

use super::{
    cut::words::{LONGEST_LABEL, Words},
    dump::{Dump, Kind},
    heads::in_words::{self, Heads},
    rows::shortened,
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Caption, Column, form},
    page::{Row, Span, Table},
};
use rows::Draft;
use std::ops::Range;

/// A part of such a line.
pub(in crate::read) enum RunningPiece {
    /// A label, a request line, running text.
    Words(Span),
    /// A table, its rows recovered.
    Table(Table),
}

/// The pieces of a line, and the line after those that it took.
pub(in crate::read) struct Flattened {
    /// In the order of the text.
    pub(in crate::read) pieces: Vec<RunningPiece>,
    /// The first line that is not part of them.
    pub(in crate::read) after: usize,
}

/// Takes a line apart, if a table or a label with more after it stands in it.
pub(in crate::read) fn read(dump: &Dump<'_>, at: usize, diagnostics: &mut Sink) -> Option<Flattened> {
    let line = dump.line(at)?;
    if let Some(table) = of_two_columns(dump, at) {
        diagnostics.push(recovered(dump, &table));
        let after = at + 1 + table.rows.len();
        return Some(Flattened { pieces: vec![RunningPiece::Table(table)], after });
    }
    let item = form::item(line.text).is_some();
    let headed = in_words::stand_side_by_side(line.text, dump.glossary);
    if !item && !headed {
        return None;
    }
    let words = Words::of(dump, line.span());
    let heads = if headed { in_words::all(&words) } else { Vec::new() };
    let label = leading_label(&words, heads.first().map_or(words.len(), |head| head.caption));
    if heads.is_empty() && (!item || label.is_none_or(|label| label == words.len())) {
        return None;
    }
    let mut reader = Reader { dump, pieces: Vec::new(), open: None, loose: Vec::new(), diagnostics };
    reader.line(&words, &heads);
    let mut after = at + 1;
    reader.open =
        reader.open.take().map(|table| if table.is_empty() { table.without_lost(&lines(dump, after)) } else { table });
    while reader.open.is_some() && reader.goes_on(after) {
        after += 1;
    }
    reader.close();
    Some(Flattened { pieces: reader.pieces, after })
}

/// The table whose heads are `Name Description`, if each line right below them is a name and the words that describe it.
fn of_two_columns(dump: &Dump<'_>, at: usize) -> Option<Table> {
    const LEAST_ROWS: usize = 2;
    let heads = Words::of(dump, dump.line(at)?.span());
    let column = |nth: usize| dump.glossary.head(heads.word(nth));
    let named = || column(0) == Some(Column::Name) && column(1) == Some(Column::Description);
    if heads.len() != 2 || !named() {
        return None;
    }
    let below =
        (at + 1..).map_while(|at| dump.line(at)).take_while(|line| !line.blank_before && line.kind == Kind::Words);
    let row = |words: Words<'_, '_>| {
        let is_row = words.len() > 1 && words.opens(1) && form::is_identifier(words.word(0));
        let cells = [0..1, 1..words.len()].map(|cell| dump.cell(&[words.span(cell)]));
        let doubt = Some("cut out of running words".to_owned());
        is_row.then(|| Row { cells: cells.into(), place: words.span(0..words.len()), doubt })
    };
    let rows: Vec<Row> = below.map(|line| row(Words::of(dump, line.span()))).collect::<Option<_>>()?;
    (rows.len() >= LEAST_ROWS).then(|| dump.table(None, &[heads.span(0..1), heads.span(1..2)], rows))
}

/// Says that the rows of a table stood in running words.
fn recovered(dump: &Dump<'_>, table: &Table) -> Diagnostic {
    let names = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.text.content.as_str());
    let names = shortened(&names.collect::<Vec<_>>().join(", "));
    Diagnostic::new(Code::RunningTable, format!("rows were recovered from running text: {names}"))
        .at(dump.source, table.place)
}

/// The first lines from one on, as words.
fn lines<'d, 'a>(dump: &'d Dump<'a>, at: usize) -> Vec<Words<'d, 'a>> {
    const MOST: usize = 8;
    (at..at + MOST).map_while(|at| dump.line(at)).map(|line| Words::of(dump, line.span())).collect()
}

/// The words of a label that a line opens with, if it is one alone or what stands after it is of its own.
fn leading_label(words: &Words<'_, '_>, limit: usize) -> Option<usize> {
    let stands_apart = |count: usize| {
        let rest = count..limit;
        rest.is_empty()
            || words.request(count).is_some()
            || (words.is_none(count) && rest.len() == 1)
            || words.is_status(rest.clone())
            || (1..3).any(|heads| words.heads_statuses(count..(count + heads).min(limit)))
            || words.dump.glossary.table_label(words.text(rest)).is_some()
            || (count > 1 && words.opens(count) && words.dump.glossary.status(words.text(0..limit)).is_none())
    };
    (1..=LONGEST_LABEL.min(limit)).rev().find(|count| words.section(0..*count).is_some() && stands_apart(*count))
}

/// What is read off a line and those after it.
struct Reader<'d, 'a, 'f> {
    dump: &'d Dump<'a>,
    pieces: Vec<RunningPiece>,
    /// The last table, while rows may follow.
    open: Option<Draft>,
    /// Items below it that could be of several rows.
    loose: Vec<Span>,
    diagnostics: &'f mut Sink,
}

impl Reader<'_, '_, '_> {
    fn line(&mut self, words: &Words<'_, '_>, heads: &[Heads]) {
        let first = heads.first().map_or(words.len(), |head| head.caption);
        if self.open.is_some() {
            self.rows(words, 0..first);
        } else {
            self.lead(words, first);
        }
        for (nth, head) in heads.iter().enumerate() {
            self.close();
            let caption = Some(words.span(head.caption..head.start)).filter(|_| head.caption < head.start);
            self.open = Some(Draft::new(caption, head.cells.clone(), head.columns.clone()));
            let limit = heads.get(nth + 1).map_or(words.len(), |next| next.caption);
            self.rows(words, head.end..limit);
        }
    }

    /// What stands before the first table: a label, a request line, words.
    fn lead(&mut self, words: &Words<'_, '_>, limit: usize) {
        let label = leading_label(words, limit).unwrap_or(0);
        let request = (label..limit).find(|at| words.request(*at).is_some() && (label > 0 || words.is_called(*at)));
        let request = request.unwrap_or(limit);
        for part in [0..label, label..request, request..limit] {
            self.words(words, part);
        }
    }

    fn words(&mut self, words: &Words<'_, '_>, part: Range<usize>) {
        if !part.is_empty() {
            self.pieces.push(RunningPiece::Words(words.span(part)));
        }
    }

    /// Rows of the open table, and the labels after them, which end it.
    fn rows(&mut self, words: &Words<'_, '_>, range: Range<usize>) {
        let Some(table) = self.open.as_mut() else { return };
        let mut tail = tail(words, range.clone());
        let mut limit = tail.first().map_or(range.end, |first| first.start);
        let mut unread = table.fill(words, range.start..limit);
        // Words that could be a label are the last row's description where it would have none.
        if let [only] = tail.as_slice()
            && only.end == range.end
            && table.ends_bare()
        {
            table.describe_last(words.span(only.clone()));
            tail.clear();
            limit = range.end;
        }
        if table.is_empty() {
            unread = range.start..limit;
        }
        if !unread.is_empty() {
            let unread = words.span(unread);
            let message = format!("a table is in a line of text: {}", shortened(self.dump.slice(unread)));
            self.diagnostics.push(Diagnostic::new(Code::FlattenedTable, message).at(self.dump.source, unread));
            self.pieces.push(RunningPiece::Words(unread));
        }
        if !tail.is_empty() {
            self.close();
        }
        for part in tail {
            self.words(words, part);
        }
    }

    /// Whether a line goes on with the open table: an item of the last description, or another row.
    fn goes_on(&mut self, at: usize) -> bool {
        let Some(line) = self.dump.line(at).filter(|line| line.kind == Kind::Words) else { return false };
        let words = Words::of(self.dump, line.span());
        let heads = if in_words::stand_side_by_side(line.text, self.dump.glossary) {
            in_words::all(&words)
        } else {
            Vec::new()
        };
        if form::item(line.text).is_some() {
            let own = !heads.is_empty() || leading_label(&words, words.len()).is_some();
            match self.open.as_mut().filter(|_| !own) {
                Some(table) if table.takes_items() => table.describe_last(line.span()),
                Some(table) if !table.is_empty() => self.loose.push(line.span()),
                _ => return false,
            }
            return true;
        }
        let Some(table) = self.open.as_mut() else { return false };
        if table.begins_row(&words) {
            self.line(&words, &heads);
            return true;
        }
        if !heads.is_empty() || !table.takes_items() {
            return false;
        }
        // What a line opens with may end the last description: `Off by default. size Integer The size.`
        if let Some(row) = table.row_after_sentence(&words) {
            table.describe_last(words.span(0..row));
            self.rows(&words, row..words.len());
            return true;
        }
        let described = !opens_other(self.dump, at) && (table.ends_bare() || leads_to_row(self.dump, table, at));
        if described {
            table.describe_last(line.span());
        }
        described
    }

    fn close(&mut self) {
        let Some(table) = self.open.take().filter(|table| !table.is_empty()) else { return };
        if let Some(head) = table.lost_head() {
            let message = format!("no row has a cell under `{}`", self.dump.slice(head));
            self.diagnostics.push(Diagnostic::new(Code::LostColumn, message).at(self.dump.source, head));
        }
        let table = table.finish(self.dump);
        self.diagnostics.push(recovered(self.dump, &table));
        self.pieces.push(RunningPiece::Table(table));
        for item in std::mem::take(&mut self.loose) {
            let message = format!("it is unclear to which row this belongs: {}", shortened(self.dump.slice(item)));
            self.diagnostics.push(Diagnostic::new(Code::FlattenedTable, message).at(self.dump.source, item));
            self.pieces.push(RunningPiece::Words(item));
        }
    }
}

/// Whether a line close below begins a row, and none between opens anything else.
fn leads_to_row(dump: &Dump<'_>, table: &Draft, at: usize) -> bool {
    const MOST_PARAGRAPHS: usize = 8;
    let begins = |at: usize| {
        let line = dump.line(at).filter(|line| line.kind == Kind::Words);
        line.is_some_and(|line| table.begins_row(&Words::of(dump, line.span())))
    };
    let mut below = at + 1..=at + MOST_PARAGRAPHS;
    below.find(|at| opens_other(dump, *at) || begins(*at)).is_some_and(begins)
}

/// Whether a line is no part of a description's words: a label, a caption, a request, heads.
fn opens_other(dump: &Dump<'_>, at: usize) -> bool {
    let Some(line) = dump.line(at).filter(|line| line.kind == Kind::Words) else { return true };
    let words = Words::of(dump, line.span());
    let captions = || dump.glossary.caption(line.text) == Some(Caption::Structure);
    leading_label(&words, words.len()).is_some()
        || captions() && in_words::is_line_of_heads(dump, at + 1)
        || dump.glossary.is_caption(line.text)
        || form::is_request_line(line.text)
        || in_words::stand_side_by_side(line.text, dump.glossary)
}

/// The labels at the end of a stretch of rows, each with what stands below it.
fn tail(words: &Words<'_, '_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut tail: Vec<Range<usize>> = Vec::new();
    loop {
        let end = tail.first().map_or(range.end, |first| first.start);
        let label = |end: usize| {
            let starts = (range.start.max(end.saturating_sub(LONGEST_LABEL))..end)
                .find(|at| words.section(*at..end).is_some() || words.is_status(*at..end));
            starts.map(|start| start..end)
        };
        let below = end.checked_sub(1).filter(|at| *at > range.start && words.is_none(*at));
        let request = end.checked_sub(2).filter(|at| *at > range.start && words.request(*at) == Some(end));
        if let Some(label) = label(end) {
            tail.insert(0, label);
        } else if let Some((at, label)) = below.or(request).and_then(|at| Some((at, label(at)?))) {
            tail.splice(0..0, [label, at..end]);
        } else {
            return tail;
        }
    }
}
