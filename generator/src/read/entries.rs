//! Parameters and statuses that no table states: items of lists, terms in bold with what they mean, and lines whose facts
//! stand one below the other or side by side, as scrapers leave pages without tables. In go the blocks of a page, out come
//! the same with a table in the place of each of them. What looks like parameters below a heading of some and is not read
//! is told, so that no loss is silent.

mod assigned;
mod headless;
mod lines;
mod lists;
mod nesting;
mod request_above;

use super::{
    blocks::{replaced, span},
    parameter::{self, Opening, Parameter},
    printed_schema, section,
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Column, Glossary, Section, form},
    page::{Block, BlockKind, Source, Span, Table, Text},
};
use lines::{Found, Lines, opening};
use lists::Lists;
use request_above::{RequestAbove, opens_call};
use std::{ops::Range, sync::Arc};

/// Words that lead to a list are no more bytes.
const LONGEST_LEAD: usize = 160;

/// So many blocks below such a heading are looked at, to see that they open with parameters.
const MOST_BELOW_HEADING: usize = 8;

/// The level of such a heading: below any that is marked.
const LOWEST_LEVEL: u8 = 6;

/// The caption of parameters that stand below a request line, with no heading between.
const BELOW_REQUEST: &str = "Request parameters";

/// The heading of an answer that is called `Schema` alone.
const BELOW_SCHEMA: &str = "Response body";

/// The example of a parameter has no more lines.
const MOST_VALUES: usize = 2;

/// What a page has left of its lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Markup sets them apart.
    Marked,
    /// They are set in, and nothing at the margin is a parameter.
    SetIn,
    /// What set them apart is lost: their items are lines.
    Dumped,
}

