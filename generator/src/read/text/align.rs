//! Cells to rows: a dynamic program over the tokens, linear in their number, that weighs every way to lay them
//! into the columns. In: tokens and a head. Out: for each token where it went, and by how much that was better
//! than the next best. Scores only; no word is changed.

use super::{
    Dump,
    cells::Token,
    fit::{Score, fits, is_prose},
    header::{Gap, Header},
};
use crate::glossary::Column;
use std::ops::Range;

/// Where a token goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// It begins the cell of this column.
    Cell(usize),
    /// It goes on the cell of this column.
    Join(usize),
    /// It is the mark between rows, or an empty cell too many; the last cell was in this column.
    Skip(usize),
    /// It stands behind the table, nothing shows why.
    Loose,
    /// It stands behind the table, which something that is no part of a table has ended.
    Behind,
}

/// A token's place, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// Where it goes.
    pub(super) place: Place,
    /// How much worse the best other way of cutting cells is.
    pub(super) margin: Score,
}

/// Impossible.
const NEVER: Score = Score::MIN / 4;
/// A column that a row has no cell for.
const ABSENT: Score = -30;
const ABSENT_LAST: Score = -20;
/// A table that ends though nothing shows it; how much follows does not matter.
const STRAY: Score = -6;
/// The same where each paragraph is a cell or a part of one: the last description may have many paragraphs.
const STRAY_PARAGRAPH: Score = -30;
/// A paragraph more in a description.
const PARAGRAPH: Score = -1;
/// A table whose scraper dropped the cells of one column: all of them, or all of one value.
const LOST_COLUMN: Score = -60;
/// A cell that is no type, where types alone tell rows.
const UNTYPED: Score = -40;
/// The same where a description has paragraphs.
const UNTYPED_PARAGRAPH: Score = -70;

/// How the tokens of a table lie in its columns.
pub(super) struct Alignment {
    /// Where each token goes.
    pub(super) placed: Vec<Placed>,
    /// The column whose cells the source has lost, all of them or all of one value.
    pub(super) lost: Option<usize>,
    score: Score,
}

/// Lays tokens into columns. Where rows lack cells, a column that the source lost is another way to read the table.
pub(super) fn align(dump: &Dump<'_>, header: &Header, tokens: &[Token]) -> Alignment {
    let whole = align_without(dump, header, tokens, None);
    if !lacks_cells(header, &whole.placed) {
        return whole;
    }
    let may_be_lost =
        |column: &usize| matches!(header.columns.get(*column), Some(Some(Column::Mandatory | Column::In)));
    let lost = (0..header.cells.len()).filter(may_be_lost);
    let others = lost.map(|column| align_without(dump, header, tokens, Some(column)));
    others.fold(whole, |best, other| if other.score > best.score { other } else { best })
}

/// Whether some row has no cell for a column, or tokens are left over.
fn lacks_cells(header: &Header, placed: &[Placed]) -> bool {
    let mut next = 0;
    for placed in placed {
        match placed.place {
            Place::Cell(0) if next == 0 || next >= header.cells.len() => next = 1,
            Place::Cell(column) if column == next => next += 1,
            Place::Cell(_) | Place::Loose => return true,
            Place::Join(_) | Place::Skip(_) | Place::Behind => {}
        }
    }
    next > 0 && next < header.cells.len()
}

fn align_without(dump: &Dump<'_>, header: &Header, tokens: &[Token], lost: Option<usize>) -> Alignment {
    let mut weights = Weights { header, columns: header.cells.len(), tokens: Vec::new(), absent: Vec::new(), lost };
    weights.weigh(dump, tokens);
    let ahead = weights.forward();
    let behind = weights.backward(&ahead);
    let placed = weights.best(&ahead, &behind);
    debug_assert_eq!(placed.len(), tokens.len(), "every token of {} finds a place", dump.source.path);
    let end = ahead.len().saturating_sub(weights.places());
    let ends = ahead.iter().skip(end).enumerate().filter(|(_, score)| is_reached(**score));
    let best = ends.map(|(number, score)| score.saturating_add(weights.finish(weights.place(number)))).max();
    let score = best.unwrap_or(0) + if lost.is_some() { LOST_COLUMN } else { 0 };
    Alignment { placed, lost, score }
}

/// The scores of a table's tokens.
struct Weights<'a> {
    header: &'a Header,
    columns: usize,
    tokens: Vec<Weighed<'a>>,
    /// What it costs that columns have no cell, added up to each of them.
    absent: Vec<Score>,
    /// The column whose cells the source has lost.
    lost: Option<usize>,
}

