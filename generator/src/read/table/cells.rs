//! The model of tables whose cells come one after the other: which of them begin a row, which go on the cell before, and
//! where the table ends. In: pieces and a head. Out: for each piece where it goes, and by how much that was better than
//! the next best. No word is changed.

use super::{
    dump::Dump,
    fit::{fits, is_prose},
    heads::{Gap, Head},
    lattice::{self, Model, NEVER, Score},
    piece::Piece,
    weights::Observation,
};
use crate::glossary::{Column, Signs, TypeSign, form};
use std::ops::Range;

/// Where a piece goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// It begins the cell of this column.
    Cell(usize),
    /// It goes on the cell of this column.
    Join(usize),
    /// It is the mark between rows, or an empty cell too many; the last cell was in this column.
    Skip(usize),
    /// It stands after the table, and nothing shows why.
    Loose,
    /// It stands after the table, which something that is not part of a table has ended.
    Outside,
}

/// A piece's place, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) place: Place,
    /// How much worse the best other way of cutting cells is.
    pub(super) margin: Score,
}

/// How the pieces of a table lie in its columns.
pub(super) struct Alignment {
    pub(super) placed: Vec<Placed>,
    /// The column whose cells the source has lost, all of them or all of one value.
    pub(super) lost: Option<usize>,
    score: Score,
}

/// Lays pieces into columns. Where rows lack cells, that the source lost a column is another way to read the table.
pub(super) fn align(dump: &Dump<'_>, head: &Head, pieces: &[Piece]) -> Alignment {
    let mut model = Cells::weighed(dump, head, pieces);
    let whole = model.align_without(None);
    debug_assert_eq!(whole.placed.len(), pieces.len(), "every piece of {} finds a place", dump.source.path);
    if !lacks_cells(head, &whole.placed) && !model.takes_rows_for_words(&whole.placed) {
        return whole;
    }
    let may_be_lost = |column: &usize| matches!(head.column(*column), Some(Column::Mandatory | Column::In));
    let others = (0..head.cells.len()).filter(may_be_lost);
    let others = others.map(|column| model.align_without(Some(column)));
    others.fold(whole, |best, other| if other.score > best.score { other } else { best })
}

/// Whether some row has no cell for a column, or pieces are left over.
fn lacks_cells(head: &Head, placed: &[Placed]) -> bool {
    let mut next = 0;
    for placed in placed {
        match placed.place {
            Place::Cell(0) if next == 0 || next >= head.cells.len() => next = 1,
            Place::Cell(column) if column == next => next += 1,
            Place::Cell(_) | Place::Loose => return true,
            Place::Join(_) | Place::Skip(_) | Place::Outside => {}
        }
    }
    next > 0 && next < head.cells.len()
}

/// The scores of a table's pieces.
struct Cells<'a> {
    head: &'a Head,
    columns: usize,
    pieces: Vec<Weighed<'a>>,
    /// What it costs that columns have no cell, added up to each of them.
    absent: Vec<Score>,
}

/// What can be said of a piece whatever stands before it.
struct Weighed<'a> {
    piece: &'a Piece,
    /// As a cell in the row of the cell before.
    within_row: Score,
    /// As a cell that begins a row.
    between_rows: Score,
    /// As the cell of each column, and as what goes on it.
    columns: Vec<(Score, Score)>,
    /// Whether it can open a row whose name the source has lost.
    opens_nameless: bool,
}

impl Model for Cells<'_> {
    fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Cells, joins, skips, then the two outside of the table.
    fn states(&self) -> usize {
        3 * self.columns + 2
    }

    fn next(&self, from: Option<usize>) -> impl Iterator<Item = usize> {
        let from = from.map(|state| self.place(state));
        let (further, skip, join) = match from {
            None => (0..0, Some(self.columns - 1), None),
            Some(Place::Cell(last) | Place::Join(last)) => (last + 1..self.columns, Some(last), Some(last)),
            Some(Place::Skip(last)) => (last + 1..self.columns, Some(last), None),
            Some(Place::Loose | Place::Outside) => (0..0, None, None),
        };
        let loose = (from != Some(Place::Outside)).then_some(Place::Loose);
        let first = (!is_out(from)).then_some(Place::Cell(0));
        let nameless = first.filter(|_| further.start != 1 && self.columns > 2).map(|_| Place::Cell(1));
        let outer = [loose, Some(Place::Outside), first, nameless].into_iter().flatten();
        let inner = further.map(Place::Cell).chain(skip.map(Place::Skip)).chain(join.map(Place::Join));
        outer.chain(inner).map(|place| self.state(place))
    }

    fn step(&self, piece: usize, from: Option<usize>, to: usize) -> Score {
        let Some(weighed) = self.pieces.get(piece) else { return NEVER };
        self.worth(weighed, from.map(|state| self.place(state)), self.place(to))
    }

    fn finish(&self, from: usize) -> Score {
        match self.place(from) {
            Place::Cell(last) | Place::Join(last) | Place::Skip(last) => self.absent(last + 1..self.columns),
            Place::Loose | Place::Outside => 0,
        }
    }

    /// The cell that a place begins: ways that differ in nothing else are not rivals.
    fn outcome(&self, state: usize) -> Option<usize> {
        match self.place(state) {
            Place::Cell(column) => Some(column),
            _ => None,
        }
    }
}

