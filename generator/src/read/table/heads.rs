//! Where tables start: head tuples by the words of the glossary, or by the ruler below them. In: lines.
//! Out: [`Head`]s in order, none overlapping. Rows are not looked at, but for tables that no bar marks.

pub(in crate::read) mod in_words;

use super::{
    cut::bars::{Cut, bars, gaps},
    dump::{Dump, Kind, without_stars},
    fit,
    lattice::Score,
};
use crate::{
    glossary::{Caption, Column, Section, TypeSign, form},
    page::Span,
};
use std::ops::Range;

/// A table's head.
#[allow(clippy::struct_excessive_bools, reason = "each states one observation, and all combinations occur")]
pub(in crate::read) struct Head {
    /// Its first line, caption included.
    pub(in crate::read) first: usize,
    /// The line after it and its ruler.
    pub(in crate::read) after: usize,
    /// A caption before it or glued to its first cell.
    pub(in crate::read) caption: Option<Span>,
    /// The heads of the columns.
    pub(in crate::read) cells: Vec<Span>,
    /// What the columns hold, where the glossary knows the heads.
    pub(in crate::read) columns: Vec<Option<Column>>,
    /// Whether all heads stand on one line, as then the cells of a row do.
    pub(in crate::read) row_a_line: bool,
    /// Whether blanks alone keep the cells of a line apart.
    pub(in crate::read) aligned: bool,
    /// What separates cells that stand on lines of their own.
    pub(in crate::read) gap: Gap,
    /// Whether a bar on a line of its own opens every row.
    pub(in crate::read) opened: bool,
    /// Whether rows end by a mark of their own.
    pub(in crate::read) ends_row: bool,
    /// Whether bars close all cells of a row but the last, each on a line of its own.
    pub(in crate::read) open_end: bool,
}

/// What separates cells on lines of their own, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::read) enum Gap {
    /// A line's end.
    Line,
    /// A blank line.
    Blank,
    /// A bar.
    Bar,
}

impl Head {
    pub(super) fn column(&self, column: usize) -> Option<Column> {
        self.columns.get(column).copied().flatten()
    }
}

const MOST_COLUMNS: usize = 16;
const LONGEST_HEAD: usize = 48;
/// Of a row, those that tell most.
const FIRST_CELLS: usize = 3;
/// Of a first head with a caption glued to it.
const LONGEST_GLUED: usize = 300;

/// All heads of a dump.
pub(in crate::read) fn find(dump: &Dump<'_>) -> Vec<Head> {
    let singles: Vec<Option<Single>> = (0..dump.lines.len()).map(|at| Single::of(dump, at)).collect();
    let ruled = dump.lines.iter().any(|line| matches!(line.kind, Kind::Ruler(columns) if columns > 1));
    let mut found: Vec<Head> = Vec::new();
    let mut at = 0;
    while at < dump.lines.len() {
        match row_a_line(dump, at).or_else(|| cell_a_line(dump, &singles, at, ruled)) {
            // A caption can end in a head's word: `Table 1 Method and URI`.
            Some(head) if is_caption_of_next(dump, &singles, at, ruled, &head) => at += 1,
            Some(head) => {
                at = head.after;
                found.push(head);
            }
            None => at += 1,
        }
    }
    let mut floor = 0;
    for head in &mut found {
        take_caption(dump, head, floor);
        floor = head.after;
    }
    found
}

/// Whether a line that a head seems to be glued to is a caption, because the next line opens all the heads itself.
fn is_caption_of_next(dump: &Dump<'_>, singles: &[Option<Single>], at: usize, rulers: bool, head: &Head) -> bool {
    let glued = head.caption.is_some() && !head.row_a_line && head.first == at;
    glued && cell_a_line(dump, singles, at + 1, rulers).is_some_and(|next| next.cells.len() >= head.cells.len())
}

