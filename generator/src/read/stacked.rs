//! Parameters whose facts stand on lines, one below the other or side by side, as scrapers leave pages without tables:
//! `limit`, `integer`, `Optional`, then words; `limit integer required`; `limit - how many`. In go the blocks of a page, out
//! come the same with a table in the place of the lines below each heading of parameters. Lines that look like parameters
//! there and are not read are told, so that no loss is silent.

mod lines;

use super::{
    blocks::{replaced, span},
    parameter::{self, Opening, Parameter},
    section,
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Glossary, Section, form},
    page::{Block, BlockKind, Row, Source, Span, Table, Text},
};
use lines::{Lines, opening};
use std::{ops::Range, sync::Arc};

/// A heading that nothing marks has no more bytes.
const LONGEST_BARE_HEADING: usize = 24;

/// So many blocks below such a heading are looked at, to see that they open with parameters.
const MOST_BELOW_HEADING: usize = 8;

/// The level of such a heading: below any that is marked.
const LOWEST_LEVEL: u8 = 6;

/// The caption of parameters that stand below a request line, with no heading between.
const BELOW_REQUEST: &str = "Request parameters";

/// The example of a parameter has no more lines.
const MOST_VALUES: usize = 2;

/// What parts the cells of a row that is read as a line.
const CELL_END: &str = " | ";

/// Puts tables in the places of such lines. In a dump, the items of lists are lines as well.
pub(super) fn to_tables(
    blocks: Vec<Block>,
    dump: bool,
    source: &Arc<Source>,
    glossary: &Glossary,
    sink: &mut Sink,
) -> Vec<Block> {
    let mut walk = Walk {
        glossary,
        dump,
        section: None,
        level: 0,
        request: RequestAbove::None,
        tabled: false,
        unread: None,
        told: Vec::new(),
    };
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(rest) = blocks.get(at..).filter(|rest| !rest.is_empty()) {
        at += walk.step(rest, at, &mut tables);
    }
    walk.leave_section();
    let known = Known::of(sink);
    for place in walk.told.into_iter().filter(|place| !known.overlap(*place)) {
        let message = "lines below a heading of parameters look like some, and are not read";
        sink.push(Diagnostic::new(Code::UnreadRegion, message).at(source, place));
    }
    replaced(blocks, tables)
}

/// Where findings are: by the start of each, the furthest end so far.
struct Known(Vec<(u32, u32)>);

impl Known {
    fn of(sink: &Sink) -> Self {
        let places = sink.iter().filter_map(|finding| finding.place.as_ref());
        let mut spans: Vec<(u32, u32)> = places.map(|place| (place.span.start, place.span.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(spans)
    }

    fn overlap(&self, place: Span) -> bool {
        let before = self.0.partition_point(|(start, _)| *start < place.end);
        before.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|(_, end)| *end > place.start)
    }
}

/// What stands above of a request line, with no heading after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RequestAbove {
    None,
    /// The method, on the last line.
    Method,
    Line,
}

struct Walk<'g> {
    glossary: &'g Glossary,
    dump: bool,
    section: Option<Section>,
    /// The level of the last heading that opened a section, or none.
    level: u8,
    request: RequestAbove,
    /// Whether the section has a table, which states its parameters.
    tabled: bool,
    /// Lines of the section that look like parameters.
    unread: Option<Span>,
    told: Vec<Span>,
}

