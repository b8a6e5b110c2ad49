//! The model of tables whose cells stand in running words: a row begins where a name is followed by what its next columns
//! hold; all other words go on the last description. In: words after heads. Out: the rows, and the words before the first.

use super::Words;
use crate::{
    glossary::{Column, Glossary, TypeMeaning, Types, form},
    page::{Cell, Row, Span, Table},
    read::table::{
        dump::Dump,
        fit,
        lattice::{self, Model, NEVER, Score},
        weights::Observation,
    },
};
use std::{collections::HashSet, ops::Range};

/// Words of a type, at most.
const LONGEST_TYPE: usize = 6;

/// A table in the making.
pub(super) struct Draft {
    caption: Option<Span>,
    heads: Vec<Span>,
    columns: Vec<Column>,
    /// The head whose column has no cells, which is then no column here.
    lost: Option<usize>,
    rows: Vec<RowDraft>,
    /// Several rows end one line without descriptions: whose the items below it are cannot be told.
    unsure_items: bool,
}

/// A row in the making: for each column the places of its words.
struct RowDraft {
    cells: Vec<Vec<Span>>,
}

/// A row's short cells, and the word after them.
struct Short {
    cells: Vec<Range<usize>>,
    end: usize,
}

impl Draft {
    /// A table without rows.
    pub(super) fn new(caption: Option<Span>, heads: Vec<Span>, columns: Vec<Column>) -> Self {
        Self { caption, heads, columns, lost: None, rows: Vec::new(), unsure_items: false }
    }

    /// The same without the column of yes and no, if none of these lines begins a row with it, and one does without it: a
    /// scraper has dropped its cells.
    pub(super) fn without_lost(self, below: &[Words<'_, '_>]) -> Self {
        let begins = |draft: &Self| below.iter().any(|words| draft.begins_row(words));
        let Some(lost) = self.columns.iter().position(|column| *column == Column::Mandatory) else { return self };
        if begins(&self) {
            return self;
        }
        let mut without =
            Self { lost: Some(lost), ..Self::new(self.caption, self.heads.clone(), self.columns.clone()) };
        without.columns.remove(lost);
        if begins(&without) { without } else { self }
    }

    /// The head whose column has lost its cells.
    pub(super) fn lost_head(&self) -> Option<Span> {
        self.heads.get(self.lost?).copied()
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
        let named = name_worth(words.dump.glossary, words.word(0), words.dump.names()).is_some();
        named && self.starts(words, &(0..words.len())).first().is_some_and(|(at, _)| *at == 0)
    }

    /// Where the first row of a line begins, if a sentence ends before it.
    pub(super) fn row_after_sentence(&self, words: &Words<'_, '_>) -> Option<usize> {
        let first = self.starts(words, &(0..words.len())).first()?.0;
        let named = name_worth(words.dump.glossary, words.word(first), words.dump.names()).is_some();
        (named && first > 0 && words.stops(first - 1)).then_some(first)
    }

    /// Takes the rows among some words; what stands before the first is left.
    pub(super) fn fill(&mut self, words: &Words<'_, '_>, range: Range<usize>) -> Range<usize> {
        let starts = self.starts(words, &range);
        let first = starts.first().map_or(range.start, |(at, _)| *at);
        let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([range.end]).collect();
        let prose = self.prose();
        for ((_, short), end) in starts.into_iter().zip(ends) {
            let mut cells = vec![Vec::new(); self.columns.len()];
            for (cell, found) in cells.iter_mut().zip(&short.cells) {
                cell.extend(Some(words.span(found.clone())).filter(|_| found.start < found.end));
            }
            if let Some(cell) = cells.get_mut(prose).filter(|_| short.end < end) {
                cell.push(words.span(short.end..end));
            }
            self.rows.push(RowDraft { cells });
        }
        let bare = |row: &RowDraft| row.cells.get(prose).is_some_and(Vec::is_empty);
        self.unsure_items = self.rows.iter().rev().take_while(|row| bare(row)).count() > 1;
        range.start..first
    }

    /// The column that all words go into which no other takes. Lengths and ranges before other short cells are numbers.
    fn prose(&self) -> usize {
        let prose = |column: &Column| fit::is_prose(Some(*column));
        let last_short = self.columns.iter().rposition(|column| !prose(column)).unwrap_or(0);
        let described = |at: &usize| *at > last_short || !is_bound(self.columns.get(*at).copied());
        let mut proses = (0..self.columns.len()).filter(|at| self.columns.get(*at).is_some_and(prose));
        proses.find(described).unwrap_or(self.columns.len())
    }

