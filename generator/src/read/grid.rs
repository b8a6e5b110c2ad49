//! Written cells to a table: spans are expanded, the header is found, every row gets a cell for
//! every column. In go rows as a page writes them, out comes a [`Table`]; no format is known here.

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::{Column, Glossary},
    limits::{MOST_COLUMNS, MOST_COPIED},
    page::{Cell, Row, Span, Table, Text},
};

/// A cell as written.
#[derive(Debug, Default)]
pub(super) struct WrittenCell {
    pub(super) text: Text,
    /// Whether it is marked as a head (`<th>`).
    pub(super) head: bool,
    /// Columns it covers, at least one.
    pub(super) columns: usize,
    /// Rows it covers, at least one.
    pub(super) rows: usize,
}

/// A row as written.
#[derive(Debug, Default)]
pub(super) struct WrittenRow {
    /// Its cells, without those that reach into it from above.
    pub(super) cells: Vec<WrittenCell>,
    /// Whether it stands in the table's head.
    pub(super) head: bool,
    pub(super) place: Span,
}

/// Where cells go that no head stands above.
pub(super) const SURPLUS: &str = "the extra cells were put into the last column";

/// A table, and what was found in it.
pub(super) struct Expanded {
    /// The table, without caption.
    pub(super) table: Table,
    /// Spans too large to be expanded whole, rows with more or fewer cells than the table has columns.
    pub(super) findings: Vec<(Diagnostic, Span)>,
}

/// Lays the rows out.
pub(super) fn table(rows: Vec<WrittenRow>, glossary: &Glossary, place: Span) -> Expanded {
    let mut layout = Layout::default();
    let mut rows: Vec<LaidRow> = rows.into_iter().map(|row| layout.row(row)).filter(|row| !row.is_blank()).collect();
    let header_rows = count_header_rows(&rows, glossary);
    let body = rows.split_off(header_rows.min(rows.len()));
    let header = join_header(rows, glossary);
    let width =
        if header.is_empty() { body.iter().map(|row| row.cells.len()).max().unwrap_or(0) } else { header.len() };
    let findings = if layout.cut {
        let message = "a cell spans too many columns or rows, and was not copied into all of them";
        vec![(Diagnostic::new(Code::SpansCut, message), place)]
    } else if header.is_empty() {
        Vec::new()
    } else {
        uneven(&body, width)
    };
    let kinds: Vec<Option<Column>> = header.iter().map(|cell| glossary.head(&cell.text.content)).collect();
    let rows = body.into_iter().map(|row| fit(row, width, &kinds, glossary)).collect();
    Expanded { table: Table { caption: None, header, rows, place, cut: false }, findings }
}

/// How a row with too many or too few cells was read, and how many more of its table were read so.
pub(super) fn uneven_row(cells: usize, width: usize, reading: &str, more: usize) -> String {
    let told = format!("{cells} cells under {width} columns: {reading}");
    if more > 0 { format!("{told}; the same applies to {more} more of the table's rows") } else { told }
}

/// Tells of the first row that has more cells than the header, and of the first that has fewer.
fn uneven(rows: &[LaidRow], width: usize) -> Vec<(Diagnostic, Span)> {
    let told = |code: Code, is_uneven: &dyn Fn(usize) -> bool, reading: &str| {
        let mut uneven = rows.iter().filter(|row| is_uneven(row.cells.len()));
        let first = uneven.next()?;
        let message = uneven_row(first.cells.len(), width, reading, uneven.count());
        Some((Diagnostic::new(code, message), first.place))
    };
    let surplus = told(Code::DoubtfulRow, &|cells| cells > width, SURPLUS);
    let missing =
        told(Code::LostCell, &|cells| cells < width, "the columns that its cells fit least are assumed to be empty");
    surplus.into_iter().chain(missing).collect()
}

/// A row with a cell for every column it claims.
struct LaidRow {
    cells: Vec<Text>,
    head: bool,
    all_heads: bool,
    /// Whether a cell of it reaches over further columns or rows.
    spans: bool,
    place: Span,
}

impl LaidRow {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.content.is_empty() && cell.links.is_empty())
    }
}

#[derive(Default)]
struct Layout {
    /// By column: the cell that reaches down from above and for how many rows more.
    reaching: Vec<Option<(usize, Text)>>,
    in_head: bool,
    copied: usize,
    cut: bool,
}

impl Layout {
    fn row(&mut self, row: WrittenRow) -> LaidRow {
        if self.in_head && !row.head {
            self.reaching.clear();
        }
        self.in_head = row.head;
        let all_heads = !row.cells.is_empty() && row.cells.iter().all(|cell| cell.head);
        let spans = row.cells.iter().any(|cell| cell.columns > 1 || cell.rows > 1);
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in row.cells {
            self.take_reaching(&mut cells);
            let wanted = cell.columns.max(1);
            let columns = wanted.min(MOST_COLUMNS.saturating_sub(cells.len()).max(1));
            self.cut |= columns < wanted;
            for _ in 1..columns {
                let copy = self.copy(&cell.text);
                self.reach(cells.len(), cell.rows, &copy);
                cells.push(copy);
            }
            self.reach(cells.len(), cell.rows, &cell.text);
            cells.push(cell.text);
        }
        self.take_reaching(&mut cells);
        LaidRow { cells, head: row.head, all_heads, spans, place: row.place }
    }

