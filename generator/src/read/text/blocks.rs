//! The words between tables: headings by the glossary, items, code, paragraphs. In: lines and heads. Out: the
//! page's blocks in reading order. Only what stands below a page's end is dropped, and only if nothing follows it.

use super::code;
use crate::{
    diagnostic::Sink,
    glossary::{
        Section,
        form::{BULLETS, is_command, is_header_line, is_request_line, is_structure_name, item},
    },
    page::{Block, Cell, Row, Span, Table, Text},
    read::{
        blocks::Blocks,
        table::{self, Dump, Head, Kind, RunningPiece, without_stars},
    },
};

/// What some pages open with, before the name that their source gives them.
pub(super) const ORIGINAL_NAME: &str = "original_name";

/// The walk over a dump.
pub(super) struct Walk<'d, 'a> {
    dump: &'d Dump<'a>,
    heads: &'d [Head],
    blocks: Blocks,
    /// The section that the walk is in.
    section: Option<Section>,
    /// Whether there was a heading.
    titled: bool,
    /// The level of the last heading that marks tell.
    marked_level: u8,
    /// The first line after all that a page may hold: tables, code, headings.
    content_end: usize,
    original_name: Option<String>,
}

impl<'d, 'a> Walk<'d, 'a> {
    pub(super) fn new(dump: &'d Dump<'a>, heads: &'d [Head]) -> Self {
        let mut walk = Self {
            dump,
            heads,
            blocks: Blocks::default(),
            section: None,
            titled: false,
            marked_level: 1,
            content_end: 0,
            original_name: None,
        };
        let tables = heads.last().map_or(0, |head| head.after);
        let holds = |at: &usize| {
            matches!(dump.kind(*at), Some(Kind::Code | Kind::Hash(_) | Kind::Drawn(_))) || walk.opens_section(*at)
        };
        walk.content_end = (tables..dump.lines.len()).rev().find(holds).map_or(tables, |last| last + 1);
        walk
    }

    fn opens_section(&self, at: usize) -> bool {
        let line = self.dump.line(at).map_or("", |line| line.text);
        self.dump.glossary.line_section(line).is_some_and(|section| section != Section::Furniture)
    }

    fn opens_table(&self, at: usize) -> bool {
        self.heads.binary_search_by_key(&at, |head| head.first).is_ok()
    }

    /// All blocks, and the operation's name if the page's head gives one.
    pub(super) fn run(mut self, diagnostics: &mut Sink) -> (Vec<Block>, Option<String>) {
        let mut heads = self.heads.iter().enumerate().peekable();
        let mut at = self.front_matter();
        while let Some(line) = self.dump.line(at) {
            while heads.next_if(|(_, head)| head.first < at).is_some() {}
            at = if let Some((nth, head)) = heads.next_if(|(_, head)| head.first == at) {
                let limit = self.dump.limit(head, self.heads.get(nth + 1));
                let recovered = table::recover(self.dump, head, limit, diagnostics);
                self.blocks.table(recovered.table);
                recovered.after.max(head.after)
            } else {
                match line.kind {
                    Kind::Ruler(_) | Kind::Bar => at + 1,
                    Kind::Code => self.code(at, at),
                    Kind::Hash(level) => self.hash(at, level),
                    Kind::Drawn(nth) => self.drawn(at, nth),
                    Kind::Words => {
                        let glued = table::glued(self.dump, at, diagnostics);
                        if let Some((table, after)) = glued.or_else(|| table::status_rows(self.dump, at)) {
                            self.blocks.table(table);
                            after
                        } else if let Some(running) = table::running(self.dump, at, diagnostics) {
                            self.pieces(running.pieces, item(line.text).is_some());
                            running.after
                        } else {
                            self.words(at)
                        }
                    }
                }
            };
        }
        (self.blocks.finish().blocks, self.original_name)
    }

    /// `original_name:` and its value, which some pages keep from their source.
    fn front_matter(&mut self) -> usize {
        let Some(first) = self.dump.line(0) else { return 0 };
        let words = first.text.trim_start_matches(['-', '*', ':', ' ']);
        let Some(value) = words.strip_prefix(ORIGINAL_NAME).map(|rest| rest.trim_matches([':', ' '])) else { return 0 };
        let below = self.dump.line(1).map_or("", |line| line.text);
        let (value, after) = if value.is_empty() { (below, 2) } else { (value, 1) };
        self.original_name = Some(value.to_owned()).filter(|value| !value.is_empty());
        after
    }

    fn drawn(&mut self, at: usize, nth: usize) -> usize {
        if let Some(table) = self.dump.drawn.get(nth) {
            self.blocks.table(table.clone());
        }
        at + 1
    }

