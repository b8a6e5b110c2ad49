//! Parameters whose facts stand on lines, one below the other or side by side, as scrapers leave pages without tables:
//! `limit`, `integer`, `Optional`, then words; `limit integer required`; `limit - how many`. In go the blocks of a page, out
//! come the same with a table in the place of the lines below each heading of parameters. Lines that look like parameters
//! there and are not read are told, so that no loss is silent.

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
use std::{ops::Range, sync::Arc};

/// A heading that nothing marks has no more bytes.
const LONGEST_BARE_HEADING: usize = 24;

/// The level of such a heading: below any that is marked.
const LOWEST_LEVEL: u8 = 6;

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
    let mut walk = Walk { glossary, dump, section: None, tabled: false, unread: None, told: Vec::new() };
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(rest) = blocks.get(at..).filter(|rest| !rest.is_empty()) {
        at += walk.step(rest, at, &mut tables);
    }
    walk.leave_section();
    let known: Vec<Span> = sink.iter().filter_map(|finding| Some(finding.place.as_ref()?.span)).collect();
    for place in walk.told.into_iter().filter(|place| !known.iter().any(|known| known.overlaps(*place))) {
        let message = "lines below a heading of parameters look like some, and are not read";
        sink.push(Diagnostic::new(Code::UnreadRegion, message).at(source, place));
    }
    replaced(blocks, tables)
}