impl<'a> Cells<'a> {
    fn weighed(dump: &Dump<'_>, head: &'a Head, pieces: &'a [Piece]) -> Self {
        let mut model = Self { head, columns: head.cells.len(), pieces: Vec::new(), absent: Vec::new() };
        let capital_types = opens_types_with_capitals(dump, pieces);
        let weigh = |(piece, listed): (&'a Piece, bool)| {
            let text = without_bold(dump.slice(piece.span));
            // What an example shows as a key is a name.
            let among_values =
                if listed && !dump.names().contains(text) { Observation::RowAmongValues.score() } else { 0 };
            let worth = |(column, fits)| {
                let small = capital_types && head.column(column) == Some(Column::Type) && is_small_type(dump, text);
                let small = if small { Observation::SmallType.score() } else { 0 };
                let cell = fits + model.shape(piece, column) + model.untyped(column, fits) + small;
                (cell, model.join(piece, column))
            };
            Weighed {
                piece,
                within_row: model.within_row(piece),
                between_rows: model.between_rows(piece) + among_values,
                columns: (0..).zip(fits(dump, &head.columns, text)).map(worth).collect(),
                opens_nameless: false,
            }
        };
        let weighed = pieces.iter().zip(model.listed(dump, pieces)).map(weigh).collect();
        model.pieces = weighed;
        model.find_nameless(dump);
        model
    }

    /// Which pieces could be values below a label, as `Values:` is one: the words after it, up to the first cell that
    /// only a row has. Where bars close cells, or no column holds types, rows are told otherwise.
    fn listed(&self, dump: &Dump<'_>, pieces: &[Piece]) -> Vec<bool> {
        let typed = self.head.gap != Gap::Bar && self.head.columns.contains(&Some(Column::Type));
        let mut open = false;
        let mut is_listed = |piece: &Piece| {
            let text = dump.slice(piece.span);
            open = typed && (form::ends_label(text) || (open && is_value(text, dump.signs(text))));
            open
        };
        let opened: Vec<bool> = pieces.iter().map(&mut is_listed).collect();
        std::iter::once(false).chain(opened).take(pieces.len()).collect()
    }

    /// Finds what can open a row whose name is lost with the link that it was: the type of a structure, or yes or no
    /// before one.
    fn find_nameless(&mut self, dump: &Dump<'_>) {
        let text = |piece: &Piece| without_bold(dump.slice(piece.span));
        let structures: Vec<bool> =
            self.pieces.iter().map(|weighed| dump.glossary.names_structure(text(weighed.piece))).collect();
        // After the label of a block of a description, `Definition`, its words follow.
        let label_before: Vec<bool> = std::iter::once(false)
            .chain(self.pieces.iter().map(|weighed| dump.signs(text(weighed.piece)).divides))
            .collect();
        let second = self.head.column(1);
        for (nth, weighed) in self.pieces.iter_mut().enumerate() {
            let structure = |at: usize| structures.get(at) == Some(&true);
            weighed.opens_nameless = self.head.column(0) == Some(Column::Name)
                && label_before.get(nth) == Some(&false)
                && match second {
                    Some(Column::Type) => structure(nth),
                    Some(Column::Mandatory) => {
                        let said = dump.signs(without_bold(dump.slice(weighed.piece.span))).yes_no.is_some();
                        said && self.head.column(2) == Some(Column::Type) && structure(nth + 1)
                    }
                    _ => false,
                };
        }
    }

    /// Whether a name with a type after it goes on the cell before, as rows do whose column of yes and no is lost.
    fn takes_rows_for_words(&self, placed: &[Placed]) -> bool {
        let Some(ty) = (0..self.columns).find(|column| self.head.column(*column) == Some(Column::Type)) else {
            return false;
        };
        let fits = |at: usize, column: usize| {
            let cell = self.pieces.get(at).and_then(|weighed| weighed.columns.get(column));
            cell.is_some_and(|(cell, _)| *cell > 0)
        };
        let joins = |at: usize| placed.get(at).is_some_and(|placed| matches!(placed.place, Place::Join(_)));
        (0..placed.len()).any(|at| joins(at) && joins(at + 1) && fits(at, 0) && fits(at + 1, ty))
    }