    fn hash(&mut self, at: usize, level: u8) -> usize {
        let Some(line) = self.dump.line(at) else { return at + 1 };
        self.section = self.dump.glossary.heading(line.text);
        let level = if self.titled { level.max(2) } else { 1 };
        self.marked_level = level;
        self.heading(level, line.span());
        at + 1
    }

    /// The level of a heading that its words alone tell: below the marked one; and one that names nothing but
    /// parameters, below the chapter that says whose they are.
    fn level_of(&self, section: Section) -> u8 {
        self.marked_level + 1 + u8::from(section == Section::Parameters)
    }

    fn words(&mut self, at: usize) -> usize {
        let Some(line) = self.dump.line(at) else { return at + 1 };
        let (words, span) = (line.text, line.span());
        let marks = words.trim_start_matches(BULLETS);
        if marks.is_empty() {
            return self.item_below(at);
        }
        if words.contains('|')
            && let Some(after) = self.headless_table(at)
        {
            return after;
        }
        if self.is_furniture(at) {
            self.section = Some(Section::Furniture);
            return at + 1;
        }
        if is_request_line(words) || is_command(words) {
            return self.request(at);
        }
        if words.starts_with('<') && words.ends_with('>') {
            return self.code(at, at);
        }
        match item(words) {
            Some(content) => self.item(skip(span, words.len() - content.len())),
            None if self.section == Some(Section::Structures) && is_structure_name(words) => {
                self.heading(self.marked_level + 2, span);
            }
            None => match self.heading_above_table(at) {
                Some(section) => self.section_heading(section, span),
                None => self.label_or_words(span),
            },
        }
        at + 1
    }

    fn heading_above_table(&self, at: usize) -> Option<Section> {
        let opens = || self.opens_table(at + 1) || table::is_line_of_heads(self.dump, at + 1);
        self.dump.heading_above_table(at).filter(|_| opens())
    }

    /// What a line held: its first words are those of an item, if it has a bullet.
    fn pieces(&mut self, pieces: Vec<RunningPiece>, item: bool) {
        for (nth, piece) in pieces.into_iter().enumerate() {
            match piece {
                RunningPiece::Words(span) if is_request_line(self.dump.slice(span)) => {
                    self.verbatim(span, self.section.is_some_and(Section::is_example));
                }
                RunningPiece::Words(span) if item && nth == 0 => self.item(span),
                RunningPiece::Words(span) => self.label_or_words(span),
                RunningPiece::Table(table) => self.blocks.table(table),
            }
        }
    }

    fn heading(&mut self, level: u8, words: Span) {
        self.titled = true;
        self.blocks.heading(level, self.dump.text(words), words);
    }

    fn item(&mut self, content: Span) {
        let content = self.dump.text(content);
        self.section = self.dump.glossary.line_section(&content.content).or(self.section);
        self.blocks.open_item();
        self.blocks.text(content);
        self.blocks.close_item();
    }

    /// What is shown as it stands: in an example code, elsewhere a paragraph.
    fn verbatim(&mut self, place: Span, shown: bool) {
        let words = self.dump.slice(place).trim_end();
        if shown {
            self.blocks.code(words, place);
        } else {
            self.blocks.text(Text::plain(words, place));
        }
    }

    fn label_or_words(&mut self, span: Span) {
        let words = self.dump.slice(span);
        let label = without_stars(words);
        let section = self.dump.glossary.line_section(&label).filter(|section| *section != Section::Furniture);
        match section {
            Some(section) => self.section_heading(section, span),
            None => self.blocks.text(self.dump.text(span)),
        }
    }

    fn section_heading(&mut self, section: Section, words: Span) {
        self.section = Some(section);
        self.heading(self.level_of(section), words);
    }

    /// What the web site adds below a page: from its first word on, if nothing of the page follows.
    fn is_furniture(&self, at: usize) -> bool {
        let words = self.dump.line(at).map_or("", |line| line.text);
        let opens = self.dump.glossary.line_section(words) == Some(Section::Furniture);
        at >= self.content_end && self.blocks.len() > 0 && (opens || self.section == Some(Section::Furniture))
    }

