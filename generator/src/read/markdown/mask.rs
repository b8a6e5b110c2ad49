//! Hides from the Markdown parser what it would take for something else; every byte of the page keeps its offset. A
//! table of HTML counts as one tag on one line, whatever blank lines, fences or bars it holds. A row of bars that goes
//! on over lines is one line. A fence that its list item does not hold moves to the margin, or the rest of the page
//! would turn inside out; and marks that are not Markdown are blank.

use super::{
    attributes::{self, Mark},
    barred, field, jsx, open_row,
};
use std::ops::Range;

/// A page with its tables hidden.
pub(super) struct Masked {
    /// The page's text, each table overwritten.
    pub(super) text: String,
    /// Where tables were, in order.
    tables: Vec<Range<usize>>,
    /// Where lines begin that Markdown would take for words, in order: heads of tables right below words.
    pub(super) heads: Vec<usize>,
}

impl Masked {
    /// A text in which nothing is hidden.
    pub(super) fn bare(text: &str) -> Self {
        Self { text: text.to_owned(), tables: Vec::new(), heads: Vec::new() }
    }

    /// Whether something in this range is hidden.
    pub(super) fn hides(&self, range: &Range<usize>) -> bool {
        let next = self.tables.partition_point(|table| table.end <= range.start);
        self.tables.get(next).is_some_and(|table| table.start < range.end)
    }
}

/// What is known of a page before it is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Hints {
    /// Whether its ending says that it holds components.
    pub(super) mdx: bool,
    /// Where its front matter ends.
    pub(super) text_start: usize,
}