    /// The best way to lay the pieces, if the source has lost the cells of a column.
    fn align_without(&mut self, lost: Option<usize>) -> Alignment {
        let mut sum = 0;
        let mut absent = vec![sum];
        for column in 0..self.columns {
            let is_last = column + 1 == self.columns;
            let gone = if is_last { Observation::AbsentLastCell } else { Observation::AbsentCell };
            sum += if lost == Some(column) { 0 } else { gone.score() + self.untyped(column, 0) };
            absent.push(sum);
        }
        self.absent = absent;
        let way = lattice::best(self);
        let placed = way.states.iter().map(|(state, margin)| Placed { place: self.place(*state), margin: *margin });
        let property = if lost.is_some() { Observation::LostColumn.score() } else { 0 };
        Alignment { placed: placed.collect(), lost, score: way.score.saturating_add(property) }
    }

    fn place(&self, state: usize) -> Place {
        let column = state % self.columns;
        match state / self.columns {
            0 => Place::Cell(column),
            1 => Place::Join(column),
            2 => Place::Skip(column),
            _ if column == 0 && state == 3 * self.columns => Place::Loose,
            _ => Place::Outside,
        }
    }

    fn state(&self, place: Place) -> usize {
        match place {
            Place::Cell(column) => column,
            Place::Join(column) => self.columns + column,
            Place::Skip(column) => 2 * self.columns + column,
            Place::Loose => 3 * self.columns,
            Place::Outside => 3 * self.columns + 1,
        }
    }

    /// What it is worth that a piece takes a place.
    fn worth(&self, weighed: &Weighed<'_>, from: Option<Place>, to: Place) -> Score {
        let Weighed { piece, within_row, between_rows, .. } = weighed;
        let column = |column: usize| weighed.columns.get(column).copied().unwrap_or_default();
        match to {
            Place::Cell(nth) => {
                let opened = between_rows + self.absent(0..nth);
                let way = match from {
                    Some(Place::Cell(last) | Place::Join(last) | Place::Skip(last)) if nth > last => {
                        within_row + self.absent(last + 1..nth)
                    }
                    _ if nth > 0 && !weighed.opens_nameless => return NEVER,
                    Some(Place::Cell(last) | Place::Join(last) | Place::Skip(last)) => {
                        opened + self.absent(last + 1..self.columns)
                    }
                    _ => opened,
                };
                way + column(nth).0
            }
            Place::Join(nth) => column(nth).1,
            Place::Skip(_) if piece.span.start == piece.span.end => 0,
            Place::Loose | Place::Outside if !piece.opens_line && !is_out(from) => NEVER,
            Place::Loose if is_out(from) => self.out(piece, from),
            Place::Loose if self.head.gap == Gap::Blank => {
                self.out(piece, from) + Observation::StrayEndOfParagraphs.score()
            }
            Place::Loose => self.out(piece, from) + Observation::StrayEnd.score(),
            Place::Outside if piece.foreign => self.out(piece, from) + Observation::EndAtForeign.score(),
            Place::Outside if matches!(from, Some(Place::Outside)) => self.out(piece, from),
            Place::Skip(_) | Place::Outside => NEVER,
        }
    }

    /// What it costs that columns have no cell.
    fn absent(&self, columns: Range<usize>) -> Score {
        let up_to = |column: usize| self.absent.get(column).copied().unwrap_or_default();
        up_to(columns.end) - up_to(columns.start)
    }

    /// A cell that begins in the row of the cell before.
    fn within_row(&self, piece: &Piece) -> Score {
        if self.head.row_a_line {
            return match (piece.opens_line, piece.bar) {
                (false, true) => 0,
                (false, false) if self.head.aligned => 0,
                (true, true) => Observation::CellOnNextLine.score(),
                _ => Observation::OtherGap.score(),
            };
        }
        let ended = self.head.ends_row && piece.after_row_end;
        self.gap(piece) + if ended { Observation::AfterRowEnd.score() } else { 0 }
    }

    /// What it is worth that a cell on a line of its own is kept apart from the one before as the heads are.
    fn gap(&self, piece: &Piece) -> Score {
        match self.head.gap {
            Gap::Blank if !piece.blank && !piece.bar => Observation::OtherGap.score(),
            Gap::Line if !piece.opens_line => Observation::OtherGap.score(),
            Gap::Bar | Gap::Blank | Gap::Line => 0,
        }
    }

