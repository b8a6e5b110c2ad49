//! The lines of a table drawn with blanks, cut into rows: each holds one name, and its cells stand at its top or in
//! its middle, the same for all. In: the lines below a head. Out: the rows' lines, by a dynamic program over the lines.

use super::Layout;
use crate::{
    glossary::{Column, Glossary},
    read::line::Line,
};
use std::ops::Range;

/// What speaks against a row, in points.
type Cost = usize;

/// A row is not followed over more lines.
const LONGEST_ROW: usize = 300;
/// A row without a name.
const NAMELESS: Cost = 60;
/// A line by which a cell stands higher or lower than it should.
const OFF_BY_A_LINE: Cost = 3;
/// A gap inside of a cell that has no paragraphs, or a second word where there is one.
const BROKEN_CELL: Cost = 20;
const NEVER: Cost = Cost::MAX / 2;

/// The rows, as lines.
pub(super) struct Split<'l, 'a> {
    pub(super) rows: Vec<&'l [Line<'a>]>,
    /// Whether some row has no name of its own, or its cells stand at heights that do not agree.
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
    let at_top = Program { lines: &lines, columns, glossary, middle: false }.run();
    let in_middle = Program { lines: &lines, columns, glossary, middle: true }.run();
    let best = if in_middle.cost < at_top.cost { in_middle } else { at_top };
    let first = best.rows.iter().position(|row| row.named)?;
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut doubtful = first > 0;
    for row in &best.rows {
        match rows.last_mut().filter(|_| !row.named) {
            Some(last) => last.end = row.lines.end,
            None => rows.push(row.lines.clone()),
        }
        doubtful |= !row.named;
    }
    doubtful |= best.cost > OFF_BY_A_LINE * rows.len();
    let lines_of = |row: &Range<usize>| {
        let (first, last) = (lines.get(row.start)?, lines.get(row.end.checked_sub(1)?)?);
        body.get(first.number..=last.number)
    };
    Some(Split { rows: rows.iter().filter_map(lines_of).collect(), doubtful })
}

/// A line's words by column.
struct Pieces<'a> {
    number: usize,
    words: Vec<&'a str>,
}

fn pieces<'a>(body: &[Line<'a>], layout: &Layout) -> Vec<Pieces<'a>> {
    let written = body.iter().enumerate().filter(|(_, line)| !line.is_blank());
    let words = |line: &Line<'a>| layout.cut(line).into_iter().map(|piece| piece.text.trim()).collect();
    written.map(|(number, line)| Pieces { number, words: words(line) }).collect()
}

/// A row: which of the lines that have words.
struct Found {
    lines: Range<usize>,
    named: bool,
}

struct Way {
    rows: Vec<Found>,
    cost: Cost,
}

/// The dynamic program.
struct Program<'p, 'a> {
    lines: &'p [Pieces<'a>],
    columns: &'p [Column],
    glossary: &'p Glossary,
    /// Whether cells stand in the middle of their rows.
    middle: bool,
}

impl Program<'_, '_> {
    fn run(&self) -> Way {
        let count = self.lines.len();
        let mut best: Vec<(Cost, usize, bool)> = vec![(NEVER, 0, false); count + 1];
        if let Some(first) = best.first_mut() {
            first.0 = 0;
        }
        for start in 0..count {
            let before = best.get(start).map_or(NEVER, |way| way.0);
            let mut row = RowSoFar::new(self.columns.len());
            for end in start..count.min(start + LONGEST_ROW) {
                let Some(line) = self.lines.get(end) else { break };
                if !row.take(line, self.columns, self.glossary) {
                    break;
                }
                let cost = before + row.cost(self.middle);
                if let Some(slot) = best.get_mut(end + 1).filter(|slot| cost < slot.0) {
                    *slot = (cost, start, row.named);
                }
            }
        }
        let cost = best.last().map_or(NEVER, |way| way.0);
        let mut rows = Vec::new();
        let mut end = count;
        while let Some((_, start, named)) = best.get(end).copied().filter(|_| end > 0) {
            rows.push(Found { lines: start..end, named });
            end = start;
        }
        rows.reverse();
        Way { rows, cost }
    }
}

/// A row that grows line by line.
struct RowSoFar<'a> {
    /// By column: its first and last line.
    cells: Vec<Option<(usize, usize)>>,
    first: Option<usize>,
    last: usize,
    named: bool,
    name: &'a str,
    /// Its type goes on: `Array of`.
    open_type: bool,
    broken: Cost,
}

impl<'a> RowSoFar<'a> {
    fn new(columns: usize) -> Self {
        Self { cells: vec![None; columns], first: None, last: 0, named: false, name: "", open_type: false, broken: 0 }
    }

    /// Takes a line; refuses one that holds a second name.
    fn take(&mut self, line: &Pieces<'a>, columns: &[Column], glossary: &Glossary) -> bool {
        let number = line.number;
        for (nth, ((cell, words), column)) in self.cells.iter_mut().zip(&line.words).zip(columns).enumerate() {
            if words.is_empty() {
                continue;
            }
            let gap = cell.is_some_and(|(_, last)| last + 1 < number);
            if nth == 0 {
                if cell.is_some() && (gap || !goes_on(self.name, words)) {
                    return false;
                }
                self.named = true;
                self.name = *words;
            }
            if *column == Column::Type {
                self.open_type = is_open_type(words, glossary);
            }
            let second = *column == Column::Mandatory && cell.is_some() && glossary.yes_no(words).is_some();
            if second || (gap && matches!(column, Column::Mandatory | Column::Type | Column::In)) {
                self.broken += BROKEN_CELL;
            }
            *cell = Some((cell.map_or(number, |(first, _)| first), number));
        }
        self.first = self.first.or(Some(number));
        self.last = number;
        true
    }

    fn cost(&self, middle: bool) -> Cost {
        let start = self.first.unwrap_or(0);
        let off = |(first, last): &(usize, usize)| {
            let above = first - start;
            if !middle {
                return above * OFF_BY_A_LINE;
            }
            // The middle of an even number of lines is none of them.
            match above.abs_diff(self.last - last) {
                uneven @ (0 | 1) => uneven,
                far => (far - 1) * OFF_BY_A_LINE,
            }
        };
        let off: Cost = self.cells.iter().flatten().map(off).sum();
        let open = if self.open_type { BROKEN_CELL } else { 0 };
        off + self.broken + open + if self.named { 0 } else { NAMELESS }
    }
}

/// Whether the words of a type want more of them.
fn is_open_type(words: &str, glossary: &Glossary) -> bool {
    const OF: &str = " of";
    let tail = words.len().checked_sub(OF.len()).and_then(|at| words.get(at..));
    let phrases = &glossary.types().grammar.list_of;
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(OF))
        && phrases.iter().any(|phrase| words.to_lowercase().ends_with(phrase.trim_end()))
}

/// Whether words below a name are its rest.
fn goes_on(name: &str, words: &str) -> bool {
    const JOINTS: [char; 5] = ['_', '-', '.', ':', '/'];
    name.ends_with(JOINTS)
        || words.starts_with(JOINTS)
        || words.starts_with(['(', '（'])
        || (name.contains(['(', '（']) && !name.ends_with([')', '）']))
}