    /// Where rows begin.
    fn starts(&self, words: &Words<'_, '_>, range: &Range<usize>) -> Vec<(usize, Short)> {
        // Words between short cells cannot be cut safely.
        if self.columns.iter().skip(self.prose()).any(|column| !fit::is_prose(Some(*column))) {
            return Vec::new();
        }
        let short = self.columns.get(..self.prose()).unwrap_or_default();
        let model = Running::weighed(words, range.clone(), short);
        let way = lattice::best(&model);
        let mut starts: Vec<(usize, Short)> = Vec::new();
        for (at, (state, _)) in (range.start..).zip(&way.states) {
            match model.state(*state) {
                State::Cell { column: 0, .. } => {
                    starts.push((at, Short { cells: vec![at..at; short.len()], end: at }));
                    if let Some((_, row)) = starts.last_mut() {
                        row.take(0, at);
                    }
                }
                State::Cell { column, .. } => {
                    if let Some((_, row)) = starts.last_mut() {
                        row.take(column, at);
                    }
                }
                State::Lead | State::Prose => {}
            }
        }
        starts
    }

    pub(super) fn finish(self, dump: &Dump<'_>) -> Table {
        let written = |cells: &[Vec<Span>]| -> Vec<Cell> {
            let mut cells: Vec<Cell> = cells.iter().map(|lines| dump.cell(lines)).collect();
            if let Some(lost) = self.lost.filter(|lost| *lost <= cells.len()) {
                cells.insert(lost, Cell::absent());
            }
            cells
        };
        let row = |RowDraft { cells }: &RowDraft| Row {
            cells: written(cells),
            place: cells.iter().flatten().copied().reduce(Span::to).unwrap_or_default(),
            doubt: Some("cut out of running words".to_owned()),
        };
        dump.table(self.caption, &self.heads, self.rows.iter().map(row).collect())
    }
}

impl Short {
    fn take(&mut self, column: usize, at: usize) {
        if let Some(cell) = self.cells.get_mut(column) {
            let start = if cell.start == cell.end { at } else { cell.start };
            *cell = start..at + 1;
        }
        self.end = at + 1;
    }
}

/// Whether a column may hold nothing but numbers.
fn is_bound(column: Option<Column>) -> bool {
    matches!(column, Some(Column::Range | Column::Default))
}

/// What a word is in running rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A word before the first row.
    Lead,
    /// A word of a short cell, with so many more of the cell to come.
    Cell { column: usize, rest: usize },
    /// A word of a description.
    Prose,
}

/// The words of a table without drawing.
struct Running<'a> {
    columns: &'a [Column],
    words: Vec<Weighed>,
}

/// What can be said of a word whatever stands before it.
struct Weighed {
    /// As a name.
    name: Option<Score>,
    /// As a word for yes or no, or for a place: of which column it is a cell.
    cell: Option<Column>,
    /// As the first word of a type: its words, and what that is worth.
    of_type: usize,
    of_type_worth: Score,
    /// Whether a description may begin with it.
    opens: bool,
    /// Whether a sentence has ended before it.
    after_sentence: bool,
}

impl<'a> Running<'a> {
    fn weighed(words: &Words<'_, '_>, range: Range<usize>, columns: &'a [Column]) -> Self {
        let (glossary, names) = (words.dump.glossary, words.dump.names());
        let name = |at: usize| name_worth(glossary, words.word(at), names);
        let sure = |at: usize| name(at) >= Some(Observation::FittingName.score());
        let weigh = |at: usize| {
            // Other scripts end sentences in descriptions without a stop.
            let apart = |name: usize| {
                name == range.start || words.stops(name - 1) || words.word(name - 1).ends_with(|c: char| !c.is_ascii())
            };
            let (of_type, worth) = type_words(words, at..range.end);
            // The name of a type, before its last word, looks like a row of its own: the whole counts for more.
            let names_structure = of_type > 1 && at > range.start && apart(at - 1) && (at..at + of_type).any(sure);
            Weighed {
                name: name(at),
                cell: match glossary.yes_no(words.word(at)) {
                    Some(_) => Some(Column::Mandatory),
                    None if words.word(at).bytes().all(|byte| byte.is_ascii_digit()) => Some(Column::Range),
                    None => glossary.place(words.word(at)).map(|_| Column::In),
                },
                of_type: if at + of_type > range.end { 0 } else { of_type },
                of_type_worth: if names_structure { Observation::FittingCell.score() } else { worth },
                opens: words.opens(at) || sure(at) || words.is_none(at),
                after_sentence: at == range.start || words.stops(at - 1),
            }
        };
        Self { columns, words: range.clone().map(weigh).collect() }
    }