/// A head whose cells share a line.
fn row_a_line(dump: &Dump<'_>, at: usize) -> Option<Head> {
    let line = dump.line(at).filter(|line| line.kind == Kind::Words)?;
    let by_bars =
        Some(bars(line.text, true)).filter(|cut| cut.cells.len() > 1).unwrap_or_else(|| bars(line.text, false));
    let is_aligned = by_bars.cells.len() < 2 && !by_bars.opened && !by_bars.closed;
    let Cut { cells, opened, closed } = if is_aligned { gaps(line.text) } else { by_bars };
    if !(2..=MOST_COLUMNS).contains(&cells.len()) {
        return None;
    }
    let cells: Vec<Span> = cells.iter().map(|cell| Span::new(line.start + cell.start, line.start + cell.end)).collect();
    // Some scrapers draw a ruler of one column below any head.
    let is_ruler = |columns| columns == cells.len() || is_aligned || columns == 1 && opened && closed;
    let ruled = matches!(dump.kind(at + 1), Some(Kind::Ruler(columns)) if is_ruler(columns));
    let (columns, caption, first) = heads(dump, &cells);
    let known = columns.iter().flatten().count();
    let written = cells.iter().filter(|cell| !dump.slice(**cell).is_empty()).count();
    // A scraper may have kept the first head alone.
    let first_alone = || written == 1 && columns.first() == Some(&Some(Column::Name));
    let is_head = if ruled && !is_aligned {
        written * 2 > cells.len() && written > 1 || first_alone()
    } else {
        known == cells.len() && known > 1 && opens_table(&columns) && all_distinct(&columns)
    };
    let cells = std::iter::once(first).chain(cells.iter().skip(1).copied()).collect();
    is_head.then_some(Head {
        first: at,
        after: at + 1 + usize::from(ruled),
        caption,
        cells,
        columns,
        row_a_line: true,
        aligned: is_aligned,
        gap: Gap::Bar,
        opened: false,
        ends_row: line.ends_row && !opened,
        open_end: false,
    })
}

/// A head whose cells stand on lines of their own. On a page that sets rulers below heads, cells closed by bars and
/// without a ruler are a head only where three of them are: `Backup name |`, `description |` are cells of two rows.
fn cell_a_line(dump: &Dump<'_>, singles: &[Option<Single>], at: usize, rulers: bool) -> Option<Head> {
    let start = at + usize::from(dump.kind(at)? == Kind::Bar);
    let run = Run::collect(dump, singles, start);
    let expected = run.ruler.filter(|columns| *columns > 1);
    let all_closed = run.closed.iter().all(|closed| *closed);
    if all_closed && expected.is_some_and(|columns| columns < run.cells.len()) {
        return None;
    }
    let others_closed = run.closed.split_last().is_some_and(|(_, others)| others.iter().all(|closed| *closed));
    let ruled = others_closed && expected == Some(run.cells.len());
    let count = if ruled { run.cells.len() } else { run.known(dump, start > at, rulers)? };
    let cells: Vec<Span> = run.cells.iter().take(count).copied().collect();
    let (columns, caption, first) = heads(dump, &cells);
    let cells: Vec<Span> = std::iter::once(first).chain(cells.iter().skip(1).copied()).collect();
    let following = *run.following.get(count.checked_sub(1)?)?;
    let after = following + usize::from(ruled);
    let opened = ruled && start > at && dump.kind(after) == Some(Kind::Bar);
    let closed = run.closed.first() == Some(&true);
    let ended = |at: usize| dump.line(at).is_some_and(|line| line.ends_row);
    let ends_row = ended(following - 1) && !(start..following - 1).any(ended);
    let spread = run.blank.iter().take(count).skip(1).all(|blank| *blank);
    Some(Head {
        first: if opened { at } else { start },
        after,
        caption,
        cells,
        columns,
        row_a_line: false,
        aligned: false,
        gap: match (closed, spread) {
            (true, _) => Gap::Bar,
            (false, true) => Gap::Blank,
            (false, false) => Gap::Line,
        },
        opened,
        ends_row: ends_row && !closed,
        open_end: ruled && !all_closed,
    })
}

/// A line that may be a head: one cell, with or without bars at its ends.
struct Single {
    cell: Span,
    closed: bool,
    /// The line after it and its bar.
    following: usize,
}