struct Walk<'g> {
    glossary: &'g Glossary,
    dump: bool,
    section: Option<Section>,
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
            self.leave_section();
            self.section = Some(section);
            tables.push((at..at + 1, heading));
            return 1;
        }
        if self.opens_section(first) {
            self.leave_section();
            self.section = section::after(first, self.section, self.glossary);
            return 1;
        }
        if let BlockKind::Table(table) = &first.kind {
            let parameters = self.section.filter(|section| section::of_parameters(*section));
            if let Some(rows) = parameters.and_then(|_| headless(table, self.glossary)) {
                let kind = BlockKind::Table(parameter::table(None, rows, table.place));
                tables.push((at..at + 1, Block { kind, ..first.clone() }));
            }
            self.tabled = true;
            return 1;
        }
        let Some(section) = self.section.filter(|section| section::of_parameters(*section) && !self.tabled) else {
            return 1;
        };
        let run = blocks.iter().position(|block| !self.goes_on(block)).unwrap_or(blocks.len());
        let Some((run, _)) = blocks.split_at_checked(run).filter(|(run, _)| !run.is_empty()) else { return 1 };
        let lines = Lines::of(run, self.glossary);
        if let Some((start, rows)) = lines.rows(section) {
            let part = run.get(start..).unwrap_or_default();
            let place = span(part);
            let anchors = part.iter().flat_map(|block| block.anchors.clone()).collect();
            let kind = BlockKind::Table(parameter::table(None, rows, place));
            tables.push((at + start..at + run.len(), Block { depth: 0, kind, anchors, place }));
            self.tabled = true;
        } else if section::states_parameters(section) && self.unread.is_none() {
            self.unread = lines.first_parameter().map(|place| place.to(span(run)));
        }
        run.len()
    }

    fn opens_section(&self, block: &Block) -> bool {
        matches!(block.kind, BlockKind::Heading { .. }) || section::opened(block, self.glossary).is_some()
    }

    /// The heading that a short line is, though nothing marks it as one, since parameters stand below it: `Body`. In running
    /// words it may be any word.
    fn bare_heading(&self, blocks: &[Block]) -> Option<(Section, Block)> {
        let (first, below) = blocks.split_first()?;
        let BlockKind::Paragraph(text) = &first.kind else { return None };
        let short = text.content.len() <= LONGEST_BARE_HEADING && text.content.starts_with(char::is_uppercase);
        let section = self.glossary.heading(&text.content).filter(|section| section::states_parameters(*section))?;
        let end = below.iter().position(|block| !self.goes_on(block)).unwrap_or(below.len());
        let opens = Lines::of(below.get(..end)?, self.glossary).rows(section).is_some_and(|(start, _)| start == 0);
        let kind = BlockKind::Heading { level: LOWEST_LEVEL, text: text.clone() };
        (short && opens && !self.opens_section(first)).then(|| (section, Block { kind, ..first.clone() }))
    }

    fn leave_section(&mut self) {
        self.told.extend(self.unread.take().filter(|_| !self.tabled));
        self.tabled = false;
    }

    /// Whether a block is of the lines that parameters may stand on.
    fn goes_on(&self, block: &Block) -> bool {
        let text = match &block.kind {
            BlockKind::Paragraph(text) => text,
            BlockKind::Item(text) if self.dump => text,
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

/// A line of a block.
struct Line {
    text: Text,
    /// Which block it is of.
    block: usize,
    /// Whether it opens that.
    first: bool,
    /// Whether that is an item of a list.
    item: bool,
}

struct Lines<'g> {
    all: Vec<Line>,
    glossary: &'g Glossary,
    /// Only items open parameters: their words stand below them.
    of_items: bool,
}

impl<'g> Lines<'g> {
    fn of(run: &[Block], glossary: &'g Glossary) -> Self {
        let mut lines = Vec::new();
        for (block, Block { kind, .. }) in run.iter().enumerate() {
            let (BlockKind::Paragraph(text) | BlockKind::Item(text)) = kind else { continue };
            let item = matches!(kind, BlockKind::Item(_));
            let parts = text.split_lines().map(without_ticks);
            lines.extend(parts.enumerate().map(|(nth, text)| Line { text, block, first: nth == 0, item }));
        }
        let of_items = lines.iter().any(|line| line.item && opening(&line.text, glossary) == Some(Opening::Facts));
        Self { all: lines, glossary, of_items }
    }

    /// The parameters, and the block that the first of them opens.
    fn rows(&self, section: Section) -> Option<(usize, Vec<Parameter>)> {
        self.of_facts(section).or_else(|| self.of_terms(section))
    }

    /// Where the first line stands that looks like a parameter.
    fn first_parameter(&self) -> Option<Span> {
        let looks = |line: &&Line| match opening(&line.text, self.glossary) {
            Some(Opening::Facts) => true,
            Some(Opening::Words | Opening::Name) => form::opens_small(&line.text.content),
            None => false,
        };
        self.all.iter().filter(|line| line.first).find(looks).map(|line| line.text.place)
    }

    /// Parameters of which at least one says its type or whether it must be given.
    fn of_facts(&self, section: Section) -> Option<(usize, Vec<Parameter>)> {
        let mut rows: Vec<Parameter> = Vec::new();
        // The first block of rows, the last that opened one, whether the last row may have more facts, and what a label
        // says of the rows below it.
        let (mut start, mut opened, mut collects, mut group) = (None, 0, false, "");
        for (at, line) in self.all.iter().enumerate() {
            let words = line.text.content.as_str();
            if form::ends_label(words) && self.glossary.yes_no(words).is_some() {
                group = words.trim_end_matches([':', '：']);
                continue;
            }
            let names =
                self.is_name(&line.text) && self.all.get(at + 1).is_some_and(|next| self.is_facts(&next.text.content));
            if let Some(row) = rows.last_mut().filter(|_| collects && !names && !(self.of_items && line.item))
                && row.take_facts(words, self.glossary)
            {
                continue;
            }
            let may_open = (line.first || start.is_some() && opened == line.block) && (line.item || !self.of_items);
            let read = Parameter::of_line(&line.text, self.glossary).filter(|(row, opening)| match opening {
                Opening::Facts => true,
                Opening::Name => names,
                Opening::Words => row.words.content.contains(' ') && section::may_name(section, &row.name),
            });
            match (read.filter(|_| may_open), rows.last_mut()) {
                (Some((mut row, _)), _) => {
                    if row.mandatory.is_empty() {
                        group.clone_into(&mut row.mandatory);
                    }
                    (start, opened, collects) = (start.or(Some(line.block)), line.block, row.words.is_empty());
                    rows.push(row);
                }
                (None, Some(row)) => {
                    row.words.append_line(&line.text);
                    collects = false;
                }
                (None, None) => {}
            }
        }
        Some((start?, rows))
    }

    /// Names that stand alone, each with its words below it.
    fn of_terms(&self, section: Section) -> Option<(usize, Vec<Parameter>)> {
        let is_term = |line: &&Line| line.first && form::is_path_of_members(&line.text.content);
        let first = self.all.iter().position(|line| is_term(&line))?;
        let (before, terms) = self.all.split_at_checked(first)?;
        if !section::states_parameters(section)
            || !before.iter().all(|line| form::ends_sentence_or_label(&line.text.content))
        {
            return None;
        }
        let mut rows: Vec<Parameter> = Vec::new();
        for line in terms {
            match rows.last_mut() {
                Some(row) if !is_term(&line) || row.words.is_empty() => {
                    if is_term(&line) || !line.text.content.contains(' ') {
                        return None;
                    }
                    row.words.append_line(&line.text);
                }
                _ => rows.push(Parameter::named(&line.text)),
            }
        }
        let whole = rows.last().is_some_and(|row| !row.words.is_empty());
        whole.then_some((terms.first()?.block, rows))
    }

    /// Whether a line is a name alone, and no word of a type.
    fn is_name(&self, line: &Text) -> bool {
        let alone = Parameter::of_line(line, self.glossary).is_some_and(|(_, opening)| opening == Opening::Name);
        alone
            && self.glossary.types().plain_word(&line.content).is_none()
            && self.glossary.yes_no(&line.content).is_none()
    }

    fn is_facts(&self, line: &str) -> bool {
        Parameter::default().take_facts(line, self.glossary)
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

/// A line whose first word a dump shows as code, without the marks of it.
fn without_ticks(line: Text) -> Text {
    let bare = line.content.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    match bare {
        Some((name, rest)) => Text::plain(format!("{name}{rest}"), line.place),
        None => line,
    }
}

fn opening(line: &Text, glossary: &Glossary) -> Option<Opening> {
    Parameter::of_line(line, glossary).map(|(_, opening)| opening)
}
