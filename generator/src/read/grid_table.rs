//! Grid tables: cells are found by following their borders from corner to corner, so that spans
//! come out as drawn. Where borders do not meet, rows and bars are taken as they stand, and said so.

use super::{
    grid::{WrittenCell, WrittenRow},
    line::{Columns, Line, dedent, span_of},
};
use crate::page::{Span, Text};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// A cell's lines and the rows and columns it covers.
pub(super) struct GridCell<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// How wide a line of words can be, where the drawing shows it.
    pub(super) room: Option<usize>,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// A row of the table.
pub(super) struct GridRow<'a> {
    pub(super) cells: Vec<GridCell<'a>>,
    pub(super) head: bool,
    pub(super) place: Span,
}

impl<'a> GridCell<'a> {
    /// A cell of one column and one row, whose lines may be of any length.
    pub(super) fn plain(lines: Vec<Line<'a>>) -> Self {
        Self { lines, room: None, columns: 1, rows: 1 }
    }

    /// Whether a line is one word that takes all the room, as the pieces of a longer one do.
    pub(super) fn is_piece(&self, line: &Line<'_>) -> bool {
        let words = line.text.trim();
        Some(words.width()) == self.room && !words.contains(char::is_whitespace)
    }
}

/// The name that a cell holds and nothing else, if its column was too narrow for it.
pub(super) fn broken_name(cell: &GridCell<'_>) -> Option<String> {
    let lines = &cell.lines;
    let first = lines.iter().position(|line| !line.is_blank())?;
    let last = lines.iter().rposition(|line| !line.is_blank())?;
    let parts = || lines.iter().take(last + 1).skip(first).map(|line| line.text.trim());
    let sound = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:\\".contains(&byte))
    };
    let chopped = || lines.iter().take(last + 1).skip(first + 1).all(|line| cell.is_piece(line));
    let broken = parts().count() > 1 && parts().all(sound) && (parts().any(|part| part.contains('_')) || chopped());
    broken.then(|| parts().collect::<String>().replace('\\', ""))
}

/// Reads the drawn lines; besides, why the cells are a guess, if they are.
pub(super) fn read<'a>(lines: &[Line<'a>]) -> (Vec<GridRow<'a>>, Option<&'static str>) {
    let doubt = "the borders of the table do not meet: its cells were taken from the bars of each line";
    bordered(lines).map_or_else(|| (loose(lines), Some(doubt)), |rows| (rows, None))
}

/// Whether a line is a border: corners with dashes between them.
pub(super) fn is_border(line: &str) -> bool {
    line.starts_with(['+'])
        && line.get(1..).is_some_and(|rest| rest.starts_with(['-', '=']) && rest.ends_with('+'))
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// The rows as written, each cell with its words.
pub(super) fn written<'a>(rows: Vec<GridRow<'a>>, mut words: impl FnMut(&GridCell<'a>) -> Text) -> Vec<WrittenRow> {
    let mut cell =
        |cell: GridCell<'a>| WrittenCell { text: words(&cell), head: false, columns: cell.columns, rows: cell.rows };
    let row = |row: GridRow<'a>| WrittenRow {
        cells: row.cells.into_iter().map(&mut cell).collect(),
        head: row.head,
        place: row.place,
    };
    rows.into_iter().map(row).collect()
}

/// Follows the borders; `None` if they do not meet.
fn bordered<'a>(lines: &[Line<'a>]) -> Option<Vec<GridRow<'a>>> {
    let drawing = Drawing { lines: lines.iter().map(|line| Columns::new(*line)).collect() };
    let found = drawing.find_cells()?;
    let rules: Vec<usize> =
        found.iter().flat_map(|cell| [cell.top, cell.bottom]).collect::<BTreeSet<_>>().into_iter().collect();
    let bars: Vec<usize> =
        found.iter().flat_map(|cell| [cell.left, cell.right]).collect::<BTreeSet<_>>().into_iter().collect();
    let head_end = lines.iter().position(|line| line.text.starts_with("+=")).unwrap_or(0);
    let between = |marks: &[usize], from: usize, to: usize| {
        marks.partition_point(|mark| *mark < to) - marks.partition_point(|mark| *mark < from)
    };
    let mut rows: Vec<GridRow> = rules
        .windows(2)
        .filter_map(|pair| if let [top, bottom] = pair { Some((*top, *bottom)) } else { None })
        .map(|(top, bottom)| GridRow {
            cells: Vec::new(),
            head: top < head_end,
            place: span_of(lines.get(top + 1..bottom).unwrap_or_default()),
        })
        .collect();
    for cell in found {
        let row = rules.partition_point(|rule| *rule < cell.top);
        let inside = drawing.lines.get(cell.top + 1..cell.bottom).unwrap_or_default();
        let pieces: Vec<Line> = inside.iter().map(|line| line.piece(cell.left + 1, cell.right)).collect();
        rows.get_mut(row)?.cells.push(GridCell {
            lines: dedent(&pieces),
            room: (cell.right - cell.left).checked_sub(3),
            columns: between(&bars, cell.left, cell.right),
            rows: between(&rules, cell.top, cell.bottom),
        });
    }
    Some(rows)
}