    fn state(&self, number: usize) -> State {
        match number.checked_sub(1) {
            None => State::Lead,
            Some(cell) if cell < self.columns.len() * LONGEST_TYPE => {
                State::Cell { column: cell / LONGEST_TYPE, rest: cell % LONGEST_TYPE }
            }
            Some(_) => State::Prose,
        }
    }

    fn number(&self, state: State) -> usize {
        match state {
            State::Lead => 0,
            State::Cell { column, rest } => 1 + column * LONGEST_TYPE + rest.min(LONGEST_TYPE - 1),
            State::Prose => 1 + self.columns.len() * LONGEST_TYPE,
        }
    }

    /// What it is worth that a word begins the cell of a column, which takes so many more words.
    fn cell(&self, word: &Weighed, column: usize, rest: usize) -> Score {
        let worth = match self.columns.get(column) {
            Some(Column::Mandatory) if word.cell == Some(Column::Mandatory) && rest == 0 => {
                Some(Observation::CellInWords.score())
            }
            Some(Column::In) if word.cell == Some(Column::In) && rest == 0 => Some(Observation::CellInWords.score()),
            column if is_bound(column.copied()) && word.cell == Some(Column::Range) && rest == 0 => {
                Some(Observation::CellInWords.score())
            }
            Some(Column::Type) if word.of_type == rest + 1 => Some(word.of_type_worth),
            _ => None,
        };
        worth.unwrap_or(NEVER)
    }

    /// Whether a column before another may lack its cell: a type can be lost where another cell speaks for the row.
    fn skips(&self, from: usize, to: usize) -> bool {
        let between = self.columns.get(from + 1..to).unwrap_or_default();
        (between == [Column::Type] || between.len() == 1 && is_bound(between.first().copied()))
            && self.columns.len() > 2
    }

    /// What it is worth that a row's short cells end at a column, and what follows.
    fn ends(&self, column: usize, opens: bool) -> Score {
        let next = if opens { 0 } else { Observation::SmallDescription.score() };
        if column + 1 == self.columns.len() {
            return next;
        }
        let without_type = column > 0 && self.skips(column, self.columns.len());
        if without_type { Observation::LostTypeInWords.score() + next } else { NEVER }
    }
}

impl Model for Running<'_> {
    fn pieces(&self) -> usize {
        self.words.len()
    }

    fn states(&self) -> usize {
        2 + self.columns.len() * LONGEST_TYPE
    }

    fn next(&self, from: Option<usize>) -> impl Iterator<Item = usize> {
        let from = from.map(|state| self.state(state));
        let lead = matches!(from, None | Some(State::Lead)).then_some(State::Lead);
        let whole = !matches!(from, Some(State::Cell { rest: 1.., .. }));
        let name = whole.then_some(State::Cell { column: 0, rest: 0 });
        let rest = match from {
            Some(State::Cell { column, rest: rest @ 1.. }) => Some(State::Cell { column, rest: rest - 1 }),
            _ => None,
        };
        let after = match from {
            Some(State::Cell { column, rest: 0 }) => column + 1..(column + 3).min(self.columns.len()),
            _ => 0..0,
        };
        let cells = after.flat_map(|column| (0..LONGEST_TYPE).map(move |rest| State::Cell { column, rest }));
        let prose = matches!(from, Some(State::Prose | State::Cell { rest: 0, .. })).then_some(State::Prose);
        let states = lead.into_iter().chain(name).chain(rest).chain(cells).chain(prose);
        states.map(|state| self.number(state))
    }

    fn step(&self, piece: usize, from: Option<usize>, to: usize) -> Score {
        let Some(word) = self.words.get(piece) else { return NEVER };
        let from = from.map(|state| self.state(state));
        match (from, self.state(to)) {
            (_, State::Lead) | (Some(State::Prose), State::Prose) => 0,
            (_, State::Cell { column: 0, .. }) => {
                let Some(name) = word.name else { return NEVER };
                let before = match from {
                    Some(State::Cell { column, .. }) => self.ends(column, word.opens),
                    Some(State::Lead) => Observation::RowAfterWords.score(),
                    Some(State::Prose) | None => 0,
                };
                let stop = if word.after_sentence { Observation::NameAfterSentence.score() } else { 0 };
                name + stop + before + Observation::RowInWords.score()
            }
            (Some(State::Cell { column, rest: 1.. }), State::Cell { column: same, .. }) if same == column => 0,
            (Some(State::Cell { column, .. }), State::Cell { column: to, rest }) => {
                let lost = if to == column + 1 { 0 } else { Observation::LostTypeInWords.score() };
                if to == column + 1 || self.skips(column, to) { lost + self.cell(word, to, rest) } else { NEVER }
            }
            (Some(State::Cell { column, .. }), State::Prose) => self.ends(column, word.opens),
            _ => NEVER,
        }
    }

    fn finish(&self, from: usize) -> Score {
        match self.state(from) {
            State::Cell { rest: 1.., .. } => NEVER,
            State::Cell { column, .. } => self.ends(column, true),
            State::Lead | State::Prose => 0,
        }
    }

    fn outcome(&self, state: usize) -> Option<usize> {
        Some(state)
    }
}

