//! Words to rows: a row begins where a name is followed by what its next columns hold. Each place that could be one is
//! weighed by its form, its neighbours and what the page shows elsewhere; of overlapping ones the best are taken.
//! In: words behind heads. Out: the rows, and the words before the first.

use super::{
    super::{Dump, fit, words},
    Words,
};
use crate::{
    glossary::{Column, Glossary, TypeMeaning, Types},
    page::{Cell, Row, Span, Table, Text},
};
use std::{collections::HashSet, ops::Range};

/// What speaks for a row, in points.
type Points = i32;

/// With fewer points words are no row.
const LEAST: Points = 4;
const LONGEST_TYPE: usize = 6;
/// A word with so many points is a name wherever it stands.
const SURE_NAME: Points = 3;
/// A type that names a structure.
const NAMED_TYPE: Points = 4;
/// A row without its type.
const LOST_TYPE: Points = -2;
/// The first row, where words that are no row stand before it, needs so many more.
const BEHIND_WORDS: Points = 2;

/// A table in the making.
pub(super) struct Draft {
    caption: Option<Span>,
    heads: Vec<Span>,
    columns: Vec<Column>,
    rows: Vec<RowDraft>,
    /// Several rows end one line without descriptions: whose the items below it are cannot be told.
    unsure_items: bool,
}

/// A row in the making: for each column the places of its words.
struct RowDraft {
    cells: Vec<Vec<Span>>,
}

/// Where a row begins: its short cells, and how much speaks for it.
struct Candidate {
    cells: Vec<Range<usize>>,
    end: usize,
    points: Points,
}

impl Draft {
    /// A table without rows.
    pub(super) fn new(caption: Option<Span>, heads: Vec<Span>, columns: Vec<Column>) -> Self {
        Self { caption, heads, columns, rows: Vec::new(), unsure_items: false }
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether items below belong to the last row.
    pub(super) fn takes_items(&self) -> bool {
        !self.is_empty() && !self.unsure_items
    }

    /// Whether the last row has no description.
    pub(super) fn ends_bare(&self) -> bool {
        let prose = self.prose();
        self.rows.last().is_some_and(|row| row.cells.get(prose).is_some_and(Vec::is_empty))
    }

    /// Adds words to the last row's description.
    pub(super) fn describe_last(&mut self, words: Span) {
        let prose = self.prose();
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.cells.get_mut(prose)) {
            cell.push(words);
        }
    }

    /// Whether the first words of a line begin a row.
    pub(super) fn begins_row(&self, words: &Words<'_, '_>) -> bool {
        self.candidate(words, 0, &(0..words.len()), words.dump.names()).is_some()
    }

    /// Takes the rows among some words; what stands before the first is left.
    pub(super) fn fill(&mut self, words: &Words<'_, '_>, range: Range<usize>) -> Range<usize> {
        let starts = self.starts(words, &range);
        let first = starts.first().map_or(range.start, |(at, _)| *at);
        let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([range.end]).collect();
        let prose = self.prose();
        for ((_, candidate), end) in starts.into_iter().zip(ends) {
            let mut cells = vec![Vec::new(); self.columns.len()];
            for (cell, found) in cells.iter_mut().zip(&candidate.cells) {
                cell.extend(Some(words.span(found.clone())).filter(|_| found.start < found.end));
            }
            if let Some(cell) = cells.get_mut(prose).filter(|_| candidate.end < end) {
                cell.push(words.span(candidate.end..end));
            }
            self.rows.push(RowDraft { cells });
        }
        let bare = |row: &RowDraft| row.cells.get(prose).is_some_and(Vec::is_empty);
        self.unsure_items = self.rows.iter().rev().take_while(|row| bare(row)).count() > 1;
        range.start..first
    }

    /// The column that all words go into which no other takes.
    fn prose(&self) -> usize {
        let prose = |column: &Column| fit::is_prose(Some(*column));
        self.columns.iter().position(prose).unwrap_or(self.columns.len())
    }