impl Single {
    fn of(dump: &Dump<'_>, at: usize) -> Option<Self> {
        let line = dump.line(at).filter(|line| line.kind == Kind::Words)?;
        let after_bars = line.text.trim_start_matches('|').trim_start();
        let text = line.text.trim_matches('|').trim();
        if text.len() > LONGEST_GLUED || (text.contains('|') && bars(text, true).cells.len() > 1) {
            return None;
        }
        let start = line.start + if text.is_empty() { 0 } else { line.text.len() - after_bars.len() };
        let (ends, bar_below) = (line.text.ends_with('|'), dump.kind(at + 1) == Some(Kind::Bar));
        let following = at + 1 + usize::from(bar_below && !ends);
        Some(Self { cell: Span::new(start, start + text.len()), closed: ends || bar_below, following })
    }
}

/// Lines that may be the heads of a table, a head a line.
#[derive(Default)]
struct Run {
    cells: Vec<Span>,
    closed: Vec<bool>,
    blank: Vec<bool>,
    /// The line after each cell and its bar.
    following: Vec<usize>,
    /// The columns of the ruler that ends the run.
    ruler: Option<usize>,
}

impl Run {
    fn collect(dump: &Dump<'_>, singles: &[Option<Single>], start: usize) -> Self {
        let mut run = Self::default();
        let mut at = start;
        while let Some(line) = dump.line(at) {
            if let Kind::Ruler(columns) = line.kind {
                run.ruler = Some(columns);
                break;
            }
            let Some(single) = singles.get(at).and_then(Option::as_ref) else { break };
            let later = !run.cells.is_empty();
            if run.cells.len() >= MOST_COLUMNS || (later && dump.slice(single.cell).len() > LONGEST_HEAD) {
                break;
            }
            at = single.following;
            run.cells.push(single.cell);
            run.closed.push(single.closed);
            run.blank.push(line.blank_before);
            run.following.push(at);
        }
        run
    }

    /// How many of the lines are heads, by their words alone.
    fn known(&self, dump: &Dump<'_>, after_bar: bool, rulers: bool) -> Option<usize> {
        let closed = self.closed.first().copied()?;
        dump.glossary.head(dump.slice(*self.cells.get(1)?))?;
        let (columns, caption, first) = heads(dump, &self.cells);
        let capital = |cell: Span| dump.slice(cell).starts_with(|c: char| !c.is_ascii_lowercase());
        // The page may break off before the bar of the last head.
        let ends_page = |nth: usize| nth > 0 && self.following.get(nth) == Some(&dump.lines.len());
        let alike = |nth: usize| {
            (self.closed.get(nth) == Some(&closed) || ends_page(nth))
                && self.cells.get(nth).is_some_and(|cell| capital(*cell) || !capital(first))
        };
        let distinct = |nth: usize| {
            columns
                .get(nth)
                .is_some_and(|kind| kind.is_some() && !columns.iter().take(nth).any(|earlier| earlier == kind))
        };
        // Words glued to a head that no bar marks are a caption only if they are numbered as captions are.
        let labelled = |caption: Span| dump.glossary.table_label(&without_stars(dump.slice(caption))).is_some();
        if caption.is_some_and(|caption| (!closed || rulers) && !labelled(caption)) {
            return None;
        }
        let count = (0..columns.len()).take_while(|nth| alike(*nth) && distinct(*nth)).count();
        let enough = match (closed, caption.is_some()) {
            (true, _) if rulers => 3,
            (true, _) => 2,
            (false, true) if !after_bar => 2,
            (false, _) if self.rows_follow(dump, &columns, count) => 2,
            (false, _) => 3,
        };
        // A heading above a table can be a head by its words; names stand first.
        let late = columns.iter().take(count).skip(1).any(|kind| *kind == Some(Column::Name));
        let known = count >= enough && opens_table(&columns) && !late;
        let shorter = count - usize::from(known && count > enough);
        // Only what has the form of a name can be the first row's name and not a head.
        let named = self.cells.get(shorter).is_some_and(|cell| form::is_identifier(dump.slice(*cell)));
        known.then(|| {
            if named && self.first_row(dump, &columns, shorter) > self.first_row(dump, &columns, count) {
                shorter
            } else {
                count
            }
        })
    }

