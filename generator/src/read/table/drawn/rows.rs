//! The model of tables that a text draws with blanks: each line goes on its row or begins another, each row holds one
//! name, and cells stand at the top of their rows or in the middle, the same for all. In: the lines below a head. Out: the
//! rows' lines.

use super::{
    super::{
        lattice::{self, Model, NEVER, Score},
        weights::Observation,
    },
    Layout,
};
use crate::{
    glossary::{Column, Glossary},
    read::line::Line,
};

/// Of lines above or below a name, no more are told apart.
const MOST_LINES: usize = 60;

/// The rows, as lines.
pub(super) struct Split<'l, 'a> {
    pub(super) rows: Vec<&'l [Line<'a>]>,
    /// Whether cells stand at heights that do not agree.
    pub(super) doubtful: bool,
}

/// Cuts the lines into rows.
pub(super) fn split<'l, 'a>(
    body: &'l [Line<'a>],
    layout: &Layout,
    columns: &[Column],
    glossary: &Glossary,
) -> Option<Split<'l, 'a>> {
    let lines: Vec<Pieces<'a>> = pieces(body, layout);
    lines.iter().find(|line| line.name().is_some())?;
    let [top, middle] = [false, true].map(|middle| Drawn { lines: &lines, columns, glossary, middle });
    let (at_top, in_middle) = (lattice::best(&top), lattice::best(&middle));
    let (model, way) = if in_middle.score > at_top.score { (middle, in_middle) } else { (top, at_top) };
    let states: Vec<State> = way.states.iter().map(|(state, _)| State::of(*state)).collect();
    let begins = |at: &usize| model.begins_row(*at, &states);
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    let doubtful = way.score < Observation::OffByLine.score() * Score::try_from(starts.len()).ok()?;
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let lines_of = |(start, end): (usize, usize)| {
        let (first, last) = (lines.get(start)?, lines.get(end.checked_sub(1)?)?);
        body.get(first.number..=last.number)
    };
    Some(Split { rows: starts.iter().copied().zip(ends).filter_map(lines_of).collect(), doubtful })
}

/// A line's words by column.
struct Pieces<'a> {
    number: usize,
    words: Vec<&'a str>,
}

impl<'a> Pieces<'a> {
    fn word(&self, column: usize) -> Option<&'a str> {
        self.words.get(column).copied().filter(|words| !words.is_empty())
    }

    fn name(&self) -> Option<&'a str> {
        self.word(0)
    }
}

fn pieces<'a>(body: &[Line<'a>], layout: &Layout) -> Vec<Pieces<'a>> {
    let written = body.iter().enumerate().filter(|(_, line)| !line.is_blank());
    let words = |line: &Line<'a>| layout.cut(line).into_iter().map(|piece| piece.text.trim()).collect();
    written.map(|(number, line)| Pieces { number, words: words(line) }).collect()
}

/// Where in its row a line stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Above the row's name, which so many lines do, this one counted.
    Above(usize),
    /// At the row's name or below it: so many lines stand below the name, less those above it.
    Named(isize),
}

impl State {
    fn of(number: usize) -> Self {
        match number.checked_sub(MOST_LINES) {
            None => Self::Above(number + 1),
            Some(balance) => Self::Named(balance.cast_signed() - MOST_LINES.cast_signed()),
        }
    }

    fn number(self) -> usize {
        match self {
            Self::Above(lines) => lines.clamp(1, MOST_LINES) - 1,
            Self::Named(balance) => {
                let most = MOST_LINES.cast_signed();
                MOST_LINES + (balance.clamp(-most, most) + most).cast_unsigned()
            }
        }
    }
}

/// The lines of a drawn table.
struct Drawn<'p, 'a> {
    lines: &'p [Pieces<'a>],
    columns: &'p [Column],
    glossary: &'p Glossary,
    /// Whether cells stand in the middle of their rows.
    middle: bool,
}

impl Model for Drawn<'_, '_> {
    fn pieces(&self) -> usize {
        self.lines.len()
    }

    fn states(&self) -> usize {
        3 * MOST_LINES + 1
    }

    fn next(&self, from: Option<usize>) -> impl Iterator<Item = usize> {
        let states = match from.map(State::of) {
            None => [Some(State::Above(1)), Some(State::Named(0)), None, None],
            Some(State::Above(lines)) => {
                [Some(State::Above(lines + 1)), Some(State::Named(-lines.cast_signed())), None, None]
            }
            Some(State::Named(balance)) => {
                let fresh = (balance != 0).then_some(State::Named(0));
                let next = (balance != -1).then_some(State::Named(balance + 1));
                [Some(State::Above(1)), Some(State::Named(balance)), fresh, next]
            }
        };
        states.into_iter().flatten().map(State::number)
    }