/// Hides the tables of `source`, and mends what Markdown would take for something else.
pub(super) fn mask(source: &str, hints: Hints) -> Masked {
    let mut heads = Vec::new();
    let mut covers = find_covers(source, hints, &mut heads);
    covers.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for cover in &covers {
        text.push_str(source.get(at..cover.range.start).unwrap_or_default());
        let length = cover.range.len();
        text.push_str(&cover.opening);
        text.extend(std::iter::repeat_n(
            cover.filling,
            length.saturating_sub(cover.opening.len() + cover.ending.len()),
        ));
        text.push_str(cover.ending);
        at = cover.range.end;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    let tables = covers.into_iter().filter(|cover| cover.ending == ">").map(|cover| cover.range).collect();
    Masked { text, tables, heads }
}

/// What is written over a piece of the page, in as many bytes.
struct Cover {
    range: Range<usize>,
    opening: String,
    filling: char,
    ending: &'static str,
}

impl Cover {
    /// Shorter than its cover is only a table without anything in it.
    fn table(range: Range<usize>) -> Option<Self> {
        let opening = "<table ".to_owned();
        (range.len() > opening.len()).then_some(Self { range, opening, filling: 'x', ending: ">" })
    }

    /// The fence moves to the margin, where its code is.
    fn fence(range: Range<usize>, fence: &Fence) -> Self {
        Self { range, opening: fence.mark.to_string().repeat(fence.length), filling: ' ', ending: "" }
    }

    fn mark(mark: Mark) -> Self {
        Self { range: mark.range, opening: mark.opening, filling: ' ', ending: mark.ending }
    }
}

fn find_covers(source: &str, hints: Hints, heads: &mut Vec<usize>) -> Vec<Cover> {
    let tags = TableTags::of(source);
    let components: Vec<jsx::Tag<'_>> = jsx::Tag::all(source).collect();
    let mut braced = jsx::fences(source, &components).into_iter().peekable();
    let mut regions = [field::regions(source, &components), barred::regions(source)].concat();
    let mut components = jsx::find(source, &components, hints.mdx).into_iter().peekable();
    regions.sort_by_key(|region| region.start);
    let mut regions = regions.into_iter().peekable();
    let mut rows = open_row::Table::default();
    let mut covers: Vec<Cover> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut above = Above::default();
    let mut hidden_until = hints.text_start;
    if hints.text_start > 0 {
        covers.push(Cover::mark(Mark::nothing(0..hints.text_start)));
    }
    let mut line_start = 0;
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let (start, end) = (line_start, line_start + line.len());
        line_start = end;
        if end <= hidden_until {
            continue;
        }
        if let Some(open) = &fence {
            if open.is_closed_by(line) {
                fence = None;
            }
            continue;
        }
        while braced.next_if(|[opening, _]| opening.range.start < start).is_some() {}
        if let Some([opening, ending]) =
            braced.next_if(|[opening, _]| opening.range.start < end && hidden_until <= start)
        {
            hidden_until = ending.range.end;
            covers.extend([opening, ending].map(Cover::mark));
            while components.next_if(|mark| mark.range.start < hidden_until).is_some() {}
            continue;
        }
        fence = Fence::opened_by(line).filter(|_| hidden_until <= start && !rows.holds(start));
        if let Some(fence) = &fence {
            above = Above::default();
            if lines.peek().is_some_and(|next| fence.loses(next)) {
                covers.push(Cover::fence(start..start + line.trim_end().len(), fence));
            }
            while components.next_if(|mark| mark.range.start < end).is_some() {}
            continue;
        }
        heads.extend(above.head(line));
        above.pass(line, start);
        if let Some(blank) =
            lines.peek().and_then(|ruler| empty_last_head(line, ruler)).filter(|_| start >= hidden_until)
        {
            let range = start + blank..start + blank + 1;
            covers.push(Cover::mark(Mark { range, opening: jsx::LINE_BREAK.to_string(), ending: "" }));
        }
        if let Some(hash) = unspaced_heading(line).filter(|_| start >= hidden_until) {
            covers.push(Cover::mark(Mark::nothing(start + hash..start + hash + 1)));
        }
        let (mut ticks, mut counted) = (0, start);
        for table in tags.starting_in(start..end) {
            let before = source.get(counted..table.start).unwrap_or_default();
            ticks += before.bytes().filter(|byte| *byte == b'`').count();
            counted = table.start;
            if table.start >= hidden_until && ticks % 2 == 0 {
                hidden_until = table.end;
                covers.extend(Cover::table(table));
            }
        }
        while regions.next_if(|region| region.start < start).is_some() {}
        if let Some(region) = regions.next_if(|region| region.start == start && start >= hidden_until) {
            hidden_until = region.end;
            covers.extend(Cover::table(region));
            continue;
        }
        if hidden_until <= start {
            while components.next_if(|mark| mark.range.start < start).is_some() {}
            while let Some(mark) = components.next_if(|mark| mark.range.start < end) {
                let ticks = source.get(start..mark.range.start).unwrap_or_default().matches('`').count();
                if mark.range.start >= hidden_until && ticks % 2 == 0 {
                    hidden_until = mark.range.end;
                    covers.push(Cover::mark(mark));
                }
            }
        }
        if hidden_until <= start {
            covers.extend(attributes::find(source, start..end).into_iter().map(Cover::mark));
        }
        if hidden_until < end {
            let joints = rows.line(source, start..end);
            covers.extend(joints.into_iter().map(Cover::mark));
        }
    }
    covers.sort_by_key(|cover| cover.range.start);
    covers
}

/// The blank after the last bar of a table's heads, above a ruler that has a column more: the last head is empty. Markdown
/// would take the bar for the end of the row, and the table for words.
fn empty_last_head(line: &str, ruler: &str) -> Option<usize> {
    let head = line.trim_end_matches('\n').trim_end_matches('\r');
    let ruler = ruler.trim();
    let open = !head.starts_with('|') && !ruler.starts_with('|') && !ruler.ends_with('|');
    let as_many = open_row::bars(head) == open_row::bars(ruler);
    let is_empty = open_row::is_ruler(ruler) && open && as_many && head.trim_end_matches(' ').ends_with('|');
    (is_empty && head.ends_with(' ')).then(|| head.len() - 1)
}

/// The last hash of a heading without a blank after its hashes, in whose place the blank goes: `###Request`. A single hash
/// may begin a tag or a number.
fn unspaced_heading(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let words = text.trim_start_matches('#');
    let (indent, hashes) = (line.len() - text.len(), text.len() - words.len());
    let is_heading =
        (2..=6).contains(&hashes) && words.starts_with(|c: char| c.is_alphanumeric() || "`*[【".contains(c));
    (is_heading && indent < jsx::CODE_INDENT).then(|| indent + hashes - 1)
}

