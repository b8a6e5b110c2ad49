//! A page as a list of texts, code blocks and tables, each with the section, status and label it
//! stands under. Sections are found by words: headings, list items and lines of their own open
//! them alike, and indentation means nothing. Where the words are lost, sections are inferred.

use super::{
    columns::{Columns, Kind},
    example,
    infer_sections::infer,
    opening, request_line,
};
use crate::{
    call::Place,
    glossary::{Caption, Column, Glossary, Outcome, Section, form},
    page::{Block, BlockKind, Page, Row, RowId, Span, Table, Text},
};
use std::{collections::BTreeSet, iter::Zip, ops::RangeFrom, slice};

/// A label longer than this is running text.
const LONGEST_LABEL: usize = 120;

/// A page, sectioned.
pub(super) struct Outline<'a> {
    pub(super) title: Option<&'a Text>,
    /// What follows it.
    pub(super) entries: Vec<Entry<'a>>,
    /// Of it, what stands in a chapter of structures that calls name.
    pub(super) structures: Vec<Entry<'a>>,
}

/// One piece of the page and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) what: What<'a>,
    /// What it stands under.
    pub(super) at: At<'a>,
    /// Its level, of a heading by markup.
    pub(super) heading: Option<u8>,
    /// Where it stands in the source.
    pub(super) place: Span,
}

impl<'a> Entry<'a> {
    /// Its text, words or code; a table has none.
    pub(super) fn text(&self) -> Option<&'a Text> {
        match self.what {
            What::Label(text) | What::Text(text) | What::Item(text) | What::Code(text) => Some(text),
            What::Table(_) => None,
        }
    }

    /// Its words; code has none.
    pub(super) fn words(&self) -> Option<&'a Text> {
        self.text().filter(|_| !matches!(self.what, What::Code(_)))
    }

    /// The table that it is.
    pub(super) fn table(&self) -> Option<Captioned<'a>> {
        if let What::Table(captioned) = self.what { Some(captioned) } else { None }
    }

    /// The table of parameters that it is.
    pub(super) fn parameters(&self) -> Option<Captioned<'a>> {
        self.table().filter(|captioned| captioned.columns.kind() == Kind::Parameters)
    }

    /// Whether it is a table of parameters or of statuses.
    pub(super) fn describes_call(&self) -> bool {
        self.table().is_some_and(|captioned| matches!(captioned.columns.kind(), Kind::Parameters | Kind::Statuses))
    }

    /// Whether one of its lines is a request line.
    pub(super) fn has_request_line(&self) -> bool {
        self.text().is_some_and(|text| text.lines().any(|line| request_line::read(line).is_some()))
    }
}