    /// The words of the lines below so many heads, without their bars.
    fn below<'d>(&self, dump: &Dump<'d>, count: usize) -> impl Iterator<Item = &'d str> {
        let following =
            count.checked_sub(1).and_then(|last| self.following.get(last).copied()).unwrap_or(dump.lines.len());
        let lines = dump.lines.get(following..).unwrap_or_default();
        lines.iter().filter(|line| line.kind == Kind::Words).map(|line| line.text.trim_matches(['|', ' ']))
    }

    /// How well the lines after so many heads fit as a first row, whose name can be a head's word too. A scraper may have
    /// dropped the cell of one column.
    fn first_row(&self, dump: &Dump<'_>, columns: &[Option<Column>], count: usize) -> Score {
        let columns = columns.get(..count).unwrap_or_default();
        let may_be_lost = |column: &Option<Column>| matches!(column, Some(Column::Mandatory | Column::In));
        let lost = columns.iter().position(may_be_lost);
        let fits = |without: Option<usize>| -> Score {
            let columns = (0..).zip(columns).filter(|(nth, _)| Some(*nth) != without).take(FIRST_CELLS);
            columns.zip(self.below(dump, count)).map(|((_, column), cell)| fit::fit(dump, *column, cell)).sum()
        };
        [lost, Some(0)].into_iter().flatten().map(|lost| fits(Some(lost))).fold(fits(None), Score::max)
    }

    /// Whether the lines after a short head look like its first row.
    fn rows_follow(&self, dump: &Dump<'_>, columns: &[Option<Column>], count: usize) -> bool {
        let Some(following) = count.checked_sub(1).and_then(|last| self.following.get(last)) else { return false };
        let cells = (*following..*following + count).map(|at| dump.line(at).map_or("", |line| line.text));
        let scores = columns.iter().zip(cells).map(|(column, cell)| fit::fit(dump, *column, cell));
        scores.clone().all(|score| score >= 0) && scores.sum::<Score>() >= 35
    }
}

/// What the heads say, and the caption that is glued to the first, and the first without it.
fn heads(dump: &Dump<'_>, cells: &[Span]) -> (Vec<Option<Column>>, Option<Span>, Span) {
    let mut columns: Vec<Option<Column>> = cells.iter().map(|cell| dump.glossary.head(dump.slice(*cell))).collect();
    if let Some(typed) = headed_by_a_type(dump, cells, &columns).and_then(|at| columns.get_mut(at)) {
        *typed = Some(Column::Type);
    }
    let first = cells.first().copied().unwrap_or_default();
    let others = columns.iter().skip(1).flatten().count();
    if columns.first() != Some(&None) || others == 0 {
        return (columns, None, first);
    }
    let text = dump.slice(first);
    let Some((column, head)) = glued_head(dump, text) else { return (columns, None, first) };
    if let Some(slot) = columns.first_mut() {
        *slot = Some(column);
    }
    let start = first.start as usize;
    let caption = text.get(..head.start).unwrap_or_default().trim_end();
    (columns, Some(Span::new(start, start + caption.len())), Span::new(start + head.start, start + head.end))
}

/// The column between `Mandatory` and `Description` that is headed by a type: `Parameter | Mandatory | String | Description`.
fn headed_by_a_type(dump: &Dump<'_>, cells: &[Span], columns: &[Option<Column>]) -> Option<usize> {
    let around =
        |kinds: &[Option<Column>]| matches!(kinds, [before, None, after] if stand_around_types(*before, *after));
    let at = columns.windows(3).position(around)? + 1;
    cells.get(at).filter(|cell| dump.signs(dump.slice(**cell)).ty == TypeSign::Whole).map(|_| at)
}

/// Whether a type between two heads is a head as well.
fn stand_around_types(before: Option<Column>, after: Option<Column>) -> bool {
    (before, after) == (Some(Column::Mandatory), Some(Column::Description))
}