    /// A bullet on a line of its own, the item's words below it.
    fn item_below(&mut self, at: usize) -> usize {
        let below = at + 1;
        let taken = self.opens_table(below);
        let Some(line) = self.dump.line(below).filter(|line| !taken && line.kind == Kind::Words) else { return below };
        // After a blank line or another dash, a dash was the last cell of a list of permissions, and a heading stays
        // one.
        let is_bare =
            |at: usize| self.dump.line(at).is_some_and(|line| line.text.trim_start_matches(BULLETS).is_empty());
        let ends_cells = line.blank_before || at.checked_sub(1).is_some_and(is_bare);
        let heading = ends_cells && self.opens_section(below);
        let empty = line.text.trim_start_matches(BULLETS).is_empty();
        if is_request_line(line.text) || line.text.contains('|') || empty || heading {
            return below;
        }
        self.item(line.span());
        below + 1
    }

    /// A request line: in examples the code that it opens, else a paragraph.
    fn request(&mut self, at: usize) -> usize {
        let Some(line) = self.dump.line(at) else { return at + 1 };
        let glued = code::glued_heading(line.text, self.dump.glossary);
        let shown = self.section.is_some_and(Section::is_example) || is_command(line.text);
        let Some(start) = glued else {
            if let Some(start) = code::glued_sentence(line.text, self.dump.glossary) {
                let sentence = skip(line.span(), start);
                self.verbatim(Span { end: sentence.start, ..line.span() }, shown);
                self.blocks.text(self.dump.text(sentence));
                return at + 1;
            }
            if shown {
                return self.code(at, at + 1);
            }
            self.blocks.text(self.dump.text(line.span()));
            return at + 1;
        };
        let heading = skip(line.span(), start);
        let request = Span { end: heading.start, ..line.span() };
        self.verbatim(request, shown);
        self.section = self.dump.glossary.line_section(self.dump.slice(heading));
        self.heading(self.marked_level + 1, heading);
        at + 1
    }

    /// Code from a line on: the heads, the body and the lines that go on what stands before `from`.
    fn code(&mut self, at: usize, from: usize) -> usize {
        let Some(first) = self.dump.line(at) else { return at + 1 };
        let tagged = first.text.starts_with('<');
        let command = is_command(first.text);
        let mut quoted = command && self.leaves_quote_open(at);
        let mut place = first.span();
        let mut next = from;
        while let Some(line) = self.dump.line(next) {
            let carries_on = line.kind == Kind::Words
                && next > at
                && (is_header_line(line.text) && from > at
                    || self.dump.slice(place).ends_with('\\')
                    || quoted
                    || line.text.starts_with(['}', ']'])
                    || (tagged && line.text.starts_with('<')));
            if !carries_on && line.kind != Kind::Code && next > at {
                break;
            }
            place = place.to(line.span());
            if next > at && command && turns_quote(line.text) {
                quoted = !quoted && self.leaves_quote_open(next);
            }
            next += 1;
            if line.kind == Kind::Code && from > at {
                break;
            }
        }
        self.verbatim(place, true);
        next.max(at + 1)
    }

    /// Whether a line of a command opens a quote that a later line closes, before what is not part of the command. An
    /// apostrophe in its words opens none.
    fn leaves_quote_open(&self, at: usize) -> bool {
        let turns = |at: &usize| self.dump.line(*at).is_some_and(|line| turns_quote(line.text));
        let is_inside = |at: &usize| !self.opens_table(*at) && !self.opens_section(*at);
        turns(&at) && (at + 1..self.dump.lines.len()).take_while(is_inside).any(|at| turns(&at))
    }

    /// Lines of as many cells each, two at least, without a head.
    fn headless_table(&mut self, at: usize) -> Option<usize> {
        let row = |at: usize| {
            let line = self.dump.line(at).filter(|line| line.kind == Kind::Words && !self.opens_table(at))?;
            let cut = table::bars(line.text, true);
            let cell = |cell: &std::ops::Range<usize>| {
                Cell::written(self.dump.text(Span::new(line.start + cell.start, line.start + cell.end)))
            };
            let cells: Vec<Cell> = cut.cells.iter().map(cell).collect();
            (cells.len() > 1).then(|| Row { cells, place: line.span(), doubt: None })
        };
        let columns = row(at)?.cells.len();
        let rows: Vec<Row> = (at..).map_while(row).take_while(|row| row.cells.len() == columns).collect();
        let place = rows.iter().map(|row| row.place).reduce(Span::to).filter(|_| rows.len() > 1)?;
        let after = at + rows.len();
        self.blocks.table(Table { rows, place, ..Table::default() });
        Some(after)
    }
}

/// Whether a quote is open after a line that was not before it, or the other way round.
fn turns_quote(line: &str) -> bool {
    line.matches('\'').count() % 2 == 1
}

/// A span without its first bytes.
fn skip(span: Span, bytes: usize) -> Span {
    Span::new(span.start as usize + bytes, span.end as usize)
}