/// What it is worth that a word is a name; `None` if it cannot be one.
fn name_worth(glossary: &Glossary, word: &str, names: &HashSet<String>) -> Option<Score> {
    let word = form::without_depth(word.trim_matches('*'));
    let word = word.strip_prefix(':').unwrap_or(word);
    if !form::is_identifier(word) || glossary.yes_no(word).is_some() {
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
    Some(match known || shaped {
        true => Observation::FittingName.score(),
        false if lower => Observation::PlainName.score(),
        false => 0,
    })
}

/// How many words are a type, and what that is worth.
fn type_words(words: &Words<'_, '_>, range: Range<usize>) -> (usize, Score) {
    let types = words.dump.glossary.types();
    let text = |count: usize| Some(words.text(range.start..range.start + count)).filter(|_| count <= range.len());
    let whole = |count: usize| text(count).filter(|text| !form::ends_sentence(text));
    let ended = |count: usize| (range.start..range.start + count).any(|at| words.stops(at));
    let reads = |count: usize| text(count).is_some_and(|text| types.looks_like_type(text)) && !ended(count);
    let is_last = |word: &str| is_type_word(types, word) || types.grammar.closes(word);
    let ends = |count: usize| is_last(words.word(range.start + count - 1)) && reads(count);
    let first = words.word(range.start);
    let count = if is_type_word(types, first) {
        let plain = |count: &usize| whole(*count).is_some_and(|text| is_type_word(types, text));
        let count = (1..=LONGEST_TYPE).rev().find(plain).unwrap_or(0);
        let of = text(count + 1).is_some_and(|text| types.grammar.is_open(text));
        (count + 2..=LONGEST_TYPE).find(|count| of && ends(*count)).unwrap_or(count)
    } else if (first.starts_with(['*', '[']) || first.contains('-')) && reads(1) {
        1
    } else if first.contains(['<', '[', '(']) {
        let closed = |count: &usize| text(*count).is_some_and(|text| text.ends_with(['>', ']', ')']));
        (1..=LONGEST_TYPE).find(closed).filter(|count| reads(*count)).unwrap_or(0)
    } else {
        (2..=LONGEST_TYPE).find(|count| ends(*count)).unwrap_or(0)
    };
    if count == 0 && may_name_type(words, &range) {
        return (1, 0);
    }
    let bare = count == 1 && first.bytes().all(|byte| byte.is_ascii_lowercase());
    (count, if bare { Observation::SmallTypeInWords } else { Observation::CellInWords }.score())
}

/// Whether a word may be a type that nobody knows: `Document` before a description, and not the first word of one.
fn may_name_type(words: &Words<'_, '_>, range: &Range<usize>) -> bool {
    let first = words.word(range.start);
    let capital = first.starts_with(|c: char| c.is_ascii_uppercase()) && first.len() > 2;
    capital
        && first.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && range.start + 1 < range.end
        && words.opens(range.start + 1)
}

/// Whether words name a type as they stand, or in the plural.
fn is_type_word(types: &Types, words: &str) -> bool {
    let known = |words: &str| types.plain_word(words).is_some_and(|word| word.means != TypeMeaning::Unsaid);
    known(words) || words.strip_suffix('s').is_some_and(known)
}