/// The longest head that a text ends in, after a blank or glued on: `Table 1 Path parametersParameter`.
fn glued_head(dump: &Dump<'_>, text: &str) -> Option<(Column, Range<usize>)> {
    let text = Some(text).filter(|text| text.len() <= LONGEST_GLUED)?;
    let before = |at: usize| text.get(..at).and_then(|before| before.chars().next_back());
    let apart = |at: usize| before(at).is_some_and(|before| !before.is_ascii_alphanumeric());
    let glued =
        |at: usize, c: char| before(at).is_some_and(|before| before.is_ascii_alphanumeric()) && !c.is_ascii_lowercase();
    let starts = || text.char_indices().filter(|(_, c)| c.is_alphabetic());
    let head = |(at, _): (usize, char)| {
        let head = text.get(at..)?.trim_matches('*').trim();
        // `Response parameter` could head a column; at the end of a caption it is the caption's own word.
        let captions = dump.glossary.section(head).is_some_and(|section| section != Section::Parameters);
        let kind = dump.glossary.head(head).filter(|kind| opens_table(&[Some(*kind)]))?;
        if captions && kind == Column::Name {
            return None;
        }
        Some((kind, at..text.len()))
    };
    let mut after_blank = starts().filter(|(at, _)| apart(*at));
    after_blank.find_map(head).or_else(|| starts().filter(|(at, c)| glued(*at, *c)).find_map(head))
}

/// Whether a table of such columns starts with what its rows are known by.
fn opens_table(columns: &[Option<Column>]) -> bool {
    use Column::{ErrorCode, Message, Method, Name, StatusCode, Uri};
    matches!(columns.first(), Some(Some(Name | StatusCode | ErrorCode | Method | Uri | Message)))
}

fn all_distinct(columns: &[Option<Column>]) -> bool {
    columns.iter().enumerate().all(|(nth, kind)| !columns.iter().take(nth).any(|earlier| earlier == kind))
}

/// Takes a caption that only the head shows to be one: a row of one cell, or words that name the member whose parts the
/// table states.
fn take_caption(dump: &Dump<'_>, head: &mut Head, floor: usize) {
    if head.caption.is_some() {
        return;
    }
    let above = |at: usize| at.checked_sub(1).filter(|above| *above >= floor);
    let Some(mut at) = above(head.first) else { return };
    if matches!(dump.kind(at), Some(Kind::Ruler(_))) {
        let Some(higher) = above(at) else { return };
        at = higher;
    }
    let Some(line) = dump.line(at).filter(|line| line.kind == Kind::Words) else { return };
    let caption = caption_row(line.text);
    let labelled = || member_label(dump, at).or_else(|| structure_caption(dump, at, floor));
    if let Some(caption) = caption.or_else(|| labelled().filter(|_| at + 1 == head.first)) {
        head.caption = Some(Span::new(line.start + caption.start, line.start + caption.end));
        head.first = at;
    }
}

/// `- links` right before a head: the member whose parts the table states. An item after another one ends a list.
fn member_label(dump: &Dump<'_>, at: usize) -> Option<Range<usize>> {
    let text = dump.line(at)?.text;
    let label = form::item(text).filter(|label| form::is_path_of_members(label))?;
    let above = at.checked_sub(1).and_then(|above| dump.line(above));
    above.is_none_or(|above| form::item(above.text).is_none()).then(|| text.len() - label.len()..text.len())
}

/// `Data structure of links` right before a head, where a cell above is `links`.
fn structure_caption(dump: &Dump<'_>, at: usize, floor: usize) -> Option<Range<usize>> {
    let text = dump.line(at)?.text;
    let last = text.rsplit(' ').next().filter(|last| last.len() < text.len() && form::is_path_of_members(last))?;
    let is_structure = dump.glossary.caption(text) == Some(Caption::Structure);
    let stated = || (floor..at).filter_map(|above| dump.line(above)).any(|above| without_stars(above.text) == last);
    (is_structure && stated()).then_some(0..text.len())
}

/// The cell of a row that has but one: `| Table 1 Path parameters |  |  |`.
fn caption_row(text: &str) -> Option<Range<usize>> {
    let cut = bars(text, true);
    let mut written = cut.cells.iter().filter(|cell| !cell.is_empty());
    let only = written.next().filter(|_| written.next().is_none())?;
    (cut.opened && cut.closed && cut.cells.first() == Some(only)).then(|| only.clone())
}