    /// The rows that together have most points.
    fn starts(&self, words: &Words<'_, '_>, range: &Range<usize>) -> Vec<(usize, Candidate)> {
        // Words between short cells cannot be cut safely.
        if self.columns.iter().skip(self.prose()).any(|column| !fit::is_prose(Some(*column))) {
            return Vec::new();
        }
        let names = words.dump.names();
        let mut candidates: Vec<Option<Candidate>> = Vec::with_capacity(range.len());
        let mut best: Vec<Points> = vec![0];
        for at in range.clone().rev() {
            let candidate = self.candidate(words, at, range, names);
            let behind = |end: usize| best.get(range.end - end).copied().unwrap_or(0);
            let with = candidate.as_ref().map(|candidate| candidate.points - LEAST + 1 + behind(candidate.end));
            let without = behind(at + 1);
            let taken = with.filter(|with| *with > without);
            best.push(taken.unwrap_or(without));
            candidates.push(candidate.filter(|_| taken.is_some()));
        }
        let mut starts = Vec::new();
        let mut at = range.start;
        while let Some(candidate) = candidates.pop() {
            if let Some(candidate) = candidate {
                for _ in at + 1..candidate.end {
                    candidates.pop();
                }
                let end = candidate.end;
                starts.push((at, candidate));
                at = end;
            } else {
                at += 1;
            }
        }
        let doubtful =
            |(at, candidate): &(usize, Candidate)| *at > range.start && candidate.points < LEAST + BEHIND_WORDS;
        let doubtful = starts.iter().take_while(|start| doubtful(start)).count();
        starts.split_off(doubtful)
    }

    fn candidate(
        &self,
        words: &Words<'_, '_>,
        at: usize,
        range: &Range<usize>,
        names: &HashSet<String>,
    ) -> Option<Candidate> {
        let glossary = words.dump.glossary;
        let mut points = name_points(glossary, words.word(at), names)?;
        let behind_stop = at == range.start || words.stops(at - 1);
        // Other scripts end sentences in descriptions without a stop.
        let apart = behind_stop || words.word(at - 1).ends_with(|c: char| !c.is_ascii());
        let name = at..at + 1;
        let mut cells = Vec::from([name]);
        let mut end = at + 1;
        for column in self.columns.iter().take(self.prose()).skip(1) {
            let (count, worth) = match column {
                Column::Mandatory => (usize::from(glossary.yes_no(words.word(end)).is_some()), 2),
                Column::In => (usize::from(glossary.place(words.word(end)).is_some()), 1),
                Column::Type => type_words(words, end..range.end),
                _ => (0, 0),
            };
            // The name of a type, before its last word, looks like a row of its own: the whole counts for more.
            let is_name = |word| name_points(glossary, words.word(word), names) >= Some(SURE_NAME);
            let worth = if count > 1 && apart && (end..end + count).any(is_name) { NAMED_TYPE } else { worth };
            // A type can be lost where another cell speaks for the row.
            if count == 0 && (*column != Column::Type || end == at + 1) || end + count > range.end {
                return None;
            }
            cells.push(end..end + count);
            points += if count > 0 { worth } else { LOST_TYPE };
            end += count;
        }
        if end == at + 1 {
            return None;
        }
        let begins =
            end == range.end || words.opens(end) || name_points(glossary, words.word(end), names) >= Some(SURE_NAME);
        points += if begins { 1 } else { -1 };
        points += Points::from(behind_stop);
        (points >= LEAST).then_some(Candidate { cells, end, points })
    }

    /// The table.
    pub(super) fn finish(self, dump: &Dump<'_>) -> Table {
        let rows: Vec<Row> = self.rows.iter().map(|row| row.finish(dump)).collect();
        let start = self.caption.or(self.heads.first().copied()).unwrap_or_default();
        let end = rows.last().map_or(start, |row| row.place);
        Table {
            caption: self.caption.map(|caption| words::text(dump, caption)),
            header: self.heads.iter().map(|head| Cell::written(words::text(dump, *head))).collect(),
            rows,
            place: start.to(end),
        }
    }
}