/// The kinds of piece.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// A heading or label; [`At`] says what it opened.
    Label(&'a Text),
    Text(&'a Text),
    Item(&'a Text),
    Code(&'a Text),
    Table(Captioned<'a>),
}

/// A table with what is known of it from around it.
#[derive(Clone, Copy)]
pub(super) struct Captioned<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: &'a Columns,
    /// Its index on the page.
    pub(super) index: u32,
    /// Its caption, as written, from the table or from the line before it.
    pub(super) caption: Option<&'a Text>,
    /// Names by which links find it.
    pub(super) anchors: &'a [String],
}

impl<'a> Captioned<'a> {
    /// The rows with their ids.
    pub(super) fn rows(self) -> impl Iterator<Item = (RowId, &'a Row)> {
        (0..).zip(&self.table.rows).map(move |(row, cells)| (RowId { table: self.index, row }, cells))
    }

    /// What the rows are called.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        let cells = self.table.rows.iter().filter_map(move |row| self.columns.cell(row, Column::Name));
        cells.map(|cell| cell.text.content.trim())
    }
}

/// What a piece stands under.
#[derive(Clone, Copy, Default)]
pub(super) struct At<'a> {
    /// What the last heading opened.
    pub(super) chapter: Option<Section>,
    /// What the last heading or label opened.
    pub(super) section: Option<Section>,
    /// The status group.
    pub(super) status: Option<u16>,
    /// The group of normal or abnormal answers.
    pub(super) outcome: Option<Outcome>,
    /// The words of the last heading or label.
    pub(super) label: Option<&'a Text>,
    /// Names by which links find the last heading.
    pub(super) anchors: &'a [String],
}

/// Sections a page, whose tables have these columns.
pub(super) fn outline<'a>(page: &'a Page, columns: &'a [Columns], glossary: &Glossary) -> Outline<'a> {
    let mut walk = Walk {
        glossary,
        groups: groups(page),
        at: At::default(),
        level: 0,
        part_level: 0,
        label_level: 0,
        tables: (0..).zip(columns),
        caption: None,
        opens_content: false,
        entries: Vec::new(),
    };
    let opening = opening::read(page, glossary);
    let mut blocks = opening.rest.iter().peekable();
    while let Some(block) = blocks.next() {
        walk.opens_content = blocks.peek().is_some_and(|next| holds_content(next));
        walk.step(block);
    }
    let mut entries = walk.entries;
    infer(&mut entries, page.format, glossary);
    let of_structures = |entry: &Entry<'_>| entry.at.chapter == Some(Section::Structures);
    let (structures, entries) = entries.into_iter().partition(of_structures);
    Outline { title: opening.title, entries, structures }
}

/// Where the headings stand that have several others below them which are request lines: whatever their words, they
/// name a group of operations, and no part of one.
fn groups(page: &Page) -> BTreeSet<u32> {
    let mut groups = BTreeSet::new();
    let mut above: Vec<(u8, u32, usize)> = Vec::new();
    for block in &page.blocks {
        let BlockKind::Heading { level, text } = &block.kind else { continue };
        above.retain(|(higher, ..)| higher < level);
        if request_line::in_heading(&text.content).is_some() {
            for (_, start, lines) in &mut above {
                *lines += 1;
                groups.extend((*lines > 1).then_some(*start));
            }
        }
        above.push((*level, block.place.start, 0));
    }
    groups
}

struct Walk<'a, 'g> {
    glossary: &'g Glossary,
    /// Where the headings of groups of operations stand.
    groups: BTreeSet<u32>,
    at: At<'a>,
    /// The level of the heading that opened the chapter.
    level: u8,
    /// The level of the heading that opened the section in it, or none. Another one of this level closes it.
    part_level: u8,
    /// The level of the last heading that is a label.
    label_level: u8,
    tables: Zip<RangeFrom<u32>, slice::Iter<'a, Columns>>,
    caption: Option<&'a Text>,
    /// Whether a table or JSON stands right below.
    opens_content: bool,
    entries: Vec<Entry<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn step(&mut self, block: &'a Block) {
        let caption = self.caption.take();
        let what = match &block.kind {
            BlockKind::Heading { level, text } => {
                if !self.names_members(*level, text) {
                    if self.groups.contains(&block.place.start) {
                        self.open_chapter(*level, None, text);
                    } else {
                        self.heading(*level, text);
                    }
                    (self.at.anchors, self.label_level) = (&block.anchors, *level);
                }
                What::Label(text)
            }
            BlockKind::Paragraph(text) => {
                if self.labels_table(text) && text.content.len() <= 2 * LONGEST_LABEL {
                    self.caption = Some(text);
                }
                if self.label(text, text.bold) { What::Label(text) } else { What::Text(text) }
            }
            BlockKind::Item(text) => {
                if self.label(text, true) {
                    What::Label(text)
                } else {
                    self.caption = Some(text).filter(|text| self.names_member(text));
                    What::Item(text)
                }
            }
            BlockKind::Code(text) => What::Code(text),
            BlockKind::Table(table) => {
                let Some((index, columns)) = self.tables.next() else { return };
                let caption = table.caption.as_ref().or(caption);
                What::Table(Captioned { table, columns, index, caption, anchors: &block.anchors })
            }
        };
        self.entries.push(Entry { what, at: self.at, heading: block.level(), place: block.place });
    }

    /// `Properties` below the heading of a structure leads to its members, and names no structure.
    fn names_members(&self, level: u8, text: &Text) -> bool {
        let below_structure = self.at.chapter == Some(Section::Structures) && self.label_level > self.level;
        below_structure && level > self.label_level && self.glossary.column(&text.content) == Some(Column::Name)
    }

    fn heading(&mut self, level: u8, text: &'a Text) {
        if self.group(text) {
            if self.glossary.heading(&text.content) == Some(Section::Response) {
                (self.level, self.at.chapter) = (level, self.at.section);
            }
            return;
        }
        // `200: OK` among the answers.
        if let Some(status) = form::leading_status(&text.content).filter(|_| is_answer(self.at.section)) {
            self.at = At { status: Some(status), outcome: None, label: Some(text), ..self.at };
            return;
        }
        let states_method = || self.glossary.column(&text.content) == Some(Column::Method);
        let section = self.said(text, true).or_else(|| states_method().then_some(Section::Uri));
        if section.is_none() && level > self.level && self.at.chapter.is_some() {
            if level <= self.part_level && is_part_of_request(self.at.section) {
                self.at.section = self.at.chapter;
            }
            self.at.label = Some(text);
            return;
        }
        let nested = level > self.level && self.level > 1 && self.at.chapter.is_some();
        let section = match (section, self.at.chapter) {
            (Some(section), Some(chapter)) if nested => Some(refined(chapter, section)),
            (section, _) => section,
        };
        if nested && section.is_some() {
            self.part_level = level;
            self.at = At { section, label: Some(text), ..self.at };
            return;
        }
        self.open_chapter(level, section, text);
    }

    fn open_chapter(&mut self, level: u8, section: Option<Section>, heading: &'a Text) {
        self.level = level;
        self.part_level = 0;
        self.at = At { chapter: section, section, label: Some(heading), ..At::default() };
    }

    /// Whether a paragraph is numbered as captions are, or leads to the members of an answer or to parameters in a
    /// place.
    fn labels_table(&self, text: &Text) -> bool {
        use Section as S;
        let leads = || match self.glossary.caption(&text.content) {
            Some(Caption::Of(S::Parameters)) => text.content.contains(' '),
            Some(Caption::Of(section)) => {
                matches!(
                    section,
                    S::Response
                        | S::ResponseHeaders
                        | S::ResponseBody
                        | S::RequestBody
                        | S::PathParameters
                        | S::QueryParameters
                )
            }
            _ => false,
        };
        self.glossary.table_label(&text.content).is_some() || form::ends_label(&text.content) && leads()
    }

    /// Whether an item is what stands above the table of a member: its name, or a caption as tables of structures have.
    fn names_member(&self, text: &Text) -> bool {
        let is_short = text.content.len() <= LONGEST_LABEL && !text.content.ends_with(['.', '。']);
        form::is_path_of_members(&text.content)
            || is_short && self.glossary.caption(&text.content) == Some(Caption::Structure)
    }

    /// Takes a line as a label, if it is one.
    fn label(&mut self, text: &'a Text, marked: bool) -> bool {
        if text.content.len() > LONGEST_LABEL || text.content.contains('\n') || text.is_empty() {
            return false;
        }
        if self.group(text) {
            return true;
        }
        let section = self.said(text, marked).or_else(|| self.place_of(text));
        if let Some(section) = section.or_else(|| self.answer_led_to(text)) {
            let section = self.at.chapter.map_or(section, |chapter| refined(chapter, section));
            let kept = is_answer(Some(section)) == is_answer(self.at.section);
            let status = self.at.status.filter(|_| kept);
            let outcome = self.at.outcome.filter(|_| kept);
            self.at = At { section: Some(section), label: Some(text), status, outcome, ..self.at };
            return true;
        }
        if marked && form::ends_label(&text.content) {
            self.at.label = Some(text);
        }
        false
    }

    /// The section that words say; `Headers` and `Body` are of the side that they stand in.
    fn said(&self, text: &Text, marked: bool) -> Option<Section> {
        use Section as S;
        let words = &text.content;
        let section = if marked { self.glossary.heading(words) } else { self.glossary.section(words) }?;
        let answers = matches!(self.at.section, Some(S::Response | S::ResponseHeaders | S::ResponseBody));
        Some(match self.glossary.caption(words).filter(|_| answers) {
            Some(Caption::Headers) => S::ResponseHeaders,
            Some(Caption::Body) => S::ResponseBody,
            _ => section,
        })
    }

    /// The section that a text in bold opens if it names the place of parameters as a cell does: `Query`. A heading of
    /// this word may be a title; other places are known as sections or may be followed by what they name.
    fn place_of(&self, text: &Text) -> Option<Section> {
        let is_query = text.bold && self.glossary.place(&text.content) == Some(Place::Query);
        (is_query && !is_answer(self.at.section)).then_some(Section::QueryParameters)
    }

    /// A line that leads from what is sent to what comes back: `The server replies with:`.
    fn answer_led_to(&self, text: &Text) -> Option<Section> {
        let leads = self.opens_content && form::ends_label(&text.content) && !self.labels_table(text);
        let speaks_of_sent = || self.glossary.speaks_of_parameters(&text.content);
        let answered = leads
            && !speaks_of_sent()
            && !is_answer(self.at.section)
            && self.glossary.led_to(&text.content) == Some(Section::ResponseExample);
        answered.then_some(Section::Response)
    }

    /// Takes a line as the head of a group of answers: by status, or normal and abnormal. One that names the answer as
    /// well opens it: `Response 200`.
    fn group(&mut self, text: &'a Text) -> bool {
        if text.content.len() > LONGEST_LABEL {
            return false;
        }
        let travelling = example::status_of(&text.content);
        let labelled = if is_answer(self.at.section) {
            self.glossary.status_of_answer(&text.content)
        } else {
            self.glossary.status(&text.content)
        };
        if let Some(status) = travelling.or(labelled) {
            let said = travelling.map(|_| Section::Response).or_else(|| self.glossary.heading(&text.content));
            let opened = said.filter(|section| *section == Section::Response);
            let section = opened.or(self.at.section);
            self.at = At { section, status: Some(status), outcome: None, label: Some(text), ..self.at };
            return true;
        }
        let outcome = self.glossary.outcome(&text.content).filter(|_| is_answer(self.at.section));
        if outcome.is_some() {
            self.at = At { status: None, outcome, label: Some(text), ..self.at };
        }
        outcome.is_some()
    }
}

/// Whether a block is a table or JSON.
fn holds_content(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table(_) => true,
        BlockKind::Code(text) => example::holds_json(&text.content),
        BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Item(_) => false,
    }
}