    fn step(&self, piece: usize, from: Option<usize>, to: usize) -> Score {
        let Some(line) = self.lines.get(piece) else { return NEVER };
        let before = piece.checked_sub(1).and_then(|before| self.lines.get(before));
        let from = from.map(State::of);
        // A row ends before the line: it begins with its name, or above it.
        let ended = match from {
            Some(State::Named(balance)) => self.end(balance) + self.open_type(before),
            _ => 0,
        };
        match (from, State::of(to), line.name()) {
            (Some(State::Named(balance)), State::Named(same), Some(_)) if self.name_goes_on(piece) => {
                if same == balance { self.short_cells(line, before) } else { NEVER }
            }
            (None | Some(State::Named(_)), State::Named(0), Some(_))
            | (None | Some(State::Named(_)), State::Above(_), None) => ended,
            (Some(State::Above(lines)), State::Named(_), Some(_)) => self.lower(lines),
            (Some(State::Above(_)), State::Above(_), None) => self.short_cells(line, before),
            (Some(State::Named(balance)), State::Named(next), None) if is_below(balance, next) => {
                self.short_cells(line, before)
            }
            _ => NEVER,
        }
    }

    fn finish(&self, from: usize) -> Score {
        match State::of(from) {
            State::Above(_) => NEVER,
            State::Named(balance) => self.end(balance) + self.open_type(self.lines.last()),
        }
    }

    fn outcome(&self, state: usize) -> Option<usize> {
        Some(state)
    }
}

impl Drawn<'_, '_> {
    /// Whether a line's name is the rest of the one on the line before.
    fn name_goes_on(&self, at: usize) -> bool {
        let name = |at: usize| self.lines.get(at).and_then(Pieces::name);
        let names = at.checked_sub(1).and_then(name).zip(name(at));
        let numbers = at.checked_sub(1).and_then(|before| self.lines.get(before)).zip(self.lines.get(at));
        let adjacent = numbers.is_some_and(|(before, line)| before.number + 1 == line.number);
        adjacent && names.is_some_and(|(name, words)| goes_on(name, words))
    }

    /// Whether a line begins a row.
    fn begins_row(&self, at: usize, states: &[State]) -> bool {
        let named = self.lines.get(at).is_some_and(|line| line.name().is_some());
        match (at.checked_sub(1).and_then(|before| states.get(before)), states.get(at)) {
            (None, _) | (Some(State::Named(_)), Some(State::Above(_))) => true,
            (Some(State::Named(_)), _) => named && !self.name_goes_on(at),
            (Some(State::Above(_)), _) => false,
        }
    }

    /// What it costs that a row has so many more lines below its name than above it.
    fn end(&self, balance: isize) -> Score {
        let off = Score::try_from(balance.unsigned_abs()).unwrap_or(Score::MAX / 64);
        if self.middle { off.saturating_mul(Observation::OffByLine.score()) / 2 } else { 0 }
    }

    /// What it costs that a name stands so many lines below the top of its row.
    fn lower(&self, lines: usize) -> Score {
        let lines = Score::try_from(lines).unwrap_or(Score::MAX / 64);
        if self.middle { 0 } else { lines.saturating_mul(Observation::OffByLine.score()) }
    }

    /// What it costs that short cells have words on a line without the row's name.
    fn short_cells(&self, line: &Pieces<'_>, before: Option<&Pieces<'_>>) -> Score {
        let cost = |(nth, column): (usize, &Column)| {
            let words = line.word(nth).filter(|_| matches!(column, Column::Mandatory | Column::Type | Column::In));
            let Some(words) = words else { return 0 };
            let above = before.filter(|before| before.number + 1 == line.number).and_then(|before| before.word(nth));
            let second = *column == Column::Mandatory && self.glossary.yes_no(words).is_some();
            match above {
                Some(_) if second => Observation::BrokenCell.score(),
                Some(_) => 0,
                None if self.middle => Observation::OffByLine.score(),
                None => Observation::BrokenCell.score(),
            }
        };
        self.columns.iter().enumerate().map(cost).sum()
    }

    /// What it costs that a row ends in a type that wants more words.
    fn open_type(&self, last: Option<&Pieces<'_>>) -> Score {
        let types = self.columns.iter().enumerate().filter(|(_, column)| **column == Column::Type);
        let mut words = types.filter_map(|(nth, _)| last?.word(nth));
        let open = words.any(|words| self.glossary.types().grammar.is_open(words));
        if open { Observation::BrokenCell.score() } else { 0 }
    }
}

/// Whether a line is the next below a name; far below it lines are not told apart.
fn is_below(balance: isize, next: isize) -> bool {
    next == balance + 1 || (next == balance && balance >= MOST_LINES.cast_signed())
}

/// Whether words below a name are its rest.
fn goes_on(name: &str, words: &str) -> bool {
    const JOINTS: [char; 5] = ['_', '-', '.', ':', '/'];
    name.ends_with(JOINTS)
        || words.starts_with(JOINTS)
        || words.starts_with(['(', '（'])
        || (name.contains(['(', '（']) && !name.ends_with([')', '）']))
}