impl Walk<'_> {
    /// Takes the first blocks; gives how many.
    fn step(&mut self, blocks: &[Block], at: usize, tables: &mut Vec<(Range<usize>, Block)>) -> usize {
        let Some(first) = blocks.first() else { return 1 };
        if let Some((section, heading)) = self.bare_heading(blocks) {
            self.enter(Some(section));
            tables.push((at..at + 1, heading));
            return 1;
        }
        if self.opens_section(first) {
            self.enter(section::after(first, self.section, self.glossary));
            if let BlockKind::Heading { level, .. } = first.kind {
                self.level = level;
            }
            self.pass(first);
            return 1;
        }
        if let BlockKind::Table(table) = &first.kind {
            let parameters = self.section.filter(|section| section::of_parameters(*section));
            if let Some(rows) = parameters.and_then(|_| headless(table, self.glossary)) {
                let kind = BlockKind::Table(parameter::table(None, rows, table.place));
                tables.push((at..at + 1, Block { kind, ..first.clone() }));
            }
            self.tabled |= !table.rows.is_empty();
            return 1;
        }
        let below_request =
            Some(Section::Request).filter(|_| self.request == RequestAbove::Line && self.section.is_none());
        let section = self.section.or(below_request).filter(|section| section::of_parameters(*section));
        let Some((section, run)) = section.map(|section| (section, self.run(blocks))) else {
            self.pass(first);
            return 1;
        };
        // A line right above a table is its caption: `Card data objects`.
        let is_caption = run.len() == 1 && blocks.get(1).is_some_and(|below| matches!(below.kind, BlockKind::Table(_)));
        if run.is_empty() || is_caption {
            self.pass(first);
            return 1;
        }
        let lines = Lines::of(run, self.glossary);
        // What follows a table explains it, unless it opens as its rows would.
        let found = lines.rows(section).filter(|(start, _)| !self.tabled || *start == 0 && lines.open_with_facts());
        if let Some((start, rows)) = found {
            let part = run.get(start..).unwrap_or_default();
            let place = span(part);
            let anchors = part.iter().flat_map(|block| block.anchors.clone()).collect();
            let caption = below_request.map(|_| BELOW_REQUEST);
            let kind = BlockKind::Table(parameter::table(caption, rows, place));
            tables.push((at + start..at + run.len(), Block { depth: 0, kind, anchors, place }));
            self.tabled = true;
        } else if (section::states_parameters(section) || section == Section::Parameters) && self.unread.is_none() {
            self.unread = lines.first_parameter().map(|place| place.to(span(run)));
        }
        run.len()
    }

    fn opens_section(&self, block: &Block) -> bool {
        match block.kind {
            BlockKind::Heading { .. } => !self.names_parameter(block),
            _ => section::opened(block, self.glossary).is_some(),
        }
    }

    /// Whether a heading below that of the section is the name of one parameter.
    fn names_parameter(&self, block: &Block) -> bool {
        let BlockKind::Heading { level, text } = &block.kind else { return false };
        let below = *level > self.level && self.section.is_some_and(section::of_parameters);
        let names = || opening(text, self.glossary) == Some(Opening::Facts) || form::is_path_of_members(&text.content);
        below && self.glossary.heading(&text.content).is_none() && names()
    }

    fn enter(&mut self, section: Option<Section>) {
        self.leave_section();
        self.section = section;
        self.request = RequestAbove::None;
    }

    /// Looks for a request line, on one line or two.
    fn pass(&mut self, block: &Block) {
        let (BlockKind::Paragraph(text)
        | BlockKind::Code(text)
        | BlockKind::Heading { text, .. }
        | BlockKind::Item(text)) = &block.kind
        else {
            return;
        };
        for line in text.lines() {
            let line = line.trim_matches('`');
            let has_path = self.request == RequestAbove::Method && line.starts_with(['/', '{']);
            self.request = match self.request {
                RequestAbove::Line => RequestAbove::Line,
                _ if has_path || form::is_request_line(line) => RequestAbove::Line,
                _ if form::method_word(line).is_some() => RequestAbove::Method,
                _ => RequestAbove::None,
            };
        }
    }

    /// The heading that a short line is, though nothing marks it as one, since parameters stand below it: `Body`. In running
    /// words it may be any word.
    fn bare_heading(&self, blocks: &[Block]) -> Option<(Section, Block)> {
        let (first, below) = blocks.split_first()?;
        let BlockKind::Paragraph(text) = &first.kind else { return None };
        let short = text.content.len() <= LONGEST_BARE_HEADING && text.content.starts_with(char::is_uppercase);
        if !short || self.opens_section(first) {
            return None;
        }
        let section = self.glossary.heading(&text.content).filter(|section| section::of_parameters(*section))?;
        let end = below.iter().take(MOST_BELOW_HEADING).take_while(|block| self.goes_on(block)).count();
        let lines = Lines::of(below.get(..end)?, self.glossary);
        let opens =
            lines.rows(section).is_some_and(|(start, _)| lines.all.first().is_some_and(|line| line.block == start));
        let kind = BlockKind::Heading { level: LOWEST_LEVEL, text: text.clone() };
        opens.then(|| (section, Block { kind, ..first.clone() }))
    }

    fn leave_section(&mut self) {
        self.told.extend(self.unread.take().filter(|_| !self.tabled));
        self.tabled = false;
    }

    /// The first blocks on whose lines parameters may stand.
    fn run<'b>(&self, blocks: &'b [Block]) -> &'b [Block] {
        let ends = |at: &usize| {
            let rest = blocks.get(*at..).unwrap_or_default();
            let goes_on = rest.first().is_some_and(|block| self.goes_on(block)) || *at > 0 && self.shows_value(rest);
            !goes_on || *at > 0 && self.bare_heading(rest).is_some()
        };
        let end = (0..blocks.len()).find(ends).unwrap_or(blocks.len());
        blocks.get(..end).unwrap_or_default()
    }

    /// Whether the first block leads to the example of one parameter, right after which another one opens.
    fn shows_value(&self, blocks: &[Block]) -> bool {
        let Some((first, below)) = blocks.split_first() else { return false };
        let example = section::after(first, None, self.glossary).is_some_and(Section::is_example);
        let mut values = below.iter().take(MOST_VALUES).take_while(|block| self.goes_on(block)).enumerate();
        example
            && values.any(|(at, _)| {
                let next = Lines::of(below.get(at + 1..at + 3).unwrap_or_default(), self.glossary);
                next.of_facts(Section::Parameters).is_some_and(|(start, _)| start == 0)
            })
    }

    /// Whether a block is of the lines that parameters may stand on.
    fn goes_on(&self, block: &Block) -> bool {
        let text = match &block.kind {
            BlockKind::Paragraph(text) => text,
            BlockKind::Item(text) if self.dump => text,
            BlockKind::Heading { .. } => return self.names_parameter(block),
            _ => return false,
        };
        let ends = |line: &str| {
            form::is_request_line(line)
                || self.glossary.is_furniture(line)
                || self.glossary.status(line).is_some()
                || form::is_media_type(line)
                || line.parse::<u16>().is_ok_and(|status| (100..600).contains(&status))
        };
        !text.lines().next().is_some_and(ends) && !self.opens_section(block)
    }
}

/// The parameters of a table without heads, each row of which says of one what a line says: `limit required | integer How
/// many`.
fn headless(table: &Table, glossary: &Glossary) -> Option<Vec<Parameter>> {
    let header = Row { cells: table.header.clone(), place: table.place, doubt: None };
    let has_heads = table.header.iter().any(|head| glossary.column(&head.text.content).is_some());
    let rows = Some(&header).filter(|header| !header.cells.is_empty()).into_iter().chain(&table.rows);
    let read = rows.map(|row| {
        let mut line = Text { place: row.place, ..Text::default() };
        for cell in row.cells.iter().filter(|cell| !cell.text.is_empty()) {
            if !line.is_empty() {
                line.append(&Text::plain(CELL_END, row.place));
            }
            line.append(&cell.text);
        }
        Parameter::of_line(&line, glossary).filter(|(_, opening)| *opening == Opening::Facts).map(|(row, _)| row)
    });
    read.collect::<Option<Vec<_>>>().filter(|rows| !has_heads && !rows.is_empty())
}