/// A cell by its borders.
struct Borders {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

struct Drawing<'a> {
    lines: Vec<Columns<'a>>,
}

impl Drawing<'_> {
    /// Every cell, by row and column; `None` if one is not closed or the table is not filled.
    fn find_cells(&self) -> Option<Vec<Borders>> {
        let last_column = self.lines.first()?.width().checked_sub(1)?;
        let last_row = self.lines.len().checked_sub(1)?;
        // Every character is visited a few times in a sound table; a drawing that asks for more is none.
        let mut steps = 16 * (last_column + 2) * (last_row + 2);
        let mut corners = BTreeSet::from([(0, 0)]);
        let mut done = vec![0; last_column + 1];
        let mut cells = Vec::new();
        while let Some((top, left)) = corners.pop_first() {
            if top == last_row || left == last_column || done.get(left).is_none_or(|row| *row > top) {
                continue;
            }
            let cell = self.cell_at(top, left, &mut steps)?;
            done.get_mut(left..cell.right)?.fill(cell.bottom);
            corners.extend([(top, cell.right), (cell.bottom, left)]);
            cells.push(cell);
        }
        done.get(..last_column)?.iter().all(|row| *row == last_row).then_some(cells)
    }

    /// The smallest cell whose upper left corner is here.
    fn cell_at(&self, top: usize, left: usize, steps: &mut usize) -> Option<Borders> {
        let upper = self.lines.get(top).filter(|line| line.at(left) == b'+')?;
        for right in left + 1..upper.width() {
            *steps = steps.checked_sub(1)?;
            match upper.at(right) {
                b'+' => {
                    if let Some(bottom) = self.bottom_of(top, left, right, steps) {
                        return Some(Borders { top, left, bottom, right });
                    }
                }
                b'-' | b'=' => {}
                _ => return None,
            }
        }
        None
    }

    /// Walks down the right border to the first corner from which the way around closes.
    fn bottom_of(&self, top: usize, left: usize, right: usize, steps: &mut usize) -> Option<usize> {
        for (row, line) in self.lines.iter().enumerate().skip(top + 1) {
            *steps = steps.checked_sub(1)?;
            if !matches!(line.at(left), b'+' | b'|') {
                return None;
            }
            match line.at(right) {
                b'+' if line.at(left) == b'+' => {
                    *steps = steps.checked_sub(right - left)?;
                    if (left..right).all(|column| matches!(line.at(column), b'+' | b'-' | b'=')) {
                        return Some(row);
                    }
                }
                b'+' | b'|' => {}
                _ => return None,
            }
        }
        None
    }
}

/// Takes rules as row ends and bars as cell ends, wherever they stand.
fn loose<'a>(lines: &[Line<'a>]) -> Vec<GridRow<'a>> {
    let width = lines.first().map_or(1, |line| line.text.matches('+').count().saturating_sub(1).max(1));
    let has_head = lines.iter().any(|line| line.text.starts_with("+="));
    let mut rows = Vec::new();
    let mut from = 0;
    let mut head = has_head;
    for (at, line) in lines.iter().enumerate() {
        if line.text.starts_with("+-") || line.text.starts_with("+=") {
            rows.extend(loose_row(lines.get(from..at).unwrap_or_default(), width, head));
            from = at + 1;
            head &= !line.text.starts_with("+=");
        }
    }
    rows.extend(loose_row(lines.get(from..).unwrap_or_default(), width, head));
    rows
}

fn loose_row<'a>(lines: &[Line<'a>], width: usize, head: bool) -> Option<GridRow<'a>> {
    if lines.is_empty() {
        return None;
    }
    let mut cells: Vec<Vec<Line>> = vec![Vec::new(); width];
    for line in lines {
        let inner = line.skip(usize::from(line.text.starts_with('|')));
        let inner = Line::new(inner.text.strip_suffix('|').unwrap_or(inner.text), inner.start);
        let mut at = inner.start;
        for (cell, text) in cells.iter_mut().zip(inner.text.splitn(width, '|')) {
            cell.push(Line::new(text, at));
            at += text.len() + 1;
        }
    }
    let cells = cells.into_iter().map(|lines| GridCell::plain(dedent(&lines)));
    Some(GridRow { cells: cells.collect(), head, place: span_of(lines) })
}