/// What can be said of a token whatever stands before it.
struct Weighed<'a> {
    token: &'a Token,
    /// As a cell in the row of the cell before.
    within_row: Score,
    /// As a cell that begins a row.
    between_rows: Score,
    /// As the cell of each column, and as what goes on it.
    columns: Vec<(Score, Score)>,
}

impl<'a> Weights<'a> {
    fn weigh(&mut self, dump: &Dump<'_>, tokens: &'a [Token]) {
        let mut sum = 0;
        self.absent = vec![sum];
        for column in 0..self.columns {
            let gone = if column + 1 == self.columns { ABSENT_LAST } else { ABSENT };
            sum += if self.lost == Some(column) { 0 } else { gone + self.untyped(column, 0) };
            self.absent.push(sum);
        }
        let weighed = |token: &'a Token| {
            let text = without_bold(dump.slice(token.span));
            let worth = |(column, fits)| {
                (fits + self.shape(token, column) + self.untyped(column, fits), self.join(token, column))
            };
            Weighed {
                token,
                within_row: self.within_row(token),
                between_rows: self.between_rows(token),
                columns: (0..).zip(fits(dump.glossary, &self.header.columns, text)).map(worth).collect(),
            }
        };
        self.tokens = tokens.iter().map(weighed).collect();
    }

    /// Places as numbers: cells, joins, skips, then the two behind the table.
    fn places(&self) -> usize {
        3 * self.columns + 2
    }

    fn place(&self, number: usize) -> Place {
        let column = number % self.columns;
        match number / self.columns {
            0 => Place::Cell(column),
            1 => Place::Join(column),
            2 => Place::Skip(column),
            _ if column == 0 => Place::Loose,
            _ => Place::Behind,
        }
    }

    fn number(&self, place: Place) -> usize {
        match place {
            Place::Cell(column) => column,
            Place::Join(column) => self.columns + column,
            Place::Skip(column) => 2 * self.columns + column,
            Place::Loose => 3 * self.columns,
            Place::Behind => 3 * self.columns + 1,
        }
    }

    /// The places that a token may take after one that took `from`; none before the first.
    fn next(&self, from: Option<Place>) -> impl Iterator<Item = Place> {
        let (further, skip, join) = match from {
            None => (0..0, Some(self.columns - 1), None),
            Some(Place::Cell(last) | Place::Join(last)) => (last + 1..self.columns, Some(last), Some(last)),
            Some(Place::Skip(last)) => (last + 1..self.columns, Some(last), None),
            Some(Place::Loose | Place::Behind) => (0..0, None, None),
        };
        let loose = (from != Some(Place::Behind)).then_some(Place::Loose);
        let first = (!is_out(from)).then_some(Place::Cell(0));
        let outer = [loose, Some(Place::Behind), first].into_iter().flatten();
        outer.chain(further.map(Place::Cell)).chain(skip.map(Place::Skip)).chain(join.map(Place::Join))
    }

    /// What it is worth that a token takes a place.
    fn step(&self, weighed: &Weighed<'_>, from: Option<Place>, to: Place) -> Score {
        let Weighed { token, within_row, between_rows, .. } = weighed;
        let column = |column: usize| weighed.columns.get(column).copied().unwrap_or_default();
        match to {
            Place::Cell(nth) => {
                let way = match from {
                    Some(Place::Cell(last) | Place::Join(last) | Place::Skip(last)) if nth > last => {
                        within_row + self.absent(last + 1..nth)
                    }
                    Some(Place::Cell(last) | Place::Join(last) | Place::Skip(last)) => {
                        between_rows + self.absent(last + 1..self.columns)
                    }
                    _ => *between_rows,
                };
                way + column(nth).0
            }
            Place::Join(nth) => column(nth).1,
            Place::Skip(_) if token.optional => 0,
            Place::Skip(_) if token.span.start == token.span.end => -30,
            Place::Loose | Place::Behind if !token.opens_line && !is_out(from) => NEVER,
            Place::Loose if is_out(from) => self.out(token, from),
            Place::Loose if self.header.gap == Gap::Blank => self.out(token, from) + STRAY_PARAGRAPH,
            Place::Loose => self.out(token, from) + STRAY,
            Place::Behind if token.foreign => self.out(token, from) + 10,
            Place::Behind if matches!(from, Some(Place::Behind)) => self.out(token, from),
            Place::Skip(_) | Place::Behind => NEVER,
        }
    }

    /// What it costs that columns have no cell.
    fn absent(&self, columns: Range<usize>) -> Score {
        let up_to = |column: usize| self.absent.get(column).copied().unwrap_or_default();
        up_to(columns.end) - up_to(columns.start)
    }

    /// A cell that begins in the row of the cell before.
    fn within_row(&self, token: &Token) -> Score {
        if self.header.row_a_line {
            return match (token.opens_line, token.bar) {
                (false, true) => 0,
                (false, false) if self.header.aligned => 0,
                (true, true) => -30,
                _ => -60,
            };
        }
        let over = if self.header.ends_row && token.after_row_end { -60 } else { 0 };
        over + self.fitting_gap(token)
    }

    /// What it is worth that a cell on a line of its own is kept apart from the one before as the heads are.
    fn fitting_gap(&self, token: &Token) -> Score {
        match self.header.gap {
            Gap::Bar if token.bar => 0,
            Gap::Bar => -50,
            Gap::Blank if token.blank || token.bar => 0,
            Gap::Line if token.opens_line => 0,
            Gap::Blank | Gap::Line => -40,
        }
    }

    /// A cell that begins a row.
    fn between_rows(&self, token: &Token) -> Score {
        let marked = if self.header.opened { if token.mark { 20 } else { -40 } } else { 0 };
        if self.header.row_a_line {
            let line = if token.opens_line { 10 } else { -80 };
            let whole = match token.on_line {
                1 if token.is_alone_between_bars() => -80,
                1 => -30,
                _ => 20,
            };
            let ended = if self.header.ends_row && !token.after_row_end { -30 } else { 0 };
            return line + whole + ended + marked / 2;
        }
        let ended = match (self.header.ends_row, token.after_row_end) {
            (false, _) => 0,
            (true, true) => 20,
            (true, false) => -60,
        };
        marked + ended + self.fitting_gap(token)
    }

    /// Whether a token has the form of a cell of this column: where bars close cells, only the last may stay open.
    fn shape(&self, token: &Token, column: usize) -> Score {
        let barred = self.header.gap == Gap::Bar && !self.header.aligned;
        let foreign = if token.foreign && column > 0 { -10 } else { 0 };
        let prose = is_prose(self.header.columns.get(column).copied().flatten());
        foreign + if barred && !token.closed && column + 1 < self.columns && !prose { -40 } else { 0 }
    }

    /// Where nothing but line ends and blank lines keeps cells apart, types, and yes and no, tell a row from the lines of
    /// a description.
    fn untyped(&self, column: usize, fits: Score) -> Score {
        let typed = matches!(self.header.columns.get(column), Some(Some(Column::Type | Column::Mandatory)));
        match self.header.gap {
            Gap::Line if typed && fits <= 0 => UNTYPED,
            Gap::Blank if typed && fits <= 0 => UNTYPED_PARAGRAPH,
            _ => 0,
        }
    }

    /// A token that goes on a cell.
    fn join(&self, token: &Token, column: usize) -> Score {
        let last = column + 1 == self.columns;
        let prose = is_prose(self.header.columns.get(column).copied().flatten());
        if token.optional {
            return NEVER;
        }
        let gap = match self.header.gap {
            // A line of one cell between bars goes on the row above it, where a row is a line.
            Gap::Bar if self.header.row_a_line && token.is_alone_between_bars() => 0,
            Gap::Bar if token.bar && self.header.aligned => -30,
            Gap::Bar if token.bar && !token.opens_line => {
                if last {
                    -20
                } else {
                    -50
                }
            }
            Gap::Bar if token.bar => -70,
            Gap::Bar if self.header.ends_row && token.after_row_end => -40,
            Gap::Bar => -5 * Score::from(token.blank),
            Gap::Blank if self.header.ends_row => {
                if token.after_row_end {
                    -40
                } else {
                    0
                }
            }
            Gap::Blank if prose => PARAGRAPH * Score::from(token.blank),
            Gap::Blank => -7 * Score::from(token.blank),
            Gap::Line => {
                if prose {
                    0
                } else {
                    -40
                }
            }
        };
        let foreign = if token.foreign { -30 } else { 0 };
        let column = if prose { 0 } else { -20 };
        gap + foreign + column
    }

    /// A token behind the table; one that a bar closes was a cell.
    fn out(&self, token: &Token, from: Option<Place>) -> Score {
        let left = match from {
            Some(Place::Cell(last) | Place::Join(last) | Place::Skip(last)) => self.absent(last + 1..self.columns),
            _ => 0,
        };
        let cell = if token.optional || !token.closed || self.header.gap != Gap::Bar { 0 } else { -30 };
        let ends_row = if self.header.ends_row && token.ends_row { -15 } else { 0 };
        left + cell + ends_row
    }

    /// What it costs to stop after a token at this place.
    fn finish(&self, from: Place) -> Score {
        match from {
            Place::Cell(last) | Place::Join(last) | Place::Skip(last) => self.absent(last + 1..self.columns),
            Place::Loose | Place::Behind => 0,
        }
    }

    /// For each token and place, the best score of all before it, its own included.
    fn forward(&self) -> Vec<Score> {
        let places = self.places();
        let mut table: Vec<Score> = vec![NEVER; self.tokens.len() * places];
        let mut before: &[Score] = &[];
        for (weighed, row) in self.tokens.iter().zip(table.chunks_exact_mut(places)) {
            let mut reach = |from: Option<Place>, score: Score| {
                for to in self.next(from) {
                    let total = score.saturating_add(self.step(weighed, from, to));
                    if let Some(slot) = row.get_mut(self.number(to)) {
                        *slot = total.max(*slot);
                    }
                }
            };
            if before.is_empty() {
                reach(None, 0);
            }
            for (number, score) in before.iter().enumerate().filter(|(_, score)| is_reached(**score)) {
                reach(Some(self.place(number)), *score);
            }
            before = row;
        }
        table
    }

    /// For each token and place that a way leads to, the best score of all behind it.
    fn backward(&self, ahead: &[Score]) -> Vec<Score> {
        let places = self.places();
        let mut table: Vec<Score> = vec![NEVER; ahead.len()];
        let mut after: Option<(&Weighed<'_>, &[Score])> = None;
        let rows = ahead.chunks_exact(places).zip(table.chunks_exact_mut(places));
        for ((ahead, row), weighed) in rows.zip(&self.tokens).rev() {
            let best = |from: Place| {
                let Some((next, after)) = after else { return self.finish(from) };
                let worth = |to: Place| {
                    let rest = after.get(self.number(to)).copied().unwrap_or(NEVER);
                    self.step(next, Some(from), to).saturating_add(rest).max(NEVER)
                };
                self.next(Some(from)).map(worth).max().unwrap_or(NEVER)
            };
            for (number, (slot, _)) in row.iter_mut().zip(ahead).enumerate().filter(|(_, (_, way))| is_reached(**way)) {
                *slot = best(self.place(number));
            }
            after = Some((weighed, row));
        }
        table
    }

    /// Follows the best way, and says at each token what the best other way would have cost.
    fn best(&self, ahead: &[Score], behind: &[Score]) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::with_capacity(self.tokens.len());
        let mut from = None;
        let width = self.places();
        let rows = ahead.chunks_exact(width).zip(behind.chunks_exact(width));
        for (weighed, (ahead, behind)) in self.tokens.iter().zip(rows) {
            let rest = |to: Place| behind.get(self.number(to)).copied().unwrap_or(NEVER);
            let worth = |to: &Place| self.step(weighed, from, *to).saturating_add(rest(*to)).max(NEVER);
            let Some(place) = self.next(from).max_by_key(worth) else { break };
            let total = |number: usize| {
                let (a, b) = (ahead.get(number).copied(), behind.get(number).copied());
                a.unwrap_or(NEVER).saturating_add(b.unwrap_or(NEVER)).max(NEVER)
            };
            let chosen = total(self.number(place));
            let differs = |number: &usize| cuts(self.place(*number)) != cuts(place);
            let other = (0..self.places()).filter(differs).map(total).max().unwrap_or(NEVER);
            placed.push(Placed { place, margin: chosen.saturating_sub(other) });
            from = Some(place);
        }
        placed
    }
}

/// Whether a way leads to a place of this score.
fn is_reached(score: Score) -> bool {
    score > NEVER / 2
}

fn is_out(from: Option<Place>) -> bool {
    matches!(from, Some(Place::Loose | Place::Behind))
}

/// A cell's words without marks of bold, but with its bullet.
fn without_bold(cell: &str) -> &str {
    if cell.starts_with("* ") { cell } else { cell.trim_matches('*').trim() }
}

/// The cell that a place begins: ways that differ in nothing else are no rivals.
fn cuts(place: Place) -> Option<usize> {
    match place {
        Place::Cell(column) => Some(column),
        _ => None,
    }
}