/// Puts tables in the places of such entries.
pub(super) fn to_tables(
    blocks: Vec<Block>,
    written: Written,
    source: &Arc<Source>,
    glossary: &Glossary,
    sink: &mut Sink,
) -> Vec<Block> {
    let blocks = printed_schema::part(blocks, glossary);
    let mut walk = Walk {
        glossary,
        lists: (written != Written::Dumped).then(|| Lists::new(&source.text, &blocks, glossary)),
        written,
        words_until: Vec::new(),
        section: None,
        named: false,
        level: 0,
        above: None,
        calls_in_items: blocks.windows(2).filter(|pair| opens_call(pair)).nth(1).is_some(),
        request: RequestAbove::default(),
        tabled: false,
        unread: None,
        told: Vec::new(),
        tables: Vec::new(),
        findings: Vec::new(),
    };
    let mut at = 0;
    while let Some(rest) = blocks.get(at..).filter(|rest| !rest.is_empty()) {
        walk.above = at.checked_sub(1).and_then(|above| blocks.get(above));
        at += walk.step(rest, at);
    }
    walk.leave_section();
    let Walk { mut told, tables, findings, .. } = walk;
    let glued = |block: &&Block| block.words().is_some_and(|text| printed_schema::is_glued(&text.content, glossary));
    told.extend(blocks.iter().filter(glued).map(|block| block.place));
    sink.extend(findings.into_iter().map(|(finding, place)| finding.at(source, place)));
    let known = Known::of(sink);
    for place in told.into_iter().filter(|place| !known.overlap(*place)) {
        let message = "lines below a heading of parameters look like parameters, and are not read";
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

struct Walk<'b> {
    glossary: &'b Glossary,
    /// How lists are read; not in a dump.
    lists: Option<Lists<'b>>,
    written: Written,
    /// The lists around here whose items are words: how deep each is, and where it ends.
    words_until: Vec<(u8, usize)>,
    section: Option<Section>,
    /// Whether the last heading is the name of one parameter: what is listed below are its values.
    named: bool,
    /// The level of the last heading that opened a section, or none.
    level: u8,
    /// The block above the present one.
    above: Option<&'b Block>,
    /// Whether several items of the page are request lines, each with what is said of its call.
    calls_in_items: bool,
    request: RequestAbove,
    /// Whether the section has a table, which states its parameters.
    tabled: bool,
    /// Lines of the section that look like parameters.
    unread: Option<Span>,
    told: Vec<Span>,
    tables: Vec<(Range<usize>, Block)>,
    findings: Vec<(Diagnostic, Span)>,
}

impl<'b> Walk<'b> {
    /// Takes the first blocks; gives how many.
    fn step(&mut self, blocks: &'b [Block], at: usize) -> usize {
        let Some(first) = blocks.first() else { return 1 };
        if let Some(level) = first.level() {
            self.request.heading(level);
        }
        if self.calls_in_items && opens_call(blocks) {
            self.enter(None);
            self.request.open();
            self.tables.push((at..at + 1, as_heading(first)));
            return 1;
        }
        if let Some(taken) = self.list(blocks, at).or_else(|| self.terms(blocks, at)) {
            return taken;
        }
        if let Some(row) = self.lists.as_ref().filter(|_| !first.is_item()).and_then(|lists| lists.labelled(first)) {
            self.put(at, blocks.get(..1).unwrap_or_default(), |place| parameter::table(None, [row], place));
            return 1;
        }
        if let Some((section, taken)) = self.bare_heading(blocks) {
            self.enter(Some(section));
            self.tables.push((at..at + taken, as_heading(first)));
            return taken;
        }
        if self.opens_answer(blocks) {
            self.enter(Some(Section::ResponseBody));
            let text = Text::plain(BELOW_SCHEMA, first.place);
            self.tables.push((at..at + 1, as_heading(&Block { kind: BlockKind::Paragraph(text), ..first.clone() })));
            return 1;
        }
        if self.opens_section(first) {
            self.enter(section::after(first, self.section, self.glossary));
            self.level = first.level().unwrap_or(self.level);
            self.request.pass(first, self.glossary);
            return 1;
        }
        self.named |= first.level().is_some();
        if let Some(table) = first.table() {
            let parameters = self.section.filter(|section| section::of_parameters(*section));
            if let Some(rows) = parameters.and_then(|_| headless::read(table, self.glossary)) {
                let kind = BlockKind::Table(parameter::table(None, rows, table.place));
                self.tables.push((at..at + 1, Block { kind, ..first.clone() }));
            }
            self.tabled |= !table.rows.is_empty();
            return 1;
        }
        if let Some(rows) = self.assigned(first) {
            self.put(at, blocks.get(..1).unwrap_or_default(), |place| parameter::table(None, rows, place));
            return 1;
        }
        let below_request = Some(Section::Request).filter(|_| self.request.is_whole() && self.section.is_none());
        let section = self.section.or(below_request).filter(|section| section::of_parameters(*section));
        let section = section.filter(|_| self.written != Written::SetIn);
        let run = section.map_or(&[][..], |_| self.run(blocks));
        let (Some(section), false) =
            (section, run.is_empty() || run.len() == 1 && self.opens_table(blocks.get(1..).unwrap_or_default()))
        else {
            self.request.pass(first, self.glossary);
            return 1;
        };
        let lines = Lines::of(run, self.glossary);
        // What follows a table explains it, unless it opens as its rows would.
        let opens_rows = |found: &Found| found.start == 0 && (found.listed || lines.open_with_facts());
        let found = lines.rows(section).filter(|found| !self.tabled || opens_rows(found));
        if let Some(Found { start, mut rows, doubts, nesting, .. }) = found {
            self.told.extend(doubts);
            self.findings.extend(nesting.settle(&mut rows, self.glossary));
            let caption = below_request.map(|_| BELOW_REQUEST);
            self.put(at + start, run.get(start..).unwrap_or_default(), |place| parameter::table(caption, rows, place));
        } else if section::is_told_if_unread(section) && self.unread.is_none() {
            self.unread = lines.first_parameter().map(|place| place.to(span(run)));
        }
        run.len()
    }

    /// Reads the list that the first block opens, or as many of its items as each name their section.
    fn list(&mut self, blocks: &'b [Block], at: usize) -> Option<usize> {
        let lists = self.lists.as_ref()?;
        let first = blocks.first().filter(|first| first.is_item())?;
        self.words_until.retain(|(_, end)| at < *end);
        if !self.words_until.iter().any(|(depth, _)| *depth == first.depth) {
            let list = lists::of(blocks);
            let led = || self.parameters_led_to(|| lists.are_of_code(list));
            // Right below a request line, an item that has the name of its placeholder begins the list of what it takes.
            let taken = || lists.names_first(list).filter(|name| self.request.takes(name)).map(|_| Section::Parameters);
            match lists.table(list, self.section.filter(|_| !self.named).or_else(led).or_else(taken)) {
                Ok((table, unread)) => {
                    self.findings.extend(unread);
                    self.put(at, list, |_| table);
                    return Some(list.len());
                }
                Err(finding) => {
                    let labelled = list.iter().any(|block| lists.labelled(block).is_some());
                    self.findings.extend(finding.filter(|_| !labelled).map(|finding| (finding, first.place)));
                    self.words_until.push((first.depth, at + list.len()));
                }
            }
        }
        let rows: Vec<Parameter> = lists::of(blocks).iter().map_while(|block| lists.labelled(block)).collect();
        let taken = rows.len();
        self.put(at, blocks.get(..taken)?, |place| parameter::table(None, rows, place));
        Some(taken).filter(|taken| *taken > 0)
    }

    /// The section of a list that short words above it lead to, in no section of the call they stand in: `Two options:`.
    /// Words that are no label lead to items of code.
    fn parameters_led_to(&self, is_code: impl FnOnce() -> bool) -> Option<Section> {
        let words = self.above?.words().filter(|words| words.content.len() <= LONGEST_LEAD)?;
        let leads = self.section.is_none() && self.request.is_below_call();
        let speaks = leads && self.glossary.speaks_of_parameters(&words.content);
        (speaks && (form::ends_label(&words.content) || is_code())).then_some(Section::Parameters)
    }

    /// The parameters of code that the words right above lead to.
    fn assigned(&self, block: &Block) -> Option<Vec<Parameter>> {
        let BlockKind::Code(code) = &block.kind else { return None };
        let opens = |above: &Block| section::opened(above, self.glossary).is_some_and(section::of_parameters);
        let speaks = |words: &Text| {
            let short = form::ends_label(&words.content) && words.content.len() <= LONGEST_LEAD;
            short && self.glossary.speaks_of_parameters(&words.content)
        };
        let leads = |above: &&Block| opens(above) || above.words().is_some_and(speaks);
        self.above.filter(leads).and_then(|_| assigned::read(code))
    }

    fn terms(&mut self, blocks: &'b [Block], at: usize) -> Option<usize> {
        let (rows, taken) = self.lists.as_ref()?.terms(blocks)?;
        self.put(at, blocks.get(..taken)?, |place| parameter::table(None, rows, place));
        Some(taken)
    }

    /// Puts a table in the place of some blocks, which begin at an index.
    fn put(&mut self, at: usize, blocks: &[Block], table: impl FnOnce(Span) -> Table) {
        let Some(first) = blocks.first() else { return };
        let place = span(blocks);
        let anchors = blocks.iter().flat_map(|block| block.anchors.clone()).collect();
        let block = Block { depth: first.depth, kind: BlockKind::Table(table(place)), anchors, place };
        self.tables.push((at..at + blocks.len(), block));
        self.tabled = true;
    }

    /// Whether a table begins here, or a list that is one: a line right above it is its caption, `Card data objects`.
    fn opens_table(&self, blocks: &'b [Block]) -> bool {
        let Some(first) = blocks.first() else { return false };
        let is_list = |lists: &Lists<'b>| first.is_item() && lists.table(lists::of(blocks), self.section).is_ok();
        first.table().is_some() || self.lists.as_ref().is_some_and(is_list)
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
        self.named = false;
        self.request.leave();
    }

    /// The section that a short line opens, though nothing marks it as a heading, since parameters stand below it: `Body`; and
    /// how many blocks the heading has. In running words it may be any word.
    fn bare_heading(&self, blocks: &[Block]) -> Option<(Section, usize)> {
        let (first, below) = blocks.split_first()?;
        let BlockKind::Paragraph(text) = &first.kind else { return None };
        if !text.content.starts_with(char::is_uppercase) || self.opens_section(first) {
            return None;
        }
        let section = section::of_bare_heading(&text.content, self.glossary)?;
        // `Body` and a line that says whether one must be sent.
        let is_badge = |text: &Text| self.glossary.yes_no(&text.content).is_some();
        let badge = usize::from(below.first().and_then(Block::words).is_some_and(is_badge));
        let below = below.get(badge..)?;
        // `Body` and what it is written in, before its members.
        let written_in = below.first().and_then(Block::words).is_some_and(|text| form::is_media_type(&text.content));
        let below = below.get(usize::from(written_in)..)?;
        let end = below.iter().take(MOST_BELOW_HEADING).take_while(|block| self.goes_on(block)).count();
        let lines = Lines::of(below.get(..end)?, self.glossary);
        // Words about the body may stand between the badge and its members.
        let opens = |found: Found| badge > 0 || lines.first_member().is_some_and(|line| line.block == found.start);
        lines.rows(section).is_some_and(opens).then_some((section, 1 + badge))
    }

    /// Whether a line is the label `Schema` after the members of a body: what stands below it is answered.
    fn opens_answer(&self, blocks: &[Block]) -> bool {
        let Some((first, below)) = blocks.split_first() else { return false };
        let named = first.words().is_some_and(|text| self.glossary.column(&text.content) == Some(Column::Type));
        let opens = |below| {
            Lines::of(below, self.glossary).of_facts(Section::ResponseBody).is_some_and(|found| found.start == 0)
        };
        named && self.tabled && self.section == Some(Section::RequestBody) && below.get(..1).is_some_and(opens)
    }

    fn leave_section(&mut self) {
        self.told.extend(self.unread.take().filter(|_| !self.tabled));
        self.tabled = false;
    }

    /// The first blocks on whose lines parameters may stand.
    fn run(&self, blocks: &'b [Block]) -> &'b [Block] {
        let ends = |at: &usize| {
            let rest = blocks.get(*at..).unwrap_or_default();
            let goes_on = rest.first().is_some_and(|block| self.goes_on(block)) || *at > 0 && self.shows_value(rest);
            let opens_terms = || self.lists.as_ref().is_some_and(|lists| lists.terms(rest).is_some());
            let opens_section = || self.bare_heading(rest).is_some() || self.opens_answer(rest);
            let opens_others = || *at > 0 && (opens_section() || opens_terms());
            !self.is_value(blocks, *at) && (!goes_on || opens_others())
        };
        let end = (0..blocks.len()).find(ends).unwrap_or(blocks.len());
        blocks.get(..end).unwrap_or_default()
    }

    /// Whether a block is an item of a list of values, though its word may be that of a heading: `raw`.
    fn is_value(&self, blocks: &[Block], at: usize) -> bool {
        let (above, rest) = blocks.split_at_checked(at).unwrap_or_default();
        let leads = || above.iter().rfind(|block| !block.is_item()).and_then(Block::words);
        self.lists.is_none()
            && rest.first().is_some_and(Block::is_item)
            && leads().is_some_and(|words| lists::leads_to_values(words, self.glossary))
    }

    /// Whether the first block leads to the example of one parameter, right after which another one opens.
    fn shows_value(&self, blocks: &[Block]) -> bool {
        let Some((first, below)) = blocks.split_first() else { return false };
        let example = section::after(first, None, self.glossary).is_some_and(Section::is_example);
        let mut values = below.iter().take(MOST_VALUES).take_while(|block| self.goes_on(block)).enumerate();
        example
            && values.any(|(at, _)| {
                let next = Lines::of(below.get(at + 1..at + 3).unwrap_or_default(), self.glossary);
                next.of_facts(Section::Parameters).is_some_and(|found| found.start == 0)
            })
    }

    /// Whether a block is of the lines that parameters may stand on.
    fn goes_on(&self, block: &Block) -> bool {
        let text = match &block.kind {
            BlockKind::Paragraph(text) => text,
            BlockKind::Item(text) if self.lists.is_none() => text,
            BlockKind::Heading { .. } => return self.names_parameter(block),
            _ => return false,
        };
        let ends = |line: &str| {
            form::is_request_line(line)
                || section::states_call(line, self.glossary)
                || self.glossary.is_furniture(line)
                || self.glossary.status(line).is_some()
                || form::opens_media_type(line)
                || form::status(line).is_some()
        };
        !text.lines().next().is_some_and(ends) && !self.opens_section(block)
    }
}

/// A block of words as a heading that nothing marks.
fn as_heading(block: &Block) -> Block {
    let text = block.words().cloned().unwrap_or_default();
    Block { kind: BlockKind::Heading { level: LOWEST_LEVEL, text }, ..block.clone() }
}