impl RowDraft {
    fn finish(&self, dump: &Dump<'_>) -> Row {
        let cell = |spans: &Vec<Span>| {
            let Some(place) = spans.iter().copied().reduce(Span::to) else { return Cell::absent() };
            let lines: Vec<String> = spans.iter().map(|span| words::clean(dump.slice(*span))).collect();
            Cell::written(Text::plain(lines.join("\n"), place))
        };
        let place = self.cells.iter().flatten().copied().reduce(Span::to).unwrap_or_default();
        Row { cells: self.cells.iter().map(cell).collect(), place, doubt: Some("cut out of running words".to_owned()) }
    }
}

/// What speaks for a word as a name; none where it cannot be one.
fn name_points(glossary: &Glossary, word: &str, names: &HashSet<String>) -> Option<Points> {
    let word = word.trim_matches('*');
    if !fit::is_identifier(word) || glossary.yes_no(word).is_some() {
        return None;
    }
    let inner = word.get(1..).unwrap_or_default();
    let shaped = word.contains('_')
        || inner.contains([':', '@', '$'])
        || word.contains(|c: char| c.is_ascii_digit())
        || (word.contains(|c: char| c.is_ascii_lowercase()) && inner.contains(|c: char| c.is_ascii_uppercase()))
        || glossary.is_header(word);
    let known = names.contains(word);
    let lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
    let points = match (known, shaped) {
        (true, true) => 4,
        (true, false) | (false, true) => 3,
        (false, false) => Points::from(lower),
    };
    let type_word = !known && is_type_word(glossary.types(), word);
    Some(points - if type_word { 3 } else { 0 })
}

/// How many words are a type, and what that speaks for a row.
fn type_words(words: &Words<'_, '_>, range: Range<usize>) -> (usize, Points) {
    let types = words.dump.glossary.types();
    let text = |count: usize| Some(words.text(range.start..range.start + count)).filter(|_| count <= range.len());
    let whole = |count: usize| text(count).filter(|text| !text.ends_with(words::STOPS));
    let ended = |count: usize| (range.start..range.start + count).any(|at| words.stops(at));
    let reads = |count: usize| text(count).is_some_and(|text| types.looks_like_type(text)) && !ended(count);
    let ends = |count: usize| closes_type(types, words.word(range.start + count - 1)) && reads(count);
    let first = words.word(range.start);
    let count = if is_type_word(types, first) {
        let plain = |count: &usize| whole(*count).is_some_and(|text| is_type_word(types, text));
        let count = (1..=LONGEST_TYPE).rev().find(plain).unwrap_or(0);
        let of = words.word(range.start + count) == "of";
        (count + 2..=LONGEST_TYPE).find(|count| of && ends(*count)).unwrap_or(count)
    } else if first.starts_with(['*', '[']) && reads(1) {
        1
    } else if first.contains(['<', '[', '(']) {
        let closed = |count: &usize| text(*count).is_some_and(|text| text.ends_with(['>', ']', ')']));
        (1..=LONGEST_TYPE).find(closed).filter(|count| reads(*count)).unwrap_or(0)
    } else {
        (2..=LONGEST_TYPE).find(|count| ends(*count)).unwrap_or(0)
    };
    let bare = count == 1 && first.bytes().all(|byte| byte.is_ascii_lowercase());
    (count, if bare { 1 } else { 2 })
}

/// Whether words name a type as they stand, or in the plural.
fn is_type_word(types: &Types, words: &str) -> bool {
    let known = |words: &str| types.plain_word(words).is_some_and(|word| word.means != TypeMeaning::Unsaid);
    known(words) || words.strip_suffix('s').is_some_and(known)
}

/// Whether a word can be the last of a type.
fn closes_type(types: &Types, word: &str) -> bool {
    let after = types.grammar.object_after.iter().chain(&types.grammar.list_after);
    is_type_word(types, word) || after.into_iter().any(|known| known.eq_ignore_ascii_case(word))
}