    /// A cell that begins a row.
    fn between_rows(&self, piece: &Piece) -> Score {
        let unmarked = self.head.opened && !piece.mark;
        match (piece.opens_line, piece.on_line) {
            _ if !self.head.row_a_line && unmarked => self.gap(piece) + Observation::MissingOpeningBar.score(),
            _ if !self.head.row_a_line => self.gap(piece),
            (false, _) => Observation::RowWithinLine.score(),
            (true, 1) => Observation::LoneCell.score(),
            (true, _) => Observation::RowOpensLine.score(),
        }
    }

    /// Whether a piece has the form of a cell of this column: where bars close cells, only the last may stay open.
    fn shape(&self, piece: &Piece, column: usize) -> Score {
        let barred = self.head.gap == Gap::Bar && !self.head.aligned;
        let open = barred && !piece.closed && column + 1 < self.columns && !is_prose(self.head.column(column));
        if open { Observation::UnclosedCell.score() } else { 0 }
    }

    /// Where nothing but line ends and blank lines keeps cells apart, types, and yes and no, tell a row from the lines of
    /// a description.
    fn untyped(&self, column: usize, fits: Score) -> Score {
        let typed = matches!(self.head.column(column), Some(Column::Type | Column::Mandatory));
        match self.head.gap {
            Gap::Line if typed && fits <= 0 => Observation::UntypedLine.score(),
            Gap::Blank if typed && fits <= 0 => Observation::UntypedParagraph.score(),
            _ => 0,
        }
    }

    /// A piece that goes on a cell.
    fn join(&self, piece: &Piece, column: usize) -> Score {
        if piece.optional {
            return NEVER;
        }
        let prose = is_prose(self.head.column(column));
        let after_row_end = self.head.ends_row && piece.after_row_end;
        let times = |weight: Observation, is: bool| if is { weight.score() } else { 0 };
        let gap = match self.head.gap {
            // A line of one cell between bars goes on the row above it, where a row is a line.
            Gap::Bar if self.head.row_a_line && piece.is_alone_between_bars() => 0,
            Gap::Bar if piece.bar && self.head.aligned => Observation::CellOnNextLine.score(),
            // Of a line with more cells than columns, the bars within the last cell are words.
            Gap::Bar if !piece.opens_line && piece.on_line > self.columns && column + 1 == self.columns => 0,
            Gap::Bar if piece.bar => Observation::JoinOverBar.score(),
            Gap::Bar | Gap::Blank if after_row_end => Observation::AfterRowEnd.score(),
            Gap::Bar => times(Observation::JoinOverBlankLine, piece.blank),
            Gap::Blank | Gap::Line => times(Observation::JoinShortCellUnclosed, !prose),
        };
        gap + times(Observation::JoinShortCell, !prose)
    }

    /// A piece after the table; one that a bar closes was a cell.
    fn out(&self, piece: &Piece, from: Option<Place>) -> Score {
        let left = match from {
            Some(Place::Cell(last) | Place::Join(last) | Place::Skip(last)) => self.absent(last + 1..self.columns),
            _ => 0,
        };
        let cell = !piece.optional && piece.closed && self.head.gap == Gap::Bar;
        let ends_row = self.head.ends_row && piece.ends_row;
        left + if cell || ends_row { Observation::ClosedOutside.score() } else { 0 }
    }
}

fn is_out(from: Option<Place>) -> bool {
    matches!(from, Some(Place::Loose | Place::Outside))
}

/// Whether words for types open with a capital, as the first among the cells does: then one that does not is rather a
/// value.
fn opens_types_with_capitals(dump: &Dump<'_>, pieces: &[Piece]) -> bool {
    let mut texts = pieces.iter().map(|piece| dump.slice(piece.span));
    texts.find(|text| dump.signs(text).ty == TypeSign::Whole).is_some_and(|first| !form::opens_small(first))
}

fn is_small_type<'a>(dump: &Dump<'a>, text: &'a str) -> bool {
    form::opens_small(text) && dump.signs(text).ty == TypeSign::Whole
}

/// Whether a cell could be a value in a list of them: a word that does not say yes, no, or a type with a capital.
fn is_value(text: &str, signs: Signs) -> bool {
    let typed = signs.ty == TypeSign::Whole && !form::opens_small(text);
    text.is_ascii() && signs.words == 1 && signs.yes_no.is_none() && !typed
}

/// A cell's words without marks of bold, but with its bullet.
fn without_bold(cell: &str) -> &str {
    if cell.starts_with("* ") { cell } else { cell.trim_matches('*').trim() }
}