/// Whether a section is that of parameters in one place of the request. Below the body its structures have headings.
fn is_part_of_request(section: Option<Section>) -> bool {
    use Section as S;
    matches!(section, Some(S::PathParameters | S::QueryParameters | S::RequestHeaders))
}

fn is_answer(section: Option<Section>) -> bool {
    use Section as S;
    let shows_answer = |section: S| section.is_example() && !matches!(section, S::RequestExample | S::SampleCode);
    section.is_some_and(|section| section.is_of_answer() || section == S::StatusCodes || shows_answer(section))
}

/// What a label means inside a chapter: `Request` under `Example` is an example of a request.
fn refined(chapter: Section, section: Section) -> Section {
    use Section as S;
    match (chapter, section) {
        (S::RequestExample, S::Parameters | S::Example)
        | (S::Example | S::RequestExample, S::Request | S::RequestBody | S::RequestHeaders | S::Uri)
        | (S::Uri | S::Request, S::Example) => S::RequestExample,
        (S::ResponseExample, S::Parameters | S::Example | S::Response | S::ResponseBody)
        | (S::Example, S::Response | S::ResponseBody | S::ResponseHeaders)
        | (S::Response, S::Example) => S::ResponseExample,
        (S::Example | S::ResponseExample, S::ErrorResponse) => S::FailureExample,
        (chapter, S::Parameters) => chapter,
        (_, section) => section,
    }
}