/// The two lines above one.
#[derive(Default)]
struct Above<'a> {
    words: &'a str,
    head: &'a str,
    head_start: usize,
}

impl<'a> Above<'a> {
    fn pass(&mut self, line: &'a str, start: usize) {
        *self = Self { words: self.head, head: line, head_start: start };
    }

    /// Where the head of a table begins, below which a line stands: it is right below words, of which Markdown takes it
    /// for a part.
    fn head(&self, ruler: &str) -> Option<usize> {
        let bars = |line: &str| line.trim().trim_matches('|').matches('|').count();
        let is_ruler = ruler.contains("--") && ruler.trim().bytes().all(|byte| b"|-: \t".contains(&byte));
        let words = self.words.trim();
        let are_words = !words.is_empty() && !words.contains('|') && !words.starts_with(['#', '>', '<']);
        let indent = self.head.len() - self.head.trim_start().len();
        let is_head = bars(self.head) > 0 && bars(self.head) == bars(ruler) && indent < jsx::CODE_INDENT;
        (is_ruler && is_head && are_words).then_some(self.head_start)
    }
}

/// The tables by their tags: where each starts and where it ends.
struct TableTags(Vec<Range<usize>>);

impl TableTags {
    fn of(source: &str) -> Self {
        let mut tables: Vec<Range<usize>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for at in memchr::memchr_iter(b'<', source.as_bytes()) {
            if opens(source, at, "<table") {
                open.push(tables.len());
                tables.push(at..at);
            } else if opens(source, at, "</table") {
                let tail = source.get(at..).unwrap_or_default();
                let end = at + memchr::memchr(b'>', tail.as_bytes()).map_or(tail.len(), |close| close + 1);
                if let Some(table) = open.pop().and_then(|index| tables.get_mut(index)) {
                    table.end = end;
                }
            }
        }
        close_before_heading(source, &mut tables);
        Self(tables)
    }

    fn starting_in(&self, line: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.0.partition_point(|table| table.start < line.start);
        self.0.iter().skip(first).take_while(move |table| table.start < line.end).cloned()
    }
}

/// A table that is never closed ends before the next heading.
fn close_before_heading(source: &str, tables: &mut [Range<usize>]) {
    let mut end = source.len();
    let mut headings = memchr::memmem::rfind_iter(source.as_bytes(), b"\n#").peekable();
    for table in tables.iter_mut().rev().filter(|table| table.end == table.start) {
        while let Some(heading) = headings.next_if(|heading| *heading > table.start) {
            end = heading;
        }
        table.end = table.start + source.get(table.start..end).unwrap_or_default().trim_end().len();
    }
}

/// Whether a tag with this beginning stands at `at`.
fn opens(source: &str, at: usize, tag: &str) -> bool {
    let found = source.get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag));
    let after = source.as_bytes().get(at + tag.len());
    found && after.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
}

/// A fenced code block that stands open.
pub(super) struct Fence {
    mark: char,
    length: usize,
    /// Whether a list item opens on its line.
    after_list_marker: bool,
}

impl Fence {
    pub(super) fn opened_by(line: &str) -> Option<Self> {
        let marks = |c: char| matches!(c, '-' | '*' | '+' | '.' | ')' | '0'..='9');
        let text = line.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '>' || marks(c));
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = text.len() - text.trim_start_matches(mark).len();
        let info = text.trim_start_matches(mark);
        let before = line.len() - text.len();
        let after_list_marker = line.get(..before).is_some_and(|before| before.contains(marks));
        (length >= 3 && !(mark == '`' && info.contains('`'))).then_some(Self { mark, length, after_list_marker })
    }

    /// The fence that is open after a line.
    pub(super) fn open_after(open: Option<Self>, line: &str) -> Option<Self> {
        match open {
            Some(fence) => Some(fence).filter(|fence| !fence.is_closed_by(line)),
            None => Self::opened_by(line),
        }
    }

    /// Whether the next line falls out of the list item that the fence opens: Markdown would end
    /// the code there, and take the closing fence for an opening one.
    fn loses(&self, next: &str) -> bool {
        let indent = next.len() - next.trim_start().len();
        self.after_list_marker && indent == 0 && !next.trim().is_empty()
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let text = line.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '>');
        let rest = text.trim_start_matches(self.mark);
        text.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}