    /// Fills the columns from here on that cells above reach into.
    fn take_reaching(&mut self, cells: &mut Vec<Text>) {
        while let Some(slot) = self.reaching.get_mut(cells.len()) {
            let Some((rows, text)) = slot.take() else { break };
            let column = cells.len();
            cells.push(self.copy(&text));
            self.reach(column, rows, &text);
        }
    }

    fn reach(&mut self, column: usize, rows: usize, text: &Text) {
        // What a row pushes beyond the last column does not reach down: rows would grow with their number.
        if rows > 1 && column >= MOST_COLUMNS {
            self.cut = true;
        } else if rows > 1 {
            if self.reaching.len() <= column {
                self.reaching.resize(column + 1, None);
            }
            if let Some(slot) = self.reaching.get_mut(column) {
                *slot = Some((rows - 1, text.clone()));
            }
        }
    }

    fn copy(&mut self, text: &Text) -> Text {
        self.copied += text.content.len() + 1;
        if self.copied > MOST_COPIED {
            self.cut = true;
            return Text { place: text.place, ..Text::default() };
        }
        text.clone()
    }
}

/// How many rows at the top are header: the marked ones, as far as spans tie them together; else a
/// first row that is all heads, or whose words are known as column heads.
fn count_header_rows(rows: &[LaidRow], glossary: &Glossary) -> usize {
    let Some(first) = rows.first() else { return 0 };
    if !first.head && !first.all_heads {
        return usize::from(known_heads(first, glossary));
    }
    let goes_on = |row: &LaidRow| if first.head { row.head } else { row.all_heads };
    let tied = rows.windows(2).take_while(|pair| matches!(pair, [above, row] if goes_on(row) && above.spans)).count();
    tied + 1
}

fn known_heads(row: &LaidRow, glossary: &Glossary) -> bool {
    let mut known = row.cells.iter().map(|cell| glossary.head(&cell.content).is_some());
    known.next() == Some(true) && (row.cells.len() == 1 || known.any(|known| known))
}

/// One header of several rows: in each column the words of all rows, repeated ones once; a known head below a word that
/// groups it stands alone.
fn join_header(rows: Vec<LaidRow>, glossary: &Glossary) -> Vec<Cell> {
    let groups =
        |above: &Text, below: &Text| glossary.head(&above.content).is_none() && glossary.head(&below.content).is_some();
    let mut rows = rows.into_iter();
    let Some(first) = rows.next() else { return Vec::new() };
    let mut header: Vec<Text> = first.cells;
    for row in rows {
        for (column, text) in row.cells.into_iter().enumerate() {
            match header.get_mut(column) {
                Some(head) if head.content == text.content || text.content.is_empty() => {}
                Some(head) if groups(head, &text) => *head = text,
                Some(head) => {
                    if !head.content.is_empty() {
                        head.content.push(' ');
                    }
                    head.content.push_str(&text.content);
                    head.place = head.place.to(text.place);
                }
                None => header.push(text),
            }
        }
    }
    header.into_iter().map(Cell::written).collect()
}

/// Gives a row as many cells as the header has: missing ones are absent where the written ones fit best, surplus ones go into
/// the last column.
fn fit(row: LaidRow, width: usize, kinds: &[Option<Column>], glossary: &Glossary) -> Row {
    let written = row.cells.len();
    let mut cells = row.cells;
    let surplus = cells.split_off(width.min(written));
    let doubt = (!surplus.is_empty())
        .then(|| format!("{written} cells under {width} columns: the extra cells were put into the last one"));
    if let Some(last) = cells.last_mut() {
        for text in surplus {
            join(last, &text);
        }
    }
    let mut cells: Vec<Cell> = cells.into_iter().map(Cell::written).collect();
    if cells.len() + 1 == width {
        let gap = gap(&cells, kinds, glossary);
        cells.insert(gap, Cell::absent());
    }
    cells.resize_with(width, Cell::absent);
    Row { cells, place: row.place, doubt }
}

/// The column without a cell in a row that lacks one: the last, unless types and words for yes and no then stand under
/// their heads, and otherwise do not.
fn gap(cells: &[Cell], kinds: &[Option<Column>], glossary: &Glossary) -> usize {
    let suits = |kind: Option<Column>, text: &str| match kind {
        Some(Column::Type) => glossary.looks_like_type(text),
        Some(Column::Mandatory) => glossary.leading_yes_no(text).is_some(),
        _ => true,
    };
    let fitting = |gap: &usize| {
        let below = (0..).zip(kinds).filter(|(at, _)| at != gap).map(|(_, kind)| *kind);
        below.zip(cells).filter(|(kind, cell)| suits(*kind, &cell.text.content)).count()
    };
    // The name is never the gap: of equals the last one counts.
    (1..=cells.len()).max_by_key(fitting).unwrap_or(cells.len())
}

fn join(left: &mut Text, right: &Text) {
    left.append_line(right);
    left.bold &= right.bold;
    left.place = left.place.to(right.place);
}
